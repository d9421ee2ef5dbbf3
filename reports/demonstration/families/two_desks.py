"""A family that two desks know without knowing of each other: the husband of the wife who walks at dawn comes to a second
one. His birthday is heard wrongly, and the coordinators find the two side by side under 名寄せ."""

from reports.demonstration import concerns as c
from reports.demonstration.telling import Family, Intake, Member

# fmt: off
FAMILY = Family(
    key="the_husband_at_another_desk",
    members=[
        Member("norio", "武山 則夫", "たけやま のりお", "本人", "male", 82, (3, 13), concerns=[c.HEALTH, c.FAMILY],
               address="石巻市渡波町", mobile="090-0000-4922", note="手術の話になると言葉が止まる。"),
    ],
    intake=Intake(-1, "watanabe", "当事者", "電話", c.FAMILY, [c.HEALTH, c.FAMILY],
                  "夜、眠れないとのお電話。心臓の手術を控えているが、自分が入院したら妻がどうなるか、考えると朝になる。妻のことは役所にも"
                  "話したが、どこの誰に話したか、もう分からなくなったとのこと。聞いてもらえただけで少し楽になった、また掛けてもよい"
                  "かとおっしゃる。",
                  district="渡波"),
)

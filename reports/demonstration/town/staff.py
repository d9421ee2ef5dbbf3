"""Who signs in to the demonstration: invented people, at least one for each role."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.roles import Role
from reports.demonstration import agencies as a


@dataclass(frozen=True)
class Person:
    """shown: printed with its password when the site starts; the others can sign in with the same one."""

    login: str
    name: str
    kana: str
    memberships: tuple[tuple[str, Role], ...]
    shown: bool = True


STAFF = [
    Person("sato", "佐藤 陽子", "さとう ようこ", ((a.OFFICE, Role.COORDINATOR),)),
    Person("chiba", "千葉 健太", "ちば けんた", ((a.OFFICE, Role.COORDINATOR),)),
    Person("kudo", "工藤 真", "くどう まこと", ((a.OFFICE, Role.ASSISTANT),)),
    Person("abe", "阿部 誠", "あべ まこと", ((a.WELFARE, Role.LEAD),)),
    Person("tamura", "田村 淳", "たむら じゅん", ((a.HOUSING, Role.AGENCY),)),
    # She sits at two desks, as life-support coordinators do, and so can switch.
    Person("miura", "三浦 京子", "みうら きょうこ", ((a.CARE_CENTRE, Role.AGENCY), (a.LIFE_SUPPORT, Role.AGENCY))),
    Person("sugawara", "菅原 亮", "すがわら りょう", ((a.PROTECTION, Role.AGENCY),)),
    Person("oikawa", "及川 直美", "おいかわ なおみ", ((a.HOSPITAL, Role.AGENCY),)),
    Person("takahashi", "高橋 浩", "たかはし ひろし", ((a.COUNCIL, Role.MANAGER),)),
    Person("endo", "遠藤 隆", "えんどう たかし", ((a.KARAKORO, Role.ADVISER),)),
    Person("kimura", "木村 とし子", "きむら としこ", ((a.COMMISSIONERS, Role.LOCAL_DESK),)),
    Person("ohara", "大原 克枝", "おおはら かつえ", ((a.OPEN_DESK, Role.LOCAL_DESK),), shown=False),
    Person("ono", "小野 進", "おの すすむ", ((a.WELFARE, Role.ADMINISTRATOR),)),
    Person("hoshi", "星 雅彦", "ほし まさひこ", ((a.WELFARE, Role.AUDITOR),)),
    Person("hatakeyama", "畠山 恵", "はたけやま めぐみ", ((a.ABUSE_PREVENTION, Role.AGENCY),), shown=False),
    Person("nishimura", "西村 楓", "にしむら かえで", ((a.CHILDREN, Role.AGENCY),), shown=False),
    Person("konno", "今野 彩", "こんの あや", ((a.EDUCATION, Role.AGENCY),), shown=False),
    Person("watanabe", "渡辺 剛", "わたなべ つよし", ((a.KARAKORO, Role.AGENCY),), shown=False),
    Person("ito", "伊藤 舞", "いとう まい", ((a.AYUMI, Role.AGENCY),), shown=False),
]

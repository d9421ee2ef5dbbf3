"""People whom nobody has reached yet, as two local desks told of them, and a year of the commissioners' survey: all
invented. Days are numbers of days from today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reports.demonstration import agencies as a


@dataclass(frozen=True)
class Attempt:
    """day, by which method, by whom, what happened (AttemptResult), in words; next: the day of the next contact."""

    day: int
    method: str
    names: Sequence[str]
    result: str
    words: str
    next: int
    next_method: str = ""


@dataclass(frozen=True)
class Somebody:
    """day, by: who told when; empty: a coordinator heard of it elsewhere. taken: the day it was taken up, and by whom;
    None: nobody has. linked: a family's key whose consultation it became; ended: the reason."""

    day: int
    by: str
    place: str
    district: str
    words: str
    situations: Sequence[str] = ()
    name: str = ""
    sex: str = ""
    age: str = ""
    since: str = ""
    knows: str = ""
    danger: bool = False
    named: bool = False
    taken: tuple[int, str] | None = None
    attempts: Sequence[Attempt] = ()
    agency: tuple[str, str] | None = None  # asked to go there, and why
    linked: str = ""
    ended: str = ""
    again: int | None = None
    tries: int = field(default=0, repr=False)


WITHDRAWN, ALONE, STRANGE = "閉じこもり", "経済的問題で身内の援助なし", "理解できない言動"
POST, RUBBISH, THIN, CLOTHES = (
    "新聞や郵便がたまっている", "ごみや庭が片づいていない", "やせた・食べていない様子", "身なりがいつもと違う",
)  # fmt: skip
VOICES, WORN, NO_TIES, UNSEEN = (
    "怒鳴り声や泣き声がする",
    "世話をする人が疲れている",
    "近所づきあいがない",
    "しばらく姿を見ない",
)
TWO = ("佐藤 陽子", "木村 とし子")
PAIR = ("千葉 健太", "佐藤 陽子")

# fmt: off
PEOPLE = [
    Somebody(-1, "kimura", "港町団地2棟の裏、物置のある家", "湊", "昨日の夜から戸をたたいても返事がない。電気はついたまま。", [UNSEEN, POST], "沼田 キヨ", "female",
             "80代以上", "today", "unknown", danger=True, named=True),
    Somebody(-1, "ohara", "市民プールの向かい、緑の屋根", "蛇田", "お子さんの声が夜おそくまで聞こえます。お母さんの車は見ません。", [VOICES], "", "female", "30代", "week", "no"),
    Somebody(-2, "kimura", "旧北上川の堤防沿い、青いトタンの小屋", "湊", "小屋に寝泊まりしている人がいるようです。朝、川で顔を洗っていました。", [NO_TIES], "", "male", "60代", "month", "no"),
    Somebody(-3, "kimura", "渡波の八百屋の二階", "渡波", "八百屋さんの話。前は毎日来ていたのに、このごろ買うのはパンだけ。", [THIN], "高山さん", "male", "70代", "month", "no", named=True,
             taken=(-3, "sato"), attempts=[Attempt(-2, "電話", ("佐藤 陽子",), "absent", "二度かけたが出ない。", 1, "訪問")]),
    Somebody(-9, "ohara", "蛇田中央公園の北、平屋", "蛇田", "雨戸が閉まったまま。回覧板が戻ってこない。", [WITHDRAWN, POST], "小山内さん", "male", "50代", "month", "no",
             taken=(-9, "sato"), attempts=[Attempt(-6, "訪問", TWO, "seen", "二階の明かりがついて、消えた。名刺と手紙を入れた。", -2, "訪問")]),
    Somebody(-12, "kimura", "大街道の踏切のそば", "湊", "お父さんが亡くなってから、息子さんを見かけない。", [WITHDRAWN, NO_TIES], "日野 敏之", "male", "40代", "longer", "no", named=True,
             taken=(-11, "chiba"), attempts=[Attempt(-8, "訪問", PAIR, "refused", "戸は開けず「大丈夫です」と。声はしっかりしていた。", -1, "文書")]),
    Somebody(-16, "ohara", "あけぼの北の角、犬のいる家", "蛇田", "奥さんの腕にあざ。犬の散歩も来なくなった。", [VOICES, CLOTHES], "", "female", "40代", "month", "no",
             taken=(-16, "chiba"), attempts=[Attempt(-15, "電話", ("千葉 健太",), "others", "窓口の大原さんから詳しく。家には電話しない。", 2, "")]),
    Somebody(-20, "kimura", "門脇の坂の上", "門脇", "ご主人の介護で奥さんが眠れていない。坂でうずくまっていた。", [WORN], "阿部 節子", "female", "70代", "month", "yes", named=True,
             taken=(-19, "sato"), attempts=[Attempt(-16, "訪問", TWO, "met", "台所で話を聞いた。ご主人が起きてきて、そこまで。木村さんがいてよかった。", 3, "訪問")]),
    Somebody(-26, "kimura", "住吉の稲荷の裏", "住吉", "大家さんから。家賃は入るが、半年だれも見ていない。", [UNSEEN], "三宅さん", "male", "60代", "longer", "unknown",
             taken=(-25, "chiba"), attempts=[Attempt(-20, "訪問", PAIR, "absent", "メーターは回っている。", -5), Attempt(-5, "訪問", PAIR, "absent", "手紙がなくなっていた。", 9, "訪問")]),
    Somebody(-31, "ohara", "蛇田の新しい団地、三階", "蛇田", "引っ越してきて二か月、カーテンが開かない。", [WITHDRAWN], "", "unknown", "", "month", "no",
             taken=(-30, "sato"), agency=(a.CARE_CENTRE, "この団地の健康教室を受け持ち、戸別に回っているため"),
             attempts=[Attempt(-24, "訪問", ("三浦 京子", "佐藤 陽子"), "absent", "教室の案内を入れた。", 0, "訪問")]),
    Somebody(-36, "kimura", "稲井の畑の中の一軒", "稲井", "同じ話を何度もして、夜に歩いている。", [STRANGE], "佐々木 とめ", "female", "80代以上", "month", "no", named=True,
             taken=(-35, "sato"), agency=(a.CARE_CENTRE, "認知症の相談に慣れていて、畑の組合の方を知っているため"), attempts=[Attempt(-29, "訪問", ("三浦 京子", "木村 とし子"), "others", "隣の畑の方が毎朝声をかけてくれている。", 5, "訪問")]),
    Somebody(-44, "kimura", "湊小学校の前の路地", "湊", "お昼に小学生の子が一人でいる。", [NO_TIES], "", "female", "10代", "week", "no",
             taken=(-44, "chiba"), attempts=[Attempt(-43, "電話", ("千葉 健太",), "others", "学校へ。担任も気にかけている。家庭訪問に同行させてもらう。", 6, "訪問")]),
    Somebody(-52, "ohara", "茜平の川沿い", "蛇田", "車の中で寝ている男の方。窓に新聞。", [ALONE], "", "male", "50代", "week", "no",
             taken=(-52, "sato"), attempts=[Attempt(-51, "訪問", ("佐藤 陽子", "千葉 健太"), "met", "缶コーヒーを一緒に。水曜にまた来てよいと。", 4, "訪問")]),
    Somebody(-61, "kimura", "バス停の前の家", "湊", "雨戸が三日閉まったまま。", [UNSEEN], "八木 トシ", "female", "80代以上", "week", "unknown", named=True,
             taken=(-61, "sato"), attempts=[Attempt(-60, "訪問", TWO, "met", "娘さんのところにいて、戻ったところだった。困りごとはないと。", -40)], ended="本人に会え、娘さんとも話した。心配はないため", again=25),
    Somebody(-75, "kimura", "中瀬の橋のたもと", "湊", "釣りに来る人が、家に帰っていないようだ。", [NO_TIES], "", "male", "60代", "month", "no",
             taken=(-74, "chiba"), attempts=[Attempt(-70, "訪問", PAIR, "met", "仙台から来ている方で、宿もあった。", -60)], ended="市外の方で、住まいもあったため"),
    Somebody(-88, "ohara", "蛇田の貸家の並び", "蛇田", "ご夫婦とも家にいる。車検の切れた車。", [ALONE, WITHDRAWN], "", "male", "50代", "longer", "no",
             taken=(-87, "sato"), attempts=[Attempt(-80, "訪問", PAIR, "refused", "「帰ってくれ」。三度目で手紙だけに。", -50)], ended="三度訪ねて、会いたくないとのこと。手紙で窓口を伝えた", again=-1),
    Somebody(-5, "ohara", "バス停のベンチ", "蛇田", "朝から座っている女の方。荷物は紙袋二つ。名前は言わない。", [NO_TIES, CLOTHES], "", "female", "70代", "week", "no", named=True,
             taken=(-5, "sato"), attempts=[Attempt(-4, "訪問", ("佐藤 陽子", "大原 克枝"), "met", "隣に座って、昼まで。明日も来るとのこと。", -3)], linked="nobody_knows_her_name"),
    Somebody(-374, "kimura", "市営住宅3階", "湊", "玄関から奥までごみの袋。息子さんを見たことがない。", [WITHDRAWN, RUBBISH], "佐々木 ハツ", "female", "80代以上", "longer", "yes", named=True,
             taken=(-374, "chiba"), attempts=[Attempt(-373, "電話", ("千葉 健太",), "others", "木村さんと一緒に伺う日を決めた。", -370, "訪問")], linked="mother_and_son"),
    Somebody(-18, "", "渡波の浜の番屋", "渡波", "漁協の方から。冬になっても番屋で寝起きしている人がいる。", [ALONE], "", "male", "60代", "month", "no",
             taken=(-18, "chiba"), attempts=[Attempt(-10, "訪問", PAIR, "absent", "火の気あり。留守。漁協に次に来る日を聞いた。", 8, "訪問")]),
    Somebody(-7, "", "牡鹿の仮住まい", "牡鹿", "配食の方から。受け取りに出てこなくなった。", [UNSEEN, THIN], "菊地さん", "female", "80代以上", "week", "unknown",
             taken=(-7, "sato"), agency=(a.CARE_CENTRE, "配食の連絡先になっているため"), attempts=[]),
]

# The survey of the year before this one: how many women, men and people of unknown sex of each age. 88 households, 126 people.
AGES = ["10代", "20代", "30代", "40代", "50代", "60代", "70代", "80代以上", ""]
SEXES = {
    "male": [1, 3, 6, 14, 13, 9, 7, 6, 5],
    "female": [1, 2, 4, 8, 10, 8, 9, 12, 4],
    "": [0, 0, 0, 0, 0, 0, 0, 0, 4],
}
HOUSEHOLDS = 88
TICKED = {WITHDRAWN: 41, ALONE: 20, STRANGE: 13}
DISTRICTS = ["湊", "蛇田", "渡波", "門脇", "住吉", "稲井", "山下", "中央"]

# This year's survey, as far as it is answered: a mark, then sex, age and what is noticed of each of the household.
ANSWERED: list[tuple[str, list[tuple[str, str, list[str]]]]] = [
    ("坂の上", [("female", "80代以上", [WITHDRAWN]), ("male", "50代", [WITHDRAWN, ALONE])]),
    ("稲荷の裏", [("male", "60代", [WITHDRAWN])]),
    ("物置のある家", [("female", "80代以上", [])]),
    ("踏切", [("male", "40代", [WITHDRAWN])]),
    ("番屋", [("male", "60代", [ALONE])]),
    ("団地2棟", [("female", "70代", [STRANGE]), ("male", "70代", [])]),
    ("八百屋の二階", [("male", "70代", [ALONE])]),
]
SURVEY_OPEN = (-20, 40)
# fmt: on

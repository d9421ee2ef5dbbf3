"""Meetings without a case: the network, its working group, the coordinators' own, and a training day."""

from reports.demonstration import agencies as a
from reports.demonstration.telling import Meeting, Task

EVERYBODY = [
    a.WELFARE,
    a.PROTECTION,
    a.CHILDREN,
    a.EDUCATION,
    a.HOUSING,
    a.CARE_CENTRE,
    a.COUNCIL,
    a.HOSPITAL,
    a.KARAKORO,
    a.AYUMI,
]

# fmt: off
MEETINGS = [
    Meeting(-338, "sato", "推進会議", "相談支援包括化推進ネットワーク会議", place="市役所4階会議室", time="14:00", agencies=EVERYBODY,
            content="各相談機関の窓口と、よくある行き違いを持ち寄った。『たらい回し』と感じた場面を、相談を受けた側・つないだ側の両方から"
                    "出し合い、紹介のときは一言電話を添えることを申し合わせた。",
            decisions="つなぐシートの裏面は、各機関のアセスメントの写しで代えてよい。",
            tasks=[Task("相談機関一覧の担当者（主・副）を更新する", a.WELFARE, -300, -304)]),
    Meeting(-290, "sato", "コーディネーター連絡会", "推進員・生活支援コーディネーター連絡会", place="社会福祉協議会 会議室", time="10:00",
            agencies=[a.OFFICE, a.LIFE_SUPPORT, a.COUNCIL], content="圏域ごとの通いの場と、送迎のない地区について情報を交換した。"),
    Meeting(-246, "abe", "推進会議", "相談支援包括化推進ネットワーク会議", place="市役所4階会議室", time="14:00", agencies=EVERYBODY,
            content="実績の中間報告。医療機関からの相談が増え、退院後の住まいと身元保証が共通の課題となった。",
            decisions="身元保証について、居住支援法人と勉強会を開く。", tasks=[Task("勉強会の日程を決める", a.OFFICE, -220, -224)]),
    Meeting(-208, "chiba", "研修", "ひきこもりの家族を支える（講師：からころステーション 遠藤センター長）", form="対面", place="市民交流センター", time="13:30",
            agencies=[a.KARAKORO, a.COMMISSIONERS, a.CARE_CENTRE, a.COUNCIL],
            content="訪問しても会えない時期に何をするか。返事を求めない手紙の書き方を、実際の文面で考えた。参加43名。"),
    Meeting(-155, "sato", "推進会議", "相談支援包括化推進ネットワーク会議", place="市役所4階会議室", time="14:00", agencies=EVERYBODY,
            content="昨年の報告と、これからの重点。家族の世話をしているこどもに気づくための質問を、学校と福祉で共有した。",
            decisions="『他に困っていることはありませんか』に加え、『だれかの世話をしていますか』をたずねる。"),
    Meeting(-117, "chiba", "ワーキンググループ", "住まいのワーキンググループ", form="オンライン", time="15:00",
            agencies=[a.HOUSING, a.ESTATE_AGENT, a.AYUMI, a.COUNCIL],
            content="公営住宅の保証人の扱いと、やさしい日本語の申込み案内について検討した。",
            decisions="申込み案内の絵入りの版を試作する。", tasks=[Task("絵入りの案内の試作", a.HOUSING, -70, -66)]),
    Meeting(-62, "sato", "推進会議", "相談支援包括化推進ネットワーク会議", place="市役所4階会議室", time="14:00", agencies=EVERYBODY,
            content="つなぐシートの使い方の振り返り。電話での一言が増え、返事までの日数が短くなった。",
            decisions="返事の目安を3日とする。困ったときは推進員へ。", tasks=[Task("目安を各機関に文書で知らせる", a.WELFARE, 12)]),
    Meeting(17, "sato", "コーディネーター連絡会", "推進員・生活支援コーディネーター連絡会", place="社会福祉協議会 会議室", time="10:00",
            agencies=[a.OFFICE, a.LIFE_SUPPORT, a.COUNCIL], content="（議題）見守りの当番、移動販売の新しい順路"),
    Meeting(26, "sato", "推進会議", "相談支援包括化推進ネットワーク会議", place="市役所4階会議室", time="14:00", agencies=EVERYBODY,
            content="（議題）実績の中間報告、相談機関一覧の見直し"),
]
# fmt: on

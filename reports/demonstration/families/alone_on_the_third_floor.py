"""A single man who left hospital with nobody to sign for him. He withdrew one consent, and decides himself what is told to whom;
his plan is to be reviewed now."""

from reports.demonstration import agencies as a
from reports.demonstration import concerns as c
from reports.demonstration.telling import (
    Consent,
    Contact,
    Family,
    Intake,
    Meeting,
    Member,
    Part,
    Plan,
    Progress,
    Referral,
    Reply,
    Say,
    Sheet,
    Step,
    Task,
)

# fmt: off
MEMBERS = [
    Member("masaru", "熊谷 勝", "くまがい まさる", "本人", "male", 68, (12, 24), concerns=[c.HEALTH, c.HOME, c.NEIGHBOURS, c.BILLS],
           address="石巻市山下町　市営山下住宅5号棟302", postal_code="986-0873", telephone="0225-00-4501",
           note="元遠洋漁船の機関士。肝硬変。酒は退院後飲んでいない。家族とは40年連絡がない。"),
]
INTAKE = Intake(
    -392, "oikawa", "専門機関", "来所", c.HEALTH, [c.HEALTH, c.HOME, c.BILLS, c.NEIGHBOURS, c.OTHER],
    "肝硬変で入院中の熊谷さんの退院について。身寄りがなく、入院のときの保証人欄は空いたままである。市営住宅の家賃と水道料"
    "が4か月分たまり、部屋は床に酒びんが並んでいると、同じ棟の方が荷物を取りに入ったときに分かった。本人は「船なら一人で"
    "何でもやった」と言い、介護や福祉の話になると横を向く。一方で、点滴の機械の音がおかしいと最初に気づいて看護師に知らせ"
    "たのは本人で、機械のことになると話が止まらない。退院を3週間後に予定しているが、このまま帰すと同じことになると病棟も"
    "心配している。本人は「話を聞くだけなら」と相談を了解した。",
    district="山下",
)
SHEETS = [
    Sheet(-390, "oikawa", own_assessment=True,
          wishes="指図されたくない。鍵は自分で持つ。部屋の工具は捨てないでほしい。",
          notes="退院時サマリーの写しを添付。飲酒のことを近所に伝えない。", involved=[(a.HOSPITAL, "入院、断酒の外来")]),
]
CONSENTS = [
    Consent(-388, "chiba", "masaru", until=140, note="病院の相談室で。入院中だけでなく退院後も、とのこと。"),
    Consent(-300, "chiba", "masaru", categories=["contact", "progress"], agencies=[a.NEIGHBOURHOOD], evidence="telephone",
            withdrawn=(-86, "chiba"), note="見守りのために電話番号を伝える。→ 集会所で酒のことを聞かれたのがいやだったとのことで撤回。"),
    Consent(-70, "chiba", "masaru", categories=["contact"], agencies=[a.COMMISSIONERS], evidence="in_person",
            note="民生委員の木村さんだけ、電話番号だけ。"),
]
REFERRALS = [
    Referral(-390, "oikawa", a.OFFICE, "身寄りのない方の退院です。住まい・支払い・見守りを一緒に考えてください。",
             Reply(-389, "chiba", words="病棟に伺って本人と会います。")),
    Referral(-386, "chiba", a.HOUSING, "家賃の滞納の分け方と、退院前の部屋の片付けの方法をご相談します。",
             Reply(-383, "tamura", words="棟の管理人と一緒に入れます。")),
    Referral(-372, "chiba", a.CARE_CENTRE, "退院後の見守りと、介護認定の要否をみてください。",
             Reply(-370, "miura", "passed_on", "山下は（三）の担当です。こちらから引き継ぎ、電話も入れました。", to=a.CARE_CENTRE_3,
                   spoken_to="阿部")),
]
PLANS = [
    Plan(-376, "chiba", starts=-374, ends=-200, agreed=-374, running=-371, evaluated=-202,
         direction="自分で決めることを大切にし、退院の日に部屋で眠れることを最初の目標にする。",
         long_term="一人で、誰かに気づいてもらえる暮らしを続ける。",
         short_term="退院の日までに部屋と支払いの見通しを立てる。断酒の外来に3回通う。",
         parts=[
             Part(a.HOSPITAL, "断酒の外来の予約と、受診しなかった日の電話", due=-280, says=[Say(-373, "oikawa")],
                  progress=[Progress(-320, "oikawa", "3回続けて受診。待合で機関士の本を読んでいる。")]),
             Part(a.HOUSING, "滞納の分割と、部屋の片付けの立会い", due=-350, says=[Say(-372, "tamura")], done=(-352, "tamura")),
         ]),
    Plan(-178, "chiba", starts=-176, ends=-8, agreed=-176, running=-170,
         direction="本人が選んだ人だけで見守る。体調の変化を本人が先に言える関係を保つ。",
         long_term="一人で、誰かに気づいてもらえる暮らしを続ける。",
         short_term="受診を続け、支払いを遅れずに済ませる。機械の腕を生かす場を一つ持つ。",
         parts=[
             Part(a.HOSPITAL, "月1回の受診の継続と、検査の結果を本人に分かる言葉で渡す", due=20, says=[Say(-175, "oikawa")],
                  progress=[Progress(-120, "oikawa", "数値は横ばい。結果を自分のノートに写している。"),
                            Progress(-34, "oikawa", "腹水なし。次は2か月後でもよいと主治医。")]),
             Part(a.HOUSING, "分割の支払いを見守り、遅れたときは督促の前に本人へ電話する", due=-8, says=[Say(-174, "tamura")],
                  progress=[Progress(-90, "tamura", "毎月5日に窓口で払っている。残りは2か月分。"),
                            Progress(-20, "tamura", "来月で完済の見込み。")]),
             Part(a.LIFE_SUPPORT, "集会所の機械の修理など、腕を生かせる場を探す", sign="本人が『行ってもいい』と言ったら",
                  says=[Say(-172, "miura")],
                  steps=[Step("包丁研ぎの会の世話役に、名前を出さずに聞く", due=-150, done=-158),
                         Step("見学の日を決める", sign="本人が『行ってもいい』と言ったら")]),
         ]),
]
CONTACTS = [
    Contact(-389, "電話", a.HOSPITAL, "chiba", "及川さんから入院の経過。明日の午後、機械室の前の談話室で会うことになった。"),
    Contact(-388, "訪問", a.FAMILY, "chiba kudo", "病棟で面談。船の機関の話を1時間。「丘では、誰が当直なのか分からん」と言う。困ったときの当直表を作りましょうと話した。"),
    Contact(-386, "電話", a.HOUSING, "chiba", "滞納は家賃4か月。退去の手続きには入っていない。"),
    Contact(-384, "電話", a.NEIGHBOURS, "chiba", "荷物を取りに入った下の階の方。「工具だけはきれいに並んでいた」。"),
    Contact(-379, "同行", a.HOUSING, "chiba", "外出許可で本人と部屋へ。管理人立会い。びんは本人が袋に入れ、工具には誰も触れなかった。"),
    Contact(-377, "会議", a.HOSPITAL, "chiba kudo", "退院前のケース会議。本人も同席。"),
    Contact(-370, "電話", a.CARE_CENTRE, "chiba", "三浦さんから、担当は（三）とのこと。引継ぎの電話も済ませてくださった。"),
    Contact(-369, "電話", a.CARE_CENTRE_3, "chiba", "（三）の担当へ、本人が介護の話を望んでいないことを伝える。"),
    Contact(-367, "同行", a.FAMILY, "chiba kudo", "退院。米と味噌と、やかんを買って帰る。鍵は本人が持つ。当直表を壁に貼った。"),
    Contact(-364, "訪問", a.FAMILY, "chiba sato", "湯を沸かして待っていた。眠れない夜があるが飲んではいない。"),
    Contact(-355, "来所", a.HOUSING, "chiba", "分割は月6千円。本人が電卓を出して自分で決めた。"),
    Contact(-346, "電話", a.HOSPITAL, "chiba", "断酒の外来の1回め。時間より30分早く来られた。"),
    Contact(-333, "電話", a.BRANCH_OFFICE, "kudo", "水道料の分割の窓口を確認。"),
    Contact(-318, "訪問", a.FAMILY, "chiba kudo", "ラジオを直していた。下の階の方のものとのこと。「礼だ」と言う。"),
    Contact(-300, "電話", a.FAMILY, "chiba", "自治会の見守りに電話番号を伝えてよいか確認。短く「よい」。"),
    Contact(-299, "電話", a.NEIGHBOURHOOD, "chiba", "自治会長へ、電話番号だけ。新聞がたまったら電話を一本、とお願いした。"),
    Contact(-280, "電話", a.HOSPITAL, "chiba", "外来は3回続いた。次は間隔を空ける。"),
    Contact(-260, "訪問", a.FAMILY, "chiba sato", "足の爪が切れないと言うので、フットケアの外来の話。行かないとのこと。爪切りを持って行くことにした。"),
    Contact(-244, "訪問", a.FAMILY, "chiba kudo", "爪切りを渡す。自分で柄を継いで長くして使っていた。"),
    Contact(-225, "電話", a.HOUSING, "kudo", "支払いは遅れなし。"),
    Contact(-203, "会議", a.HOSPITAL, "chiba kudo", "半年の評価。飲酒なし、滞納半分。人との関わりは増やしすぎない。"),
    Contact(-190, "電話", a.HOSPITAL, "chiba", "受診をしなかった日があり、及川さんが電話。雨で膝が痛かったとのこと。"),
    Contact(-175, "訪問", a.FAMILY, "chiba kudo", "第2版を一緒に読む。「生きがい」の字を本人が消し、「腕」と書き直した。"),
    Contact(-158, "電話", a.LIFE_SUPPORT, "chiba", "三浦さんが、包丁研ぎの会に空きがあるか聞いてくれた。世話役も元船員。"),
    Contact(-132, "訪問", a.FAMILY, "chiba sato", "包丁研ぎの話。「研ぎは機関より難しい」と言い、断りはしなかった。"),
    Contact(-110, "電話", a.NEIGHBOURHOOD, "chiba", "自治会長から、集会所の掃除に来られたとのこと。"),
    Contact(-87, "電話", a.FAMILY, "chiba", "強い口調で電話。集会所で「もう飲んでないのか」と大勢の前で聞かれた。番号を伝えたのをやめてほしい。"),
    Contact(-86, "訪問", a.FAMILY, "chiba kudo", "同意の撤回の書面を一緒に書く。伝えた番号は消えないが、これから先は何も伝えないことを説明した。"),
    Contact(-85, "電話", a.NEIGHBOURHOOD, "chiba", "撤回を伝え、番号を名簿から消してもらう。会長は「悪気はなかった」と残念がっていた。"),
    Contact(-70, "訪問", a.FAMILY, "chiba sato", "落ち着いて話せた。木村さんになら番号を渡してもよい。「あの人は飲んだか聞かない」。"),
    Contact(-55, "電話", a.COMMISSIONERS, "chiba", "木村さんへ番号だけを伝える。用がなくても月1回かけてもらう。"),
    Contact(-34, "電話", a.HOSPITAL, "chiba", "検査は良い。ノートの字がていねいになったと及川さん。"),
    Contact(-21, "訪問", a.FAMILY, "chiba kudo", "木村さんの台所の換気扇を直しに行ったとのこと。「頼まれたら仕方ない」。"),
    Contact(-7, "電話", a.HOUSING, "kudo", "完済まであと1回。プランの見直しの日に田村さんも来られるか確認。"),
]
MEETINGS = [
    Meeting(-377, "chiba", "ケース会議", "退院前ケース会議", host="その他", place="医療機関（一）地域連携室", time="14:00",
            agencies=[a.HOSPITAL, a.HOUSING], staff=["chiba", "kudo", "oikawa", "tamura"],
            content="本人が最初に、退院したら困ることを三つ話した。鍵、支払い、夜。夜の当直表を作り、困ったときの電話を三つに絞る。",
            decisions="部屋の片付けは本人がする。工具には触れない。",
            tasks=[Task("当直表をつくる", a.OFFICE, -368, -367)]),
    Meeting(-203, "chiba", "ケース会議", "ケース会議・評価", place="医療機関（一）地域連携室", time="15:30",
            agencies=[a.HOSPITAL, a.HOUSING], staff=["chiba", "kudo", "oikawa", "tamura"],
            content="退院から半年。飲酒なし。受診と支払いは続いている。見守る人を増やすより、選んだ人を保つ。",
            decisions="プランを改める。腕を生かす場を探す。"),
    Meeting(10, "chiba", "ケース会議", "ケース会議・プランの見直し", place="ご自宅", form="訪問", time="10:00",
            agencies=[a.HOSPITAL, a.HOUSING], staff=["chiba", "oikawa", "tamura"], content="（議題）安定期の見守りと、異変時の連絡先"),
]
# fmt: on

FAMILY = Family(
    key="alone_on_the_third_floor",
    members=MEMBERS,
    intake=INTAKE,
    note="鍵は本人が持つ。飲酒のことを近所に伝えない。",
    coordinator="chiba",
    lead_agency=a.HOSPITAL,
    decided_by="chiba",
    opened=-388,
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    phases=[(-377, "coordinating"), (-176, "stable")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
)

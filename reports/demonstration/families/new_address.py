"""A mother and two children who left a violent husband (DV). The case is restricted: it is opened from the list of restricted
cases, by those whom the lead department named."""

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
    Tie,
)

# fmt: off
MEMBERS = [
    Member("saori", "内海 沙織", "うつみ さおり", "本人", "female", 34, (10, 2), concerns=[c.VIOLENCE, c.HOME, c.INCOME, c.HEALTH],
           key_person=True, mobile="080-0000-4301", note="連絡は避難先の職員を通す。携帯の番号は変えた。SMSは送らない。"),
    Member("riku", "内海 陸", "うつみ りく", "長男", "male", 8, (4, 27), concerns=[c.VIOLENCE, c.CHILDREN],
           note="小学生。大きな音と、車のドアの閉まる音を怖がる。"),
    Member("hina", "内海 陽菜", "うつみ ひな", "長女", "female", 4, (12, 8), concerns=[c.CHILDREN], note="ぜんそく。吸入薬を使っている。"),
    Member("kenji", "内海 健司", "うつみ けんじ", "夫", "male", 38, (6, 1), together=False,
           note="前の住所に住む。問い合わせがあっても、世帯について何も答えない。"),
]
TIES = [
    Tie("kenji", "spouse", "saori", since=10, state="separated"),
    Tie("kenji", "tie", "saori", "violence", since=9),
    Tie("saori", "parent", "riku", "close"),
    Tie("saori", "parent", "hina", "close"),
    Tie("kenji", "parent", "riku", "cut_off"),
    Tie("kenji", "parent", "hina", "cut_off"),
]
INTAKE = Intake(
    -236, "sato", "行政", "会議", c.VIOLENCE, [c.VIOLENCE, c.HOME, c.INCOME, c.HEALTH, c.CHILDREN, c.DEBT],
    "市虐待防止センターの畠山さんから。沙織さんは昨夜、子ども二人を連れて家を出て、県の一時保護につながった。夫からの暴力"
    "は結婚の翌年から続き、生活費は1週間ごとに渡され、携帯電話も見られていた。長男の陸さんの前で物を投げることがあり、沙"
    "織さんは「子どもが父親の顔色を見て笑うようになった」と話した。本人名義の借入れが二口ある。保護の期間のうちに、住むと"
    "ころ、お金、学校と保育、離婚の手続きを同時に進める必要があるため、推進員に全体の組み立てを依頼したい。",
    brought_by=a.ABUSE_PREVENTION,
)
SHEETS = [
    Sheet(-233, "sato",
          wishes="子どもを転校させたことが、あの人に伝わらないようにしてほしい。私の両親にも今は知らせないでほしい。",
          living="県の一時保護施設。所持金は3万円ほど。国民健康保険は夫の世帯のまま。長女の吸入薬が10日分。",
          notes="住所、学校、保育園、通院先を、どの書類にも書かない。電話は必ず決めた合言葉で確認する。",
          involved=[(a.ABUSE_PREVENTION, "相談と保護"), (a.WOMENS_CENTRE, "一時保護")]),
]
CONSENTS = [
    Consent(-233, "sato", "saori", agencies=[a.ABUSE_PREVENTION, a.WOMENS_CENTRE, a.LAWYER], until=130,
            note="伝える機関を一つずつ読み上げて確認。増やすときは、必ず先に本人に聞く。"),
    Consent(-214, "sato", "saori", categories=["household", "health"], agencies=[a.CHILDREN], given_as="guardian",
            given_for=["riku", "hina"], reason="子ども二人の保育と予防接種の手続きのため（親権者として）", until=130),
]
REFERRALS = [
    Referral(-236, "sato", a.ABUSE_PREVENTION, "住民票の支援措置と、子どもの手続きの同行を引き続きお願いします。",
             Reply(-236, "hatakeyama", words="畠山が続けて担当します。"), told_to="畠山",
             danger="夫が勤め先に現れ、居場所を探している。見つかれば命にかかわると本人が話し、警察も同じ見立て。"),
]
PLANS = [
    Plan(-228, "sato", starts=-228, ends=-100, agreed=-226, running=-225, evaluated=-98,
         direction="安全を最初に置き、住所が分かる手がかりを残さない。決めるのは沙織さんで、選べる道を並べる。",
         long_term="三人が、物音を気にせずに眠れる家で暮らす。",
         short_term="保護の期間のうちに住まいを決め、転校と通院が途切れない。",
         parts=[
             Part(a.ABUSE_PREVENTION, "住民票の支援措置、転校、受診の手続きに同行する", due=-205, says=[Say(-226, "hatakeyama")],
                  progress=[Progress(-219, "hatakeyama", "支援措置の申出を受理。警察の意見書も付いた。"),
                            Progress(-208, "hatakeyama", "転校先と、前の学校に伝える文言を決めた。")],
                  done=(-204, "hatakeyama"),
                  steps=[Step("支援措置の申出", due=-218, done=-219), Step("国民健康保険の世帯の切り離し", due=-212, done=-213)]),
         ]),
    Plan(-88, "sato", starts=-86, ends=90, agreed=-86, running=-84,
         direction="新しい暮らしの手続きを沙織さんの手に戻していく。子どもが安心して怒れる場所をつくる。",
         long_term="三人が、物音を気にせずに眠れる家で暮らす。",
         short_term="離婚と借入れの整理に見通しがつく。陸さんが学校で一人、話せる大人を見つける。",
         parts=[
             Part(a.ABUSE_PREVENTION, "調停の日の安全（出入りの時間、待つ部屋、帰り道）を組み、当日付き添う", due=8,
                  says=[Say(-85, "hatakeyama")],
                  progress=[Progress(-44, "hatakeyama", "第1回調停に付き添い。別の階の待合を使えた。"),
                            Progress(-9, "hatakeyama", "第2回の出入口を裁判所と調整中。")],
                  steps=[Step("裁判所へ上申書を出す", due=-50, done=-52), Step("帰りの車の手配", due=7)]),
             Part(a.LAWYER, "離婚の調停と、本人名義の借入れの整理を受任する", due=120,
                  says=[Say(-84, "sato", words="相原弁護士から電話で受任の返事。")]),
         ]),
]
CONTACTS = [
    Contact(-236, "会議", a.ABUSE_PREVENTION, "sato", "畠山さんから経過。今日決めることは、主管課に限定を頼むこと、名前を出す機関を最小にすること。"),
    Contact(-235, "電話", a.WOMENS_CENTRE, "sato", "一時保護の見込みの期間。長女の吸入薬の受診を先に。"),
    Contact(-233, "来所", a.FAMILY, "sato hatakeyama", "沙織さんと面談。好きな飲み物を聞いたら、しばらく考えて「聞かれたのは久しぶりです」と言われた。つなぐシートを一緒に書く。"),
    Contact(-231, "電話", a.POLICE, "sato", "生活安全課。支援措置の意見書と、前の住所の巡回。"),
    Contact(-229, "同行", a.HOSPITAL, "hatakeyama", "長女の受診。保険証の代わりの書類で対応してもらった。住所欄は空けたまま。"),
    Contact(-226, "会議", a.ABUSE_PREVENTION, "sato hatakeyama", "名前を出した人だけのケース会議。安全の手順を一枚の紙にした。"),
    Contact(-224, "電話", a.LAWYER, "sato", "相原弁護士へ、匿名で法律扶助の相談枠を確認。"),
    Contact(-221, "同行", a.LAWYER, "hatakeyama", "初回相談。借入れ二口のうち一口は、夫が書かせたもの。"),
    Contact(-219, "同行", a.ABUSE_PREVENTION, "sato", "市民課で支援措置の申出。窓口は個室を使った。"),
    Contact(-216, "電話", a.PROTECTION, "sato", "急迫のときの手順を、世帯名を出さずに確認。"),
    Contact(-213, "同行", a.INSURANCE, "hatakeyama", "国民健康保険を三人だけの世帯に。郵便は窓口で受け取る扱いにした。"),
    Contact(-210, "来所", a.FAMILY, "sato hatakeyama", "住まいの候補を三つ並べて相談。沙織さんが選んだのは、窓から海の見えない部屋だった。理由は聞かなかった。"),
    Contact(-207, "電話", a.PRIMARY_SCHOOL, "sato", "転校先の校長へ。問い合わせには「答えられない」で統一。迎えは登録した人だけ。"),
    Contact(-203, "同行", a.FAMILY, "sato hatakeyama", "転居。荷物は袋4つ。陸さんが鍵を開ける役をした。"),
    Contact(-198, "電話", a.NURSERY, "hatakeyama", "長女の入園。写真は撮らない、名札は外で外す。"),
    Contact(-194, "電話", a.HEALTH, "hatakeyama", "乳幼児の記録の引継ぎ。転出先が分からない形で受け渡す方法を確認。"),
    Contact(-190, "訪問", a.FAMILY, "sato hatakeyama", "カーテンと布団は寄付の品でまかなえた。陸さんは自分の机を選んだ。"),
    Contact(-178, "電話", a.ABUSE_PREVENTION, "sato", "前の住所の近くで夫が職場に問い合わせていると、警察から。学校と保育園へ再度の確認。"),
    Contact(-165, "訪問", a.FAMILY, "sato hatakeyama", "沙織さんは夜に目が覚める。受診先を一緒に考え、隣の市の心療内科を選んだ。"),
    Contact(-150, "電話", a.LAWYER, "sato", "受任通知のあと、督促の電話は止まった。"),
    Contact(-136, "訪問", a.FAMILY, "sato hatakeyama", "陸さんが学校で友だちを押した。「怒ったら父さんみたいになる」と言う。怒ることと、傷つけることは違うと三人で話した。"),
    Contact(-124, "電話", a.PRIMARY_SCHOOL, "sato", "担任の先生へ、陸さんが一人で落ち着ける場所の相談。図書室の奥の席を使えることに。"),
    Contact(-110, "訪問", a.FAMILY, "sato hatakeyama", "短時間の仕事を始めたい。履歴書の住所の欄について、会社へ先に話す方法を一緒に考えた。"),
    Contact(-104, "電話", a.CHILD_GUIDANCE, "hatakeyama", "陸さんの面接の経過。描いた絵の家に、はじめて窓が付いた。"),
    Contact(-99, "会議", a.ABUSE_PREVENTION, "sato hatakeyama", "プランの評価。安全の手順は続ける。手続きは本人が主に。"),
    Contact(-83, "電話", a.HELLO_WORK, "sato", "世帯名を出さず、事情に配慮できる求人の探し方を確認。"),
    Contact(-70, "来所", a.FAMILY, "sato hatakeyama", "調停の申立書を一緒に読む。沙織さんが自分の言葉で直したところが三か所。"),
    Contact(-61, "訪問", a.FAMILY, "sato hatakeyama", "鍵の交換を待つ間、陽菜さんが合言葉を考えた。毎月替えることにした。"),
    Contact(-52, "文書", a.LAWYER, "sato", "住所を秘匿する上申書の写しを受け取る。"),
    Contact(-44, "同行", a.FAMILY, "hatakeyama", "第1回調停。帰りに三人で食べるプリンを買った。"),
    Contact(-30, "訪問", a.FAMILY, "sato hatakeyama", "仕事は週3日、倉庫の仕分け。長女の咳は落ち着いている。"),
    Contact(-16, "電話", a.NURSERY, "sato", "発表会の写真の扱い。長女は後ろ姿だけ、園だよりには載せない。"),
    Contact(-9, "電話", a.ABUSE_PREVENTION, "sato", "第2回調停の日と、付き添いの段取り。"),
]
MEETINGS = [
    Meeting(-226, "sato", "ケース会議", "ケース会議（個別・1）", place="市虐待防止センター", time="9:30", agencies=[a.ABUSE_PREVENTION],
            staff=["sato", "hatakeyama"],
            content="住所・学校・通院先を知る人を数えた。連絡の合言葉と、夫からの問い合わせへの答え方を統一した。",
            decisions="記録は名前を出した二人だけが書く。参加していない機関へは、世帯名を出さずに制度の確認だけをする。",
            tasks=[Task("支援措置の申出", a.ABUSE_PREVENTION, -218, -219)]),
    Meeting(-99, "sato", "ケース会議", "ケース会議（個別・2）評価", place="市虐待防止センター", time="14:00", agencies=[a.ABUSE_PREVENTION],
            staff=["sato", "hatakeyama"],
            content="住まい、学校、医療は途切れなかった。離婚と借入れの手続きが残る。陸さんの気持ちを聞く人が要る。",
            decisions="プランを改める。スクールカウンセラーの利用は沙織さんが学校と話して決める。"),
]
# fmt: on

FAMILY = Family(
    key="new_address",
    members=MEMBERS,
    ties=TIES,
    intake=INTAKE,
    note="問い合わせには一切答えない。連絡は避難先の職員または畠山さんを通す。",
    coordinator="sato",
    lead_agency=a.ABUSE_PREVENTION,
    decided_by="sato",
    opened=-236,
    restricted=(-236, ["sato", "hatakeyama"]),
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    phases=[(-225, "coordinating"), (-84, "stable")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
)

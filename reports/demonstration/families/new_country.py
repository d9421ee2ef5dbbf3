"""A family from Vietnam: the father is hurt at work, and rent, insurance, nursery and school all speak Japanese."""

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
    Member("nam", "グエン ヴァン ナム", "ぐえん ゔぁん なむ", "本人", "male", 33, (3, 8), concerns=[c.HEALTH, c.AT_WORK, c.INCOME],
           address="石巻市流留　三陸みなと水産社宅B", postal_code="986-2103", mobile="090-0000-4601",
           note="NGUYEN VAN NAM。水産加工。日本語は会話なら半分ほど。書類はベトナム語のふりがなを付けると読める。"),
    Member("hoa", "レ ティ ホア", "れ てぃ ほあ", "妻", "female", 29, (8, 21), concerns=[c.CHILDREN, c.OTHER], key_person=True,
           mobile="090-0000-4602", note="LE THI HOA。来日1年半。日本語は勉強中。電話よりメッセージ（やさしい日本語）。"),
    Member("minh", "グエン ミン", "ぐえん みん", "長男", "male", 5, (1, 15), concerns=[c.CHILDREN], note="就学前。なぎさ保育園。虫が好き。"),
    Member("lan", "グエン マイ", "ぐえん まい", "長女", "female", 1, (5, 4), note="石巻で生まれた。予防接種の途中。"),
]
TIES = [
    Tie("nam", "spouse", "hoa", "close", since=7),
    Tie("nam", "parent", "minh"),
    Tie("hoa", "parent", "minh"),
    Tie("nam", "parent", "lan"),
    Tie("hoa", "parent", "lan"),
]
INTAKE = Intake(
    -214, "chiba", "知人", "来所", c.AT_WORK, [c.HEALTH, c.AT_WORK, c.INCOME, c.HOME, c.BILLS, c.CHILDREN, c.OTHER],
    "同じ工場で働く友人と、多文化サロンの武田さんに付き添われて夫婦で来所。通訳はサロンのランさん。ナムさんは2か月前に加工"
    "機に右手をはさみ、指を2本けがした。会社は治療費を出しているが、休んでいる間の給料の話がなく、寮を出るように言われたと"
    "受け取っている。国民健康保険の督促と、保育園からの紙が読めないままたまっていた。ホアさんは長女の予防接種の案内をお知ら"
    "せのちらしだと思って捨てたことを、とても悔やんでいた。ナムさんは「子どもの前で泣くのは嫌だ。働けるようになりたい」と話"
    "した。何が急ぎで何が待てるのか、一緒に並べ替えることにした。",
    district="渡波", brought_by=a.SALON,
)
SHEETS = [
    Sheet(-212, "chiba",
          wishes="会社と話せる人がほしい。子どもの学校のことを教えてほしい。手紙は写真で送るので読んでほしい。",
          living="会社の社宅（家賃3万円、給料から引かれる）。収入は2か月ほとんどない。貯金20万円。故郷の両親へ毎月2万円の送金。",
          notes="通訳はランさん（女性）を希望。会社の人の通訳は使わない。宗教の行事で連絡がつかない日がある。",
          involved=[(a.SALON, "通訳、生活相談"), (a.HOSPITAL, "手のけがの治療"), (a.NURSERY, "長男・長女の保育")],
          signed=True),
]
CONSENTS = [
    Consent(-212, "chiba", "nam", until=151, note="ベトナム語の文面を通訳と一緒に読んで署名。写しを渡した。"),
    Consent(-212, "chiba", "hoa", categories=["contact", "household", "health", "consultation"], until=151,
            agencies=[a.SALON, a.NURSERY, a.HEALTH, a.CHILDREN, a.EDUCATION, a.HOUSING],
            note="夫婦それぞれから。お金のことは夫から聞いてほしいとのこと。"),
]
REFERRALS = [
    Referral(-211, "chiba", a.HOSPITAL, "手のけがの見通しと、労災の書類の医師の欄についてお願いします。通訳が入ります。",
             Reply(-209, "oikawa", words="受付に通訳の同席を伝えておきます。")),
    Referral(-205, "chiba", a.CHILDREN, "長女の予防接種と、長男の就学の流れを、やさしい日本語で説明してください。",
             Reply(-203, "nishimura", words="保健師と一緒に説明します。")),
    Referral(-118, "chiba", a.EDUCATION, "来春入学する長男の就学案内と、日本語の支援について。",
             Reply(-115, "konno", words="就学相談の枠を取ります。母語で読める資料があります。")),
]
PLANS = [
    Plan(-190, "chiba", starts=-190, ends=-90, agreed=-188, running=-185, evaluated=-88,
         direction="暮らしの手続きを、次からは自分でできる形で一緒にする。通訳を途切れさせない。",
         long_term="一家が、石巻で次の春を決められる。",
         short_term="けがの補償と健康保険の見通しを立てる。子どもの手続きを遅らせない。",
         parts=[
             Part(a.HOSPITAL, "労災の書類と、復職の見込みを本人に説明する", due=-150, says=[Say(-187, "oikawa")],
                  done=(-152, "oikawa")),
             Part(a.CHILDREN, "予防接種の遅れを取り戻し、保育料の減免を申請する", due=-130,
                  says=[Say(-186, "nishimura")],
                  progress=[Progress(-160, "nishimura", "接種は3本入れた。次の予約まで母が自分で取った。")], done=(-131, "nishimura")),
         ]),
    Plan(-60, "chiba", starts=-58, ends=118, agreed=-58, running=-55,
         direction="春までの暮らしを、仕事・家・学校の三つで見える形にする。通訳を頼る回数を減らすことを急がない。",
         long_term="一家が、石巻で次の春を決められる。",
         short_term="春までに住まいと入学の準備を終える。ナムさんの仕事が決まる。",
         parts=[
             Part(a.HOUSING, "公営住宅の申込みの説明を、やさしい日本語の資料で行い、書類をそろえる", due=4,
                  says=[Say(-50, "tamura", "question", "説明の日に通訳の方は入れますか。絵入りの案内は今月のうちにできあがります。",
                            (-2, "chiba", "来週の説明に、サロンのランさんが入ります。案内も夫婦に先に見てもらえました。"))],
                  steps=[Step("必要書類の一覧（絵入り）を渡す", due=-6, done=-8), Step("在留カードの写しをそろえる", due=2)]),
             Part(a.EDUCATION, "就学案内を母語で渡し、学校と顔合わせをする", due=21, says=[Say(-54, "konno")],
                  progress=[Progress(-27, "konno", "校内を夫婦で見学。ミンさんが図鑑の棚で止まった。")]),
             Part(a.CHILDREN, "保育園と学校の引継ぎの面談に、通訳を入れる", due=35, says=[Say(-53, "nishimura")]),
             Part(a.COUNCIL, "生活福祉資金の要否を聞き取る", due=-30, says=[Say(-56, "takahashi")],
                  progress=[Progress(-35, "takahashi", "休業の補償が入り、今は借りずに済む。")], done=(-32, "takahashi")),
         ]),
]
CONTACTS = [
    Contact(-213, "電話", a.SALON, "chiba", "武田さんから、社宅の紙を写真で受け取る。出て行くようにとは書かれていなかった。通訳の読み違い。"),
    Contact(-212, "訪問", a.FAMILY, "chiba kudo", "たまった紙を三つの箱に分ける。急ぐ・待てる・捨ててよい。ホアさんが絵のしるしを付けた。"),
    Contact(-210, "電話", a.INSURANCE, "kudo", "国民健康保険の督促は、離職の申告で軽くなる見込み。窓口の担当を決めてもらう。"),
    Contact(-208, "同行", a.HOSPITAL, "chiba", "外来に同行。通訳はランさん。腱は戻る見込み、細かい作業は半年かかる。"),
    Contact(-204, "電話", a.EMPLOYER, "chiba", "会社の総務と話す。休業の補償の手続きは止まっていた。書類を送り直す。"),
    Contact(-202, "電話", a.CHILDREN, "kudo", "西村さんへ、夫婦が読める日本語の程度を伝える。ひらがなと絵、1枚に1つのこと。"),
    Contact(-200, "訪問", a.FAMILY, "chiba kudo", "総務の方が社宅へ見舞いに来たとのこと。ナムさんは「怒っていないと分かった」。"),
    Contact(-196, "同行", a.HEALTH, "kudo", "保健師の家庭訪問に同行。接種の順番を表にした。"),
    Contact(-191, "会議", a.SALON, "chiba kudo", "ケース会議。サロンで開き、夫婦も出席。"),
    Contact(-183, "電話", a.HOSPITAL, "chiba", "労災の医師の欄の記入ができた。及川さんから郵送。"),
    Contact(-175, "同行", a.INSURANCE, "chiba", "窓口で軽減の申請。順番の紙の番号が読めず、ホアさんは一度帰ろうとした。"),
    Contact(-168, "訪問", a.FAMILY, "chiba kudo", "ナムさんが右手で箸を持てた。長男が「パパ、はし」と日本語で言い、みんなで笑った。"),
    Contact(-159, "電話", a.NURSERY, "kudo", "園からの紙に、しるし（集金・持ち物・行事）を付けてくれることになった。"),
    Contact(-152, "来所", a.HOSPITAL, "chiba", "復職の見込みの説明に同席。医師が模型で示し、ナムさんは自分の指を何度も曲げて見せた。"),
    Contact(-147, "電話", a.EMPLOYER, "chiba", "休業の補償の支払い日が決まる。"),
    Contact(-138, "オンライン", a.SALON, "chiba", "武田さんと、ランさんが休む月の通訳の代わりを相談。"),
    Contact(-129, "訪問", a.FAMILY, "chiba sato", "送金を減らしていることを、ナムさんは両親に言えずにいる。手紙をホアさんが代わりに書いた。"),
    Contact(-121, "電話", a.BRANCH_OFFICE, "kudo", "在留カードの住所の変更を確認。"),
    Contact(-116, "電話", a.EDUCATION, "chiba", "今野さんへ、就学までの流れ。入学の前に校長と会えるとよい。"),
    Contact(-104, "同行", a.EDUCATION, "kudo", "就学相談。ミンさんは虫の名前を日本語で20言えた。"),
    Contact(-99, "電話", a.HELLO_WORK, "chiba", "在留資格と転職の手続き。今の会社に戻れるなら届出は要らないことを確認。"),
    Contact(-95, "電話", a.EMPLOYER, "chiba", "復職は来月の予定。最初は検品から。"),
    Contact(-87, "会議", a.SALON, "chiba kudo", "評価の会議。残るのは住まいと入学。"),
    Contact(-79, "訪問", a.FAMILY, "chiba kudo", "社宅は来年の春に建て替えとの知らせ。公営住宅の話を、絵の資料で説明した。"),
    Contact(-66, "来所", a.HOUSING, "chiba", "田村さんと資料を作る。『連帯保証人』を『代わりに払う約束の人』と書き直した。"),
    Contact(-57, "電話", a.FAMILY, "chiba", "ナムさんが復職。給料の明細を写真で送ってくれた。引かれているものを一つずつ説明。"),
    Contact(-45, "電話", a.COUNCIL, "chiba", "補償が入ったので貸付は見送り。困ったらまた相談できることを高橋さんから説明。"),
    Contact(-38, "訪問", a.FAMILY, "chiba sato", "ホアさんがサロンの日本語教室に通い始めた。長女の散歩仲間ができた。"),
    Contact(-31, "電話", a.NEIGHBOURHOOD, "kudo", "社宅の班のごみの出し方。写真の入った表を班長さんが作ってくれることになった。"),
    Contact(-26, "電話", a.PRIMARY_SCHOOL, "chiba", "ランドセルの譲渡会の日を確認。"),
    Contact(-18, "訪問", a.FAMILY, "chiba kudo", "物価と電気代のこと。家計簿をベトナム語のアプリでつけている。エアコンの使い方を一緒に確かめた。"),
    Contact(-8, "来所", a.HOUSING, "chiba", "書類の一覧を受け取る。所得の証明は申込みの前に取り直す。"),
    Contact(-2, "電話", a.SALON, "chiba", "来週の説明に入る通訳を予約。"),
]
MEETINGS = [
    Meeting(-191, "chiba", "ケース会議", "ケース会議", place="多文化サロン・ハーバー", time="10:00",
            agencies=[a.SALON, a.HOSPITAL, a.CHILDREN], staff=["chiba", "kudo", "oikawa", "nishimura"],
            content="夫婦と通訳が最後まで同席。急ぐこと、待てること、しなくてよいことを三つの箱で分けた。",
            decisions="会社との話は推進員、子どもの手続きは市子育て支援課。紙にはしるしを付ける。",
            tasks=[Task("休業の補償の書類", a.OFFICE, -180, -182)]),
    Meeting(-87, "chiba", "情報共有会議", "情報共有会議・評価", place="多文化サロン・ハーバー", time="13:30",
            agencies=[a.SALON, a.CHILDREN, a.EDUCATION], staff=["chiba", "kudo", "nishimura", "konno"],
            content="補償と保険の見通しが立ち、予防接種も追いついた。次は来春の入学と、社宅の建て替え。",
            decisions="第2版をつくる。公営住宅の説明を先に。"),
]
# fmt: on

FAMILY = Family(
    key="new_country",
    members=MEMBERS,
    ties=TIES,
    intake=INTAKE,
    note="通訳は多文化サロンのランさん（3日前までに予約）。電話よりやさしい日本語のメッセージ。",
    coordinator="chiba",
    lead_agency=a.OFFICE,
    decided_by="chiba",
    opened=-212,
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    participants=[(-212, a.SALON, "通訳・生活相談"), (-159, a.NURSERY, "保育、園だよりのしるし")],
    phases=[(-188, "coordinating")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
)

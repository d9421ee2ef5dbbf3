"""A man who slept in his car by the harbour. He has a room, an income and people who know him; the case is closed, and the watch
was handed to neighbours (DOMAIN §6.19)."""

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
    Member("tadashi", "菊地 正", "きくち ただし", "本人", "male", 58, (1, 6),
           concerns=[c.HOME, c.INCOME, c.FINDING_WORK, c.DEBT, c.HEALTH, c.HUNGER],
           address="石巻市門脇　門脇荘105", postal_code="986-0834", mobile="090-0000-4801",
           note="除染と解体の仕事を転々とした。糖尿病。計算が速い。猫が好き。"),
]
INTAKE = Intake(
    -366, "sato", "地域", "訪問", c.HOME, [c.HOME, c.INCOME, c.FINDING_WORK, c.DEBT, c.HEALTH, c.HUNGER],
    "港の駐車場で車に寝ている人がいると、近くのコンビニの店長から市民相談センターに電話があり、千葉と二人で訪ねた。菊地さ"
    "んは5か月前に解体の仕事が終わって寮を出され、それからずっと車で暮らしている。手持ちは2,300円。食事は一日一回、インス"
    "リンは切れたまま2か月。消費者金融の借入れがあり、住所がないので携帯電話も止まりそうだという。はじめは「迷惑はかけていな"
    "い、移動しろというならする」と言われたが、糖尿病の薬の話になると、足のしびれを見せてくれた。「役所で怒鳴られてから、"
    "行くのがおっかない」。今日は食べ物と、明日の受診だけを約束した。",
    district="門脇", brought_by=a.CITIZENS_DESK,
)
SHEETS = [
    Sheet(-364, "sato",
          wishes="車を取り上げないでほしい。仕事の電話が鳴るから、携帯を止めないでほしい。",
          living="車中（港の駐車場）。所持金2,300円。自動車税と携帯の料金の滞納、消費者金融2社。保険証なし。",
          notes="役所の窓口に強い不安。会うのは車の外か、コンビニの休憩の席で。大きな声を出さない。",
          involved=[(a.CITIZENS_DESK, "コンビニの店長からの連絡の受付")]),
]
CONSENTS = [
    Consent(-364, "sato", "tadashi", until=-30, note="車の外で読み上げ、控えは折ってサンバイザーに入れた。支援が終わったあとは延ばさない。"),
]
REFERRALS = [
    Referral(-365, "sato", a.HOSPITAL, "インスリンが2か月切れています。保険証がありません。今日のうちに診てもらえますか。",
             Reply(-365, "oikawa", words="無料低額診療の枠で、15時に内科で診ます。"), told_to="及川",
             danger="車中で冷や汗と震えが続き、受け答えが遅い。インスリンが2か月なく、同意の話ができる状態ではない。"),
    Referral(-363, "sato", a.AYUMI, "住まいのない方です。一時的な宿と、自立相談をお願いします。",
             Reply(-362, "ito", words="一時生活支援の部屋を押さえました。猫は連れて来られます。")),
    Referral(-361, "sato", a.PROTECTION, "急迫の保護の申請に付き添います。窓口が苦手な方なので、個室をお願いします。",
             Reply(-360, "sugawara", words="相談室2を取りました。急ぎの決定の手順で進めます。")),
]
PLANS = [
    Plan(-352, "sato", starts=-350, ends=-180, agreed=-350, running=-348, evaluated=-182,
         direction="住む、食べる、薬。この三つが戻るまでは、仕事の話を急がせない。窓口へは二人で行く。",
         long_term="自分の鍵で寝て、仕事をえらべる。",
         short_term="1か月で部屋に入り、受診が月1回続く。",
         parts=[
             Part(a.AYUMI, "一時生活支援の部屋と、その先の部屋探し", due=-310, says=[Say(-349, "ito")],
                  progress=[Progress(-333, "ito", "保証人のいらない部屋を3つ見学。猫と住める1階。")], done=(-311, "ito")),
             Part(a.PROTECTION, "急迫保護と住宅扶助の決定。借入れの整理ができる所へのつなぎ", due=-320,
                  says=[Say(-349, "sugawara")], done=(-322, "sugawara")),
             Part(a.HOSPITAL, "月1回の受診と、足の手当て", due=-200, says=[Say(-348, "oikawa")],
                  progress=[Progress(-250, "oikawa", "HbA1cが11から8へ。足の傷は閉じた。")], done=(-201, "oikawa")),
         ]),
    Plan(-176, "sato", starts=-174, ends=-48, agreed=-174, running=-170, evaluated=-50, ended=-46,
         direction="仕事と、部屋のまわりの人。支える人の数を減らし、残る人を本人が選ぶ。",
         long_term="自分の鍵で寝て、仕事をえらべる。",
         short_term="週3日の仕事が3か月続く。借入れの整理が終わる。",
         parts=[
             Part(a.AYUMI, "就労準備と、倉庫の仕事の面接の同行", due=-110, says=[Say(-173, "ito")],
                  progress=[Progress(-128, "ito", "棚卸しの計算が早いと評価。週3日で採用。")], done=(-108, "ito"),
                  steps=[Step("作業着と靴の支給", due=-160, done=-163)]),
             Part(a.LAWYER, "借入れ2社の任意整理", due=-70, says=[Say(-171, "sato", words="電話で受任の返事。")], done=(-72, "sato")),
             Part(a.PROTECTION, "収入の申告の方法を本人と練習し、保護の廃止の時期を考える", due=-60, says=[Say(-172, "sugawara")],
                  done=(-62, "sugawara")),
             Part(a.VOLUNTEERS, "部屋のまわりの人への紹介と、月1回の声かけ", due=-50,
                  says=[Say(-168, "sato", words="福祉協力員の方から、猫の話ならできますと返事。")], done=(-52, "sato")),
         ]),
]
CONTACTS = [
    Contact(-366, "訪問", a.FAMILY, "sato chiba", "港の駐車場で。猫が助手席にいた。名前は「ふね」。"),
    Contact(-365, "同行", a.HOSPITAL, "sato", "内科を受診。血糖が高く、点滴を受けて帰る。帰りに待合の新聞を持って行ってよいか聞かれた。"),
    Contact(-364, "訪問", a.FAMILY, "sato kudo", "おにぎりと麦茶。つなぐシートを車のボンネットの上で書いた。"),
    Contact(-363, "電話", a.AYUMI, "sato", "伊藤さんへ、一時の部屋と猫の相談。"),
    Contact(-362, "同行", a.AYUMI, "sato kudo", "部屋に入る。荷物は袋二つ。「風呂の音がうるさくないか」と聞かれた。"),
    Contact(-360, "同行", a.PROTECTION, "sato", "申請。個室で、本人が自分の数字を読み上げた。菅原さんが静かに聞いてくださった。"),
    Contact(-358, "電話", a.TAX, "kudo", "自動車税の滞納。分割の相談ができるとのこと。"),
    Contact(-355, "電話", a.FOOD_BANK, "kudo", "米と缶詰、猫の餌。"),
    Contact(-351, "会議", a.AYUMI, "sato kudo", "ケース会議。本人も後半に入る。"),
    Contact(-343, "電話", a.PROTECTION, "sato", "急迫保護の決定。住宅扶助の上限と、部屋探しの期限。"),
    Contact(-334, "同行", a.ESTATE_AGENT, "sato", "わたのは不動産の千坂さんと部屋を3つ見る。1階の角、猫の飼える所。"),
    Contact(-328, "電話", a.LANDLORD, "kudo", "大家さんに、本人の了解のもとで事情と、支援の連絡先を伝える。"),
    Contact(-319, "同行", a.FAMILY, "sato kudo", "入居。鍵を受け取り、しばらく握っていた。「音がしない」。"),
    Contact(-311, "電話", a.AYUMI, "sato", "部屋の確認は終わり。次は借入れと仕事。"),
    Contact(-296, "訪問", a.FAMILY, "sato chiba", "一人暮らしの食事の話。夜の空腹に備えてゆで卵を作り置きしている。"),
    Contact(-280, "電話", a.LAWYER, "sato", "相原弁護士に、借入れ2社の額と督促の状況。"),
    Contact(-262, "電話", a.HOSPITAL, "sato", "受診は続いている。待合で猫の写真を見せてくれたと及川さん。"),
    Contact(-241, "訪問", a.FAMILY, "sato kudo", "眠れている。車は知人に譲った。「港に行くのは散歩だけになった」。"),
    Contact(-216, "電話", a.TAX, "kudo", "分割の最初の支払いを確認。"),
    Contact(-199, "電話", a.HOSPITAL, "sato", "足の傷が閉じた。靴の合うものを社協のリユースで探す。"),
    Contact(-183, "会議", a.AYUMI, "sato kudo", "評価の会議。住む・食べる・薬は戻った。仕事の話へ。"),
    Contact(-172, "電話", a.LAWYER, "sato", "任意整理の受任。督促は止まった。"),
    Contact(-163, "同行", a.AYUMI, "sato", "作業着を一緒に選ぶ。"),
    Contact(-146, "同行", a.EMPLOYER, "ito", "倉庫の面接に同行。計算の試験は満点。"),
    Contact(-129, "電話", a.AYUMI, "sato", "採用。週3日、朝6時から10時。"),
    Contact(-108, "訪問", a.FAMILY, "sato kudo", "給料の袋を見せてもらう。収入の申告の書き方を菅原さんと三人で確認した。"),
    Contact(-90, "電話", a.COMMISSIONERS, "sato", "門脇の民生委員に、本人が会ってもよいと言った範囲を伝える。"),
    Contact(-76, "訪問", a.FAMILY, "sato kudo", "隣の部屋の方が魚を分けてくれるとのこと。「返すものがない」と言うので、草取りを一緒に引き受けた。"),
    Contact(-61, "電話", a.PROTECTION, "sato", "来月から保護の廃止ができる見込み。急がないよう本人と確認。"),
    Contact(-50, "会議", a.AYUMI, "sato kudo", "終結の会議。残る人を本人が選んだ。隣の方、民生委員、病院の及川さん。"),
    Contact(-46, "訪問", a.FAMILY, "sato kudo", "港まで一緒に歩いて見送られた。困ったときは電話をすると、本人から番号を読み返してくれた。"),
]
MEETINGS = [
    Meeting(-351, "sato", "ケース会議", "第1回ケース会議", place="生活自立相談センターあゆみ", time="10:00",
            agencies=[a.AYUMI, a.PROTECTION, a.HOSPITAL], staff=["sato", "kudo", "ito", "sugawara", "oikawa"],
            content="住む・食べる・薬の三つから。窓口へは二人で行く。猫を離さないことが、眠れることにつながる。",
            decisions="一時の部屋から、1か月で賃貸へ移る。",
            tasks=[Task("保証人のいらない部屋を探す", a.AYUMI, -330, -334)]),
    Meeting(-183, "sato", "ケース会議", "ケース会議・評価", place="生活自立相談センターあゆみ", time="10:00",
            agencies=[a.AYUMI, a.PROTECTION, a.HOSPITAL], staff=["sato", "kudo", "ito", "sugawara", "oikawa"],
            content="部屋と薬は戻った。仕事と借入れに進む。", decisions="第2版をつくる。"),
    Meeting(-50, "sato", "ケース会議", "終結のケース会議", host="その他", place="生活自立相談センターあゆみ", time="13:30",
            agencies=[a.AYUMI, a.PROTECTION], staff=["sato", "kudo", "ito", "sugawara"],
            content="就労が3か月続き、保護は廃止の見込み。見守りは隣の方、民生委員、病院へ。推進員の支援を終える。",
            decisions="終結とする。異変のときは市民相談センターへ連絡をいただく。"),
]
# fmt: on

FAMILY = Family(
    key="car_by_the_harbour",
    members=MEMBERS,
    intake=INTAKE,
    note="窓口は個室で。大きな声を出さない。",
    coordinator="sato",
    lead_agency=a.AYUMI,
    decided_by="sato",
    opened=-363,
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    phases=[(-350, "coordinating"), (-120, "stable")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
    closed=(-44, "sato", "住まい・仕事・医療が続き、見守りを隣人・民生委員・病院に引き継いだため"),
)

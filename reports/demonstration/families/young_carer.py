"""A pupil who cooks, washes and puts her brother to bed before she does her homework. Her mother refused at first, so the
agencies met bound by secrecy before there was a consent."""

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
    Task,
    Tie,
)

# fmt: off
MEMBERS = [
    Member("tomoko", "山内 智子", "やまうち ともこ", "母", "female", 43, (5, 17), concerns=[c.HEALTH, c.INCOME, c.CHILDREN],
           note="双極性障害。動ける日と動けない日の差が大きい。生活保護を受給。料理が好きだった。"),
    Member("aoi", "山内 葵", "やまうち あおい", "本人", "female", 14, (10, 11), concerns=[c.CHILDREN, c.WITHDRAWN, c.FAMILY],
           address="石巻市中央　ハイツなか川201", postal_code="986-0822", telephone="0225-00-4701",
           note="みなと中学校。「大丈夫です」が口ぐせ。吹奏楽部（今は休部）。"),
    Member("ren", "山内 蓮", "やまうち れん", "弟", "male", 6, (2, 26), concerns=[c.CHILDREN], note="みなと小学校。夜は姉と寝る。"),
    Member("sachiko", "山内 幸子", "やまうち さちこ", "母方の祖母", "female", 70, (7, 1), together=False, key_person=True,
           telephone="0225-00-4702", note="女川町。膝が悪く、月に二度、煮物を持ってくる。"),
    Member("father", "不詳", "", "父", "male", together=False, note="蓮さんが生まれた年に離婚。連絡先はわからない。"),
]
TIES = [
    Tie("sachiko", "parent", "tomoko"),
    Tie("tomoko", "parent", "aoi", "dependent"),
    Tie("tomoko", "parent", "ren"),
    Tie("father", "spouse", "tomoko", state="ended"),
    Tie("father", "parent", "aoi"),
    Tie("father", "parent", "ren"),
    Tie("aoi", "carer", "ren", "close"),
    Tie("aoi", "carer", "tomoko"),
    Tie("aoi", "sibling", "ren"),
]
INTAKE = Intake(
    -276, "konno", "専門機関", "来所", c.CHILDREN, [c.CHILDREN, c.HEALTH, c.FAMILY, c.INCOME, c.WITHDRAWN],
    "中学校の教頭と養護教諭から。葵さんは遅刻が週に3回あり、保健室で眠ることが増えた。養護教諭が朝食のことをたずねると「"
    "弟の分は作ってきた」と答え、よく聞くと、食事、洗濯、弟の宿題と寝かしつけ、母の薬の用意を小学校の高学年から一人でしてい"
    "た。本人は家のことを手伝いだと思っており、「ふつうのことです。お母さんが連れて行かれるのがいちばん嫌」と言う。吹奏楽部"
    "は「練習に行けないから迷惑」と休部した。欠席ではないため、これまで家庭の相談としては上がっていない。母を責めず、葵さん"
    "が休める時間をつくりたいが、母にはまだ話せていない。",
    district="中央", brought_by=a.JUNIOR_HIGH,
)
SHEETS = [
    Sheet(-228, "konno",
          wishes="（葵さん）弟を置いて行かないでほしい。学校の先生全員には言わないでほしい。部活に週1回でも戻れたらうれしい。",
          living="賃貸アパート2DK。生活保護受給中。洗濯は葵さんが夜に回す。母が動けない週は、弟の宿題と風呂も葵さんがする。",
          notes="訪問は16時半以降。葵さんの学校での話を、母の前で先に出さない。",
          involved=[(a.JUNIOR_HIGH, "保健室での休養、担任の声かけ"), (a.PROTECTION, "生活保護、月1回の訪問"), (a.HOSPITAL, "母の精神科外来")]),
]
CONSENTS = [
    Consent(-230, "konno", "tomoko", categories=["contact", "household", "health", "consultation", "progress", "plan"],
            agencies=[a.EDUCATION, a.PROTECTION, a.HOSPITAL, a.CHILDREN, a.OFFICE], until=170,
            note="お金のことは保護課だけで、とのこと。動ける日に、葵さんの書いた手紙を読んでから署名。"),
    Consent(-230, "konno", "tomoko", categories=["household", "consultation", "progress"],
            agencies=[a.JUNIOR_HIGH, a.PRIMARY_SCHOOL, a.CHILDRENS_TABLE], given_as="guardian", until=170,
            given_for=["aoi", "ren"], reason="葵さんと蓮さんの居場所づくりのため（葵さん本人の了解も紙で得た）"),
]
REFERRALS = [
    Referral(-275, "konno", a.OFFICE, "家族の世話をしている生徒がいます。母への話し方から相談させてください。",
             Reply(-274, "sato", words="母の同意の前に、支援会議の場で整理しましょう。主管課に諮ります。")),
    Referral(-229, "sato", a.EDUCATION, "葵さんと会う役を、引き続き今野さんにお願いします。記録は共有します。",
             Reply(-229, "konno", words="葵さんと会うのは私一人にします。")),
    Referral(-224, "sato", a.CHILDREN, "家事と見守りのヘルパー、ショートステイの利用をご検討ください。",
             Reply(-222, "nishimura", words="養育支援の枠で週2回まで組めます。")),
    Referral(-220, "sato", a.HOSPITAL, "お母さんの受診の継続と、動けない週の合図について教えてください。",
             Reply(-219, "oikawa", words="外来の看護師と一緒にお話を聞きます。")),
]
PLANS = [
    Plan(-216, "sato", starts=-214, ends=-70, agreed=-214, running=-210, evaluated=-68,
         direction="お母さんの力を借りながら、葵さんの仕事を一つずつ大人が引き取る。家族を離さない。",
         long_term="葵さんが、弟と母のことを心配しすぎずに中学校を卒業する。",
         short_term="夕方の家事を週2回、大人がする。葵さんが週に一度、部活に行ける。",
         parts=[
             Part(a.CHILDREN, "養育支援ヘルパーを火・金の夕方に入れる", due=-190, says=[Say(-213, "nishimura")],
                  progress=[Progress(-186, "nishimura", "火曜から開始。母が一緒に味付けをした。")], done=(-184, "nishimura")),
             Part(a.HOSPITAL, "母の受診と、調子が下がる前の合図を家族と決める", due=-175, says=[Say(-212, "oikawa")],
                  progress=[Progress(-178, "oikawa", "合図は『カーテンを3日開けない』に決まった。")], done=(-176, "oikawa")),
             Part(a.EDUCATION, "月2回葵さんと会い、教頭・養護教諭と遅刻の扱いを決める", due=-120, says=[Say(-213, "konno")],
                  progress=[Progress(-118, "konno", "遅刻の扱いは決まった。葵さんとは月2回会えている。")]),
         ]),
    Plan(-52, "sato", starts=-50, ends=75, agreed=-50, running=-48,
         direction="母が動けない週の備えを、葵さんの肩から下ろす。葵さんの先のことを本人のペースで聞く。",
         long_term="葵さんが、弟と母のことを心配しすぎずに中学校を卒業する。",
         short_term="動けない週に泊まりの支援が使える。葵さんが週2日部活に行く。",
         parts=[
             Part(a.CHILDREN, "動けない週のショートステイを一度試し、弟の送り出しを決める", due=-6, says=[Say(-48, "nishimura")],
                  progress=[Progress(-19, "nishimura", "施設の見学は済み。蓮さんがぬいぐるみを持って行きたいと言っている。")]),
             Part(a.HOSPITAL, "訪問看護を月2回入れ、母の調子をみる", due=16, says=[Say(-47, "oikawa")],
                  progress=[Progress(-21, "oikawa", "1回目。看護師と台所で30分話せた。")]),
             Part(a.EDUCATION, "葵さんの進路の話を月1回、吹奏楽部の顧問と一緒に聞く", due=28, says=[Say(-49, "konno")],
                  progress=[Progress(-16, "konno", "クラリネットの音を久しぶりに出した。進路は保育の学科にも関心。")]),
             Part(a.CHILDREN, "動けない週の朝、弟の送り出しに週1回付き添う", due=10,
                  says=[Say(-9, "nishimura", "change", "朝7時台は養育支援の時間の外です。学校の登校支援でお願いできませんか。",
                            put_up=(-2, "sato"))]),
             Part(a.COUNCIL, "高校入学時の支度費の貸付について、母に説明する", due=40),
             Part(a.PROTECTION, "ヘルパーの交通費と部活の費用の扱いを確認し、保護の収入認定に含めない手続きをする", due=9,
                  says=[Say(-3, "sugawara", "question", "大会の遠征費は学習支援費で出せそうです。領収書は学校払いでもよいでしょうか。")]),
         ]),
]
CONTACTS = [
    Contact(-275, "電話", a.EDUCATION, "sato", "今野さんと、葵さんを問い詰めずに休める場所を先につくることを確認。保健室のベッドを一つ空けてもらう。"),
    Contact(-273, "電話", a.JUNIOR_HIGH, "sato", "教頭から。遅刻を責める指導はしない。先生全員ではなく、3人だけが知る形にする。"),
    Contact(-269, "電話", a.WELFARE, "sato", "主管課の阿部さんに、支援会議を開けるか相談。母を責めることにならないよう資料の言葉を選ぶ。"),
    Contact(-263, "会議", a.WELFARE, "sato kudo", "支援会議。守秘の説明のあと、知っていることを突き合わせた。だれも全体を知らなかった。"),
    Contact(-260, "電話", a.PROTECTION, "sato", "菅原さんの訪問では、母はいつも起きて着替えていた。来る日に合わせて無理をしていたのかもしれない。"),
    Contact(-254, "来所", a.EDUCATION, "sato", "今野さんと、葵さんへの最初の言葉を考える。「手伝ってくれて助かるね」とは言わない。"),
    Contact(-248, "訪問", a.FAMILY, "konno sato", "玄関で母と10分。お菓子の話で終わった。葵さんが後ろで聞いていた。"),
    Contact(-241, "訪問", a.FAMILY, "konno", "葵さんと図書館で会う。家の一日を紙に書いた。寝るのは0時半、起きるのは5時半。"),
    Contact(-236, "電話", a.FAMILY, "sato", "祖母の幸子さんへ、今野さんの紹介で電話。「葵が大丈夫と言うから」。膝の治療のことも聞いた。"),
    Contact(-230, "訪問", a.FAMILY, "konno sato", "母の調子のよい日。葵さんの手紙を母が二度読み、「こんなに書けるようになったんだね」と言った。同意書に署名。"),
    Contact(-222, "電話", a.CHILDREN, "sato", "養育支援の枠と、ヘルパー事業所の空き。"),
    Contact(-217, "会議", a.EDUCATION, "sato kudo", "ケース会議（同意あり）。母も後半に出席。"),
    Contact(-211, "訪問", a.FAMILY, "sato nishimura", "ヘルパーの顔合わせ。母が「台所に入られるのは恥ずかしい」と言うので、鍋を磨くところから始める。"),
    Contact(-204, "電話", a.PRIMARY_SCHOOL, "sato", "蓮さんの忘れ物が減った。宿題は放課後の教室で済ませて帰る。"),
    Contact(-197, "電話", a.JUNIOR_HIGH, "kudo", "遅刻は週1回に。"),
    Contact(-186, "訪問", a.FAMILY, "sato nishimura", "母が味付けし、ヘルパーが切る。葵さんは宿題をしながら、何度も台所を見た。"),
    Contact(-177, "来所", a.HOSPITAL, "sato", "外来で、合図を家族と決めた。葵さんは紙に書かず、言葉だけで覚えた。"),
    Contact(-169, "電話", a.CHILDRENS_TABLE, "sato", "水曜の夕方に二人で来られるか確認。蓮さんの送りがつく。"),
    Contact(-158, "同行", a.CHILDRENS_TABLE, "konno", "葵さんと蓮さんの初日。葵さんは、配られたカレーをまず弟に渡した。スタッフが葵さんの皿を先に置いてくれた。"),
    Contact(-142, "電話", a.JUNIOR_HIGH, "konno", "部活の顧問と話す。週1回、30分からでよいとのこと。"),
    Contact(-133, "訪問", a.FAMILY, "sato konno", "母が3日カーテンを開けなかった。葵さんから電話をくれたのは初めて。祖母が泊まりに来た。"),
    Contact(-131, "電話", a.HOSPITAL, "sato", "外来を早めて受診。入院はせずに済んだ。"),
    Contact(-119, "訪問", a.FAMILY, "konno sato", "葵さんの一日の紙を書き直す。寝るのは23時。「この時間、空いてていいんですか」。"),
    Contact(-106, "電話", a.PROTECTION, "sato", "ヘルパーの費用は自己負担なし。葵さんの部活の楽器運搬費について照会中。"),
    Contact(-94, "訪問", a.FAMILY, "sato kudo", "母から「私、母親らしいこと何もしてない」と言われる。味付けの話を返した。"),
    Contact(-69, "会議", a.EDUCATION, "sato kudo", "評価の会議。葵さんも15分出席し、自分の言葉で三つ話した。"),
    Contact(-58, "電話", a.CHILDREN, "sato", "ショートステイの空きと、弟の学校の送り迎え。"),
    Contact(-46, "訪問", a.FAMILY, "konno sato", "葵さんが演奏会の日程を冷蔵庫に貼っていた。"),
    Contact(-37, "電話", a.JUNIOR_HIGH, "konno", "演奏会の朝だけ、欠席でなく公欠にしてもらえる。"),
    Contact(-29, "訪問", a.FAMILY, "sato kudo", "演奏会に母と祖母が来た。「音が大きくて驚いた」。母はその晩、夕食を作った。"),
    Contact(-20, "電話", a.CHILDREN, "sato", "ショートステイの試し利用の日が、施設の都合で延びている。"),
    Contact(-10, "訪問", a.FAMILY, "konno", "進路の話。高校の見学を一緒に予約した。"),
    Contact(-5, "電話", a.CHILDREN, "sato", "試し利用の日を、来週のうちに決めてもらうよう西村さんに頼んだ。"),
    Contact(-3, "電話", a.PROTECTION, "sato", "菅原さんから遠征費のことで質問があった。学校の事務に確認して返事をする。"),
]
MEETINGS = [
    Meeting(-263, "abe", "支援会議", "支援会議（臨時）", host="行政機関", place="市役所5階第2会議室", time="15:00",
            agencies=[a.WELFARE, a.EDUCATION, a.CHILDREN, a.PROTECTION, a.HOSPITAL],
            staff=["sato", "kudo", "abe", "konno", "nishimura", "sugawara", "oikawa"],
            acknowledged=[("sato", -263), ("kudo", -263), ("abe", -263), ("konno", -263), ("nishimura", -263), ("sugawara", -263),
                          ("oikawa", -262)],
            content="学校・医療・保護・子育ての四者が、それぞれ知っていることを突き合わせた。母の調子の波と、葵さんの遅刻の時期が"
                    "重なる。母を責めずに話に入る順番と、最初に会う人を決めた。",
            decisions="母への最初の声かけは今野さん。同意が得られるまで、各機関は自分の役割の範囲だけを続ける。",
            tasks=[Task("母への手紙の文案をつくる", a.EDUCATION, -255, -256),
                   Task("保護課の定期訪問の日を今野さんと合わせる", a.PROTECTION, -250, -249)]),
    Meeting(-217, "sato", "ケース会議", "ケース会議", place="市教育委員会 会議室", time="16:30",
            agencies=[a.EDUCATION, a.CHILDREN, a.HOSPITAL, a.PROTECTION], staff=["sato", "kudo", "konno", "nishimura", "oikawa", "sugawara"],
            content="母の同意を得て開いた。葵さんの一日の紙を、母も見た。大人が引き取れるものから、火・金の夕方を始める。",
            decisions="ヘルパーは火・金。部活は週1回30分から。",
            tasks=[Task("ヘルパー事業所の調整", a.CHILDREN, -200, -205)]),
    Meeting(-69, "sato", "重層的支援会議", "重層的支援会議", host="包括化推進員", place="社会福祉協議会 研修室", time="10:00",
            agencies=[a.EDUCATION, a.CHILDREN, a.HOSPITAL, a.PROTECTION, a.COUNCIL],
            staff=["sato", "kudo", "abe", "konno", "nishimura", "oikawa", "sugawara", "takahashi"],
            content="第1版を評価し、第2版の方向を決めた。葵さんが出席し、弟と母のことのほかに、自分の部活の話をした。",
            decisions="動けない週の備えを次の課題にする。"),
]
# fmt: on

FAMILY = Family(
    key="young_carer",
    members=MEMBERS,
    ties=TIES,
    intake=INTAKE,
    note="訪問は16時半以降。葵さんの学校での話を、母の前で先に出さない。",
    coordinator="sato",
    lead_agency=a.EDUCATION,
    decided_by="sato",
    opened=-273,
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    participants=[(-273, a.JUNIOR_HIGH, "学校での見守り"), (-169, a.CHILDRENS_TABLE, "水曜の夕方の居場所")],
    phases=[(-230, "coordinating")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
)

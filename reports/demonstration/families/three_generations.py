"""Three generations under one roof: a grandmother who wanders at night, a father out of work, two young people at home, and
the daughter-in-law in the middle of it."""

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

ADDRESS = "石巻市渡波町"

# fmt: off
MEMBERS = [
    Member("yumiko", "大友 由美子", "おおとも ゆみこ", "本人", "female", 49, (9, 3),
           concerns=[c.CARE, c.FAMILY, c.INCOME], key_person=True,
           address=ADDRESS, postal_code="986-2135", telephone="0225-00-4101", mobile="090-0000-4101",
           note="水産加工場のパート（週5日、7時〜15時）。電話は昼休みか16時以降。"),
    Member("seiichi", "大友 誠一", "おおとも せいいち", "夫", "male", 52, (2, 18), concerns=[c.HEALTH, c.AT_WORK],
           note="漁協の荷さばき。腰椎椎間板ヘルニアで休職中。人に頼るのは苦手だと自分で言う。"),
    Member("kiyo", "大友 キヨ", "おおとも きよ", "夫の母", "female", 81, (11, 30), concerns=[c.CARE, c.HEALTH],
           note="アルツハイマー型認知症、要介護2。魚のさばき方は今も家族の誰より上手。"),
    Member("isamu", "大友 勇", "おおとも いさむ", "夫の父", "male", 84, (4, 2), together=False, life="died", died=8,
           note="かつおの一本釣りの漁師だった。"),
    Member("sho", "大友 翔", "おおとも しょう", "長男", "male", 20, (7, 9), concerns=[c.FINDING_WORK, c.WITHDRAWN],
           note="専門学校（自動車整備）を1年で退学。機械を直すのが好き。"),
    Member("mizuki", "大友 美月", "おおとも みづき", "長女", "female", 16, (5, 22), concerns=[c.WITHDRAWN],
           note="県立みなと高校。朝起きられず欠席が増えている。絵を描く。"),
]
TIES = [
    Tie("isamu", "spouse", "kiyo"),
    Tie("isamu", "parent", "seiichi"),
    Tie("kiyo", "parent", "seiichi"),
    Tie("seiichi", "spouse", "yumiko", since=23),
    Tie("seiichi", "parent", "sho", "conflict"),
    Tie("yumiko", "parent", "sho"),
    Tie("seiichi", "parent", "mizuki"),
    Tie("yumiko", "parent", "mizuki", "close"),
    Tie("yumiko", "carer", "kiyo"),
]
INTAKE = Intake(
    -345, "miura", "専門機関", "訪問", c.CARE, [c.CARE, c.HEALTH, c.FAMILY, c.INCOME, c.FINDING_WORK, c.WITHDRAWN],
    "介護保険の更新の訪問で、長男の妻の由美子さんから話があった。義母のキヨさんは半年ほど前から夜中に起きて外へ出ようと"
    "することがあり、由美子さんが隣に布団を敷いて付き添っている。夫の誠一さんは腰を痛めて仕事を休み、傷病手当金と由美子さ"
    "んのパートで暮らしている。長男の翔さんは専門学校をやめてから家にいて、父親と顔を合わせると言い争いになる。長女の美月"
    "さんは朝起きられず、高校を休みがちである。「お義母さんのことは包括さんに頼れるけれど、家全体のことは誰に言えばいいの"
    "か分からない」とのこと。介護サービスだけでは解けないと考え、本人の了解を得て推進員に相談したい。",
    district="渡波",
)
SHEETS = [
    Sheet(-345, "miura",
          wishes="夜に眠れるようになりたい。翔と夫が静かに話せるようになってほしい。近所には知られたくないので、"
                 "訪問のときは車を離れた所にとめてほしい。",
          living="持ち家（築40年、津波後に1階を改修）。住宅ローン月5万2千円。収入は傷病手当金とパート給料で月24万円ほど。"
                 "キヨさんの年金は月6万円で、デイサービスの費用にあてている。夜は由美子さんがキヨさんの部屋で寝ている。",
          notes="誠一さんは「家の中のことを外で話すな」と言うことがある。最初の電話は由美子さんの携帯へ。",
          involved=[(a.CARE_MANAGER, "ケアプラン（デイサービス週2回）"), (a.HOSPITAL, "キヨさんの物忘れ外来、誠一さんの整形外科")]),
]
CONSENTS = [
    Consent(-345, "miura", "yumiko", until=20, note="自宅で説明し、読み上げて確認した。控えを渡した。"),
    Consent(-330, "sato", "seiichi", categories=["contact", "household", "health"], agencies=[a.HOSPITAL, a.CARE_CENTRE],
            evidence="in_person", until=20, note="腰のことに限って、病院と包括に伝えてよいとのこと。"),
    Consent(-292, "sato", "mizuki", categories=["household", "consultation", "progress"], agencies=[a.HIGH_SCHOOL, a.EDUCATION],
            evidence="in_person", note="学校に話す内容は、その都度本人に見せる約束。"),
]
REFERRALS = [
    Referral(-344, "miura", a.OFFICE, "介護のほかに、夫の休職、長男・長女のことが重なっています。世帯全体の整理をお願いします。",
             Reply(-343, "sato", words="お預かりします。まず由美子さんのお休みの日に、三浦さんと一緒に伺わせてください。")),
    Referral(-328, "sato", a.HOSPITAL, "誠一さんの痛みが長引き、復職の見通しを主治医と話せていません。相談の場をつくれますか。",
             Reply(-326, "oikawa", words="次回の整形外科の受診日に、相談室でお会いできます。")),
    Referral(-300, "sato", a.COUNCIL, "住宅ローンとパート収入のやりくりについて、家計の相談をお願いします。",
             Reply(-298, "takahashi", words="担当の柏原がお受けします。")),
]
PLANS = [
    Plan(-318, "sato", starts=-318, ends=-130, agreed=-315, running=-312, evaluated=-128,
         direction="由美子さんが夜に眠れるようにすることを先にする。翔さんと美月さんには、家族とは別の、自分の話ができる相手をつくる。",
         long_term="それぞれが自分の一日を持ちながら、同じ家で暮らし続ける。",
         short_term="3か月のうちに、由美子さんが週に2晩は眠れる。誠一さんが復職の見通しを主治医と話す。",
         parts=[
             Part(a.CARE_CENTRE, "ショートステイを試し、夜の見守りの方法を家族と決める", due=-270,
                  says=[Say(-313, "miura")],
                  progress=[Progress(-282, "miura", "1泊2日を2回利用。2回目は夜中に起きたが、職員と話して眠れた。")],
                  done=(-264, "miura"),
                  steps=[Step("物忘れ外来の主治医に夜の様子を書いて渡す", due=-300, done=-303),
                         Step("玄関の見守りセンサーを試す", due=-285, done=-288)]),
             Part(a.HOSPITAL, "誠一さんの痛みと復職の見通しを主治医と話す場をつくる", due=-290,
                  says=[Say(-312, "oikawa")], done=(-289, "oikawa")),
             Part(a.COUNCIL, "家計の聴き取りと、ローンの条件変更の相談に同行する", due=-240,
                  says=[Say(-311, "takahashi", "question", "ローンは誠一さんの名義ですか。銀行へは誰が行きますか。",
                            (-309, "sato", "名義は誠一さんです。銀行へは由美子さんが委任状を持って行きます。")),
                        Say(-308, "takahashi")],
                  ),
         ]),
    Plan(-100, "sato", starts=-95, ends=60, agreed=-97, running=-92,
         direction="夜の見守りが続く形をつくり、誠一さんの復職に合わせて役割を入れ替える。美月さんの進路を本人と考える。",
         long_term="それぞれが自分の一日を持ちながら、同じ家で暮らし続ける。",
         short_term="由美子さんの夜の付き添いを週3晩までにする。翔さんが週3日の実習を続ける。",
         parts=[
             Part(a.CARE_CENTRE, "ショートステイを月2回の定期利用にし、空きが出た日の連絡方法を決める", due=2,
                  says=[Say(-94, "miura")],
                  progress=[Progress(-61, "miura", "月1回は定期で確保できた。もう1回は空き待ち。"),
                            Progress(-18, "miura", "2か所めの施設を家族と見学。キヨさんは厨房をのぞいて気に入った様子。")],
                  steps=[Step("2か所めの施設の見学", due=-20, done=-18), Step("契約と持ち物の確認", due=2)]),
             Part(a.HOSPITAL, "復職の診断書と、職場に伝える配慮を書面にする", sign="試し出勤が2週間続いたら", sign_came=(-9, "sato"),
                  says=[Say(-93, "oikawa", words="診断書は依頼から1週間みてください。")]),
             Part(a.COUNCIL, "返済計画の見直しを、誠一さんの給料が戻る月に合わせて行う", due=-5,
                  says=[Say(-92, "takahashi")],
                  progress=[Progress(-40, "takahashi", "銀行から条件変更の期限の知らせあり。延ばせるか確認中。")]),
             Part(a.LIFE_SUPPORT, "キヨさんが魚料理を教える場を、地区のサロンにつくれないか相談する", due=14,
                  says=[Say(-90, "miura", "question", "サロンは午前中です。デイの無い日に、家から会場までどなたが付き添えますか。",
                            (-1, "sato", "由美子さんの休みの木曜なら一緒に行けるそうです。月1回から始められますか。"))]),
         ]),
]
CONTACTS = [
    Contact(-343, "電話", a.CARE_CENTRE, "sato", "三浦さんから、世帯の様子とこれまでの経過。由美子さんは木曜が休み。一緒に訪問することにした。"),
    Contact(-341, "電話", a.FAMILY, "sato", "由美子さんの昼休みに電話。「話を聞いてもらえるだけでも」とのこと。訪問の日と、車のとめ方を確認。"),
    Contact(-337, "訪問", a.FAMILY, "sato kudo",
            "三浦さんと訪問。由美子さんから2時間。途中でキヨさんがお茶を入れてくれた。夜の付き添いは8か月になる。"
            "「私が倒れたら、この家は回らない」と笑って言われた。誠一さんは奥の部屋にいて、あいさつのみ。"),
    Contact(-336, "電話", a.CARE_MANAGER, "sato", "早坂さんから、デイの利用状況。ショートステイは以前すすめたが、誠一さんが「かわいそうだ」と断った。"),
    Contact(-334, "電話", a.HOSPITAL, "sato", "地域連携室の及川さん。誠一さんの次の受診日と、物忘れ外来の予約を確認。同意の範囲を伝えた。"),
    Contact(-330, "訪問", a.FAMILY, "sato chiba",
            "誠一さんと話す。復職の話になると黙られたが、荷さばき場の話は長く続いた。「戻れるか分からないのに、"
            "休んでいる間に居場所がなくなる」。腰のことを病院と包括に伝えることは了解。"),
    Contact(-326, "同行", a.HOSPITAL, "sato", "整形外科の受診に同行。主治医から、手術はせず半年は重い物を持たないようにと説明。相談室で及川さんと三人で話した。"),
    Contact(-322, "電話", a.HIGH_SCHOOL, "sato", "担任の先生から由美子さんに出欠の連絡があったとのこと。本人の気持ちを聞くまで、学校へはまだ伝えない。由美子さんも同じ考え。"),
    Contact(-316, "会議", a.CARE_CENTRE, "sato kudo", "ケース会議で、夜の見守りを先にすることを共有。"),
    Contact(-314, "訪問", a.FAMILY, "sato kudo", "プランの案を由美子さんと誠一さんに説明。誠一さんは「ばあちゃんが嫌がらないなら」とショートステイを一度試すことに。"),
    Contact(-310, "電話", a.COUNCIL, "sato", "柏原さんへ、ローンの名義と委任状について回答。"),
    Contact(-303, "文書", a.HOSPITAL, "kudo", "由美子さんが書いた2週間分の夜の記録を、三浦さんを通して物忘れ外来へ届けた。"),
    Contact(-299, "訪問", a.FAMILY, "sato kudo",
            "由美子さんの留守に、翔さんから「もっと怖い人が来ると思ってた」と声をかけられる。玄関のセンサーの取付けを"
            "手伝ってくれた。配線の説明が分かりやすい。"),
    Contact(-292, "訪問", a.FAMILY, "sato chiba", "美月さんと初めて話す。部屋の前の廊下で20分。朝は体が重い。絵を見せてくれた。学校に何を伝えるかは自分で決めたいとのこと。"),
    Contact(-288, "電話", a.CARE_CENTRE, "kudo", "センサーは夜2回鳴った。由美子さんは音で起きるが、隣で寝なくてもよい日ができた。"),
    Contact(-285, "電話", a.HIGH_SCHOOL, "sato", "美月さんに見せた文面のとおり、担任へ電話。保健室と図書室で過ごせる時間を検討してくださる。"),
    Contact(-276, "電話", a.CARE_MANAGER, "sato", "ショートステイ2回目の様子。夜中に起きて厨房を探したが、職員と昔の話をして眠った。"),
    Contact(-270, "来所", a.YOUTH_STATION, "sato", "長沼さんに、翔さんのような方の入り方を相談。最初は親だけの相談でもよいとのこと。"),
    Contact(-263, "訪問", a.FAMILY, "sato kudo", "由美子さんが二晩続けて眠れた。「朝が来るのがこわくない」。翔さんの話も出て、若サポのちらしを居間に置いてもらう。"),
    Contact(-250, "電話", a.FAMILY, "sato", "由美子さんから。誠一さんと翔さんが大きな声で言い争い、翔さんが夜に出て行ったが、朝には戻った。けがはない。"),
    Contact(-249, "訪問", a.FAMILY, "sato chiba",
            "誠一さんと翔さんに別々に話を聞く。誠一さんは「働いていない自分が、働けと言うのはおかしいと分かっている」。"
            "翔さんは「父さんの腰が悪いのは知ってる。でも顔を見ると言えない」。"),
    Contact(-238, "同行", a.COUNCIL, "sato", "由美子さんと銀行へ。柏原さん同席。元金の据置き6か月が認められた。"),
    Contact(-228, "来所", a.YOUTH_STATION, "sato", "翔さんが自転車で来所。長沼さんと30分。整備工場の見学を紹介された。"),
    Contact(-215, "電話", a.HIGH_SCHOOL, "kudo", "美月さんの出席は週2日。図書室で美術の課題を進めている。単位の見込みを学年で確認してもらう。"),
    Contact(-201, "電話", a.CARE_CENTRE, "sato", "デイを週3回に。キヨさんが「今日は仕事か」と毎朝支度をするようになった。"),
    Contact(-188, "訪問", a.FAMILY, "sato kudo", "家族4人がそろった席で、この半年を振り返る。翔さんが工場の見学の話をし、誠一さんは黙って聞いていた。"),
    Contact(-170, "電話", a.YOUTH_STATION, "kudo", "翔さん、見学のあと2週間連絡がない。長沼さんからはがきを出してもらうことに。"),
    Contact(-158, "電話", a.YOUTH_STATION, "sato", "はがきを見て翔さんから電話があったとのこと。週1日の実習から始める。"),
    Contact(-141, "同行", a.HOSPITAL, "sato", "誠一さんの受診。痛みは半分ほど。軽い作業からの復職について、職場へ聞いてよいと本人から。"),
    Contact(-127, "会議", a.CARE_CENTRE, "sato kudo", "プランの評価。夜の付き添いは週7晩から4晩に。残ったのは復職と、美月さんの進路。"),
    Contact(-112, "電話", a.FAMILY, "sato", "漁協の課長さんと誠一さんが面談。試し出勤は冷凍庫の検品からではどうかと提案があった。"),
    Contact(-98, "会議", a.COUNCIL, "sato", "プラン第2版の役割を確認。返済の見直しは給料が戻る月に合わせる。"),
    Contact(-84, "訪問", a.FAMILY, "sato kudo", "美月さんは通信制への転学も考えている。「逃げたことになる？」と聞かれ、道を選ぶことだと話した。資料は本人が取り寄せる。"),
    Contact(-66, "電話", a.HIGH_SCHOOL, "sato", "転学の場合の手続きと期限。担任は本人の選択を待つとのこと。"),
    Contact(-52, "電話", a.YOUTH_STATION, "kudo", "翔さんの実習は週3日に。工具の片付けがていねいだと工場長から。"),
    Contact(-39, "電話", a.COUNCIL, "sato", "銀行の条件変更の期限について。高橋さんが延長を問い合わせている。"),
    Contact(-25, "訪問", a.FAMILY, "sato chiba", "試し出勤が始まった。誠一さんの手は荒れていたが、声に張りがある。由美子さんの付き添いは週3晩。"),
    Contact(-11, "電話", a.CARE_MANAGER, "sato", "2か所めのショートステイの契約日を調整。キヨさんの好きな割烹着を持たせたいと由美子さん。"),
    Contact(-4, "電話", a.FAMILY, "sato", "由美子さんから、同意書の期限が近いと気づいた、続けてほしいとのこと。次の訪問で新しい同意書を持参する。"),
]
MEETINGS = [
    Meeting(-316, "sato", "ケース会議", "第1回ケース会議", place="地域包括支援センター（一）", time="13:30",
            agencies=[a.CARE_CENTRE, a.CARE_MANAGER, a.HOSPITAL], staff=["sato", "kudo", "miura", "oikawa"],
            content="夜の付き添いが続く由美子さんの体がいちばん心配との見方で一致した。ショートステイは誠一さんの気持ちを"
                    "先に聞く。翔さん・美月さんは、親の困りごととしてでなく本人の話として聞く。",
            decisions="ショートステイを一度試す。誠一さんの受診に合わせて復職の話をする場を病院がつくる。",
            tasks=[Task("ショートステイの空きを確認する", a.CARE_CENTRE, -305, -306),
                   Task("受診日に相談室をおさえる", a.HOSPITAL, -300, -312)]),
    Meeting(-127, "sato", "ケース会議", "第2回ケース会議・評価", place="市役所4階会議室", time="15:00",
            agencies=[a.CARE_CENTRE, a.CARE_MANAGER, a.COUNCIL, a.YOUTH_STATION], staff=["sato", "kudo", "miura", "takahashi"],
            content="夜の付き添いは週4晩に減り、翔さんは実習に通い始めた。美月さんの進路と誠一さんの復職が次の山。",
            decisions="プランを改める。サロンでのキヨさんの役割を生活支援コーディネーターに相談する。",
            tasks=[Task("第2版の案をつくる", a.OFFICE, -105, -100)]),
]
# fmt: on

FAMILY = Family(
    key="three_generations",
    members=MEMBERS,
    ties=TIES,
    intake=INTAKE,
    note="訪問の車は離れた所にとめる。由美子さんへの電話は昼休みか16時以降。",
    coordinator="sato",
    lead_agency=a.CARE_CENTRE,
    decided_by="sato",
    opened=-341,
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    participants=[
        (-336, a.CARE_MANAGER, "ケアプランの担当"),
        (-228, a.YOUTH_STATION, "翔さんの実習"),
        (-285, a.HIGH_SCHOOL, "美月さんの学校生活"),
    ],
    phases=[(-316, "coordinating")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
)

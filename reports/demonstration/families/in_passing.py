"""Shorter stories: talks that ended with advice, two families that have only just come, and what waits to be decided."""

from reports.demonstration import agencies as a
from reports.demonstration import concerns as c
from reports.demonstration.telling import Consent, Contact, Family, Intake, Meeting, Member, Referral, Reply, Sheet, Tie

# fmt: off
FAMILIES = [
    # Continuing, and still without a plan.
    Family(
        key="thirteen_cats",
        members=[
            Member("setsu", "丹野 節", "たんの せつ", "本人", "female", 77, (6, 6), concerns=[c.HOME, c.NEIGHBOURS, c.HEALTH],
                   address="石巻市住吉町", postal_code="986-0826", telephone="0225-00-4901",
                   note="猫13匹。夫を3年前に亡くした。「この子たちのおかげで起きている」。"),
        ],
        intake=Intake(-27, "sato", "地域", "電話", c.NEIGHBOURS, [c.HOME, c.NEIGHBOURS, c.HEALTH, c.INCOME],
                      "町内会の班長さんから、においと鳴き声で隣の家が困っていると電話。節さんは一人暮らしで、猫が13匹いる。餌代に年金"
                      "の半分を使い、自分は菓子パンで済ませているらしい。班長さんは追い出したいのではなく、夫の生前はよく漬物をもら"
                      "った仲だという。本人は班長さんと一緒なら会ってもよいとのことで、明後日の午前に訪問する。",
                      district="住吉"),
        coordinator="sato", decided_by="sato", opened=-22,
        consents=[Consent(-22, "sato", "setsu", categories=["contact", "consultation"], agencies=[a.HEALTH, a.CARE_CENTRE],
                          evidence="telephone", note="猫を連れて行かないという約束の上で。")],
        contacts=[
            Contact(-25, "訪問", a.FAMILY, "sato kudo", "班長さんと訪問。猫の名前を全部教えてもらった。床は傷んでいるが、皿はきれいに洗ってある。"),
            Contact(-22, "訪問", a.FAMILY, "sato chiba", "体重が1年で6キロ減った。受診は猫の留守番が心配で行けない。"),
            Contact(-20, "電話", a.HEALTH, "sato", "保健師へ、受診のすすめ方の相談。"),
            Contact(-15, "電話", a.NEIGHBOURHOOD, "sato", "隣の方は、窓を閉める時間が分かれば待てるとのこと。"),
            Contact(-8, "訪問", a.FAMILY, "sato kudo", "受診の日の留守番を、班長さんの娘さんが引き受けてくれた。"),
        ],
        meetings=[
            Meeting(9, "sato", "複合課題ケース検討会", "複合課題ケース検討会", place="市役所4階会議室", time="15:00",
                    agencies=[a.CARE_CENTRE, a.HOSPITAL, a.KARAKORO], staff=["sato", "kudo", "miura", "oikawa", "endo"],
                    acknowledged=[("sato", -6)], content="（議題）受診の日の猫の留守番、床の修理、これから関わる機関の役割"),
        ],
    ),
    # Came yesterday; nothing is decided.
    Family(
        key="nothing_since_friday",
        members=[
            Member("takumi", "雁部 拓海", "がんべ たくみ", "本人", "male", 29, (12, 3), concerns=[c.HUNGER, c.FINDING_WORK, c.RENT],
                   address="石巻市蛇田", mobile="090-0000-4911"),
        ],
        intake=Intake(-1, "sato", "当事者", "電話", c.HUNGER, [c.HUNGER, c.INCOME, c.FINDING_WORK, c.RENT],
                      "先月末で派遣の契約が切れ、次の給料日まで持つと思っていたが、昨日から食べていないとのこと。電話の声は落ち着い"
                      "ているが、言葉の間が長い。家賃は今月分から払えない。家族とは連絡をとりたくない。フードバンクの受け取りを今日の"
                      "夕方に入れ、明日もう一度電話する約束をした。本人は「仕事さえ決まれば大丈夫」と言う。眠れているかも聞くこと。",
                      district="蛇田"),
        contacts=[Contact(-1, "電話", a.FOOD_BANK, "sato", "3日分を本日17時に受け取り。本人の了解で名字だけ伝えた。")],
    ),
    # Brought by the welfare commissioners, undecided for three days.
    Family(
        key="nobody_knows_her_name",
        members=[Member("unknown", "不詳", "", "本人", "female", stated_age="70代", concerns=[c.NEIGHBOURS, c.HEALTH], address="石巻市蛇田")],
        intake=Intake(-3, "sato", "地域", "訪問", c.NEIGHBOURS, [c.NEIGHBOURS, c.HEALTH],
                      "バス停のベンチに朝から座っている女の方がいると、団地の方から。声をかけると会釈をされるが、名前は言わない。荷物は"
                      "紙袋二つで、身なりはきちんとしている。夕方には帰るが、どこへ帰るのか誰も知らない。一度、ご一緒に"
                      "会っていただけませんか。（民生委員の木村さん）",
                      district="蛇田", brought_by=a.COMMISSIONERS),
    ),
    # The referral to the community care centre has waited too long.
    Family(
        key="walks_at_dawn",
        members=[
            Member("yoshie", "武山 ヨシエ", "たけやま よしえ", "本人", "female", 79, (10, 28), concerns=[c.CARE, c.HEALTH],
                   address="石巻市渡波町", postal_code="986-2135", telephone="0225-00-4921"),
            Member("norio", "武山 則夫", "たけやま のりお", "夫", "male", 82, (3, 3), concerns=[c.HEALTH], note="心臓の手術を待っている。"),
        ],
        ties=[Tie("norio", "spouse", "yoshie", "close", since=55)],
        intake=Intake(-11, "sugawara", "行政", "訪問", c.CARE, [c.CARE, c.HEALTH],
                      "保護の訪問で、夫の則夫さんから。ヨシエさんが明け方に外へ出るようになり、先週は防災無線で探してもらった。夫は心臓"
                      "の手術を控えて、入院の間の妻のことが決まらないと入院できない。市内に親族はいない。介護の認定は3年前に切れたまま。",
                      district="渡波"),
        sheets=[Sheet(-11, "sugawara", wishes="手術の日を延ばしたくない。家内に言えば心配するので、先に私と話してほしい。",
                      living="市内の借家。夫婦の年金と生活保護。", involved=[(a.PROTECTION, "生活保護")])],
        consents=[Consent(-11, "sugawara", "norio", evidence="in_person", given_as="absent",
                          given_for=["yoshie"], reason="夫が同席し、本人は会話がむずかしいため夫から", agencies=[a.CARE_CENTRE, a.OFFICE, a.HOSPITAL])],
        referrals=[Referral(-11, "sugawara", a.CARE_CENTRE, "夫の手術の入院までに、奥さまの介護認定と見守りを整えてください。"),
                   Referral(-10, "sugawara", a.OFFICE, "介護と医療と生活費が重なります。全体の調整をお願いします。",
                            Reply(-10, "sato", words="お受けします。包括の返事を待って訪問の日を決めます。")),
                   Referral(-5, "sugawara", a.HOSPITAL, "手術の日を動かさずに、奥さまの預け先を考えてください。", told_to="及川",
                            reply=Reply(-4, "oikawa", "coordinator",
                                        words="奥さまの居場所は病院だけでは決められません。どこが受けるか一緒に考えてください。"))],
    ),
    # Talks that ended with advice or with being handed on.
    Family(
        key="water_bill", members=[Member("shigeru", "須田 茂", "すだ しげる", "本人", "male", 71, (4, 9), concerns=[c.BILLS], address="石巻市大街道西")],
        intake=Intake(-352, "sato", "当事者", "電話", c.BILLS, [c.BILLS],
                      "水道の止水の予告の紙が来たとのこと。年金の月の支払いをまとめて忘れていた。窓口と、分けて払う方法をお伝えした。", district="住吉"),
        one_off=-352,
    ),
    Family(
        key="grown_up_daughter", members=[Member("anon", "匿名", "", "本人", "female", stated_age="50代", concerns=[c.FAMILY])],
        intake=Intake(-331, "kudo", "家族", "電話", c.FAMILY, [c.FAMILY, c.WITHDRAWN],
                      "娘が仕事を辞めて一年になる。名前は言いたくない。話を聞き、若者サポートステーションの親だけの相談の日をお知らせした。"
                      "「今日は話せただけで十分です」とのこと。"),
        one_off=-331, contacts=[Contact(-331, "電話", a.YOUTH_STATION, "kudo", "親だけの相談の日と時間を確認。")],
    ),
    Family(
        key="guarantor", members=[Member("emi", "勝又 恵美", "かつまた えみ", "本人", "female", 47, (1, 17), concerns=[c.HOME], address="石巻市山下町")],
        intake=Intake(-300, "chiba", "専門機関", "来所", c.HOME, [c.HOME, c.INCOME],
                      "離婚の話し合いが終わり、部屋を探しているが、保証人がいない。居住支援のできる不動産店と、入居の相談の流れをお伝えした。"
                      "子どもはなく、仕事は続いている。", district="山下", brought_by=a.CITIZENS_DESK),
        one_off=-296,
        contacts=[Contact(-298, "電話", a.ESTATE_AGENT, "chiba", "保証会社の使える部屋の数を確認。"),
                  Contact(-296, "電話", a.FAMILY, "chiba", "部屋が決まったと連絡。")],
    ),
    Family(
        key="lonely_garden", members=[Member("tokiko", "亀山 時子", "かめやま ときこ", "本人", "female", 83, (9, 9), concerns=[c.NEIGHBOURS], address="石巻市稲井")],
        intake=Intake(-268, "miura", "地域", "訪問", c.NEIGHBOURS, [c.NEIGHBOURS, c.HEALTH],
                      "夫を亡くしてから家庭菜園の野菜が余り、近所に配るのをやめたとのこと。話し相手がほしい。サロンを紹介し、次の回は一緒に行く"
                      "ことにした。", district="稲井"),
        one_off=-254, contacts=[Contact(-254, "同行", a.LIFE_SUPPORT, "chiba", "サロンの初日。大根の話で座が広がった。")],
    ),
    Family(
        key="son_s_loan", members=[Member("kazuo", "石川 和夫", "いしかわ かずお", "本人", "male", 74, (7, 27), concerns=[c.DEBT], address="石巻市門脇")],
        intake=Intake(-246, "chiba", "行政", "電話", c.DEBT, [c.DEBT, c.FAMILY],
                      "息子の借金の督促が自分のところに来る、保証はしていないとのこと。弁護士の無料の枠と、払う前に相談することをお伝えした。", district="門脇", brought_by=a.CITIZENS_DESK),
        one_off=-246, contacts=[Contact(-245, "電話", a.LAWYER, "chiba", "相談枠の予約。本人から電話する。")],
    ),
    Family(
        key="nursery_place", members=[Member("yumi", "伊勢 由実", "いせ ゆみ", "本人", "female", 31, (2, 2), concerns=[c.CHILDREN], address="石巻市河北")],
        intake=Intake(-222, "nishimura", "当事者", "来所", c.CHILDREN, [c.CHILDREN, c.FINDING_WORK],
                      "引っ越してきて三か月。実家が遠く、子どもと二人の時間が長い。保育所の申込みと、ひろばの日をお伝えした。", district="河北"),
        one_off=-222,
    ),
    Family(
        key="cold_house", members=[Member("hideo", "成田 秀男", "なりた ひでお", "本人", "male", 66, (11, 19), concerns=[c.BILLS], address="石巻市桃生")],
        intake=Intake(-188, "kudo", "知人", "電話", c.BILLS, [c.BILLS, c.HUNGER],
                      "友人から。電気の支払いが遅れて、夜はろうそくで過ごしているらしい。本人に電話し、分割の窓口と灯りの安全を伝えた。翌日、"
                      "支払いが済んだと本人から電話。", district="桃生"),
        one_off=-187, contacts=[Contact(-188, "電話", a.FAMILY, "kudo", "本人。言葉は短いが、火は消したと約束してくれた。"),
                                Contact(-187, "電話", a.FAMILY, "kudo", "支払い済み。")],
    ),
    Family(
        key="funeral", members=[Member("michi", "田代 ミチ", "たしろ みち", "本人", "female", 88, (5, 5), concerns=[c.INCOME], address="石巻市牡鹿")],
        intake=Intake(-154, "chiba", "家族", "電話", c.INCOME, [c.INCOME],
                      "夫の葬儀の費用が心配との電話（同居の息子から）。国民健康保険の葬祭費と、分割の相談先をお知らせした。", district="牡鹿"),
        one_off=-154, contacts=[Contact(-153, "電話", a.INSURANCE, "chiba", "葬祭費の申請期限を確認し、折り返し。")],
    ),
    Family(
        key="work_worry", members=[Member("kenta", "只野 賢太", "ただの けんた", "本人", "male", 24, (8, 8), concerns=[c.AT_WORK], address="石巻市中央")],
        intake=Intake(-97, "chiba", "当事者", "メール", c.AT_WORK, [c.AT_WORK, c.HEALTH],
                      "残業代が付かず、朝起きられない日があるとのこと。労働相談の窓口と、受診先をお返事した。本人から、受診すると返事。", district="中央"),
        one_off=-95,
    ),
    Family(
        key="grandchild", members=[Member("fumi", "門間 フミ", "もんま ふみ", "本人", "female", 69, (12, 12), concerns=[c.CHILDREN], address="石巻市渡波町")],
        intake=Intake(-68, "miura", "家族", "来所", c.CHILDREN, [c.CHILDREN, c.CARE],
                      "娘が入院し、小学生の孫を急に預かった。自分の膝も悪い。ファミリーサポートと、学校への送りの方法をお伝えした。", district="渡波"),
        one_off=-66, contacts=[Contact(-66, "電話", a.PRIMARY_SCHOOL, "chiba", "送りの班を一つ加えてもらえた。")],
    ),
    Family(
        key="debt_collector", members=[Member("hitoshi", "早川 仁", "はやかわ ひとし", "本人", "male", 51, (10, 10), concerns=[c.DEBT], address="石巻市蛇田")],
        intake=Intake(-38, "sato", "専門機関", "電話", c.DEBT, [c.DEBT, c.FAMILY],
                      "医療機関から、会計のときに家計のことを話された方がいるとのこと。本人は一度だけの相談を希望。法律扶助の使い方をお伝えした。",
                      district="蛇田", brought_by=a.HOSPITAL),
        one_off=-36, contacts=[Contact(-36, "電話", a.HOSPITAL, "sato", "会計の係へお礼と結果。")],
    ),
    Family(
        key="moving_in_with_father", members=[Member("rie", "新田 理恵", "にった りえ", "本人", "female", 45, (6, 22), concerns=[c.CARE], address="仙台市")],
        intake=Intake(-16, "kudo", "家族", "オンライン", c.CARE, [c.CARE, c.HOME],
                      "一人暮らしの父（桃生）と同居を考えている。通いの支援と、同居のときに変わる手続きを一覧でお送りした。"),
        one_off=-15,
    ),
]
# fmt: on

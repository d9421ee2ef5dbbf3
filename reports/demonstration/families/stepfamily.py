"""A stepfamily: two people with children of their own and one together, rent in arrears, and a girl who stopped going to school.
Its newest plan has just been agreed, so most answers are open."""

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
    Member("mai", "平塚 麻衣", "ひらつか まい", "本人", "female", 36, (2, 11), concerns=[c.INCOME, c.CHILDREN, c.HEALTH],
           address="石巻市蛇田　コーポなみき102", postal_code="986-0861", mobile="090-0000-4401", key_person=True,
           note="産後から不眠。パートを辞めて2年。メールのほうが返事しやすい。"),
    Member("daisuke", "平塚 大輔", "ひらつか だいすけ", "夫", "male", 41, (11, 7), concerns=[c.AT_WORK, c.DEBT],
           note="運送会社の運転手。残業が減り、手取りは月5万円ほど下がった。"),
    Member("yua", "平塚 結愛", "ひらつか ゆあ", "妻の長女", "female", 14, (9, 19), concerns=[c.WITHDRAWN, c.FAMILY],
           note="みなと中学校。再婚のときに名字が変わった。母方の祖母の家が好き。"),
    Member("haruto", "平塚 陽翔", "ひらつか はると", "夫の長男", "male", 10, (4, 2), concerns=[c.FAMILY],
           note="みなと小学校。野球。実母とは年に数回会う。"),
    Member("naoki", "本田 直樹", "ほんだ なおき", "元夫", "male", 38, (1, 9), together=False, note="結愛さんの実父。会っていない。養育費は止まっている。"),
    Member("aya", "渡部 綾", "わたなべ あや", "夫の元妻", "female", 40, (10, 30), together=False, note="陽翔さんの実母。年に数回会う。"),
    Member("sota", "平塚 颯太", "ひらつか そうた", "夫婦の次男", "male", 2, (7, 30), concerns=[c.CHILDREN],
           note="1歳6か月児健診で、ことばの経過をみることになった。"),
]
TIES = [
    Tie("daisuke", "spouse", "mai", since=4),
    Tie("naoki", "spouse", "mai", since=16, until=7),
    Tie("daisuke", "spouse", "aya", state="ended"),
    Tie("mai", "parent", "yua"),
    Tie("naoki", "parent", "yua"),
    Tie("daisuke", "step", "yua", since=4),
    Tie("daisuke", "tie", "yua", "conflict", since=4),
    Tie("daisuke", "parent", "haruto"),
    Tie("aya", "parent", "haruto"),
    Tie("mai", "step", "haruto", since=4),
    Tie("daisuke", "parent", "sota"),
    Tie("mai", "parent", "sota", "close"),
]
INTAKE = Intake(
    -168, "nishimura", "行政", "来所", c.CHILDREN, [c.CHILDREN, c.INCOME, c.RENT, c.WITHDRAWN, c.FAMILY, c.DEBT],
    "次男の健診の事後相談に来られた麻衣さんから。次男のことばよりも、家の中の空気がつらいと話し始めた。夫の連れ子の陽翔さ"
    "んには気をつかい、自分の子の結愛さんにはきつくあたってしまう。結愛さんは3か月前から学校を休み、夫が「甘やかすからだ」"
    "と言うと部屋の鍵をかける。夫の残業が減って家賃を3か月払えておらず、夫はカードで生活費を回しているらしいが、額を教え"
    "てくれない。「誰が悪いわけでもないのに、みんながよその家にいるみたい」と泣かれた。子育ての相談だけではおさまらない"
    "ため、世帯全体の相談として推進員につなぎたい。",
    district="蛇田",
)
SHEETS = [
    Sheet(-166, "nishimura",
          wishes="夫にも話を聞いてほしい。ただし、私が相談したことを責められないようにしてほしい。",
          living="民間アパート2LDKに5人。家賃6万2千円、滞納3か月。夫の手取り21万円、児童手当。カードの残高は不明。",
          notes="夫の勤務は早朝4時から。連絡は麻衣さんへメール。結愛さんの部屋には家族も入らない約束になっている。",
          involved=[(a.HEALTH, "次男の健診の経過観察"), (a.JUNIOR_HIGH, "担任の家庭訪問（月1回）")]),
]
CONSENTS = [
    Consent(-160, "sato", "mai", categories=["contact", "household", "consultation", "progress", "plan"], until=205,
            note="健康と、収入・債務のことは、夫と話してから決めたいとのこと。今は含まない。"),
    Consent(-131, "sato", "daisuke", categories=["household", "money", "plan"], agencies=[a.COUNCIL, a.LAWYER],
            evidence="in_person", until=205, note="社協の家計相談と弁護士に限る。妻の同席を条件に了解。"),
    Consent(-120, "sato", "mai", categories=["household", "consultation", "progress"], agencies=[a.JUNIOR_HIGH, a.EDUCATION],
            given_as="guardian", given_for=["yua"], reason="結愛さんの学校生活のため（本人も同席し、話す内容を確認）", evidence="in_person"),
]
REFERRALS = [
    Referral(-166, "nishimura", a.OFFICE, "子育てと家計、家族の関係が重なっています。世帯としての整理をお願いします。",
             Reply(-165, "sato", words="お受けします。夫の勤務に合わせ、夕方の17時に伺えるよう調整します。")),
    Referral(-158, "sato", a.COUNCIL, "家賃の滞納とカードの残高について、家計の聴き取りをお願いします。",
             Reply(-155, "takahashi", words="夫婦そろっての面談なら初回は高橋が入ります。")),
    Referral(-157, "sato", a.EDUCATION, "結愛さんの不登校について、SSWの訪問をお願いします。",
             Reply(-156, "konno", words="まず学校での様子を聞き、結愛さん本人に手紙を書きます。")),
]
PLANS = [
    Plan(-138, "sato", starts=-138, ends=-10, agreed=-135, running=-130, evaluated=-12,
         direction="責める相手をつくらず、お金・学校・夫婦の話を別の場に分ける。",
         long_term="5人がそれぞれ自分の家だと思える。",
         short_term="滞納が増えるのを止める。結愛さんが家の外に一つ行く所を持つ。",
         parts=[
             Part(a.COUNCIL, "家計表を夫婦と作り、緊急小口資金の要否を決める", due=-95, says=[Say(-133, "takahashi")],
                  progress=[Progress(-110, "takahashi", "カード3枚で残高98万円。夫が自分から明細を出した。")], done=(-93, "takahashi")),
             Part(a.EDUCATION, "結愛さんへ手紙と訪問。行けそうな場所を一緒に見る", due=-60, says=[Say(-132, "konno")],
                  progress=[Progress(-101, "konno", "こども食堂の学習の時間を見学。帰りに『また来てもいい』と言った。")]),
             Part(a.CHILDREN, "次男の一時保育と、ことばの教室の申込み", due=-80,
                  says=[Say(-134, "nishimura", "change", "ことばの教室への送迎は、健康推進課の事業でお願いできませんか。", put_up=(-133, "sato"),
                            decided=(-131, "abe", "送迎は子育て支援課のファミリーサポートで行う。健康推進課は経過の観察を続ける。")),
                        Say(-130, "nishimura")],
                  done=(-77, "nishimura")),
         ]),
    Plan(-4, "sato", starts=-3, ends=120, agreed=-3,
         direction="住まいを替える話と、学校に戻る話を急がせない。家族の会議を月に一度、外の人を交えて続ける。",
         long_term="5人がそれぞれ自分の家だと思える。",
         short_term="住まいと返済の見通しを2か月で立てる。結愛さんが週2日、外で過ごす。",
         parts=[
             Part(a.HOUSING, "公営住宅の申込みを手伝い、入居の順番の見込みを伝える", due=30,
                  says=[Say(-2, "tamura", "change", "公営住宅の申込みは、保証人の免除が決まってからでないと受け付けられません。"
                                                    "期限を『免除が決まったら』にしてください。")]),
             Part(a.COUNCIL, "返済の順番を決め、弁護士の任意整理の相談に同行する", due=18, says=[Say(-1, "takahashi")]),
             Part(a.EDUCATION, "別室登校の時間割を、結愛さん・学校と一緒に作る", due=3,
                  steps=[Step("教頭と空き教室の確認", due=1), Step("最初の日に付き添う人を決める", due=3)]),
             Part(a.CHILDREN, "次男の保育所の途中入所を申し込み、待つ間の一時保育を月8日にする", due=12,
                  says=[Say(-1, "nishimura", "question", "求職中としての申込みでよいですか。麻衣さんの受診のことは書いてもよいでしょうか。")]),
         ]),
]
CONTACTS = [
    Contact(-165, "電話", a.CHILDREN, "sato", "西村さんから健診後の面談の様子。夫は仕事の帰りが夕方で、夜は早く寝る。訪問は17時がよい。"),
    Contact(-163, "メール", a.FAMILY, "sato", "麻衣さんへあいさつと訪問日の候補。「夫には家賃の相談ということで」と返事。そのとおりにする。"),
    Contact(-160, "訪問", a.FAMILY, "sato kudo", "夫婦と面談。大輔さんは腕を組んでいたが、運送の仕事の話になると笑った。同意は、言ってよいことと、まだ言わないことに分けた。"),
    Contact(-157, "電話", a.EDUCATION, "sato", "今野さんへ、結愛さんの状況。本人に断りなく訪ねないことを確認。"),
    Contact(-154, "電話", a.LANDLORD, "sato", "管理会社へ、滞納について社協の相談に入ることを夫婦の了解で連絡。明渡しの話は1か月待つとのこと。"),
    Contact(-150, "訪問", a.FAMILY, "sato chiba", "陽翔さんが野球のグローブを見せてくれた。「結愛ちゃんは名前が変わったから学校がいやなんだと思う」。"),
    Contact(-146, "電話", a.JUNIOR_HIGH, "sato", "担任の家庭訪問では、玄関で母が話すだけになっている。名字の変更のあと、友だちにからかわれた日があった。"),
    Contact(-144, "電話", a.HEALTH, "kudo", "次男の健診の経過。ことばは待ってよい範囲で、母の睡眠のほうが気がかりと保健師。"),
    Contact(-141, "訪問", a.FAMILY, "sato kudo", "結愛さんの部屋の戸の下から、今野さんの手紙への返事が出てきた。「絵文字が古い」とだけ。"),
    Contact(-139, "会議", a.CHILDREN, "sato kudo", "ケース会議。三つの話を分けて進める。"),
    Contact(-131, "訪問", a.FAMILY, "sato kudo", "大輔さんがカードのことを自分から話した。車検と、陽翔さんの遠征費。「格好がつかない」と何度も言う。同席した麻衣さんは責めなかった。"),
    Contact(-127, "来所", a.COUNCIL, "sato", "家計表の一回目。家賃、車のローン、カードの順に並べる。児童手当の月に家賃を先に入れることに。"),
    Contact(-121, "訪問", a.FAMILY, "konno sato", "今野さんと結愛さんが玄関で話す。学校に伝えてよいことを、結愛さんが紙に線を引いて決めた。"),
    Contact(-116, "電話", a.CHILDRENS_TABLE, "sato", "学習の時間の人数と、女の子の学生スタッフがいる曜日。水曜がよさそう。"),
    Contact(-104, "同行", a.CHILDRENS_TABLE, "konno", "結愛さんと見学。カレーのにんじんを切った。"),
    Contact(-102, "電話", a.PRIMARY_SCHOOL, "sato", "陽翔さんの担任。学級では世話役で、家のことは話さない。おやつを残して弟に持ち帰ることがある。"),
    Contact(-99, "電話", a.FAMILY, "sato", "麻衣さんから。夫と陽翔さんが言い争い、陽翔さんが「本当のお母さんのところに行く」と泣いた。夫が追いかけて、二人で公園で話して帰った。"),
    Contact(-94, "電話", a.COUNCIL, "sato", "緊急小口は使わずに済みそう。滞納の1か月分を入れた。"),
    Contact(-88, "同行", a.CHILDREN, "sato", "ことばの教室の初日。颯太さんは電車の音をよくまねる。"),
    Contact(-76, "訪問", a.FAMILY, "sato chiba", "一時保育の日に、麻衣さんは昼寝をした。「罪悪感がある」と言うので、休むことも役割だと話した。"),
    Contact(-68, "電話", a.CHILDRENS_TABLE, "kudo", "結愛さんは水曜に続けて来ている。小さい子に数字を教えるのが上手。"),
    Contact(-61, "電話", a.JUNIOR_HIGH, "sato", "別室登校の教室の空き。給食は部屋でとれる。"),
    Contact(-50, "訪問", a.FAMILY, "sato kudo", "はじめての家族会議。決めたのは、風呂の順番と、結愛さんの名字の呼び方だけ。結愛さんは最後の5分、居間にいた。"),
    Contact(-46, "電話", a.COMMISSIONERS, "kudo", "地区の民生委員に、家の名前を出さずに、登校時間の見守りのことだけを聞いた。"),
    Contact(-42, "電話", a.LAWYER, "sato", "任意整理の相談枠。初回は社協の高橋さんが同席できる日で。"),
    Contact(-33, "電話", a.LANDLORD, "sato", "管理会社から、来年の更新はむずかしいとの話。夫婦へは次の訪問で一緒に伝える。"),
    Contact(-27, "訪問", a.FAMILY, "sato kudo", "住み替えの話。大輔さんは校区が変わることを、陽翔さんのために心配している。結愛さんは「どっちでもいい」が、目が合った。"),
    Contact(-19, "来所", a.HOUSING, "sato", "田村さんから、公営住宅の間取りと申込みの時期、保証人の免除の要件を聞く。"),
    Contact(-15, "電話", a.LAWYER, "sato", "任意整理の費用の立替えと、持参する書類の一覧を受け取る。高橋さんへ転送。"),
    Contact(-12, "会議", a.EDUCATION, "sato kudo", "評価の会議。滞納は1か月に減った。結愛さんは水曜を休んでいない。次は住まいと学校。"),
    Contact(-7, "メール", a.FAMILY, "sato", "第2版の案を麻衣さんへ送り、夫婦で読んでもらう。「学校」の言い方をやわらかくしてほしいと返事。直した。"),
    Contact(-3, "電話", a.FAMILY, "sato", "大輔さんから初めて電話。「家のことで電話するのは変な感じです」。第2版でよいとのこと。"),
    Contact(-2, "電話", a.HOUSING, "sato", "田村さんから、申込みの順番について。保証人の免除を先に決めたいとのこと。"),
]
MEETINGS = [
    Meeting(-139, "sato", "ケース会議", "第1回ケース会議", place="市子育て支援課 相談室", time="10:30",
            agencies=[a.CHILDREN, a.EDUCATION, a.COUNCIL], staff=["sato", "kudo", "nishimura", "konno", "takahashi"],
            content="家族を一つにまとめようとするほど、それぞれが引いてしまうように見える。お金・学校・夫婦の話を分け、担当を"
                    "分ける。夫を責める場にしない。",
            decisions="家計は社協、結愛さんは今野さん、次男は西村さん。夫婦の話は推進員。",
            tasks=[Task("家計の初回面談", a.COUNCIL, -125, -127), Task("結愛さんへの手紙", a.EDUCATION, -140, -143)]),
    Meeting(-12, "sato", "ケース会議", "第2回ケース会議・評価", place="市教育委員会 会議室", time="16:00",
            agencies=[a.CHILDREN, a.EDUCATION, a.COUNCIL, a.JUNIOR_HIGH], staff=["sato", "kudo", "nishimura", "konno", "takahashi"],
            content="滞納は3か月から1か月に。結愛さんは水曜のこども食堂を続けている。アパートの更新がむずかしく、住まいが次の課題。",
            decisions="プランを改め、住宅管理課に加わってもらう。", tasks=[Task("第2版の案をつくる", a.OFFICE, -5, -4)]),
    Meeting(3, "sato", "ケース会議", "第3回ケース会議", place="市役所4階会議室", time="14:00",
            agencies=[a.HOUSING, a.CHILDREN, a.EDUCATION, a.COUNCIL], staff=["sato", "kudo", "tamura", "nishimura", "konno", "takahashi"],
            content="（議題）住み替えの時期と保証人の免除、別室登校の始め方"),
]
# fmt: on

FAMILY = Family(
    key="stepfamily",
    members=MEMBERS,
    ties=TIES,
    intake=INTAKE,
    note="連絡は麻衣さんへメール。結愛さんの部屋には入らない約束。",
    coordinator="sato",
    lead_agency=a.CHILDREN,
    decided_by="sato",
    opened=-163,
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    participants=[(-116, a.CHILDRENS_TABLE, "結愛さんの水曜の居場所"), (-146, a.JUNIOR_HIGH, "結愛さんの学校生活")],
    phases=[(-139, "coordinating")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
)

"""A mother of 85 and a son of 56 who has not gone out for thirty years (8050): she falls, and the house has to go on."""

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
    Member("hatsu", "佐々木 ハツ", "ささき はつ", "本人", "female", 85, (1, 20), concerns=[c.CARE, c.HEALTH],
           address="石巻市湊　市営湊東住宅2号棟304", postal_code="986-0011", telephone="0225-00-4201",
           note="耳が遠い。電話は2回鳴らして切り、かけ直すと出る。要介護1。"),
    Member("hiroshi", "佐々木 浩", "ささき ひろし", "長男", "male", 56, (8, 5), concerns=[c.WITHDRAWN, c.INCOME, c.NEIGHBOURS],
           note="25歳で印刷会社を辞めてから、ほとんど外に出ていない。鉄道の本と古いカメラを大切にしている。"),
    Member("kumi", "小野寺 久美", "おのでら くみ", "長女", "female", 53, (3, 14), together=False, key_person=True,
           address="仙台市", mobile="090-0000-4202", note="仙台市在住。月に一度、母に電話。弟とは10年話していない。"),
    Member("takeo", "佐々木 武雄", "ささき たけお", "夫", "male", 88, (11, 2), together=False, life="died", died=14,
           note="造船所に勤めた。ハツさんは遺族年金を受けている。"),
]
TIES = [
    Tie("takeo", "spouse", "hatsu"),
    Tie("takeo", "parent", "hiroshi"),
    Tie("takeo", "parent", "kumi"),
    Tie("hatsu", "parent", "hiroshi", "dependent"),
    Tie("hatsu", "parent", "kumi"),
    Tie("kumi", "sibling", "hiroshi", "cut_off", since=10),
    Tie("hiroshi", "carer", "hatsu", since=1),
]
INTAKE = Intake(
    -372, "chiba", "地域", "訪問", c.WITHDRAWN, [c.CARE, c.WITHDRAWN, c.INCOME, c.NEIGHBOURS, c.HEALTH],
    "民生委員の木村さんから。「月々の見守りで伺ったとき、ハツさんの足元がふらついていて、玄関から奥までごみの袋が積まれていた。息子さんが家にい"
    "ることは近所も知っているが、私は民生委員になって8年、姿を見たことがない。ハツさんは「あの子は悪くない、そっとして"
    "おいてほしい」と言う一方で、「私が死んだらどうするのか」と手を握って離さなかった。買い物は週に一度、団地の下の移動"
    "販売で済ませている。同じ階の方からは、夜中に水の音がする、においが気になるという声が出ている。年金だけで二人分は苦し"
    "いはずで、家賃のことも心配。息子さんを責める話にならないように、相談に乗ってほしい」。",
    district="湊", brought_by=a.COMMISSIONERS,
)
SHEETS = [
    Sheet(-352, "chiba",
          wishes="息子のことを、誰かに知っておいてほしい。今の団地から出たくない。（ハツさん）",
          living="市営住宅3階（エレベーターなし）。ハツさんの国民年金と遺族年金で月11万円。家賃は2か月の滞納。食事はハツさん"
                 "がつくり、浩さんは自分の部屋で食べる。洗濯と風呂の掃除は夜中に浩さんがしている。",
          notes="浩さんに直接声をかけない。部屋の戸の前に立たない。連絡は手紙で、返事を求めない書き方にする。",
          involved=[(a.COMMISSIONERS, "月2回の声かけ"), (a.HOUSING, "市営住宅の管理、家賃の収納")]),
]
CONSENTS = [
    Consent(-352, "chiba", "hatsu", until=45, note="耳元で読み上げ、要点を書いた紙を冷蔵庫に貼った。"),
    Consent(-175, "chiba", "hiroshi", categories=["contact", "household", "consultation"],
            agencies=[a.KARAKORO, a.CARE_CENTRE], evidence="in_person",
            note="戸を少し開けて「病院以外なら」と返事があった。健康と収入のことは含まない。"),
]
REFERRALS = [
    Referral(-350, "chiba", a.CARE_CENTRE, "ハツさんの足元と、介護認定の申請をお願いします。息子さんには声をかけず、ハツさんとだけ話してください。",
             Reply(-348, "miura", words="木村さんと一緒に伺います。")),
    Referral(-340, "chiba", a.KARAKORO, "長くひきこもる息子さんへの、手紙での関わりをお願いします。",
             Reply(-337, "watanabe", words="手紙から始めます。急がないほうがよいと思います。")),
    Referral(-148, "chiba", a.PROTECTION, "母の入院で、息子さんの生活費がなくなります。世帯の見通しをご相談したいです。",
             Reply(-147, "sugawara", words="病院で長女さんと面談します。")),
    # Nobody signs in at the pharmacy: it gets a link or a FAX, and is still to answer.
    Referral(-3, "chiba", a.PHARMACY, "退院後のお薬を一包にして、飲み忘れがあれば教えてください。", told_to="佐久間"),
]
PLANS = [
    Plan(-318, "chiba", starts=-318, ends=-140, agreed=-316, running=-310, evaluated=-142,
         direction="ハツさんの体を先に整える。浩さんには、外に出すことを目標にせず、知っている人を一人増やす。",
         long_term="ハツさんは住み慣れた団地で、浩さんは母がいなくなっても暮らしを続けられる。",
         short_term="ハツさんが介護サービスにつながる。浩さんが手紙の主を知っている。",
         parts=[
             Part(a.CARE_CENTRE, "介護認定の申請と、移動販売の日の声かけ", due=-285, says=[Say(-314, "miura")],
                  progress=[Progress(-296, "miura", "訪問調査は木村さん同席。要介護1。")], done=(-284, "miura")),
             Part(a.KARAKORO, "月2回、浩さんへ手紙を届ける。返事は求めない", due=-150, says=[Say(-313, "watanabe")],
                  progress=[Progress(-270, "watanabe", "4通め。玄関の靴箱の上から手紙がなくなっていた。"),
                            Progress(-211, "watanabe", "鉄道の写真展のちらしを入れた日、戸の内側から紙をめくる音がした。")]),
             Part(a.HOUSING, "家賃の減免の申請をハツさんと書き、滞納分の分け方を決める", due=-270,
                  says=[Say(-312, "tamura", "change", "減免は前年の所得の申告が先です。税の申告の手伝いを先に入れてください。",
                            (-311, "chiba", "市民税の申告は木村さんと私で手伝います。終わったらお知らせします。")),
                        Say(-305, "tamura")], done=(-262, "tamura")),
         ]),
    Plan(-112, "chiba", starts=-110, ends=70, agreed=-108, running=-104,
         direction="退院後の暮らしを、ハツさんと浩さんそれぞれの希望から組み立てる。二人を離すことを急がない。",
         long_term="ハツさんは住み慣れた団地で、浩さんは母がいなくなっても暮らしを続けられる。",
         short_term="退院までに、段差・買い物・お金の三つを整える。浩さんが渡辺さんと月2回話す。",
         parts=[
             Part(a.CARE_CENTRE, "訪問看護とヘルパーを入れ、退院の日の段取りを組む", sign="母の退院が決まったら",
                  says=[Say(-106, "miura")],
                  progress=[Progress(-30, "miura", "病棟で本人の歩行を見た。手すりがあれば3階まで上がれる見込み。")],
                  steps=[Step("退院前の家屋の確認", due=-20, done=-22), Step("訪問看護の契約", sign="退院日の連絡が来たら"),
                         Step("ヘルパーに浩さんのことを伝える範囲を決める", sign="退院日の連絡が来たら")]),
             Part(a.PROTECTION, "世帯の保護の要否と、入院中の浩さんの生活費の見通しを出す", due=-2,
                  says=[Say(-105, "sugawara", "question", "浩さん本人の同意がない収入の調べは、どこまでできますか。",
                            (-103, "chiba", "ハツさんの分までです。浩さんの分は、渡辺さんが本人に聞いてからにします。")),
                        Say(-101, "sugawara")],
                  progress=[Progress(-58, "sugawara", "ハツさんの年金と預金は確認した。浩さんの分は本人の話を待っている。")]),
             Part(a.KARAKORO, "月2回、戸の前で浩さんと話す。カメラの話から", due=30, says=[Say(-107, "watanabe")],
                  progress=[Progress(-80, "watanabe", "戸を開けたまま10分。カメラのレンズのカビの話。"),
                            Progress(-47, "watanabe", "母の見舞いに行く服がないと言った。行く気持ちがある。"),
                            Progress(-13, "watanabe", "一緒に団地の階段を下り、自動販売機まで行った。20年ぶりとのこと。")]),
             Part(a.HOUSING, "階段と玄関の手すりの設置を承認し、工事の日を決める", due=4, says=[Say(-104, "tamura")],
                  progress=[Progress(-15, "tamura", "承認は済み。業者の見積もり待ち。")]),
         ]),
]
CONTACTS = [
    Contact(-371, "電話", a.COMMISSIONERS, "chiba", "木村さんから詳しく。浩さんの話をすると、ハツさんの声が小さくなる。次の訪問で千葉を紹介してもらう。"),
    Contact(-366, "訪問", a.FAMILY, "chiba kudo", "木村さんと訪問。玄関先で15分。ハツさんは、浩さんの好きだった鉄道の話をしてくれた。ごみ袋は古い雑誌が多い。"),
    Contact(-359, "訪問", a.FAMILY, "chiba sato", "ハツさんと二度めの面談。家賃の督促状を一緒に開けた。封を切れずに茶だんすに入れていた。"),
    Contact(-352, "訪問", a.FAMILY, "chiba kudo", "つなぐシートを一緒に書き、同意書に署名。「浩に知られないように」と何度も確かめられた。"),
    Contact(-349, "電話", a.HOUSING, "chiba", "田村さんへ、滞納の状況と分割の相談。退去の手続きに入る前に一度待ってもらえる。"),
    Contact(-345, "電話", a.CARE_CENTRE, "chiba", "三浦さんの訪問の様子。ハツさんは湯飲みを持つ手が震える。受診は1年以上していない。"),
    Contact(-338, "来所", a.KARAKORO, "chiba", "渡辺さん、遠藤センター長と相談。最初の手紙は短く、名前と来る日だけを書く。"),
    Contact(-331, "訪問", a.FAMILY, "chiba kudo", "市民税の申告書をハツさんと書く。浩さんの欄でペンが止まったので、そこは空けて持ち帰った。"),
    Contact(-325, "会議", a.CARE_CENTRE, "chiba kudo", "ケース会議の前に、浩さんへ誰がどう触れるかを打ち合わせ。触れるのは渡辺さん一人に決めた。"),
    Contact(-317, "電話", a.COMMISSIONERS, "chiba", "木村さんへ、会議で決めたことのうちハツさんの了解した範囲を伝える。声かけは今までどおり。"),
    Contact(-306, "電話", a.HOUSING, "chiba", "申告が済んだことを連絡。減免の申請書を郵送してもらう。"),
    Contact(-299, "訪問", a.FAMILY, "watanabe", "3通めの手紙を靴箱の上に置く。戸の奥でラジオの音がしていた。"),
    Contact(-290, "訪問", a.FAMILY, "chiba sato", "要介護1の通知。ハツさんはデイには行かず、ヘルパーも「浩が困る」と断る。配食だけ始めることに。"),
    Contact(-278, "電話", a.CARE_INSURANCE, "kudo", "配食サービスの申請書の書き方。"),
    Contact(-262, "来所", a.HOUSING, "chiba", "減免が決まり、家賃は月9,800円。滞納分は月2千円ずつ。田村さんが書類をやさしい言葉に直してくれた。"),
    Contact(-248, "訪問", a.FAMILY, "chiba kudo", "配食の箱が洗って重ねてあった。浩さんが洗っているとのこと。ごみ袋は半分ほどに減った。"),
    Contact(-230, "電話", a.NEIGHBOURHOOD, "chiba", "団地の自治会長から、水の音の苦情。夜の洗濯が理由と分かり、時間を伝えて様子を見てもらう。"),
    Contact(-212, "訪問", a.FAMILY, "watanabe", "7通め。鉄道の写真展のちらしを同封。"),
    Contact(-196, "電話", a.FAMILY, "chiba", "長女の久美さんと話す。「弟のことは考えると眠れなくなる」。母の入退院の連絡だけは受けるとのこと。"),
    Contact(-176, "訪問", a.FAMILY, "watanabe chiba", "戸が10センチ開いた。渡辺さんの名前を浩さんが呼んだ。伝えてよい範囲を本人と確認。"),
    Contact(-160, "訪問", a.FAMILY, "chiba kudo", "ハツさんの足のむくみが強い。受診をすすめるが「浩のごはんがある」と断る。木村さんと包括に声かけを増やしてもらう。"),
    Contact(-151, "電話", a.HOSPITAL, "chiba", "ハツさんが台所で転び、大腿骨を骨折。救急車を呼んだのは浩さんだった。及川さんから連絡。"),
    Contact(-150, "来所", a.HOSPITAL, "chiba sato", "久美さんと病院で会う。手術の説明に同席。久美さんは「弟が電話をかけたんですね」と何度も言った。"),
    Contact(-149, "訪問", a.FAMILY, "watanabe chiba", "浩さんへ母の手術の結果を書いて渡す。戸の内側から「いつ帰りますか」と聞かれた。冷蔵庫に3日分の配食を入れた。"),
    Contact(-146, "電話", a.PROTECTION, "chiba", "菅原さんが久美さんと面談。扶養のことは急がずに聞いてくださった。"),
    Contact(-143, "会議", a.CARE_CENTRE, "chiba kudo", "緊急のケース会議。浩さんの食事と連絡の方法を最優先にした。"),
    Contact(-139, "電話", a.FOOD_BANK, "kudo", "レトルトと米を2週間分。渡辺さんが届ける日に合わせて受け取る。"),
    Contact(-128, "電話", a.HOSPITAL, "chiba", "手術後の経過は良い。本人は家に帰りたい。3階まで上がれるかが課題。"),
    Contact(-120, "会議", a.KARAKORO, "chiba sato", "アドバイザー会議。退院を急がず、浩さんが母の不在に慣れる時間を使う、という助言。"),
    Contact(-109, "電話", a.PROTECTION, "chiba", "第2版の役割の案を説明。浩さん本人の分は、同意がないあいだ調べないことを確認。"),
    Contact(-96, "訪問", a.FAMILY, "watanabe", "玄関で立ち話5分。カメラを見せてもらう約束をした。"),
    Contact(-80, "訪問", a.FAMILY, "watanabe chiba", "古い一眼レフを机に並べてくれた。レンズのカビの落とし方に詳しい。"),
    Contact(-63, "電話", a.FAMILY, "chiba", "久美さんから。浩さんへ母の写真を送りたい、宛名をどう書けばよいかと相談。"),
    Contact(-47, "訪問", a.FAMILY, "watanabe chiba", "見舞いに行く服がないとのこと。サイズを聞き、社協の衣類リユースにあたることにした。"),
    Contact(-41, "電話", a.COUNCIL, "kudo", "衣類リユースで上着とズボン、靴。試着は家でできるように借り出した。"),
    Contact(-28, "電話", a.HOSPITAL, "chiba", "リハビリは平行棒から廊下へ。手すりがあれば階段10段を上がれた。"),
    Contact(-22, "訪問", a.FAMILY, "chiba miura", "退院前の家屋確認。玄関までの雑誌を浩さんが縛ってくれていた。三浦さんに会釈した。"),
    Contact(-14, "電話", a.HOUSING, "chiba", "手すりの承認が済んだ。見積もりは来週。工事の日は浩さんに前もって手紙で知らせる。"),
    Contact(-6, "電話", a.PROTECTION, "chiba", "見通しの書面は今週中とのこと。病院の支払いの締めを伝えた。"),
    Contact(-1, "電話", a.HOSPITAL, "chiba", "退院は早ければ再来週。正式に決まったら及川さんから連絡が来る。"),
]
MEETINGS = [
    Meeting(-143, "chiba", "ケース会議", "緊急ケース会議", place="地域包括支援センター（一）", time="16:00",
            agencies=[a.CARE_CENTRE, a.KARAKORO, a.HOSPITAL, a.PROTECTION],
            staff=["chiba", "kudo", "miura", "watanabe", "oikawa", "sugawara"],
            content="ハツさんの入院で浩さんが一人になった。救急車を呼んだ力をほめたいという声が続いた。食事・お金・連絡の三つに"
                    "ついて、この2週間の当番を決めた。",
            decisions="浩さんと話すのは渡辺さん。食料は週1回、千葉が渡辺さんと届ける。",
            tasks=[Task("配食を浩さん一人分で続ける手続き", a.CARE_CENTRE, -140, -141),
                   Task("入院費の見通しを長女と話す", a.PROTECTION, -135, -136)]),
    Meeting(-120, "chiba", "アドバイザー会議", "第2回アドバイザー会議", place="からころステーション", time="10:00",
            agencies=[a.KARAKORO], staff=["chiba", "sato", "endo", "watanabe"],
            content="遠藤センター長から、母の不在は危機であると同時に、本人が生活の主役になる時期でもあるとの助言。施設か在宅かを"
                    "今決めない。浩さんの『いつ帰りますか』を、一緒に準備する合図として受け取る。",
            decisions="退院の時期は浩さんの準備と合わせて考える。"),
]
# fmt: on

FAMILY = Family(
    key="mother_and_son",
    members=MEMBERS,
    ties=TIES,
    intake=INTAKE,
    note="浩さんの部屋の戸の前に立たない。ハツさんへの電話は2回鳴らして切り、かけ直す。",
    coordinator="chiba",
    lead_agency=a.CARE_CENTRE,
    decided_by="chiba",
    opened=-366,
    sheets=SHEETS,
    consents=CONSENTS,
    referrals=REFERRALS,
    participants=[(-366, a.COMMISSIONERS, "月2回の声かけ"), (-151, a.HOSPITAL, "ハツさんの入院")],
    phases=[(-325, "coordinating")],
    plans=PLANS,
    contacts=CONTACTS,
    meetings=MEETINGS,
)

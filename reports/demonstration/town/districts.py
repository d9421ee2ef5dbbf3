"""The municipality, its districts as a tree, and which concerns each topic of the directory answers."""

from reports.demonstration import concerns as c

MUNICIPALITY = {
    "name": "石巻市",
    "programme": "多機関の協働による相談支援包括化推進業務",
    "corporation": "社会福祉法人 みなとの会",
    "representative": "理事長　相沢 礼司",
}

# A branch office's area, and the areas within it. The Ishinomaki year names those that its consultations came from.
DISTRICTS = {
    "本庁": ["中央", "山下", "蛇田", "住吉", "門脇", "湊", "渡波", "稲井", "荻浜"],
    "河北総合支所": ["河北"],
    "雄勝総合支所": ["雄勝"],
    "河南総合支所": ["河南"],
    "桃生総合支所": ["桃生"],
    "北上総合支所": ["北上"],
    "牡鹿総合支所": ["牡鹿"],
}

TOPICS = {
    "病気・医療": [c.HEALTH],
    "こころ": [c.HEALTH, c.WITHDRAWN, c.FAMILY],
    "介護": [c.CARE],
    "障がい": [c.HEALTH],
    "こども・子育て": [c.CHILDREN, c.WITHDRAWN, c.VIOLENCE],
    "くらし・お金": [c.INCOME, c.BILLS, c.RENT, c.DEBT, c.HUNGER],
    "すまい": [c.HOME, c.RENT],
    "暴力・権利": [c.VIOLENCE, c.DEBT],
    "ことば・外国籍": [c.OTHER],
    "仕事": [c.FINDING_WORK, c.AT_WORK],
    "どこに聞けばよいか分からない": [c.OTHER],
    "地域のつながり": [c.NEIGHBOURS],
}

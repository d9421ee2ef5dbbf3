"""The gallery's families, invented: each is there for what is hard about drawing it. `made(name)` writes them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from casework.models import Household, HouseholdMember, Person, Relation
from tests.factories import HouseholdFactory, MemberFactory, PersonFactory

DAY = date(2020, 12, 1)


@dataclass(frozen=True)
class Told:
    people: tuple[tuple, ...]  # key, name, 続柄, sex, born or age, and more: words of MORE
    ties: tuple[tuple, ...] = ()  # of, kind, to, and more
    restricted: bool = False
    says: str = field(default="")


def born(year: int, month: int = 6, day: int = 15) -> date:
    return date(year, month, day)


F, M = "female", "male"
APART = {"lives_together": False}
DIED = {"lives_together": False, "life": "died"}
KEY = {"key_person": True}
SENDAI = {"address": "仙台市青葉区本町3-8-1"}

FAMILIES: dict[str, Told] = {
    "three_generations": Told(
        (
            ("yumiko", "大友 由美子", "本人", F, born(1971, 9), KEY),
            ("seiichi", "大友 誠一", "夫", M, born(1968)),
            ("kiyo", "大友 キヨ", "夫の母", F, born(1939)),
            ("isamu", "大友 勇", "夫の父", M, born(1936), DIED, {"died_on": date(2012, 3, 4)}),
            ("yuki", "阿部 由紀", "夫の妹", F, "47", APART),
            ("sho", "大友 翔", "長男", M, born(2000)),
            ("mizuki", "大友 美月", "長女", F, born(2004)),
        ),
        (
            ("isamu", "spouse", "kiyo"), ("isamu", "parent", "seiichi"), ("kiyo", "parent", "seiichi"),
            ("isamu", "parent", "yuki"), ("kiyo", "parent", "yuki"), ("seiichi", "spouse", "yumiko"),
            ("seiichi", "parent", "sho", {"quality": "conflict"}), ("yumiko", "parent", "sho"),
            ("seiichi", "parent", "mizuki"), ("yumiko", "parent", "mizuki", {"quality": "close"}),
            ("yumiko", "carer", "kiyo"),
        ),
        says="Three generations under one roof; a grandfather who died, an aunt elsewhere.",
    ),
    "8050": Told(
        (
            ("hiroshi", "及川 浩", "本人", M, "57"),
            ("hatsu", "及川 ハツ", "母", F, "80代"),
            ("father", "及川 武", "父", M, "", DIED),
            ("kumi", "千葉 久美", "姉", F, "60", APART, KEY),
            ("lawyer", "佐々木 弁護士", "母の任意後見人", "", "", APART),
        ),
        (
            ("father", "spouse", "hatsu"),
            *((parent, "parent", child) for parent in ("father", "hatsu") for child in ("hiroshi", "kumi")),
            ("hatsu", "tie", "hiroshi", {"quality": "dependent"}), ("hiroshi", "carer", "hatsu"),
            ("kumi", "tie", "hiroshi", {"quality": "cut_off", "since": date(2010, 1, 1)}),
            ("lawyer", "voluntary", "hatsu"),
        ),
        says="A mother and her grown son, in dependence; a guardian by contract who is no relative.",
    ),
    "violence": Told(
        (
            ("saori", "山本 沙織", "本人", F, born(1984)),
            ("kenji", "山本 賢治", "夫", M, born(1980), APART),
            ("riku", "山本 陸", "長男", M, born(2011)),
            ("hina", "山本 陽菜", "長女", F, born(2014)),
            ("mother", "菊地 恵子", "母", F, "64", APART, KEY),
        ),
        (
            ("kenji", "spouse", "saori", {"state": "separated"}),
            ("kenji", "tie", "saori", {"quality": "violence", "since": date(2016, 1, 1)}),
            *((parent, "parent", child) for parent in ("kenji", "saori") for child in ("riku", "hina")),
            ("saori", "tie", "riku", {"quality": "close"}), ("saori", "tie", "hina", {"quality": "close"}),
            ("kenji", "tie", "riku", {"quality": "cut_off"}), ("kenji", "tie", "hina", {"quality": "cut_off"}),
            ("mother", "parent", "saori"),
        ),
        restricted=True,
        says="Violence, a separation, children cut off from their father.",
    ),
    "stepfamily": Told(
        (
            ("mai", "平塚 麻衣", "本人", F, born(1984), KEY),
            ("daisuke", "平塚 大輔", "夫", M, born(1979)),
            ("yua", "平塚 結愛", "妻の長女", F, born(2006)),
            ("haruto", "平塚 陽翔", "夫の長男", M, born(2010)),
            ("sota", "平塚 颯太", "夫婦の次男", M, born(2018)),
            ("first", "本田 直樹", "元夫", M, "39", APART),
            ("former", "渡部 綾", "夫の元妻", F, "40", APART),
        ),
        (
            ("first", "spouse", "mai", {"state": "ended", "since": date(2005, 4, 1), "until": date(2013, 3, 3)}),
            ("daisuke", "spouse", "former", {"state": "ended", "since": date(2008, 4, 1)}),
            ("daisuke", "spouse", "mai", {"since": date(2016, 11, 22)}),
            ("first", "parent", "yua"), ("mai", "parent", "yua"), ("daisuke", "step", "yua"),
            ("daisuke", "parent", "haruto"), ("former", "parent", "haruto"), ("mai", "step", "haruto"),
            ("daisuke", "parent", "sota"), ("mai", "parent", "sota", {"quality": "close"}),
            ("daisuke", "tie", "yua", {"quality": "conflict"}),
        ),
        says="Children of his, of hers and of both; two former marriages.",
    ),
    "alone": Told((("kenichi", "高橋 健一", "本人", M, "68"),), says="Somebody alone."),
    "from_abroad": Told(
        (
            ("hoa", "グエン・ティ・ホア", "本人", F, born(1990)),
            ("nam", "チャン・ヴァン・ナム", "夫", M, born(1987)),
            ("minh", "チャン・グエン・ミン", "長男", M, born(2014)),
            ("lan", "チャン・ティ・ラン", "長女", F, born(2018)),
            ("grandmother", "ファム・ティ・トゥエット", "母", F, "60代", APART),
            ("unborn", "（第三子）", "第三子", "", "", {"life": "expected"}),
        ),
        (
            ("nam", "spouse", "hoa", {"quality": "close"}),
            *((parent, "parent", child) for parent in ("nam", "hoa") for child in ("minh", "lan", "unborn")),
            ("grandmother", "parent", "hoa"),
        ),
        says="Long names; a grandmother abroad; a child to be born.",
    ),
    "young_carer": Told(
        (
            ("tomoko", "伊藤 智子", "母", F, born(1978)),
            ("aoi", "伊藤 葵", "本人", F, born(2004)),
            ("ren", "伊藤 蓮", "弟", M, born(2012)),
            ("sachiko", "伊藤 幸子", "祖母", F, "72", APART, KEY),
            ("father", "不詳", "父", M, "", APART),
        ),
        (
            ("sachiko", "parent", "tomoko"), ("tomoko", "parent", "aoi", {"quality": "dependent"}),
            ("tomoko", "parent", "ren"), ("father", "parent", "aoi"), ("father", "parent", "ren"),
            ("aoi", "carer", "ren"), ("aoi", "carer", "tomoko"), ("father", "tie", "aoi", {"quality": "distant"}),
        ),
        says="A girl who cares for her mother and her brother; a father of whom little is known.",
    ),
    "siblings": Told(
        (
            ("kazuo", "木村 一夫", "本人", M, "59"),
            ("older", "木村 正", "兄", M, "", DIED),
            ("sister", "遠藤 房子", "妹", F, "50代", APART),
            ("somebody", "不詳", "きょうだい", "", "", APART),
            ("friend", "岡田 さん", "知人", "other", "", APART),
        ),
        (
            ("kazuo", "sibling", "older"), ("kazuo", "sibling", "sister", {"quality": "distant"}),
            ("sister", "sibling", "somebody"), ("friend", "tie", "kazuo", {"quality": "close"}),
        ),
        says="A man without a home: brothers and sisters without parents, unknown ages, a friend.",
    ),
    "remarriage": Told(
        (
            ("takashi", "石川 隆", "本人", M, born(1962)),
            ("one", "石川 和代", "元妻", F, "57", APART),
            ("two", "村上 順子", "元妻", F, "52", APART),
            ("three", "石川 マリ", "妻", F, born(1978)),
            ("a", "石川 拓", "長男", M, born(1988), APART),
            ("b", "石川 綾香", "長女", F, born(1990), APART),
            ("c", "村上 悠", "二男", M, born(1999), APART),
            ("d", "石川 ひかり", "二女", F, born(2012)),
            ("e", "石川 のぞみ", "三女", F, born(2012)),
        ),
        (
            ("takashi", "spouse", "one", {"state": "ended", "since": date(1986, 5, 5), "until": date(1995, 1, 8)}),
            ("takashi", "spouse", "two", {"state": "ended", "since": date(1997, 5, 5), "until": date(2008, 2, 2)}),
            ("takashi", "spouse", "three", {"since": date(2010, 7, 7)}),
            *((parent, "parent", child) for parent in ("takashi", "one") for child in ("a", "b")),
            ("takashi", "parent", "c", {"quality": "conflict"}), ("two", "parent", "c"),
            *((parent, "parent", child) for parent in ("takashi", "three") for child in ("d", "e")),
            ("three", "tie", "d", {"quality": "close"}), ("b", "tie", "takashi", {"quality": "cut_off"}),
        ),
        says="Three marriages, half-siblings, twins.",
    ),
    "fifteen": Told(
        (
            ("jiro", "菅原 二郎", "夫", M, born(1965)),
            ("yoshiko", "菅原 良子", "本人", F, born(1968), KEY),
            ("taro", "菅原 太郎", "夫の父", M, born(1931), DIED, {"died_on": date(2011, 3, 11)}),
            ("hanako", "菅原 花子", "夫の母", F, born(1936)),
            ("goro", "三浦 五郎", "父", M, "82", APART),
            ("ume", "三浦 梅", "母", F, "80", APART),
            ("ichiro", "菅原 一郎", "夫の兄", M, born(1960), APART, SENDAI),
            ("satsuki", "菅原 五月", "夫の兄の妻", F, "58", APART, SENDAI),
            ("mitsuko", "木下 三子", "夫の妹", F, born(1970), APART),
            ("shiro", "三浦 四郎", "弟", M, born(1972), APART),
            ("ken", "菅原 健", "長男", M, born(1993)),
            ("ai", "菅原 愛", "長女", F, born(1995), APART, {"address": "石巻市蛇田字新立野1番地2"}),
            ("tsubasa", "菅原 翼", "二男", M, born(2000)),
            ("akira", "菅原 明", "夫の甥", M, "30", APART, SENDAI),
            ("yuta", "小野寺 雄太", "長女のパートナー", M, "28", APART, {"address": "石巻市蛇田新立野１－２"}),
        ),
        (
            ("taro", "spouse", "hanako"), ("goro", "spouse", "ume", {"state": "separated"}),
            ("jiro", "spouse", "yoshiko"), ("ichiro", "spouse", "satsuki"), ("yuta", "partner", "ai"),
            *((parent, "parent", c) for parent in ("taro", "hanako") for c in ("ichiro", "jiro", "mitsuko")),
            *((parent, "parent", c) for parent in ("goro", "ume") for c in ("yoshiko", "shiro")),
            *((parent, "parent", c) for parent in ("jiro", "yoshiko") for c in ("ken", "ai", "tsubasa")),
            ("ichiro", "parent", "akira"), ("satsuki", "parent", "akira"),
            ("yoshiko", "carer", "hanako"), ("jiro", "tie", "ken", {"quality": "conflict"}),
            ("yoshiko", "tie", "tsubasa", {"quality": "dependent"}), ("ichiro", "tie", "jiro", {"quality": "cut_off"}),
            ("shiro", "guardian", "ume"),
        ),
        says="Fifteen people of three generations, both sides; two homes elsewhere.",
    ),
    "adoption": Told(
        (
            ("nao", "中村 奈緒", "本人", F, born(1975)),
            ("koji", "中村 浩二", "夫", M, born(1973)),
            ("yui", "中村 結衣", "養女", F, born(2009)),
            ("birth", "田村 舞", "養女の実母", F, "29", APART),
            ("daiki", "森 大輝", "里子", M, born(2013)),
            ("father", "中村 正夫", "夫の父", M, "83"),
            ("mother", "中村 千代", "夫の母", F, "", DIED),
            ("lost", "（第一子）", "第一子", "", "", {"life": "lost", "lives_together": False}),
            ("guardian", "行政書士 大槻", "夫の父の成年後見人", "", "", APART),
        ),
        (
            ("koji", "spouse", "nao"), ("father", "spouse", "mother"),
            *((parent, "adoptive", "yui") for parent in ("koji", "nao")), ("birth", "parent", "yui"),
            *((parent, "foster", "daiki") for parent in ("koji", "nao")),
            *((parent, "parent", "lost") for parent in ("koji", "nao")),
            *((parent, "parent", "koji") for parent in ("father", "mother")),
            ("guardian", "guardian", "father"), ("nao", "carer", "father"),
        ),
        says="An adopted and a foster child, a birth mother, a child that was lost, a guardian.",
    ),
    "four_generations": Told(
        (
            ("sue", "後藤 すゑ", "祖母", F, "95", KEY),
            ("haru", "後藤 春江", "母", F, born(1948)),
            ("mamoru", "後藤 守", "父", M, born(1945)),
            ("kana", "後藤 佳奈", "本人", F, born(1975)),
            ("tetsu", "鈴木 徹", "内縁の夫", M, "50代"),
            ("miku", "後藤 未来", "長女", F, born(2002)),
            ("baby", "後藤 蒼", "長女の長男", M, born(2020, 2)),
            ("boy", "不詳", "長女の交際相手", M, "", APART),
        ),
        (
            ("sue", "parent", "haru"), ("mamoru", "spouse", "haru"), ("mamoru", "parent", "kana"),
            ("haru", "parent", "kana", {"quality": "conflict"}), ("tetsu", "partner", "kana"),
            ("kana", "parent", "miku"), ("boy", "partner", "miku", {"state": "ended"}), ("boy", "parent", "baby"),
            ("miku", "parent", "baby"), ("tetsu", "tie", "miku", {"quality": "violence"}), ("haru", "carer", "sue"),
        ),
        says="Four generations in one house.",
    ),
}  # fmt: skip
TEN = [name for name in FAMILIES if name != "four_generations"]
OF_PERSON = ("life", "died_on", "address")


def made(name: str) -> Household:
    """The family's records, written as the coordinators' office writes them."""
    told = FAMILIES[name]
    household = HouseholdFactory()
    persons: dict[str, Person] = {}
    for order, (key, words, label, sex, age, *more) in enumerate(told.people):
        values = {name: value for each in more for name, value in each.items()}
        birth = {"birth_date": age} if isinstance(age, date) else {"birth_date": None, "stated_age": age}
        of_person = {name: values.pop(name) for name in OF_PERSON if name in values}
        persons[key] = PersonFactory.create(name=words, kana="", sex=sex, **birth, **of_person)
        MemberFactory(household=household, person=persons[key], relation_label=label, order=order, **values)
    for of, kind, to, *more in told.ties:
        values = more[0] if more else {}
        Relation.objects.create(
            household=household, of=persons[of], kind=kind, to=persons[to], written_by=household.written_by, **values
        )
    if told.restricted:
        Household.objects.filter(pk=household.pk).update(restricted=True)
        household.refresh_from_db()
    return household


def member_of(household: Household, name: str) -> HouseholdMember:
    return household.members.select_related("person").get(person__name=name)

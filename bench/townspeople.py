"""Invented people for the measure of matching: names drawn from short lists of our own, common ones more often."""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

FAMILY = """
佐藤さとう 鈴木すずき 高橋たかはし 田中たなか 伊藤いとう 渡辺わたなべ 山本やまもと 中村なかむら 小林こばやし
加藤かとう 吉田よしだ 山田やまだ 佐々木ささき 山口やまぐち 松本まつもと 井上いのうえ 木村きむら 林はやし
斎藤さいとう 清水しみず 山崎やまざき 森もり 池田いけだ 橋本はしもと 阿部あべ 石川いしかわ 山下やました
中島なかじま 石井いしい 小川おがわ 前田まえだ 岡田おかだ 長谷川はせがわ 藤田ふじた 後藤ごとう 近藤こんどう
村上むらかみ 遠藤えんどう 青木あおき 坂本さかもと 斉藤さいとう 福田ふくだ 太田おおた 西村にしむら 藤井ふじい
金子かねこ 岡本おかもと 藤原ふじわら 中野なかの 三浦みうら 原田はらだ 中川なかがわ 松田まつだ 竹内たけうち
小野おの 田村たむら 中山なかやま 和田わだ 石田いしだ 森田もりた 上田うえだ 原はら 内田うちだ 柴田しばた
酒井さかい 宮崎みやざき 横山よこやま 高木たかぎ 安藤あんどう 宮本みやもと 大野おおの 小島こじま 谷口たにぐち
工藤くどう 今井いまい 高田たかだ 増田ますだ 丸山まるやま 杉山すぎやま 村田むらた 大塚おおつか 新井あらい
小山こやま 平野ひらの 藤本ふじもと 河野こうの 上野うえの 野口のぐち 武田たけだ 松井まつい 千葉ちば 菅原すがわら
岩崎いわさき 久保くぼ 木下きのした 佐野さの 野村のむら 松尾まつお 菊地きくち 市川いちかわ 杉本すぎもと
古川ふるかわ 大西おおにし 島田しまだ 水野みずの 桜井さくらい 高野たかの 渡部わたなべ 吉川よしかわ 山内やまうち
西田にしだ 飯田いいだ 菊池きくち 西川にしかわ 小松こまつ 北村きたむら 安田やすだ 五十嵐いがらし 川口かわぐち
平田ひらた 関せき 中田なかた 久保田くぼた 服部はっとり 東ひがし 岩田いわた 土屋つちや 川崎かわさき 福島ふくしま
本田ほんだ 辻つじ 樋口ひぐち 秋山あきやま 田口たぐち 永井ながい 山中やまなか 中西なかにし 吉村よしむら
川上かわかみ 石原いしはら 大橋おおはし 松岡まつおか 浜田はまだ 馬場ばば 森本もりもと 矢野やの 浅野あさの
松下まつした 星野ほしの 大久保おおくぼ 吉岡よしおか 小池こいけ 野田のだ 荒木あらき 熊谷くまがい 松浦まつうら
大谷おおたに 内藤ないとう 黒田くろだ 尾崎おざき 川村かわむら 永田ながた 望月もちづき 松村まつむら 田辺たなべ
荒井あらい 堀ほり 平井ひらい 大島おおしま 西にし 早川はやかわ 栗原くりはら 広瀬ひろせ 横田よこた 石橋いしばし
岡崎おかざき 萩原はぎわら 片山かたやま 関口せきぐち 宮田みやた 大石おおいし 本間ほんま 高山たかやま 須藤すどう
吉野よしの 小田おだ 平山ひらやま 鎌田かまた 伊東いとう 上原うえはら 大川おおかわ 小泉こいずみ 富田とみた
千田ちだ 及川おいかわ 阿曽あそ 勝又かつまた 日野ひの 石森いしもり
"""
MEN = """
健けん 和かず 正まさ 義よし 昭あき 光みつ 隆たか 勝かつ 秀ひで 博ひろ 弘ひろ 英ひで 文ふみ 直なお 俊とし 敏とし
康やす 幸ゆき 大だい 翔しょう
+
一いち 男お 夫お 雄お 之ゆき 行ゆき 彦ひこ 也や 哉や 人と 司じ 治じ 樹き 輝き 明あき 郎ろう 太た 平へい 志し
介すけ
"""
WOMEN = """
美み 由ゆ 恵え 久く 幸さち 和かず 千ち 真ま 裕ゆう 優ゆう 智とも 友とも 佳か 香か 陽よう 文ふみ 京きょう 春はる
秋あき 節せつ
+
子こ 美み 香か 代よ 江え 恵え 枝え 奈な 菜な 穂ほ 世よ 乃の 里り 紀き 葉は
"""
PLACES = """
蛇田 中里 門脇 湊 渡波 鹿妻 山下 大街道 向陽 開成 あけぼの 清水 泉 南浜 貞山 錦 住吉 羽黒 日和 不動
+
町 東 西 北 南 新立野 中埣 下前
"""
OLD_FORMS = dict(zip("高崎辺沢斉浜広国島富桜吉", "髙﨑邊澤齋濱廣國嶋冨櫻𠮷", strict=True))
KINDS = (
    "as it was", "old form of a character", "kana typed otherwise", "slip in the kana", "slip in the date of birth",
    "moved house", "changed surname", "telephone mistyped", "little known", "two faults",
)  # fmt: skip


def _named(text: str) -> tuple[str, str]:
    at = next(i for i, each in enumerate(text) if "ぁ" <= each <= "ん")
    return text[:at], text[at:]


FAMILIES = [_named(each) for each in FAMILY.split()]
FAMILY_WEIGHTS = [1 / (rank + 8) for rank in range(len(FAMILIES))]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    first, second = text.split("+")
    return itertools.product(first.split(), second.split())


def _given(text: str) -> list[tuple[str, str]]:
    named = [(_named(one), _named(two)) for one, two in _parts(text)]
    return [(a + c, b + d) for (a, b), (c, d) in named if a != c]


GIVEN = {"male": _given(MEN), "female": _given(WOMEN)}
STREETS = ["".join(each) for each in _parts(PLACES)]


@dataclass(frozen=True)
class Townsman:
    """One person as taken down in one household. `who` is the same in every record of that person, `kind` the fault."""

    who: int
    home: int
    family: tuple[str, str]
    given: tuple[str, str]
    sex: str
    born: date | None
    address: str
    telephone: str
    mobile: str
    kind: str = ""
    kana: str | None = None
    name: str | None = None


def address(dice: random.Random) -> str:
    numbers = f"{dice.randint(1, 9)}-{dice.randint(1, 40)}-{dice.randint(1, 30)}"
    flat = f" コーポ{dice.choice('あいうえ')} {dice.randint(1, 3)}0{dice.randint(1, 6)}" if dice.random() < 0.2 else ""
    return f"石巻市{dice.choice(STREETS)}{numbers}{flat}"


def telephone(dice: random.Random) -> str:
    return f"0225-{dice.randint(20, 98)}-{dice.randint(0, 9999):04}"


def mobile(dice: random.Random) -> str:
    return f"090-{dice.randint(1000, 9999)}-{dice.randint(0, 9999):04}"


def families(number: int, dice: random.Random) -> Iterator[list[Townsman]]:
    """Households of one to five until there are so many people."""
    who, home = 0, 0
    while who < number:
        home += 1
        family = dice.choices(FAMILIES, FAMILY_WEIGHTS)[0]
        lives, phone = address(dice), telephone(dice) if dice.random() < 0.7 else ""
        head = dice.randint(20, 95)
        ages = [head, head + dice.randint(-8, 8)] + [max(0, head - dice.randint(22, 38)) for _each in range(3)]
        household = []
        for age in ages[: dice.choices(range(1, 6), [34, 30, 18, 12, 6])[0]]:
            who += 1
            sex = dice.choice(["male", "female"])
            born = date(2020, 4, 1) - timedelta(days=age * 365 + dice.randint(0, 364))
            household.append(
                Townsman(
                    who,
                    home,
                    family,
                    dice.choice(GIVEN[sex]),
                    sex,
                    born,
                    lives,
                    phone,
                    mobile(dice) if 15 < age < 80 and dice.random() < 0.6 else "",
                )  # fmt: skip
            )
        yield household


def again(person: Townsman, home: int, kind: str, dice: random.Random) -> Townsman:
    """The same person, taken down a second time elsewhere, with a fault of this kind; as a rule less is told."""
    told = replace(
        person, home=home, kind=kind,
        telephone=person.telephone if dice.random() < 0.8 else "",
        mobile=person.mobile if dice.random() < 0.6 else "",
        address=person.address if dice.random() < 0.9 else "",
    )  # fmt: skip
    for fault in dice.sample(KINDS[1:8], 2) if kind == "two faults" else [kind]:
        told = FAULTS[fault](told, dice)
    return told


def _old_form(told: Townsman, dice: random.Random) -> Townsman:
    name = f"{told.family[0]} {told.given[0]}"
    name = "".join(OLD_FORMS.get(each, each) for each in name)
    return replace(told, name=name.replace(" ", "") if dice.random() < 0.5 else name)


def _kana_otherwise(told: Townsman, dice: random.Random) -> Townsman:
    kana = f"{told.family[1]} {told.given[1]}"
    way = dice.randrange(4)
    if way == 0:
        kana = "".join(unicodedata.normalize("NFD", each)[0] for each in kana)
    elif way == 1:
        kana = kana.translate(str.maketrans("ゃゅょっ", "やゆよつ")).replace("おお", "おう")
    elif way == 2:
        kana = "".join(chr(ord(each) + 0x60) if "ぁ" <= each <= "ゖ" else each for each in kana).replace(" ", "")
    else:
        return replace(told, name=kana, kana="")  # only heard: the name itself is written in kana
    return replace(told, kana=kana)


def _kana_slip(told: Townsman, dice: random.Random) -> Townsman:
    kana = list(f"{told.family[1]} {told.given[1]}")
    at = dice.choice([i for i, each in enumerate(kana) if each != " "])
    way = dice.randrange(3)
    if way == 0:
        kana[at] = dice.choice("あいうえかきくけさしすせたちつてなにぬねまみむめらりるれ")
    elif way == 1:
        kana.insert(at, dice.choice("あいうかきくすたなまらん"))
    else:
        del kana[at]
    return replace(told, kana="".join(kana), name=None if dice.random() < 0.7 else "".join(kana))


def _birth_slip(told: Townsman, dice: random.Random) -> Townsman:
    born = told.born
    assert born is not None
    candidates: list[date | None] = []
    if born.day <= 12 and born.day != born.month:
        candidates.append(date(born.year, born.day, born.month))
    for years in (63, -63, 14, -14, 1, -1, 10, -10):
        candidates.append(_on(born.year + years, born.month, born.day))
    for days in (1, -1, 10, -10):
        candidates.append(_on(born.year, born.month, born.day + days))
    return replace(told, born=dice.choice([each for each in candidates if each and 1900 < each.year <= 2020]))


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(told: Townsman, dice: random.Random) -> Townsman:
    return replace(told, address=address(dice), telephone="" if dice.random() < 0.5 else telephone(dice))


def _surname(told: Townsman, dice: random.Random) -> Townsman:
    changed = replace(told, family=dice.choices(FAMILIES, FAMILY_WEIGHTS)[0])
    return _moved(changed, dice) if dice.random() < 0.6 else changed


def _telephone(told: Townsman, dice: random.Random) -> Townsman:
    if not told.telephone:
        return told
    at = dice.choice([i for i, each in enumerate(told.telephone) if each.isdigit()])
    return replace(told, telephone=told.telephone[:at] + str(dice.randrange(10)) + told.telephone[at + 1 :])


def _little(told: Townsman, dice: random.Random) -> Townsman:
    """Neither a date of birth nor an address; the number that calls is seen."""
    return replace(told, born=None, address="", telephone=told.telephone or told.mobile or telephone(dice))


FAULTS: dict[str, Callable[[Townsman, random.Random], Townsman]] = {
    "as it was": lambda told, dice: told,
    "old form of a character": _old_form,
    "kana typed otherwise": _kana_otherwise,
    "slip in the kana": _kana_slip,
    "slip in the date of birth": _birth_slip,
    "moved house": _moved,
    "changed surname": _surname,
    "telephone mistyped": _telephone,
    "little known": _little,
}

"""What a new installation starts with: the two lists of concerns with their mapping (DOMAIN §2.1, §2.3, §9.1) and the
settings' row.

Run after every migration; a table that has rows is left as the lead department made it."""

NATIONAL_16 = [
    ("病気や健康、障がいのこと", "病気や健康、障がい"),
    ("住まいのこと", "住まい"),
    ("収入、生活費のこと", "収入、生活費"),
    ("家賃やローンの支払いのこと", "家賃やローン"),
    ("税金や公共料金等の支払いのこと", "税金や公共料金"),
    ("債務のこと", "債務"),
    ("仕事探し、就職のこと", "仕事探し、就職"),
    ("仕事上の不安やトラブル", "仕事の不安"),
    ("地域との関係のこと", "地域との関係"),
    ("家族との関係のこと", "家族との関係"),
    ("子育てのこと", "子育て"),
    ("介護のこと", "介護"),
    ("ひきこもり・不登校", "ひきこもり・不登校"),
    ("DV・虐待", "DV・虐待"),
    ("食べるものがない", "食べるものがない"),
    ("その他", "その他"),
]
# Okayama's tsunagu sheet, each with the number of the national item that it counts as.
OKAYAMA_12 = [
    ("病気・医療のこと", 1),
    ("こころの問題（メンタルヘルス）", 1),
    ("介護のこと", 12),
    ("障害のこと", 1),
    ("子育てのこと", 11),
    ("収入・仕事のこと", 3),
    ("支出・滞納・借金", 6),
    ("住まいのこと", 2),
    ("DV・虐待のこと", 14),
    ("権利擁護（後見制度など）", 16),
    ("健康のこと", 1),
    ("その他", 16),
]


def ship_codes(sender, using: str, **kwargs) -> None:
    from agencies.models import Concern, ConcernList, Municipality

    if not ConcernList.objects.using(using).exists():
        national = ConcernList.objects.using(using).create(code=ConcernList.REPORTING, name="国の標準様式（16項目）")
        okayama = ConcernList.objects.using(using).create(code="okayama12", name="つなぐシート（12項目）")
        items = Concern.objects.using(using).bulk_create(
            Concern(list=national, number=number, name=name, short_name=short)
            for number, (name, short) in enumerate(NATIONAL_16, 1)
        )
        Concern.objects.using(using).bulk_create(
            Concern(
                list=okayama,
                number=number,
                name=name,
                short_name=name.removesuffix("のこと"),
                counts_as=items[item - 1],
            )
            for number, (name, item) in enumerate(OKAYAMA_12, 1)
        )
    if not Municipality.objects.using(using).exists():
        Municipality(concern_list=ConcernList.objects.using(using).get(code=ConcernList.REPORTING)).save(using=using)

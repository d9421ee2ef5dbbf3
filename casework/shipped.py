"""What a new installation starts with: routes and methods (docs/formats.md), what is noticed of somebody,
ages by sight. A table with rows is left alone."""

ROUTES = ["当事者", "家族", "知人", "地域", "専門機関", "行政"]
METHODS = ["電話", "来所", "訪問", "同行", "FAX", "メール", "文書", "オンライン", "会議", "その他"]
BY_TWO = "訪問"  # DOMAIN §6.12: home visits always by two

# What is noticed of somebody: whether it is ticked in a report, and in the yearly survey (DOMAIN §2.12).
SITUATIONS = [
    ("閉じこもり", True, True),
    ("経済的問題で身内の援助なし", True, True),
    ("理解できない言動", True, True),
    ("新聞や郵便がたまっている", True, False),
    ("ごみや庭が片づいていない", True, False),
    ("やせた・食べていない様子", True, False),
    ("身なりがいつもと違う", True, False),
    ("怒鳴り声や泣き声がする", True, False),
    ("世話をする人が疲れている", True, False),
    ("近所づきあいがない", True, False),
    ("しばらく姿を見ない", True, False),
]
AGE_BANDS = ["10代", "20代", "30代", "40代", "50代", "60代", "70代", "80代以上"]


def ship_codes(sender, using: str, **kwargs) -> None:
    from casework.models import AgeBand, Method, Route, Situation

    if not Route.objects.using(using).exists():
        Route.objects.using(using).bulk_create(Route(name=name, order=order) for order, name in enumerate(ROUTES, 1))
    if not Method.objects.using(using).exists():
        Method.objects.using(using).bulk_create(
            Method(name=name, order=order, two_staff=name == BY_TWO) for order, name in enumerate(METHODS, 1)
        )
    if not Situation.objects.using(using).exists():
        Situation.objects.using(using).bulk_create(
            Situation(name=name, order=order, in_reports=in_reports, in_survey=in_survey)
            for order, (name, in_reports, in_survey) in enumerate(SITUATIONS, 1)
        )
    if not AgeBand.objects.using(using).exists():
        AgeBand.objects.using(using).bulk_create(
            AgeBand(name=name, order=order) for order, name in enumerate(AGE_BANDS, 1)
        )

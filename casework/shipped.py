"""What a new installation starts with: routes and methods (IMPORT-FORMATS, consultations). A table with rows is left
alone."""

ROUTES = ["当事者", "家族", "知人", "地域", "専門機関", "行政"]
METHODS = ["電話", "来所", "訪問", "同行", "FAX", "メール", "文書", "オンライン", "会議", "その他"]
BY_TWO = "訪問"  # DOMAIN §6.12: home visits always by two


def ship_codes(sender, using: str, **kwargs) -> None:
    from casework.models import Method, Route

    if not Route.objects.using(using).exists():
        Route.objects.using(using).bulk_create(Route(name=name, order=order) for order, name in enumerate(ROUTES, 1))
    if not Method.objects.using(using).exists():
        Method.objects.using(using).bulk_create(
            Method(name=name, order=order, two_staff=name == BY_TWO) for order, name in enumerate(METHODS, 1)
        )

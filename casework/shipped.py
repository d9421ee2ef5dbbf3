"""What a new installation starts with: routes and methods (IMPORT-FORMATS, consultations). A table with rows is left
alone."""

ROUTES = ["当事者", "家族", "知人", "地域", "専門機関", "行政"]
METHODS = ["電話", "来所", "訪問", "同行", "FAX", "メール", "文書", "オンライン", "会議", "その他"]
BY_TWO = "訪問"  # DOMAIN §6.12: home visits always by two


def ship_codes(sender, using: str, **kwargs) -> None:
    from casework.models import Method, Route

    for model, names in ((Route, ROUTES), (Method, METHODS)):
        if not model.objects.using(using).exists():
            model.objects.using(using).bulk_create(model(name=name, order=order) for order, name in enumerate(names, 1))
            if model is Method:
                Method.objects.using(using).filter(name=BY_TWO).update(two_staff=True)

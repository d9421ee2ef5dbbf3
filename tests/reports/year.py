"""A small year to report on: families, contacts, plans and meetings of fiscal year 2020, made by factories."""

from datetime import date

from agencies.models import AgencyType, Concern
from casework.models import ConsultationConcern, Method
from meetings.models import MeetingKind
from tests.factories import (
    AgencyFactory,
    AgencyGroupFactory,
    AgencyTypeFactory,
    ConsultationFactory,
    ContactFactory,
    MeetingFactory,
    MinutesFactory,
    PlanFactory,
)


def published_groups() -> list[AgencyType]:
    """The groups and types of the published contact table (DOMAIN §5.2), in its order."""
    groups = {
        "行政機関・相談窓口": "市保護課 市障害福祉課 市介護保険課 市子育て支援課 市教育委員会 市住宅管理課 "
        "市虐待防止センター 市民相談センター 市福祉総務課 市健康推進課 総合支所 市その他 他の行政機関 ハローワーク",
        "地域福祉・医療関係": "地域包括支援センター 生活支援コーディネーター 障がい児（者）相談支援事業所 "
        "ケアマネージャー 介護保険事業所 障がい者関連事業所 社会福祉協議会 医療機関・薬局 民生委員児童委員 町内会関係 "
        "福祉協力員 近隣住民",
        "保育・教育機関": "保育園・幼稚園 小学校 中学校 高校",
        "警察・司法関係": "警察 検察庁 弁護士",
        "民間団体・事業所": "大家・不動産・住宅関連事業者 民間事業者 からころステーション NPO その他",
    }
    return [
        AgencyTypeFactory(group=AgencyGroupFactory(name=group, order=place), name=name, order=number)
        for place, (group, names) in enumerate(groups.items())
        for number, name in enumerate(names.split())
    ]


def small_year() -> None:
    """Three first consultations (one continuing with a plan, one undecided), four contacts, two meetings."""
    types = {each.name: each for each in published_groups()}
    continuing = ConsultationFactory(
        continuing=True, received_on=date(2020, 5, 1), consultee__person__birth_date=date(1950, 1, 1)
    )
    one_off = ConsultationFactory(
        received_on=date(2020, 6, 1), outcome="one_off", decided_on=date(2020, 6, 2),
        consultee__person__birth_date=date(1990, 1, 1),
    )  # fmt: skip
    undecided = ConsultationFactory(received_on=date(2021, 3, 30), consultee__person__birth_date=None)
    for consultation, numbers in ((continuing, [1, 2]), (one_off, [1]), (undecided, [1, 3])):
        for number in numbers:
            ConsultationConcern.objects.create(
                consultation=consultation, concern=Concern.objects.get(list__code="national16", number=number)
            )
    PlanFactory(case=continuing.case, made_on=date(2020, 5, 20))
    clinic = AgencyFactory(name="佐々木医院", type=types["医療機関・薬局"])
    welfare = AgencyFactory(name="市保護課", type=types["市保護課"])
    telephone = Method.objects.get(name="電話")
    for agency, month in ((clinic, 6), (clinic, 7), (welfare, 8)):
        ContactFactory(consultation=continuing, agency=agency, method=telephone, occurred_on=date(2020, month, 1))
    ContactFactory(consultation=continuing, agency=None, method=None, occurred_on=date(2020, 9, 1))
    MeetingFactory(held_on=date(2020, 7, 1), name="ケース会議")
    kind = MeetingKind.objects.get(name="推進会議")
    network = MeetingFactory(held_on=date(2020, 9, 30), date_text="令和2年9～10月", kind=kind, name="第1回推進会議")
    MinutesFactory(meeting=network, content="各機関の役割を確認した。", about_cases=False)

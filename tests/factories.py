"""Valid records, one call each. A walled record is written by the coordinators' office unless the test says
otherwise."""

from datetime import date, timedelta
from itertools import count

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Membership, Staff
from accounts.roles import Role
from agencies.calendar import fiscal_year_of, today
from agencies.models import Agency, AgencyGroup, AgencyType, Concern, District
from casework.choices import Outcome, PlanState
from casework.models import (
    Attachment,
    Case,
    Consent,
    Consultation,
    Contact,
    Household,
    HouseholdMember,
    LocalReport,
    OutreachNote,
    Person,
    PlanRole,
    Referral,
    SupportPlan,
    Survey,
    SurveyHousehold,
    SurveyPerson,
    TsunaguSheet,
)
from meetings.models import Meeting, MeetingHost, MeetingKind, Minutes

_numbers = count(1)


class AgencyGroupFactory(DjangoModelFactory):
    class Meta:
        model = AgencyGroup
        django_get_or_create = ("name",)

    name = "行政機関・相談窓口"
    order = factory.Sequence(lambda n: n)


class AgencyTypeFactory(DjangoModelFactory):
    class Meta:
        model = AgencyType
        django_get_or_create = ("group", "name")

    group = factory.SubFactory(AgencyGroupFactory)
    name = "市その他"
    order = factory.Sequence(lambda n: n)


class DistrictFactory(DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("name",)

    name = "蛇田"


class AgencyFactory(DjangoModelFactory):
    class Meta:
        model = Agency
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"T{n:03}")
    name = factory.Sequence(lambda n: f"相談機関{n}")
    type = factory.SubFactory(AgencyTypeFactory)


class StaffFactory(DjangoModelFactory):
    class Meta:
        model = Staff
        django_get_or_create = ("login",)

    login = factory.Sequence(lambda n: f"staff{n}")
    name = factory.Sequence(lambda n: f"職員 {n}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    staff = factory.SubFactory(StaffFactory)
    agency = factory.SubFactory(AgencyFactory)
    role = Role.AGENCY
    valid_from = date(2000, 1, 1)


def office() -> Agency:
    """Whoever wrote a record that the test says nothing of."""
    return AgencyFactory(code="A043", name="相談支援包括化推進員", type=None)


class _Walled(DjangoModelFactory):
    class Meta:
        abstract = True

    written_by = factory.LazyFunction(lambda: office().group)


class HouseholdFactory(_Walled):
    class Meta:
        model = Household

    number = factory.Sequence(lambda n: f"H{n:04}")


class PersonFactory(_Walled):
    class Meta:
        model = Person

    name = "遠藤 美咲"
    kana = "えんどう みさき"
    birth_date = date(1964, 7, 23)


class MemberFactory(_Walled):
    class Meta:
        model = HouseholdMember

    household = factory.SubFactory(HouseholdFactory, written_by=factory.SelfAttribute("..written_by"))
    person = factory.SubFactory(PersonFactory, written_by=factory.SelfAttribute("..written_by"))
    relation_label = HouseholdMember.CONSULTEE


class ConsultationFactory(_Walled):
    """An undecided consultation of a household with its consultee; `continuing=True` opens its case."""

    class Meta:
        model = Consultation
        exclude = ("consultee",)

    class Params:
        continuing = factory.Trait(
            outcome=Outcome.CONTINUING,
            decided_on=factory.SelfAttribute("received_on"),
            case=factory.SubFactory(
                "tests.factories.CaseFactory",
                household=factory.SelfAttribute("..household"),
                number=factory.SelfAttribute("..number"),
                opened_on=factory.SelfAttribute("..received_on"),
                written_by=factory.SelfAttribute("..written_by"),
            ),
        )

    number = factory.LazyFunction(lambda: f"2020-T{next(_numbers):04}")
    received_on = date(2020, 6, 1)
    consultee = factory.SubFactory(MemberFactory, written_by=factory.SelfAttribute("..written_by"))
    person = factory.SelfAttribute("consultee.person")
    household = factory.SelfAttribute("consultee.household")
    name = factory.SelfAttribute("person.name")
    kana = factory.SelfAttribute("person.kana")
    birth_date = factory.SelfAttribute("person.birth_date")
    main_concern = factory.LazyFunction(lambda: Concern.objects.filter(list__code="national16").first())


class CaseFactory(_Walled):
    """A case as such; most tests want case_of_a_family()."""

    class Meta:
        model = Case

    household = factory.SubFactory(HouseholdFactory)
    number = factory.LazyFunction(lambda: f"2020-T{next(_numbers):04}")
    opened_on = date(2020, 6, 1)


def case_of_a_family(**consultation: object) -> Case:
    """A running case with its household, consultee and consultation."""
    return ConsultationFactory(continuing=True, **consultation).case


class ConsentFactory(_Walled):
    class Meta:
        model = Consent

    household = factory.SubFactory(HouseholdFactory)
    given_by = factory.LazyAttribute(lambda o: o.household.members.first().person)
    valid_from = date(2020, 1, 1)


class PlanFactory(_Walled):
    class Meta:
        model = SupportPlan

    case = factory.LazyFunction(case_of_a_family)
    household = factory.SelfAttribute("case.household")
    number = 1
    made_on = date(2020, 7, 1)
    state = PlanState.AGREED
    long_term_goal = "安心して地域で暮らす"


class PlanRoleFactory(DjangoModelFactory):
    class Meta:
        model = PlanRole

    plan = factory.SubFactory(PlanFactory)
    case = factory.SelfAttribute("plan.case")
    agency = factory.SubFactory(AgencyFactory)
    task = "公営住宅の申込みを手伝う"


class ContactFactory(_Walled):
    class Meta:
        model = Contact

    consultation = factory.SubFactory(ConsultationFactory, continuing=True)
    household = factory.SelfAttribute("consultation.household")
    case = factory.SelfAttribute("consultation.case")
    occurred_on = date(2020, 7, 1)
    content = "申込みの順番について"


class ReferralFactory(_Walled):
    class Meta:
        model = Referral

    consultation = factory.SubFactory(ConsultationFactory)
    household = factory.SelfAttribute("consultation.household")
    to = factory.SubFactory(AgencyFactory)
    sent_by = factory.SubFactory(MembershipFactory)
    sender = factory.SelfAttribute("sent_by.agency")
    sent_at = factory.LazyFunction(timezone.now)


class SheetFactory(_Walled):
    class Meta:
        model = TsunaguSheet

    consultation = factory.SubFactory(ConsultationFactory)
    household = factory.SelfAttribute("consultation.household")
    received_on = factory.SelfAttribute("consultation.received_on")
    agency = factory.LazyFunction(office)


class AttachmentFactory(_Walled):
    """A picture that was taken in already."""

    class Meta:
        model = Attachment

    sheet = factory.SubFactory(SheetFactory)
    household = factory.SelfAttribute("sheet.household")
    kind = Attachment.Kind.SIGNED
    content_type = "image/png"
    size = 1
    sha256 = factory.Sequence(lambda n: f"{n:064}")
    added_by = factory.SubFactory(MembershipFactory)
    file = factory.django.FileField(filename="scan.png", data=b"\x89PNG")


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    held_on = date(2020, 7, 1)
    kind = factory.LazyFunction(lambda: MeetingKind.objects.get(name="ケース会議"))
    host = factory.LazyFunction(lambda: MeetingHost.objects.get(coordinators=True))
    name = factory.Sequence(lambda n: f"第{n}回")
    written_by = factory.LazyFunction(lambda: office().group)


class MinutesFactory(DjangoModelFactory):
    class Meta:
        model = Minutes

    meeting = factory.SubFactory(MeetingFactory)
    content = "情報の共有と役割分担の確認"


class OutreachNoteFactory(_Walled):
    """Somebody on the roster, to be reached next today."""

    class Meta:
        model = OutreachNote

    name = "八木 トシ"
    place = "バス停の前の家"
    district = factory.SubFactory(DistrictFactory)
    next_contact_on = factory.LazyFunction(today)


class LocalReportFactory(DjangoModelFactory):
    """What a local desk sent, and nobody has taken up."""

    class Meta:
        model = LocalReport

    sent_by = factory.SubFactory(MembershipFactory, role=Role.LOCAL_DESK)
    written_by = factory.SelfAttribute("sent_by.agency.group")
    name = "八木 トシ"
    place = "バス停の前の家"
    district = factory.SubFactory(DistrictFactory)
    words = "雨戸が三日閉まったまま。"


class SurveyFactory(DjangoModelFactory):
    """A survey that is open today."""

    class Meta:
        model = Survey
        django_get_or_create = ("fiscal_year",)

    fiscal_year = factory.LazyFunction(lambda: fiscal_year_of(today()).year)
    opens_on = factory.LazyFunction(lambda: today() - timedelta(days=3))
    closes_on = factory.LazyFunction(lambda: today() + timedelta(days=30))


class SurveyHouseholdFactory(_Walled):
    """A household with one person, of whom nothing is known but what the test says: `person__sex="male"`."""

    class Meta:
        model = SurveyHousehold
        skip_postgeneration_save = True

    survey = factory.SubFactory(SurveyFactory)
    written_by_member = factory.SubFactory(MembershipFactory, role=Role.LOCAL_DESK)
    written_by = factory.SelfAttribute("written_by_member.agency.group")  # type: ignore[assignment]
    person = factory.RelatedFactory("tests.factories.SurveyPersonFactory", factory_related_name="home")


class SurveyPersonFactory(DjangoModelFactory):
    class Meta:
        model = SurveyPerson

    home = factory.SubFactory(SurveyHouseholdFactory, person=None)

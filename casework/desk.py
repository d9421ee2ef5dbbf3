"""What casework puts on the home page: an agency's parts, and what waits for coordinators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import desk
from accounts.models import Membership
from accounts.roles import Permission, Reach
from agencies.calendar import fiscal_year_of, today
from casework.choices import Outcome, PartAnswer, Phase
from casework.models import Case, Consultation, Contact, HouseholdMember, PlanRole, SupportPlan
from casework.parts import parts_of

MOST = 30
REVIEW_DAYS = 30
MEMBERS = Prefetch("case__household__members", HouseholdMember.objects.filter(left_on=None).select_related("person"))


@desk.panel(10, Permission.PART_ANSWER)
def own_parts(membership: Membership) -> desk.Panel:
    return desk.Panel("casework/_parts.html", parts_of(membership), wide=True)


@desk.waiting_from(Permission.PLAN_WRITE)
def parts_waiting(membership: Membership) -> Iterator[desk.Waiting]:
    """Wishes and questions of agencies, parts past their day, and signs that are awaited."""
    parts = PlanRole.objects.asked().filter(done_on=None).for_list().prefetch_related(MEMBERS)
    parts = parts.filter(
        Q(answer__in=[PartAnswer.CHANGE, PartAnswer.QUESTION], reply="")
        | Q(due_on__lte=today() + timedelta(days=2))
        | ~Q(sign="")
    )
    for part in parts.order_by("due_on", "pk")[:MOST]:
        about, url = str(part.case.household), part.get_absolute_url()
        if part.answer in (PartAnswer.CHANGE, PartAnswer.QUESTION) and not part.reply:
            what = _("%(answer)s: %(agency)s") % {"answer": part.get_answer_display(), "agency": part.agency}
            yield desk.Waiting(what, url, _("Look"), due=today(), about=about)
        elif part.due_on:
            yield desk.Waiting(f"{part.task} — {part.agency}", url, _("Look"), due=part.due_on, about=about)
        else:
            what = _("“%(sign)s”: %(task)s") % {"sign": part.sign, "task": part.task}
            yield desk.Waiting(what, url, _("Look"), about=about, tone="hold", word=_("Waiting for the sign"))


@desk.waiting_from(Permission.CONSULTATION_DECIDE)
def to_decide(membership: Membership) -> Iterator[desk.Waiting]:
    """Consultations that nobody has decided, the oldest first."""
    members = Prefetch("household__members", HouseholdMember.objects.filter(left_on=None).select_related("person"))
    found = Consultation.objects.undecided().select_related("household").prefetch_related(members)
    for each in found.order_by("received_on", "pk")[:MOST]:
        what = _("Decide the consultation %(number)s") % {"number": each.number}
        yield desk.Waiting(what, each.get_absolute_url() + "#decide", _("Decide"), due=each.received_on + timedelta(days=7), about=str(each.household))  # fmt: skip


@desk.waiting_from(Permission.PLAN_WRITE)
def plans_due(membership: Membership) -> Iterator[desk.Waiting]:
    """Continuing cases without a plan, and plans whose review comes near."""
    members = Prefetch("household__members", HouseholdMember.objects.filter(left_on=None).select_related("person"))
    bare = Case.objects.running().filter(~Exists(SupportPlan.objects.filter(case=OuterRef("pk"))))
    for case in bare.select_related("household").prefetch_related(members).order_by("opened_on", "pk")[:MOST]:
        yield desk.Waiting(
            _("A continuing case needs a plan"), reverse("casework:plan_new", args=[case.pk]), _("Plan"),
            due=case.opened_on + timedelta(days=30), about=str(case.household),
        )  # fmt: skip
    newer = SupportPlan.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    ending = SupportPlan.objects.filter(
        ~Exists(newer), state__in=["agreed", "running"], case__closed_on=None, ends_on__lte=today() + timedelta(days=REVIEW_DAYS)
    )
    for plan in ending.select_related("case__household").prefetch_related(MEMBERS).order_by("ends_on", "pk")[:MOST]:
        what = _("Review the plan, version %(number)s") % {"number": plan.number}
        yield desk.Waiting(what, plan.get_absolute_url(), _("Review"), due=plan.ends_on, about=str(plan.case.household))


@desk.panel(20, Permission.CONSULTATION_DECIDE)
def numbers(membership: Membership) -> desk.Panel | None:
    """The year so far, in three numbers (what the acting person sees; the published figures are counted in reports)."""
    if membership.reach is not Reach.ALL:
        return None
    year = fiscal_year_of(today()).period
    came = Consultation.objects.filter(received_on__range=(year.first, year.last)).aggregate(
        all=Count("pk"),
        one_off=Count("pk", filter=Q(outcome=Outcome.ONE_OFF)),
        continuing=Count("pk", filter=Q(outcome=Outcome.CONTINUING)),
    )
    phases = dict(Case.objects.running().order_by().values_list("phase").annotate(count=Count("pk")))
    contacts = Contact.objects.filter(occurred_on__range=(year.first, year.last)).aggregate(
        year=Count("pk"), month=Count("pk", filter=Q(occurred_on__gte=today().replace(day=1)))
    )
    return desk.Panel(
        "casework/_numbers.html",
        {
            "came": came,
            "running": sum(phases.values()),
            "phases": [(label, phases.get(value, 0)) for value, label in Phase.choices],
            "contacts": contacts,
            "month": today(),
        },
    )

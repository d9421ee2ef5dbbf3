"""What casework puts on the home page: an agency's parts, and what waits for coordinators and the lead department.

Each source asks the same number of queries for one thing and for thirty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from operator import attrgetter

from django.db.models import Count, Exists, Model, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit, desk
from accounts.models import Membership
from accounts.roles import Permission, Reach
from agencies.calendar import fiscal_year_of, today
from casework.choices import Outcome, PartAnswer, Phase, PlanState
from casework.models import Case, Consultation, Contact, PlanRole, Referral, SupportPlan
from casework.models.household import members_now
from casework.models.plan import PartTurn
from casework.parts import MEMBERS, parts_of

MOST = 30
REVIEW_DAYS = 30
DECIDE_WITHIN = 7  # days after which an undecided consultation is late
PLAN_WITHIN = 30  # days after which a continuing case without a plan is late
HOUSEHOLD_MEMBERS = members_now("household__members")


@desk.panel(10, Permission.PART_ANSWER)
def own_parts(membership: Membership) -> desk.Panel:
    panel = parts_of(membership)
    audit.record_each(audit.Verb.LISTED, [each.part.case for each in panel["cards"]], by=membership, page="home")
    return desk.Panel("casework/_parts.html", panel, wide=True)


@desk.waiting_from(Permission.PLAN_WRITE)
def parts_waiting(membership: Membership) -> Iterator[desk.Waiting]:
    """Wishes and questions of agencies, parts past their day, signs that are awaited. For the lead department first of
    all what is put up to it; for a coordinator, the cases that they coordinate or nobody does."""
    parts = PlanRole.objects.asked().filter(done_on=None)
    decides = membership.has(Permission.ROLE_DECIDE)
    put_up = Q(pk__in=PlanRole.objects.put_up().values("pk"))
    said = Q(pk__in=PlanRole.objects.waiting_for_reply().filter(put_up_at=None).values("pk"))
    late = Q(answer=PartAnswer.AGREED, due_on__lt=today())
    signs = Q(answer=PartAnswer.AGREED, sign_came_on=None) & ~Q(sign="")
    mine = Q(case__coordinator=membership.staff) | Q(case__coordinator=None)
    parts = parts.filter(put_up if decides else mine & (said | late | signs))
    for part in parts.for_list().prefetch_related(None).prefetch_related(MEMBERS).order_by("due_on", "pk")[:MOST]:
        yield _part_waiting(part)


def _part_waiting(part: PlanRole) -> desk.Waiting:
    about, url = str(part.case.household), part.get_absolute_url()
    names = {"agency": part.agency, "answer": part.get_answer_display(), "task": part.task, "sign": part.sign}
    if part.turn == PartTurn.LEAD:
        what = _("Decide about the part of %(agency)s: %(task)s") % names
        return desk.Waiting(what, url, _("Decide"), due=today(), about=about)
    if part.turn == PartTurn.COORDINATOR:
        return desk.Waiting(
            _("“%(answer)s” to its part — %(agency)s") % names, url, _("View"), due=today(), about=about
        )
    if part.overdue_days:
        return desk.Waiting(f"{part.task} — {part.agency}", url, _("View"), due=part.due_on, about=about)
    what = _("“%(sign)s”: %(task)s (%(agency)s)") % names
    return desk.Waiting(what, url, _("View"), about=about, tone="hold", word=_("Waiting for the sign"))


@desk.waiting_from(Permission.CONSULTATION_DECIDE)
def to_decide(membership: Membership) -> Iterator[desk.Waiting]:
    """Consultations that nobody has decided, the oldest first."""
    found = Consultation.objects.undecided().select_related("household").prefetch_related(HOUSEHOLD_MEMBERS)
    for each in found.order_by("received_on", "pk")[:MOST]:
        yield desk.Waiting(
            _("Decide on consultation %(number)s") % {"number": each.number},
            each.get_absolute_url() + "#decide",
            _("Decide"),
            due=each.received_on + timedelta(days=DECIDE_WITHIN),
            about=str(each.household),
        )


@desk.waiting_from(Permission.PLAN_WRITE)
def plans_due(membership: Membership) -> Iterator[desk.Waiting]:
    """Continuing cases without a plan, and plans whose review comes near."""
    mine = Q() if membership.has(Permission.ROLE_DECIDE) else Q(coordinator=membership.staff) | Q(coordinator=None)
    bare = Case.objects.running().filter(mine).filter(~Exists(SupportPlan.objects.filter(case=OuterRef("pk"))))
    bare = bare.select_related("household").prefetch_related(HOUSEHOLD_MEMBERS)
    for case in bare.order_by("opened_on", "pk")[:MOST]:
        yield desk.Waiting(
            _("A continuing case needs a plan"),
            reverse("casework:plan_new", args=[case.pk]),
            _("Write it"),
            due=case.opened_on + timedelta(days=PLAN_WITHIN),
            about=str(case.household),
        )
    yield from _reviews(membership)


def _reviews(membership: Membership) -> Iterator[desk.Waiting]:
    mine = Q(case__coordinator=membership.staff) | Q(case__coordinator=None)
    mine = Q() if membership.has(Permission.ROLE_DECIDE) else mine
    newer = SupportPlan.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    under_way = [PlanState.AGREED, PlanState.RUNNING, PlanState.EVALUATED]
    plans = SupportPlan.objects.filter(
        mine, ~Exists(newer), state__in=under_way, case__closed_on=None, ends_on__lte=today() + timedelta(REVIEW_DAYS)
    )
    for plan in plans.select_related("case__household").prefetch_related(MEMBERS).order_by("ends_on", "pk")[:MOST]:
        what = _("Review the plan, version %(number)s") % {"number": plan.number}
        yield desk.Waiting(
            what, plan.get_absolute_url(), _("Review it"), due=plan.ends_on, about=str(plan.case.household)
        )


def _named(model: type[Model], path: str) -> desk.FamilySource:
    """Whose household records of this model are about, which `path` leads to."""

    def names(keys: list[int]) -> dict[int, str]:
        found = model._default_manager.filter(pk__in=keys).select_related(path)
        found = found.prefetch_related(members_now(f"{path}__members"))
        return {each.pk: str(attrgetter(path.replace("__", "."))(each)) for each in found}

    return names


desk.families_of("planrole")(_named(PlanRole, "case__household"))
desk.families_of("case")(_named(Case, "household"))
desk.families_of("consultation")(_named(Consultation, "household"))
desk.families_of("referral")(_named(Referral, "household"))


@desk.panel(20, Permission.CONSULTATION_DECIDE)
def numbers(membership: Membership) -> desk.Panel | None:
    """The year so far, in three numbers: what who acts sees. The published figures are counted in reports."""
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

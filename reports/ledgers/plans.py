"""plans — 支援プラン (key: 受付番号 + 作成日)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from agencies.models import Agency
from casework.actions.grants import settle_part_grants
from casework.choices import PlanState
from casework.models import Case, PlanRole, SupportPlan
from reports.ledgers.agencies import no_agency
from reports.ledgers.cells import Day, Several, Text, Words, divided
from reports.ledgers.codes import same_set
from reports.ledgers.ledger import Ledger, Row, Values
from reports.ledgers.numbers import not_open, out_of_sight

STATES = {
    "案": PlanState.DRAFT,
    "": PlanState.DRAFT,
    "合意": PlanState.AGREED,
    "実施中": PlanState.RUNNING,
    "評価済": PlanState.EVALUATED,
    "終了": PlanState.ENDED,
}
COLUMNS = {
    "作成日": "made_on", "計画開始日": "starts_on", "計画終了日": "ends_on", "長期目標": "long_term_goal",
    "短期目標": "short_term_goal", "状態": "state",
}  # fmt: skip
PLAN = "plan"  # no column: the record


class Plans(Ledger):
    name = "plans"
    title = gettext_lazy("Support plans")
    key = ("受付番号", "作成日")
    needed = ("受付番号", "作成日")

    number = Field(column_name="受付番号", widget=Text(30))
    made_on = Field(column_name="作成日", widget=Day())
    starts_on = Field(column_name="計画開始日", widget=Day())
    ends_on = Field(column_name="計画終了日", widget=Day())
    long_term_goal = Field(column_name="長期目標", widget=Text())
    short_term_goal = Field(column_name="短期目標", widget=Text())
    roles = Field(column_name="役割", widget=Several())
    state = Field(column_name="状態", widget=Words(STATES))

    def look_up(self, rows: list[Row]) -> None:
        self.agencies = {each.code: each for each in Agency.objects.all()}
        numbers = {row.values["受付番号"] for row in rows}
        self.cases = {each.number: each for each in Case.objects.filter(number__in=numbers).select_related("household")}
        self.not_open = set() if self.sees_all else out_of_sight(Case, numbers)

    def held(self, among: list[Row] | None = None) -> Iterator[Values]:
        """Of several versions made on one day the last: the day is the key."""
        plans = SupportPlan.objects.select_related("case").prefetch_related("roles__agency")
        if among is not None:
            plans = plans.filter(case__number__in={row.values["受付番号"] for row in among})
        newer = SupportPlan.objects.filter(case=OuterRef("case"), made_on=OuterRef("made_on"))
        plans = plans.filter(~Exists(newer.filter(number__gt=OuterRef("number"))))
        for each in plans.order_by("case__number", "made_on").iterator(chunk_size=2000):
            yield {column: getattr(each, attribute) for column, attribute in COLUMNS.items()} | {
                "受付番号": each.case.number,
                "役割": tuple(f"{role.agency.code}:{role.task}" for role in each.roles.all()),
                "状態": PlanState(each.state),
                PLAN: each,
            }

    def check(self, row: Row) -> None:
        values = row.values
        if values["受付番号"] in self.not_open:
            row.is_wrong("受付番号", not_open(values["受付番号"]))
        elif values["受付番号"] not in self.cases:
            row.is_wrong(
                "受付番号", _("There is no case with this number: the consultation is not there, or is not 継続.")
            )
        if values["計画開始日"] and values["計画終了日"] and values["計画終了日"] < values["計画開始日"]:
            row.is_wrong("計画終了日", _("The last day is before the first."))
        for role in values["役割"]:
            code, colon, task = divided(role)
            if not (colon and task):
                row.is_wrong("役割", _("Write each part as agency code:what it does, not “%(text)s”.") % {"text": role})
            elif code not in self.agencies:
                row.is_wrong("役割", no_agency(code))
        values["役割"] = tuple("".join(divided(role)) for role in values["役割"])

    def complete(self, row: Row) -> None:
        same_set(row, "役割")

    # Writing --------------------------------------------------------------------------------------------------------

    def write(self, new: list[Row], changed: list[Row]) -> None:
        """A part that no consent covers is taken in; it gives its agency no sight of the case until there is one."""
        for row in changed:
            plan: SupportPlan = row.before[PLAN]
            _fill(plan, row)
            plan.version += 1
            plan.save()
            self._write_roles(plan, row.values["役割"])
        self._write_new(new)
        for number in {row.values["受付番号"] for row in [*new, *changed]}:
            settle_part_grants(self.cases[number], by=self.by, tell=False)  # what was asked then is nobody's news now

    def _write_new(self, rows: list[Row]) -> None:
        numbers = {row.values["受付番号"] for row in rows}
        held: dict[str, list[SupportPlan]] = {}
        for plan in SupportPlan.objects.filter(case__number__in=numbers).select_related("case").order_by("number"):
            held.setdefault(plan.case.number, []).append(plan)
        made: list[tuple[SupportPlan, Row]] = []
        for row in sorted(rows, key=lambda each: each.values["作成日"]):
            case, versions = self.cases[row.values["受付番号"]], held.setdefault(row.values["受付番号"], [])
            plan = SupportPlan(
                case=case, household=case.household, number=max((each.number for each in versions), default=0) + 1,
                written_by=case.written_by,
            )  # fmt: skip
            _fill(plan, row)
            versions.append(plan)
            made.append((plan, row))
        SupportPlan.objects.bulk_create([plan for plan, _row in made], batch_size=2000)
        parts = [self._part(plan, order, role) for plan, row in made for order, role in enumerate(row.values["役割"])]
        PlanRole.objects.bulk_create(parts, batch_size=5000)
        for versions in held.values():
            _number_by_day(versions)

    def _write_roles(self, plan: SupportPlan, roles: tuple[str, ...]) -> None:
        """Parts that stay keep their answers."""
        held = {(each.agency.code, each.task): each for each in plan.roles.select_related("agency")}
        for order, role in enumerate(roles):
            code, _colon, task = divided(role)
            part = held.pop((code, task), None) or self._part(plan, order, role)
            part.order = order
            part.save()
        for part in held.values():
            part.delete()

    def _part(self, plan: SupportPlan, order: int, role: str) -> PlanRole:
        code, _colon, task = divided(role)
        return PlanRole(plan=plan, case=plan.case, agency=self.agencies[code], task=task, order=order)


def _fill(plan: SupportPlan, row: Row) -> None:
    for column, attribute in COLUMNS.items():
        setattr(plan, attribute, row.values[column])


def _number_by_day(versions: list[SupportPlan]) -> None:
    """The newest version is the one made last, also where an older plan is taken in later."""
    ordered = sorted(versions, key=lambda plan: (plan.made_on, plan.number))
    if ordered == versions:
        return
    SupportPlan.objects.filter(pk__in=[plan.pk for plan in versions]).update(number=F("number") + len(versions))
    for number, plan in enumerate(ordered, start=1):
        SupportPlan.objects.filter(pk=plan.pk).update(number=number)

"""plans — 支援プラン (key: 受付番号 + 作成日)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from agencies.models import Agency
from casework.actions.grants import settle_part_grants
from casework.choices import PlanState
from casework.models import Case, PlanRole, SupportPlan
from reports.ledgers.cells import Day, Several, Text, Words
from reports.ledgers.directory import no_agency
from reports.ledgers.ledger import Ledger, Row, Values

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

    def look_up(self) -> None:
        self.agencies = {each.code: each for each in Agency.objects.all()}
        self.cases = {each.number: each for each in Case.objects.select_related("household")}

    def held(self) -> Iterator[Values]:
        plans = SupportPlan.objects.select_related("case").prefetch_related("roles__agency")
        for each in plans.order_by("case__number", "made_on", "number").iterator(chunk_size=2000):
            yield {column: getattr(each, attribute) for column, attribute in COLUMNS.items()} | {
                "受付番号": each.case.number,
                "役割": tuple(f"{role.agency.code}:{role.task}" for role in each.roles.all()),
                "状態": PlanState(each.state),
            }

    def check(self, row: Row) -> None:
        values = row.values
        if values["受付番号"] not in self.cases:
            row.is_wrong(
                "受付番号", _("There is no case with this number: the consultation is not there, or is not 継続.")
            )
        if values["計画開始日"] and values["計画終了日"] and values["計画終了日"] < values["計画開始日"]:
            row.is_wrong("計画終了日", _("The last day is before the first."))
        for role in values["役割"]:
            code, colon, task = role.partition(":")
            if not (colon and task.strip()):
                row.is_wrong("役割", _("Write each part as agency code:what it does, not “%(text)s”.") % {"text": role})
            elif code not in self.agencies:
                row.is_wrong("役割", no_agency(code))

    def write(self, new: list[Row], changed: list[Row]) -> None:
        """A part that no consent covers is taken in; it gives its agency no sight of the case until there is one."""
        held = {
            (each.case.number, each.made_on): each
            for each in SupportPlan.objects.select_related("case").filter(
                case__number__in={row.values["受付番号"] for row in [*new, *changed]}
            )
        }
        last: dict[str, int] = {}
        for (number, _made_on), plan in held.items():
            last[number] = max(last.get(number, 0), plan.number)
        touched: dict[str, Case] = {}
        for row in sorted([*new, *changed], key=lambda each: (each.values["作成日"], each.number)):
            number = row.values["受付番号"]
            case = touched.setdefault(number, self.cases[number])
            plan = held.get(self.key_of(row.values))
            if plan is None:
                last[number] = last.get(number, 0) + 1
                plan = SupportPlan(case=case, household=case.household, number=last[number], written_by=case.written_by)
            for column, attribute in COLUMNS.items():
                setattr(plan, attribute, row.values[column])
            plan.save()
            self._write_roles(plan, case, row.values["役割"])
        for case in touched.values():
            settle_part_grants(case, by=self.by, tell=False)  # what was asked in the past is nobody's news

    def _write_roles(self, plan: SupportPlan, case: Case, roles: tuple[str, ...]) -> None:
        """Parts that stay keep their answers."""
        held = {(each.agency.code, each.task): each for each in plan.roles.select_related("agency")}
        for order, role in enumerate(roles):
            code, _colon, task = role.partition(":")
            part = held.pop((code, task), None) or PlanRole(plan=plan, case=case, agency=self.agencies[code], task=task)
            part.order = order
            part.save()
        for part in held.values():
            part.delete()

"""Consultations: the list, taking one in, its page, deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.calendar import FiscalYear, fiscal_year_of, today
from casework import access
from casework.actions import consultations as actions
from casework.actions import drafts
from casework.choices import Outcome
from casework.forms.consultation import ConsultationForm, DecisionForm, MemberFormSet
from casework.forms.persons import BirthOrAge
from casework.models import Consultation, Draft, HouseholdMember, Person
from casework.views.drafts import initial_of, typed

FORM = "consultation"


@needs(Permission.CONSULTATION_READ)
def consultation_list(request: HttpRequest) -> HttpResponse:
    found = Consultation.objects.for_list()
    year, outcome = request.GET.get("year", ""), request.GET.get("outcome", "")
    if year.isdecimal() and 1900 < int(year) < 2200:
        period = FiscalYear(int(year)).period
        found = found.filter(received_on__range=(period.first, period.last))
    if outcome in Outcome.values:
        found = found.filter(outcome=outcome)
    if request.GET.get("ours"):
        found = found.filter(written_by=request.membership.agency.group_id)
    page = keyset_page(found, request, order=["-received_on", "-pk"])
    audit.listed(page.rows, by=request.membership)
    this_year = fiscal_year_of(today()).year
    context = {
        "page": page,
        "drafts": Draft.objects.filter(owner=request.membership.staff.group, form=FORM).exclude(content={}),
        "years": [FiscalYear(each) for each in range(this_year, this_year - 8, -1)],
        "outcomes": Outcome.choices,
        "year": year,
        "outcome": outcome,
        "ours": request.GET.get("ours", ""),
        "may_take_in": access.may_take_in(request.membership),
    }
    return render(request, "casework/consultation_list.html", context)


@needs(Permission.CONSULTATION_WRITE)
def consultation_new(request: HttpRequest) -> HttpResponse:
    """Begins a draft and goes to it; an empty one is used again. What a search was made with is carried over."""
    content = {name: [request.POST[name]] for name in ("name", "telephone") if request.POST.get(name)}
    draft = None
    if not content:
        draft = Draft.objects.filter(owner=request.membership.staff.group, form=FORM, content={}).first()
    draft = draft or drafts.start(FORM, by=request.membership, content=content)
    return redirect("casework:consultation_draft", draft.pk)


@needs(Permission.CONSULTATION_WRITE)
def consultation_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, with what was typed so far; sent, it registers the consultation."""
    draft = Draft.objects.filter(pk=pk, form=FORM).first()
    if draft is None and request.method == "GET":
        messages.info(request, _("This was registered or thrown away. Begin a new one, or look at the list."))
        return redirect("casework:consultation_list")
    if request.method == "POST":
        return _register(request, pk, draft)
    form, members = ConsultationForm(), MemberFormSet(prefix="members")
    if draft and draft.content:
        data = typed(draft)
        form = ConsultationForm(initial=initial_of(form, data))
        members = _members_of(data)
    else:
        form.initial["received_by"] = request.membership.staff.name
    return render(request, "casework/consultation_form.html", _form_context(request, form, members, draft))


def _members_of(data: Any) -> Any:
    """The rows of a draft that were not taken out."""
    total = data.get("members-TOTAL_FORMS", "0")
    rows = []
    for number in range(min(int(total) if total.isdecimal() else 0, 50)):
        row = MemberFormSet.form(prefix=f"members-{number}")
        if not data.get(f"members-{number}-DELETE"):
            rows.append(initial_of(row, data))
    return MemberFormSet(prefix="members", initial=rows)


def _register(request: HttpRequest, pk: int, draft: Draft | None) -> HttpResponse:
    form = ConsultationForm(request.POST)
    members = MemberFormSet(request.POST, prefix="members")
    if form.is_valid() and members.is_valid():
        born = form.cleaned_data["born"]
        form.instance.birth_date = born.birth_date
        made = form.run(
            actions.take_in,
            form.instance,
            form.cleaned_data["concerns"],
            by=request.membership,
            members=[_member(row.cleaned_data) for row in members if row not in members.deleted_forms and row.cleaned_data],
            person=form.cleaned_data["person"],
            stated_age=born.stated_age,
            draft=pk,
        )
        if made:
            messages.success(request, _("Registered as %(number)s.") % {"number": made.number})
            if "decide" in request.POST:
                return redirect(made.get_absolute_url() + "#decide")
            return redirect("casework:consultation_list")
    return render(
        request, "casework/consultation_form.html", _form_context(request, form, members, draft), status=422
    )


def _member(row: dict[str, Any]) -> actions.Member:
    born = row["born"]
    return actions.Member(
        name=row["name"], kana=row["kana"], relation_label=row["relation_label"], sex=row["sex"],
        birth_date=born.birth_date, stated_age=born.stated_age, note=row["note"], concerns=list(row["concerns"]),
    )  # fmt: skip


def _form_context(request: HttpRequest, form: ConsultationForm, members: Any, draft: Draft | None) -> dict[str, Any]:
    chosen = form["person"].value()
    person = Person.objects.filter(pk=chosen).first() if str(chosen or "").isdecimal() else None
    return {"form": form, "members": members, "draft": draft, "known": _known(request, person) if person else {}}


@require_POST
@needs(Permission.CONSULTATION_WRITE)
def known_persons(request: HttpRequest) -> HttpResponse:
    """同じ方かもしれません: people whom the typed name, kana or telephone finds; or the one that was chosen."""
    chosen = request.POST.get("choose", "")
    if chosen.isdecimal():
        person = get_object_or_404(Person, pk=int(chosen))
        audit.record(audit.Verb.VIEWED, person, by=request.membership)
        return render(request, "casework/_known_persons.html", _known(request, person))
    words = [request.POST.get(each, "").strip() for each in ("name", "kana", "telephone")]
    found: list[Person] = []
    for each in words:
        if len(each) > 1 and each not in ("匿名", "不詳"):
            people = Person.objects.found_by(each).prefetch_related("consultations", "memberships__household")
            found += [person for person in people[:5] if person not in found and not person.nameless]
    if found:
        audit.listed(found, by=request.membership, words=audit.hash_of(" ".join(words)))
    return render(request, "casework/_known_persons.html", {"people": found[:5]})


def _known(request: HttpRequest, person: Person) -> dict[str, Any]:
    member = person.memberships.filter(left_on=None).select_related("household").order_by("-pk").first()
    household = member.household if member else None
    return {
        "person": person,
        "household": household,
        "open_cases": list(household.cases.filter(closed_on=None)) if household else [],
        "may_write_contact": access.may_write_contact(request.membership),
    }


@needs(Permission.CONSULTATION_READ)
def consultation_detail(request: HttpRequest, pk: int, form: DecisionForm | None = None) -> HttpResponse:
    consultation = _consultation(pk)
    audit.record(audit.Verb.VIEWED, consultation, by=request.membership)
    context = {
        "consultation": consultation,
        "members": consultation.household.members.select_related("person").prefetch_related("concerns"),
        "shared": access.shared_categories(request.membership, consultation.household),
        "withheld": access.withheld_categories(request.membership, consultation.household),
        "decision": form or DecisionForm(),
        "may_decide": access.may_decide(request.membership) and not consultation.case_id,
        "may_edit": access.may_edit_consultation(request.membership, consultation),
        "may_write_contact": access.may_write_contact(request.membership),
    }
    return render(request, "casework/consultation_detail.html", context, status=422 if form and form.errors else 200)


def _consultation(pk: int) -> Consultation:
    members = Prefetch("household__members", HouseholdMember.objects.select_related("person"))
    found = Consultation.objects.for_list().select_related("brought_by", "district")
    return get_object_or_404(
        found.prefetch_related(members, "concerns", "sheets__agencies_involved__agency", "referrals__to", "contacts"), pk=pk
    )


@require_POST
@needs(Permission.CONSULTATION_READ)
def consultation_decide(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = get_object_or_404(Consultation, pk=pk)
    access.check_may_decide(request.membership)
    form = DecisionForm(request.POST)
    if form.is_valid():
        decided = form.run(
            actions.decide, consultation, form.cleaned_data["outcome"], form.cleaned_data["decided_on"], by=request.membership
        )
        if decided and decided.case:
            messages.success(request, _("The case %(number)s is open. Next: make a plan.") % {"number": decided.number})
            return redirect(decided.case)
        if decided:
            messages.success(request, _("Decided: one-off. It can be taken back on this page."))
            return redirect(decided)
    return consultation_detail(request, pk, form)


@require_POST
@needs(Permission.CONSULTATION_READ)
def consultation_undecide(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = get_object_or_404(Consultation, pk=pk)
    actions.reopen_decision(consultation, by=request.membership)
    messages.success(request, _("Taken back: it waits for a decision again."))
    return redirect(consultation)


@needs(Permission.CONSULTATION_READ)
def consultation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = get_object_or_404(Consultation, pk=pk)
    access.check_may_edit_consultation(request.membership, consultation)
    born = BirthOrAge(consultation.birth_date, "" if consultation.birth_date else consultation.person.stated_age)
    form = ConsultationForm(request.POST or None, instance=consultation, initial={"born": born})
    if request.method == "POST" and form.is_valid():
        form.instance.birth_date = form.cleaned_data["born"].birth_date
        form.instance.main_concern = form.cleaned_data["main_concern"]
        if form.run(actions.change, form.instance, form.cleaned_data["concerns"], by=request.membership):
            messages.success(request, _("Saved."))
            return redirect(consultation)
    else:
        audit.record(audit.Verb.VIEWED, consultation, by=request.membership)
    status = 422 if form.errors else 200
    return render(request, "casework/consultation_edit.html", {"form": form, "consultation": consultation}, status=status)


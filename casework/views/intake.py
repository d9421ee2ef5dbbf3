"""Taking in a consultation while somebody talks: one page, filled in any order, kept on the server as it is typed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in, numbers_in
from accounts.roles import Permission
from agencies.calendar import today
from casework import access
from casework.actions import consultations as actions
from casework.actions import drafts, outreach, pairs
from casework.actions.households import Member
from casework.forms.drafted import typed
from casework.forms.intake import Intake
from casework.forms.members import RELATIONS
from casework.forms.persons import BirthOrAgeField
from casework.matching import searching
from casework.models import Consultation, Contact, Draft, InvolvedAgency, OutreachNote, Person

FORM = "consultation"


@needs(Permission.CONSULTATION_WRITE)
def consultation_new(request: Request) -> HttpResponse:
    """Begins a draft and goes to it. What a search was made with, or somebody on record, is carried over."""
    content = {name: [value] for name, value in searching.as_told(request.POST.get("q", "")).items()}
    chosen = request.POST.get("person", "")
    if number_in(chosen):
        person = get_object_or_404(Person.objects.prefetch_related("memberships__household"), pk=chosen)
        household = searching.household_of(person)
        shared = access.shared_categories(request.membership, household) if household else access.EVERYTHING
        kana = person.kana if access.is_shared("person.kana", shared) else ""
        content = {"person": [chosen], "name": [person.name], "kana": [kana]}
    draft = drafts.start(FORM, by=request.membership, content=content)
    return redirect("casework:consultation_draft", draft.pk)


@needs(Permission.CONSULTATION_WRITE)
def consultation_draft(request: Request, pk: int) -> HttpResponse:
    """The form, with what was typed so far; sent, it registers the consultation."""
    draft = Draft.objects.filter(pk=pk, form=FORM).first()
    if request.method == "POST":
        return _sent(request, pk, draft)
    if draft is None:
        messages.info(request, _("That one was registered or discarded. Here is the list."))
        return redirect("casework:consultation_list")
    intake = Intake(by=request.membership, data=typed(draft) if draft.content else None, judged=False)
    return _page(request, intake, draft)


def _sent(request: Request, pk: int, draft: Draft | None) -> HttpResponse:
    if "choose" in request.POST or "choose_none" in request.POST:  # without JavaScript the page comes back, chosen
        return _page(request, Intake(by=request.membership, data=_chosen(request.POST), judged=False), draft)
    intake = Intake(by=request.membership, data=request.POST)
    if intake.is_valid():
        try:
            made = _register(request, intake, pk)
            _reached(request, made, draft)
        except actions.TakenInAlready as again:
            messages.info(request, _("This was registered already. Nothing was saved twice."))
            return redirect(again.record or "casework:consultation_list")
        except ValidationError as error:  # the agency that brought it is missing, where the setting asks for it
            intake.form.add_error(None, error)
        else:
            return _registered(request, made)
    return _page(request, intake, draft, status=422)


def _register(request: Request, intake: Intake, pk: int) -> Consultation | Contact:
    told = intake.form.cleaned_data
    shared: dict[str, Any] = {
        "by": request.membership,
        "members": [_member(row) for row in intake.members.told],
        "involved": [(row["agency"], row["support"]) for row in intake.involved.told],
        "draft": pk,
    }
    if told["goes_to"]:
        return actions.take_as_contact(intake.record, told["concerns"], told["goes_to"], **shared)
    return actions.take_in(
        intake.record, told["concerns"], person=told["person"], stated_age=intake.form.birth_or_age.stated_age, **shared
    )


def _reached(request: Request, made: Consultation | Contact, draft: Draft | None) -> None:
    """An intake that was begun from the roster: who is reached stands there no more."""
    note = OutreachNote.objects.open().filter(pk=draft.about_id).first() if draft and draft.about_id else None
    if not note or not access.may_keep_roster(request.membership):
        return
    try:
        outreach.link(note, made.consultation if isinstance(made, Contact) else made, by=request.membership)
    except ValidationError as closed_meanwhile:
        messages.warning(request, " ".join(closed_meanwhile.messages))


def _member(row: dict[str, Any]) -> Member:
    names = ("name", "kana", "relation_label", "sex", "note", "concerns", "asked")
    return Member(
        birth_date=row["born"].birth_date,
        stated_age=row["born"].stated_age,
        same={"same": True, "other": False}.get(row["same"]),
        **{name: row[name] for name in names},
    )


def _registered(request: Request, made: Consultation | Contact) -> HttpResponse:
    if isinstance(made, Contact):
        messages.success(request, _("Kept as a contact in the running case."))
        return redirect(made.case or made.consultation)
    messages.success(request, _("Registered as %(number)s.") % {"number": made.number})
    if "decide" in request.POST:
        return redirect(made.get_absolute_url() + "#decide")
    if pairs.is_told(made.household, request.membership):  # it stands there: another agency, ask the coordinator
        return redirect(made)
    return redirect("casework:consultation_list")


def _page(request: Request, intake: Intake, draft: Draft | None, status: int = 200) -> HttpResponse:
    person = intake.person
    if person:
        audit.record(audit.Verb.VIEWED, person, by=request.membership)
    if intake.form.matches:
        found = [each.person.pk for each in intake.form.matches]
        audit.record(audit.Verb.SEARCHED, by=request.membership, persons=found)
    context = {
        "intake": intake,
        "form": intake.form,
        "members": intake.members,
        "involved": intake.involved,
        "draft": draft,
        "relations": RELATIONS,
        "may_decide": access.may_decide(request.membership),
        "others": intake.form["others"].value() or "",
        "matches": intake.form.matches,
        **(_known(request, person, intake.form["goes_to"].value(), intake.form["goes_to"].errors) if person else {}),
    }
    return render(request, "casework/consultation_form.html", context, status=status)


def _known(request: Request, person: Person, goes_to: Any = "", goes_to_errors: Any = ()) -> dict[str, Any]:
    """Somebody on record who was chosen: the family, who is with it, and the case that may be meant."""
    household = searching.household_of(person)
    shared = access.shared_categories(request.membership, household) if household else access.EVERYTHING
    running = searching.running_cases(person) if access.may_write_contact(request.membership) else []
    return {
        "person": person,
        "household": household,
        "shared": shared,
        "known_members": household.members.filter(left_on=None).select_related("person") if household else [],
        "known_agencies": InvolvedAgency.objects.filter(household=household, ended_on=None).select_related("agency")
        if household
        else [],
        "running_cases": running,
        "goes_to": goes_to or "",
        "goes_to_errors": goes_to_errors,
        "today": today(),
    }


def _chosen(sent: QueryDict) -> QueryDict:
    """The form as it stands after この方です, 別の方です or 選びなおす."""
    data = sent.copy()
    chosen = str(sent.get("choose", ""))
    if "choose_none" in sent:
        dropped = str(sent["choose_none"] or sent.get("person", ""))
        kept = [*str(sent.get("others", "")).split(","), dropped]
        data["others"] = ",".join(dict.fromkeys(each for each in kept if number_in(each)))
        data["person"] = ""
    elif number_in(chosen):
        data["person"] = chosen
    return data


@require_POST
@needs(Permission.CONSULTATION_WRITE)
def known_persons(request: Request) -> HttpResponse:
    """同じ方かもしれません, as it is typed: people who agree with what is told, or the one that was chosen (htmx)."""
    data = _chosen(request.POST)
    born = _birth_date(data.get("born", ""))
    context: dict[str, Any] = {"others": data.get("others", ""), "born": born, "today": today(), "live": True}
    chosen = data.get("person", "")
    if number_in(chosen):
        known = Person.objects.prefetch_related("memberships__household__cases")
        person = get_object_or_404(known, pk=chosen)
        audit.record(audit.Verb.VIEWED, person, by=request.membership)
        context |= _known(request, person, data.get("goes_to"))
        return render(request, "casework/_known_persons.html", context)
    words = [data.get(each, "").strip()[:100] for each in ("name", "kana", "telephone")]
    context["matches"] = searching.likely_same(
        by=request.membership, name=words[0], kana=words[1], telephone=words[2], birth_date=born,
        without=numbers_in(context["others"]),
    )  # fmt: skip
    if any(words):
        found = [each.person.pk for each in context["matches"]]
        audit.record(audit.Verb.SEARCHED, by=request.membership, words=audit.hash_of("\n".join(words)), persons=found)
    return render(request, "casework/_known_persons.html", context)


def _birth_date(text: str) -> Any:
    """A birthday that is still being typed is none yet."""
    try:
        return BirthOrAgeField().clean(text).birth_date
    except ValidationError:
        return None

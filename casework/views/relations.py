"""Relations of a family, written by presses: the page's part with the picture comes back changed, with a way to take
the press back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.roles import Permission
from agencies.calendar import today
from casework import access
from casework.actions import relations as actions
from casework.forms.relations import DayForm, RelationForm
from casework.models import Household, Relation
from casework.relations import Done, shown
from casework.views.households import household_page

PLACE = "#relations"


def _answer(
    request: Request, household: Household, *, done: Done | None = None, mistake: str = "",
    form: RelationForm | None = None, typed: tuple[int, Mapping[str, Any]] | None = None,
) -> HttpResponse:  # fmt: skip
    """The part of the page that a press changes; the whole page, or a way back to it, where no script runs."""
    wrong = bool(mistake or (form is not None and form.errors))
    if not request.headers.get("HX-Request"):
        if form is not None and form.errors:
            return household_page(request, household.pk, relation=form)
        if mistake:
            messages.error(request, mistake)
        elif done:
            messages.success(request, done.words)
        return redirect(household.get_absolute_url() + PLACE)
    found = Household.objects.prefetch_related("members__person")  # its name is that of a member
    part = shown(found.get(pk=household.pk), request.membership, form=form, done=done, mistake=mistake, typed=typed)
    audit.record(audit.Verb.VIEWED, household, by=request.membership)
    return render(request, "casework/_relations.html", {"relations": part}, status=422 if wrong else 200)


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def relation_add(request: Request, pk: int) -> HttpResponse:
    household = get_object_or_404(Household, pk=pk)
    access.check_may_edit_household(request.membership, household)
    form = RelationForm(request.POST, instance=Relation(household=household))
    if form.is_valid() and form.run(actions.relate, form.instance, by=request.membership):
        return _answer(request, household, done=Done(_("It is written down."), (form.instance.pk,)))
    return _answer(request, household, form=form)


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def relation_press(request: Request, pk: int) -> HttpResponse:
    """It has ended, lasts after all, was written by mistake; the couple is separated; or how the two get on."""
    found = Relation.objects.select_related("household", "of", "to")
    relation = get_object_or_404(found, pk=pk)
    household, by, press = relation.household, request.membership, request.POST.get("press", "")
    access.check_may_edit_household(by, household)
    try:
        if press == "ended":
            couple = relation.kind in Relation.PARTNERS
            actions.end_relation(relation, _day(request) if couple else today(), by=by)
            done = Done(_("The relation has ended; it stays in the family's history."), changed=relation.pk)
        elif press == "separated":
            was_separated = relation.state == Relation.State.SEPARATED  # and its day is written only now
            actions.separate(relation, _day(request), by=by)
            done = Done(_("The couple is written down as separated."), changed=None if was_separated else relation.pk)
        elif press == "lasting":
            actions.resume_relation(relation, by=by)
            done = Done(_("It is written down as lasting."))
        elif press == "wrong":
            actions.take_back(household, [relation.pk], by=by)
            done = Done(_("It is taken out."))
        elif press in Relation.Quality.values and press:
            made = actions.stand(relation, press, by=by)
            done = Done(_("It is written down."), (made.pk,))
        else:
            return _answer(request, household, mistake=_("This button is no longer known. Open the page again."))
    except ValidationError as error:
        return _answer(request, household, mistake=" ".join(error.messages), typed=(relation.pk, request.POST))
    return _answer(request, household, done=done)


def _day(request: Request) -> date | None:
    """Raises ValidationError where what was typed is no day."""
    form = DayForm(request.POST)
    if not form.is_valid():
        raise ValidationError(list(form.errors["on"]))
    return form.cleaned_data["on"]


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def relations_accept(request: Request, pk: int) -> HttpResponse:
    """What 続柄 speaks for: one, or all that stand there."""
    household = get_object_or_404(Household, pk=pk)
    access.check_may_edit_household(request.membership, household)
    made = actions.accept_guesses(household, request.POST.getlist("guess"), by=request.membership)
    if not made:
        return _answer(request, household, mistake=_("Nothing was left to write down: somebody was faster."))
    words = _("Relations recorded: %(count)s.") % {"count": len(made)}
    return _answer(request, household, done=Done(words, tuple(each.pk for each in made)))


@require_POST
@needs(Permission.HOUSEHOLD_READ)
def relations_take_back(request: Request, pk: int) -> HttpResponse:
    """The last press, taken back: what it wrote goes, what it ended lasts again."""
    household = get_object_or_404(Household, pk=pk)
    by = request.membership
    access.check_may_edit_household(by, household)
    changed = number_in(request.POST.get("changed"))
    try:
        if changed:
            relation = get_object_or_404(
                Relation.objects.select_related("household", "of", "to"), pk=changed, household=household
            )
            actions.resume_relation(relation, by=by)
        made = [number for each in request.POST.getlist("made") if (number := number_in(each))]
        actions.take_back(household, made, by=by)
    except ValidationError as error:
        return _answer(request, household, mistake=" ".join(error.messages))
    return _answer(request, household, done=Done(_("Taken back.")))

"""簡易調査: many rows in a few minutes, and mending what was answered while the survey is open."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.paging import keyset_page
from accounts.roles import Permission
from casework import access
from casework.actions import drafts
from casework.actions import survey as actions
from casework.forms.drafted import initial_of, rows_of, typed
from casework.forms.outreach import DISTRICTS, district_options
from casework.forms.survey import HeadForm, HomeForm, SurveyFormSet, rows_of_home
from casework.models import Draft, Survey, SurveyHousehold

FORM = "survey"


@needs(Permission.SURVEY_WRITE)
def survey_current(request: Request) -> HttpResponse:
    """The survey that is open; else the last one, to look at."""
    survey = Survey.objects.running().first() or Survey.objects.order_by("-fiscal_year").first()
    if survey is None:
        return render(request, "casework/survey_none.html")
    return redirect("casework:survey", survey.fiscal_year)


@needs(Permission.SURVEY_WRITE)
def survey_page(request: Request, year: int) -> HttpResponse:
    """Rows to fill in, and below them what was answered so far: a desk's own, for coordinators everybody's."""
    survey = get_object_or_404(Survey, fiscal_year=year)
    if request.method == "POST":
        return _sent(request, survey)
    if not access.may_answer_survey(request.membership, survey):
        return _page(request, survey)
    draft = drafts.resume(FORM, by=request.membership, about=survey.pk)
    district = request.membership.agency.district_id
    head = HeadForm(initial={"district": district} if district else {})
    rows = SurveyFormSet(prefix="rows")
    if draft.content:
        data = typed(draft)
        head.initial.update(initial_of(head, data))
        kept = rows_of(SurveyFormSet(prefix="rows"), data)
        rows = SurveyFormSet(prefix="rows", initial=kept)
        rows.extra = 0 if kept else 1
    return _page(request, survey, head=head, rows=rows, draft=draft)


@needs(Permission.SURVEY_WRITE)
def survey_draft(request: Request, pk: int) -> HttpResponse:
    """Where a draft of rows is gone on with: the page of its survey."""
    draft = get_object_or_404(Draft, pk=pk, form=FORM)
    return redirect("casework:survey", get_object_or_404(Survey, pk=draft.about_id).fiscal_year)


def _sent(request: Request, survey: Survey) -> HttpResponse:
    access.check_may_answer_survey(request.membership, survey)
    head, rows = HeadForm(request.POST), SurveyFormSet(request.POST, prefix="rows")
    key = number_in(request.POST.get("draft"))
    draft = Draft.objects.filter(pk=key, form=FORM).first() if key else None
    valid = [head.is_valid(), rows.is_valid()]
    if all(valid) and not rows.told:
        head.add_error(None, _("Nothing is filled in yet: sex, age or what is noticed."))
    elif all(valid):
        made = head.run(
            actions.add_rows, survey, rows.told, district=head.cleaned_data["district"], by=request.membership,
            draft=key,
        )  # fmt: skip
        if made is not None:
            messages.success(request, _("Households saved: %(count)s.") % {"count": len(made)})
            return redirect("casework:survey", survey.fiscal_year)
    return _page(request, survey, head=head, rows=rows, draft=draft, status=422)


def _page(request: Request, survey: Survey, status: int = 200, **forms: Any) -> HttpResponse:
    by = request.membership
    found = SurveyHousehold.objects.for_list().filter(survey=survey)
    page = keyset_page(found, request, order=["-pk"])
    audit.listed(page.rows, by=by)
    context = {
        "survey": survey,
        "page": page,
        "count": found.count(),
        "open": access.may_answer_survey(by, survey),
        "tells": by.has(Permission.LOCAL_REPORT),
        "all_desks": by.has(Permission.OUTREACH_WRITE),
        "districts": district_options(),
        "districts_id": DISTRICTS,
        **forms,
    }
    return render(request, "casework/survey.html", context, status=status)


@needs(Permission.SURVEY_WRITE)
def survey_home(request: Request, pk: int) -> HttpResponse:
    """Mending one household."""
    home = get_object_or_404(SurveyHousehold.objects.for_list(), pk=pk)
    access.check_may_change_answer(request.membership, home)
    if request.method == "POST":
        form, rows = HomeForm(request.POST), SurveyFormSet(request.POST, prefix="rows", held=home)
        valid = [form.is_valid(), rows.is_valid()]
        if all(valid) and form.run(
            actions.change_home, home, rows.told, label=form.cleaned_data["label"], by=request.membership
        ):
            messages.success(request, _("Saved."))
            return redirect("casework:survey", home.survey.fiscal_year)
    else:
        form = HomeForm(initial={"label": home.label})
        rows = SurveyFormSet(prefix="rows", initial=rows_of_home(home), held=home)
        rows.extra = 0
    audit.record(audit.Verb.VIEWED, home, by=request.membership)
    context = {"home": home, "form": form, "rows": rows}
    return render(request, "casework/survey_home.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@needs(Permission.SURVEY_WRITE)
def survey_home_remove(request: Request, pk: int) -> HttpResponse:
    home = get_object_or_404(SurveyHousehold.objects.select_related("survey"), pk=pk)
    actions.remove_home(home, by=request.membership)
    messages.success(request, _("Taken out."))
    return redirect("casework:survey", home.survey.fiscal_year)

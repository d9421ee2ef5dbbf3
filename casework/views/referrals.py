"""Handing a family over, the page of a hand-over for both sides, and what its sender does about it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import audit
from accounts.access import needs
from accounts.http import Request, number_in
from accounts.paging import keyset_page
from accounts.roles import Permission
from agencies.models import Agency, Municipality
from casework import access
from casework.actions import drafts
from casework.actions import referrals as actions
from casework.choices import Category
from casework.forms.drafted import rows_of, typed
from casework.forms.referral import DangerForm, HandOverFormSet, ToldForm
from casework.hand_overs import referral_access
from casework.hand_overs.lines import TOLD, lines_of, received_by
from casework.hand_overs.proposals import proposals_for, topics_without_district
from casework.models import Consent, Consultation, Draft, Referral
from casework.own_consents import lacking_own
from casework.views.drafts import NOT_KEPT
from casework.views.referral_page import page_of

FORM = "hand_over"  # of the draft
PREFIX = "to"


@needs(Permission.CONSULTATION_READ)
def referral_received(request: Request) -> HttpResponse:
    """What was handed to one's own agency."""
    referral_access.check_may_answer_here(request.membership)
    panel = received_by(request.membership)
    rows = [each.referral for each in panel["waiting"] + panel["answered"]]
    audit.listed(rows, by=request.membership, page="received")
    return render(request, "casework/referral_received.html", {"panel": panel})


@needs(Permission.REFERRAL_SEND)
def referral_sent(request: Request) -> HttpResponse:
    """What one's own agency handed over, with what became of it."""
    found = Referral.objects.filter(sender=request.membership.agency).select_related(*TOLD)
    open_only = request.GET.get("open", "")
    if open_only:
        found = found.open()
    page = keyset_page(found, request, order=["-sent_at", "-pk"])
    audit.listed(page.rows, by=request.membership, page="sent")
    context = {"page": page, "lines": lines_of(page.rows, request.membership), "open": open_only}
    return render(request, "casework/referral_sent.html", context)


@needs(Permission.CONSULTATION_READ)
def referral_new(request: Request, pk: int) -> HttpResponse:
    """One form for several agencies. Nothing is handed over where one of them is not covered: the page says which, why,
    and what can be done."""
    consultation = _consultation(pk)
    by = request.membership
    referral_access.check_may_hand_over(by, consultation)
    draft = drafts.resume(FORM, by=by, about=consultation.pk)
    if request.method != "POST":
        kept = _kept(draft, consultation)
        return _form_page(request, consultation, _begun(request, kept), draft=draft, restored=bool(kept))
    content = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    draft = drafts.save(draft, content, draft.version)
    if "add" in request.POST:
        return _form_page(request, consultation, _with_row(request), draft=draft)
    rows = HandOverFormSet(request.POST, prefix=PREFIX, initial=_chosen(request))
    if rows.is_valid():
        _mark_uncovered(consultation, rows)
        try:
            sheet = consultation.sheets.order_by("-pk").first()
            sent = actions.hand_over(consultation, rows.wanted, by=by, sheet=sheet)
        except actions.NotCovered:
            pass  # said beside each agency
        except ValidationError as error:
            rows.say(error.messages)
        else:
            _drafts(request, consultation).delete()
            names = _(", ").join(each.to.name for each in sent)
            done = _("Handed over to %(agencies)s. You learn here what they answer.")
            messages.success(request, done % {"agencies": names})
            return redirect(sent[0] if len(sent) == 1 else reverse("casework:referral_sent"))
    return _form_page(request, consultation, rows, draft=draft, status=422)


def _drafts(request: Request, consultation: Consultation) -> QuerySet[Draft]:
    return drafts.mine(FORM, by=request.membership, about=consultation.pk)


def _kept(draft: Draft, consultation: Consultation) -> list[dict[str, Any]]:
    """What was typed and not handed over, for who comes back from asking for a consent."""
    there = {str(key) for key in _there(consultation)}
    rows = rows_of(HandOverFormSet(prefix=PREFIX), typed(draft))
    return [row for row in rows if (row.get("to") or row.get("reason")) and row.get("to") not in there]


def _drop_spent(request: Request, consultation: Consultation) -> None:
    """A draft of which everything is handed over by now."""
    for draft in _drafts(request, consultation):
        if not _kept(draft, consultation):
            draft.delete()


def _there(consultation: Consultation) -> set[int]:
    """The agencies that have the family already."""
    held = Referral.objects.live().filter(consultation=consultation, answer__in=Referral.HELD)
    return set(held.values_list("to", flat=True))


def _begun(request: Request, kept: list[dict[str, Any]]) -> Any:
    """With what was typed before, and the agency that was pressed."""
    chosen = _chosen(request) or []
    if not kept:
        return HandOverFormSet(prefix=PREFIX, initial=chosen or None)
    rows = HandOverFormSet(prefix=PREFIX, initial=[*kept, *chosen])
    rows.extra = 0
    return rows


def _chosen(request: Request) -> list[dict[str, Any]] | None:
    key = request.GET.get("to", "")
    return [{"to": key}] if number_in(key) else None


def _with_row(request: Request) -> Any:
    """What was typed, with one more row for the agency that was pressed in the directory's list."""
    agency = get_object_or_404(Agency.objects.in_use(), pk=number_in(request.POST["add"]))
    sent = HandOverFormSet(request.POST, prefix=PREFIX)
    kept = []
    for row in sent.forms:
        to = row["to"].value()
        reason = row["reason"].value() or ""
        if not request.POST.get(row.add_prefix("DELETE")) and (to or reason):
            kept.append({"to": to, "reason": reason})
    rows = HandOverFormSet(prefix=PREFIX, initial=[*kept, {"to": agency.pk}])
    rows.extra = 0
    return rows


def _mark_uncovered(consultation: Consultation, rows: Any) -> None:
    agencies = [each.agency for each in rows.typed if each.agency]
    allowed = actions.covered(consultation.household_id, agencies)
    for each in rows.typed:
        each.uncovered = each.agency is not None and each.agency not in allowed


def _form_page(
    request: Request, consultation: Consultation, rows: Any, *, draft: Draft, restored: bool = False, status: int = 200
) -> HttpResponse:
    audit.record(audit.Verb.VIEWED, consultation, by=request.membership, page="hand_over")
    household = consultation.household
    shared = access.shared_categories(request.membership, household)
    found = Consent.objects.in_force().filter(household=household).select_related("given_by")
    consents = list(found.prefetch_related("agencies", "given_for"))
    lacking = lacking_own(household.members.all(), consents)
    proposals = proposals_for(consultation)
    allowed = actions.covered(household.pk, [each.agency for each in proposals])
    there = _there(consultation)
    context = {
        "consultation": consultation,
        "household": household,
        "rows": rows,
        "draft": draft,
        "restored": restored,
        "consents": access.shown_consents(request.membership, consents, shared),
        "shared": shared,
        "lacking": lacking if access.is_shared("household.members", shared) else [],
        "back": request.path,
        "kept_back": _kept_back(consents),
        "proposals": [(each, each.agency in allowed, each.agency.pk in there) for each in proposals],
        "without_district": topics_without_district(consultation),
        "has_sheet": consultation.sheets.exists(),
        "may_take_consent": access.may_take_consent(request.membership, household),
        "answer_days": Municipality.current().referral_answer_days,
        "uncovered": [each for each in rows.forms if getattr(each, "uncovered", False)],
    }
    return render(request, "casework/referral_form.html", context, status=status)


def _kept_back(consents: list[Consent]) -> list[str]:
    """Categories that no consent in force shares with anybody."""
    shared = {each for consent in consents for each in consent.categories}
    return [str(each.label) for each in Category if each not in shared] if consents else []


def _consultation(pk: int) -> Consultation:
    found = Consultation.objects.for_list().select_related("district", "household__district", "main_concern__list")
    return get_object_or_404(found.prefetch_related("household__members__person", "concerns"), pk=pk)


@needs(Permission.CONSULTATION_READ)
def referral_draft(request: Request, pk: int) -> HttpResponse:
    """The page in which a draft was typed, for another window that is asked to compare."""
    return redirect("casework:referral_new", get_object_or_404(Draft, pk=pk, form=FORM).about_id)


@needs(Permission.CONSULTATION_READ)
def referral_danger(request: Request, pk: int) -> HttpResponse:
    """Handing over without consent in danger to life or limb: a page of its own, with the ground to be written."""
    consultation = _consultation(pk)
    by = request.membership
    referral_access.check_may_hand_over(by, consultation)
    form = DangerForm(request.POST if request.method == "POST" else None, initial=_typed_for(request, consultation))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = actions.HandOver(data["to"], data["reason"])
        sheet = consultation.sheets.order_by("-pk").first()
        sent = form.run(actions.hand_over_in_danger, consultation, row, data["danger"], by=by, sheet=sheet)
        if sent:
            _drop_spent(request, consultation)
            done = _("Handed over to %(agency)s. The lead department has been told.")
            messages.success(request, done % {"agency": sent.to})
            return redirect(sent)
    audit.record(audit.Verb.VIEWED, consultation, by=by, page="hand_over")
    context = {"form": form, "consultation": consultation, "household": consultation.household}
    return render(request, "casework/referral_danger.html", context, status=422 if form.errors else 200)


def _typed_for(request: Request, consultation: Consultation) -> dict[str, Any]:
    """The agency that no consent covers, with what was asked of it on the page before."""
    key = request.GET.get("to", "")
    kept = [row for draft in _drafts(request, consultation) for row in _kept(draft, consultation)]
    return {"to": key, "reason": next((row["reason"] for row in kept if row.get("to") == key), "")}


@needs(Permission.CONSULTATION_READ)
def referral_detail(request: Request, pk: int) -> HttpResponse:
    referral = fetched(pk)
    actions.note_read(referral, by=request.membership)
    return page_of(request, referral)


def fetched(pk: int) -> Referral:
    return get_object_or_404(Referral.objects.select_related(*TOLD, "told_by__staff", "danger_seen_by__staff"), pk=pk)


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_told(request: Request, pk: int) -> HttpResponse:
    referral = fetched(pk)
    referral_access.check_may_follow_referral(request.membership, referral)
    form = ToldForm(request.POST, prefix="told")
    if form.is_valid():
        data = form.cleaned_data
        if form.run(actions.tell_of_coming, referral, data["told_to"], data["told_on"], by=request.membership):
            messages.success(request, _("Noted: they know that the family is coming."))
            return redirect(referral)
    return page_of(request, referral, told=form)


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_take_back(request: Request, pk: int) -> HttpResponse:
    referral = fetched(pk)
    referral_access.check_may_follow_referral(request.membership, referral)
    try:
        actions.take_back(referral, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(referral)
    messages.success(request, _("Taken back. Nobody there had read it."))
    return redirect(reverse("casework:referral_new", args=[referral.consultation_id]))


@needs(Permission.REFERRAL_SETTLE)
def referral_dangers(request: Request) -> HttpResponse:
    """All that was handed over without consent, those that nobody has looked at first."""
    found = Referral.objects.in_danger().select_related(*TOLD, "danger_seen_by__staff")
    page = keyset_page(found, request, order=["-sent_at", "-pk"])
    audit.listed(page.rows, by=request.membership, page="dangers")
    context = {"page": page, "lines": lines_of(page.rows, request.membership)}
    return render(request, "casework/referral_dangers.html", context)


@require_POST
@needs(Permission.CONSULTATION_READ)
def referral_danger_seen(request: Request, pk: int) -> HttpResponse:
    referral = fetched(pk)
    referral_access.check_may_read_dangers(request.membership)
    actions.note_danger_seen(referral, by=request.membership)
    messages.success(request, _("Noted: you have read why."))
    return redirect(referral)

"""Search, consultations, households, consents and restricted families."""

from django.urls import path

from casework.views import consents, consultations, drafts, households, intake, members, restricted, search

urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/<int:pk>/", search.search_kept, name="search_kept"),
    path("drafts/<int:pk>/", drafts.draft_save, name="draft_save"),
    path("drafts/<int:pk>/discard/", drafts.draft_discard, name="draft_discard"),
    path("consultations/", consultations.consultation_list, name="consultation_list"),
    path("consultations/new/", intake.consultation_new, name="consultation_new"),
    path("consultations/new/<int:pk>/", intake.consultation_draft, name="consultation_draft"),
    path("consultations/known/", intake.known_persons, name="consultation_known"),
    path("consultations/<int:pk>/", consultations.consultation_detail, name="consultation_detail"),
    path("consultations/<int:pk>/edit/", consultations.consultation_edit, name="consultation_edit"),
    path("consultations/<int:pk>/decide/", consultations.consultation_decide, name="consultation_decide"),
    path("consultations/<int:pk>/undecide/", consultations.consultation_undecide, name="consultation_undecide"),
    path("households/", households.household_list, name="household_list"),
    path("households/<int:pk>/", households.household_detail, name="household_detail"),
    path("households/<int:pk>/edit/", households.household_edit, name="household_edit"),
    path("households/<int:pk>/members/new/", members.member_edit, name="household_member_new"),
    path("households/<int:pk>/members/<int:member_pk>/", members.member_edit, name="household_member"),
    path("households/<int:pk>/agencies/", members.involved_add, name="household_agency_add"),
    path("involved-agencies/<int:pk>/end/", members.involved_end, name="household_agency_end"),
    path("households/<int:pk>/consents/new/", consents.consent_new, name="consent_new"),
    path("households/<int:pk>/consents/own/", consents.consent_own, name="consent_own"),
    path("consents/expiring/", consents.consent_expiring, name="consent_expiring"),
    path("consents/<int:pk>/", consents.consent_detail, name="consent_detail"),
    path("consents/<int:pk>/withdraw/", consents.consent_withdraw, name="consent_withdraw"),
    path("households/<int:pk>/restrict/", restricted.household_restrict, name="household_restrict"),
    path("households/<int:pk>/lift/", restricted.household_lift, name="household_lift"),
    path("restricted-cases/", restricted.restricted_list, name="restricted_list"),
]

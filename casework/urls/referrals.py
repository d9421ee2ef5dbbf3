"""Hand-overs: sent, received, answered; the coordinators' board; one-time links."""

from django.urls import path

from casework.views import hand_over_contacts, referral_answers, referral_board, referral_links, referrals

urlpatterns = [
    path("referrals/", referrals.referral_received, name="referral_received"),
    path("referrals/sent/", referrals.referral_sent, name="referral_sent"),
    path("referrals/board/", referral_board.referral_board, name="referral_board"),
    path("referrals/dangers/", referrals.referral_dangers, name="referral_dangers"),
    path("consultations/<int:pk>/referrals/new/", referrals.referral_new, name="referral_new"),
    path("consultations/<int:pk>/referrals/danger/", referrals.referral_danger, name="referral_danger"),
    path("referrals/drafts/<int:pk>/", referrals.referral_draft, name="referral_draft"),
    path("referrals/<int:pk>/", referrals.referral_detail, name="referral_detail"),
    path("referrals/<int:pk>/told/", referrals.referral_told, name="referral_told"),
    path("referrals/<int:pk>/take-back/", referrals.referral_take_back, name="referral_take_back"),
    path("referrals/<int:pk>/danger-seen/", referrals.referral_danger_seen, name="referral_danger_seen"),
    path("referrals/<int:pk>/take/", referral_answers.referral_take, name="referral_take"),
    path("referrals/<int:pk>/together/", referral_answers.referral_together, name="referral_together"),
    path("referrals/<int:pk>/pass-on/", referral_answers.referral_pass_on, name="referral_pass_on"),
    path("referrals/<int:pk>/ask/", referral_answers.referral_ask, name="referral_ask"),
    path("referrals/<int:pk>/record/", referral_answers.referral_record, name="referral_record"),
    path("referrals/<int:pk>/contact/", referral_answers.referral_contact, name="referral_contact"),
    path("referrals/<int:pk>/undo/", referral_answers.referral_undo, name="referral_undo"),
    path("referrals/<int:pk>/take-up/", referral_board.referral_take_up, name="referral_take_up"),
    path("referrals/<int:pk>/name/", referral_board.referral_name, name="referral_name"),
    path("referrals/<int:pk>/close/", referral_board.referral_close, name="referral_close"),
    path("referrals/<int:pk>/link/", referral_links.link_make, name="referral_link_make"),
    path("referral-links/<int:pk>/revoke/", referral_links.link_revoke, name="referral_link_revoke"),
    path("agencies/<int:pk>/hand-over-contacts/", hand_over_contacts.hand_over_contacts, name="hand_over_contacts"),
    path("from/", referral_links.link_letter, name="link_letter"),
    path("from/<str:token>/", referral_links.link_confirm, name="link_confirm"),
]

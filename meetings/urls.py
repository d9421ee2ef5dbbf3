from django.urls import path

from meetings.views import forms, meetings

app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("new/", forms.meeting_create, name="meeting_create"),
    path("new/<int:pk>/", forms.meeting_draft, name="meeting_draft"),
    path("new/<int:pk>/discard/", forms.meeting_discard, name="meeting_discard"),
    path("rules/", forms.meeting_rules, name="meeting_rules"),
    path("<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("<int:pk>/edit/", forms.meeting_edit, name="meeting_edit"),
    path("<int:pk>/remove/", forms.meeting_remove, name="meeting_remove"),
    path("<int:pk>/opening/", meetings.meeting_opening, name="meeting_opening"),
    path("<int:pk>/acknowledge/", meetings.meeting_acknowledge, name="meeting_acknowledge"),
    path("decisions/<int:pk>/done/", meetings.decision_done, name="decision_done"),
    path("of-case/<int:pk>/", meetings.of_case, name="of_case"),
    path("of-consultation/<int:pk>/", meetings.of_consultation, name="of_consultation"),
]

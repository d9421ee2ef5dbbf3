"""Local desks' reports, the roster of people not reached yet, the yearly survey, tubes and neighbour teams."""

from django.urls import path

from casework.views import local_reports, neighbours, outreach, survey

urlpatterns = [
    path("worries/", local_reports.report_list, name="local_report_list"),
    path("worries/new/", local_reports.report_new, name="local_report_new"),
    path("worries/new/<int:pk>/", local_reports.report_draft, name="local_report_draft"),
    path("worries/<int:pk>/", local_reports.report_detail, name="local_report_detail"),
    path("worries/<int:pk>/take-up/", local_reports.report_take_up, name="local_report_take_up"),
    path("outreach/", outreach.outreach_list, name="outreach_list"),
    path("outreach/new/", outreach.outreach_new, name="outreach_new"),
    path("outreach/<int:pk>/", outreach.outreach_detail, name="outreach_detail"),
    path("outreach/<int:pk>/edit/", outreach.outreach_edit, name="outreach_edit"),
    path("outreach/<int:pk>/attempts/", outreach.outreach_attempt, name="outreach_attempt"),
    path("outreach/<int:pk>/consultation/", outreach.outreach_consult, name="outreach_consult"),
    path("outreach/<int:pk>/link/", outreach.outreach_link, name="outreach_link"),
    path("outreach/<int:pk>/end/", outreach.outreach_end, name="outreach_end"),
    path("outreach/<int:pk>/reopen/", outreach.outreach_reopen, name="outreach_reopen"),
    path("survey/", survey.survey_current, name="survey_current"),
    path("survey/<int:year>/", survey.survey_page, name="survey"),
    path("survey/drafts/<int:pk>/", survey.survey_draft, name="survey_draft"),
    path("survey/homes/<int:pk>/", survey.survey_home, name="survey_home"),
    path("survey/homes/<int:pk>/remove/", survey.survey_home_remove, name="survey_home_remove"),
    path("households/<int:pk>/tubes/new/", neighbours.tube_new, name="tube_new"),
    path("tubes/", neighbours.tube_list, name="tube_list"),
    path("tubes/<int:pk>/", neighbours.tube_edit, name="tube_edit"),
    path("tubes/<int:pk>/renew/", neighbours.tube_renew, name="tube_renew"),
    path("households/<int:pk>/neighbours/new/", neighbours.team_new, name="team_new"),
    path("neighbours/<int:pk>/", neighbours.team_edit, name="team_edit"),
]

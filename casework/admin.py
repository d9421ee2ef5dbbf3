from django.contrib import admin

from accounts.admin_site import CodeAdmin
from casework.models import AgeBand, Method, Route, Situation, Survey


@admin.register(Route, Method, AgeBand)
class CodeTableAdmin(CodeAdmin):
    list_display = ["name", "order", "offered"]
    list_editable = ["order", "offered"]


@admin.register(Situation)
class SituationAdmin(CodeAdmin):
    list_display = ["name", "order", "in_reports", "in_survey", "offered"]
    list_editable = ["order", "in_reports", "in_survey", "offered"]


@admin.register(Survey)
class SurveyAdmin(CodeAdmin):
    list_display = ["__str__", "opens_on", "closes_on"]

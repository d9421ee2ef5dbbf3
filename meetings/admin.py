from django.contrib import admin

from accounts.admin_site import CodeAdmin
from meetings.models import MeetingForm, MeetingHost, MeetingKind


@admin.register(MeetingKind)
class MeetingKindAdmin(CodeAdmin):
    list_display = ["name", "order", "needs_consent", "secret", "called_by_lead", "about_cases", "offered"]
    list_editable = ["order", "offered"]


@admin.register(MeetingHost)
class MeetingHostAdmin(CodeAdmin):
    list_display = ["name", "order", "coordinators", "offered"]
    list_editable = ["order", "offered"]


@admin.register(MeetingForm)
class MeetingFormAdmin(CodeAdmin):
    list_display = ["name", "order", "offered"]
    list_editable = ["order", "offered"]

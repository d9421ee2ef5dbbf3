"""The code tables of the app below, which cannot know the site."""

from django.contrib import admin
from django.contrib.auth.models import Group

from accounts.admin_site import CodeAdmin
from agencies.models import AgencyGroup, AgencyType, Concern, ConcernList, District, Municipality, Topic

admin.site.unregister(Group)  # a group here is an agency's or a person's, made by them


@admin.register(Municipality)
class MunicipalityAdmin(CodeAdmin):
    exclude = ["coordinators_hold_cases"]  # nothing reads it yet: a box that does nothing is not offered

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(District)
class DistrictAdmin(CodeAdmin):
    list_display = ["name", "parent", "order"]
    list_editable = ["order"]
    list_select_related = ["parent"]


@admin.register(AgencyGroup)
class AgencyGroupAdmin(CodeAdmin):
    list_display = ["name", "order"]
    list_editable = ["order"]


@admin.register(AgencyType)
class AgencyTypeAdmin(CodeAdmin):
    list_display = ["name", "group", "order"]
    list_editable = ["order"]
    list_filter = ["group"]
    list_select_related = ["group"]


@admin.register(ConcernList)
class ConcernListAdmin(CodeAdmin):
    list_display = ["name", "code"]


@admin.register(Concern)
class ConcernAdmin(CodeAdmin):
    list_display = ["name", "list", "number", "short_name", "counts_as", "offered"]
    list_filter = ["list"]
    list_select_related = ["list", "counts_as"]


@admin.register(Topic)
class TopicAdmin(CodeAdmin):
    list_display = ["name", "order"]
    list_editable = ["order"]
    filter_horizontal = ["concerns"]

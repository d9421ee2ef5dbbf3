"""Django's admin, for the lead department's code tables and nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.models import Membership
from accounts.roles import Permission


def _acting(request: HttpRequest) -> Membership | None:
    """Who acts, as accounts.middleware says."""
    return getattr(request, "membership", None)


class CodeTableSite(admin.AdminSite):
    site_title = site_header = gettext_lazy("Code tables")
    index_title = gettext_lazy("Lists and settings that the lead department edits")
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        who = _acting(request)
        return who is not None and who.has(Permission.CODES_EDIT)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Asked for by somebody signed in without the right: the same 403 as everywhere."""
        raise PermissionDenied(_("Code tables are edited by the lead department."))


class CodeAdmin(admin.ModelAdmin):
    """A code table: whoever may enter the site may edit it; each change is an audit event."""

    def _may(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._may(request)

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        audit.record(audit.Verb.CREATED, obj, by=_acting(request))
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        audit.record(audit.Verb.CHANGED, obj, by=_acting(request))
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for each in queryset:
            audit.record(audit.Verb.REMOVED, each, by=_acting(request))
        return super().log_deletions(request, queryset)

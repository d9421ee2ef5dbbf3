from django.contrib import admin

from accounts.admin_site import CodeAdmin
from casework.models import Method, Route


@admin.register(Route, Method)
class CodeTableAdmin(CodeAdmin):
    list_display = ["name", "order", "offered"]
    list_editable = ["order", "offered"]

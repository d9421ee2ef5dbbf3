"""Every address of the program. tests/access_table.py has a row for each."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("accounts.urls")),
    path("", include("accounts.agency_urls")),
    path("", include("casework.urls")),
    path("meetings/", include("meetings.urls")),
    path("reports/", include("reports.urls")),
    path("code-tables/", admin.site.urls),
]

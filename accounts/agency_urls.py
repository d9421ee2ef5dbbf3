"""Addresses of agencies and the directory. They stand here, not in agencies: their views ask what a role may do."""

from django.urls import path

from accounts.views import agencies, directory

app_name = "agencies"
urlpatterns = [
    path("agencies/", agencies.agency_list, name="agency_list"),
    path("agencies/lookup/", agencies.agency_lookup, name="agency_lookup"),
    path("agencies/new/", agencies.agency_create, name="agency_create"),
    path("agencies/<int:pk>/", agencies.agency_detail, name="agency_detail"),
    path("agencies/<int:pk>/edit/", agencies.agency_edit, name="agency_edit"),
    path("agencies/<int:pk>/close/", agencies.agency_close, name="agency_close"),
    path("agencies/<int:pk>/reopen/", agencies.agency_reopen, name="agency_reopen"),
    path("directory/", directory.directory, name="directory"),
    path("directory/new/", directory.entry_create, name="directory_entry_create"),
    path("directory/<int:pk>/", directory.entry_edit, name="directory_entry_edit"),
    path("directory/<int:pk>/take-out/", directory.entry_take_out, name="directory_entry_take_out"),
    path("directory/put-back/", directory.entry_put_back, name="directory_entry_put_back"),
]

"""Tsunagu sheets, what was handed over of them, and their files."""

from django.urls import path

from casework.views import attachments, sheets

urlpatterns = [
    path("consultations/<int:pk>/sheet/", sheets.sheet_begin, name="sheet_begin"),
    path("sheets/<int:pk>/", sheets.sheet_detail, name="sheet_detail"),
    path("sheets/<int:pk>/edit/", sheets.sheet_edit, name="sheet_edit"),
    path("sheets/drafts/<int:pk>/", sheets.sheet_draft, name="sheet_draft"),
    path("sheets/copies/<int:pk>/", sheets.sheet_copy, name="sheet_copy"),
    path("sheets/<int:pk>/files/", attachments.attachment_add, name="attachment_add"),
    path("sheets/files/<int:pk>/", attachments.attachment_file, name="attachment_file"),
    path("sheets/files/<int:pk>/remove/", attachments.attachment_remove, name="attachment_remove"),
    path("sheets/files/<int:pk>/put-back/", attachments.attachment_put_back, name="attachment_put_back"),
]

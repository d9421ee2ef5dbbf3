"""Cases, plans, agencies' parts, contacts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

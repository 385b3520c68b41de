"""Addresses of a region's audit trail, below /desk/."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("<slug:region_key>/log/", views.audit, name="audit"),
]

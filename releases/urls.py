"""Addresses of releasing below /desk/, for signed-in staff of a region."""

from django.urls import path

from releases import views

urlpatterns = [
    path("<slug:region_key>/release/", views.release, name="release"),
]

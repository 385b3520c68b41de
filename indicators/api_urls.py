"""Addresses of delivering by a program, below /api/. Stable: more may be added, none renamed."""

from django.urls import path

from indicators import api

BELOW = "v1/regions/<slug:region_key>/deliveries/"

urlpatterns = [
    path(BELOW, api.deliveries, name="api-deliveries"),
    path(f"{BELOW}<int:upload_id>/", api.delivery, name="api-delivery"),
    path(f"{BELOW}<int:upload_id>/check/", api.check, name="api-delivery-check"),
    path(f"{BELOW}<int:upload_id>/commit/", api.commit, name="api-delivery-commit"),
    path(f"{BELOW}<int:upload_id>/withdraw/", api.withdraw, name="api-delivery-withdraw"),
]

"""Addresses of imprint, privacy and accessibility; before those of regions, which they are not."""

from django.urls import path

from sozialmonitor import legal

urlpatterns = [
    *(path(f"{kind}/", legal.installation, {"kind": kind}, name=kind) for kind in legal.TITLES),
    *(
        path(f"<slug:region_key>/{kind}/", legal.region, {"kind": kind}, name=f"region-{kind}")
        for kind in legal.TITLES
    ),
]

"""Addresses of a region's people, organisations and audit trail, below /desk/."""

from django.urls import path

from accounts import views, views_keys, views_people

urlpatterns = [
    path("<slug:region_key>/log/", views.audit, name="audit"),
    path("<slug:region_key>/access-keys/", views_keys.access_keys, name="access-keys"),
    path("<slug:region_key>/access-keys/new/", views_keys.new_access_key, name="new-access-key"),
    path(
        "<slug:region_key>/access-keys/<int:key_id>/withdraw/",
        views_keys.withdraw_access_key,
        name="withdraw-access-key",
    ),
    path("<slug:region_key>/people/", views_people.people, name="people"),
    path("<slug:region_key>/people/new/", views_people.new_person, name="new-person"),
    path("<slug:region_key>/people/<int:person_id>/", views_people.person, name="person"),
    path(
        "<slug:region_key>/people/<int:person_id>/link/",
        views_people.person_link,
        name="person-link",
    ),
    path(
        "<slug:region_key>/people/<int:person_id>/second-factor/",
        views_people.person_second_factor,
        name="person-second-factor",
    ),
    path("<slug:region_key>/organisations/", views_people.organisations, name="organisations"),
    path(
        "<slug:region_key>/organisations/new/",
        views_people.new_organisation,
        name="new-organisation",
    ),
    path(
        "<slug:region_key>/organisations/<int:organisation_id>/",
        views_people.organisation,
        name="organisation",
    ),
]

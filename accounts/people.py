"""People and organisations of a region: invited, changed, left; every step is recorded."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.actions import record
from accounts.models import Organisation, Region, User


def people_of(region: Region) -> Iterable[User]:
    """Who works for the region, by organisation and name; operators are not its people."""
    found = User.objects.filter(organisation__region=region, is_superuser=False)
    return found.select_related("organisation").order_by(
        "-is_active", "organisation__name", "last_name", "username"
    )


def invite(said: dict[str, Any], region: Region, by: User) -> User:
    """A login without a password; whoever follows its link chooses one."""
    with transaction.atomic():
        user = User(**said)
        user.set_unusable_password()
        user.save()
        record("person-invited", user.username, region, by, **_of_note(user))
    return user


def change(user: User, said: dict[str, Any], region: Region, by: User) -> None:
    """The new organisation, roles or state count from the person's next request on."""
    before = _of_note(user)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(**said)
        user.refresh_from_db()
        after = _of_note(user)
        if after != before:
            record("person-changed", user.username, region, by, before=before, after=after)


def _of_note(user: User) -> dict[str, Any]:
    """What the audit trail keeps of a person; who they are stands in the subject."""
    organisation = user.organisation
    return {
        "organisation": organisation.key if organisation else "",
        "roles": list(user.roles),
        "active": user.is_active,
    }


def link_for(user: User) -> str:
    """The way to a password of one's own, below the site's address; works once, for three days."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("new-password", args=[uid, default_token_generator.make_token(user)])


def new_link(user: User, region: Region, by: User) -> str:
    """The old password goes at once: it may be why somebody needs a new one."""
    with transaction.atomic():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record("person-invited", user.username, region, by, **_of_note(user))
    return link_for(user)


def keep_organisation(organisation: Organisation, by: User) -> None:
    """Made or changed."""
    is_new = organisation.pk is None
    with transaction.atomic():
        organisation.save()
        action = "organisation-made" if is_new else "organisation-changed"
        parent = organisation.parent.key if organisation.parent else ""
        record(
            action,
            organisation.name,
            organisation.region,
            by,
            kind=organisation.kind,
            parent=parent,
            sees_all=organisation.sees_all,
        )


def tree_of(region: Region) -> list[tuple[int, Organisation]]:
    """Depth and organisation, each below its parent, by name."""
    found = list(Organisation.objects.filter(region=region).order_by("name"))
    return list(_branch(found, None, 0))


def _branch(
    found: list[Organisation], parent: int | None, depth: int
) -> Iterable[tuple[int, Organisation]]:
    for one in found:
        if one.parent_id == parent:
            yield depth, one
            yield from _branch(found, one.pk, depth + 1)


def branch_of(organisation: Organisation) -> list[Organisation]:
    """The organisation and all below it."""
    found = list(Organisation.objects.filter(region=organisation.region_id))
    return [organisation, *(one for _depth, one in _branch(found, organisation.pk, 0))]

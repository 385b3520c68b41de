"""What one person sends twice within seconds, as by a double click, is one."""

from datetime import timedelta

from accounts.models import User

DOUBLE_CLICK = timedelta(seconds=15)  # between two clicks that mean one


def wait_for_own_clicks(by: User) -> None:
    """What one person sends at once is looked at one after the other, until the transaction
    ends."""
    User.objects.select_for_update(no_key=True).get(pk=by.pk)

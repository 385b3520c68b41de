"""How people are named where others read it."""

from accounts.models import User


def spoken_name(user: User) -> str:
    """First and last name where given, else the name they sign in with."""
    return user.get_full_name() or user.username

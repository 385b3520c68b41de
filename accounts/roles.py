"""What people are entrusted with: a role is a bundle of tasks, a person has one or several."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    READER = "reader", _("Internal reader")
    PLANNER = "planner", _("Social planner")
    STEWARD = "steward", _("Data steward")
    PUBLISHER = "publisher", _("Publishing")
    STATISTICS = "statistics", _("Statistics office")
    ADMINISTRATOR = "administrator", _("Administrator of access")


class Task(StrEnum):
    """What a page is for; every page of the desk names one."""

    ENTER = "enter"  # the desk's own page, which shows what else one may do
    SEE = "see"  # internal figures on the public pages
    WORK = "work"  # what was delivered, what is running
    DELIVER = "deliver"  # bring values, take them back
    DESCRIBE = "describe"  # the catalogue: indicators, topics, texts
    COMPOSE = "compose"  # composite indices
    DRAW = "draw"  # boundaries and layers
    RELEASE = "release"  # to internal readers
    PUBLISH = "publish"  # to the public
    RAW = "raw"  # single cells, as they were delivered
    MANAGE = "manage"  # people, organisations, rights
    AUDIT = "audit"  # who did what


TASKS: dict[Role, frozenset[Task]] = {
    Role.READER: frozenset({Task.ENTER, Task.SEE}),
    Role.PLANNER: frozenset({Task.ENTER, Task.SEE, Task.WORK, Task.COMPOSE}),
    Role.STEWARD: frozenset(
        {
            Task.ENTER,
            Task.SEE,
            Task.WORK,
            Task.DELIVER,
            Task.DESCRIBE,
            Task.COMPOSE,
            Task.DRAW,
            Task.RELEASE,
            Task.RAW,
        }
    ),
    Role.PUBLISHER: frozenset(
        {
            Task.ENTER,
            Task.SEE,
            Task.WORK,
            Task.COMPOSE,
            Task.RELEASE,
            Task.PUBLISH,
            Task.AUDIT,
        }
    ),
    Role.STATISTICS: frozenset(
        {Task.ENTER, Task.SEE, Task.WORK, Task.COMPOSE, Task.RAW, Task.AUDIT}
    ),
    # Not even the internal figures: who lets people in need not know what they see.
    Role.ADMINISTRATOR: frozenset({Task.ENTER, Task.MANAGE, Task.AUDIT}),
}

# What everybody gets to see is decided by who sees all of it. Whoever brings or takes back a file
# is shown before what it changes: raw numbers of any area.
NEEDS_FULL_SIGHT = frozenset({Task.DELIVER, Task.RELEASE, Task.PUBLISH})
LACKS_FULL_SIGHT = _(
    "Your organisation sees a part of the region only. Deliveries and releases concern the whole"
    " region; they are for people whose organisation sees all internal figures. Those who"
    " administer access know who that is."
)
NEEDS_SECOND_FACTOR = frozenset({Task.PUBLISH, Task.MANAGE})


def tasks_of(roles: list[str]) -> frozenset[Task]:
    """What somebody with these roles may do."""
    return frozenset().union(*(TASKS[Role(role)] for role in roles))


def roles_for(task: Task) -> list[Role]:
    """The roles that hold a task."""
    return [role for role, tasks in TASKS.items() if task in tasks]

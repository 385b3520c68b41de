"""The form for an access key."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access_keys import scopes_for
from accounts.forms import DeskForm
from accounts.models import AccessKey, Region, User
from accounts.roles import Task

VALID_FOR = [
    (30, gettext_lazy("one month")),
    (365, gettext_lazy("one year")),
    (730, gettext_lazy("two years")),
]
USUAL_DAYS = 365


class AccessKeyForm(DeskForm):
    """Somebody's own key; offers only what the person may do."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy(
            "Which program uses the key? The audit trail names it beside you with every delivery."
        ),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What may the program do?"), widget=forms.RadioSelect
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"), choices=VALID_FOR, coerce=int, initial=USUAL_DAYS
    )

    def __init__(
        self, user: User, region: Region, tasks: frozenset[Task], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._own = AccessKey.objects.filter(user=user, region=region, withdrawn_at=None)
        offered = [(scope.value, scope.label) for scope in scopes_for(tasks)]
        self.fields["scope"].choices = offered  # type: ignore[attr-defined]
        self.fields["scope"].initial = offered[0][0] if offered else None

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self._own.filter(name=name).exists():
            raise ValidationError(_("You have a key with this name already."))
        return name

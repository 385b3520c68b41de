"""Why a date is taken back."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import DeskForm


class TakeBackForm(DeskForm):
    """A valid form says `reason`."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        help_text=gettext_lazy("Stands in the audit trail and beside the date."),
    )

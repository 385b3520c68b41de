"""The forms for people and organisations."""

from typing import Any

from django import forms
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import DeskForm
from accounts.models import Organisation, Region, User
from accounts.people import branch_of, tree_of
from accounts.roles import Role


def _indented(region: Region) -> list[tuple[int, str]]:
    return [(one.pk, f"{'– ' * depth}{one.name}") for depth, one in tree_of(region)]


class PersonForm(DeskForm):
    """Somebody of the region's; `user` is None for a new person."""

    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("With this the person signs in. It cannot be changed later."),
    )
    first_name = forms.CharField(label=gettext_lazy("First name"), max_length=150, required=False)
    last_name = forms.CharField(label=gettext_lazy("Last name"), max_length=150, required=False)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("Only for links to a new password."),
    )
    organisation = forms.TypedChoiceField(label=gettext_lazy("Organisation"), coerce=int)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Publishers and administrators of access sign in with a second factor."
        ),
    )
    is_active = forms.BooleanField(label=gettext_lazy("May sign in"), required=False)

    def __init__(
        self, region: Region, *args: Any, user: User | None = None, by: User, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.fields["organisation"].choices = _indented(region)  # type: ignore[attr-defined]
        if user is None:
            del self.fields["is_active"]
        else:
            del self.fields["username"]
        if user is not None and user.pk == by.pk:
            for name in ("organisation", "roles", "is_active"):
                del self.fields[name]  # nobody gives rights to, or locks out, themselves

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("This user name is taken."))
        return name

    def said(self) -> dict[str, Any]:
        """Fields of User."""
        found = dict(self.cleaned_data)
        if "organisation" in found:
            found["organisation_id"] = found.pop("organisation")
        return found


class OrganisationForm(DeskForm):
    """`organisation` is None for a new one."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    key = forms.SlugField(
        label=gettext_lazy("Short key"),
        max_length=50,
        help_text=gettext_lazy("Letters, digits and hyphens, such as jugendamt."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Organisation.Kind.choices)
    parent = forms.TypedChoiceField(
        label=gettext_lazy("Belongs to"), coerce=int, empty_value=None, required=False
    )
    sees_all = forms.BooleanField(
        label=gettext_lazy("Sees all internal figures of the region"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise it sees what its rights name, for instance only its own areas. Then none of"
            " its people can release or publish, whatever their roles."
        ),
    )

    def __init__(
        self, region: Region, *args: Any, organisation: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.region, self.organisation = region, organisation
        own = {one.pk for one in branch_of(organisation)} if organisation else set()
        above = [choice for choice in _indented(region) if choice[0] not in own]
        self.fields["parent"].choices = [("", "–"), *above]  # type: ignore[attr-defined]
        if organisation is not None:
            del self.fields["key"]

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if Organisation.objects.filter(region=self.region, key=key).exists():
            raise ValidationError(_("This key is taken."))
        return key

    def applied(self) -> Organisation:
        """The organisation as it would be, not stored yet."""
        said = dict(self.cleaned_data)
        found = self.organisation or Organisation(region=self.region, key=said.pop("key"))
        found.name, found.kind = said["name"], said["kind"]
        found.parent_id, found.sees_all = said["parent"], said["sees_all"]
        return found

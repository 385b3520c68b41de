"""Indicators described in KomMonitor: looked at first, then taken over like a catalogue's file."""

from typing import Any

import yaml
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms import DeskForm
from accounts.models import Region
from accounts.roles import Task
from accounts.staff import staff_may
from region_files.catalogue_changes import changes_to, fingerprint, known_of
from region_files.catalogue_file import declarations, read_catalogue
from region_files.desk.choices import choices_of
from region_files.desk.views import trail
from region_files.desk.words import KIND_NAMES
from region_files.kommonitor import Converted, NotReadable, Places, converted, descriptions_in
from sozialmonitor.pages import desk_page, render
from spatial_units.importing.wording import say

REASONS: dict[str, str | Promise] = {
    "too_large": gettext_lazy("The file is too large. At most 1 MB is possible."),
    "no_json": gettext_lazy("The file is no JSON. Please export the metadata anew."),
    "values": gettext_lazy("The file holds values. Please bring them under “Upload a file”."),
    "no_metadata": gettext_lazy("The file holds no metadata of an indicator from KomMonitor."),
    "of_a_level": gettext_lazy(
        "The file describes the spatial level “%(name)s”. Levels come with their boundaries: "
        "please bring these under “Boundaries of the areas”."
    ),
}


class KomMonitorForm(DeskForm):
    """A file, and what KomMonitor does not know of it."""

    file = forms.FileField(
        label=gettext_lazy("Metadata from KomMonitor (JSON)"),
        help_text=gettext_lazy("One indicator, or a list of them."),
        max_length=300,
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    source = forms.ChoiceField(label=gettext_lazy("Source"))
    policy = forms.ChoiceField(label=gettext_lazy("Rule of secrecy"))

    def __init__(self, region: Region, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = choices_of(region)
        for name in ("topic", "source", "policy"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *getattr(offered, name)]

    def clean_file(self) -> list[dict[str, Any]]:
        try:
            return descriptions_in(self.cleaned_data["file"].read(1_000_001))
        except NotReadable as reason:
            words = str(REASONS[reason.code])
            if reason.name:
                words = words % {"name": reason.name}
            raise forms.ValidationError(words) from None

    def converted(self) -> Converted:
        said = self.cleaned_data
        return converted(said["file"], Places(said["topic"], said["source"], said["policy"]))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_may(Task.DESCRIBE)
def kommonitor(request: HttpRequest, region: Region) -> HttpResponse:
    """What a file of metadata would add; taking over is what the catalogue's own file does."""
    form = KomMonitorForm(region, request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "page": desk_page(request, region, _("Take from KomMonitor")),
        "trail": trail(region),
        "form": form,
    }
    if request.method != "POST":
        return render(request, "desk/catalogue_kommonitor.html", context)
    if not form.is_valid():
        return render(request, "desk/catalogue_kommonitor.html", context, 400)
    looked = _look(region, form.converted())
    status = 200 if "changes" in looked else 400
    return render(request, "desk/catalogue_kommonitor.html", context | looked, status)


def _look(region: Region, found: Converted) -> dict[str, Any]:
    known = known_of(region)
    text = yaml.safe_dump(found.sections(), allow_unicode=True, sort_keys=False, width=100)
    catalogue, problems = read_catalogue(text.encode(), known)
    language = get_language() or "de"
    said = {"problems": [say(problem, language) for problem in problems]}
    if catalogue is None:
        return said
    return said | {
        "changes": changes_to(known.catalogue, declarations(catalogue)),
        "text": text,
        "seen": fingerprint(known.catalogue),
        "left_out": found.left_out,
        "kinds": [(name, KIND_NAMES[kind], there) for name, kind, there in found.kinds],
    }

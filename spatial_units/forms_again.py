"""The form for another check of a file that is here already."""

from typing import Any

from spatial_units.forms_crosswalks import CrosswalkForm
from spatial_units.forms_geodata import NEW_LEVEL, NO_NAMES, BoundaryForm, GeodataForm
from spatial_units.forms_layers import LayerForm
from spatial_units.importing.crosswalk_settings import CrosswalkSettings
from spatial_units.importing.geodata_settings import BoundarySettings, FileSettings, LayerSettings
from spatial_units.models import GeodataUpload


def form_of(upload: GeodataUpload, data: Any = None, *, may_publish: bool = False) -> GeodataForm:
    """The form for another check of a file, with what was said and found before."""
    rest: dict[str, Any] = {"look": upload.look, "layers": _layers_asked(upload)}
    if upload.kind == GeodataUpload.Kind.LAYER:
        layer = LayerSettings.model_validate(upload.settings)
        initial = layer.model_dump(exclude={"columns"}) | {"show": list(layer.columns)}
        return LayerForm(
            upload.region, data, initial=_plain(layer, initial), may_publish=may_publish, **rest
        )
    if upload.kind == GeodataUpload.Kind.CROSSWALK:
        return _crosswalk_form(upload, data)
    said = BoundarySettings.model_validate(upload.settings)
    initial = said.model_dump(exclude={"new_level", "drop", "without_names"})
    initial["drop"] = ", ".join([*said.drop, *_wholes(upload)])
    if said.without_names:
        initial["name_column"] = NO_NAMES
    if said.new_level:
        new = said.new_level
        initial |= {"level": NEW_LEVEL, "new_name": new.name, "new_plural": new.plural,
                    "new_above": new.above}  # fmt: skip
    return BoundaryForm(upload.region, data, initial=_plain(said, initial), **rest)


def _crosswalk_form(upload: GeodataUpload, data: Any) -> CrosswalkForm:
    said = CrosswalkSettings.model_validate(upload.settings)
    asked = any(part["code"] == "crosswalk_zeros_lost" for part in upload.findings)
    return CrosswalkForm(
        upload.region, data, initial=said.model_dump(), proposes_zeros=asked or said.pad
    )


def _plain(said: FileSettings, initial: dict[str, Any]) -> dict[str, Any]:
    shift = f"/{said.shift_east:.0f}" if said.shift_east else ""
    return initial | {"crs": f"{said.crs or ''}{shift}"}


def _wholes(upload: GeodataUpload) -> list[str]:
    """Codes the check took for the whole city: proposed, and left out only when sent."""
    found = [part for part in upload.findings if part["code"] == "area_is_the_whole"]
    return [str(part["facts"].get("key", "")) for part in found]


def _layers_asked(upload: GeodataUpload) -> list[str]:
    said = str(upload.settings.get("layer", ""))
    asked = [
        name
        for part in upload.findings
        if part["code"] == "which_layer"
        for name in str(part["facts"].get("names", "")).splitlines()
    ]
    return asked or ([said] if said else [])

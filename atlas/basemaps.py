"""Background maps the operator configures: read once at the start from the file BASEMAPS names.

Pure Python: the settings read it too, so that the Content-Security-Policy lets in exactly the
servers that are declared here. Without the file no request leaves for a third party.
"""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urlsplit

import yaml
from django.core.exceptions import ImproperlyConfigured
from pydantic import Field, TypeAdapter, ValidationError, model_validator

from spatial_units.importing.layout import Strict

HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?")
TILE = 256  # pixels


class Name(Strict):
    de: str
    en: str


class Basemap(Strict):
    """Tiles by an address with {z}, {x} and {y}, or a WMS that draws EPSG:3857.

    `role` base: under the areas, one at a time. overlay: above them, any number.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_-]{0,40}$")
    name: Name
    kind: Literal["xyz", "wms"]
    url: str
    layers: str = Field("", description="of a WMS, as its GetMap takes them")
    attribution: str
    role: Literal["base", "overlay"] = "base"
    max_zoom: int = Field(19, ge=1, le=22)
    on: bool = Field(False, description="shown unless the reader switches it off")
    opacity: int = Field(100, ge=10, le=100, description="per cent, until the reader changes it")

    @model_validator(mode="after")
    def address_fits(self) -> "Basemap":
        parts = urlsplit(self.url)
        if parts.scheme or parts.netloc:
            if parts.scheme not in {"http", "https"} or not HOST.fullmatch(parts.netloc):
                raise ValueError("url must begin with https://host/ or http://host/")
        elif not self.url.startswith("/"):
            raise ValueError("url must begin with https:// or with / for this server")
        if self.kind == "xyz" and not all(part in self.url for part in ("{z}", "{x}", "{y}")):
            raise ValueError("the url of xyz tiles holds {z}, {x} and {y}")
        if (self.kind == "wms") == (not self.layers):
            raise ValueError("a wms needs layers, and xyz tiles have none")
        if self.key == "none":
            raise ValueError("none is taken: it stands for no background")
        return self

    @property
    def origin(self) -> str:
        """Whom the browser asks; empty for this server itself."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    @property
    def tiles(self) -> str:
        """The address of a tile as MapLibre takes it."""
        if self.kind == "xyz":
            return self.url
        question = {
            "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetMap", "LAYERS": self.layers,
            "STYLES": "", "CRS": "EPSG:3857", "WIDTH": TILE, "HEIGHT": TILE,
            "FORMAT": "image/png", "TRANSPARENT": "TRUE",
        }  # fmt: skip
        joint = "" if self.url.endswith(("?", "&")) else "&" if "?" in self.url else "?"
        return f"{self.url}{joint}{urlencode(question)}&BBOX={{bbox-epsg-3857}}"


def read_basemaps(file: str) -> tuple[Basemap, ...]:
    """What a YAML or JSON file declares, in its order; none without a file.

    Raises ImproperlyConfigured, with the cause, where the file cannot be used.
    """
    if not file:
        return ()
    try:
        content = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
        found = TypeAdapter(tuple[Basemap, ...]).validate_python(content or ())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as reason:
        raise ImproperlyConfigured(f"BASEMAPS: {file} cannot be read: {reason}") from reason
    except ValidationError as reason:
        raise ImproperlyConfigured(f"BASEMAPS: {file} is wrong: {reason}") from reason
    if len({one.key for one in found}) < len(found):
        raise ImproperlyConfigured(f"BASEMAPS: {file} names a key twice")
    return found


def origins(basemaps: tuple[Basemap, ...]) -> list[str]:
    """Everybody the browser may ask, for the Content-Security-Policy."""
    return sorted({one.origin for one in basemaps if one.origin})

"""What people read about an indicator, whoever wrote it: a region file or the staff's form."""

import datetime
from typing import Literal, get_args

from pydantic import Field

from spatial_units.importing.layout import Strict

Kind = Literal["topic", "measure", "source", "policy", "indicator"]  # what a catalogue holds
KINDS: tuple[Kind, ...] = get_args(Kind)


class Text(Strict):
    """A text a person reads; both languages are required."""

    de: str
    en: str


class IndicatorTexts(Strict):
    """The part of an indicator's declaration that changes no number."""

    name: Text
    description: Text = Field(description="what it says")
    interpretation: Text | None = Field(None, description="how to read it, what it does not say")
    unit: Text
    method: Text | None = Field(None, description="how it is reckoned")
    metadata_url: str = ""
    update_interval: Literal[
        "", "once", "two-yearly", "yearly", "half-yearly", "quarterly", "monthly", "irregular"
    ] = Field("", description="where it is not that of the source")
    next_review: datetime.date | None = Field(None, description="when the texts are looked at")
    target: float | None = None

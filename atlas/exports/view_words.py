"""What a view does to figures, in words: its change, its threshold, its filter."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from atlas import filtering
from atlas.selection import MapView


def change_words(view: MapView) -> str:
    """From when to when, and in which unit; empty without a change."""
    if view.change is None:
        return ""
    span = f"{view.since_label()} – {view.period_label()}"
    return f"{span}, {view.unit}" if view.unit else span


def threshold_words(view: MapView) -> str:
    if view.threshold is None:
        return ""
    value = view.written(view.threshold.value)
    return _("%(value)s; an area with exactly this value counts as above") % {"value": value}


def filter_words(view: MapView) -> str:
    """What the filter asks for and how many areas it leaves; empty without a filter."""
    asked = view.filter
    if not asked.is_set:
        return ""
    shown = view.shown_areas()
    parts = [
        _("values from %(value)s on") % {"value": view.written(asked.least)}
        if asked.least is not None
        else "",
        _("values up to %(value)s") % {"value": view.written(asked.most)}
        if asked.most is not None
        else "",
        ngettext("%(n)s chosen area", "%(n)s chosen areas", len(asked.only))
        % {"n": len(asked.only)}
        if asked.only
        else "",
        _("areas in %(district)s") % {"district": _district(view)} if asked.within else "",
    ]
    if asked.least is not None or asked.most is not None:
        parts.append(_("areas without a value stay"))
    leaves = _("%(shown)s of %(all)s areas are in this file")
    numbers = {"shown": int(shown.sum()), "all": len(shown)}
    return "; ".join([", ".join(part for part in parts if part), leaves % numbers])


def _district(view: MapView) -> str:
    assert view.filter.within is not None
    names = filtering.parents(view.pack, view.section)
    return names.get(view.filter.within, view.filter.within[1])

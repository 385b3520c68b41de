"""The place where files are chosen or dropped, alike for values, boundaries and layers."""

from typing import Any

from django import forms, template
from django.conf import settings

register = template.Library()


@register.inclusion_tag("desk/_drop.html", takes_context=True)
def drop_zone(
    context: dict[str, Any], field: forms.BoundField, folder: forms.BoundField | None = None
) -> dict[str, Any]:
    """`folder`, where there is one, takes whole folders; several files are then welcome."""
    return {
        "page": context["page"],
        "field": field,
        "folder": folder,
        "accept": field.field.widget.attrs.get("accept", ""),
        "most_bytes": settings.UPLOAD_MAX_BYTES,
        "most_in_all": settings.UPLOAD_BATCH_MAX_BYTES if folder else settings.UPLOAD_MAX_BYTES,
        "most_files": settings.UPLOAD_BATCH_MAX_FILES if folder else 1,
    }

"""What the forms of the staff desk share."""

from typing import Any

from django import forms

CHOSEN_BY_MARK = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


class DeskForm(forms.Form):
    """A form in our looks; templates/desk/_field.html shows its fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            if not isinstance(field.widget, CHOSEN_BY_MARK):
                field.widget.attrs["class"] = "field"

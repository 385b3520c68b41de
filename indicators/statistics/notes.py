"""What a statistic has to say about its own result, for a page to put into words."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """One remark: a machine key, and the plain numbers and names its sentence needs.

    The keys a method may give are listed on its page in `docs/methods/`; their sentences stand
    in `indicators/note_words.py`, those of map classes in `atlas/wording.py`.
    """

    key: str
    params: dict[str, int | float | str] = field(default_factory=dict)


class Refused(ValueError):
    """No result can be made of these numbers; the note says why."""

    def __init__(self, key: str, **params: int | float | str) -> None:
        super().__init__(f"{key} {params}")
        self.note = Note(key, params)

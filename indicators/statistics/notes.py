"""What a statistic has to say about its own result, for a page to put into words."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Note:
    """One remark: a machine key, and the plain numbers and names its sentence needs.

    The keys a method may give are listed on its page in `docs/methods/`.
    """

    key: str
    params: dict[str, int | float | str] = field(default_factory=dict)

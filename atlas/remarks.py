"""Sentences about parameters that gave way to the nearest valid choice."""

from dataclasses import dataclass, field

LONGEST_ECHO = 40


@dataclass
class Answer:
    """The remarks collected on the way from an address to a view."""

    remarks: list[str] = field(default_factory=list)

    def replaced(self, sentence: str, **parts: object) -> None:
        self.remarks.append(sentence % parts)


def echo(asked: str) -> str:
    """What the address said, shortened, to be shown again (templates escape it)."""
    return asked if len(asked) <= LONGEST_ECHO else asked[: LONGEST_ECHO - 1] + "…"

"""The page about awkward files: a table by family, then every file that came out otherwise."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.conftest import ROOT
from tests.integration.corpus.running import Judged, Outcome

ABOUT = """\
# Awkward files

Spreadsheets and text files as German municipal offices send them, brought in with nothing filled
in that the form does not ask of everybody. The files are made by `tests/integration/corpus/` from
what clerks are told and from the habits of Excel, by someone who had not read the reader. This page
is written by `script/experiments`; the usual test suite repeats a part of it.

- **right**: taken over with the expected numbers, or stopped at the expected row and column where
  nobody can know what is meant.
- **asked**: could have been taken over, but the form asks first. **refused**: could have been taken
  over, but the file must be mended.
- **elsewhere**: stopped as it should be, but another place is named. **warned**: taken over
  otherwise than expected, and the preview says where.
- **silently wrong**: taken over with other numbers than expected, or although nobody can know, and
  nothing points to it.

For about half of the files, either understanding or stopping at the place in question is right.
"""
SIGN_OF_CELL = str.maketrans({"|": "\\|", "\n": " ", "\r": " ", "<": "&lt;"})


PAGE = ROOT / "docs/methods/awkward-files.md"


def write_page(page: Path, found: Sequence[Judged], made: int) -> None:
    """The page speaks of all files; a run of some of them, or one cut short, leaves it alone."""
    if len(found) == made:
        page.write_text(report(found, made))


def report(found: Sequence[Judged], made: int) -> str:
    """Markdown; `found` in the order of the families, out of so many files `made`."""
    head = ["family", "files", *Outcome]
    lines = [_row(head), _row(["---", *["--:"] * (len(head) - 1)])]
    for family in dict.fromkeys(one.family for one in found):
        lines.append(_counts(family, [one for one in found if one.family == family]))
    lines.append(_counts("**all**", found))
    share = 100 * sum(one.outcome == Outcome.RIGHT for one in found) / len(found)
    odd = [one for one in found if one.outcome != Outcome.RIGHT]
    sum_up = f"{len(found)} of {made} files brought in, {share:.1f} % right."
    return "\n".join([ABOUT, *lines, "", sum_up, *_odd(odd), ""])


def _counts(name: str, found: Sequence[Judged]) -> str:
    counts = Counter(one.outcome for one in found)
    return _row([name, len(found), *(counts[outcome] for outcome in Outcome)])


def _odd(found: Sequence[Judged]) -> Iterable[str]:
    """The worst first."""
    for outcome in reversed(Outcome):
        ones = [one for one in found if one.outcome == outcome]
        if ones:
            yield f"\n## {str(outcome).capitalize()}\n"
            yield from (_line(one) for one in ones)


def _line(one: Judged) -> str:
    name = f"{one.case.name} (`{one.case.file_name}`)"
    return f"- {one.family}: {name}: {one.words}".translate(SIGN_OF_CELL)


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"

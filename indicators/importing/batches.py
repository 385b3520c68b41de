"""Unpack an archive with several tables, in a limited child."""

from dataclasses import dataclass
from pathlib import Path

from indicators.importing.upload_batch import unpack_in_child
from spatial_units.importing.findings import problems_from_plain
from spatial_units.importing.problems import Problem
from spatial_units.importing.sandbox import run_limited

MEMORY_BYTES = 1024**3
TIMEOUT_SECONDS = 120.0


@dataclass(frozen=True)
class Unpacked:
    """`files`: the names of the tables, which lie in the target as 0, 1, 2 …

    `left_out`: (name, why) of what is no table. Empty both where `problems` say why.
    """

    files: list[str]
    left_out: list[tuple[str, str]]
    problems: list[Problem]
    is_one_table: bool = False


def unpack_limited(
    path: Path, target: Path, *, most_files: int, most_bytes: int, most_in_all: int
) -> Unpacked:
    """`upload_batch.unpack_in_child`; never raises because of the archive's content."""
    answer = run_limited(
        f"{unpack_in_child.__module__}:{unpack_in_child.__name__}",
        {
            "path": str(path.resolve()),
            "target": str(target.resolve()),
            "most_files": most_files,
            "most_bytes": most_bytes,
            "most_in_all": most_in_all,
        },
        timeout_seconds=TIMEOUT_SECONDS,
        memory_bytes=MEMORY_BYTES,
    )
    if isinstance(answer, Problem):
        return Unpacked([], [], [answer])
    left_out = [(one["name"], one["why"]) for one in answer["left_out"]]
    problems = problems_from_plain(answer["problems"])
    return Unpacked(answer["files"], left_out, problems, answer["is_one_table"])

"""The child's side of a batch: an archive's tables under names of our own, the rest listed.

Only what could be a table is unpacked; whether it is one its own check says.
"""

import re
from pathlib import Path, PurePosixPath
from typing import Any, Literal
from zipfile import ZipFile, ZipInfo

from spatial_units.importing.archives import open_archive, unpack
from spatial_units.importing.findings import Findings, problems_to_plain

TABLES = frozenset({".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt", ".geojson", ".json"})
ARCHIVES = frozenset({".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz"})
LeftOut = Literal["no_table", "archive", "companion", "too_large"]

# What systems and programs lay beside the files of a folder.
_COMPANIONS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")
_DIGITS = re.compile(r"(\d+)")


def reason_to_leave_out(name: str) -> LeftOut | None:
    """Why a file of this name is no table; None where it may be one.

    >>> reason_to_leave_out("2024/Einwohner.xlsx"), reason_to_leave_out("Bericht.pdf")
    (None, 'no_table')
    """
    path = PurePosixPath(name)
    if "__macosx" in map(str.lower, path.parts) or path.name.startswith((".", "~$")):
        return "companion"
    if path.name.lower() in _COMPANIONS:
        return "companion"
    ending = path.suffix.lower()
    if ending in ARCHIVES:
        return "archive"
    return None if ending in TABLES else "no_table"


def in_order(name: str) -> list[tuple[int, str]]:
    """How files are ordered: by name, numbers by their size.

    >>> sorted(["b10.csv", "B9.csv"], key=in_order)
    ['B9.csv', 'b10.csv']
    """
    parts = _DIGITS.split(name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def unpack_in_child(
    path: str, target: str, most_files: int, most_bytes: int, most_in_all: int
) -> dict[str, Any]:
    """Unpack the tables of an archive to `target`, called 0, 1, 2 …

    Returns `files` (their names in the archive, in that order), `left_out` (name, why),
    `problems`, and `is_one_table` where the archive itself is a workbook by another name.
    """
    findings = Findings("")
    answer: dict[str, Any] = {"files": [], "left_out": [], "is_one_table": False}
    if archive := open_archive(Path(path), findings):
        with archive:
            limits = most_files, most_bytes, most_in_all
            answer |= _unpacked(archive, Path(target), limits, findings)
    return answer | {"problems": problems_to_plain(findings.problems())}


def _unpacked(
    archive: ZipFile, target: Path, limits: tuple[int, int, int], findings: Findings
) -> dict[str, Any]:
    most_files, most_bytes, most_in_all = limits
    if any(name in archive.namelist() for name in _BOOKS):
        return {"is_one_table": True}
    members = [one for one in archive.infolist() if not one.is_dir()]
    members.sort(key=lambda one: in_order(one.filename))
    left_out = [
        {"name": one.filename[:300], "why": why}
        for one in members
        if (why := _why_left_out(one, most_bytes))
    ]
    tables = [one for one in members if not _why_left_out(one, most_bytes)]
    if len(tables) > most_files:
        findings.error("upload_batch_too_many", count=len(tables), limit=most_files)
    elif (size := sum(one.file_size for one in tables)) > most_in_all:
        findings.error(
            "upload_batch_too_large", megabytes=size / 1024**2, limit=most_in_all // 1024**2
        )
    elif not tables:
        findings.error("upload_batch_no_table", count=len(members))
    for number, one in enumerate(tables if not findings.failed else []):
        if not unpack(archive, one.filename, target / str(number), findings):
            break
    files = [] if findings.failed else [one.filename[:300] for one in tables]
    return {"files": files, "left_out": left_out}


def _why_left_out(member: ZipInfo, most_bytes: int) -> LeftOut | None:
    if why := reason_to_leave_out(member.filename):
        return why
    return "too_large" if member.file_size > most_bytes else None

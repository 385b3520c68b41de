"""ZIP archives from outside: everything is checked before a byte is unpacked."""

import stat
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from spatial_units.importing.findings import Findings

MAX_ENTRIES = 2_000
MAX_DIRECTORY_BYTES = 2 * 1024**2
MAX_UNPACKED_BYTES = 300 * 1024**2
MAX_RATIO = 200  # of a member larger than a megabyte; geometry and sheets reach about 30
_CHUNK = 1 << 20


def open_archive(path: Path, findings: Findings) -> zipfile.ZipFile | None:
    """The archive if it is harmless to unpack; else None, and the findings say why."""
    entries = _announced_entries(path)
    if entries is None:
        findings.error("archive_damaged")
        return None
    if entries > MAX_ENTRIES:
        findings.error("archive_too_many_files", count=entries, limit=MAX_ENTRIES)
        return None
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        findings.error("archive_damaged")
        return None
    if _harmless(archive.infolist(), findings):
        return archive
    archive.close()
    return None


def unpack(archive: zipfile.ZipFile, name: str, target: Path, findings: Findings) -> bool:
    """Write one member to a name of our own; False where its content is not as announced."""
    try:
        with archive.open(name) as source, target.open("wb") as sink:
            while part := source.read(_CHUNK):
                sink.write(part)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as reason:
        findings.error("archive_damaged", reason=type(reason).__name__)
        return False
    return True


def _announced_entries(path: Path) -> int | None:
    """How many entries the end of the file announces, without reading them; None: no ZIP.

    More than a sane directory size counts as too many, whatever the announced number.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 66_000))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        return None
    entries, directory_bytes = struct.unpack("<HI", tail[at + 10 : at + 16])
    if entries == 0xFFFF or directory_bytes > MAX_DIRECTORY_BYTES:
        return max(int(entries), MAX_ENTRIES + 1)
    return int(entries)


def _harmless(members: list[zipfile.ZipInfo], findings: Findings) -> bool:
    if bad := next((member for member in members if _leaves(member)), None):
        findings.error("archive_unsafe_path", name=bad.filename[:100])
        return False
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names) or _overlap(members):
        findings.error("archive_ambiguous")
        return False
    if any(member.flag_bits & 0x1 for member in members):
        findings.error("archive_encrypted")
        return False
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES or any(_swells(member) for member in members):
        findings.error(
            "archive_bomb", megabytes=unpacked / 1024**2, limit=MAX_UNPACKED_BYTES // 1024**2
        )
        return False
    return True


def _leaves(member: zipfile.ZipInfo) -> bool:
    """Whether unpacking under this name could write outside, or is no plain file."""
    name = member.orig_filename
    mode = member.external_attr >> 16
    plain = not mode or stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0
    parts = PurePosixPath(name).parts
    return (
        not plain
        or "\\" in name
        or "\x00" in name
        or ":" in name
        or name.startswith("/")
        or ".." in parts
    )


def _swells(member: zipfile.ZipInfo) -> bool:
    large = member.file_size > 1024**2
    return large and member.file_size > MAX_RATIO * max(member.compress_size, 1)


def _overlap(members: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes, as in bombs that unpack one block a thousand times."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + 30 + member.compress_size
    return False

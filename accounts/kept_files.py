"""Files from the staff: stored under names of our own, known by what is in them."""

import hashlib
from pathlib import Path

from django.core.files.base import File
from django.db.models.fields.files import FieldFile


def digest_of(file: "File[bytes]") -> str:
    """SHA-256 of the content, as hex; the file is read in parts."""
    digest = hashlib.sha256()
    for part in file.chunks():
        digest.update(part)
    return digest.hexdigest()


def digest_of_path(path: Path) -> str:
    """The same of a file on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(field: FieldFile, content: "File[bytes]") -> None:
    """Store under a name of our own; where the disk is full nothing stays, and OSError goes on."""
    name = field.field.generate_filename(field.instance, "")
    try:
        field.name = field.storage.save(name, content)
    except OSError:
        field.storage.delete(name)
        raise

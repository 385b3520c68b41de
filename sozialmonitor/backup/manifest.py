"""What a backup says of itself; written last, so a folder without it is no backup."""

import hashlib
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

NAME = "manifest.json"
DATABASE, UPLOADS, SETTINGS = "database.dump", "uploads.tar", "settings.env"


class TableContent(BaseModel):
    rows: int
    checksum: str


class Manifest(BaseModel):
    """Versions, the content of every table, the checksum of every file of the backup."""

    model_config = ConfigDict(extra="forbid")

    format: int = 1
    at: datetime
    version: str
    postgresql: str
    migrations: list[str]  # app.name
    tables: dict[str, TableContent]
    uploads: int  # how many files
    missing_uploads: list[str] = []  # named in the database, gone when they were to be copied
    files: dict[str, str]  # SHA-256 in hex

    def save(self, folder: Path) -> None:
        (folder / NAME).write_text(self.model_dump_json(indent=1), encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """OSError where there is none, ValueError where it is not one."""
    return Manifest.model_validate_json((folder / NAME).read_text(encoding="utf-8"))


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

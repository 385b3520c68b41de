"""Every sentence of the screen has its German."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
APPS = (
    "accounts", "atlas", "indicators", "region_files", "releases", "reports", "sozialmonitor",
    "spatial_units", "templates", "locale",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The German catalogue, freshly compared with a copy of the sources."""
    copy = tmp_path_factory.mktemp("sources")
    for app in APPS:
        shutil.copytree(ROOT / app, copy / app, ignore=shutil.ignore_patterns("__pycache__"))
    command = [
        sys.executable, "-m", "django", "makemessages", "-l", "de", "--no-location", "--no-wrap",
        "--no-obsolete",
    ]  # fmt: skip
    subprocess.run(command, cwd=copy, check=True, capture_output=True, env=_environment())
    return copy / "locale/de/LC_MESSAGES/django.po"


def _environment() -> dict[str, str]:
    """makemessages needs no settings of ours."""
    return {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}


@pytest.mark.parametrize("kept", ["--untranslated", "--only-fuzzy"])
def test_no_german_is_missing_or_a_guess(catalogue: Path, kept: str) -> None:
    done = subprocess.run(
        ["msgattrib", kept, "--no-wrap", str(catalogue)], capture_output=True, text=True, check=True
    )
    missing = re.findall(r'^msgid "(.+)"$', done.stdout, re.M)
    assert missing == [], "run makemessages and write the German into locale/de"


def test_the_german_parts_are_those_of_the_english(catalogue: Path) -> None:
    """`%(count)s` and `{count}` stand in both."""
    text = catalogue.read_text()
    pairs = re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.+)"$', text, re.M
    )
    assert len(pairs) > 100
    parts = re.compile(r"%\(\w+\)s|\{\w+\}")
    for english, german in pairs:
        assert sorted(parts.findall(english)) == sorted(parts.findall(german)), english

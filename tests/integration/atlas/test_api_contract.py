"""The interface keeps to its own description, whatever it is asked; bounded in number and time."""

import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

EXAMPLES = 15
SECONDS = 40
# Half of the questions are about something that is there.
CONFIGURATION = """
[parameters]
"path.region_key" = "demo"
"path.indicator_key" = "exi_u15"
"path.code" = "0101"
"""


def test_no_question_breaks_the_interface_or_its_description(site: str, tmp_path: Path) -> None:
    configuration = tmp_path / "schemathesis.toml"
    configuration.write_text(CONFIGURATION)
    done = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", configuration,
            "run", f"{site}/api/schema/?format=json", "--checks", "all",
            "--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES),
            "--max-time", str(SECONDS), "--generation-deterministic", "--no-color",
        ],
        cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS * 5, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert "12 selected / 12 total" in done.stdout


@pytest.mark.parametrize(
    "query",
    ["level=%00", "search=%00", "area=%00", "limit=99999999999999999999", "limit=-1", "limit=0",
     "limit=1.5", "limit=%D9%A1", "offset=1e9", "offset=999999999999", "period=%00",
     "period=" + "9" * 400, "unknown=1", "level=", "area=" + "x" * 1_001, "level=a&level=b",
     "status=Z"],
)  # fmt: skip
def test_signs_and_numbers_beyond_reason_are_refused_in_words(site: str, query: str) -> None:
    address = f"{site}/api/v1/regions/demo/indicators/exi_u15/values/?{query}"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(address, timeout=60)
    assert refused.value.code == 400
    assert b"detail" in refused.value.read()
    refused.value.close()

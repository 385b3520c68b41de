"""Which Debian packages to unpack so that the given ones run without being installed.

Reads the output of `apt-cache depends --recurse` and prints the given packages with their
libraries and data. Left out is what every Debian system has, and what our programs load only for
features we do not use (just-in-time compilation, raster, 3D functions): two thirds of the bytes.
"""

import re
import sys
from collections.abc import Iterable

NEEDED = re.compile(r"lib|proj-data|gettext-base|postgresql-(client-)?\d|redis-tools|zlib")
LEFT_OUT = re.compile(
    r"lib(gdal|llvm|sfcgal|perl|pam|crypt1|c6|c-bin|gcc-s1|stdc\+\+6|systemd|udev|selinux"
    r"|debconf|common-sense|json-perl|ipc)"
)


def dependencies(lines: Iterable[str]) -> dict[str, list[str]]:
    """The packages each package depends on; of alternatives only the first."""
    found: dict[str, list[str]] = {}
    package, alternative = "", False
    for line in lines:
        if not line.startswith((" ", "<")):
            package = line.strip().split(":")[0]
            found.setdefault(package, [])
        elif match := re.match(r" (\||\s)(?:Pre)?Depends: ([^<\s:]+)", line):
            if not alternative:
                found[package].append(match[2])
            alternative = match[1] == "|"
        elif re.match(r" (\||\s)(?:Pre)?Depends: <", line):
            alternative = False
    return found


def needed(wanted: list[str], depends: dict[str, list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(wanted)
    while waiting:
        package = waiting.pop()
        if package not in seen:
            seen.add(package)
            waiting += [
                other
                for other in depends.get(package, [])
                if NEEDED.match(other) and not LEFT_OUT.match(other)
            ]
    return seen


if __name__ == "__main__":
    print(*sorted(needed(sys.argv[1:], dependencies(sys.stdin))), sep="\n")

"""Asks whether a package of the locks has a known hole. Needs a network, and pip-audit or a tool that fetches it.

python -m tools.audit               # of requirements.lock and requirements-test.lock
python -m tools.audit --licences    # the table of docs/security.md, from what is installed; needs no network
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

from tools.locks import LOCK, ROOT, TEST_LOCK, packages

WAYS = (("pip-audit",), ("uvx", "pip-audit"), ("pipx", "run", "pip-audit"))  # the first of them that is here
OPTIONS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off")
_CLASSIFIER = "License :: OSI Approved :: "


def main(arguments: Sequence[str]) -> int:
    """Gives pip-audit's exit code: 0 without a known hole, 1 with one or without an answer; 2 where it is missing."""
    if list(arguments) == ["--licences"]:
        print("\n".join(table()))
        return 0
    way = next((way for way in WAYS if shutil.which(way[0])), None)
    if way is None:
        print("Missing: pip-audit. Install it, or uv or pipx, which fetch it: pipx install pip-audit", file=sys.stderr)
        return 2
    codes = [
        subprocess.run([*way, *OPTIONS, "-r", str(lock)], cwd=ROOT, check=False).returncode
        for lock in (LOCK, TEST_LOCK)
    ]
    return max(codes)


def table() -> list[str]:
    """A line of Markdown for each package of the run: its name and its licence."""
    return [f"| {name} | {licence_of(name)} |" for name in locked()]


def locked() -> list[str]:
    """The names of what runs the program."""
    return list(dict.fromkeys(line.partition("==")[0] for line in packages(LOCK.read_text(encoding="utf-8"))))


def licence_of(name: str) -> str:
    """What a package says of its own licence; "not installed" on a system that does not need it."""
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return "not installed"
    classifiers = [each.removeprefix(_CLASSIFIER) for each in said.get_all("Classifier") or () if _CLASSIFIER in each]
    licence = _said(said, "License-Expression") or " and ".join(classifiers) or _said(said, "License") or "not said"
    return re.sub(r"\s+", " ", licence.strip())[:80]


def _said(said: PackageMetadata, key: str) -> str:
    return next(iter(said.get_all(key) or ()), "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

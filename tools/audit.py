"""Asks whether a package of the locks has a known hole. Needs a network.

By pip-audit, where that or a tool that fetches it is here; else by a question to OSV, whose advisories it reads too.

python -m tools.audit               # of requirements.lock and requirements-test.lock
python -m tools.audit --licences    # the table of docs/security.md, from what is installed; needs no network
"""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata

from tools.locks import LOCK, ROOT, TEST_LOCK, packages

WAYS = (("pip-audit",), ("uvx", "pip-audit"), ("pipx", "run", "pip-audit"))  # the first of them that is here
OPTIONS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off")
OSV = "https://api.osv.dev/v1/querybatch"  # https://google.github.io/osv.dev/post-v1-querybatch/
PATIENCE = 60.0  # [s]
CLEAR, HOLES, NO_ANSWER = 0, 1, 2  # exit codes; those of pip-audit are 0 and 1
_CLASSIFIER = "License :: OSI Approved :: "


def main(arguments: Sequence[str]) -> int:
    """Gives an exit code: 0 without a known hole, 1 with one, 2 without an answer; pip-audit says 1 for both."""
    if list(arguments) == ["--licences"]:
        print("\n".join(table()))
        return 0
    way = next((way for way in WAYS if shutil.which(way[0])), None)
    if way is None:
        return ask_osv()
    codes = [
        subprocess.run([*way, *OPTIONS, "-r", str(lock)], cwd=ROOT, check=False).returncode
        for lock in (LOCK, TEST_LOCK)
    ]
    return max(codes)


def ask_osv() -> int:
    """Names every package of the locks that OSV knows a hole of; nothing but names and versions is sent."""
    asked = sorted({pair for lock in (LOCK, TEST_LOCK) for pair in versions(lock.read_text(encoding="utf-8"))})
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in asked]
    request = urllib.request.Request(
        OSV, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            results = json.load(answer)["results"]
        holes = [[hole["id"] for hole in result.get("vulns", ())] for result in results]
        found = [(pair, ids) for pair, ids in zip(asked, holes, strict=True) if ids]
        if any("next_page_token" in result and not ids for result, ids in zip(results, holes, strict=True)):
            raise ValueError("it is not whole")  # an empty page is no all-clear: more may follow
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(
            f"No answer from {OSV}: {error}. Whether the packages have known holes is not known. "
            "Run this where there is a network.",
            file=sys.stderr,
        )
        return NO_ANSWER
    for (name, version), ids in found:
        print(f"{name} {version}: {', '.join(ids)}")
    print(f"{len(asked)} packages, {len(found)} with a known hole")
    return HOLES if found else CLEAR


def versions(lock: str) -> Iterator[tuple[str, str]]:
    """Name and version of each package of a lock."""
    for line in packages(lock):
        name, _, rest = line.partition("==")
        yield name, rest.split()[0]


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

"""Writes requirements.lock and requirements-test.lock anew from pyproject.toml. Needs uv, which neither of them holds.

    python -m tools.locks              # adds what pyproject.toml asks for; versions stay as they are
    python -m tools.locks --upgrade    # takes the newest of everything

The first lock runs the program, the second adds what tests and builds it. Both hold the hashes of the files for every
system and Python, and no address: whoever installs from them says where from.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK, TEST_LOCK = ROOT / "requirements.lock", ROOT / "requirements-test.lock"
COMPILE = "uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"


def packages(text: str) -> dict[str, str]:
    """The lines of a lock by the first line of each package: its name, version and marker."""
    starts = [match.start() for match in re.finditer(r"^[a-z0-9][^\n]*==", text, re.MULTILINE)]
    parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return {part.partition("\\")[0].strip(): part for part in parts}


def compiled(known: str, *options: str) -> str:
    """The lock of pyproject.toml with these options, with the versions of ``known`` where they will do."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "new.lock")
        out.write_text(known, encoding="utf-8")
        subprocess.run([*COMPILE.split(), *options, "pyproject.toml", "-o", str(out)], cwd=ROOT, check=True)
        return out.read_text(encoding="utf-8")


def main(options: list[str]) -> None:
    known = LOCK.read_text(encoding="utf-8") + TEST_LOCK.read_text(encoding="utf-8")
    run = compiled(known, *options)
    whole = compiled(known, "--extra", "dev", "--extra", "build", *options)
    added = {name: part for name, part in packages(whole).items() if name not in packages(run)}
    LOCK.write_text(run, encoding="utf-8")
    TEST_LOCK.write_text("".join(added.values()), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

"""A full or read-only disk: a sentence, and the old document intact."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rigs.kill import ROOT


def _namespace() -> list[str]:
    """The command that lets a child mount what nobody else sees; empty where the system allows nobody that."""
    if shutil.which("unshare") is None:
        return []
    command = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    allowed = subprocess.run([*command, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True, check=False)
    return command if allowed.returncode == 0 else []


def findings(how: str, folder: Path, saver: str) -> list[str]:
    command = [sys.executable, "-m", "tests.rigs.full_disk", how, str(folder), saver]
    if how == "tmpfs":
        namespace = _namespace()
        if not namespace:
            pytest.skip("nothing may be mounted here")
        command = [*namespace, *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="tmpfs and limits as on Linux"),
    pytest.mark.parametrize("how", ["tmpfs", "limit"]),
]


def test_that_the_rig_finds_a_plain_write(tmp_path: Path, how: str) -> None:
    found = findings(how, tmp_path, "plain")
    assert any("escapes" in finding for finding in found)
    assert any(finding.startswith("full: document.json: ") for finding in found)  # the old document is damaged


def test_that_a_disk_that_takes_nothing_costs_nothing_that_was_saved(tmp_path: Path, how: str) -> None:
    assert findings(how, tmp_path, "save") == []

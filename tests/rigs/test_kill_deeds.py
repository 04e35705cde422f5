"""A kill at any moment of an import, an export, a deletion or a choice between two versions loses nothing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from tests.rigs import LONG
from tests.rigs.kill_deeds import ROADS, kill_deeds, program

KILLS = 300 if LONG else 20
MOST = 60  # kills until a planted bug must have shown

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")


@pytest.fixture(scope="module")
def made() -> Iterator["Popen[bytes]"]:
    with program() as made:
        yield made


@pytest.mark.parametrize("deed", ROADS)
def test_that_no_kill_damages_anything_or_brings_it_back(made: "Popen[bytes]", deed: str, tmp_path: Path) -> None:
    damage, within = kill_deeds(made, deed, tmp_path / deed, KILLS)
    if LONG:
        sys.stderr.write(f"\n{deed}: {KILLS} kills, {within} within one, damage {damage}\n")
    assert damage == []
    assert within > (KILLS // 10 if LONG else 0)  # a quick machine is mostly between two choices


@pytest.mark.parametrize(
    ("deed", "bug"),
    [
        ("import", "written in place"),
        ("export", "written in place"),
        ("delete", "document first"),
        ("choose", "forgetful"),
    ],
)
def test_that_the_rig_finds_a_planted_bug(made: "Popen[bytes]", deed: str, bug: str, tmp_path: Path) -> None:
    damage, _ = kill_deeds(made, deed, tmp_path / deed, MOST, bug)
    assert damage

"""No version made on either of two computers is lost without being shown and kept; the rig finds planted bugs."""

import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import Popen

import pytest

from tests.rigs import LONG
from tests.rigs.computer import PLANTED
from tests.rigs.two_computers import LostError, run_history, two_programs

HISTORIES = 500 if LONG else 20
MOST = 60  # histories until a planted bug must have shown


@pytest.fixture(scope="module")
def programs() -> Iterator[tuple["Popen[str]", ...]]:
    with two_programs() as both:
        yield both


def test_that_no_version_of_either_computer_is_lost(programs: tuple["Popen[str]", ...], tmp_path: Path) -> None:
    told = sum(run_history(seed, tmp_path / str(seed), programs) for seed in range(HISTORIES))
    if LONG:
        sys.stderr.write(f"\n{HISTORIES} histories, {told} times a user was told of another version, none lost\n")
    assert told > HISTORIES / 10  # else there was nothing to lose


@pytest.mark.parametrize("bug", PLANTED)
def test_that_the_rig_finds_a_planted_bug(programs: tuple["Popen[str]", ...], tmp_path: Path, bug: str) -> None:
    assert any(loses(seed, tmp_path, programs, bug) for seed in range(1, MOST))


def loses(seed: int, tmp_path: Path, programs: tuple["Popen[str]", ...], bug: str) -> bool:
    try:
        run_history(seed, tmp_path / str(seed), programs, bug)
    except LostError:
        return True
    return False

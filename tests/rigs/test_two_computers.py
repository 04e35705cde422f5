"""No version made on either of two computers is lost without being shown and kept; the rig finds planted bugs."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from planner.document.document import Stored
from planner.files.sharing import Saved, Seen, save_beside_others, seen_in
from planner.files.store import save
from tests.rigs.two_computers import LostError, Save, run_history

HISTORIES = 500 if os.environ.get("MAGNOLIA_LONG") else 20


@pytest.fixture(autouse=True)
def no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is lost here is lost by a rule, not by a disk: nothing waits for one."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


def test_that_no_version_of_either_computer_is_lost(tmp_path: Path) -> None:
    aside = sum(run_history(seed, tmp_path / str(seed)) for seed in range(HISTORIES))
    print(f"{HISTORIES} histories, {aside} versions set aside, none lost")  # noqa: T201 - the long form
    assert aside > HISTORIES / 10  # else there was nothing to lose


def careless(path: Path, stored: Stored, before: Seen) -> Saved:
    """Saves over whatever is there."""
    return Saved(seen_in(save(path, stored)))


def one_name(path: Path, stored: Stored, before: Seen) -> Saved:
    """Keeps what is there under a name that another version may have already."""
    saved = save_beside_others(path, stored, before, datetime(2026, 11, 30))
    if saved.aside is None:
        return saved
    return Saved(saved.seen, saved.aside.replace(path.with_name("document.aside.json")))


@pytest.mark.parametrize("bug", [careless, one_name])
def test_that_the_rig_finds_a_planted_bug(bug: Save, tmp_path: Path) -> None:
    lost = 0
    for seed in range(100):
        try:
            run_history(seed, tmp_path / str(seed), bug)
        except LostError:
            lost += 1
    assert lost > 1

"""Kills at random moments: nothing is damaged, and no more than a second is lost.

A second is measured in the long form, which is for a quiet machine. The short one counts lost edits: the timers
of the window are late together, so that a slow machine loses no more of them than a fast one.
"""

import sys
from pathlib import Path

import pytest

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.needs.profile import Profile
from tests.rigs import LONG
from tests.rigs.documents import number_of, stored_of
from tests.rigs.kill import ROOT, Findings, kill_often
from tests.rigs.window_editor import EVERY, LIGHTEST, STEP

KILLS = 300 if LONG else 10
PAST, PAST_KILLS = (3650, 300) if LONG else (120, 6)  # recorded days, and kills of a program that edits them
WINDOW_KILLS = 300 if LONG else 3
AT_MOST = 1.0  # [s] what may be lost
A_SECOND_OF_EDITS = 1000 // EVERY + 1

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes and SIGKILL are POSIX")


def report(name: str, found: Findings) -> None:
    if LONG:
        sys.stderr.write(f"\n{name}: {found}\n")


def test_that_the_rig_finds_a_plain_write(tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    found = kill_often(
        ["tests.rigs.editor", str(path), "plain"], path, 60, number_of, enough=lambda found: bool(found.damage)
    )
    assert found.damage


def test_that_the_rig_finds_edits_that_wait_too_long_to_be_saved(tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    found = kill_often(
        ["tests.rigs.editor", str(path), "lazy"],
        path,
        20,
        number_of,
        moments=(1.2, 1.6) if LONG else (0.3, 0.6),
        enough=lambda found: found.worst_loss > AT_MOST if LONG else found.most_lost > A_SECOND_OF_EDITS,
    )
    assert found.worst_loss > AT_MOST or not LONG
    assert found.most_lost > A_SECOND_OF_EDITS


def test_that_no_kill_damages_the_file_or_loses_more_than_a_second(tmp_path: Path) -> None:
    path = tmp_path / "data" / "document.json"
    found = kill_often(["tests.rigs.editor", str(path), "daily"], path, KILLS, number_of)
    report("edits and saves", found)
    assert found.damage == []
    assert found.most_lost <= 1  # each is saved before the next
    assert found.worst_loss < AT_MOST or not LONG
    assert found.in_edits > KILLS // 3


def test_that_no_kill_damages_a_document_with_a_history_or_loses_a_day_of_it(tmp_path: Path) -> None:
    """Each edit says something of another day that is over. What is found has every recorded day, or it is damage."""
    path = tmp_path / "data" / "document.json"
    save(path, stored_of(0, past=PAST))
    found = kill_often(
        ["tests.rigs.editor", str(path), "daily", str(PAST)],
        path,
        PAST_KILLS,
        _with_all_days,
        moments=(0.0, 1.5 if LONG else 0.25),  # ten years take longer to save
    )
    report(f"edits and saves with {PAST} recorded days", found)
    assert found.damage == []
    assert found.most_lost <= 1
    assert found.in_edits > PAST_KILLS // 3


def _with_all_days(stored: Stored) -> int:
    """The number of the edit.

    Raises:
        ValueError: if a recorded day is not there.
    """
    if len(stored.document.recorded) != PAST:
        raise ValueError(f"{len(stored.document.recorded)} of {PAST} recorded days are there")
    return number_of(stored)


def test_that_the_rig_finds_a_day_that_is_lost(tmp_path: Path) -> None:
    """The planted bug: a program that saves one recorded day less than there were."""
    path = tmp_path / "document.json"
    save(path, stored_of(0, past=PAST))
    found = kill_often(
        ["tests.rigs.editor", str(path), "daily", str(PAST - 1)],
        path,
        20,
        _with_all_days,
        enough=lambda found: bool(found.damage),
    )
    assert f"{PAST - 1} of {PAST} recorded days are there" in " ".join(found.damage)


def edits_by_weight(stored: Stored) -> int:
    return round((stored.document.profile.weight_kg - LIGHTEST) / STEP)


def test_that_edits_without_a_pause_are_saved_within_a_second(tmp_path: Path) -> None:
    """With the window's own workspace: somebody who never stops for half a second loses no more than others."""
    path = tmp_path / "data" / "document.json"
    save(path, Stored(Document(Profile(weight_kg=LIGHTEST))))
    few = tmp_path / "foods.csv"
    few.write_text("".join((ROOT / "foods.csv").read_text(encoding="utf-8").splitlines(True)[:30]), encoding="utf-8")
    found = kill_often(
        ["tests.rigs.window_editor", str(few), str(path)], path, WINDOW_KILLS, edits_by_weight, moments=(1.2, 1.6)
    )
    report("the window's workspace", found)
    assert found.damage == []
    assert found.most_lost <= A_SECOND_OF_EDITS
    assert found.worst_loss < AT_MOST or not LONG
    assert found.in_edits > WINDOW_KILLS // 3

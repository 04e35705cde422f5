"""Damaged files: opened, recovered or refused in words; no traceback; the original kept."""

import json
import sys
from datetime import datetime
from pathlib import Path

import pytest

from planner.document.document import Document, Stored
from planner.files.backups import Opened, open_or_recover
from planner.files.store import load, save, stored_from_bytes
from tests.planner.document.test_migrations import FIXTURES
from tests.rigs import LONG
from tests.rigs.corruption import Findings, Opener, corruptions, examine, truncations
from tests.rigs.documents import stored_of

CONTENT = (FIXTURES / "version_1.json").read_bytes()
GOOD = stored_from_bytes(CONTENT, "version_1.json")
CUTS = list(truncations(CONTENT))[:: 1 if LONG else len(CONTENT) // 100]
PAST, PAST_CHANGES = (3650, 300) if LONG else (60, 20)  # recorded days, and changes of a document with them
CHANGES = 2000 if LONG else 100


@pytest.fixture
def with_backup(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    save(folder / "document.json", GOOD)
    open_or_recover(folder / "document.json", now=datetime(2026, 11, 22))
    return folder


@pytest.fixture
def without_backup(tmp_path: Path) -> Path:
    folder = tmp_path / "bare"
    folder.mkdir()
    return folder


def report(name: str, found: Findings) -> None:
    if LONG:
        sys.stderr.write(f"\n{name}: {dict(found.outcomes)}, wrong: {found.wrong}\n")


def unguarded(path: Path) -> Opened:
    """The planted bug: the format is trusted."""
    json.loads(path.read_bytes())
    return open_or_recover(path)


def careless(path: Path) -> Opened:
    """The planted bug: a damaged file is written over by what takes its place."""
    opened = open_or_recover(path)
    if opened.told:
        for aside in path.parent.glob("document.damaged-*"):
            aside.unlink()
    return opened


@pytest.mark.parametrize(("opener", "said"), [(unguarded, "escapes"), (careless, "the original is gone")])
def test_that_the_rig_finds_a_planted_bug(with_backup: Path, opener: Opener, said: str) -> None:
    found = examine(with_backup, CUTS[:20], GOOD, opener)
    assert any(said in wrong for wrong in found.wrong)


def test_that_a_file_cut_anywhere_is_recovered_from_its_backup(with_backup: Path) -> None:
    found = examine(with_backup, CUTS, GOOD, open_or_recover)
    report("truncations, with backup", found)
    assert found.wrong == []
    assert found.outcomes["recovered"] >= len(CUTS) - 1  # the last cut takes only the end of the last line
    assert load(with_backup / "document.json") == GOOD


def test_that_a_file_cut_anywhere_is_refused_where_there_is_no_backup(without_backup: Path) -> None:
    """Nothing is written here, so that there never is a backup."""
    found = examine(without_backup, CUTS, GOOD, lambda path: Opened(load(path)))
    report("truncations, without backup", found)
    assert found.wrong == []
    assert found.outcomes["refused"] >= len(CUTS) - 1


def test_that_a_file_changed_anywhere_is_opened_recovered_or_refused(with_backup: Path) -> None:
    found = examine(with_backup, corruptions(CONTENT, CHANGES), GOOD, lambda path: _without_new_backup(path))
    report("corruptions, with backup", found)
    assert found.wrong == []
    assert found.outcomes["recovered"] > CHANGES // 2


def test_that_a_file_with_a_history_changed_anywhere_is_opened_recovered_or_refused(tmp_path: Path) -> None:
    """What is recovered has every recorded day."""
    good, path = stored_of(7, past=PAST), tmp_path / "document.json"
    save(path, good)
    open_or_recover(path, now=datetime(2026, 11, 22))
    damaged = list(corruptions(path.read_bytes(), PAST_CHANGES, seed=3))
    found = examine(tmp_path, damaged, good, _without_new_backup)
    report(f"corruptions of {PAST} recorded days, with backup", found)
    assert found.wrong == []
    assert found.outcomes["recovered"] > PAST_CHANGES // 3
    path.write_bytes(path.read_bytes()[: -len(path.read_bytes()) // 3])
    assert open_or_recover(path).stored == good


def test_that_a_file_changed_anywhere_is_opened_or_refused_where_there_is_no_backup(without_backup: Path) -> None:
    found = examine(without_backup, corruptions(CONTENT, CHANGES, seed=2), GOOD, lambda path: Opened(load(path)))
    report("corruptions, without backup", found)
    assert found.wrong == []
    assert found.outcomes["refused"] > CHANGES // 2


def _without_new_backup(path: Path) -> Opened:
    """A change that is still a document becomes the next backup; here each case is to start from the same one."""
    before = set(path.parent.rglob("*"))
    opened = open_or_recover(path)
    for file in set(path.parent.rglob("*")) - before:
        if file.parent != path.parent:
            file.unlink()
    return opened


def test_that_an_empty_document_is_no_damage(with_backup: Path) -> None:
    save(with_backup / "document.json", Stored(Document()))
    assert open_or_recover(with_backup / "document.json") == Opened(Stored(Document()))

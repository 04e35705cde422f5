"""Deleting everything: cut short it brings nothing back, and what it leaves is named."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from planner.files.backups import backups_of, delete_everything, open_or_recover, set_aside
from planner.files.store import save
from tests.rigs.documents import stored_of

posix = pytest.mark.skipif(os.name != "posix", reason="links are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "document.json"
    for number in range(1, 4):
        open_or_recover(path, now=datetime(2026, 11, 22, 12) + timedelta(hours=number))
        save(path, stored_of(number))
    path.with_name("document.json.lock").write_text("x")
    logs = path.with_name("logs")
    logs.mkdir()
    (logs / "magnolia.log").write_text("x")
    return path


class PowerCutError(Exception):
    """The program ends here, between two files."""


def test_that_a_deletion_cut_short_after_any_file_brings_nothing_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really, left = Path.unlink, 0

    def unlink(self: Path, missing_ok: bool = False) -> None:
        nonlocal left
        if left == 0:
            raise PowerCutError
        left -= 1
        really(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    for _file in range(20):
        left = 1
        try:
            delete_everything(path.parent)
        except PowerCutError:
            assert path.exists() or not backups_of(path)
        if not path.exists():
            break
    monkeypatch.undo()
    assert not path.exists()
    assert open_or_recover(path).stored is None


def test_that_a_start_after_a_deletion_cut_short_opens_the_file_and_no_backup(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.parent != path.parent and not backups_of(path)[1:]:
            raise PowerCutError
        really(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(PowerCutError):
        delete_everything(path.parent)
    monkeypatch.undo()
    opened = open_or_recover(path)
    assert (opened.stored, opened.told) == (stored_of(3), ())


COPIES = (
    "document (Ann's conflicted copy 2026-11-30).json",
    "document.sync-conflict-20261130-101112-ABCDEFG.json",
    "document.json~",
    ".document.json.swp",
    "Document-LAPTOP.json",
    "Copy of document.json",
    "document.json.backups/000001-start-2026-11-22-1300 (conflicted copy).json",
    ".stversions/document~20261130-101112.json",
    ".stversions/document.json.backups/000001-start-2026-11-22-1300~20261130-101112.json",
)


@pytest.mark.parametrize("name", COPIES)
def test_that_a_copy_another_program_made_is_named(path: Path, name: str) -> None:
    copy = path.parent / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text("{}")
    assert delete_everything(path.parent) == (copy,)
    assert not path.exists()
    assert copy.exists()


def test_that_a_file_of_others_is_not_named(path: Path) -> None:
    (path.parent / "letter.txt").write_text("mine")
    assert delete_everything(path.parent) == ()


@posix
def test_that_the_file_behind_a_link_is_named_with_what_was_set_aside_beside_it(path: Path, tmp_path: Path) -> None:
    synced = tmp_path / "Sync"
    synced.mkdir()
    real = synced / "mine.json"
    path.rename(real)
    path.symlink_to(real)
    aside = set_aside(path)
    real.write_bytes(aside.read_bytes())
    assert set(delete_everything(path.parent)) == {real, aside}
    assert not path.parent.exists()


@posix
def test_that_backups_on_another_drive_are_named_and_not_opened_again(path: Path, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    folder = path.with_name("document.json.backups")
    folder.rename(drive)
    folder.symlink_to(drive)
    backups = {drive / backup.path.name for backup in backups_of(path)}
    assert backups
    assert set(delete_everything(path.parent)) == backups
    assert open_or_recover(path).stored is None

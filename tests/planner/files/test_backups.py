"""Backups, recovery, export and deletion: nothing is lost without a sentence, and nothing stays that should not."""

import os
import stat
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from planner.document.document import Document, Stored
from planner.document.document_json import stored_to_text
from planner.files import backups as backups_module
from planner.files.backups import (
    DAY,
    KEPT,
    OTHER,
    START,
    backups_of,
    delete_everything,
    export_all,
    keep_day,
    keep_other,
    open_or_recover,
)
from planner.files.store import (
    DamagedFile,
    NewerFile,
    StoreError,
    load,
    read_file,
    save,
    stored_from_bytes,
    write_whole,
)
from planner.foods.meals import Templates
from tests.rigs.documents import stored_of

NOON = datetime(2026, 11, 22, 12)
NEWER = '{"format": "magnolia", "version": 99, "wonders": []}'
posix = pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "document.json"


def kept(path: Path, kind: str) -> list[Stored | None]:
    return [load(backup.path) for backup in backups_of(path) if backup.kind == kind]


def starts(path: Path, count: int, every: timedelta = timedelta(hours=1), now: datetime = NOON) -> None:
    """So many starts, each followed by one edit: the file then holds the number of the last one."""
    for number in range(1, count + 1):
        open_or_recover(path, now=now + number * every)
        save(path, stored_of(number))


def damage(path: Path) -> bytes:
    content = path.read_bytes()[:-7]
    path.write_bytes(content)
    return content


def test_that_the_first_start_finds_nothing_and_says_nothing(path: Path) -> None:
    assert open_or_recover(path).stored is None
    assert open_or_recover(path).told == ()
    assert not path.parent.exists()


def test_that_a_good_file_is_opened_without_a_word(path: Path) -> None:
    save(path, stored_of(3))
    opened = open_or_recover(path)
    assert opened.stored == stored_of(3)
    assert opened.told == ()


# Backups


def test_that_the_last_ten_starts_and_seven_days_are_kept(path: Path) -> None:
    starts(path, 30, timedelta(hours=12))
    assert kept(path, START) == [stored_of(number) for number in range(20, 30)]
    days = [backup.made.date() for backup in backups_of(path) if backup.kind == DAY]
    assert len(set(days)) == len(days) == KEPT[DAY]
    assert days[-1] == (NOON + timedelta(days=15)).date()
    open_or_recover(path, now=NOON + timedelta(days=16))
    assert kept(path, START)[-1] == stored_of(30)


def test_that_starts_without_a_change_do_not_push_older_backups_out(path: Path) -> None:
    starts(path, 5)
    before = kept(path, START)
    for hour in range(20):
        open_or_recover(path, now=NOON + timedelta(hours=10 + hour / 10))
    assert kept(path, START) == [*before, stored_of(5)]


def test_that_the_first_save_of_a_day_keeps_what_the_day_before_left(path: Path) -> None:
    """For a window that is never closed."""
    save(path, stored_of(1))
    open_or_recover(path, now=NOON)
    for number in (2, 3, 4):
        keep_day(path, now=NOON)
        save(path, stored_of(number))
    for number in (5, 6):
        keep_day(path, now=NOON + timedelta(days=1))
        save(path, stored_of(number))
    assert kept(path, DAY) == [stored_of(1), stored_of(4)]


def test_that_a_damaged_file_never_becomes_a_backup(path: Path) -> None:
    save(path, stored_of(1))
    damage(path)
    keep_day(path, now=NOON)
    assert backups_of(path) == ()


def test_that_a_clock_that_was_wrong_does_not_hide_the_newest_backup(path: Path) -> None:
    starts(path, 3, now=NOON + timedelta(days=400))
    starts(path, 3, now=NOON)
    assert [backup.number for backup in backups_of(path)] == sorted(backup.number for backup in backups_of(path))
    assert backups_of(path)[-1].made.year == 2026


@posix
def test_that_backups_are_for_their_owner_only(path: Path) -> None:
    before = os.umask(0)
    starts(path, 3)
    os.umask(before)
    for entry in path.parent.rglob("*"):
        assert stat.S_IMODE(entry.stat().st_mode) == (0o700 if entry.is_dir() else 0o600), entry


def test_that_a_backup_that_cannot_be_made_is_told_and_the_file_opened(path: Path) -> None:
    save(path, stored_of(1))
    path.with_name("document.json.backups").write_text("a file where the folder should be", encoding="utf-8")
    opened = open_or_recover(path)
    assert opened.stored == stored_of(1)
    assert opened.told[0].startswith("No backup could be made.")
    keep_day(path)


def test_that_a_damaged_backup_is_told_once_and_kept_under_another_name(path: Path) -> None:
    starts(path, 3)
    broken = backups_of(path)[0]
    content = damage(broken.path)
    told = open_or_recover(path, now=NOON + timedelta(hours=9)).told
    assert told == (
        "Something damaged the backup of 2026-11-22, 14:00. Backups are made anew, but the disk may be failing.",
    )
    assert broken.path.with_name(broken.path.name + ".damaged").read_bytes() == content
    assert open_or_recover(path).told == ()


def test_that_backups_of_the_same_bytes_as_the_file_are_not_parsed_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ten years of days each takes a while; one that differs in a byte is parsed."""
    starts(path, 1)
    read: list[str] = []
    parse = stored_from_bytes

    def counting(content: bytes, name: str, templates: Templates | None = None) -> Stored:
        read.append(name)
        return parse(content, name, templates)

    monkeypatch.setattr(backups_module, "stored_from_bytes", counting)
    open_or_recover(path, now=NOON)
    assert read == [path.name]
    save(path, stored_of(8))
    read.clear()
    open_or_recover(path, now=NOON)
    assert len(read) == 2  # the file, and once the two backups that are alike


# Recovery


def test_that_a_damaged_file_is_set_aside_and_the_newest_good_backup_opened(path: Path) -> None:
    starts(path, 4)
    content = damage(path)
    opened = open_or_recover(path, now=NOON + timedelta(hours=9))
    assert opened.stored == stored_of(3)
    assert opened.told[0].startswith("document.json: line ")
    assert opened.told[1:] == (
        "The damaged file is now document.damaged-2026-11-22-210000.json, in the same folder.",
        "In its place, the backup of 2026-11-22, 16:00 was opened; what you changed after that is not in it.",
    )
    assert path.with_name("document.damaged-2026-11-22-210000.json").read_bytes() == content
    assert load(path) == stored_of(3)
    assert open_or_recover(path).told == ()


def test_that_damaged_backups_are_passed_over(path: Path) -> None:
    starts(path, 4)
    damage(path)
    for backup in backups_of(path)[2:]:
        damage(backup.path)
    assert open_or_recover(path).stored == stored_of(1)


def test_that_two_damages_in_one_second_keep_both_files(path: Path) -> None:
    starts(path, 2)
    for _ in range(2):
        damage(path)
        open_or_recover(path, now=NOON)
    assert len(list(path.parent.glob("document.damaged-*"))) == 2


def test_that_a_damaged_file_without_a_backup_is_refused_and_left_alone(path: Path) -> None:
    save(path, stored_of(1))
    content = damage(path)
    with pytest.raises(DamagedFile):
        open_or_recover(path)
    assert path.read_bytes() == content


def test_that_somebody_elses_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Anna", encoding="utf-8")
    with pytest.raises(DamagedFile):
        open_or_recover(letter)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_that_a_newer_file_is_refused_and_nothing_is_changed(path: Path) -> None:
    starts(path, 3)
    write_whole(path, NEWER)
    before = {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}
    with pytest.raises(NewerFile, match="a newer one wrote the document"):
        open_or_recover(path)
    assert before == {file: file.read_bytes() for file in path.parent.rglob("*") if file.is_file()}


def test_that_the_backup_of_a_newer_magnolia_is_passed_over_and_kept(path: Path) -> None:
    starts(path, 3)
    newest = backups_of(path)[-1].path
    write_whole(newest, NEWER)
    damage(path)
    assert open_or_recover(path).stored == stored_of(1)
    assert newest.read_text(encoding="utf-8") == NEWER


def test_that_a_file_that_is_gone_comes_back_from_its_backup(path: Path) -> None:
    starts(path, 3)
    path.unlink()
    opened = open_or_recover(path)
    assert opened.stored == stored_of(2)
    assert opened.told[0] == "document.json is gone."


@posix
def test_that_a_damaged_file_behind_a_link_stays_in_its_folder_and_is_written_there(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "Sync" / "mine.json"
    save(path, stored_of(1))
    open_or_recover(path)
    real.parent.mkdir()
    path.rename(real)
    path.symlink_to(real)
    cut = real.read_bytes()[:-9]
    real.write_bytes(cut)
    found = open_or_recover(path)
    assert found.stored == load(real) == stored_of(1)
    assert path.is_symlink()
    (aside,) = real.parent.glob("mine.damaged-*.json")
    assert aside.read_bytes() == cut
    assert str(aside) in " ".join(found.told)


def test_that_a_damaged_file_that_cannot_be_set_aside_is_not_written_over(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts(path, 3)
    content = damage(path)

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(StoreError, match="cannot be renamed"):
        open_or_recover(path)
    assert path.read_bytes() == content


def test_that_leftovers_of_a_killed_save_are_removed(path: Path) -> None:
    starts(path, 3)
    left = [path.with_name(".document.json.abc.new"), backups_of(path)[0].path.with_name(".000001-start.json.x.new")]
    for file in left:
        file.touch()
    open_or_recover(path)
    assert not any(file.exists() for file in left)


# Export and deletion


def everything(path: Path) -> None:
    """A folder with all that Magnolia ever writes into it."""
    starts(path, 4)
    damage(path)
    damage(backups_of(path)[0].path)
    open_or_recover(path)
    open_or_recover(path)
    for name in (
        "document.json.lock",
        "document.json.show",
        "document.aside-1.json",
        ".document.json.x.new",
        "document.json.backups/.000001-start-2026-11-22-1200.json.x.new",
        "logs/magnolia.log",
        "logs/magnolia.log.1",
        "logs/crash.log",
    ):
        (path.parent / name).parent.mkdir(exist_ok=True)
        (path.parent / name).write_text("x", encoding="utf-8")


def test_that_an_export_holds_the_file_its_backups_and_what_was_set_aside(path: Path, tmp_path: Path) -> None:
    everything(path)
    target = tmp_path / "export.zip"
    count = export_all(path.parent, target)
    with zipfile.ZipFile(target) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        assert packed.read("document.json") == path.read_bytes()
    assert count == len(names) == len(set(names))
    assert {name.partition("/")[0] for name in names} >= {"document.json", "document.json.backups", "logs"}
    assert any(name.startswith("document.damaged-") for name in names)
    assert not any(name.endswith((".lock", ".new")) for name in names)
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_that_an_export_never_writes_over_what_it_exports(path: Path) -> None:
    save(path, stored_of(1))
    with pytest.raises(StoreError, match="one of the files Magnolia keeps"):
        export_all(path.parent, path)
    assert load(path) == stored_of(1)


def test_that_an_export_may_lie_in_the_folder_and_is_not_in_the_next_one(path: Path) -> None:
    save(path, stored_of(1))
    target = path.parent / "export.zip"
    assert export_all(path.parent, target) == export_all(path.parent, target) == 1


def test_that_delete_everything_leaves_nothing(path: Path) -> None:
    everything(path)
    delete_everything(path.parent)
    assert not path.parent.exists()
    assert open_or_recover(path).stored is None


def test_that_delete_everything_leaves_the_files_of_others(path: Path) -> None:
    everything(path)
    others = ("letter.txt", "document.json.backups/photo.jpg", "logs/other.log", "document.txt", "my.document.json")
    for name in others:
        (path.parent / name).write_text("mine", encoding="utf-8")
    delete_everything(path.parent)
    assert {file.relative_to(path.parent).as_posix() for file in path.parent.rglob("*") if file.is_file()} == {*others}


@posix
def test_that_delete_everything_removes_links_and_not_what_they_point_to(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    (real / "magnolia.log").write_text("x", encoding="utf-8")
    (real / "document.json").write_text("x", encoding="utf-8")
    path.parent.mkdir()
    path.symlink_to(real / "document.json")
    (path.parent / "logs").symlink_to(real)
    delete_everything(path.parent)
    assert not path.is_symlink()
    assert {file.name for file in real.iterdir()} == {"document.json", "magnolia.log"}


def test_that_what_cannot_be_deleted_is_named_and_the_rest_is_gone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything(path)
    really = Path.unlink

    def unlink(self: Path, missing_ok: bool = False) -> None:
        if self.name == "document.json":
            raise OSError(1, "Operation not permitted")
        really(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    with pytest.raises(StoreError, match=r"document\.json: cannot be deleted \(Operation not permitted\)"):
        delete_everything(path.parent)
    assert [file.name for file in path.parent.rglob("*")] == ["document.json"]


def test_that_a_start_reads_no_more_backups_than_it_keeps(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    starts(path, 2)
    content = path.read_bytes()
    folder = backups_of(path)[0].path.parent
    for number in range(10, 3010):
        (folder / f"{number:06}-{START if number % 2 else DAY}-2026-11-{1 + number % 22:02}-1200.json").write_bytes(
            content
        )
    (folder / "003009-start-2026-11-22-1200.json").write_bytes(b"damaged")
    read: list[Path] = []

    def counted(backup: Path) -> bytes | None:
        read.extend([backup] if backup != path else [])
        return read_file(backup)

    monkeypatch.setattr(backups_module, "read_file", counted)
    opened = open_or_recover(path, now=NOON + timedelta(days=2))
    assert len(opened.told) == 1  # of the damaged one
    assert len(read) == KEPT[START] + KEPT[DAY] + 2  # the damaged one, and one that the file is compared with
    assert len(kept(path, START)) == KEPT[START]
    assert len(kept(path, DAY)) == KEPT[DAY]


def test_that_a_version_that_was_not_chosen_is_kept_under_its_computer_s_name(path: Path) -> None:
    starts(path, 1)
    kept_as = keep_other(path, path.read_bytes(), "Anna's PC / büro", NOON)
    assert kept_as.name == f"{backups_of(path)[-1].number:06}-other-{NOON:%Y-%m-%d-%H%M}-Anna-s-PC-büro.json"
    for number in range(KEPT[OTHER] + 5):
        keep_other(path, b"%d" % number, "../..\n", NOON)
    others = [backup for backup in backups_of(path) if backup.kind == OTHER]
    assert len(others) == KEPT[OTHER]
    assert {backup.path.parent for backup in others} == {kept_as.parent}


def test_that_a_version_that_was_not_chosen_is_opened_only_where_nothing_else_is_left(path: Path) -> None:
    starts(path, 2)
    other = stored_to_text(Stored(Document(days=9))).encode()
    keep_other(path, other, "laptop", NOON)
    path.unlink()
    found = open_or_recover(path, now=NOON).stored
    assert found is not None
    assert found.document.days != 9
    for backup in backups_of(path):
        if backup.kind != OTHER:
            backup.path.unlink()
    path.unlink()
    found = open_or_recover(path, now=NOON).stored
    assert found is not None
    assert found.document.days == 9

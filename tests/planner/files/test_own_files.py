"""Whether two paths are one file, and that no output takes the place of what is kept or read."""

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from planner.files.own_files import NONE, OwnFiles, same_file
from planner.files.store import StoreError

posix = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "my.json"
    path.parent.mkdir()
    path.write_text("{}", encoding="utf-8")
    return path


def test_that_a_file_is_the_same_by_every_way_to_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    for way in (path, Path("my.json"), path.parent / ".." / "data" / "my.json", Path(f"{path.parent}//./my.json")):
        assert same_file(way, path)


@posix
def test_that_links_lead_to_the_same_file(path: Path, tmp_path: Path) -> None:
    soft, hard, chain, folder = (tmp_path / name for name in ("soft.json", "hard.json", "chain.json", "folder"))
    soft.symlink_to(path)
    hard.hardlink_to(path)
    chain.symlink_to(soft)
    folder.symlink_to(path.parent)
    for way in (soft, hard, chain, folder / "my.json"):
        assert same_file(way, path)
        assert same_file(path, way)
    folder_to_come = folder / "new" / "a.json"
    assert same_file(folder_to_come, path.parent / "new" / "a.json")


def test_that_other_files_are_not_the_same(path: Path) -> None:
    other = path.with_name("other.json")
    assert not same_file(other, path)
    other.write_text("{}", encoding="utf-8")
    assert not same_file(other, path)
    assert not same_file(path.with_name("a.json"), path.with_name("b.json"))
    assert not same_file(path.parent / "a" / "c.json", path.parent / "b" / "c.json")


def test_that_names_in_other_letters_count_as_one_where_neither_is_there(path: Path) -> None:
    assert same_file(path.with_name("Ne\u0301w.JSON"), path.with_name("n\u00e9w.json"))
    assert same_file(path.parent / "More" / "a.json", path.parent / "more" / "A.json")


def test_that_what_the_system_tells_apart_stays_apart(path: Path) -> None:
    other = path.with_name("MY.json")
    if other.exists():
        assert same_file(other, path)  # a folder that takes both names for one
    else:
        assert not same_file(other, path)


@posix
def test_that_a_ring_of_links_is_nobody_elses_file(path: Path) -> None:
    one, other = path.with_name("one"), path.with_name("other")
    one.symlink_to(other)
    other.symlink_to(one)
    assert not same_file(one, path)


@pytest.mark.parametrize(
    "name",
    [
        "my.json",
        "my.json.lock",
        "my.json.show",
        "my.json.backups/new.txt",
        "my.json.backups/deeper/new.txt",
        "my.json.backups",
        "my.json.backups/000001-start-2026-11-30-1200.json",
        "my.damaged-2026-11-30-120000.json",
        "my.aside-1.json",
        "logs/crash.log",
    ],
)
def test_that_nothing_kept_beside_a_document_is_written_over(path: Path, name: str) -> None:
    for there in ("my.json.backups/000001-start-2026-11-30-1200.json", "my.damaged-2026-11-30-120000.json"):
        (path.parent / there).parent.mkdir(exist_ok=True)
        (path.parent / there).write_text("{}", encoding="utf-8")
    for there in ("my.aside-1.json", "logs/crash.log"):
        (path.parent / there).parent.mkdir(exist_ok=True)
        (path.parent / there).write_text("{}", encoding="utf-8")
    with pytest.raises(StoreError, match="keeps"):
        OwnFiles((path,)).write(path.parent / name, lambda file: file.write(b"x"))
    assert b"x" not in b"".join(each.read_bytes() for each in path.parent.rglob("*") if each.is_file())


@posix
def test_that_a_link_to_the_document_hides_nothing(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "document.json"
    link.symlink_to(path)
    backup = tmp_path / "document.json.backups" / "000001-start-2026-11-30-1200.json"
    backup.parent.mkdir()
    backup.write_text("{}", encoding="utf-8")
    other = tmp_path / "b.json"
    other.hardlink_to(backup)
    for target in (path, link, other, path.with_name("my.json.lock"), backup.parent / "x"):
        with pytest.raises(StoreError, match="keeps"):
            OwnFiles((link,)).refuse(target)


def test_that_a_file_that_is_read_is_not_written_and_its_neighbours_are(path: Path) -> None:
    own = OwnFiles((), (path,))
    with pytest.raises(StoreError, match="read here"):
        own.refuse(path)
    for name in ("other.json", "my.json.lock"):
        own.refuse(path.parent / name)


@pytest.mark.parametrize("name", ["typo/a.txt", "typo/more/a.txt", "plan.txt/a.txt"])
def test_that_a_mistyped_folder_is_said_and_not_made(path: Path, name: str) -> None:
    (path.parent / "plan.txt").write_text("mine", encoding="utf-8")
    before = sorted(path.parent.rglob("*"))
    with pytest.raises(StoreError, match="there is no folder"):
        NONE.write(path.parent / name, lambda file: file.write(b"x"))
    assert sorted(path.parent.rglob("*")) == before


@posix
def test_that_an_output_removes_what_a_killed_one_left_and_not_what_is_being_written(path: Path) -> None:
    target = path.with_name("plan.txt")
    left = path.with_name(".plan.txt.abcdefgh.new")
    left.write_text("half", encoding="utf-8")

    def ours(file: BinaryIO) -> None:
        NONE.write(target, lambda other: other.write(b"theirs"))  # of another program, meanwhile
        assert target.read_bytes() == b"theirs"
        file.write(b"ours")

    NONE.write(target, ours)
    assert target.read_bytes() == b"ours"
    assert sorted(path.parent.iterdir()) == [path, target]


def test_that_an_output_may_lie_beside_the_document(path: Path) -> None:
    own = OwnFiles((path,))
    for name in ("plan.txt", "my.json.txt", "logs/plan.txt", "backups/plan.txt"):
        (path.parent / name).parent.mkdir(exist_ok=True)
        own.write(path.parent / name, lambda file: file.write(b"x"))
        assert (path.parent / name).read_bytes() == b"x"

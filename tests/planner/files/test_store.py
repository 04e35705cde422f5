"""The one file: saved whole or not at all, for its owner only, and refused in words."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.document.document import Document, Stored
from planner.document.document_json import stored_to_text
from planner.document.list_choices import ListChoices
from planner.files.store import (
    LEFTOVER,
    DamagedFile,
    NewerFile,
    StoreError,
    before_leftover,
    load,
    make_private,
    remove_leftovers,
    save,
    write_file,
    write_whole,
)
from planner.own.dish import OwnDish, Weighed
from tests.rigs.documents import stored_of

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "document.json"


@pytest.fixture
def no_mask() -> Iterator[None]:
    """A user whose files anybody may read unless a program says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_that_what_is_saved_is_loaded(path: Path) -> None:
    save(path, stored_of(1))
    save(path, stored_of(2))
    assert load(path) == stored_of(2)


def test_that_no_file_is_no_document(path: Path) -> None:
    assert load(path) is None


@posix
@pytest.mark.usefixtures("no_mask")
def test_that_file_and_folder_are_for_their_owner_only(path: Path) -> None:
    save(path, stored_of(1))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@posix
@pytest.mark.usefixtures("no_mask")
def test_that_a_file_that_others_could_read_is_closed_by_the_next_save(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("{}", encoding="utf-8")
    save(path, stored_of(1))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    make_private(path.parent)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_that_nothing_is_left_beside_a_saved_file(path: Path) -> None:
    save(path, stored_of(1))
    assert [file.name for file in path.parent.iterdir()] == ["document.json"]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_that_a_save_that_fails_anywhere_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    save(path, stored_of(1))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step != "write":
        monkeypatch.setattr(os, step, full)
    with pytest.raises(StoreError, match=r"document\.json: cannot be written \(No space left on device\)"):
        write_file(path, full if step == "write" else lambda file: file.write(b"new"))
    monkeypatch.undo()
    assert load(path) == stored_of(1)
    assert [file.name for file in path.parent.iterdir()] == ["document.json"]


def test_that_a_folder_that_cannot_be_synced_is_no_failure(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network file systems refuse it, and the file is whole and in its place by then."""
    path.parent.mkdir()
    really = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        really(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    save(path, stored_of(1))
    assert load(path) == stored_of(1)


@posix
def test_that_a_pipe_is_refused_without_waiting_and_what_a_shell_hands_over_is_read(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    with pytest.raises(StoreError, match="no ordinary file"):
        load(path)
    reading, writing = os.pipe()
    os.write(writing, stored_to_text(stored_of(1)).encode())
    os.close(writing)
    assert load(Path(f"/dev/fd/{reading}")) == stored_of(1)
    os.close(reading)


@posix
def test_that_a_link_to_nothing_is_refused_and_names_where_it_leads(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    path.symlink_to(tmp_path / "stick" / "mine.json")
    with pytest.raises(StoreError, match=r"mine\.json, which is not there"):
        load(path)


@posix
def test_that_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.json"
    save(real, stored_of(1))
    path.parent.mkdir()
    path.symlink_to(real)
    save(path, stored_of(2))
    assert path.is_symlink()
    assert load(real) == stored_of(2)


@posix
@pytest.mark.parametrize("kind", ["folder", "pipe", "device"])
def test_that_what_is_no_ordinary_file_is_not_replaced(path: Path, kind: str) -> None:
    path.parent.mkdir()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path = Path(os.devnull)
    before = os.lstat(path).st_ino
    with pytest.raises(StoreError, match="no ordinary file"):
        write_whole(path, "text")
    assert os.lstat(path).st_ino == before


@pytest.mark.parametrize("name", ["nul\0byte.json", "x" * 300 + ".json"])
def test_that_a_path_that_cannot_be_is_refused_in_words(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        load(tmp_path / name)
    with pytest.raises(StoreError, match="cannot be written"):
        save(tmp_path / name, Stored(Document()))


def test_that_half_a_character_is_refused_before_anything_is_written(path: Path) -> None:
    save(path, stored_of(1))
    with pytest.raises(StoreError, match="half a character"):
        write_whole(path, "\ud800")
    assert load(path) == stored_of(1)


def test_that_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1 is not JSON"),
        (b'{"format": "magnolia",\n"version": 1,', "line 2 is not JSON"),
        (b"\n\n\xff\xfe", "line 3 is not UTF-8"),
        (b"[" * 6_000_000, "holds more than 1000000 lists"),
        (b" " * 30_000_000, "larger than 20 MB"),
        (b'{"format": "magnolia", "version": 1, "days": 99}', "days: "),
    ],
)
def test_that_a_damaged_file_is_refused_with_its_place_and_left_alone(path: Path, content: bytes, said: str) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(DamagedFile, match=said) as caught:
        load(path)
    assert str(caught.value).startswith("document.json: ")
    assert path.read_bytes() == content


def test_that_a_newer_file_is_told_from_a_damaged_one(path: Path) -> None:
    write_whole(path, '{"format": "magnolia", "version": 99, "wonders": []}')
    with pytest.raises(NewerFile, match="a newer one wrote the document"):
        load(path)


def test_that_a_mark_at_the_start_of_the_file_is_no_damage(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + stored_to_text(stored_of(1)).encode())
    assert load(path) == stored_of(1)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems count letters, and refuse some bytes")
@pytest.mark.parametrize("letter", ["a", "é", "\udcff"])
def test_that_the_longest_name_a_file_can_have_is_written_and_its_leftovers_are_removed(
    tmp_path: Path, letter: str
) -> None:
    size = len(os.fsencode(letter))
    path = tmp_path / (letter * ((255 - len(".json")) // size) + ".json")
    save(path, Stored(Document(days=2)))
    assert load(path) == Stored(Document(days=2))
    left = tmp_path / f"{before_leftover(path.name)}12345678{LEFTOVER}"
    left.write_bytes(b"half")
    remove_leftovers(path)
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_that_a_link_that_leads_to_itself_is_refused_and_stays_a_link(tmp_path: Path) -> None:
    for name, to in (("one.json", "other.json"), ("other.json", "one.json")):
        (tmp_path / name).symlink_to(to)
    with pytest.raises(StoreError, match="symbolic links"):
        save(tmp_path / "one.json", Stored(Document()))
    assert (tmp_path / "one.json").is_symlink()


def test_that_only_our_own_leftovers_are_removed(path: Path) -> None:
    save(path, stored_of(1))
    kept = (".other.json.abc.new", "document.json.new", ".document.json.abc.old")
    for name in (*kept, ".document.json.abc.new"):
        (path.parent / name).touch()
    remove_leftovers(path)
    assert {file.name for file in path.parent.iterdir()} == {"document.json", *kept}


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_that_a_read_only_folder_is_refused_in_words_and_left_alone(path: Path) -> None:
    save(path, stored_of(1))
    path.parent.chmod(0o500)
    with pytest.raises(StoreError, match="Permission denied"):
        save(path, stored_of(2))
    assert load(path) == stored_of(1)
    path.parent.chmod(0o700)


def test_that_a_write_protected_file_is_refused_in_words_and_left_alone(path: Path) -> None:
    save(path, stored_of(1))
    path.chmod(0o400)
    with pytest.raises(StoreError, match="it is write-protected"):
        save(path, stored_of(2))
    assert load(path) == stored_of(1)
    path.chmod(0o600)  # Windows would not remove it
    save(path, stored_of(2))


# What is written can be opened again


def dish_of_quotation_marks(number: int) -> OwnDish:
    """As large a method as the dialog takes; JSON writes each of its characters as two."""
    return OwnDish(
        id=f"own_dish_{number}",
        name=f"Dish {number}",
        kind="dinner",
        ingredients=(Weighed("oats", 100.0),),
        servings=1,
        method=('"' * 1000,) * 30,
    )


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (Document(own_dishes=tuple(map(dish_of_quotation_marks, range(350)))), "larger than"),
        (Document(shopping=ListChoices(aisles=tuple(map(str, range(2001))))), "has more than 2000 lines"),
        (Document(tastes={"x" * 301: "love"}), "longer than 300"),
        (Document(days=29), "days"),
    ],
)
def test_that_what_could_not_be_opened_again_is_not_written(tmp_path: Path, document: Document, why: str) -> None:
    path = tmp_path / "document.json"
    save(path, Stored(Document(days=3)))
    before = path.read_bytes()
    with pytest.raises(StoreError, match=f"was not written, because it could not be opened again .*{why}"):
        save(path, Stored(document))
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["document.json"]


def test_that_every_tick_of_years_of_shopping_can_be_saved_and_opened(tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    choices = ListChoices()
    for number in range(2100):
        choices = choices.with_tick(f"food_{number}")
    stored = Stored(Document(shopping=choices))
    save(path, stored)
    assert load(path) == stored

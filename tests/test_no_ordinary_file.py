"""A pipe, a device or a folder in the place of a file: refused at once and in words, wherever a file is read."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from planner.commands.answer import BAD_INPUT
from planner.document.document import Document
from planner.files.store import StoreError, load
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError, read_catalogue
from planner.imports.foods import read_import
from tests.patience import GUARD_MS
from ui.window.crash import HARD, LOG, Crashes

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and devices are POSIX")
KINDS = ("pipe", "endless device", "folder", "link to a pipe", "terminal")


@pytest.fixture(params=KINDS)
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "odd"
    match request.param:
        case "pipe":
            os.mkfifo(path)
        case "endless device":
            path = Path("/dev/zero")
        case "folder":
            path.mkdir()
        case "link to a pipe":
            os.mkfifo(tmp_path / "pipe")
            path.symlink_to(tmp_path / "pipe")
        case _:
            one, other = os.openpty()
            path = Path(os.ttyname(other))
            yield path
            os.close(one)
            os.close(other)
            return
    yield path


@pytest.fixture(autouse=True)
def nobody_waits(odd: Path) -> Iterator[None]:
    """Somebody who waits for the other end of a pipe is let go, so that the test fails instead of hanging."""
    done = threading.Event()

    def let_go() -> None:
        if not done.wait(GUARD_MS / 1000) and odd.is_fifo():
            os.close(os.open(odd, os.O_RDWR))

    thread = threading.Thread(target=let_go)
    thread.start()
    yield
    done.set()
    thread.join()


def test_that_no_reader_takes_it(odd: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        load(odd)
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(odd)
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_import(odd, Catalogue({}, (), ()), Document())


@pytest.mark.parametrize("option", ["--document", "--foods", "--plan"])
def test_that_no_command_takes_it(odd: Path, option: str, capfd: pytest.CaptureFixture[str]) -> None:
    command = "shop" if option == "--plan" else "plan"
    assert main.main([command, option, str(odd)]) == BAD_INPUT
    out, err = capfd.readouterr()
    assert out == ""
    assert f"{odd}: cannot be read" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", [LOG, HARD])
def test_that_a_log_that_is_none_does_not_hold_the_start(odd: Path, tmp_path: Path, name: str) -> None:
    if odd.parent != tmp_path:
        pytest.skip("only what may lie in a folder")
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / name).symlink_to(odd)
    Crashes(logs).close()


def test_that_what_a_shell_hands_over_is_read() -> None:
    reading, writing = os.pipe()

    def feed() -> None:
        os.write(writing, b"id,name\n")
        os.close(writing)

    feeding = threading.Thread(target=feed)
    feeding.start()
    with pytest.raises(CatalogueError, match=r"only a header|lacks the columns"):
        read_catalogue(Path(f"/dev/fd/{reading}"))
    feeding.join()
    os.close(reading)

"""Nothing leaves the machine, and nothing on it can be read by others: the whole story with sockets forbidden."""

import ast
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.patience import GUARD

ROOT = Path(__file__).parent.parent
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "xmlrpc", "requests", "asyncio", "socketserver"}
SOURCES = sorted([*(ROOT / "planner").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "main.py"])
FORBIDDEN = '''
import json, os, socket, sys
from pathlib import Path

asked = []
def forbid(event, arguments):
    if event.startswith("socket."):
        asked.append(event)
        raise PermissionError(f"{event} is forbidden here")
sys.addaudithook(forbid)
class Refused(socket.socket):
    def __init__(self, *_, **__):
        asked.append("socket.socket")
        raise PermissionError("sockets are forbidden here")

folder = Path(sys.argv[1])
os.umask(0)  # so that modes are the program's own doing
def sockets():
    """What this process has open, whoever opened it: C++ included."""
    found = []
    for number in os.listdir("/proc/self/fd") if sys.platform == "linux" else ():
        try:
            found.append(os.readlink(f"/proc/self/fd/{number}"))
        except OSError:
            continue  # the listing itself
    return {link for link in found if link.startswith("socket:")}
before = sockets()
socket.socket = socket.create_connection = socket.getaddrinfo = Refused
'''
STORY = (
    FORBIDDEN
    + '''
"""Plan, save, open the window, edit, close, open again: in a process where a socket is an error."""
import main
assert main.main(["plan", "--output", str(folder / "plan.txt")]) in (0, 4)

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from planner.files.backups import export_all, open_or_recover
from planner.files.store import load
from ui.window.app import build
from ui.window.crash import Crashes
from ui.workspace import planning_job as guarded
from ui.window.one_copy import OneCopy

guarded.SECONDS_LEAST = 600.0  # no slow machine ends a search
path = folder / "data" / "document.json"
path.parent.mkdir(mode=0o700)
app = QApplication([])
one = OneCopy(path)
assert one.take()
crashes = Crashes(path.parent / "logs")
crashes.install()
for taste in ("love", "like"):
    built = build(app, main.foods_path(), path, QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    workspace = built.workspace
    def edit():
        workspace.set_days(1)
        workspace.rate(["spinach_cooked"], taste)
    def planned(plan, stale):
        if plan is not None and not stale and workspace.document.taste("spinach_cooked") == taste:
            QTimer.singleShot(0, built.window.close)
    workspace.plan_changed.connect(planned)
    workspace.opened.connect(edit)
    built.window.show()
    app.exec()
open_or_recover(path)
export_all(path.parent, folder / "export.zip")
crashes.close()
one.give_back()
loaded = sorted({name.partition(".")[0] for name in sys.modules} | {n for n in sys.modules if n.startswith("PySide6.")})
maps = Path("/proc/self/maps").read_text() if sys.platform == "linux" else ""
print(json.dumps({
    "asked": asked,
    "taste": load(path).document.taste("spinach_cooked"),
    "plan": len(load(path).plan),
    "loaded": loaded,
    "libraries": sorted({line.split("/")[-1] for line in maps.splitlines() if "/" in line}),
    "sockets": sorted(sockets() - before),
}))
'''
)
PLANTED = (
    "import _socket; _socket.socket()",
    "socket.create_connection(('127.0.0.1', 9))",
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    "from PySide6.QtNetwork import QTcpSocket; s = QTcpSocket(); s.connectToHost('127.0.0.1', 9); s.waitForConnected()",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of the story, and what it printed."""
    folder = tmp_path_factory.mktemp("story")
    done = subprocess.run(
        [sys.executable, "-c", STORY, str(folder)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=GUARD
    )
    assert done.returncode == 0, done.stderr[-3000:]
    story: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return folder, story


@pytest.mark.skipif(sys.platform != "linux", reason="what C++ opens is seen on Linux only")
@pytest.mark.parametrize("planted", PLANTED)
def test_that_a_planted_use_of_the_network_is_seen(tmp_path: Path, planted: str) -> None:
    program = (
        f"{FORBIDDEN}\ntry:\n    {planted}\nexcept OSError:\n    pass\nprint(len(asked) + len(sockets() - before))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert int(done.stdout) > 0, done.stderr


def test_that_the_whole_story_asks_for_no_socket(told: tuple[Path, dict[str, Any]]) -> None:
    story = told[1]
    assert (story["taste"], story["asked"], story["sockets"]) == ("like", [], [])
    assert story["plan"] > 0


def test_that_the_whole_story_loads_no_network_library_of_qt(told: tuple[Path, dict[str, Any]]) -> None:
    assert "PySide6.QtWidgets" in told[1]["loaded"]
    assert "PySide6.QtNetwork" not in told[1]["loaded"]
    assert not [name for name in told[1]["libraries"] if name.startswith(("libQt6Network", "libssl"))]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_that_every_file_of_the_story_is_for_its_owner_only(told: tuple[Path, dict[str, Any]]) -> None:
    folder = told[0]
    seen = [*(folder / "data").rglob("*"), folder / "data", folder / "plan.txt", folder / "export.zip"]
    assert len(seen) > 6
    modes = {entry.relative_to(folder).as_posix(): stat.S_IMODE(entry.stat().st_mode) for entry in seen}
    assert {name for name, mode in modes.items() if mode & 0o077} == set()


def test_that_nothing_of_the_story_is_in_its_log(told: tuple[Path, dict[str, Any]]) -> None:
    logs = list((told[0] / "data" / "logs").iterdir())
    assert len(logs) >= 2
    for log in logs:
        assert "spinach" not in log.read_text(encoding="utf-8").lower()


def imported(source: Path) -> set[str]:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module]
    return set(names)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(ROOT).as_posix())
def test_that_no_part_of_magnolia_imports_the_network(source: Path) -> None:
    """main.py asks the X server of its own screen whether it is there, before Qt would end the program."""
    allowed = {"socket"} if source.name == "main.py" else set()
    found = imported(source)
    assert {name.partition(".")[0] for name in found} & NETWORK <= allowed
    assert not any(name.startswith("PySide6.QtNetwork") for name in found)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.relative_to(ROOT).as_posix())
def test_that_every_log_line_is_a_template(source: Path) -> None:
    """The log writes templates and leaves their values out, so no value may be in a template."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in ("_log", "log", "logger", "logging")
            and node.func.attr in ("debug", "info", "warning", "error", "exception", "critical")
        ):
            assert isinstance(node.args[0], ast.Constant), f"{source.name}:{node.lineno}"

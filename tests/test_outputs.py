"""No command writes over a file it reads or Magnolia keeps; and nothing else in the program may write an output."""

import ast
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import main
from planner import planner
from planner.commands.answer import BAD_INPUT, SOLVED
from planner.document.document import Document, Stored
from planner.files.store import save
from planner.foods.foods_csv import read_catalogue
from planner.needs.day_targets import targets_for
from planner.output.plan_json import outcome_to_json
from planner.plan.outcomes import Solved
from tests.planner.plans import random_plan

ROOT = Path(__file__).parent.parent
COMMANDS = {
    "plan": ["plan"],
    "shop": ["shop"],
    "week": ["print", "week", "--format", "ics"],
    "recipes": ["print", "recipes", "--format", "csv"],
    "clinician": ["print", "clinician", "--format", "csv"],
}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """What a command reads and what is kept, and a planner that must not be asked."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(planner, "make_plan", lambda *_: pytest.fail("planned for an output that is refused"))
    monkeypatch.chdir(tmp_path)
    document, foods, plan = tmp_path / "my.json", tmp_path / "f.csv", tmp_path / "plan.json"
    save(document, Stored(Document(days=1)))
    foods.write_bytes((ROOT / "foods.csv").read_bytes())
    solved = Solved(random_plan(read_catalogue(foods), 11, days=1), 1, 1, 0, True, 0.1)
    plan.write_text(json.dumps(outcome_to_json(solved, targets_for(Document().profile, {}))), encoding="utf-8")
    kept = main.kept_path()
    save(kept, Stored(Document()))
    backup = kept.with_name("document.json.backups") / "000001-start-2026-11-30-1200.json"
    save(backup, Stored(Document()))
    return {"document": document, "foods": foods, "plan": plan, "kept": kept, "backup": backup}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def soft(path: Path) -> Path:
    link = Path("soft.json")
    link.symlink_to(path)
    return link


def hard(path: Path) -> Path:
    link = Path("hard.json")
    link.hardlink_to(path)
    return link


WAYS: dict[str, Callable[[dict[str, Path]], Path]] = {
    "the document": lambda files: files["document"],
    "the document, relative": lambda files: Path("my.json"),
    "a soft link to the document": lambda files: soft(files["document"]),
    "a hard link to the document": lambda files: hard(files["document"]),
    "the lock of the document": lambda files: files["document"].with_name("my.json.lock"),
    "the food table": lambda files: files["foods"],
    "a hard link to the food table": lambda files: hard(files["foods"]),
    "the table that comes with Magnolia": lambda files: ROOT / "foods.csv",
    "the kept document": lambda files: files["kept"],
    "a backup": lambda files: files["backup"],
    "a new file among the backups": lambda files: files["backup"].with_name("plan.txt"),
    "the lock of the kept document": lambda files: files["kept"].with_name("document.json.lock"),
}


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize(
    ("command", "way"), [*(("plan", way) for way in WAYS), *((command, "the document") for command in COMMANDS)]
)
def test_that_no_command_writes_over_what_is_read_or_kept(
    files: dict[str, Path], capfd: pytest.CaptureFixture[str], tmp_path: Path, command: str, way: str
) -> None:
    target = WAYS[way](files)
    before = tree(tmp_path)
    given = ["--document", files["document"], "--foods", files["foods"], "--output", target]
    assert main.main([*COMMANDS[command], *map(str, given)]) == BAD_INPUT
    assert tree(tmp_path) == before
    out, err = capfd.readouterr()
    assert out == ""
    assert target.name in err


@pytest.mark.parametrize("command", ["shop", "week", "recipes", "clinician"])
def test_that_no_command_writes_over_the_plan_it_reads(
    files: dict[str, Path], capfd: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    before = tree(tmp_path)
    plan = str(files["plan"])
    assert main.main([*COMMANDS[command], "--plan", plan, "--output", plan]) == BAD_INPUT
    assert tree(tmp_path) == before
    assert "read here" in capfd.readouterr().err
    assert main.main([*COMMANDS[command], "--plan", plan, "--output", "list.out"]) == SOLVED
    assert Path("list.out").stat().st_size > 0


def test_that_a_kept_document_to_come_is_not_taken_up_by_an_output(
    files: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    files["kept"].unlink()
    plan = str(files["plan"])
    assert main.main(["shop", "--plan", plan, "--output", str(files["kept"])]) == BAD_INPUT
    assert not files["kept"].exists()


@pytest.mark.parametrize("name", ["new/", "new/.", "..", "new/a.txt"])
def test_that_a_folder_is_no_output_and_none_is_made(
    files: dict[str, Path], capfd: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    for command in COMMANDS.values():
        assert main.main([*command, "--output", name]) == BAD_INPUT
        assert "folder" in capfd.readouterr().err
    assert not (tmp_path / "new").exists()


WRITERS = {"write_file", "write_whole", "write_text", "write_bytes", "save_to_file"}
MAY = {
    "planner/files/store.py",  # the writer itself
    "planner/files/own_files.py",  # which asks first
    "planner/files/backups.py",  # backups, and the zip file, which asks first
    "ui/window/crash.py",  # empties its own log
}


def test_that_every_output_asks_first() -> None:
    """A file is written by the store, for the document and its backups, or through ``OwnFiles``."""
    found = set()
    for path in (*(ROOT / "planner").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), ROOT / "main.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in WRITERS:
                    found.add(path.relative_to(ROOT).as_posix())
    assert found <= MAY

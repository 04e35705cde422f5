"""Magnolia where there is no screen: it plans for whoever the window would plan for, and says for whom."""

import os
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest

import main
from planner.commands import given, plan_command
from planner.commands.answer import BAD_INPUT, STOPPED
from planner.document.document import Document, Person, Stored
from planner.document.document_json import stored_to_text
from planner.files.store import save
from planner.needs.profile import Profile
from planner.plan.outcomes import Stopped
from ui.base.places import default_document_path

VEGAN = Document(Profile(sex="male", age_years=52, diet="vegan", allergens=frozenset({"soy", "peanut"})), days=1)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Document]:
    """The documents a plan was asked for; nothing is planned, there is no screen, and a data folder is empty."""
    documents: list[Document] = []

    def stopped(given: given.Given, options: Namespace, *more: object) -> Stopped:
        documents.append(given.document)
        return Stopped(0.1)

    monkeypatch.setattr(plan_command, "made", stopped)
    monkeypatch.setattr(main, "_has_screen", lambda: False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return documents


def kept(document: Document) -> Path:
    path = main.kept_path()
    save(path, Stored(document))
    return path


def test_that_the_given_document_is_planned_for_and_named(
    asked: list[Document], capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept(Document())
    path = tmp_path / "v.json"
    save(path, Stored(replace(VEGAN, people=(Person("Ann", Profile()),))))
    assert main.main(["--document", str(path)]) == STOPPED
    out, err = capfd.readouterr()
    assert [document.profile for document in asked] == [VEGAN.profile]
    first = out.splitlines()[0]
    for word in (str(path), "male", "52 years", "vegan", "without peanut", "without soy", "With Ann."):
        assert word in first
    assert "No screen" in err


def test_that_the_kept_document_is_planned_for_where_none_is_given(
    asked: list[Document], capfd: pytest.CaptureFixture[str]
) -> None:
    path = kept(VEGAN)
    assert main.main([]) == STOPPED
    assert asked == [VEGAN]
    assert str(path) in capfd.readouterr().out


def test_that_the_food_table_passes_on(asked: list[Document], capfd: pytest.CaptureFixture[str]) -> None:
    assert main.main(["--foods", "nowhere.csv"]) == BAD_INPUT
    assert asked == []
    assert "nowhere.csv" in capfd.readouterr().err


def test_that_without_a_document_the_example_person_is_named(
    asked: list[Document], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main.main([]) == STOPPED
    assert asked == [Document()]
    assert "example person, not for you: female, 40 years" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("missing", True),  # where none is kept, it is a first start
        *(
            (kind, given)
            for kind in ("damaged", "newer", "folder", "link to nothing", "pipe")
            for given in (True, False)
        ),
    ],
)
def test_that_a_document_that_cannot_be_read_is_refused_in_words(
    asked: list[Document], capfd: pytest.CaptureFixture[str], tmp_path: Path, kind: str, given: bool
) -> None:
    if kind in ("link to nothing", "pipe") and os.name != "posix":
        pytest.skip("links and pipes are POSIX")
    path = tmp_path / "nosuch.json" if given else main.kept_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "damaged":
            path.write_text(stored_to_text(Stored(VEGAN))[:-9], encoding="utf-8")
        case "newer":
            path.write_text('{"format": "magnolia", "version": 99}', encoding="utf-8")
        case "folder":
            path.mkdir()
        case "link to nothing":
            path.symlink_to(tmp_path / "stick" / "mine.json")
        case "pipe":
            os.mkfifo(path)
    assert main.main(["--document", str(path)] if given else []) == BAD_INPUT
    out, err = capfd.readouterr()
    assert (asked, out) == ([], "")
    assert path.name in err


def test_that_a_kept_document_that_is_gone_is_not_taken_for_a_first_start(
    asked: list[Document], capfd: pytest.CaptureFixture[str]
) -> None:
    path = kept(VEGAN)
    backup = path.with_name("document.json.backups") / "000001-start-2026-11-30-1200.json"
    save(backup, Stored(VEGAN))
    path.unlink()
    assert main.main([]) == BAD_INPUT
    assert asked == []
    assert str(backup) in capfd.readouterr().err


@pytest.mark.parametrize("before", [True, False], ids=["before the command", "behind it"])
def test_that_a_document_counts_wherever_it_stands(asked: list[Document], tmp_path: Path, before: bool) -> None:
    path = tmp_path / "v.json"
    save(path, Stored(VEGAN))
    given = ["--document", str(path)]
    assert main.main([*given, "plan"] if before else ["plan", *given]) == STOPPED
    assert asked == [VEGAN]


@pytest.mark.parametrize("value", ["there", "relative", "", None])
def test_that_the_kept_document_is_where_the_window_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    if value is None:
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "there") if value == "there" else value)
    assert main.kept_path() == default_document_path()

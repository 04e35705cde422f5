"""``--seconds`` bounds the whole command: half of it for the plan where others eat too, and the rest for them."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

import main
from planner import planner
from planner.commands.answer import SECONDS, ProgressLine
from planner.document.document import Document, Person, Stored
from planner.files.store import save
from planner.household import serve
from planner.needs.profile import Profile
from planner.optimise.request import Request
from planner.plan.household_portions import NOBODY, Household
from planner.plan.outcomes import Outcome, Solved
from planner.plan.plan import Plan


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the planner and the household were asked with."""
    found: dict[str, Any] = {}

    def make_plan(_catalogue: object, request: Request) -> Outcome:
        found["plan"] = {"seconds": request.seconds}
        return Solved(Plan(()), penalty=1.0, bound=1.0, gap=0.0, proven=True, seconds=0.1)

    def serve_household(*given: object, **asked: object) -> Household:
        found["household"] = asked
        return NOBODY

    monkeypatch.setattr(planner, "make_plan", make_plan)
    monkeypatch.setattr(serve, "serve_household", serve_household)
    return found


def document(tmp_path: Path, *people: Person) -> list[str]:
    path = tmp_path / "document.json"
    save(path, Stored(Document(people=people)))
    return ["--document", str(path)]


@pytest.fixture
def ann() -> Person:
    return Person("Ann", Profile())


def test_that_all_of_it_is_for_the_plan_of_one_who_eats_alone(asked: dict[str, Any], tmp_path: Path) -> None:
    main.main(["plan", "--seconds", "600", *document(tmp_path)])
    assert 300 < asked["plan"]["seconds"] <= 600
    assert "household" not in asked


@pytest.mark.parametrize("command", [["plan"], ["shop"]])
def test_that_half_of_it_is_for_the_plan_and_the_rest_for_the_others(
    asked: dict[str, Any], tmp_path: Path, ann: Person, command: list[str]
) -> None:
    main.main([*command, "--seconds", "600", *document(tmp_path, ann)])
    assert asked["plan"]["seconds"] == 300
    assert asked["household"]["whole"] is not None


def test_that_without_a_bound_everybody_is_served(asked: dict[str, Any], tmp_path: Path, ann: Person) -> None:
    main.main(["plan", *document(tmp_path, ann)])
    assert (asked["plan"]["seconds"], asked["household"]["whole"]) == (SECONDS, None)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_that_a_terminal_shows_what_is_worked_on_and_nothing_is_left_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    line = ProgressLine()
    line.show_day(2, 7)
    line.show_person("Ben\x1b[2J", 3)
    line.clear()
    shown = sys.stderr
    assert isinstance(shown, Terminal)
    assert shown.getvalue() == "\r\x1b[KPlanning day 2 of 7 …\r\x1b[KPortions of Ben�[2J, day 3 …\r\x1b[K"


def test_that_a_file_behind_standard_error_has_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in (io.StringIO(), None):
        monkeypatch.setattr(sys, "stderr", stream)
        line = ProgressLine()
        line.show_day(2, 7)
        line.clear()
        assert stream is None or stream.getvalue() == ""

"""Hostile names through every way out: no formula under any separator, no order to a terminal, a page or a calendar."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import icalendar
import openpyxl
import pytest
from pytestqt.qtbot import QtBot

import main
from planner import cli
from planner.commands.answer import BAD_INPUT, SOLVED, Answer
from planner.document.document import Document, Person, Stored
from planner.document.document_json import VERSION, stored_from_text, stored_to_text
from planner.document.list_choices import ListChoices
from planner.files.store import save
from planner.language.plain_text import FORMULA_SIGNS, one_line, plain, unprintable
from planner.needs import adjusted_targets
from planner.needs.profile import Profile
from planner.output.formats import COPY, FORMATS, Format, Subject
from planner.output.plan_text import outcome_to_text
from planner.output.safe_text import to_csv
from planner.plan.household_portions import Household, Served
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.plans import HOSTILE, TEMPLATES
from tests.planner.tiny_foods import catalogue_of, dish, food
from tests.ui.print.test_compose import read_back
from ui.print.compose import to_pdf
from ui.print.page_marks import Paper

ROOT = Path(__file__).parents[1]
SIGNS = tuple(FORMULA_SIGNS)
ORDERS = (  # what a terminal obeys
    "Ben\x1b]0;pwned\x07\x1b[2J",
    "bell\x07",
    "\x9b31mred",
    "back\b\b\bspace",
    "\x7fdelete",
    "nul\x00",
    "shift\x0eout",
    "\u202eturned",
    "iso\u2066lated\u2069",
    "line\u2028end",
    "next\x85line",
    "half\ud800",
)
FORMULAS = tuple(
    text
    for sign in SIGNS
    for text in (f"{sign}1+1", f"x;{sign}1+1;", f"x; {sign}1+1", f'x;"{sign}1+1"', f"x\t{sign}1+1", f" {sign}1")
)
OPEN = ('x;"', "x;", '";"', "a,b;", 'say "x";"y', "x;'", ";", '"', "a;;=b", 'a;" "=b')
NAMES = tuple(dict.fromkeys((*HOSTILE, *ORDERS, *FORMULAS, *OPEN)))
DAY = date(2026, 11, 23)


def subject(names: tuple[str, ...] = NAMES) -> Subject:
    """All names as foods, as dishes, as own lines and as persons."""
    foods = [food(f"hostile_{number}", "grain", name=name, measure=name) for number, name in enumerate(names)]
    dishes = [dish(f"dish_{number}", "soup_dish", {each: 50.0}) for number, each in enumerate(foods[:3])]
    portions = tuple(Portion("base", each, each.min_steps) for each in (*foods, *dishes))
    plan = Plan((Day(1, (Meal("breakfast", "porridge", portions),)),))
    people = tuple(Person(name, Profile()) for name in names[:40])
    document = Document(start=DAY, people=people).with_shopping(
        ListChoices(own=tuple(name for name in names if name.strip()))
    )
    targets = adjusted_targets.targets_of(Profile(), {}, frozenset())
    served = tuple(Served(person, targets, plan) for person in people)
    return Subject(plan, document, targets, catalogue_of(foods), None, Household(served), (*names,))


def cells(text: str, separator: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]


def is_formula(cell: str) -> bool:
    return cell.lstrip(' "').startswith(SIGNS) or cell.startswith(("\t", "\r", "\n"))


def orders_in(text: str) -> set[str]:
    return {each for each in text if each not in "\r\n" and unprintable(each)}


def test_that_there_are_sixty_names_and_the_check_sees_a_planted_one() -> None:
    assert len(NAMES) > 60
    assert any(map(is_formula, cells("1,x;=1+1;\r\n", ";")))
    assert any(map(is_formula, cells('"row","x;=1+1;"\r\n', ";")))  # quotation marks alone do not help
    assert orders_in("a\x1b[2J")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("place", range(3))
def test_that_no_cell_is_a_formula_whatever_separates_the_cells(name: str, separator: str, place: int) -> None:
    row: list[object] = ["a", 5, "b, c"]
    row[place] = name
    text = to_csv([["x", "y", "z"], row, row])
    assert not list(filter(is_formula, cells(text, separator)))
    if separator == ",":
        assert cells(text, ",").count("x") >= 1
        assert len(list(csv.reader(io.StringIO(text, newline="")))) == 3


@pytest.mark.parametrize(
    "form", [form for form in FORMATS if form.what != COPY], ids=lambda form: form.what + form.name
)
def test_that_no_order_or_formula_leaves_in_any_format(form: Format, qtbot: QtBot) -> None:
    hostile = subject()
    content = form.content(hostile, lambda sheet: to_pdf(sheet, Paper.A4))
    if form.name == "pdf":
        assert not orders_in("".join(read_back(content)))
        return
    if form.name == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
        values = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell.value for cell in values if cell.data_type == "f" or cell.hyperlink]
        assert not orders_in("".join(str(cell.value) for cell in values))
        return
    text = content.decode()
    assert not orders_in(text)
    match form.name:
        case "csv" | "csv-comma":
            for separator in (",", ";", "\t"):
                assert not list(filter(is_formula, cells(text, separator)))
        case "json":
            assert ORDERS[0] in {line["name"] for line in json.loads(text)["lines"]}  # it says the same
        case "vtodo":
            for todo in icalendar.Calendar.from_ical(content).walk("VTODO"):
                assert not orders_in(str(todo["summary"]))
        case "todo":
            assert len(text.strip().split("\n")) == len(list(hostile.shopping.lines))
        case "ics":
            for event in icalendar.Calendar.from_ical(content).walk("VEVENT"):
                assert not orders_in(str(event["description"]) + str(event["summary"]))


def test_that_the_text_of_a_plan_has_no_order_in_it() -> None:
    hostile = subject()
    outcome = Solved(hostile.plan, penalty=1.0, bound=1.0, gap=0.0, proven=True, seconds=0.1)
    said = outcome_to_text(outcome, hostile.document, hostile.targets, TEMPLATES, NAMES, hostile.household)
    assert not orders_in(said)


def test_that_the_copy_says_every_name_as_it_is() -> None:
    names = tuple(name for name in NAMES if "\ud800" not in name)
    document = Document().with_shopping(ListChoices(own=tuple(dict.fromkeys(" ".join(name.split()) for name in names))))
    assert stored_from_text(stored_to_text(Stored(document)), TEMPLATES).document == document


@pytest.mark.parametrize("name", ORDERS[:-1])
def test_that_a_person_of_a_document_has_a_name_on_one_line(name: str) -> None:
    text = json.dumps({"format": "magnolia", "version": VERSION, "people": [{"name": name}]})
    (person,) = stored_from_text(text, TEMPLATES).document.people
    assert person.name == one_line(name)
    assert not unprintable(person.name)


@pytest.mark.parametrize("name", ORDERS[:-1])
def test_that_no_complaint_has_an_order_in_it(name: str, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    save(path, Stored(Document(tastes={name: "love"})))
    assert main.main(["plan", "--document", str(path)]) == BAD_INPUT
    if "\0" not in name:
        assert main.main(["plan", "--document", str(tmp_path / name)]) == BAD_INPUT
        assert main.main(["plan", "--foods", str(tmp_path / name)]) == BAD_INPUT
        assert main.main(["plan", "--output", str(tmp_path / name / "a" / "b"), "--foods", name]) == BAD_INPUT
    assert main.main(["plan", f"--start={name}"]) == BAD_INPUT
    assert main.main([name]) == BAD_INPUT
    out, err = capfd.readouterr()
    assert (out, orders_in(err)) == ("", set())


def test_that_what_is_no_order_stays() -> None:
    for text in ("two\nlines", "no\u00a0break", "שלום עולם", "豆腐", "👩‍🍳", "1\u202f234"):
        assert plain(text) == text


# Streams


def run(arguments: str, *, shell: str) -> subprocess.CompletedProcess[str]:
    command = f'"{sys.executable}" main.py {arguments} {shell}'
    return subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)


posix = pytest.mark.skipif(os.name != "posix", reason="closes streams with a shell")


@posix
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk to write to")
@pytest.mark.parametrize("arguments", ["--help", "plan --help"])
def test_that_a_full_disk_behind_the_output_is_one_sentence(arguments: str) -> None:
    done = run(arguments, shell="> /dev/full")
    assert done.returncode == BAD_INPUT
    assert done.stderr == "standard output: cannot be written (No space left on device)\n"


@posix
def test_that_a_closed_output_is_refused_before_anything_is_planned() -> None:
    done = run("plan --document nosuch.json", shell=">&-")
    assert (done.returncode, done.stderr) == (BAD_INPUT, "standard output is closed: say --output FILE\n")


@posix
def test_that_without_standard_error_nothing_is_said_on_the_output() -> None:
    done = run("plan --document nosuch.json", shell="2>&-")
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")


@pytest.mark.parametrize("full", [True, False])
def test_that_an_output_that_fails_is_said_after_a_plan(
    full: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "run", lambda *given: Answer(b"x" * 100_000))

    class Output:
        @property
        def buffer(self) -> "Output":
            return self

        def isatty(self) -> bool:
            return False

        def write(self, content: bytes) -> None:
            raise OSError(28, "No space left on device") if full else BrokenPipeError(32, "Broken pipe")

        def flush(self) -> None: ...

    monkeypatch.setattr(os, "dup2", lambda *given: None)
    monkeypatch.setattr(sys, "stdout", Output())
    assert main.main(["plan"]) == (BAD_INPUT if full else SOLVED)
    monkeypatch.undo()
    said = "standard output: cannot be written (No space left on device)\n"
    assert capfd.readouterr().err == (said if full else "")


def test_that_the_last_day_of_the_calendar_has_a_name() -> None:
    document = Document(days=2, start=date.max)
    plan = Plan(tuple(Day(number, ()) for number in (1, 2)))
    outcome = Solved(plan, penalty=1.0, bound=1.0, gap=0.0, proven=True, seconds=0.1)
    targets = adjusted_targets.targets_of(Profile(), {}, frozenset())
    assert "Day 2" in outcome_to_text(outcome, document, targets, TEMPLATES)

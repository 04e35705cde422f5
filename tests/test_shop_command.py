"""The commands shop and print, as one calls them: files, exit codes, and sentences for what goes wrong."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pypdf
import pytest

import main
from planner import planner
from planner.commands.given import BadInput, days_named
from planner.document.document import Document, Stored
from planner.document.list_choices import ListChoices
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.needs.day_targets import targets_for
from planner.optimise.request import Request
from planner.output.plan_json import outcome_to_json
from planner.plan.evening_before import evening_before
from planner.plan.outcomes import Explanation, Infeasible, Solved, Stopped
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.planner.plans import random_plan

ROOT = Path(__file__).parent.parent
FOODS = ROOT / "foods.csv"
pytestmark = pytest.mark.usefixtures("qapp")  # painting in this process must not leave an application without widgets


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOODS)


@pytest.fixture(scope="module")
def plan(catalogue: Catalogue) -> Plan:
    return random_plan(catalogue, 11, days=3)


@pytest.fixture
def plan_json(plan: Plan, tmp_path: Path) -> Path:
    """The plan as the command ``plan`` would have written it."""
    targets = targets_for(Document().profile, {})
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(outcome_to_json(Solved(plan, 1, 1, 0, True, 0.1), targets)), encoding="utf-8")
    return path


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main.main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    return code, out, err


def test_that_the_list_is_written_in_every_format(
    capfd: pytest.CaptureFixture[str], plan: Plan, plan_json: Path, tmp_path: Path
) -> None:
    eaten: dict[str, float] = {}
    for day in plan.days:
        for portion in day.portions:
            for part in portion.food.made_of(portion.steps):
                eaten[part.food.id] = eaten.get(part.food.id, 0.0) + part.grams
    code, out, err = run(capfd, "shop", "--plan", plan_json, "--format", "json")
    assert (code, err) == (0, "")
    assert {line["food"]: line["eaten_g"] for line in json.loads(out)["lines"]} == pytest.approx(eaten)
    code, out, _ = run(capfd, "shop", "--plan", plan_json)
    assert out.startswith("Shopping list: Day 1 to Day 3\n")
    code, out, _ = run(capfd, "shop", "--plan", plan_json, "--format", "md", "--people", 2)
    assert out.startswith("# Shopping list: Day 1 to Day 3, for 2 people\n")
    code, out, _ = run(capfd, "shop", "--plan", plan_json, "--format", "csv", "--days", "2")
    assert pd.read_csv(io.StringIO(out))["eaten_g"].sum() == pytest.approx(
        sum(part.grams for portion in plan.days[1].portions for part in portion.food.made_of(portion.steps)), abs=1
    )
    output = tmp_path / "list.pdf"
    assert run(capfd, "shop", "--plan", plan_json, "--format", "pdf", "--output", output) == (0, "", "")
    assert "Shopping list" in pypdf.PdfReader(output).pages[0].extract_text().replace("\t", " ")


@pytest.mark.parametrize("sheet", ["week", "recipes", "clinician"])
def test_that_a_sheet_is_painted_by_a_process_without_screen(sheet: str, plan_json: Path, tmp_path: Path) -> None:
    output = tmp_path / f"{sheet}.pdf"
    environment = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")}
    command = [sys.executable, "main.py", "print", sheet, "--plan", str(plan_json), "--paper", "letter"]
    done = subprocess.run(
        [*command, "--output", str(output)], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    page = pypdf.PdfReader(output).pages[0].mediabox
    assert sorted((float(page.width), float(page.height))) == pytest.approx([612, 792], abs=1)


def test_that_week_recipes_and_figures_come_as_tables_and_calendar(
    capfd: pytest.CaptureFixture[str], plan: Plan, plan_json: Path
) -> None:
    meals = sum(len(day.meals) for day in plan.days)
    code, out, _ = run(capfd, "print", "week", "--plan", plan_json, "--format", "ics")
    evenings = sum(bool(evening_before(day)) for day in plan.days)
    assert (code, out.count("BEGIN:VEVENT")) == (0, meals + evenings)
    code, out, _ = run(capfd, "print", "week", "--plan", plan_json, "--format", "csv")
    assert len(pd.read_csv(io.StringIO(out))) == sum(len(list(day.portions)) for day in plan.days) + 3
    code, out, _ = run(capfd, "print", "recipes", "--plan", plan_json, "--format", "csv")
    assert out.startswith("\ufeffdish,servings,ingredient,")  # the mark Excel looks for
    code, out, _ = run(capfd, "print", "clinician", "--plan", plan_json, "--format", "csv")
    assert "Magnesium by food" in out


def planned_by(monkeypatch: pytest.MonkeyPatch, outcome: Any) -> list[Document]:
    """Puts an outcome in the place of planning; the documents it was asked for."""
    asked: list[Document] = []

    def make_plan(catalogue: Catalogue, request: Request) -> Any:
        asked.append(request.document)
        return outcome

    monkeypatch.setattr(planner, "make_plan", make_plan)
    return asked


def test_that_a_stored_plan_is_used_only_while_it_passes_its_audit(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    plan: Plan,
    catalogue: Catalogue,
    tmp_path: Path,
) -> None:
    other = random_plan(catalogue, 12, days=3)
    asked = planned_by(monkeypatch, Solved(other, 1, 1, 0, True, 0.1))
    kept = tmp_path / "kept.json"
    save(kept, Stored(Document(days=3), plan_to_fixed(plan)))
    code, broken, _ = run(capfd, "shop", "--document", kept, "--format", "json")
    assert (code, len(asked)) == (0, 1), "a random plan breaks every limit"
    monkeypatch.setattr("planner.commands.sheet_commands.audit", lambda *_: ())
    code, sound, _ = run(capfd, "shop", "--document", kept, "--format", "json")
    assert (code, len(asked)) == (0, 1)
    assert broken != sound


def test_that_more_days_than_the_document_has_are_planned(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, plan: Plan
) -> None:
    asked = planned_by(monkeypatch, Solved(plan, 1, 1, 0, True, 0.1))
    code, out, _ = run(capfd, "shop", "--days", "1-3", "--format", "json")
    assert (code, json.loads(out)["days"]) == (0, [1, 2, 3])
    assert asked[0].days == 3


def test_that_the_documents_stock_people_and_ticks_count(
    capfd: pytest.CaptureFixture[str], plan: Plan, plan_json: Path, tmp_path: Path
) -> None:
    document = tmp_path / "document.json"
    food = next(portion.food for portion in plan.days[0].portions if portion.food.recipe is None)
    choices = ListChoices(people=2, packs="metric", own=("Soap",))
    save(document, Stored(Document().with_stock(food.id, 9000).with_shopping(choices)))
    arguments = ("shop", "--document", document, "--plan", plan_json)
    code, out, _ = run(capfd, *arguments, "--format", "json")
    data = json.loads(out)
    assert (code, data["people"], data["units"], data["own"][0]["text"]) == (0, 2, "metric", "Soap")
    assert next(line for line in data["lines"] if line["food"] == food.id)["packs"] == 0
    code, out, _ = run(capfd, *arguments, "--format", "json", "--people", 1, "--packs", "us")
    assert (json.loads(out)["people"], json.loads(out)["units"]) == (1, "us")


def test_that_no_plan_is_said_with_its_own_exit_code(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    output = tmp_path / "list.txt"
    planned_by(monkeypatch, Infeasible(Explanation({}, ("Nothing fits.",)), 0.1))
    assert run(capfd, "shop", "--output", output) == (3, "", "There is no such plan. Nothing fits.\n")
    planned_by(monkeypatch, Stopped(0.1))
    assert run(capfd, "print", "week", "--output", output) == (4, "", "No plan was found in time.\n")
    assert not output.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["shop", "--plan", "missing.json"], "there is no such file"),
        (["shop", "--plan", "{plan}", "--days", "5"], "--days names day 5, and the plan has 1, 2, 3"),
        (["shop", "--plan", "{plan}", "--days", "0"], "--days is '0', expected days"),
        (["shop", "--plan", "{plan}", "--people", "0"], "--people is 0"),
        (["shop", "--plan", "{plan}", "--packs", "imperial"], "invalid choice"),
        (["shop", "--plan", "{plan}", "--seconds", "nan"], "--seconds is nan"),
        (["shop", "--document", "missing.json"], "there is no such file"),
        (["print", "month"], "invalid choice"),
        (
            ["print", "clinician", "--plan", "{plan}", "--format", "ics"],
            "--format ics is not for clinician, which is written as pdf or csv",
        ),
        (["print", "week", "--plan", "{plan}", "--output", "/proc/none/week.pdf"], "cannot be written"),
        (["shop", "--plan", "{plan}", "--output", "{folder}"], "cannot be written"),
    ],
)
def test_that_what_cannot_be_used_is_one_sentence(
    capfd: pytest.CaptureFixture[str], plan_json: Path, tmp_path: Path, arguments: list[str], sentence: str
) -> None:
    filled = [argument.format(plan=plan_json, folder=tmp_path) for argument in arguments]
    code, out, err = run(capfd, *filled)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("[]", "expected an object"),
        ("{", "is not JSON"),
        ('{"days": 1}', "days: is 1"),
        ('{"days": []}', "holds no plan"),
        ('{"days": [{"day": 0, "meals": []}]}', "days.day: is 0"),
        ('{"days": [{"day": 1, "meals": [{"meal": "tea"}]}]}', "is 'tea'"),
        ('{"days": [{"day": 1, "meals": [{"meal": "lunch", "template": "x"}]}]}', "template: is 'x'"),
        (
            '{"days": [{"day": 1, "meals": [{"meal": "breakfast", "template": "porridge",'
            ' "portions": [{"slot": "base", "food": "unobtainium", "steps": 1}]}]}]}',
            "no food has the id 'unobtainium'",
        ),
    ],
)
def test_that_a_file_that_is_no_plan_is_refused(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, data: str, sentence: str
) -> None:
    path = tmp_path / "plan.json"
    path.write_text(data, encoding="utf-8")
    code, out, err = run(capfd, "shop", "--plan", path)
    assert (code, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1


def test_that_an_old_file_is_intact_when_the_new_one_cannot_be_written(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, plan_json: Path, tmp_path: Path
) -> None:
    output = tmp_path / "list.txt"
    output.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = run(capfd, "shop", "--plan", plan_json, "--output", output)
    assert (code, output.read_text(encoding="utf-8")) == (2, "old")
    assert "No space left on device" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.txt", "plan.json"]


@pytest.mark.parametrize(
    ("text", "days"), [("1-3", (1, 2, 3)), ("2", (2,)), ("1,4-5", (1, 4, 5)), ("3,1", (1, 3)), ("28", (28,))]
)
def test_that_days_are_read_as_they_are_written(text: str, days: tuple[int, ...]) -> None:
    assert days_named(text) == days


@pytest.mark.parametrize("text", ["", "0", "29", "3-1", "1-", "-1", "a", "1;2", "1-2-3", "٣", " 1", "1" * 100])
def test_that_days_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="--days"):
        days_named(text)


def test_that_a_plan_for_days_that_are_over_says_so_and_start_names_others(
    plan: Plan, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document = tmp_path / "document.json"
    save(document, Stored(Document(days=2, start=date(2020, 2, 28))))
    asked = planned_by(monkeypatch, Solved(plan, 1.0, 1.0, 0.0, True, 0.1))
    code, out, said = run(capfd, "plan", "--document", document)
    assert (code, asked[-1].start) == (0, date(2020, 2, 28))
    assert "Friday, 28 February 2020" in out
    assert said == "All days of this plan are over (2020-02-28 to 2020-02-29); --start names another first day.\n"
    code, out, said = run(capfd, "plan", "--document", document, "--start", "9999-12-31")
    assert (code, asked[-1].start, said) == (0, date.max, "")
    assert "Friday, 31 December 9999" in out


def test_that_paper_and_calendar_follow_the_start(
    plan_json: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, _said = run(
        capfd, "print", "week", "--plan", plan_json, "--start", "2031-01-06", "--days", "1", "--format", "ics"
    )
    assert code == 0
    days = {line[8:16] for line in out.splitlines() if line.startswith("DTSTART:")}
    assert days - {"20310105"} == {"20310106"}  # what a meal needs the evening before stands there


@pytest.mark.parametrize("text", ["", "today", "2026-02-30", "30.11.2026", "2026-11-3", "20261130", "2026-11-30T00:00"])
def test_that_a_start_that_is_no_date_is_refused(text: str, capfd: pytest.CaptureFixture[str]) -> None:
    code, _out, said = run(capfd, "plan", "--start", text)
    assert code == 2
    assert said == f"--start is {text!r}, expected a date such as 2026-11-30\n"

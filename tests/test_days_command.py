"""The commands of days, as one calls them: marking, listing, progress, and plans that go on."""

import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

import main
from planner import planner
from planner.commands.answer import BAD_INPUT
from planner.document.diary import DiaryDay
from planner.document.document import OTHER, SKIPPED, Document, EatenFood, Mark, Stored
from planner.files.store import load, save
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Solved
from planner.plan.plan import Day, Plan
from planner.plan.stored_form import plan_to_fixed
from tests.patience import GUARD
from tests.planner.plans import random_plan

FOODS = Path(__file__).parent.parent / "foods.csv"
TODAY = date.today()
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOODS)


@pytest.fixture(scope="module")
def real_day(catalogue: Catalogue) -> Day:
    outcome = planner.make_plan(catalogue, Request(Document(), seconds=GUARD, better=False))
    assert isinstance(outcome, Solved)
    return outcome.plan.days[0]


@pytest.fixture
def begun(real_day: Day, tmp_path: Path) -> Path:
    """Four days, begun two days ago."""
    document = Document(days=4, start=TODAY - timedelta(days=2), days_ahead=4)
    path = tmp_path / "document.json"
    plan = Plan(tuple(Day(number, real_day.meals) for number in range(1, 5)))
    save(path, Stored(document, plan_to_fixed(plan)))
    return path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> list[Request]:
    """What the planner was asked; it answers with days nobody would eat, those it was given first."""
    requests: list[Request] = []

    def answer(_catalogue: Catalogue, request: Request) -> Outcome:
        requests.append(request)
        made = random_plan(catalogue, 9, days=request.document.days).days
        kept = request.before.days if request.before is not None else ()
        plan = Plan((*kept, *(Day(day.number, day.meals) for day in made[len(kept) :])))
        return Solved(plan, 1, 1, 0, True, 0.1)

    monkeypatch.setattr(planner, "make_plan", answer)
    return requests


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main.main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    return code, out, err


def read(path: Path) -> Stored:
    stored = load(path)
    assert stored is not None
    return stored


def test_that_days_that_are_over_are_listed_with_today(capfd: pytest.CaptureFixture[str], begun: Path) -> None:
    code, out, err = run(capfd, "eaten", "list", "--document", begun, "--format", "json")
    assert (code, err) == (0, "")
    days = json.loads(out)["days"]
    assert [day["date"] for day in days] == [(TODAY - timedelta(days=back)).isoformat() for back in (2, 1, 0)]
    assert {meal["mark"] for day in days for meal in day["meals"]} == {None}
    assert read(begun).document.recorded == ()  # a list changes nothing


def test_that_a_mark_is_kept_in_the_document(capfd: pytest.CaptureFixture[str], begun: Path) -> None:
    yesterday = TODAY - timedelta(days=1)
    before = read(begun)
    options = ("--as", "other", "--food", "almonds=40", "--note", "at the market")
    code, out, _ = run(capfd, "eaten", "mark", "--document", begun, "--date", yesterday, "--meal", "lunch", *options)
    assert code == 0
    assert "Lunch: something else (at the market)" in out
    assert run(capfd, "eaten", "mark", "--document", begun, "--meal", "dinner", "--as", "skipped")[0] == 0
    stored = read(begun)
    recorded = stored.document.recorded_on(yesterday)
    assert recorded is not None
    lunch = recorded.meal("lunch")
    assert lunch is not None
    assert lunch.mark == Mark(OTHER, (EatenFood("almonds", 40.0),), "at the market")
    assert stored.document.mark_of(1, "dinner") == Mark(SKIPPED)
    assert stored.document.start == TODAY
    assert [lock.portions for lock in stored.plan] == [lock.portions for lock in before.plan if lock.day > 2]
    assert run(capfd, "eaten", "mark", "--document", begun, "--as", "nothing")[0] == 0
    assert read(begun).document.marks == ()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--date", "tomorrow"), "--date is 'tomorrow'"),
        (("--date", (TODAY + timedelta(days=1)).isoformat()), "still to come"),
        (("--date", "2001-01-01"), "no meals are known of 2001-01-01"),
        (("--meal", "brunch"), "--meal is brunch, expected breakfast"),
        (("--food", "almonds=4"), "--food is for --as other"),
        (("--as", "other", "--food", "almonds"), "expected a food and its grams"),
        (("--as", "other", "--food", "almonds=-1"), "expected grams above 0"),
        (("--as", "other", "--food", "almonds=nan"), "expected grams above 0"),
        (("--as", "other", "--food", "moon=4"), "no food has the id 'moon'"),
        (("--note", "x" * 501), "longer than 500"),
    ],
)
def test_that_a_mark_that_cannot_be_says_why(
    capfd: pytest.CaptureFixture[str], begun: Path, options: tuple[str, ...], said: str
) -> None:
    before = begun.read_bytes()
    code, out, err = run(capfd, "eaten", "mark", "--document", begun, *options)
    assert (code, out) == (BAD_INPUT, "")
    assert said in err
    assert begun.read_bytes() == before


def test_that_progress_is_written_in_every_format(capfd: pytest.CaptureFixture[str], begun: Path) -> None:
    _, text, _ = run(capfd, "progress", "--document", begun)
    _, data, _ = run(capfd, "progress", "--document", begun, "--format", "json")
    _, table, _ = run(capfd, "progress", "--document", begun, "--format", "csv", "--last", 2)
    days = json.loads(data)["days"]
    assert len(days) == 2
    assert "0 of 2 days were eaten as planned" in text
    rows = pd.read_csv(io.StringIO(table))
    assert list(rows["date"]) == [(TODAY - timedelta(days=1)).isoformat()]
    assert rows["magnesium_mg"][0] == pytest.approx(days[1]["eaten"]["totals"]["magnesium_mg"]["amount"])
    assert run(capfd, "progress", "--document", begun, "--last", 0)[0] == BAD_INPUT


def test_that_a_plan_goes_on_behind_the_stored_one(
    capfd: pytest.CaptureFixture[str], begun: Path, asked: list[Request]
) -> None:
    left = read(begun).plan
    code, out, _ = run(capfd, "plan", "--document", begun, "--continue", "--days", 3, "--format", "json", "--save")
    assert code == 0
    (request,) = asked
    assert (request.document.start, request.document.days) == (TODAY, 2 + 3)
    assert len(request.document.recorded) == 2
    days = json.loads(out)["days"]
    assert [day["date"] for day in days] == [(TODAY + timedelta(days=ahead)).isoformat() for ahead in range(5)]
    stored = read(begun)
    assert [lock.portions for lock in stored.plan if lock.day <= 2] == [lock.portions for lock in left if lock.day > 2]
    assert (stored.document.start, stored.document.days, len(stored.document.recorded)) == (TODAY, 5, 2)


def test_that_a_plan_from_a_day_counts_the_days_before_it(
    capfd: pytest.CaptureFixture[str], begun: Path, asked: list[Request]
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    before = begun.read_bytes()
    assert run(capfd, "plan", "--document", begun, "--from", tomorrow, "--days", 2)[0] == 0
    (request,) = asked
    assert (request.document.start, request.document.days) == (tomorrow, 2)
    assert [day.date for day in request.document.recorded] == [TODAY - timedelta(days=back) for back in (2, 1, 0)]
    assert begun.read_bytes() == before


@pytest.mark.parametrize(
    "options", [("--from", "soon"), ("--from", "2026-12-01", "--continue"), ("--continue", "--start", "2026-12-01")]
)
def test_that_a_plan_from_no_day_is_refused(
    capfd: pytest.CaptureFixture[str], begun: Path, asked: list[Request], options: tuple[str, ...]
) -> None:
    assert run(capfd, "plan", "--document", begun, *options)[0] == BAD_INPUT
    assert asked == []


def test_that_events_of_two_documents_have_no_name_in_common(
    capfd: pytest.CaptureFixture[str], begun: Path, tmp_path: Path, catalogue: Catalogue
) -> None:
    stored = read(begun)
    other = tmp_path / "other.json"
    save(other, replace(stored, document=stored.document.with_taste("almonds", "love")))
    plan = tmp_path / "plan.json"
    data = {"days": [{"day": 1, "meals": [_meal(lock) for lock in stored.plan if lock.day == 1]}]}
    plan.write_text(json.dumps(data), encoding="utf-8")
    names = []
    for document in (begun, begun, other):
        _, out, _ = run(capfd, "print", "week", "--document", document, "--plan", plan, "--format", "ics")
        names.append(set(re.findall(r"^UID:(.*)$", out.replace("\r\n ", ""), re.MULTILINE)))
    first, again, theirs = names
    assert first == again
    meals = [name for name in first if "evening-before" not in name]
    assert len(meals) == len(data["days"][0]["meals"])  # type: ignore[arg-type]
    assert first.isdisjoint(theirs)


def _meal(lock: object) -> dict[str, object]:
    portions = [
        {"slot": portion.slot, "food": portion.food, "steps": portion.steps}
        for portion in lock.portions  # type: ignore[attr-defined]
    ]
    return {"meal": lock.meal, "template": lock.template, "portions": portions}  # type: ignore[attr-defined]


def test_that_scores_and_weights_are_written_by_their_dates(capfd: pytest.CaptureFixture[str], begun: Path) -> None:
    when = TODAY - timedelta(days=1)
    code, out, _err = run(capfd, "diary", "--score", 4, "--weight", 71.5, "--date", when, "--document", begun)
    assert (code, out.split()[-3:]) == (0, ["4", "157.6", "lb"])
    assert run(capfd, "diary", "--score", 0, "--date", when, "--document", begun)[0] == 0
    assert read(begun).document.diary == (DiaryDay(when, 0, 71.5),)
    assert len(read(begun).document.recorded) == 2
    assert run(capfd, "diary", "--clear", "--date", when, "--document", begun)[0] == 0
    assert read(begun).document.diary == ()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--score", "11"], "--score is 11, expected a whole number from 0 to 10"),
        (["--score", "4.5"], "--score"),
        (["--weight", "700"], "--weight is 700.0, expected 25 to 350 kg"),
        (["--weight", "nan"], "--weight is nan, expected 25 to 350 kg"),
        ([], "give --score, --weight or both, or --clear alone"),
        (["--clear", "--score", "3"], "give --score, --weight or both, or --clear alone"),
        (["--score", "3", "--date", str(TODAY + timedelta(days=1))], "which is still to come"),
    ],
)
def test_that_a_diary_nobody_has_is_refused(
    capfd: pytest.CaptureFixture[str], begun: Path, options: list[str], said: str
) -> None:
    before = begun.read_bytes()
    code, out, err = run(capfd, "diary", *options, "--document", begun)
    assert (code, out) == (2, "")
    assert said in err
    assert begun.read_bytes() == before


def test_that_days_are_forgotten_by_range(capfd: pytest.CaptureFixture[str], begun: Path) -> None:
    first, last = TODAY - timedelta(days=2), TODAY - timedelta(days=1)
    run(capfd, "diary", "--score", 4, "--document", begun)
    code, out, _err = run(capfd, "forget", "--first", first, "--last", first, "--document", begun)
    assert (code, out.split(".")[0]) == (0, "1 day was deleted from the record")
    stored = read(begun)
    assert [day.date for day in stored.document.recorded] == [last]
    assert stored.document.diary == (DiaryDay(TODAY, 4),)
    assert stored.plan
    code, _out, err = run(capfd, "forget", "--first", last, "--last", first, "--document", begun)
    assert (code, "after --last" in err) == (2, True)
    assert run(capfd, "forget", "--first", first, "--last", first, "--document", begun)[1] == (
        "Nothing was recorded on these days.\n"
    )


def test_that_progress_is_a_page_in_pdf_and_the_clinicians_page_has_the_last_weeks(
    capfd: pytest.CaptureFixture[str], begun: Path, tmp_path: Path
) -> None:
    run(capfd, "diary", "--score", 4, "--document", begun)
    page = tmp_path / "progress.pdf"
    assert run(capfd, "progress", "--format", "pdf", "--diary", "--document", begun, "--output", page)[0] == 0
    assert page.read_bytes().startswith(b"%PDF")
    plain = run(capfd, "print", "clinician", "--format", "csv", "--document", begun)[1]
    whole = run(capfd, "print", "clinician", "--format", "csv", "--diary", "--document", begun)[1]
    assert "Mean of 2 recorded days, as eaten" in plain
    assert "Tingling or pain" not in plain
    assert "Tingling or pain" in whole

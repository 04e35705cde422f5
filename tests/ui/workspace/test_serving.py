"""The household in the window: portions that come after the plan, whose nutrition is shown, what is bought and said.

The planner and what serves the others are opened by hand.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Person, Stored
from planner.document.usual_days import UsualEntry
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.needs import adjusted_targets
from planner.needs.profile import Profile
from planner.output.sheets import WeekSheet
from planner.plan.household_portions import NOBODY, Household, Served, own_meals
from planner.plan.plan import Day, Meal, Plan, Portion, totals
from planner.plan.stored_form import plan_to_fixed
from tests.ui.conftest import FOODS, PATIENCE, HeldPlanner, solved
from ui.base.look import TARGET
from ui.base.sentences import number
from ui.print.print_dialogs import EXPORTS, Printable, PrintDialog, exported
from ui.window.app import Built, build

BEN = Person("Ben & <b>", Profile(sex="male", age_years=30))
MAX = Person("Max", Profile(sex="male", age_years=31))


@dataclass
class ServeCall:
    """One question for the portions of the others, held until the test answers it."""

    document: Document
    plan: Plan
    stop: threading.Event
    answer: Household | Exception = NOBODY
    opened: threading.Event = field(default_factory=threading.Event)

    def give(self, answer: Household | Exception) -> None:
        self.answer = answer
        self.opened.set()


class HeldServe:
    """What serves the household, opened by hand."""

    def __init__(self) -> None:
        self.calls: list[ServeCall] = []

    def __call__(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> Household:
        call = ServeCall(document, plan, stop)
        self.calls.append(call)
        while not call.opened.wait(0.005):
            if stop.is_set():
                return NOBODY
        if isinstance(call.answer, Exception):
            raise call.answer
        return call.answer


@pytest.fixture
def serve() -> Iterator[HeldServe]:
    held = HeldServe()
    yield held
    for call in held.calls:
        call.opened.set()


Open = Callable[..., Built]


@pytest.fixture
def open_household(
    qtbot: QtBot,
    qapp: QApplication,
    document_path: Path,
    settings: QSettings,
    held: HeldPlanner,
    serve: HeldServe,
    day_plan: Plan,
) -> Iterator[Open]:
    """Opens the window on a day that is planned, for the profile and these people."""
    opened: list[Built] = []

    def make(*people: Person, plan: Plan = day_plan, document: Document | None = None) -> Built:
        kept = replace(document or Document(days=len(plan.days)), people=people)
        save(document_path, Stored(kept, plan_to_fixed(plan)))
        built = build(qapp, FOODS, document_path, settings, held, serve)
        opened.append(built)
        with qtbot.waitSignal(built.workspace.opened, timeout=PATIENCE):
            built.window.show()
        return built

    yield make
    for built in opened:
        built.window.close()
        built.window.deleteLater()
        built.look.deleteLater()


def larger(portion: Portion) -> Portion:
    return replace(portion, steps=portion.steps + 1)


def for_person(person: Person, plan: Plan, change: Callable[[Day], Day] | None = None) -> Served:
    """Every portion one step larger; ``change`` makes other foods or meals of them. No audit has seen it."""
    days = [
        replace(day, meals=tuple(replace(meal, portions=tuple(map(larger, meal.portions))) for meal in day.meals))
        for day in plan.days
    ]
    theirs = Plan(tuple(map(change, days) if change else days))
    return Served(person, adjusted_targets.targets_of(person.profile, {}), theirs, own_meals(plan, theirs))


def served(qtbot: QtBot, built: Built, serve: HeldServe, *people: Served) -> None:
    """Answers the newest question."""
    with qtbot.waitSignal(built.window.serving.changed, timeout=PATIENCE):
        serve.calls[-1].give(Household(people))


def lines_of(built: Built, meal: str) -> list[str]:
    card = built.window.plan.card(meal)
    assert card is not None
    return [f"{line.title}\n{line.foods}" for line in card.household.lines]


def day_of(built: Built) -> Day:
    assert built.workspace.plan is not None
    return built.workspace.plan.days[0]


def portion_said(portion: Portion) -> str:
    return f"{portion.food.name}: {portion.household}"


def test_that_the_plan_is_there_at_once_and_the_others_portions_follow(
    qtbot: QtBot, open_household: Open, serve: HeldServe, day_plan: Plan
) -> None:
    built = open_household(BEN)
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    assert serve.calls[0].plan == day_plan
    assert built.window.plan.card("lunch") is not None
    assert lines_of(built, "lunch") == []
    assert "The portions of Ben & <b> are being worked out …" in built.window.nutrition.notes.text
    ben = for_person(BEN, day_plan)
    served(qtbot, built, serve, ben)
    assert ben.plan is not None
    meal = ben.plan.days[0].meal("lunch")
    assert meal is not None
    sums = totals(meal.portions)
    energy, magnesium = number(round(sums[ENERGY].amount)), number(round(sums[MAGNESIUM].amount))
    figures = f"{energy} kcal · {'at least ' if sums[MAGNESIUM].at_least else ''}{magnesium} mg magnesium"
    foods = "; ".join(map(portion_said, meal.portions))
    assert lines_of(built, "lunch") == [f"Portions for Ben & <b> · {figures}\n{foods}"]
    assert "being worked out" not in built.window.nutrition.notes.text
    card = built.window.plan.card("lunch")
    assert card is not None
    assert card.household.isVisible()


def test_that_somebody_alone_is_asked_nothing(qtbot: QtBot, open_household: Open, serve: HeldServe) -> None:
    built = open_household()
    assert built.workspace.plan is not None
    assert serve.calls == []
    assert not built.window.nutrition.who.isVisible()
    assert not built.window.shopping.missing.isVisibleTo(built.window.shopping)
    assert built.window.shopping.people.isEnabled()
    card = built.window.plan.card("lunch")
    assert card is not None
    assert not card.household.isVisible()
    assert not built.window.plan.others[0].isVisible()


def test_that_an_edit_stops_the_work_and_an_undo_finds_the_answer_again(
    qtbot: QtBot, open_household: Open, serve: HeldServe, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    built = open_household(BEN)
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    served(qtbot, built, serve, for_person(BEN, day_plan))
    before = lines_of(built, "lunch")
    (food, *_rest) = [portion.food.id for portion in day_of(built).portions]
    built.workspace.rate([food], "never")
    assert built.workspace.stale
    assert lines_of(built, "lunch") == before  # the old plan stays readable, and what was served of it
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(other_plan))
    qtbot.waitUntil(lambda: len(serve.calls) == 2)
    assert lines_of(built, "lunch") == []
    built.workspace.undo()
    assert serve.calls[1].stop.is_set()
    assert lines_of(built, "lunch") == before
    assert len(serve.calls) == 2


def test_that_the_shopping_list_asks_nothing_anew(
    qtbot: QtBot, open_household: Open, serve: HeldServe, day_plan: Plan
) -> None:
    built = open_household(BEN)
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    document = built.workspace.document
    built.workspace.edit_list("Add soap", document.with_shopping(document.shopping.with_own("Soap")))
    eaten = replace(built.workspace.document, usual_days=((UsualEntry("lunch", "oats", 50.0),),))
    built.workspace.edit_list("Add oats to a usual day", eaten)
    assert not serve.calls[0].stop.is_set()
    served(qtbot, built, serve, for_person(BEN, day_plan))
    built.workspace.undo()
    assert len(lines_of(built, "lunch")) == 1
    assert len(serve.calls) == 1


def test_that_who_cannot_be_served_is_named_with_the_reason(
    qtbot: QtBot, open_household: Open, serve: HeldServe, day_plan: Plan
) -> None:
    built = open_household(BEN, MAX)
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    why = "Max has no portions on day 1. Too little energy."
    served(qtbot, built, serve, for_person(BEN, day_plan), Served(MAX, why=why))
    assert why in built.window.nutrition.notes.text
    shopping = built.window.shopping
    assert " · for you and Ben & <b> · " in shopping.summary.text()
    assert shopping.missing.text() == "Not on the list: Max, whose portions are not known."
    assert (shopping.people.value(), shopping.people.isEnabled()) == (2, False)
    assert shopping.shopping is not None
    assert shopping.shopping.without == ("Max",)


def test_that_an_error_of_the_program_is_one_sentence_and_the_plan_stays(
    qtbot: QtBot, open_household: Open, serve: HeldServe, day_plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    built = open_household(BEN)
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    with qtbot.waitSignal(built.window.serving.changed, timeout=PATIENCE):
        serve.calls[0].give(ValueError("a bug"))
    said = "The portions of Ben & <b> could not be worked out; your own plan stands."
    assert said in built.window.nutrition.notes.text
    assert built.workspace.plan is not None
    assert "a bug" in caplog.text
    caplog.clear()


def test_that_meals_of_their_own_are_marked(
    qtbot: QtBot, open_household: Open, serve: HeldServe, day_plan: Plan, catalogue: Catalogue
) -> None:
    food = next(food for food in catalogue if not day_plan.steps(food.id) and not food.recipe)
    extra = Portion("top", food, food.min_steps)

    def change(day: Day) -> Day:
        breakfast, lunch, *rest = day.meals
        partly = replace(breakfast, portions=(*breakfast.portions[1:], extra))
        other = Meal(lunch.meal, "grain_bowl" if lunch.template != "grain_bowl" else "salad_bowl", (extra,))
        return replace(day, meals=(partly, other, *rest, Meal("evening_snack", "fruit_and_nuts", (extra,))))

    built = open_household(BEN)
    assert "evening_snack" not in [meal.meal for meal in day_of(built).meals]
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    served(qtbot, built, serve, for_person(BEN, day_plan, change))
    (breakfast,) = lines_of(built, "breakfast")
    assert breakfast.startswith("Portions for Ben & <b>, partly other foods · ")
    assert f"In addition: {portion_said(extra)}" in breakfast
    assert f"Without {day_plan.days[0].meals[0].portions[0].food.name}" in breakfast
    (lunch,) = lines_of(built, "lunch")
    assert lunch.startswith("Another meal for Ben & <b> · ")
    assert portion_said(extra) in lunch
    assert [line.startswith("Portions for Ben & <b> · ") for line in lines_of(built, "dinner")] == [True]
    cards = [built.window.plan.card(meal) for meal in ("breakfast", "lunch", "dinner")]
    assert [line.own for card in cards if card is not None for line in card.household.lines] == [True, True, False]
    others = built.window.plan.others[0]
    qtbot.waitUntil(others.isVisible)
    (line,) = others.household.lines
    assert line.title.startswith("Evening snack, only for Ben & <b> · ")
    assert line.foods.endswith(portion_said(extra))
    assert "Ben & <b> has foods of their own, or leaves some out, at: breakfast; lunch; evening snack." in (
        built.window.nutrition.notes.text
    )


def test_that_the_nutrition_is_of_whom_is_chosen_and_says_so(
    qtbot: QtBot, open_household: Open, serve: HeldServe, held: HeldPlanner, day_plan: Plan
) -> None:
    built = open_household(BEN)
    view = built.window.nutrition
    built.window.show_page("nutrition")
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    assert not view.who.isVisible()
    served(qtbot, built, serve, for_person(BEN, day_plan))
    assert view.who.isVisible()
    assert view.who.height() >= TARGET
    assert [view.who.itemText(place) for place in range(view.who.count())] == [
        "Your own nutrition",
        "Nutrition of Ben & <b>",
    ]
    texts = [label.text() for label in (view._title, view._caption, view._amount, view._goal)]
    assert texts[0] == "Magnesium on Day 1, for you"
    assert texts[1].startswith("Every nutrient on Day 1, for you.")
    assert "of 320 mg" in texts[3]
    view.who.setFocus()
    view.who.setCurrentIndex(1)
    view.who.activated.emit(1)
    assert view._title.text() == "Magnesium on Day 1, for Ben & <b>"
    assert "of 400 mg" in view._goal.text()
    ben = built.window.serving.household.served[0]
    assert ben.plan is not None
    amount = totals(ben.plan.days[0].portions)[MAGNESIUM].amount
    assert view._amount.text() == f"{number(round(amount))} mg"
    spoken = [row.spoken for group in view.model.groups for row in group.rows]
    assert all("on Day 1, for Ben & <b>" in said for said in spoken)
    view.open_nutrient(MAGNESIUM)
    assert view.detail.title.text() == "Magnesium on Day 1, for Ben & <b>"
    # While nothing is known of Ben, what is shown is yours and says so; then it is his again.
    built.workspace.plan_again()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: len(serve.calls) == 2)
    assert view.detail.title.text() == "Magnesium on Day 1, for you"
    served(qtbot, built, serve, for_person(BEN, day_plan))
    assert view.detail.title.text() == "Magnesium on Day 1, for Ben & <b>"
    assert view.who.currentText() == "Nutrition of Ben & <b>"


def test_that_list_and_print_have_everybody(
    qtbot: QtBot, open_household: Open, serve: HeldServe, day_plan: Plan
) -> None:
    built = open_household(BEN)
    window = built.window
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    alone = window._printable()
    assert isinstance(alone, Printable)
    assert alone.missing == "Without Ben & <b>, whose portions are not known."
    window.open_print("week")
    (dialog,) = window.findChildren(PrintDialog)
    assert dialog.problem.text() == alone.missing
    dialog.close()
    before = {line.key: line.bought_g for line in alone.shopping.lines}
    served(qtbot, built, serve, for_person(BEN, day_plan))
    found = window._printable()
    assert isinstance(found, Printable)
    assert found.missing == ""
    assert window.shopping.shopping is not None
    after = {line.key: line.bought_g for line in window.shopping.shopping.lines}
    assert after == {line.key: line.bought_g for line in found.shopping.lines}
    assert before.keys() == after.keys()
    assert all(after[key] > 2 * before[key] for key in before)
    assert "for 2 people" in exported(EXPORTS[0], found).decode()
    week = found.sheet("week")
    assert isinstance(week, WeekSheet)
    cells = [cell for _time, row in week.pages[0].meals for cell in row if cell is not None]
    assert any("Ben & <b>:" in name for cell in cells for name, _amount in cell.foods)
    csv, ics = (
        exported(next(each for each in EXPORTS if (each.what, each.name) == ("week", name)), found).decode()
        for name in ("csv", "ics")
    )
    ics = ics.replace("\r\n ", "")
    assert "Ben & <b>" in csv
    assert "Ben & <b>" in ics


def test_that_who_was_taken_off_is_gone_at_once(
    qtbot: QtBot, open_household: Open, serve: HeldServe, day_plan: Plan
) -> None:
    built = open_household(BEN)
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    served(qtbot, built, serve, for_person(BEN, day_plan))
    built.workspace.decide(replace(built.workspace.document, people=()))
    assert lines_of(built, "lunch") == []
    assert built.window.serving.notices == ()
    assert built.window.shopping.people.isEnabled()
    assert not built.window.nutrition.who.isVisible()


def test_that_closing_ends_the_work(qtbot: QtBot, open_household: Open, serve: HeldServe) -> None:
    built = open_household(BEN)
    qtbot.waitUntil(lambda: len(serve.calls) == 1)
    built.window.close()
    assert serve.calls[0].stop.is_set()
    assert not any(thread.name.startswith("job") for thread in threading.enumerate())

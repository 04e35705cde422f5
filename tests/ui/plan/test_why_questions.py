"""Why and what if: the panel asks beside the window, one question at a time, and can be left at any moment."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Habits, Removed
from planner.explain.feasibility import Reach
from planner.explain.what_if import Plans
from planner.foods.catalogue import Catalogue
from planner.needs.profile import Profile
from planner.needs.targets import TargetError
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Stopped
from planner.plan.plan import Day, Plan
from tests.ui.clicks import click, press
from tests.ui.conftest import HeldPlanner, OpenWindow, OpenWorkspace, solved
from ui.base.look import TARGET
from ui.plan.why_panel import WhyPanel
from ui.plan.why_questions import WhyQuestions
from ui.workspace.workspace import Workspace


@dataclass
class HeldPlans:
    """Plans days with the same answer, once the test opens it."""

    catalogue: Catalogue
    outcome: Outcome
    documents: list[Document] = field(default_factory=list)
    stops: list[threading.Event] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)
    error: Exception | None = None

    def make_plan(self, request: Request) -> Outcome:
        stop = request.stop
        assert stop is not None
        self.documents.append(request.document)
        self.stops.append(stop)
        while not self.open.wait(0.005):
            if stop.is_set():
                return Stopped(0.0)
        if self.error is not None:
            raise self.error
        return self.outcome


@pytest.fixture
def plans(catalogue: Catalogue, day_plan: Plan) -> Iterator[HeldPlans]:
    made = HeldPlans(catalogue, solved(day_plan))
    yield made
    made.open.set()


@pytest.fixture
def asking(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, plans: HeldPlans
) -> Iterator[WhyQuestions]:
    """Asks about a workspace whose plan is on screen, with plans opened by hand."""
    workspace = open_workspace(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: not workspace.stale)
    window = QWidget()
    qtbot.addWidget(window)

    def make(catalogue: Catalogue) -> Plans:
        plans.catalogue = catalogue
        return plans

    made = WhyQuestions(workspace, window, make)
    yield made
    made.close()


def workspace_of(asking: WhyQuestions) -> Workspace:
    return asking._workspace


def planned(plan: Plan) -> str:
    """A food of the plan."""
    return plan.days[0].meals[0].portions[0].food.id


def take(asking: WhyQuestions, qtbot: QtBot, held: HeldPlanner, document: Document, plan: Plan) -> None:
    """Takes a document, and the plan for it once it was asked for."""
    calls = len(held.calls)
    workspace_of(asking).edit("Take", document)
    qtbot.waitUntil(lambda: len(held.calls) > calls)
    held.calls[-1].answer(solved(plan))
    qtbot.waitUntil(lambda: not workspace_of(asking).stale)


def open_panel(asking: WhyQuestions) -> WhyPanel:
    assert asking.panel is not None
    return asking.panel


def test_that_a_food_of_the_plan_is_answered_beside_the_window(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, day_plan: Plan
) -> None:
    food = planned(day_plan)
    asking.ask_food(food, 1)
    panel = open_panel(asking)
    assert panel.thinking
    assert panel.text == ""
    plans.open.set()
    qtbot.waitUntil(lambda: not panel.thinking)
    assert "magnesium" in panel.text
    assert "Without “" in panel.text
    assert [document.taste(food) for document in plans.documents] == ["fine", "never"]


def test_that_what_keeps_a_food_out_is_said_at_once_without_planning(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, held: HeldPlanner, day_plan: Plan
) -> None:
    profile = Profile(allergens=frozenset({"soy"}))
    take(asking, qtbot, held, Document(days=1, profile=profile), day_plan)
    asking.ask_food("tofu_firm", 1)
    assert "It has soy" in open_panel(asking).text
    assert not open_panel(asking).thinking
    assert open_panel(asking).questions == []
    assert plans.documents == []


def test_that_a_food_in_a_locked_meal_is_not_called_impossible(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, day_plan: Plan
) -> None:
    for meal in day_plan.days[0].meals:
        workspace_of(asking).lock_meal(1, meal.meal)
    plans.open.set()
    asking.ask_food(planned(day_plan), 1)
    panel = open_panel(asking)
    qtbot.waitUntil(lambda: not panel.thinking)
    assert "You locked it." in panel.text
    assert "No kind of meal" not in panel.text


def test_that_waiting_is_shown_only_after_a_while(qtbot: QtBot, asking: WhyQuestions, day_plan: Plan) -> None:
    asking.ask_food(planned(day_plan), 1)
    panel = open_panel(asking)
    assert not panel._line.isVisible()
    qtbot.waitUntil(panel._line.isVisible)
    assert panel._waiting.isVisible()


def test_that_escape_ends_the_question_and_its_late_answer_is_dropped(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, day_plan: Plan
) -> None:
    asking.ask_food(planned(day_plan), 1)
    panel = open_panel(asking)
    qtbot.waitUntil(lambda: len(plans.stops) == 1)
    press(panel, Qt.Key.Key_Escape)
    assert asking.panel is None
    assert plans.stops[0].is_set()
    asking.ask_food(planned(day_plan), 1)
    plans.open.set()
    qtbot.waitUntil(lambda: not open_panel(asking).thinking)
    assert "Without “" in open_panel(asking).text


def test_that_the_price_of_a_taste_is_asked_with_its_button(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, held: HeldPlanner, day_plan: Plan
) -> None:
    document = Document(days=1).with_taste("tofu_firm", "never").with_taste("kale_cooked", "rarely")
    take(asking, qtbot, held, document.with_removed(Removed(1, "lunch", "kale_cooked")), day_plan)
    asking.ask_food("tofu_firm", 1)
    panel = open_panel(asking)
    assert "never" in panel.text
    (button,) = panel.questions
    assert button.sentence == "What would change without the taste “never” for “Tofu, firm”?"
    assert button.height() >= TARGET
    click(button)
    assert panel.thinking
    assert not button.isEnabled()
    plans.open.set()
    qtbot.waitUntil(lambda: not panel.thinking)
    assert "Without the taste “never”" in panel.text
    assert not button.isVisible()
    assert [document.taste("tofu_firm") for document in plans.documents] == ["never", "fine"]
    assert "tofu" not in str(workspace_of(asking).history.undo_name).casefold()  # asking changes nothing


def test_that_every_choice_of_a_day_can_be_asked_about(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, held: HeldPlanner, day_plan: Plan
) -> None:
    document = Document(days=1).with_taste("tofu_firm", "never").with_taste("kale_cooked", "rarely")
    take(asking, qtbot, held, document, day_plan)
    asking.ask_day(1)
    panel = open_panel(asking)
    assert "magnesium" in panel.text
    assert all(f"{meal}: " in panel.text for meal in ("Breakfast", "Lunch", "Dinner", "Snack"))
    reach, *prices = panel.questions
    assert len(prices) == 2
    plans.open.set()
    for button in prices:
        click(button)
        qtbot.waitUntil(lambda: not panel.thinking)
    assert len(plans.documents) == 3  # the day as it is, once for both
    assert not any(button.isVisible() for button in prices)
    assert reach.isVisible()


def test_that_the_reach_of_the_choices_is_asked_of_the_day(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Document, int]] = []

    def reach_of_day(catalogue: Catalogue, document: Document, day: int, *, stop: threading.Event) -> Reach:
        asked.append((document, day))
        return Reach(512.0, 512.2, Day(1, ()))

    monkeypatch.setattr("planner.explain.reach.reach_of_day", reach_of_day)
    asking.ask_day(1)
    panel = open_panel(asking)
    click(panel.questions[0])
    qtbot.waitUntil(lambda: not panel.thinking)
    assert "up to 512 mg of magnesium at" in panel.text
    assert "The goal is 320 mg." in panel.text
    assert asked == [(workspace_of(asking).document, 1)]


def test_that_nothing_is_asked_of_a_plan_from_before_the_last_edit(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, day_plan: Plan
) -> None:
    workspace = workspace_of(asking)
    workspace.edit("Take", Document(days=1).with_wish("kale_cooked", 2))
    assert workspace.stale
    asking.ask_food(planned(day_plan), 1)
    assert "ask again" in open_panel(asking).text
    open_panel(asking).reject()
    said: list[str] = []
    workspace.notice.connect(lambda sentence, undoable: said.append(sentence))
    asking.ask_day(1)
    assert asking.panel is None
    assert said == ["There is no plan to ask about yet."]
    assert plans.documents == []


@pytest.mark.parametrize(
    ("error", "words"),
    [(TargetError("x", "This target cannot stand."), "This target cannot stand."), (OSError("no"), "could not be")],
)
def test_that_a_question_that_fails_says_so(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, day_plan: Plan, error: Exception, words: str
) -> None:
    plans.error = error
    plans.open.set()
    asking.ask_food(planned(day_plan), 1)
    panel = open_panel(asking)
    qtbot.waitUntil(lambda: not panel.thinking)
    assert words in panel.text


def test_that_the_day_nearest_to_the_one_on_screen_is_asked_about(
    qtbot: QtBot, asking: WhyQuestions, plans: HeldPlans, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    (first,), (second,) = day_plan.days, other_plan.days
    lunch = other_plan.days[0].meals[1].portions[0].food
    both = Plan((first, type(second)(2, second.meals)))
    workspace = workspace_of(asking)
    workspace.set_days(2)
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    held.calls[-1].answer(solved(both))
    qtbot.waitUntil(lambda: not workspace.stale)
    asking.ask_food(lunch.id, 1)
    assert open_panel(asking).title.text() == f"“{lunch.name}” on Day 2"


def test_that_the_window_asks_from_the_foods_and_from_the_menu(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, day_plan: Plan
) -> None:
    built = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: not built.workspace.stale)
    built.workspace.rate(["tofu_firm"], "never")
    foods = built.window.foods
    foods.tree.setCurrentIndex(foods.model.index_of("tofu_firm"))
    click(foods.why_button)
    assert "never" in open_panel(built.window.asking).text
    press(open_panel(built.window.asking), Qt.Key.Key_Escape)
    built.window.why.trigger()
    assert "magnesium" in open_panel(built.window.asking).text
    open_panel(built.window.asking).reject()


@dataclass
class CheaperWith:
    """Plans that cost less where more things may be bought."""

    catalogue: Catalogue
    plan: Plan

    def make_plan(self, request: Request) -> Outcome:
        made = solved(self.plan)
        return replace(made, penalty=100.0 - (request.document.habits.most_foods or 0), bound=0.0)


@pytest.fixture
def held_back(qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan) -> Iterator[WhyQuestions]:
    """What holds a plan with at most 30 things to buy back was asked, and is answered."""
    workspace = open_workspace(held)
    window = QWidget()
    qtbot.addWidget(window)
    asking = WhyQuestions(workspace, window, lambda catalogue: CheaperWith(catalogue, day_plan))
    take(asking, qtbot, held, Document(days=1, habits=Habits(most_foods=30)), day_plan)
    asking.ask_plan()
    qtbot.waitUntil(lambda: not open_panel(asking).thinking)
    yield asking
    asking.close()


def test_that_what_holds_the_plan_back_is_loosened_by_its_button(held_back: WhyQuestions) -> None:
    workspace, panel = workspace_of(held_back), open_panel(held_back)
    assert "What costs the most: at most 30 different things to buy." in panel.text
    (button,) = panel.repairs
    assert button.accessibleName() == "Buy up to 35 different things"
    click(button)
    assert held_back.panel is None
    assert workspace.document.habits == Habits(most_foods=35)
    workspace.undo()
    assert workspace.document.habits == Habits(most_foods=30)


def test_that_a_change_is_not_made_in_another_document_than_the_one_asked_about(held_back: WhyQuestions) -> None:
    workspace, panel = workspace_of(held_back), open_panel(held_back)
    workspace.edit("Take", Document(days=1, habits=Habits(most_foods=20)))
    said: list[str] = []
    workspace.notice.connect(lambda sentence, undoable: said.append(sentence))
    click(panel.repairs[0])
    assert said == ["Your plan has changed since then: ask again."]
    assert workspace.document.habits == Habits(most_foods=20)

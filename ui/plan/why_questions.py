"""Asks the planner why a food is in the plan or not, and what the user's choices cost."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from planner.document.document import NEVER, Document
from planner.explain.costliest import Costs, what_costs_most
from planner.explain.user_choices import NEVER_EATEN, Choice
from planner.explain.what_if import (
    Plans,
    Solving,
    choices_with_a_price,
    never_choice,
    points_in_words,
    price_of,
)
from planner.explain.why import reasons_against, why
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.language.numbers import percent
from planner.language.translate import _
from planner.needs.adjusted_targets import targets_of
from planner.needs.targets import TargetError
from planner.optimise.request import Request
from planner.plan.nutrition import magnesium_spread, spread_sentence
from planner.plan.outcomes import Outcome, Repair, Stopped
from planner.plan.plan import Day, Plan, counted
from ui.base.background import Background, Progress
from ui.base.sentences import day_name, number
from ui.plan.why_panel import AskedQuestion, WhyPanel
from ui.workspace.workspace import Workspace


def new_planner(catalogue: Catalogue) -> Plans:
    """A planner beside the window's own, so that the next edit still finds that one's model warm. Slow to load."""
    from planner.planner import Planner

    return Planner(catalogue, explains=False)


class Remembering:
    """A planner that knows the last day it planned from nothing: every question about a day begins with that day."""

    def __init__(self, planner: Plans) -> None:
        self._planner = planner
        self._last: tuple[Document, Outcome] | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The foods that the planner plans with."""
        return self._planner.catalogue

    def make_plan(self, request: Request) -> Outcome:
        """As the planner's; the seed is always the same."""
        if request.before is not None:
            return self._planner.make_plan(request)
        if self._last is None or self._last[0] != request.document:
            outcome = self._planner.make_plan(request)
            if isinstance(outcome, Stopped):
                return outcome
            self._last = request.document, outcome
        return self._last[1]


@dataclass(frozen=True, slots=True)
class _Answered:
    """What the worker hands back: the answer, and the planner to be used again."""

    planner: Remembering
    found: Sequence[str] | Costs


class WhyQuestions(QObject):
    """Opens the panel and answers its questions in the background."""

    def __init__(
        self, workspace: Workspace, window: QWidget, make_planner: Callable[[Catalogue], Plans] = new_planner
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._make_planner = make_planner
        self._planner: Remembering | None = None
        self._panel: WhyPanel | None = None
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._background.failed.connect(self._failed)
        workspace.closing.connect(self.close)

    @property
    def panel(self) -> WhyPanel | None:
        """The panel that is open."""
        return self._panel

    def close(self) -> None:
        """Ends what is being asked and waits for its end."""
        self._background.close()

    def ask_food(self, food_id: str, day: int) -> None:
        """Why a food is in the plan or not; of the days, the one on screen where that has an answer."""
        workspace = self._workspace
        if workspace.catalogue is None or food_id not in workspace.catalogue:
            return
        food, document = workspace.catalogue[food_id], workspace.document
        number = _day_with(workspace.plan, food, day)
        title = _("“{food}” on {day}").format(food=food.name, day=day_name(document, number, long=True))
        plan = None if workspace.stale else workspace.plan
        against = [] if _is_in(plan, food, number) else [*reasons_against(document, number, food, read_templates())]
        if plan is None:
            self._open(title, against or [_("There is no plan for this yet; ask again when it is there.")], ())
            return
        about = [choice for choice in self._choices(document, number) if food.id in choice.about]
        choices = [choice for choice in about if choice.kind != NEVER_EATEN]  # those are of all foods of a group
        if document.taste(food.id) == NEVER:
            choices.insert(0, never_choice(food.id, workspace.catalogue))
        panel = self._open(title, against, [_price(document, number, choice) for choice in choices])
        if not against:
            panel.ask(AskedQuestion(_("Why?"), partial(_why, document, plan, number, food)))

    def ask_day(self, number: int) -> None:
        """How magnesium spreads over a day, and what each choice about it costs."""
        workspace = self._workspace
        day = next((day for day in workspace.plan.days if day.number == number), None) if workspace.plan else None
        if day is None or workspace.stale:
            workspace.tell(_("There is no plan to ask about yet."))
            return
        document = workspace.document
        title = _("Why and what if on {day}").format(day=day_name(document, number, long=True))
        reach = AskedQuestion(
            _("How much magnesium can this day hold with my choices?"), partial(_reach, document, number)
        )
        prices = (_price(document, number, choice) for choice in self._choices(document, number))
        self._open(title, _spread(day, document), [reach, *prices])

    def ask_plan(self) -> None:
        """Which of the user's wishes holds the whole plan back the most, with a button that loosens it."""
        workspace = self._workspace
        if workspace.plan is None or workspace.stale:
            workspace.tell(_("There is no plan to ask about yet."))
            return
        document = workspace.document
        panel = self._open(_("What holds this plan back?"), (), ())
        panel.taken.connect(lambda repair: self._take(repair, document))
        panel.ask(AskedQuestion(_("Which of my wishes costs the most?"), partial(_costliest, document)))

    def _take(self, repair: Repair, asked: Document) -> None:
        """Makes the change, where the document is still the one that was asked about."""
        if self._panel is not None:
            self._panel.accept()
        if self._workspace.document == asked:
            self._workspace.edit(repair.name, repair.document)
        else:
            self._workspace.tell(_("Your plan has changed since then: ask again."))

    def _choices(self, document: Document, day: int) -> tuple[Choice, ...]:
        catalogue = self._workspace.catalogue
        return () if catalogue is None else choices_with_a_price(document, day, catalogue, read_templates())

    def _open(self, title: str, said: Sequence[str], questions: Sequence[AskedQuestion]) -> WhyPanel:
        panel = WhyPanel(title, said, questions, self._window)
        panel.asked.connect(self._start)
        panel.finished.connect(lambda result: self._ended())
        self._panel = panel
        panel.open()
        return panel

    def _ended(self) -> None:
        self._panel = None
        self._background.cancel()

    # Answers

    def _start(self, question: AskedQuestion) -> None:
        catalogue = self._workspace.catalogue
        if catalogue is None:
            return
        known = self._planner

        def work(stop: threading.Event, progress: Progress) -> object:
            fits = known is not None and known.catalogue is catalogue
            planner = known if known is not None and fits else Remembering(self._make_planner(catalogue))
            return _Answered(planner, question.answer(Solving(planner, stop)))

        self._background.start(work)

    def _answered(self, value: object) -> None:
        if isinstance(value, _Answered):
            self._planner = value.planner
            match value.found:
                case _ if self._panel is None:
                    return
                case Costs(sentences=sentences, repairs=repairs):
                    self._panel.answer((*sentences, points_in_words()) if repairs else sentences, repairs)
                case sentences:
                    self._panel.answer(sentences)

    def _failed(self, error: BaseException) -> None:
        if self._panel is not None:
            known = isinstance(error, TargetError)
            self._panel.answer([str(error) if known else _("This could not be found out; your plan is as it was.")])


# Questions


def _why(document: Document, plan: Plan, day: int, food: Food, solving: Solving) -> Sequence[str]:
    return why(solving, document, plan, day, food, read_templates()).sentences


def _reach(document: Document, day: int, solving: Solving) -> Sequence[str]:
    from planner.explain.reach import reach_of_day, reach_sentence  # slow to load

    targets = targets_of(document.profile, document.targets, document.confirmed, document.start)
    reach = reach_of_day(solving.planner.catalogue, document, day, stop=solving.stop)
    return (reach_sentence(reach, targets.least(MAGNESIUM), targets.energy_kcal),)


def _price(document: Document, day: int, choice: Choice) -> AskedQuestion:
    words = _("What would change without {choice}?").format(choice=choice.words)
    return AskedQuestion(words, partial(_cost, document, day, choice))


def _cost(document: Document, day: int, choice: Choice, solving: Solving) -> Sequence[str]:
    price = price_of(solving, document, day, choice)
    return (price.sentence, points_in_words()) if price.differs else (price.sentence,)


def _costliest(document: Document, solving: Solving) -> Costs:
    return what_costs_most(solving, document, read_templates())


def _spread(day: Day, document: Document) -> list[str]:
    """The magnesium of each meal, and the largest share beside the limit."""
    spread = magnesium_spread(day, document)
    said = [spread_sentence(spread, read_templates())]
    for share in spread:
        text = _("{meal}: at least {amount} mg, {share}") if share.at_least else _("{meal}: {amount} mg, {share}")
        name = read_templates().meal(share.meal).name
        said.append(text.format(meal=name, amount=number(share.amount), share=percent(share.share)))
    return said


def _is_in(plan: Plan | None, food: Food, day: int) -> bool:
    days = (each for each in plan.days if each.number == day) if plan else ()
    return any(portion.food == food for each in days for portion in each.portions)


def _day_with(plan: Plan | None, food: Food, day: int) -> int:
    """The day nearest to one that has the food, by itself before inside a dish; the day itself where none has it."""
    days = sorted(plan.days, key=lambda each: abs(each.number - day)) if plan else []
    alone = [each.number for each in days if any(portion.food == food for portion in each.portions)]
    inside = [each.number for each in days if food in counted(each.portions)]
    return next(iter((*alone, *inside)), day)

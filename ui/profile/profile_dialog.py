"""The profile: who eats, how much of what, with whom and in which habit. Each answer is checked by the planner."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.document.document import Document, Habits
from planner.foods.food import Food
from planner.language.translate import _
from planner.needs.targets import TargetError
from ui.base.forms import page
from ui.base.widgets import label
from ui.profile.days_page import DaysPage
from ui.profile.drinks_page import DrinksPage
from ui.profile.habits_page import HabitsPage
from ui.profile.pages import Page, PagesDialog
from ui.profile.people_page import FoodNames, PeoplePage
from ui.profile.person_pages import TARGETS, PersonPages

HOUSEHOLD, DAYS, HABITS, DRINKS = _("Household"), _("Days"), _("Habits"), _("Drinks")
PLAN, WITHOUT = _("Save and plan"), _("Save without a plan")
Accept = Callable[[Document], None]


class ProfileDialog(PagesDialog):
    """Asks for all that the profile's pages decide, and gives it as one changed document.

    ``accept_document`` takes it or raises with a sentence, and then the dialog stays open.

    Signals:
        chosen: the document that was accepted.
    """

    chosen = Signal(object)

    def __init__(
        self,
        document: Document,
        foods: FoodNames,
        accept_document: Accept,
        parent: QWidget | None = None,
        first: str = "",
        drinks: Sequence[Food] = (),
    ) -> None:
        super().__init__(_("Profile"), PLAN, parent)
        self._document = document
        self._accept_document = accept_document
        units = document.shopping.packs
        self.person = PersonPages(document.profile, document.targets, document.confirmed, units, self)
        self.people = PeoplePage(document.people, foods, units)
        self.habits = HabitsPage(document.habits, document.shopping, document.season)
        self._read_habits: Habits | None = document.habits
        self.days = DaysPage(document)
        self.drinks = DrinksPage(document.drinks, drinks)
        self._read_drinks: Mapping[str, int] | None = document.drinks
        self.person.body.units.chosen.connect(self._take_units)
        self.habits.units.chosen.connect(self._take_units)
        self.person.changed.connect(self._fit)
        self.person.targets.changed.connect(self._fit)
        self.person.confirmations.targets_wished.connect(lambda: self.go_to(TARGETS))
        pages: tuple[Page, ...] = (
            *self.person.pages,
            (HOUSEHOLD, self.people),
            (DAYS, page(self.days, DAYS)),
            (HABITS, page(self.habits, HABITS)),
            (DRINKS, page(self.drinks, DRINKS)),
        )
        why = label(
            _("Energy and every recommended amount follow from these answers. They stay on this computer."),
            tone="secondary",
            wrap=True,
        )
        self.arrange(pages, why, [self.person.confirmations])
        self.go_to(first)
        self._fit()

    def check(self) -> tuple[str, str]:
        """The page on which something is wrong and a sentence for below the pages; both empty when nothing is."""
        self._read_habits = self.habits.read()
        self._read_drinks = self.drinks.read()
        wrong = self.person.wrong_page() or (HABITS if self._read_habits is None else "")
        wrong = wrong or (DAYS if self.days.is_wrong() else "")
        wrong = wrong or (DRINKS if self._read_drinks is None else "")
        return wrong, _("Please look at the answer marked on this page.") if wrong else ""

    def answers(self) -> object:
        """What is answered on all pages, for comparing."""
        habits = self.habits
        fields = (habits.budget, habits.most_foods, habits.minutes, habits.weekend, habits.most_cooked)
        typed = (*(field.text() for field in fields), habits.units.word, habits.season.word, habits.money.typed)
        return self.person.answers(), self.people.people, habits.read(), typed, self.drinks.typed, self.days.typed

    def take(self) -> str:
        """Gives the document, or the sentence that says why it cannot be taken."""
        changed = self._changed()
        try:
            self._accept_document(changed)
        except TargetError as error:
            return str(error)
        self.chosen.emit(changed)
        return ""

    def _changed(self) -> Document:
        changed = replace(
            self._document,
            profile=self.person.profile,
            targets=self.person.targets.own,
            confirmed=self.person.confirmed,
            people=self.people.people,
            habits=self._read_habits or self._document.habits,
            drinks=MappingProxyType(dict(self._document.drinks if self._read_drinks is None else self._read_drinks)),
            shopping=self.habits.money.applied_to(self._document.shopping).with_packs(self.habits.units.word),
            season=self.habits.season.word,
        )
        return self.days.applied_to(changed)

    def _take_units(self, units: str) -> None:
        """Both pages that ask for the measures, and the people's, speak in the same ones."""
        self.habits.units.show_word(units)
        self.person.body.use_units(units)
        self.people.show_units(units)

    def _fit(self) -> None:
        """Says on the button whether there will be a plan."""
        asked = self.person.confirmations
        waits = any(not asked.boxes[word].isChecked() for word in asked.needed)
        text = WITHOUT if waits else PLAN
        self.ok.setText(text)
        self.ok.setAccessibleName(text)

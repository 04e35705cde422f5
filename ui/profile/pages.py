"""The pages on one person, and the dialog that shows pages beside their names."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.language.translate import _
from planner.needs.adjusted_targets import confirmations_needed
from planner.needs.profile import Profile, ProfileError
from planner.needs.targets import Own
from ui.base.dialog_buttons import dialog_buttons
from ui.base.dialogs import Dialog
from ui.base.forms import ProfileForm, page
from ui.base.look import GRID
from ui.base.widgets import label
from ui.profile.body import BodyForm
from ui.profile.confirm import Confirmations
from ui.profile.food import FoodForm
from ui.profile.health import HealthForm
from ui.profile.targets_page import TargetsPage
from ui.profile.you import YouForm

WIDTH, HEIGHT = 1080, 700  # [px] fits a screen of 1280 × 800 with its bars
PAGE_ROW = 40  # [px]
NAMES = 190  # [px] the column with the names of the pages
YOU, BODY, FOOD, HEALTH, TARGETS = _("Person"), _("Body"), _("Food"), _("Health"), _("Targets")
Page = tuple[str, QWidget]


class ProfileForms(QObject):
    """The questions of a profile, answered together, and what must be confirmed beside them.

    Signals:
        changed: an answer was changed by hand.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None, narrow: bool = False) -> None:
        super().__init__(parent)
        self.you, self.body, self.food, self.health = YouForm(), BodyForm(), FoodForm(), HealthForm()
        self.confirmations = Confirmations(narrow)
        for form in self.forms:
            form.changed.connect(self.changed)
        self.confirmations.changed.connect(self.changed)

    @property
    def forms(self) -> tuple[ProfileForm, ...]:
        return self.you, self.body, self.food, self.health

    def show_profile(self, profile: Profile, units: str) -> None:
        self.you.show_profile(profile)
        self.body.show_profile(profile, units)
        self.food.show_profile(profile)
        self.health.show_profile(profile)

    def ask_to_confirm(self, profile: Profile, own: Mapping[str, Own], confirmed: frozenset[str]) -> None:
        self.confirmations.show_needed(confirmations_needed(profile, own), confirmed)

    def read(self) -> Profile | None:
        """The profile that is answered, or None when an answer cannot stand, which is said at its question."""
        for form in self.forms:
            form.say_nothing()
        bad = [form.has_bad_number() for form in self.forms]
        if any(bad):
            return None
        answers: dict[str, Any] = {}
        for form in self.forms:
            answers |= form.answers()
        try:
            return Profile(**answers)
        except ProfileError as error:
            field = error.key.removeprefix("profile.")
            for form in self.forms:
                if form.asks(field):
                    form.say(field, str(error))
            return None

    @property
    def troubled(self) -> ProfileForm | None:
        """The form with an answer that cannot stand."""
        return next((form for form in self.forms if form.troubled), None)


class PersonPages(ProfileForms):
    """The questions and the targets of one person, each a page; what is answered moves the targets at once."""

    def __init__(
        self,
        profile: Profile,
        own: Mapping[str, Own],
        confirmed: frozenset[str],
        units: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.targets = TargetsPage()
        self.profile = profile  # the newest one that could stand
        self.confirmed = confirmed
        self.show_profile(profile, units)
        self.targets.show_targets(profile, own)
        self._ask()
        self.changed.connect(self._answered)
        self.targets.changed.connect(self._ask)

    @property
    def pages(self) -> tuple[Page, ...]:
        return (
            (YOU, page(self.you, YOU)),
            (BODY, page(self.body, BODY)),
            (FOOD, page(self.food, FOOD)),
            (HEALTH, page(self.health, HEALTH)),
            (TARGETS, self.targets),
        )

    def answers(self) -> object:
        """All that is answered and typed here, for comparing."""
        return self.read(), self.targets.own, self.targets.typed, self.confirmations.words

    def wrong_page(self) -> str:
        """The name of the page with an answer that cannot stand, which is said there; empty when all can."""
        self._answered()
        if self.troubled is not None:
            return dict(zip(self.forms, (YOU, BODY, FOOD, HEALTH), strict=True))[self.troubled]
        return TARGETS if self.targets.wrong() else ""

    def _answered(self) -> None:
        self.confirmed = self.confirmations.words
        profile = self.read()
        if profile is not None:
            self.profile = profile
            self.targets.show_targets(profile, self.targets.own)
            self._ask()

    def _ask(self) -> None:
        self.ask_to_confirm(self.profile, self.targets.own, self.confirmed)
        self.confirmed = self.confirmations.words


class PagesDialog(Dialog):
    """Pages beside their names; below them what must be confirmed, and the buttons.

    Which pages there are, what is wrong on them and who takes the answers, each dialog says for itself.
    """

    question = _("Leave without your changes?")
    leave_word, stay_word = _("Leave without them"), _("Stay here")

    def __init__(self, title: str, ok: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, QSize(WIDTH, HEIGHT))
        self.names = QListWidget()
        self.names.setObjectName("pages")
        self.names.setAccessibleName(_("Pages"))
        self.names.setFixedWidth(NAMES)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QStackedWidget()
        self.names.currentRowChanged.connect(self.stack.setCurrentIndex)
        self._general = label(tone="problem", wrap=True)
        self._general.hide()
        self.buttons = dialog_buttons(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(ok)
        self.ok.setProperty("primary", True)
        for button in self.buttons.buttons():
            button.setAccessibleName(button.text())
            button.setIcon(QIcon())
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)

    def arrange(self, pages: Sequence[Page], above: QWidget | None, below: Sequence[QWidget]) -> None:
        """Puts the parts in their places; the first page is shown."""
        for name, widget in pages:
            self.names.addItem(name)
            self.names.item(self.names.count() - 1).setSizeHint(QSize(0, PAGE_ROW))
            self.stack.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self.names)
        middle.addWidget(self.stack, 1)
        content = QVBoxLayout()
        content.setSpacing(2 * GRID)
        if above is not None:
            content.addWidget(above)
        content.addLayout(middle, 1)
        for widget in below:
            content.addWidget(widget)
        always = QVBoxLayout()
        always.setSpacing(2 * GRID)
        always.addWidget(self._general)
        always.addWidget(self.buttons)
        self.put(content, always)
        self.names.setCurrentRow(0)

    def go_to(self, name: str) -> None:
        """Shows the page of this name."""
        for item in self.names.findItems(name, Qt.MatchFlag.MatchExactly):
            self.names.setCurrentItem(item)

    @property
    def page_name(self) -> str:
        item = self.names.currentItem()
        return item.text() if item is not None else ""

    @property
    def general_problem(self) -> str:
        """What is said below the pages, or an empty text."""
        return self._general.text()

    def say(self, problem: str) -> None:
        self._general.setText(problem)
        self._general.setVisible(bool(problem))

    def check(self) -> tuple[str, str]:
        """The page on which something is wrong and a sentence for below the pages; both empty when nothing is."""
        raise NotImplementedError

    def take(self) -> str:
        """Takes what was answered, or gives the sentence that says why it cannot be taken."""
        raise NotImplementedError

    def answers(self) -> object:
        """What is answered, to be compared with what was when the dialog opened; None where it cannot stand yet."""
        raise NotImplementedError

    def _try(self) -> None:
        name, problem = self.check()
        if name:
            self.go_to(name)
        if not name and not problem:
            problem = self.take()
            if not problem:
                self.accept()
                return
        self.say(problem)

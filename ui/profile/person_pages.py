"""The questions and the targets of one person, each a page; and what must be confirmed, in the words that say why."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from planner.language.translate import _
from planner.needs.adjusted_targets import confirmations_needed
from planner.needs.profile import Profile, ProfileError
from planner.needs.targets import CLINICIAN_SET_THE_TARGETS, LOW_ENERGY, SMALL_SOFT_MEALS, UNUSUAL_BODY, Own
from ui.base.forms import ProfileForm, page
from ui.base.look import GRID
from ui.base.wide_buttons import WideBox
from ui.base.widgets import label
from ui.profile.body import BodyForm
from ui.profile.health import HealthForm
from ui.profile.pages import Page
from ui.profile.targets_page import TargetsPage
from ui.profile.you import FoodForm, YouForm

YOU, BODY, FOOD, HEALTH, TARGETS = _("Person"), _("Body"), _("Food"), _("Health"), _("Targets")


CONFIRM_WORDS = {
    LOW_ENERGY: _("A clinician asked for this little energy"),
    CLINICIAN_SET_THE_TARGETS: _("A clinician or renal dietitian set these targets"),
    SMALL_SOFT_MEALS: _("Plan soft meals low in fibre and fat"),
    UNUSUAL_BODY: _("The height and weight are right"),
}


class Confirmations(QFrame):
    """Nothing where nothing must be confirmed; else each reason with a box under it.

    Signals:
        changed: a box was ticked or cleared by hand.
        targets_wished: the targets should be shown, to be entered before they are confirmed.
    """

    changed = Signal()
    targets_wished = Signal()

    def __init__(self, narrow: bool = False) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self.boxes: dict[str, WideBox] = {}
        self.needed: frozenset[str] = frozenset()
        self._reasons = {word: label(wrap=True) for word in CONFIRM_WORDS}
        boxes = QVBoxLayout()
        boxes.setSpacing(GRID // 2)
        for word, shown in CONFIRM_WORDS.items():
            box = WideBox(shown)
            box.clicked.connect(self.changed)
            self.boxes[word] = box
            boxes.addWidget(self._reasons[word])
            boxes.addWidget(box)
        self.targets = QPushButton(_("Enter the targets …"))
        self.targets.setAccessibleName(_("Enter the targets"))
        self.targets.clicked.connect(self.targets_wished)
        layout = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(boxes, 1)
        layout.addWidget(self.targets, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.show_needed({}, frozenset())

    def show_needed(self, needed: Mapping[str, str], confirmed: frozenset[str]) -> None:
        """Asks for these words, each with its reason."""
        self.needed = frozenset(needed)
        self.targets.setVisible(not self.needed.isdisjoint({LOW_ENERGY, CLINICIAN_SET_THE_TARGETS}))
        for word, box in self.boxes.items():
            self._reasons[word].setText(needed.get(word, ""))
            self._reasons[word].setVisible(word in needed)
            box.setVisible(word in needed)
            box.setAccessibleDescription(needed.get(word, ""))
            box.setChecked(word in needed and word in confirmed)
        self.setVisible(bool(needed))

    @property
    def words(self) -> frozenset[str]:
        """What is asked for and confirmed."""
        return frozenset(word for word, box in self.boxes.items() if box.isChecked())


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
        """All forms, in the order they are asked."""
        return self.you, self.body, self.food, self.health

    def show_profile(self, profile: Profile, units: str) -> None:
        """Shows the answers of this profile, in these measures."""
        self.you.show_profile(profile)
        self.body.show_profile(profile, units)
        self.food.show_profile(profile)
        self.health.show_profile(profile)

    def ask_to_confirm(self, profile: Profile, own: Mapping[str, Own], confirmed: frozenset[str]) -> None:
        """Asks for what must be confirmed before this person is planned for."""
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
        """The pages with their names, in their order."""
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

"""How much there is to buy and to cook, as one choice: asked at a first start, and at the top of the habits."""

from collections.abc import Mapping

from planner.document.document import Habits
from planner.document.effort import EFFORTS, OWN, SIMPLE, USUAL, effort_of, with_effort
from planner.language.translate import _
from ui.base.forms import Form, WordChoice

EFFORT_TITLE = _("How much to buy and to cook")
_NUMBERS = _("at most {things} things to buy, {minutes} minutes to cook on a weekday and {weekend} at the weekend")


def effort_words() -> Mapping[str, str]:
    """The choices, in words that say their numbers."""
    numbers = {
        word: _NUMBERS.format(things=effort.most_foods, minutes=effort.minutes, weekend=effort.weekend_minutes)
        for word, effort in EFFORTS.items()
    }
    return {
        USUAL: _("A usual week: {numbers}").format(numbers=numbers[USUAL]),
        SIMPLE: _("A simple week: {numbers}").format(numbers=numbers[SIMPLE]),
        OWN: _("My own numbers"),
    }


class EffortForm(Form):
    """The question of a first start; numbers a user chose before stay until another choice is made."""

    def __init__(self) -> None:
        super().__init__()
        self.effort = WordChoice(EFFORT_TITLE, effort_words())
        self.effort.chosen.connect(self.changed)
        self.ask(
            "effort",
            EFFORT_TITLE,
            _(
                "A simple week has fewer foods and short recipes, and repeats more. The plan comes as near to it as it"
                " can, and the notes say where it does not. The habits of the profile ask for more: a budget, leftovers"
                " or no oven."
            ),
            self.effort,
        )

    def show_habits(self, habits: Habits) -> None:
        """Shows which choice these habits are; one's own numbers are a choice only where there are some."""
        word = effort_of(habits)
        self.effort.buttons[OWN].setVisible(word == OWN)
        self.effort.show_word(word)

    def applied_to(self, habits: Habits) -> Habits:
        """The habits with what is chosen here."""
        return with_effort(habits, self.effort.word)

    def focus_first(self) -> None:
        """Gives the keyboard to the choice."""
        self.effort.focus_choice()

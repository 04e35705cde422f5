"""How the days lie in the calendar: when the planning week begins, how far ahead is planned, and meals not planned."""

from dataclasses import replace

from planner.document.document import MAX_DAYS, Document
from planner.language.dates import WEEKDAYS
from planner.language.translate import _
from ui.base.forms import Form, row
from ui.base.number_box import Combo, NumberEdit
from ui.profile.away_fields import AwayFields

FIELD = 96  # [px] a number


class DaysPage(Form):
    """The planning week and the days that are not like others."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.ahead = NumberEdit(_("Days to plan ahead"))
        self.ahead.setMaximumWidth(FIELD)
        self.ahead.show_number(document.days_ahead)
        self.begins = Combo(_("First day of the planning week"))
        self.begins.addItem(_("The day the plan begins"), None)
        for number, name in enumerate(WEEKDAYS):
            self.begins.addItem(name, number)
        self.begins.setCurrentIndex(0 if document.week_begins is None else document.week_begins + 1)
        self.away = AwayFields(document.habits.away)
        self.ask(
            "ahead",
            _("Days to plan ahead"),
            _("So many days are planned each time you ask for more, from 1 to {most}.").format(most=MAX_DAYS),
            row([self.ahead]),
        )
        self.ask(
            "begins",
            _("The planning week"),
            _("The day you shop. Fish, and foods you wish for several times a week, are spread over these seven days."),
            row([self.begins]),
        )
        self.ask(
            "away",
            _("Meals that are not planned"),
            _(
                "A canteen lunch, a meal you skip, no snacks. The other meals of the day make up for it: the day's"
                " energy is kept, and the magnesium is planned in full from what is planned here. Of a meal eaten out"
                " only the energy is guessed, so that the totals of that day say “at least”. A single meal is changed"
                " on its card."
            ),
            self.away,
        )

    @property
    def typed(self) -> tuple[object, ...]:
        """All answers, for comparing."""
        return self.ahead.text(), self.begins.currentData(), self.away.away

    def is_wrong(self) -> bool:
        """Whether an answer cannot stand, which is said at its question."""
        self.say_nothing()
        number = self.ahead.number
        wrong = number is None or number != round(number) or not 1 <= number <= MAX_DAYS
        said = _("This is a whole number from {least} to {most}.").format(least=1, most=MAX_DAYS)
        self.say("ahead", self.ahead.wrong or (said if wrong else ""))
        return self.troubled

    def applied_to(self, document: Document) -> Document:
        """The document with these answers."""
        ahead = self.ahead.number
        document = replace(document, habits=replace(document.habits, away=self.away.away))
        return document.with_week(self.begins.currentData(), document.days_ahead if ahead is None else round(ahead))

"""A field for a date: written and read in the user's language, with a calendar to choose from."""

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QSpinBox, QToolButton, QWidgetAction

from planner.language.dates import MONTHS, SHORT_MONTHS, short_date
from planner.language.translate import _
from ui.base.look import GRID, TARGET, Look
from ui.base.number_box import NoWheel
from ui.base.widgets import tool_button

CENTURY = 2000  # a year of two figures is of this one
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def write_date(when: date) -> str:
    """Such as "Mon 30 Nov 2026"."""
    year = f"{when.year:04d}"  # two figures would be read as one of this century
    return _("{days} {year}").format(days=short_date(when), year=year)


def read_date(text: str, near: date, locale: QLocale | None = None) -> date | None:
    """The date a text says, or None: "Mon 30 Nov 2026", "30 November", "2026-11-30", and figures in the locale's order.

    Without a year it is the one of that name nearest to ``near``. A weekday is not looked at: the date says more.
    """
    here = locale or QLocale()
    asked = text.strip()
    if found := _ISO.fullmatch(asked):
        return _date(*map(int, found.groups()))
    parts = _PARTS.findall(asked)
    numbers = [part for part in parts if part.isdecimal()]
    months = [month for part in parts if not part.isdecimal() and (month := _month(part, here))]
    if any(len(part) > 4 for part in numbers):
        return None
    if len(months) == 1 and len(numbers) in (1, 2):
        day, *year = sorted(numbers, key=len) if len(numbers) == 2 and len(numbers[0]) > 2 else numbers
        return _with_year(int(day), months[0], year, near)
    if months or len(numbers) not in (2, 3):
        return None
    named = dict(zip((sign for sign in _order(here) if len(numbers) == 3 or sign != "y"), numbers, strict=True))
    return _with_year(int(named["d"]), int(named["M"]), [named["y"]] if "y" in named else [], near)


def _order(locale: QLocale) -> str:
    """The order of day, month and year in figures: "dMy", "Mdy" or "yMd"."""
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return "".join(sorted("dMy", key=lambda sign: short.find(sign)))


def _month(word: str, locale: QLocale) -> int | None:
    """The number of a month by its name or its first three letters or more, in the planner's words or the locale's."""
    asked = word.casefold()
    theirs = [locale.monthName(month, QLocale.FormatType.LongFormat) for month in range(1, 13)]
    for names in (MONTHS, SHORT_MONTHS, theirs):
        fits = [place for place, name in enumerate(names, start=1) if name.casefold().startswith(asked)]
        if len(asked) >= 3 and len(fits) == 1:
            return fits[0]
    return None


def _with_year(day: int, month: int, year: Sequence[str], near: date) -> date | None:
    if year:
        number = int(year[0])
        return _date(number + CENTURY if len(year[0]) <= 2 else number, month, day)
    years = (near.year - 1, near.year, near.year + 1)
    found = [when for number in years if (when := _date(number, month, day)) is not None]
    return min(found, key=lambda when: abs(when - near), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


class DateField(QLineEdit):
    """A date that is typed, or chosen in a calendar. What says no date is told, and the one before it stands again.

    Signals:
        chosen: another date than the one shown.
        refused: what was typed is no date, as a sentence.
    """

    chosen = Signal(object)
    refused = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self._shown: date | None = None
        self._near = date.min
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setToolTip(name)
        self.setMinimumHeight(TARGET)
        self.setMaxLength(60)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(name)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for year in self.calendar.findChildren(QSpinBox):
            NoWheel(year)
        self.calendar.currentPageChanged.connect(lambda _year, _month: self._name_months())
        self._name_months()
        self.menu = QMenu(self)
        action = QWidgetAction(self.menu)
        action.setDefaultWidget(self.calendar)
        self.menu.addAction(action)
        self.open_button = tool_button("", _("Choose the date in a calendar"), quiet=True)
        self.open_button.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self._read)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)
        look.changed.connect(self._recolour)
        self._recolour()

    def show_date(self, when: date | None, today: date) -> None:
        """``None`` leaves the field empty; ``today`` is what a date without a year is near to."""
        self._shown, self._near = when, today
        self.setText("" if when is None else write_date(when))
        self.setCursorPosition(0)
        self._fit()

    def _fit(self) -> None:
        """As wide as the longest date in the text in use."""
        widest = max(write_date(date(2026, month, 30 if month != 2 else 28)) for month in range(1, 13))
        metrics = self.fontMetrics()
        self.setFixedWidth(max(map(metrics.horizontalAdvance, (widest, self.text()))) + 4 * GRID)

    def open_calendar(self) -> None:
        """Opens the calendar below the field."""
        when = self._shown or self._near
        self.calendar.setSelectedDate(QDate(when.year, when.month, when.day))
        self._name_months()
        self.menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        self.calendar.setFocus()

    def _name_months(self) -> None:
        """The calendar's months in the language of the window, which need not be that of the computer."""
        button = self.calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        if button is not None:
            button.setText(MONTHS[self.calendar.monthShown() - 1])
            for action, month in zip(button.menu().actions(), MONTHS, strict=False):
                action.setText(month)

    def _take(self, when: QDate) -> None:
        self.menu.close()
        self._choose(date(when.year(), when.month(), when.day()))

    def _read(self) -> None:
        said = self.text().strip()
        if self._shown is not None and said in ("", write_date(self._shown)):
            self.show_date(self._shown, self._near)
            return
        when = read_date(said, self._near)
        if when is not None:
            self._choose(when)
        elif said:
            self.show_date(self._shown, self._near)
            example = write_date(self._near)
            self.refused.emit(_("“{text}” is no date. Write it like {example}.").format(text=said, example=example))

    def _choose(self, when: date) -> None:
        before = self._shown
        self.show_date(when, self._near)
        if when != before:
            self.chosen.emit(when)

    def _recolour(self) -> None:
        """The calendar's own red weekends and black arrows cannot be read in the dark."""
        self._fit()
        self.open_button.setIcon(self._look.icon("chevron_down"))
        plain = QTextCharFormat()
        plain.setForeground(self._look.colour("text"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        for name, icon in (("qt_calendar_prevmonth", "previous"), ("qt_calendar_nextmonth", "next")):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(self._look.icon(icon))

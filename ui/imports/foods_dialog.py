"""A table of foods before anything is taken: how it is read, what is asked once for all rows, and what comes of it."""

import threading
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMargins, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.foods.foods_csv import CatalogueError
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.foods.vocabulary import ALLERGENS
from planner.imports import columns
from planner.imports.columns import Column
from planner.imports.foods import ALLERGENS_ASKED, DIET, KIND, LABEL, PER, PORTION, Answers, Import
from planner.imports.table import COMMA, ENCODINGS, POINT, SEPARATORS, Dialect, Table
from planner.language.translate import _, ngettext
from planner.own.food import EU, PER_100_G, PER_PORTION, US, OwnFood, food_of
from planner.own.kinds import KINDS
from planner.own.label_checks import LABEL_KEYS, label_title
from ui.base.allergen_words import ALLERGEN_WORDS
from ui.base.background import Background, Progress
from ui.base.dialogs import Dialog
from ui.base.flow import Flow
from ui.base.forms import Boxes, row
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, NumberEdit
from ui.base.sentences import number
from ui.base.widgets import keep_buttons, label, list_of_rows, scaled
from ui.imports.words import DIET_NAMES

WIDTH, HEIGHT = 1120, 760  # [px]
PREVIEW = 6  # rows
HEADER = 56  # [px] of two lines: the title of a column, and what it holds
SETTLED = 250  # [ms] after the last key before the table is read again
NOTHING = "none"
_SEPARATOR_WORDS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("bar")}
_MEANINGS = {
    "": _("is not read"),
    columns.NAME: _("Name"),
    columns.PORTION: _("A portion in words"),
    columns.STEP_G: _("Weight of a portion, g"),
    columns.ALLERGENS: _("Allergens"),
}
Read = Callable[[Dialect, Answers, threading.Event, Progress], Import]


class FoodsDialog(Dialog):
    """Shows an import before anything is taken; what is chosen here is read anew beside the window.

    Signals:
        chosen: the ``Import`` was accepted.
    """

    chosen = Signal(object)

    def __init__(self, found: Import, read: Read | None = None, parent: QWidget | None = None) -> None:
        super().__init__(_("Import foods"), parent, QSize(WIDTH, HEIGHT))
        self.found = found
        self._read = read
        self._keys: dict[int, tuple[str, str]] = {}
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._background.failed.connect(self._failed)
        self.finished.connect(lambda _code: self._background.close())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLED)
        self._timer.timeout.connect(self._again)
        self.summary = label(weight="strong", wrap=True)
        self.problem = label(tone="problem", wrap=True)
        self.problem.hide()
        self._asked = set(found.asks)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        content.addWidget(self.summary)
        content.addWidget(self.problem)
        if found.table is not None:
            content.addWidget(label(self._recognised(found), tone="secondary", wrap=True))
            content.addLayout(self._make_dialect(found.table))
            content.addWidget(self._make_preview())
            content.addLayout(self._make_column())
        self._questions = self._make_questions()
        content.addWidget(self._questions)
        self.foods = _rows(_("Foods that will be added"))
        self.problems = _rows(_("What is left out, and why"))
        self._left_out = label(weight="strong", wrap=True)
        content.addWidget(self.foods, 2)
        content.addWidget(self._left_out)
        content.addWidget(self.problems, 1)
        content.addStretch(0)
        self.buttons = keep_buttons(_("Add these foods"), self._take, self.reject)
        below.addWidget(self.buttons)
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))
        self._show(found)

    # How it is read

    def _recognised(self, found: Import) -> str:
        layout = found.layout
        if layout is not None and layout.program:
            return _("Recognised as a table of {program}. Check how it is read:").format(program=layout.program)
        return _("Check how the table is read:")

    def _make_dialect(self, table: Table) -> Flow:
        """How it is written; a workbook has neither an encoding nor a sign between its columns."""
        dialect = table.dialect
        self.encoding = _choice(_("Encoding"), {each: each.upper() for each in ENCODINGS}, dialect.encoding)
        self.separator = _choice(
            _("Columns are separated by"), {each: _SEPARATOR_WORDS[each] for each in SEPARATORS}, dialect.separator
        )
        decimals = {"": _("not known"), POINT: _("1.5 (point)"), COMMA: _("1,5 (comma)")}
        self.decimal = _choice(_("Decimal sign"), decimals, dialect.decimal)
        of_text = (
            [(_("Encoding"), self.encoding), (_("Columns are separated by"), self.separator)] if table.text else []
        )
        asked = [*of_text, (_("Decimal sign"), self.decimal)]
        for _title, box in asked:
            box.activated.connect(lambda *_args: self._again())
        return row([_titled(title, box) for title, box in asked])

    def _make_preview(self) -> QTableWidget:
        self.preview = QTableWidget()
        self.preview.setAccessibleName(_("The first rows of the table"))
        self.preview.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.preview.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectColumns)
        self.preview.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.preview.setTabKeyNavigation(False)
        self.preview.verticalHeader().hide()
        self.preview.horizontalHeader().setFixedHeight(HEADER)
        self.preview.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.preview.currentCellChanged.connect(lambda _row, place, *_rest: self._show_column(place))
        return self.preview

    def _make_column(self) -> Flow:
        """What the chosen column holds, to be put right."""
        self.column = Combo(_("Column"))
        self.column.activated.connect(self._show_column)
        self.meaning = Combo(_("What the column holds"))
        self.meaning.setMaxVisibleItems(16)
        for key, said in _MEANINGS.items():
            self.meaning.addItem(said, key)
        for key in LABEL_KEYS:
            self.meaning.addItem(label_title(key), key)
        self.unit = Combo(_("Unit of the column"))
        self.meaning.activated.connect(lambda *_args: self._fit_units())
        self.meaning.activated.connect(lambda *_args: self._correct())
        self.unit.activated.connect(lambda *_args: self._correct())
        return row([label(_("Column")), self.column, label(_("holds")), self.meaning, label(_("in")), self.unit])

    def _make_questions(self) -> QWidget:
        """What no row says, asked once for all."""
        self.kind = _choice(
            _("Kind of food"), {"": _("Please choose"), **{kind.word: kind.title for kind in KINDS}}, ""
        )
        self.kind.setMaxVisibleItems(16)
        self.portion = NumberEdit(_("Weight of one portion in grams"))
        self.portion.setFixedWidth(scaled(90))
        self.portion.textEdited.connect(lambda *_args: self._timer.start())
        self.diet = _choice(_("Who may eat them"), {"": _("Please choose"), **DIET_NAMES}, "")
        self.per = _choice(
            _("Figures are for"),
            {"": _("Please choose"), PER_100_G: _("100 g"), PER_PORTION: _("one portion")},
            "",
        )
        self.label = _choice(
            _("Carbohydrate"),
            {"": _("Please choose"), EU: _("without fibre (Europe)"), US: _("with fibre (America)")},
            "",
        )
        self.allergens = Boxes(
            _("They have"), {NOTHING: _("none of these"), **{word: ALLERGEN_WORDS[word] for word in ALLERGENS}}, 5
        )
        none = self.allergens.boxes[NOTHING]
        none.clicked.connect(lambda on: self.allergens.show_words(frozenset({NOTHING}) if on else frozenset()))
        for word, box in self.allergens.boxes.items():
            if word != NOTHING:
                box.clicked.connect(lambda on: none.setChecked(False) if on else None)
        self.allergens.changed.connect(lambda: self._again())
        asked: tuple[tuple[str, str, QWidget], ...] = (
            (KIND, _("Kind of food"), self.kind),
            (PORTION, _("One portion weighs, g"), self.portion),
            (DIET, _("Who may eat them"), self.diet),
            (PER, _("Figures are for"), self.per),
            (LABEL, _("Carbohydrate"), self.label),
        )
        shown = [each for each in asked if each[0] in self._asked]
        cell = QWidget()
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(0, 0, 0, 0)
        said = _("The table does not say this. Answer once for all its rows:")
        inside.addWidget(label(said, weight="strong", wrap=True))
        inside.addLayout(row([_titled(title, field) for _key, title, field in shown]))
        if ALLERGENS_ASKED in self._asked:
            inside.addWidget(label(_("They have")))
            inside.addWidget(self.allergens)
        for _key, _title, field in asked:
            if isinstance(field, Combo):
                field.activated.connect(lambda *_args: self._again())
        cell.setVisible(bool(self._asked))
        return cell

    # What is answered

    def answers(self) -> object:
        """What is chosen and written, for comparing."""
        boxes = (self.kind, self.diet, self.per, self.label)
        chosen = tuple(str(box.currentData()) for box in boxes)
        return (*chosen, self.portion.text(), self.allergens.words, tuple(self._keys.items()))

    def given(self) -> Answers:
        """What is answered so far."""
        words = self.allergens.words
        return Answers(
            kind=str(self.kind.currentData() or ""),
            portion_g=self.portion.number or None,
            diet=str(self.diet.currentData() or ""),
            allergens=frozenset(words - {NOTHING}) if words else None,
            per=str(self.per.currentData() or ""),
            label=str(self.label.currentData() or ""),
            keys=dict(self._keys),
        )

    def _dialect(self) -> Dialect:
        if self.found.table is not None and not self.found.table.text:
            return Dialect(decimal=str(self.decimal.currentData() or ""))
        return Dialect(*(str(box.currentData() or "") for box in (self.encoding, self.separator, self.decimal)))

    def _again(self) -> None:
        """Reads the table anew, with what is said now."""
        if self._read is None or self.found.table is None:
            return
        if self.portion.wrong:
            self._say(self.portion.wrong)
            return
        read, dialect, answers = self._read, self._dialect(), self.given()
        self._ok().setEnabled(False)
        self._background.start(lambda stop, progress: read(dialect, answers, stop, progress))

    def _answered(self, found: object) -> None:
        if isinstance(found, Import):
            self._say("")
            self._show(found)

    def _failed(self, error: object) -> None:
        self._say(str(error) if isinstance(error, CatalogueError) else _("Reading went wrong."))
        self._show(replace(self.found, foods=(), problems=(), waiting=0))

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    # What comes of it

    def _show(self, found: Import) -> None:
        self.found = found
        count = len(found.foods)
        said = ngettext("{count} food of {name} can be added.", "{count} foods of {name} can be added.", count)
        words = [said.format(count=count, name=found.name)]
        if found.waiting:
            waits = ngettext("{count} more waits for an answer.", "{count} more wait for an answer.", found.waiting)
            words.append(waits.format(count=found.waiting))
        self.summary.setText(" ".join(words))
        self.foods.clear()
        self.foods.addItems([_in_words(own) for own in found.foods])
        self.foods.setVisible(bool(count))
        self.problems.clear()
        self.problems.addItems([_sentence(str(problem)) for problem in found.problems])
        lines = len(found.problems)
        left_out = ngettext("{count} line is left out:", "{count} lines are left out:", lines)
        self._left_out.setText(left_out.format(count=lines))
        self._left_out.setVisible(bool(lines))
        self.problems.setVisible(bool(lines))
        for rows in (self.foods, self.problems):
            rows.setCurrentRow(0)
        take = ngettext("Add {count} food", "Add {count} foods", count).format(count=count)
        button = self._ok()
        button.setText(take)
        button.setAccessibleName(take)
        button.setEnabled(count > 0)
        if found.table is not None:
            self._show_preview(found)

    def _show_preview(self, found: Import) -> None:
        table, layout = found.table, found.layout
        if table is None or layout is None:
            return
        chosen = max(0, self.column.currentIndex())
        titles = [f"{title}\n{_meaning(column)}" for title, column in zip(table.header, layout.columns, strict=True)]
        self.preview.setColumnCount(len(titles))
        self.preview.setHorizontalHeaderLabels(titles)
        shown = min(PREVIEW, len(table.rows))
        self.preview.setRowCount(shown)
        row_height = self.preview.verticalHeader().defaultSectionSize()
        scroll_bar = self.preview.horizontalScrollBar().sizeHint().height()
        self.preview.setFixedHeight(HEADER + max(1, shown) * row_height + scroll_bar + 4)
        for place, each in enumerate(table.rows[:PREVIEW]):
            for at, cell in enumerate(each.cells):
                self.preview.setItem(place, at, QTableWidgetItem(cell[:60]))
        self.preview.resizeColumnsToContents()
        self.preview.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.column.clear()
        self.column.addItems([title[:40] or "–" for title in table.header])
        self._show_column(min(chosen, len(table.header) - 1))

    def _show_column(self, place: int) -> None:
        layout = self.found.layout
        if layout is None or not 0 <= place < len(layout.columns):
            return
        self.column.setCurrentIndex(place)
        column = layout.columns[place]
        self.meaning.setCurrentIndex(max(0, self.meaning.findData(column.key)))
        self._fit_units(column.unit)

    def _fit_units(self, unit: str = "") -> None:
        key = str(self.meaning.currentData() or "")
        self.unit.clear()
        for each in columns.units_of(key) if key in LABEL_KEYS else ():
            self.unit.addItem(each, each)
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit)))
        self.unit.setEnabled(self.unit.count() > 1)

    def _correct(self) -> None:
        chosen = str(self.meaning.currentData() or ""), str(self.unit.currentData() or "")
        self._keys[self.column.currentIndex()] = chosen
        self._again()

    def _ok(self) -> QPushButton:
        button: QPushButton = self.buttons.button(self.buttons.StandardButton.Ok)
        return button

    def _take(self) -> None:
        self.chosen.emit(self.found)
        self.accept()


def _choice(name: str, words: dict[str, str], chosen: str) -> Combo:
    box = Combo(name)
    box.setMinimumHeight(TARGET)
    for word, shown in words.items():
        box.addItem(shown, word)
    place = box.findData(chosen.removesuffix("-le").removesuffix("-be"))
    box.setCurrentIndex(max(0, place))
    return box


def _meaning(column: Column) -> str:
    """What a column holds, under its title."""
    if not column.key:
        return _("is not read")
    if column.is_figure:
        return f"→ {label_title(column.key)}, {column.unit}"
    return f"→ {_MEANINGS.get(column.key, column.key)}"


def _in_words(own: OwnFood) -> str:
    """Such as "Oat yogurt: 1 pot, 150 g, 98 kcal, magnesium 21 mg"."""
    food = food_of(own)
    magnesium = food.amount(MAGNESIUM, 1)
    return _("{name}: {portion}, {grams} g, {kcal} kcal, magnesium {magnesium}").format(
        name=own.name,
        portion=food.household(1),
        grams=number(food.grams(1)),
        kcal=number(round(food.amount(ENERGY, 1) or 0.0)),
        magnesium=_("unknown") if magnesium is None else _("{amount} mg").format(amount=number(magnesium)),
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _titled(title: str, field: QWidget) -> QWidget:
    """A field under its title."""
    both = QWidget()
    inside = QVBoxLayout(both)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(GRID // 2)
    inside.addWidget(label(title))
    inside.addWidget(field)
    return both


def _rows(name: str) -> QListWidget:
    rows = list_of_rows(name)
    rows.setMinimumHeight(90)
    return rows

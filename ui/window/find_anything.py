"""One search over everything: pages, commands, foods and dishes, by keyboard."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListWidgetItem, QMenu, QMenuBar, QVBoxLayout, QWidget

from planner.foods.food import Food
from planner.foods.search import Search, folded
from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET
from ui.base.search_field import SearchField
from ui.base.widgets import close_buttons, label, list_of_rows, scaled

WIDTH, HEIGHT = 560, 520  # [px]
MOST_COMMANDS, MOST_FOODS = 12, 30  # rows of what is typed


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done: what it is called, where else it is found, and how it is done."""

    name: str
    hint: str  # such as "File · Ctrl+P"
    do: Callable[[], object]


class FindDialog(Dialog):
    """Commands and foods for what is typed, the best at the top; Return does what is chosen.

    ``open_food`` takes the id of a food.
    """

    def __init__(
        self,
        commands: Sequence[Command],
        foods: Iterable[Food],
        open_food: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Find"), parent, QSize(scaled(WIDTH), scaled(HEIGHT)))
        self._commands, self._open_food = commands, open_food
        self._foods = Search(foods)
        self._does: list[Callable[[], object]] = []  # of each row
        self.search = SearchField(does_first=True)
        self.search.setPlaceholderText(_("A food, a dish, a page or a command"))
        self.search.setAccessibleName(_("Find a food, a dish, a page or a command"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(lambda _text: self._show())
        self.search.went_on.connect(self._to_rows)
        self.search.returnPressed.connect(self._do)
        self.rows = list_of_rows(_("What was found"))
        self.rows.itemActivated.connect(lambda _row: self._do())
        self.rows.itemClicked.connect(lambda _row: self._do())
        self.said = label(tone="secondary", wrap=True)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        for part in (self.search, self.said):
            content.addWidget(part)
        content.addWidget(self.rows, 1)
        buttons, close = close_buttons(self.reject)
        close.setAutoDefault(False)
        below.addWidget(buttons)
        self.put(content, below)
        self._show()
        self.search.setFocus()

    def _show(self) -> None:
        typed = self.search.text().strip()
        found = list(matching(self._commands, typed))[: MOST_COMMANDS if typed else None]
        foods = [one.food for one in self._foods.find(typed)[:MOST_FOODS]] if typed else []
        self._does = [command.do for command in found]
        self.rows.clear()
        for command in found:
            self._add(command.name, command.hint)
        for food in foods:
            self._does.append(partial(self._open_food, food.id))
            self._add(food.name, _("dish") if food.recipe is not None else _("food"))
        self.rows.setCurrentRow(0)
        self.said.setText("" if self._does else _("Nothing has that name."))
        self.said.setVisible(not self._does)

    def _to_rows(self) -> None:
        self.rows.setFocus()

    def _add(self, name: str, hint: str) -> None:
        row = QListWidgetItem(f"{name}   {hint}" if hint else name)
        row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {hint}" if hint else name)
        self.rows.addItem(row)

    def _do(self) -> None:
        place = self.rows.currentRow()
        if 0 <= place < len(self._does):
            self.accept()
            self._does[place]()


def matching(commands: Iterable[Command], typed: str) -> Iterator[Command]:
    """The commands in which every typed word begins a word: those whose name begins so first."""
    wanted = folded(typed).split()
    fitting = [
        command for command in commands if all(any(word.startswith(one) for word in _words(command)) for one in wanted)
    ]
    yield from sorted(fitting, key=lambda command: not folded(command.name).startswith(folded(typed)))


def _words(command: Command) -> list[str]:
    return folded(f"{command.name} {command.hint}").replace(":", " ").split()


def commands_of(bar: QMenuBar) -> list[Command]:
    """Everything in the menus that can be done now, with the menu it is in and its key.

    What two menus lead to is there once, with its key.
    """
    found: dict[str, Command] = {}
    for menu in _menus(bar.actions()):
        for command in _commands(menu, _plain(menu.title()), ""):
            there = found.get(command.name)
            if there is None or ("·" in command.hint and "·" not in there.hint):
                found[command.name] = command
    return list(found.values())


def _menus(actions: Iterable[QAction]) -> Iterator[QMenu]:
    for action in actions:
        menu = action.menu()
        if isinstance(menu, QMenu):
            yield menu


def _commands(menu: QMenu, place: str, within: str) -> Iterator[Command]:
    menu.aboutToShow.emit()  # what it holds now may be found out only then
    for action in menu.actions():
        inside = action.menu()
        text = _plain(action.text())
        if isinstance(inside, QMenu):
            yield from _commands(inside, place, f"{text}: ")
        elif not action.isSeparator() and action.isEnabled() and text:
            key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield Command(f"{within}{text}", f"{place} · {key}" if key else place, action.trigger)


def _plain(text: str) -> str:
    """The words of a menu without the marks of its keys, and without a key of its own behind them."""
    return text.split("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&").strip()

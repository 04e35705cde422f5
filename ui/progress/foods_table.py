"""The foods of a stretch of days: those eaten on most days, and those that brought most magnesium."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QTreeView, QVBoxLayout, QWidget

from planner.language.numbers import figure
from planner.language.translate import _
from planner.progress.recorded import FoodProgress, Progress
from ui.base.sentences import number
from ui.base.table import Column, Group, TableModel
from ui.base.trees import FoldingColumns, make_tree

SHOWN = 20  # foods in each part
GRAMS, SHARE = 2, 4  # columns that a narrow window does without


@dataclass(frozen=True, slots=True)
class FoodRow:
    """A food of one part of the table."""

    key: str
    name: str
    days: str
    grams: str
    magnesium: str
    share: str


class FoodsTable(QWidget):
    """Draws the foods; what they brought is a day's mean over the recorded days."""

    def __init__(self) -> None:
        super().__init__()
        columns = (
            Column[FoodRow](_("Food"), lambda row: row.name),
            Column[FoodRow](_("On days"), lambda row: row.days, right=True),
            Column[FoodRow](_("Grams a day"), lambda row: row.grams, right=True),
            Column[FoodRow](_("Magnesium a day"), lambda row: row.magnesium, right=True),
            Column[FoodRow](_("Of all that is known"), lambda row: row.share, right=True),
        )
        self.model: TableModel[FoodRow] = TableModel(columns, lambda row: row.key, self)
        self.tree = make_tree(QTreeView, self.model, _("Foods that were eaten"), headings=True, wide=0)
        self._columns = FoldingColumns(self.tree, (SHARE, GRAMS))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)

    def show_progress(self, progress: Progress) -> None:
        known = [each for each in progress.foods if each.magnesium_mg]
        most = sorted(known, key=lambda each: (-(each.magnesium_mg or 0.0), each.food))
        parts: Sequence[tuple[str, str, Sequence[FoodProgress]]] = (
            ("days", _("Eaten on most days"), progress.foods[:SHOWN]),
            ("magnesium", _("Most magnesium"), most[:SHOWN]),
        )
        total = sum(each.magnesium_mg or 0.0 for each in known)
        self.model.show(
            [
                Group(title, tuple(_row(part, each, len(progress.days), total) for each in foods))
                for part, title, foods in parts
                if foods
            ]
        )
        self.tree.expandAll()
        self._columns.fit()


def _row(part: str, food: FoodProgress, days: int, total: float) -> FoodRow:
    magnesium = food.magnesium_mg
    return FoodRow(
        f"{part} {food.food}",
        food.name,
        number(food.days),
        f"{number(round(food.grams / days))} g",
        _("unknown") if magnesium is None else f"{figure(magnesium / days, '.1f')} mg",
        "" if magnesium is None or not total else f"{figure(100 * magnesium / total, '.0f')} %",
    )

"""Everything that is known of one food: amounts, source, diets, limits and, for a dish, how it is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import Document
from planner.foods.food import FNDDS, Food
from planner.foods.nutrients import ALL, DERIVED, MAGNESIUM, Nutrient
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _, ngettext
from ui.base.dialogs import Dialog
from ui.base.left_out import left_out_because
from ui.base.look import GRID, TARGET, Look
from ui.base.on_screen import room_for
from ui.base.sentences import number
from ui.base.table import Column, Group, Role, TableModel
from ui.base.trees import make_tree
from ui.base.widgets import close_buttons, label

WIDE, HIGH = 130, 43  # [letters], [lines] size of the dialog
FACTS = 0.45  # of its width are for the facts
USDA_PAGE = "https://fdc.nal.usda.gov/food-details/{id}/nutrients"
NOT_MEASURED = _("not measured")
SMALLEST = 0.005  # [nutrient.unit] what is less would read as nothing
FLAG_WORDS = {
    "gluten": _("Has gluten."),
    "oats": _("Made of oats: free of gluten only where the pack says so."),
    "raw_egg": _("Made with raw egg."),
    "raw_fish": _("Has raw fish."),
    "liver": _("Liver: very rich in vitamin A."),
    "fortified": _("Fortified: vitamins or minerals are added."),
    "sugary": _("Rich in sugar."),
    "processed_meat": _("Processed meat."),
    "listeria": _("May carry listeria: left out in pregnancy."),
    "pasteurised_only": _("In pregnancy, only if the label says pasteurised."),
    "steaming_hot": _("In pregnancy, only when heated until it is steaming hot."),
    "vitamin_k2": _("Very rich in vitamin K2, which the tables do not count: left out with warfarin."),
    "cranberry": _("Cranberry: left out with warfarin."),
    "grapefruit": _("Grapefruit or Seville orange: left out where a medicine forbids it."),
    "tyramine": _("May hold tyramine: left out with MAO inhibitors."),
    "fava": _("Has broad beans, or may have: left out with G6PD deficiency."),
    "purine": _("Very rich in purines: left out with gout."),
    "hard": _("Hard, dry or stringy, or with skins or seeds: left out where chewing or swallowing is hard."),
    "raw_hard": _("Raw: left out where chewing or swallowing is hard."),
    "lactose": _("Rich in lactose: left out where lactose is not borne."),
    "pork": _("Made with pork or lard, or may be: left out where pork is not eaten."),
    "beef": _("Made with beef, veal or bison, or may be: left out where beef is not eaten."),
    "rennet": _("Made with rennet of calves, so it is not vegetarian."),
    "not_kosher": _("Not kosher."),
    "alcohol": _("Made with alcohol: not halal."),
    "gluten_free": _("Free of gluten."),
}


@dataclass(frozen=True, slots=True)
class AmountRow:
    """One nutrient: what a portion and what 100 g hold."""

    nutrient: Nutrient
    portion: str
    hundred: str


class FoodDetails(Dialog):
    """The facts of a food on the left, its amounts on the right."""

    def __init__(self, food: Food, document: Document, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(_("Details"), parent)
        self._look = look
        steps = food.usual_steps
        self.link = QPushButton(_("Open its USDA page"))
        self.link.setProperty("link", True)
        self.link.setMinimumHeight(TARGET)
        self.link.setAccessibleName(_("Open the page of {food} at USDA FoodData Central").format(food=food.name))
        self.link.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(usda_page(food))))
        self.link.setVisible(bool(usda_page(food)))
        self.model: TableModel[AmountRow] = TableModel(_columns(food, steps, look), lambda row: row.nutrient.key, self)
        self.model.show(_amounts(food, steps))
        self.table = self._make_table()
        self.facts = self._make_facts(food, document, steps)
        buttons, self.close_button = close_buttons(self.reject)
        columns = QHBoxLayout()
        columns.setSpacing(2 * GRID)
        columns.addWidget(self.facts)
        columns.addWidget(self.table, 1)
        below = QVBoxLayout()
        below.addSpacing(GRID)
        below.addWidget(buttons)
        self.put(columns, below)
        metrics = self.fontMetrics()
        width = min(WIDE * metrics.averageCharWidth(), room_for(self).width())
        self.facts.setFixedWidth(round(FACTS * width))
        self.wish(QSize(width, HIGH * metrics.lineSpacing()))
        self.table.setFocus()

    def _make_facts(self, food: Food, document: Document, steps: int) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GRID, 0)
        column.setSpacing(GRID // 2)
        column.addWidget(label(food.name, weight="strong", wrap=True))
        column.addWidget(label(_summary(food, steps), tone="secondary", wrap=True))
        if said := left_out_because(document, food):
            column.addWidget(label(said, tone="problem", wrap=True))
        for title, text in facts(food, steps):
            column.addSpacing(GRID)
            column.addWidget(label(title, weight="strong", wrap=True))
            column.addWidget(label(text, wrap=True))
            if title == SOURCE:
                column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(_("Facts about {food}").format(food=food.name))
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _make_table(self) -> QTreeView:
        table = make_tree(QTreeView, self.model, _("Amounts"), headings=True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        table.header().setSectionsMovable(False)
        table.expandAll()
        for place in range(self.model.rowCount()):
            table.setFirstColumnSpanned(place, table.rootIndex(), True)
        return table


# In words

SOURCE = _("Source")


def usda_page(food: Food) -> str:
    """The address of the food's page; empty for a dish, an own food, and a food of FNDDS, which has no id."""
    return USDA_PAGE.format(id=food.fdc_id) if food.fdc_id > 0 and food.source != FNDDS else ""


def source_text(food: Food) -> str:
    """Such as "USDA SR Legacy, FDC 168462"."""
    if food.source == FNDDS:
        return _("USDA FNDDS 2021–2023, food code {code}").format(code=food.fdc_id)
    if food.fdc_id > 0:
        return _("USDA {table}, FDC {id}").format(table=food.source, id=food.fdc_id)
    if food.recipe is not None:
        return _("A dish: its amounts are the sums of its ingredients, whose sources stand beside them.")
    return _("You entered it.")


def facts(food: Food, steps: int) -> Iterator[tuple[str, str]]:
    """What is known beside the amounts, as headings with sentences; ``steps`` are those of the portion shown."""
    yield SOURCE, source_text(food)
    yield _("Diets"), _diets(food)
    yield _("Allergens"), _allergens(food)
    yield _("In a plan"), _limits(food)
    if known := " ".join(_remarks(food)):
        yield _("Good to know"), known
    if food.recipe is not None:
        parts = (_ingredient(part.food, part.grams) for part in food.made_of(steps))
        portion = food.household(steps)
        yield _("Ingredients of {portion}, weighed ready to eat").format(portion=portion), "\n".join(parts)
        makes = ngettext("Makes {count} serving", "Makes {count} servings", food.recipe.servings)
        time = ngettext("{count} minute", "{count} minutes", food.recipe.minutes).format(count=food.recipe.minutes)
        method = (f"{place}. {step}" for place, step in enumerate(food.recipe.method, start=1))
        yield f"{makes.format(count=food.recipe.servings)} · {time}", "\n".join(method)


def _summary(food: Food, steps: int) -> str:
    said = _("{group} · a portion is {portion}, {grams} g").format(
        group=food.group, portion=food.household(steps), grams=number(round(food.grams(steps)))
    )
    magnesium = _("{amount} magnesium").format(amount=amount_text(food, MAGNESIUM, food.amount(MAGNESIUM, steps)))
    return f"{said} · {magnesium}"


def _diets(food: Food) -> str:
    fits = [diet for diet in DIETS if diet in food.diets]
    return _("Fits: {diets}.").format(diets=", ".join(fits)) if fits else _("Fits none of the diets.")


def _allergens(food: Food) -> str:
    has = [allergen for allergen in ALLERGENS if allergen in food.allergens]
    if has:
        return _("Has {allergens}.").format(allergens=in_a_row(has))
    return _("None known of {allergens}. A pack may name traces.").format(allergens=", ".join(ALLERGENS))


def _limits(food: Food) -> str:
    least, most = food.household(food.min_steps), food.household(food.max_steps)
    meal = _("{portion} in a meal").format(portion=least)
    if food.min_steps != food.max_steps:
        meal = _("{least} to {most} in a meal").format(least=least, most=most)
    said = _("{meal}; at most {day} a day and {week} a week.")
    return said.format(meal=meal, day=food.household(food.daily_max), week=food.household(food.weekly_max))


def _remarks(food: Food) -> Iterator[str]:
    yield from (words for flag, words in FLAG_WORDS.items() if flag in food.flags)
    if food.oxalate:
        yield _("Oxalate: {level}.").format(level=food.oxalate)
    if food.mercury:
        yield _("Mercury: {level}.").format(level=food.mercury)


def _ingredient(food: Food, grams: float) -> str:
    said = _("{grams} g  {food} · {source}")
    return said.format(grams=number(grams), food=food.name, source=food.source_text)


def amount_text(food: Food, nutrient: Nutrient, amount: float | None) -> str:
    """Such as "78 mg", "≥ 78 mg" where it is unknown for an ingredient, or "not measured"."""
    if amount is None:
        return NOT_MEASURED
    least = _("≥ ") if nutrient in food.partial else ""
    figure = number(amount) if amount == 0 or amount >= SMALLEST else _("< {amount}").format(amount=number(0.01))
    return f"{least}{figure} {nutrient.unit}"


# Amounts


def _amounts(food: Food, steps: int) -> list[Group[AmountRow]]:
    groups: dict[str, list[AmountRow]] = {}
    for nutrient in (*ALL, *DERIVED):
        row = AmountRow(
            nutrient,
            amount_text(food, nutrient, food.amount(nutrient, steps)),
            amount_text(food, nutrient, food.amounts.get(nutrient)),
        )
        groups.setdefault(nutrient.group, []).append(row)
    return [Group(name, tuple(rows)) for name, rows in groups.items()]


def _columns(food: Food, steps: int, look: Look) -> tuple[Column[AmountRow], ...]:
    portion = _("In {portion}").format(portion=food.household(steps))

    def tone(text: Callable[[AmountRow], str]) -> dict[int, Callable[[AmountRow], object]]:
        return {Role.ForegroundRole: lambda row: look.colour("secondary") if text(row) == NOT_MEASURED else None}

    return (
        Column(
            _("Nutrient"),
            lambda row: row.nutrient.label,
            more={
                Role.AccessibleTextRole: lambda row: _("{nutrient}: {amount} {portion}, {hundred} in 100 g").format(
                    nutrient=row.nutrient.label,
                    amount=row.portion,
                    portion=inside(portion),
                    hundred=row.hundred,
                )
            },
        ),
        Column(portion, lambda row: row.portion, right=True, more=tone(lambda row: row.portion)),
        Column(_("In 100 g"), lambda row: row.hundred, right=True, more=tone(lambda row: row.hundred)),
    )

"""Own foods from the rows of a table, with what the rows do not say answered once for all of them."""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from planner.document.document import Document
from planner.editing.own_edits import id_for, taken_names, with_own_food
from planner.foods.catalogue import Catalogue, Problem
from planner.foods.food import FLAGS
from planner.foods.foods_csv import CatalogueError
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.imports import columns
from planner.imports.columns import Column, Layout, layout_of
from planner.imports.table import FOUND_OUT, Dialect, Row, Table, amount_of, read_file, read_table
from planner.language.plain_text import FORMULA_SIGNS, LEFT_TO_RIGHT
from planner.language.read_number import plain_figures
from planner.language.translate import _, ngettext
from planner.own.food import MOST_OWN_FOODS, PER_100_G, PER_PORTION, US, OwnFood, folded, is_own_id, tidy
from planner.own.kinds import BY_WORD
from planner.own.label_checks import LABEL_KEYS, NoNumberError, problems_of

EVERY = 50  # foods, after which progress is told
KIND, PORTION, DIET, ALLERGENS_ASKED, PER, LABEL = "kind", "portion_g", "diet", "allergens", "per", "label"
_GRAMS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:g|gr|gram|grams|gramm)\b", re.IGNORECASE)
_WITH_UNIT = re.compile(r"^(.*\d)\s*([a-zµμ]+)$", re.IGNORECASE)
_COUNTS = {"min_steps": 1, "familiarity": 2}
_LIMITS = ("max_steps", "daily_max", "weekly_max")
_OTHER_ALLERGENS = frozenset({"celery", "mustard", "sulphur dioxide and sulphites", "none", "orange", "apple"})
_ALLERGEN_WORDS: Mapping[str, str] = MappingProxyType(  # Open Food Facts' words, and people's
    {
        **{word: word for word in ALLERGENS},
        "gluten": "wheat",
        "eggs": "egg",
        "crustaceans": "shellfish",
        "molluscs": "shellfish",
        "nuts": "tree nut",
        "tree nuts": "tree nut",
        "peanuts": "peanut",
        "soybeans": "soy",
        "soya": "soy",
        "sesame seeds": "sesame",
        "lupine": "lupin",
        "dairy": "milk",
        "weizen": "wheat",
        "milch": "milk",
        "ei": "egg",
        "soja": "soy",
    }
)


@dataclass(frozen=True, slots=True)
class Answers:
    """What is said once for all rows that do not say it themselves. What is empty was not answered."""

    kind: str = ""  # of planner.own.kinds.KINDS
    portion_g: float | None = None  # [g]
    diet: str = ""
    allergens: frozenset[str] | None = None
    per: str = ""
    label: str = ""
    keys: Mapping[int, tuple[str, str]] = field(default_factory=dict)  # key and unit of columns, where corrected


UNANSWERED = Answers()


@dataclass(frozen=True, slots=True)
class Import:
    """What a file holds: the foods that can be taken, and what is left out line by line.

    ``asks`` names what must be answered before ``waiting`` more foods can be taken.
    """

    name: str
    foods: tuple[OwnFood, ...]
    problems: tuple[Problem, ...]
    asks: frozenset[str] = frozenset()
    waiting: int = 0
    table: Table | None = None
    layout: Layout | None = None


class _BadRow(Exception):  # noqa: N818 - it never leaves this module
    """Why one row is left out."""


def read_import(
    path: Path,
    catalogue: Catalogue,
    document: Document,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Import:
    """Reads a file; ``catalogue`` has the own foods already, whose names and ids stay theirs.

    ``progress`` hears of the rows looked at and of how many there are. When told to stop, it ends soon and what it
    gives is not whole.

    Raises:
        CatalogueError: if the file as a whole cannot be used; the message is a sentence for the user.
    """
    return import_from_bytes(read_file(path), path.name, catalogue, document, stop, progress)


def import_from_bytes(
    content: bytes,
    name: str,
    catalogue: Catalogue,
    document: Document,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
    dialect: Dialect = FOUND_OUT,
    answers: Answers = UNANSWERED,
) -> Import:
    """As ``read_import``, of the bytes of the file ``name``, with what the user says of it."""
    table = read_table(content, name, dialect)
    layout = _corrected(layout_of(table.header), answers.keys)
    if layout.refused:
        said = _("{name}: {program}: {why}").format(name=name, program=layout.program, why=layout.refused)
        raise CatalogueError(said)
    lacks = [title for key, title in ((columns.NAME, _("a name")), ("energy_kcal", _("energy"))) if not layout.has(key)]
    if lacks and not answers.keys:
        said = _("{name}: line {line} names no column for {what}")
        raise CatalogueError(said.format(name=name, line=table.header_line, what=_(" or ").join(lacks)))
    return _Reader(table, layout, answers, catalogue, document).read(stop, progress)


def _corrected(layout: Layout, keys: Mapping[int, tuple[str, str]]) -> Layout:
    """The layout with columns as the user says them."""
    if not keys:
        return layout
    changed = [
        Column(column.title, *keys[place], column.per) if place in keys else column
        for place, column in enumerate(layout.columns)
    ]
    return Layout(tuple(changed), layout.program, layout.per, layout.label, layout.refused)


class _Reader:
    """One reading of a table."""

    def __init__(
        self, table: Table, layout: Layout, answers: Answers, catalogue: Catalogue, document: Document
    ) -> None:
        self._table, self._layout, self._answers = table, layout, answers
        self._catalogue, self._document = catalogue, document
        self._names = {folded(taken) for taken in taken_names(catalogue)}
        self._asks: set[str] = set()
        self._problems = [Problem(line, sentence) for line, sentence in table.bad]
        self._per_100_g = any(column.per == PER_100_G for column in layout.columns)

    def read(self, stop: threading.Event | None, progress: Callable[[int, int], None]) -> Import:
        foods: list[OwnFood] = []
        waiting = 0
        room = MOST_OWN_FOODS - len(self._document.own_foods)
        rows = self._table.rows
        for place, row in enumerate(rows):
            if stop is not None and stop.is_set():
                break
            if place % EVERY == 0:
                progress(place, len(rows))
            asked: set[str] = set()
            try:
                own = self._food(row, asked)
            except _BadRow as bad:
                self._problems.append(Problem(row.line, str(bad)))
                continue
            if asked:
                self._asks |= asked
                waiting += 1
                continue
            if len(foods) >= room:
                self._problems.append(_no_room(row.line, own.name, len(rows) - place - 1))
                break
            foods.append(own)
            self._names.add(folded(own.name))
            self._document = with_own_food(self._document, own)
        in_order = tuple(sorted(self._problems, key=lambda problem: problem.line))
        asks = frozenset(self._asks)
        return Import(self._table.name, tuple(foods), in_order, asks, waiting, self._table, self._layout)

    # One row

    def _text(self, row: Row, key: str) -> str:
        place = self._layout.place(key)
        return tidy(row.cells[place]) if place is not None else ""

    def _quoted(self, row: Row, key: str) -> str:
        """The cell of a key with the title of its column, for a sentence."""
        place = self._layout.place(key)
        if place is None:
            return ""
        cell = row.cells[place]
        return _("{column} “{cell}”").format(column=self._table.header[place][:40], cell=cell[:40])

    def _food(self, row: Row, asked: set[str]) -> OwnFood:
        name = _unescaped(self._text(row, columns.NAME))
        if not name:
            raise _BadRow(_("the name is blank"))
        for place, cell in enumerate(row.cells):
            if len(cell) > 300 and self._layout.columns[place].key:
                title = self._table.header[place][:40]
                raise _BadRow(_("{column} is longer than {most} characters").format(column=title, most=300))
        for text in (self._text(row, columns.NAME), self._text(row, columns.MEASURE)):
            if text.startswith(tuple(FORMULA_SIGNS)):
                said = _("“{text}” begins like a formula of a spreadsheet.").format(text=text[:40])
                raise _BadRow(f"{name[:60]}: {said}")
        if folded(name) in self._names:
            said = _("There is a food of this name already.")
            raise _BadRow(f"{name[:60]}: {said}")
        try:
            own = self._built(row, name, asked)
        except _BadRow as bad:
            raise _BadRow(f"{name[:60]}: {bad}") from None
        if asked:
            self._check_figures(own, name, row)
            return own
        if problems := problems_of(own):
            raise _BadRow(f"{name[:60]}: {self._said(row, problems[0].field, problems[0].sentence)}")
        return own

    def _check_figures(self, own: OwnFood, name: str, row: Row) -> None:
        """A row without energy needs no answers: it can never be taken."""
        if "energy_kcal" not in own.amounts:
            said = _("Energy is needed: nothing can be planned without it.")
            raise _BadRow(f"{name[:60]}: {self._said(row, 'energy_kcal', said)}")

    def _said(self, row: Row, key: str, sentence: str) -> str:
        cell = self._quoted(row, key)
        return f"{cell}: {sentence}" if cell else sentence

    def _built(self, row: Row, name: str, asked: set[str]) -> OwnFood:
        answers = self._answers
        own_layout = self._layout.program == "Magnolia"
        kind = BY_WORD.get(answers.kind)
        group, roles = self._text(row, columns.GROUP), frozenset(self._words(row, "roles"))
        if not (own_layout and group and roles):
            if kind is None:
                asked.add(KIND)
            group, roles = (kind.group, kind.roles) if kind else ("", frozenset())
        measure, step, step_g = self._portion(row, asked)
        per = self._text(row, PER) or answers.per or self._layout.per or (PER_100_G if self._per_100_g else "")
        if not per:
            asked.add(PER)
        label = self._text(row, LABEL) or answers.label or self._layout.label
        if not label and (self._layout.has("fiber_g") or self._layout.has("carb_g")):
            asked.add(LABEL)
        diet = self._text(row, columns.DIET) if own_layout else ""
        if diet and not set(diet.split(";")) <= set(DIETS):
            raise _BadRow(self._said(row, columns.DIET, _("expected {words}").format(words=_(" or ").join(DIETS))))
        diet = min(diet.split(";"), key=DIETS.index) if diet else answers.diet
        if not diet:
            asked.add(DIET)
        allergens, gluten = self._allergens(row, asked, own_layout)
        flags = frozenset(self._words(row, "flags"))
        if unknown := sorted(flags - set(FLAGS)):
            raise _BadRow(self._said(row, "flags", _("“{word}” is a word nobody knows").format(word=unknown[0][:40])))
        usual = {"max_steps": 2, "daily_max": 2, "weekly_max": 7}
        if kind and not own_layout:
            usual = {"max_steps": kind.in_a_meal, "daily_max": kind.a_day, "weekly_max": kind.a_week}
            flags |= kind.flags
        counts = {key: self._whole(row, key, usual_count) for key, usual_count in _COUNTS.items()}
        limits = self._limits(row, usual, own_layout, roles)
        return OwnFood(
            id=self._id(row, name),
            name=name.replace(LEFT_TO_RIGHT, ""),
            group=group,
            roles=roles,
            measure=measure,
            step=step,
            step_g=step_g,
            diet=diet,
            allergens=allergens,
            amounts=MappingProxyType(self._amounts(row)),
            per=per or PER_100_G,
            label=label or US,
            min_steps=counts["min_steps"],
            max_steps=limits["max_steps"],
            daily_max=limits["daily_max"],
            weekly_max=limits["weekly_max"],
            familiarity=counts["familiarity"],
            metric=self._text(row, "metric") or "g",
            oxalate=self._text(row, "oxalate"),
            mercury=self._text(row, "mercury"),
            flags=flags | gluten,
        )

    def _id(self, row: Row, name: str) -> str:
        """That of our own table where it is free, so that what names the food finds it again."""
        place = next((at for at, title in enumerate(self._table.header) if title.casefold() == "id"), None)
        given = row.cells[place] if place is not None else ""
        document = self._document
        taken = {*(own.id for own in document.own_foods), *(own.id for own in document.own_dishes)}
        if is_own_id(given) and given not in self._catalogue and given not in taken:
            return given
        return id_for(name, self._catalogue, self._document)

    def _limits(self, row: Row, usual: Mapping[str, int], own_layout: bool, roles: frozenset[str]) -> dict[str, int]:
        if not own_layout:
            return {key: self._whole(row, key, usual[key]) for key in _LIMITS}
        staple = bool(roles & {"bread", "milk", "fat", "flavour"})  # as foods_csv fills what a table leaves out
        most = self._whole(row, "max_steps", 2)
        a_day = self._whole(row, "daily_max", most * (3 if staple else 1))
        a_week = self._whole(row, "weekly_max", a_day * 7 if staple else most * 3)
        return {"max_steps": most, "daily_max": a_day, "weekly_max": a_week}

    def _words(self, row: Row, key: str) -> list[str]:
        return [word.strip() for word in self._text(row, key).split(";") if word.strip()]

    def _whole(self, row: Row, key: str, usual: int) -> int:
        number = self._number(row, key)
        if number is None:
            return usual
        if number != int(number) or not 0 < number < 10**6:
            raise _BadRow(self._said(row, key, _("expected a whole number")))
        return int(number)

    def _number(self, row: Row, key: str) -> float | None:
        text = self._text(row, key)
        try:
            return amount_of(text, self._table.dialect.decimal) if text else None
        except NoNumberError as error:
            raise _BadRow(self._said(row, key, str(error))) from None

    def _portion(self, row: Row, asked: set[str]) -> tuple[str, float, float]:
        """Measure, how many of it, and their weight [g]."""
        measure, step, step_g = self._text(row, columns.MEASURE), self._number(row, "step"), self._number(row, "step_g")
        said = self._text(row, columns.PORTION)
        if step_g is None and said:
            step_g = _grams_of(said)
            if step_g is None and not self._answers.portion_g and self._layout.per == PER_PORTION:
                raise _BadRow(
                    _("{cell}: no weight in grams is said, and the figures are for it").format(
                        cell=self._quoted(row, columns.PORTION)
                    )
                )
        if step_g is None:
            step_g = self._answers.portion_g
        if step_g is None:
            asked.add(PORTION)
        return measure or _("portion"), step or 1.0, step_g or 0.0

    def _allergens(self, row: Row, asked: set[str], own_layout: bool) -> tuple[frozenset[str], frozenset[str]]:
        """The allergens, and whether gluten is said."""
        text = self._text(row, columns.ALLERGENS)
        given = self._answers.allergens
        if not text:
            if given is None and not (own_layout and self._layout.has(columns.ALLERGENS)):
                asked.add(ALLERGENS_ASKED)
            return given or frozenset(), frozenset()
        found: set[str] = set()
        gluten = False
        for part in re.split(r"[,;]", text):
            word = re.sub(r"^[a-z]{2}:", "", part.strip().casefold()).replace("-", " ")
            if not word or word in _OTHER_ALLERGENS:
                continue
            gluten = gluten or word == "gluten"
            if word not in _ALLERGEN_WORDS:
                raise _BadRow(
                    self._said(
                        row, columns.ALLERGENS, _("“{word}” is no allergen Magnolia knows").format(word=word[:40])
                    )
                )
            found.add(_ALLERGEN_WORDS[word])
        return frozenset(found) | (given or frozenset()), frozenset({"gluten"} if gluten else ())

    def _amounts(self, row: Row) -> dict[str, float]:
        """The figures of a row in the units of their keys; what is unknown is absent."""
        found: dict[str, float] = {}
        in_order = sorted(enumerate(self._layout.columns), key=lambda each: each[1].unit == "kJ")  # kcal where both are
        for place, column in in_order:
            if not column.is_figure or (self._per_100_g and column.per == PER_PORTION):
                continue
            if column.key in found:
                continue
            cell = row.cells[place]
            try:
                amount = self._figure(cell, column)
            except NoNumberError as error:
                said = _("{column} “{cell}”: {why}")
                title = self._table.header[place][:40]
                raise _BadRow(said.format(column=title, cell=cell[:40], why=error)) from None
            if amount is not None:
                found[column.key] = amount
        return {key: found[key] for key in LABEL_KEYS if key in found}

    def _figure(self, cell: str, column: Column) -> float | None:
        decimal = self._table.dialect.decimal
        unit = _WITH_UNIT.match(plain_figures(cell))
        if unit and (said := columns.unit_named(unit[2])):
            try:
                by = columns.factor(column.key, said)
            except ValueError:
                raise NoNumberError(_("{unit} is no unit of it").format(unit=said)) from None
            amount = amount_of(unit[1], decimal)
            return None if amount is None else _tidied(amount * by)
        amount = amount_of(cell, decimal)
        if amount is None:
            return None
        return _tidied(column.in_own_unit(amount)) if column.unit != columns.own_unit(column.key) else amount


def _tidied(amount: float) -> float:
    """Without the last digits of a product of floats, which no label has."""
    return float(f"{amount:.10g}")


def _grams_of(text: str) -> float | None:
    """The weight a portion's text says: "50 g", "2 slices (60 g)"."""
    found = _GRAMS.findall(plain_figures(text))
    return float(found[-1].replace(",", ".")) if found else None


def _unescaped(name: str) -> str:
    """Without the mark that our own tables put before what a spreadsheet would take for a formula."""
    return name[1:] if name.startswith("'") and name[1:].startswith(tuple(FORMULA_SIGNS)) else name


def _no_room(line: int, name: str, more: int) -> Problem:
    """One for all that stand behind the last that is taken: nobody reads ten thousand of them."""
    said = _("There are {most} own foods already, and no room for more.").format(most=MOST_OWN_FOODS)
    if more:
        left = ngettext(
            "{count} food behind it was not looked at.", "{count} foods behind it were not looked at.", more
        )
        said = f"{said} {left.format(count=more)}"
    return Problem(line, f"{name[:60]}: {said}")

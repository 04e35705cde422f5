"""All that people eat: the foods of USDA's FNDDS 2021–2023 and SR Legacy, read only when they are asked for.

The table is planner/data/usda.tsv.xz, made by tools/build_usda.py. Its figures are copies: blank is unknown.
"""

import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from planner.foods import nutrients
from planner.foods.nutrients import Nutrient
from planner.language.translate import _

TABLE = "usda.tsv.xz"
FNDDS, SR = "fndds_", "sr_"  # what the ids of the two tables begin with
PORTIONS_SPLIT = " | "
UNSPECIFIED = "Quantity not specified"  # FNDDS: the weight that is taken where nobody said how much

_COUNTED = (*nutrients.ALL, *nutrients.DERIVED)
COLUMNS = ("id", "name", "code", "category", "note", "portions", *(nutrient.key for nutrient in _COUNTED))
_TEXTS = COLUMNS.index("portions") + 1

# FNDDS models ready-to-eat cereals of whole grain from white flour, so their magnesium there is too low: shredded wheat
# has 36 mg per 100 g instead of 132. What it says is counted, and is "at least".
READY_TO_EAT_CEREALS = frozenset({"4602", "4604"})  # WWEIA categories
BABY = frozenset({"9002", "9004", "9006", "9007", "9008", "9010", "9012", "9202", "9204", "9402", "9404", "9602"})
BABY_GROUP = "Baby Foods"  # of SR Legacy

# Groups of SR Legacy that are plants: their vitamin A is none of the preformed. Elsewhere all of it counts as that.
_PLANTS = frozenset(
    {
        "Vegetables and Vegetable Products",
        "Fruits and Fruit Juices",
        "Legumes and Legume Products",
        "Nut and Seed Products",
        "Spices and Herbs",
        "Cereal Grains and Pasta",
    }
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A household portion of a food as the table has it: ``1 cup`` weighs ``grams``."""

    name: str
    grams: float  # [g]


@dataclass(frozen=True, slots=True)
class UsdaFood:
    """A food or mixed dish of one of the two tables.

    ``partial`` are nutrients of which the figure is known to be too low.
    """

    id: str
    name: str
    code: str  # WWEIA category of FNDDS, empty for SR Legacy
    category: str  # in words: WWEIA category, or food group of SR Legacy
    note: str  # why a row of SR Legacy is a poor pick, mostly empty
    measures: tuple[Measure, ...]
    amounts: Mapping[Nutrient, float]  # [nutrient.unit / 100 g]
    partial: frozenset[Nutrient]

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def source_text(self) -> str:
        """Where its figures are from, such as "FNDDS 51180010"."""
        table, number = self.id.split("_")
        return f"{'FNDDS' if table == 'fndds' else 'SR Legacy'} {number}"


@dataclass(frozen=True, slots=True)
class Named:
    """What a search knows of a food."""

    id: str
    name: str
    code: str
    category: str
    note: str

    @property
    def baby(self) -> bool:
        """Whether it is food for babies, which no search offers."""
        return self.code in BABY or self.category == BABY_GROUP


class UsdaTable:
    """The lines of the table by id; a line becomes a food when somebody asks for it."""

    def __init__(self, text: str) -> None:
        header, *lines = text.splitlines()
        if tuple(header.split("\t")) != COLUMNS:
            raise ValueError("the USDA table has other columns than this program")
        self._lines = {line[: line.index("\t")]: line for line in lines}

    def __contains__(self, food_id: object) -> bool:
        return food_id in self._lines

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, food_id: str) -> UsdaFood:
        return _food(self._lines[food_id])

    def names(self) -> Iterator[Named]:
        """Every food, as a search needs it."""
        for line in self._lines.values():
            food_id, name, code, category, note, _rest = line.split("\t", 5)
            yield Named(food_id, name, code, category, note)


@cache
def read_usda() -> UsdaTable:
    """The table the product ships, read at the first call."""
    content = files("planner.data").joinpath(TABLE).read_bytes()
    return UsdaTable(lzma.decompress(content).decode())


def is_usda_id(food_id: str) -> bool:
    """Whether an id is one of the two tables', there or not."""
    return food_id.startswith((FNDDS, SR))


def cereal_note(food: UsdaFood) -> str:
    """Why the magnesium of a ready-to-eat cereal of FNDDS is "at least"; empty for all others."""
    if nutrients.MAGNESIUM not in food.partial:
        return ""
    return _("{food}: FNDDS counts whole grain in cereals as white flour, so its magnesium is at least this.").format(
        food=food.name
    )


def _food(line: str) -> UsdaFood:
    cells = line.split("\t")
    food_id, name, code, category, note, portions = cells[:_TEXTS]
    amounts = {nutrient: float(cell) for nutrient, cell in zip(_COUNTED, cells[_TEXTS:], strict=True) if cell}
    if food_id.startswith(SR):
        amounts |= _derived(category, amounts)
    return UsdaFood(
        id=food_id,
        name=name,
        code=code,
        category=category,
        note=note,
        measures=tuple(_measure(each) for each in portions.split(PORTIONS_SPLIT) if each),
        amounts=MappingProxyType(amounts),
        partial=frozenset({nutrients.MAGNESIUM}) if code in READY_TO_EAT_CEREALS else frozenset(),
    )


def _measure(text: str) -> Measure:
    grams, _space, name = text.partition(" ")
    return Measure(name, float(grams))


def _derived(group: str, known: Mapping[Nutrient, float]) -> dict[Nutrient, float]:
    """What SR Legacy has no column for, as for foods.csv; where a group has plants and animals, the cautious way."""
    derived: dict[Nutrient, float] = {}
    vitamin_a = known.get(nutrients.BY_KEY["vit_a_rae_ug"])
    if vitamin_a is not None:
        derived[nutrients.VITAMIN_A_PREFORMED] = 0.0 if group in _PLANTS else vitamin_a
    folic_acid = nutrients.folic_acid_added(known)
    if folic_acid is not None:
        derived[nutrients.FOLIC_ACID_ADDED] = folic_acid
    return derived

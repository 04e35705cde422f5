"""What the columns of a table mean: names and units as people, shops and other programs write them."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from planner.foods import nutrients
from planner.language.translate import _
from planner.language.units import KJ_A_KCAL
from planner.own.food import PER_100_G, PER_PORTION, SALT

# What a column can hold beside a figure of a label.
NAME, PORTION, MEASURE, STEP, STEP_G, GROUP, ALLERGENS, DIET = (
    *("name", "portion", "measure", "step", "step_g", "group"),
    *("allergens", "diet"),
)
OWN_COLUMNS = (
    *("roles", "per", "label", "min_steps", "max_steps", "daily_max", "weekly_max", "familiarity", "metric"),
    *("oxalate", "mercury", "flags"),
)
_WEIGHTS: Mapping[str, float] = MappingProxyType({"g": 1.0, "mg": 1e-3, "µg": 1e-6})  # [g]
_UNITS = MappingProxyType(
    {
        "g": "g",
        "gram": "g",
        "grams": "g",
        "gramm": "g",
        "mg": "mg",
        "milligrams": "mg",
        "ug": "µg",
        "mcg": "µg",
        "µg": "µg",
        "μg": "µg",
        "kcal": "kcal",
        "cal": "kcal",
        "calories": "kcal",
        "kj": "kJ",
        "kilojoules": "kJ",
        "iu": "IU",
        "ie": "IU",
    }
)
_PER_PORTION = re.compile(r"[ _](?:per|pro|par|por)?[ _]?(?:serving|portion|porcion)$|^per serving ")
_PER_100_G = re.compile(r"[ _(,]*(?:per|pro|par|por|je)?[ _]?100 ?(?:g|ml)\b\)?")
_UNIT_AT_END = re.compile(r"^(.*?)[ _(\[,/-]+(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")[)\]]?$")


@cache
def _by_name() -> Mapping[str, str]:
    """The key of each name of a column that is known."""
    text = files("planner").joinpath("data", "columns.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: key for key, names in tomllib.loads(text).items() for name in names})


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds. ``unit`` is that of its figures; ``per`` is said where the header says it."""

    title: str
    key: str = ""  # NAME and the like, or the key of a figure of a label; empty for a column that is not read
    unit: str = ""
    per: str = ""
    twin: bool = False  # another column says the same: it is read where that one is blank

    @property
    def is_figure(self) -> bool:
        return self.key in nutrients.BY_KEY or self.key == SALT

    def in_own_unit(self, amount: float) -> float:
        """The amount in the unit of the key."""
        return amount * factor(self.key, self.unit)


def own_unit(key: str) -> str:
    """The unit the planner counts a figure in."""
    return "g" if key == SALT else nutrients.BY_KEY[key].unit


def factor(key: str, unit: str) -> float:
    """What an amount in ``unit`` is multiplied by.

    Raises:
        ValueError: if the unit is none of this figure.
    """
    own = own_unit(key)
    if unit == own:
        return 1.0
    if own == "kcal" and unit == "kJ":
        return 1 / KJ_A_KCAL
    if unit in _WEIGHTS and own in _WEIGHTS:
        return _WEIGHTS[unit] / _WEIGHTS[own]
    if unit == "IU" and key == "vit_d_ug":
        return 1 / 40  # 1 µg is 40 IU: 21 CFR 101.9(c)(8)(iv), footnote
    raise ValueError(f"{unit} is no unit of {key}")


def units_of(key: str) -> tuple[str, ...]:
    """The units a figure can be read in, its own first."""
    own = own_unit(key)
    if own == "kcal":
        return ("kcal", "kJ")
    others = tuple(unit for unit in _WEIGHTS if unit != own)
    return (own, *others, *(("IU",) if key == "vit_d_ug" else ()))


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table, and the program it is from where its header tells."""

    columns: tuple[Column, ...]
    program: str = ""
    per: str = ""  # what figures are for where a header does not say; empty where it must be asked
    label: str = ""  # how carbohydrate is counted; empty where it must be asked
    refused: str = ""  # why nothing of such a table can be taken

    def place(self, key: str) -> int | None:
        """The first column of a kind."""
        return next((place for place, column in enumerate(self.columns) if column.key == key), None)

    def has(self, key: str) -> bool:
        return self.place(key) is not None


_DIARY = _(
    "this is a diary of what was eaten, with no figures for a known weight; the page What I eat now can read servings "
    "of a diary, and here the foods of that program can be taken"
)


def layout_of(header: Sequence[str]) -> Layout:
    """What a header says: the layout of a known program, else the columns one by one."""
    words = {title.strip().casefold() for title in header}
    if {"product_name", "code"} <= words and any(word.endswith("_100g") for word in words):
        return Layout(_once([_of_open_food_facts(title) for title in header]), "Open Food Facts", PER_100_G, "eu")
    if {"fdc_id", "data_type", "description"} <= words and not _figures(header):
        said = _(
            "this table of FoodData Central has names alone, and no amounts; “What I eat now” and the foods of Magnolia"
            " hold its figures already"
        )
        return Layout(_once(map(_column, header)), "FoodData Central", refused=said)
    if {"date", "meal"} <= words or ({"date", "completed"} <= words):
        return Layout(_once(map(_column, header)), "MyFitnessPal" if "meal" in words else "Cronometer", refused=_DIARY)
    if {"food name", "amount"} <= words and any("(kcal)" in word for word in words):
        return Layout(_once(map(_column, header)), "Cronometer", PER_PORTION, "us")
    if {"product_group_id", "qu_id_stock", "calories"} <= words:
        columns = [
            Column(title, {"name": NAME, "calories": "energy_kcal"}.get(title.strip().casefold(), ""), "kcal")
            for title in header
        ]
        return Layout(_once(columns), "Grocy", PER_PORTION)
    if {"name", "roles", "step_g"} <= words:
        return Layout(_once([_of_own(title) for title in header]), "Magnolia", PER_100_G, "us")
    columns = list(map(_column, header))
    if "fdc_id" in words or {"fdc id", "ndb_no"} & words:
        return Layout(_once(columns), "FoodData Central", PER_100_G, "us")
    return Layout(_once(columns))


def _figures(header: Sequence[str]) -> bool:
    return any(_column(title).is_figure for title in header)


def _once(columns: "Sequence[Column] | map[Column]") -> tuple[Column, ...]:
    """Each key once: a second column of it counts only where the first is blank, and any other is not read."""
    seen: dict[str, int] = {}
    made: list[Column] = []
    for column in columns:
        if not column.key:
            made.append(column)
            continue
        seen[column.key] = seen.get(column.key, 0) + 1
        twin = seen[column.key] > 1
        keep = column.is_figure or not twin
        made.append(Column(column.title, column.key if keep else "", column.unit, column.per, twin=twin and keep))
    return tuple(made)


def _of_own(title: str) -> Column:
    """A column as Magnolia writes it, else as anybody does."""
    word = title.strip().casefold()
    if word in (NAME, MEASURE, STEP, STEP_G, GROUP, ALLERGENS, DIET, *OWN_COLUMNS):
        return Column(title, word)
    if word in nutrients.BY_KEY or word == SALT:
        return Column(title, word, own_unit(word))
    if word in ("id", "source", "fdc_id"):
        return Column(title)
    return _column(title)


_OFF_NAMES = MappingProxyType(
    {
        "product_name": NAME,
        "serving_size": PORTION,
        "allergens": ALLERGENS,
        "energy-kcal_100g": "energy_kcal",
        "energy-kj_100g": "energy_kcal",
        "energy_100g": "energy_kcal",
        "proteins_100g": "protein_g",
        "fat_100g": "fat_g",
        "saturated-fat_100g": "sfa_g",
        "carbohydrates_100g": "carb_g",
        "sugars_100g": "sugars_g",
        "fiber_100g": "fiber_g",
        "salt_100g": SALT,
        "vitamin-pp_100g": "niacin_mg",
        "vitamin-b9_100g": "",
        "folates_100g": "",
        "vitamin-a_100g": "",
    }
)


def _of_open_food_facts(title: str) -> Column:
    """Open Food Facts counts every weight in grams, vitamins too, and energy in kJ where it does not say kcal."""
    word = title.strip().casefold()
    key = _OFF_NAMES.get(word)
    if key is None and word.endswith("_100g"):
        key = _by_name().get(word.removesuffix("_100g").replace("-", " "), "")
    if not key:
        return Column(title)
    if key not in nutrients.BY_KEY and key != SALT:
        return Column(title, key)
    unit = "kcal" if word == "energy-kcal_100g" else "kJ" if key == "energy_kcal" else "g"
    return Column(title, key, unit, PER_100_G)


def _column(title: str) -> Column:
    """A column by its own words: "Magnesium (mg)", "fat_g", "Kohlenhydrate pro 100 g", "Salz [g]"."""
    word = title.strip().casefold()
    if word in nutrients.BY_KEY or word == SALT:
        return Column(title, word, own_unit(word))
    per = ""
    plain = _plain(word)
    for pattern, said in ((_PER_PORTION, PER_PORTION), (_PER_100_G, PER_100_G)):
        cut = pattern.sub("", plain)
        if cut != plain:
            plain, per = cut.strip(" ,_("), said
    unit = ""
    if found := _UNIT_AT_END.match(plain):
        named = found[1].strip(" _([,")
        plain, unit = (named or plain), _UNITS[found[2]]
    key = _by_name().get(_tidy(plain), "")
    if key in nutrients.BY_KEY or key == SALT:
        if plain in ("kj", "kcal"):
            unit = unit or _UNITS[plain]
        return _figure(title, key, unit, per)
    return Column(title, key)


def _figure(title: str, key: str, unit: str, per: str) -> Column:
    """A figure whose unit is one of its own, else a column that is not read: 300 IU of vitamin A say no micrograms."""
    unit = unit or own_unit(key)
    try:
        factor(key, unit)
    except ValueError:
        return Column(title)
    return Column(title, key, unit, per)


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.replace("µ", "u").replace("μ", "u").replace("ß", "ss"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


def unit_named(text: str) -> str:
    """The unit a word stands for, or nothing."""
    return _UNITS.get(_plain(text.casefold()), "")

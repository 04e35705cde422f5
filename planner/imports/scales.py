"""How much of a food a line of a recipe says: its grams as eaten, raw and cooked told apart, or what must be asked."""

import csv
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from planner.foods.food import Food
from planner.foods.usda import SR, Measure, read_usda
from planner.imports.ingredient_line import Line, plain_words
from planner.language.numbers import figure
from planner.language.translate import _
from planner.language.units import ML
from planner.shopping.bought import Bought

SURE, LIKELY, UNSURE, NONE = 1.0, 0.7, 0.5, 0.0
WEIGHTS: Mapping[str, float] = {"g": 1.0, "kg": 1000.0, "mg": 0.001, "oz": 28.349523125, "lb": 453.59237}  # [g]
VOLUMES: Mapping[str, float] = {  # [ml]; pint and quart of the US: the British pint has a fifth more, and is asked
    **ML,
    "ml": 1.0,
    "cl": 10.0,
    "dl": 100.0,
    "l": 1000.0,
    "pint": 473.176473,
    "quart": 946.352946,
    "gallon": 3785.411784,
    "dessertspoon": 10.0,
    "pinch": ML["tsp"] / 16,
    "dash": ML["tsp"] / 8,
}
VAGUE = frozenset({"pint", "quart", "gallon", "handful", "pinch", "dash", "scoop", "knob", "dessertspoon"})
PACKS = frozenset({"can", "jar", "pack"})
YIELD_MATTERS = 1.2  # raw against cooked: below it, a weight is right within a fifth either way
_RAW_ROW = re.compile(r"of fdc (\d+)")
_REFUSE = re.compile(r"refuse (\d+)%")
EATEN = frozenset({"cooked", "boiled", "steamed", "leftover", "roasted", "gekocht", "gekochte"})
_RAW = frozenset({"raw", "dry", "dried", "uncooked", "fresh", "trocken", "getrocknete", "rohe", "frozen"})
_WHOLE = ("medium", "whole", "fruit", "each", "piece", "item", "unit", "large")
_SPREAD = 1.35  # measures of one name that differ by more are asked


@dataclass(frozen=True, slots=True)
class Guess:
    """What a line was taken for. ``ask`` says what somebody must look at, and is empty where nothing."""

    line: Line
    food: str = ""  # id in the catalogue
    name: str = ""
    grams: float | None = None  # [g] as eaten
    confidence: float = NONE
    ask: str = ""
    note: str = ""  # how the grams came about
    left_out: bool = False  # brings next to nothing, or the user said so

    @property
    def sure(self) -> bool:
        """Whether nobody needs to look at it."""
        return not self.ask


@cache
def _how() -> Mapping[str, str]:
    """How each food's yield was worked out, which names the raw row of USDA's table."""
    text = files("planner").joinpath("data", "bought.csv").read_text(encoding="utf-8")
    return {row["food"]: row["how"] for row in csv.DictReader(text.splitlines())}


class Scales:
    """What lines weigh, by the household measures of USDA and the yields of the table of what is bought.

    ``any_size`` are words that are said of a food without telling its size.
    """

    def __init__(self, bought: Mapping[str, Bought], any_size: Set[str] = frozenset()) -> None:
        self._bought = bought
        self._any_size = any_size

    def weigh(self, line: Line, food: Food, confidence: float = SURE, doubt: str = "") -> Guess:
        """The line as so much of a food; ``doubt`` is what must be asked of the food."""
        guess = Guess(line, food.id, food.name, confidence=confidence)
        asks: list[str] = []
        if doubt:
            asks.append(doubt)
        if line.amount is None:
            asks.append(_("Nobody says how much."))
            return replace(guess, ask=" ".join(asks))
        if line.doubtful:
            asks.append(_("The amount can be read in two ways."))
        grams, note, unsure = self._grams(line, food)
        if grams is None:
            asks.append(_("What does it weigh?"))
            return replace(guess, ask=" ".join(asks))
        if unsure:
            asks.append(unsure)
        if line.most is not None and line.most > line.amount * 1.2:
            asks.append(_("The middle of the range was taken."))
        if not 0 < grams <= 10_000:
            return replace(guess, ask=_("The weight cannot be: look at the amount."))
        return replace(guess, grams=round(grams, 1), ask=" ".join(asks), note=note)

    def _grams(self, line: Line, food: Food) -> tuple[float | None, str, str]:
        """Grams as eaten, how they came about, and what is not sure about them."""
        amount = line.amount or 0.0
        total, as_eaten, unsure = self._of_unit(amount, line.unit, line, food)
        if total is None:
            return None, "", ""
        if line.plus is not None:
            more, _eaten, doubt = self._of_unit(line.plus[0], line.plus[1], line, food)
            if more is None:
                return None, "", ""
            total, unsure = total + more, unsure or doubt
        if as_eaten == "eaten":
            return total, "", unsure
        return self._eaten(total, as_eaten, line, food, unsure)

    def _eaten(self, grams: float, basis: str, line: Line, food: Food, unsure: str) -> tuple[float | None, str, str]:
        """From the weight as bought, or of the raw food without what is thrown away, to that as eaten."""
        row = self._bought.get(food.id)
        per_eaten = row.per_eaten if row else 1.0
        said = line.words
        if basis == "pack" and line.drained:
            return grams, "", unsure
        if basis == "edible":
            refuse = _REFUSE.search(_how().get(food.id, ""))
            per_eaten *= 1 - int(refuse[1]) / 100 if refuse else 1.0
        if said & EATEN and basis != "pack":
            return grams, "", unsure
        if basis == "bought" and "drained" in said and "canned" in plain_words(food.name):
            return grams, "", unsure
        if basis == "pack" and "drained" in said and per_eaten == 1.0 and "canned" in plain_words(food.name):
            unsure = unsure or _("The pack was taken with its liquid.")
        eaten = grams / per_eaten
        if not 1 / YIELD_MATTERS <= per_eaten <= YIELD_MATTERS:
            note = _("{raw} g as bought are {eaten} g as eaten").format(
                raw=figure(grams, ",.0f"), eaten=figure(eaten, ",.0f")
            )
            known = said & _RAW or basis in ("edible", "pack")
            return eaten, note, unsure or ("" if known else _("Weighed raw or cooked? It was read as raw."))
        return eaten, "", unsure

    def _of_unit(self, amount: float, unit: str, line: Line, food: Food) -> tuple[float | None, str, str]:
        """Grams, whether they are "bought", "edible", "pack" or "eaten", and what is not sure."""
        if unit in WEIGHTS:
            return amount * WEIGHTS[unit], "bought", ""
        if unit in PACKS:
            return self._of_packs(amount, line, food)
        if line.pack is not None and unit not in VOLUMES and line.pack[1] in WEIGHTS:
            each = line.pack[0] * WEIGHTS[line.pack[1]]  # "4 fillets (6 oz each)", "4 breasts (about 600 g)"
            if line.each:
                return amount * each, "bought", ""
            return each, "bought", "" if amount == 1 else _("The weight was taken for all together.")
        vague = _("This measure is not exact.") if unit in VAGUE else ""
        if unit in VOLUMES:
            if line.pack is not None and line.pack[1] in WEIGHTS and (amount, unit) == (line.amount, line.unit):
                return self._weight_beside(
                    amount, line, [amount * VOLUMES[unit] * each for each in self._densities(food)]
                )
            found = self._per_ml(line, food)
            if found is None:
                return None, "", ""
            per_ml, basis, unsure = found
            return amount * VOLUMES[unit] * per_ml, basis, unsure or vague
        found_each = self._each(unit, line, food)
        if found_each is None:
            return None, "", ""
        grams, basis, unsure = found_each
        if food.group in _CUTS and not unsure:
            unsure = _("Its size is not said.")
        return amount * grams, basis, unsure or vague

    def _densities(self, food: Food) -> list[float]:
        """What a millilitre weighs [g], by every measure that is known."""
        own = ML.get(food.measure.partition(",")[0])
        table = [found[0] for found in map(_volume_of, self._rows(food)[0]) if found]
        return [*table, food.step_g / food.step / own] if own else table

    @staticmethod
    def _weight_beside(amount: float, line: Line, measured: Sequence[float]) -> tuple[float, str, str]:
        """The weight in brackets behind a measure: "2 cups (about 12 oz)". ``measured`` is what that may weigh [g].

        An ounce in brackets may be a fluid one, so a weight that is far from the measure's is asked.
        """
        size, unit = line.pack or (0.0, "g")
        weight = size * WEIGHTS[unit] * (amount if line.each else 1)
        known = any(1 / _SPREAD <= weight / each <= _SPREAD for each in measured) if measured else unit != "oz"
        return weight, "bought", "" if known else _("The measure and the weight do not agree.")

    def _of_packs(self, amount: float, line: Line, food: Food) -> tuple[float | None, str, str]:
        if line.pack is not None:
            size, unit = line.pack
            if unit in WEIGHTS:
                return amount * size * WEIGHTS[unit], "pack", ""
            found = self._per_ml(line, food)
            return (amount * size * VOLUMES[unit] * found[0], found[1], found[2]) if found else (None, "", "")
        row = self._bought.get(food.id)
        if row is None or line.unit == "pack":
            return None, "", ""
        return amount * row.packs["metric"].grams, "pack", _("The usual size of a pack was taken.")

    def _rows(self, food: Food) -> tuple[tuple[Measure, ...], str]:
        """The household measures of the raw food where its row is known, else of the food as it is eaten."""
        raw = _RAW_ROW.search(_how().get(food.id, ""))
        table = read_usda()
        if raw and f"{SR}{raw[1]}" in table:
            return table[f"{SR}{raw[1]}"].measures, "edible"
        key = f"{SR}{food.fdc_id}"
        return (table[key].measures if food.fdc_id and key in table else ()), "eaten"

    def _per_ml(self, line: Line, food: Food) -> tuple[float, str, str] | None:
        """[g / ml], of which basis, and what is not sure."""
        measures, basis = self._rows(food)
        said = line.words
        eaten = ML.get(food.measure.partition(",")[0])
        own = (food.step_g / food.step / eaten, "eaten", "") if eaten else None
        found = [each for each in map(_volume_of, measures) if each is not None]
        if own is not None and basis == "eaten":  # "1 cup cherry tomatoes": one measure is of just that
            special = said - frozenset(plain_words(food.name)) - frozenset(plain_words(food.measure))
            if exact := [density for density, words in found if words & special]:
                return exact[0], "eaten", ""
        if own is not None and (said & EATEN or basis == "eaten" or "canned" in plain_words(food.name)):
            cut = "floret" in said or ("packed" in said and food.group in _LEAVES)
            return (*own[:2], _("A cup of it weighs more or less, as it is cut.") if cut else "")
        if not found:
            row = self._bought.get(food.id)
            same = row is None or 1 / YIELD_MATTERS <= row.per_eaten <= YIELD_MATTERS
            return own if own is not None and same else None
        fitting = [density for density, words in found if words & said] or [density for density, words in found]
        low, high = min(fitting), max(fitting)
        floret = "floret" in said and not any("floret" in words or "floweret" in words for _each, words in found)
        packed = "packed" in said and food.group in _LEAVES and not any("packed" in words for _each, words in found)
        doubt = ""
        if high > low * _SPREAD or floret or packed:
            doubt = _("A cup of it weighs more or less, as it is cut.")
        elif own is not None and not said & _RAW:
            eaten = self._eaten(fitting[0], basis, line, food, "")[0] or 0.0
            if not 1 / YIELD_MATTERS <= eaten / own[0] <= YIELD_MATTERS:
                doubt = _("Measured raw or cooked? It was read as raw.")
        return fitting[0] if not doubt else (low + high) / 2, basis, doubt

    def _special(self, said: set[str], food: Food) -> set[str]:
        """Words of a line beside a food's own name that may tell another size: a cherry tomato, a new potato.

        A line that calls the food by another name has none: nothing tells which of its words are of the size.
        """
        own = set(plain_words(food.name))
        return said - own - self._any_size if said & own else set()

    def _each(self, unit: str, line: Line, food: Food) -> tuple[float, str, str] | None:
        """What one piece, clove or slice weighs [g]."""
        wanted = _UNIT_WORDS.get(unit, unit)
        own_words = set(plain_words(food.measure))
        said = set(plain_words(line.food))
        special = self._special(said, food)
        meant = wanted in own_words if unit else bool(own_words & (said | set(plain_words(food.name))))
        usual = _("The weight of a usual one was taken.") if line.size and line.size not in own_words else ""
        measures, basis = self._rows(food)
        named = [(measure, set(plain_words(measure.name))) for measure in measures if measure.name.startswith("1 ")]
        if special and not unit and not line.size:  # "10 cherry tomatoes" are no tomatoes
            exact = [measure.grams for measure, words in named if words & special and not words & _PARTS]
            if exact:
                return exact[0], basis, ""
        sized = any(line.size in words and not words & _PARTS for _each, words in named) if usual else False
        if meant and not sized and not (usual and _SIZES & own_words):
            unsure = _("Its size is not said.") if special and not line.size else ""
            each = food.step_g / food.step
            return each, "eaten", unsure or (usual if each >= _COUNTS else "")
        if unit:
            fitting = [measure.grams for measure, words in named if wanted in words]
            if not fitting:
                return None
            of_size = [measure.grams for measure, words in named if wanted in words and line.size in words]
            if line.size and of_size:
                return of_size[0], basis, ""
            doubt = _("Its size is not said.") if max(fitting) > min(fitting) * _SPREAD else ""
            each = sorted(fitting)[len(fitting) // 2]
            return each, basis, doubt or (usual if each >= _COUNTS else "")
        for word in (line.size, *_WHOLE) if line.size else _WHOLE:
            for measure, words in named:
                if word in words and not words & _PARTS:
                    known = line.size or not (special or words & _SIZES - {"medium"})
                    return measure.grams, basis, "" if known else _("Its size is not said.")
            if line.size:
                break
        named_so = [measure.grams for measure, words in named if words & said and not words & _PARTS]
        return (named_so[0], basis, _("Its size is not said.")) if named_so else None


_LEAVES = frozenset({"Leafy greens", "Herbs and condiments"})  # pressed into a cup, there are three times as many
_CUTS = frozenset({"Meat", "Poultry", "Fish and seafood"})
_SIZES = frozenset({"small", "medium", "large"})
_COUNTS = 10.0  # [g] a piece that weighs less makes no difference by its size
_UNIT_WORDS = {"knob": "piece", "stick": "stick", "leaf": "leaf", "fillet": "fillet"}
_PARTS = frozenset(
    {"cup", "slice", "ring", "wedge", "strip", "tbsp", "tsp", "oz", "half", "section", "spear", "chopped"}
)


def _volume_of(measure: Measure) -> tuple[float, frozenset[str]] | None:
    """[g / ml] of a measure by volume, and the words of how it is cut."""
    found = re.match(r"([\d.]+) (cup|tbsp|tsp|fl oz)\b(.*)", measure.name)
    if not found or not float(found[1]):
        return None
    density = measure.grams / (float(found[1]) * ML[found[2]])
    return density, frozenset(plain_words(found[3]))

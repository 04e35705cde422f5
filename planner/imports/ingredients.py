"""Which food of the catalogue a line of a recipe means, and how much of it is eaten, with what is not sure said."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.usda import SR, Measure, read_usda
from planner.imports.ingredient_line import Line, plain_words, read_line
from planner.language.numbers import figure
from planner.language.translate import _
from planner.language.units import ML
from planner.shopping.bought import Bought, read_bought

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
_EATEN = frozenset({"cooked", "boiled", "steamed", "leftover", "roasted", "gekocht", "gekochte"})
_RAW = frozenset({"raw", "dry", "dried", "uncooked", "fresh", "trocken", "getrocknete", "rohe", "frozen"})
_CANNED = frozenset({"canned", "tinned", "can", "dose"})
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


@dataclass(frozen=True, slots=True)
class _Words:
    filler: frozenset[str]
    soft: frozenset[str]
    little: frozenset[tuple[str, ...]]
    words: Mapping[tuple[str, ...], tuple[str, ...]]
    kinds: Mapping[str, frozenset[str]]


@cache
def _words() -> _Words:
    text = files("planner").joinpath("data", "ingredients.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return _Words(
        frozenset(table["filler"]),
        frozenset(table["soft"]),
        frozenset(tuple(sorted(plain_words(each))) for each in table["little"]),
        {tuple(plain_words(said)): tuple(plain_words(meant)) for said, meant in table["words"].items()},
        {kind: frozenset(words) for kind, words in table["kinds"].items()},
    )


def kind_of_dish(name: str) -> str:
    """The kind of dish its name tells, or nothing."""
    said = set(plain_words(name))
    return next((kind for kind, words in _words().kinds.items() if said & words), "")


@cache
def _how() -> Mapping[str, str]:
    """How each food's yield was worked out, which names the raw row of USDA's table."""
    import csv

    text = files("planner").joinpath("data", "bought.csv").read_text(encoding="utf-8")
    return {row["food"]: row["how"] for row in csv.DictReader(text.splitlines())}


@dataclass(frozen=True, slots=True)
class _Known:
    food: Food
    words: frozenset[str]
    heads: tuple[frozenset[str], ...]


class Matcher:
    """The foods of a catalogue, made ready for lines of recipes. Dishes are left out: a dish has none in it."""

    def __init__(self, catalogue: Catalogue, bought: Mapping[str, Bought] | None = None) -> None:
        self._bought = read_bought() if bought is None else bought
        self._catalogue = catalogue
        self._known = [self._make(food) for food in catalogue if food.recipe is None]

    def _make(self, food: Food) -> _Known:
        row = self._bought.get(food.id)
        names = [food.name, *([row.name] if row else [])]
        heads = []
        for name in names:
            head = name.partition(",")[0]
            heads.append(frozenset(plain_words(re.sub(r"\([^)]*\)", "", head))))
            for inside in re.findall(r"\(([^)]*)\)", head):
                heads.append(frozenset(plain_words(inside)))
        every = frozenset(word for name in names for word in plain_words(name))
        return _Known(food, every, tuple(dict.fromkeys(head for head in heads if head)))

    # Which food

    def guess(self, text: str) -> Guess:
        """What a line of a recipe means."""
        line = read_line(text)
        if line.heading:
            return Guess(line, left_out=True)
        asked, said = self._asked(line)
        if (
            tuple(sorted(plain_words(line.food))) in _words().little
            or tuple(sorted(said - _words().filler)) in _words().little
        ):
            return Guess(line, name=line.food, confidence=SURE, left_out=True, note=_("brings next to nothing"))
        found, confidence = self._find(asked, said, line)
        if confidence < SURE and asked & _words().soft:
            found, confidence = self._find(asked - _words().soft, said, line)
        if found is None:
            if line.to_taste:
                return Guess(line, name=line.food, left_out=True, ask=_("Nobody says how much: it is left out."))
            return Guess(line, ask=_("No food of Magnolia is called like this: choose one, or leave the line out."))
        return self.weigh(line, found, confidence)

    def exactly(self, food_id: str, grams: float) -> Guess:
        """A food that was named by its id, as Magnolia writes its own dishes."""
        if food_id not in self._catalogue:
            return Guess(Line(food_id, food=food_id), ask=_("No food of Magnolia is called like this: choose one."))
        food = self._catalogue[food_id]
        line = Line(f"{figure(grams)} g {food.name}", grams, "g", food.name)
        return Guess(line, food.id, food.name, grams, SURE)

    def _asked(self, line: Line) -> tuple[frozenset[str], frozenset[str]]:
        """The words of the food looked for, and all words that were said."""
        said = plain_words(line.food)
        lookup = _words().words
        kept = [word for word in said if word not in _words().filler]
        hard = [word for word in kept if word not in _words().soft]
        for words in (tuple(said), tuple(kept), tuple(hard)):
            if words in lookup:
                return frozenset(lookup[words]), frozenset(said)
        return frozenset(kept), frozenset(said)

    def _find(self, asked: frozenset[str], said: frozenset[str], line: Line) -> tuple[Food | None, float]:
        if not asked:
            return None, NONE
        prepared = frozenset(plain_words(line.preparation))
        ranked = []
        for known in self._known:
            within = asked & known.words
            if not within:
                continue
            head = any(each <= asked for each in known.heads)
            missing = len(asked - known.words)
            if missing and not head:
                continue
            confidence = SURE if head and not missing else LIKELY if head else UNSURE
            if confidence == LIKELY and not any(
                len(each) > 1 or len(asked) < 3 for each in known.heads if each <= asked
            ):
                confidence = UNSURE
            if "sodium" in known.words and "sodium" not in said:
                confidence = min(confidence, LIKELY)
            state = self._state_points(known, said | prepared, line)
            extra = len(known.words - asked)
            ranked.append((-confidence, state, missing, extra, known.food.familiarity, known.food.name, known.food))
        if not ranked:
            return None, NONE
        best = min(ranked, key=lambda each: each[:6])
        return best[6], -best[0]

    @staticmethod
    def _state_points(known: _Known, said: frozenset[str], line: Line) -> int:
        """How ill a food goes with what was said of its state."""
        canned = bool(said & _CANNED) or line.unit == "can"
        points = 0
        points += 4 * ("canned" in known.words) * (not canned) + 4 * ("canned" not in known.words) * canned
        points += 4 * (("frozen" in known.words) != ("frozen" in said))
        dried = {"dried", "dry"} & said
        points += 4 * ("dried" in plain_words(known.food.name) and not dried)
        points += 3 * ("pickled" in known.words and "pickled" not in said)
        points += 3 * ("powder" in known.words and "powder" not in said)
        if said & _EATEN:
            points += 2 * ("raw" in known.words)
        else:
            points += 1 * bool({"cooked", "boiled", "baked", "fried"} & known.words) * (not dried)
        points += 2 * bool({"flavoured", "sweetened", "vanilla", "chocolate", "reduced"} & (known.words - said))
        return points

    # How much of it

    def weigh(self, line: Line, food: Food, confidence: float = SURE) -> Guess:
        """The line as so much of a food."""
        guess = Guess(line, food.id, food.name, confidence=confidence)
        asks: list[str] = []
        if confidence < SURE:
            asks.append(_("Is this the food?"))
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
        said = frozenset(plain_words(line.food)) | frozenset(plain_words(line.preparation))
        if basis == "edible":
            refuse = _REFUSE.search(_how().get(food.id, ""))
            per_eaten *= 1 - int(refuse[1]) / 100 if refuse else 1.0
        if said & _EATEN and basis != "pack":
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
            if "each" in line.text.casefold():
                return amount * each, "bought", ""
            return each, "bought", "" if amount == 1 else _("The weight was taken for all together.")
        vague = _("This measure is not exact.") if unit in VAGUE else ""
        if unit in VOLUMES:
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
        said = frozenset(plain_words(line.food)) | frozenset(plain_words(line.preparation))
        eaten = ML.get(food.measure.partition(",")[0])
        own = (food.step_g / food.step / eaten, "eaten", "") if eaten else None
        if own is not None and (said & _EATEN or basis == "eaten" or "canned" in plain_words(food.name)):
            return (*own[:2], _("A cup of it weighs more or less, as it is cut.") if "floret" in said else "")
        found = [each for each in map(_volume_of, measures) if each is not None]
        if not found:
            row = self._bought.get(food.id)
            same = row is None or 1 / YIELD_MATTERS <= row.per_eaten <= YIELD_MATTERS
            return own if own is not None and same else None
        fitting = [density for density, words in found if words & said] or [density for density, words in found]
        low, high = min(fitting), max(fitting)
        floret = "floret" in said and not any("floret" in words or "floweret" in words for _each, words in found)
        doubt = _("A cup of it weighs more or less, as it is cut.") if high > low * _SPREAD or floret else ""
        return fitting[0] if not doubt else (low + high) / 2, basis, doubt

    def _each(self, unit: str, line: Line, food: Food) -> tuple[float, str, str] | None:
        """What one piece, clove or slice weighs [g]."""
        wanted = _UNIT_WORDS.get(unit, unit)
        own_words = set(plain_words(food.measure))
        said = set(plain_words(line.food))
        meant = wanted in own_words if unit else bool(own_words & (said | set(plain_words(food.name))))
        other_size = line.size and {"small", "medium", "large"} & own_words and line.size not in own_words
        if meant and not other_size:
            return food.step_g / food.step, "eaten", ""
        measures, basis = self._rows(food)
        named = [(measure, set(plain_words(measure.name))) for measure in measures if measure.name.startswith("1 ")]
        if unit:
            fitting = [measure.grams for measure, words in named if wanted in words]
            if not fitting:
                return None
            doubt = _("Its size is not said.") if max(fitting) > min(fitting) * _SPREAD else ""
            return sorted(fitting)[len(fitting) // 2], basis, doubt
        for word in (line.size, *_WHOLE) if line.size else _WHOLE:
            for measure, words in named:
                if word in words and not words & _PARTS:
                    return measure.grams, basis, "" if line.size or word != "large" else _("Its size is not said.")
            if line.size:
                break
        named_so = [measure.grams for measure, words in named if words & said and not words & _PARTS]
        return (named_so[0], basis, _("Its size is not said.")) if named_so else None


_CUTS = frozenset({"Meat", "Poultry", "Fish and seafood"})
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


def guesses(lines: Iterable[str], catalogue: Catalogue) -> tuple[Guess, ...]:
    """Every line of a recipe, in order."""
    matcher = Matcher(catalogue)
    return tuple(matcher.guess(line) for line in lines if line.strip())


def unsure_first(found: Sequence[Guess]) -> list[int]:
    """The places of the lines, those somebody must look at first."""
    return sorted(range(len(found)), key=lambda place: (found[place].sure, found[place].confidence, place))

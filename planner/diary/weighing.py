"""What an amount of a food weighs, as people write amounts: grams, cups, slices, "1 medium"."""

import re

from planner.diary.table import meant
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.search import folded
from planner.foods.usda import SR, UNSPECIFIED, Measure, read_usda
from planner.language.numbers import figure
from planner.language.translate import _
from planner.language.units import ML

GRAMS = {"g": 1.0, "kg": 1000.0, "oz": 28.349523125, "lb": 453.59237}  # [g]
MILLILITRES = {**ML, "ml": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0}  # [ml]
_SPREAD = 1.35  # a cup of one food in two ways that weigh less alike is asked about
_PIECES = 12.0  # a bare number up to this counts pieces, a larger one grams
_VOLUME = re.compile(r"([\d.]+) (cup|fl oz|tbsp|tsp|tablespoon|teaspoon)\b")
_LONG = {"tablespoon": "tbsp", "teaspoon": "tsp"}
_SIZES = frozenset({"medium", "regular", "nfs", "any"})
_GUIDE = "Guideline amount"  # FNDDS: what is added to another food, and no portion


def grams_of(food_id: str, amount: float, unit: str, catalogue: Catalogue) -> tuple[float | None, str]:
    """What it weighs [g], and what is not sure about it; None where nobody can tell.

    Raises:
        KeyError: if nobody knows the food.
    """
    kind = meant(unit)
    if kind in GRAMS:
        return amount * GRAMS[kind], ""
    measures = _measures(food_id, catalogue)
    if kind in MILLILITRES:
        return _of_volume(amount, kind, measures)
    if not unit and amount > _PIECES:
        return amount, _("The number was taken for grams.")
    return _of_pieces(amount, kind, unit, measures)


def usual_grams(food_id: str, catalogue: Catalogue) -> float | None:
    """The usual amount of a food [g]; None where no table knows one."""
    if food_id in catalogue:
        food = catalogue[food_id]
        return food.grams(food.usual_steps)
    return next((each.grams for each in read_usda()[food_id].measures if each.name == UNSPECIFIED), None)


def _measures(food_id: str, catalogue: Catalogue) -> tuple[Measure, ...]:
    """The household portions of a food; of one of Magnolia's its own step, and those of its row in SR Legacy."""
    table = read_usda()
    if food_id not in catalogue:
        return table[food_id].measures
    food = catalogue[food_id]
    row = f"{SR}{food.fdc_id}"
    others = table[row].measures if food.fdc_id and row in table else ()
    return (*_own_measures(food), *others)


def _own_measures(food: Food) -> tuple[Measure, ...]:
    return (Measure(f"1 {food.measure}", food.step_g / food.step), Measure(UNSPECIFIED, food.grams(food.usual_steps)))


def _of_volume(amount: float, kind: str, measures: tuple[Measure, ...]) -> tuple[float | None, str]:
    """By the measure of the same name, else by what another one says of a millilitre."""
    found: dict[str, list[float]] = {}
    for measure in measures:
        if (said := _VOLUME.match(measure.name)) and float(said[1]):
            name = _LONG.get(said[2], said[2])
            found.setdefault(name, []).append(measure.grams / float(said[1]) / ML[name])
    if not found:
        return None, _("No table knows what a cup of it weighs. What does it weigh?")
    densities = found.get(kind) or next(iter(found.values()))
    ask = ""
    if max(densities) > _SPREAD * min(densities):
        ask = _("A cup of it weighs more or less, as it is cut.")
    return amount * MILLILITRES[kind] * densities[0], ask


def _of_pieces(amount: float, kind: str, unit: str, measures: tuple[Measure, ...]) -> tuple[float | None, str]:
    """By the portion whose words are those of the unit, else by the usual amount, which is asked about."""
    wanted = set(_words(unit)) | ({kind} if kind else set())
    wanted |= {"medium", "regular"} if kind == "medium" else set()
    usual = next((each for each in measures if each.name == UNSPECIFIED), None)
    ones = [each for each in measures if each.name.startswith("1 ") and not each.name.startswith(_GUIDE)]
    alike = {each: _alike(each, wanted) for each in ones}
    most = max(alike.values(), default=0)
    if most and kind != "serving":
        best = [each for each in ones if alike[each] == most]
        chosen = next((each for each in best if _SIZES & set(_words(each.name))), best[0])
        if chosen.grams * _SPREAD >= max(each.grams for each in best):
            return amount * chosen.grams, ""
        said = _("Taken as {portion}, {grams} g each.")
        return amount * chosen.grams, said.format(portion=chosen.name, grams=figure(chosen.grams, ",.4g"))
    if usual is None:
        return None, _("What does it weigh?")
    if kind in ("medium", "piece") and any(each.grams == usual.grams for each in ones):
        return amount * usual.grams, ""  # the usual amount is one of it
    said = _("A portion was taken as {grams} g.")
    return amount * usual.grams, said.format(grams=figure(usual.grams, ",.4g"))


def _alike(measure: Measure, wanted: set[str]) -> int:
    """How many of the words a portion has; the first one counts twice: "1 slice" is nearer than "1 large slice"."""
    words = _words(measure.name)
    return len(wanted & set(words)) + bool(words and words[0] in wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", folded(text))

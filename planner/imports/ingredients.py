"""Which food of the catalogue a line of a recipe means, with what is not sure said."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.imports.ingredient_line import PIECE, Line, plain_words, read_line
from planner.imports.scales import EATEN, LIKELY, NONE, SURE, UNSURE, WEIGHTS, Guess, Scales
from planner.imports.variants import CANNED, DRIED, FROZEN, SAME, Differs, differs, unlike, variants_in, words_for
from planner.language.numbers import figure
from planner.language.translate import _
from planner.shopping.bought import Bought, read_bought

_PART = frozenset({"juiced", "juice", "zest", "zested", "peel", "rind", "saft", "schale"})
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?) ?%")
_PERCENTS = re.compile(r"(\d+)(?:[–-](\d+))?%")
_LINKS = frozenset({"in", "on", "of", "and", "or", "the", "a", "an"})
_CANNED = frozenset({"canned", "tinned", "can", "dose"})


@dataclass(frozen=True, slots=True)
class _Words:
    filler: frozenset[str]
    soft: frozenset[str]
    any_size: frozenset[str]
    little: frozenset[tuple[str, ...]]
    words: Mapping[tuple[str, ...], tuple[str, ...]]
    usual: Mapping[tuple[str, ...], tuple[str, ...]]
    kinds: Mapping[str, frozenset[str]]


def _phrases(table: Mapping[str, str]) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {tuple(plain_words(said)): tuple(plain_words(meant)) for said, meant in table.items()}


@cache
def _words() -> _Words:
    text = files("planner").joinpath("data", "ingredients.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return _Words(
        frozenset(table["filler"]),
        frozenset(table["soft"]),
        frozenset(table["any_size"]),
        frozenset(tuple(sorted(plain_words(each))) for each in table["little"]),
        _phrases(table["words"]),
        _phrases(table["usual"]),
        {kind: frozenset(words) for kind, words in table["kinds"].items()},
    )


def kind_of_dish(name: str) -> str:
    """The kind of dish its name tells, or nothing."""
    said = set(plain_words(name))
    return next((kind for kind, words in _words().kinds.items() if said & words), "")


@dataclass(frozen=True, slots=True)
class _Known:
    food: Food
    words: frozenset[str]
    heads: tuple[frozenset[str], ...]
    own: frozenset[str]  # of its name, without what is said of how it was cooked
    also: frozenset[str]  # words that say of which variant it is


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a line asks for: the words of the food looked for, those that were said, and whether they were a guess."""

    words: frozenset[str]
    said: frozenset[str]
    usual: bool = False
    meant: str = ""  # the other words for it, where the line has some


class Matcher:
    """The foods of a catalogue, made ready for lines of recipes. Dishes are left out: a dish has none in it."""

    def __init__(self, catalogue: Catalogue, bought: Mapping[str, Bought] | None = None) -> None:
        self._bought = read_bought() if bought is None else bought
        self._scales = Scales(self._bought, _words().filler | _words().soft | _words().any_size)
        self._catalogue = catalogue
        self._known = [self._make(food) for food in catalogue if food.recipe is None]
        self._telling = [
            (head - _LINKS, told) for known in self._known for head in known.heads if (told := _told(head))
        ]

    def _make(self, food: Food) -> _Known:
        row = self._bought.get(food.id)
        heads = _heads(food.name)
        if row:  # "Hot cocoa with milk" is bought as milk, and is none
            last = plain_words(_IN_BRACKETS.sub(" ", _head(food.name)))[-1:]
            heads += [head for head in _heads(row.name) if head.issuperset(last)]
        every = frozenset(word for name in (food.name, row.name if row else "") for word in plain_words(name))
        own = frozenset(plain_words(food.name)) - _COOKED
        return _Known(food, every, tuple(dict.fromkeys(heads)), own, words_for(variants_in(food.name)))

    def guess(self, text: str) -> Guess:
        """What a line of a recipe means."""
        line = _with_food(read_line(text))
        if line.heading:
            return Guess(line, left_out=True)
        asked = self._asked(line)
        if _is_little(line, asked.said):
            return Guess(line, name=line.food, confidence=SURE, left_out=True, note=_("brings next to nothing"))
        found, confidence, others = self._find(asked, line)
        if confidence < SURE and asked.words & _words().soft:
            found, confidence, others = self._find(replace(asked, words=asked.words - _words().soft), line)
        if found is None:
            if line.to_taste:
                return Guess(line, name=line.food, left_out=True, ask=_("Nobody says how much: it is left out."))
            return Guess(line, ask=_("No food of Magnolia is called like this: choose one, or leave the line out."))
        return self.weigh(line, found, *self._doubted(line, asked, found, confidence, others))

    def weigh(self, line: Line, food: Food, confidence: float = SURE, doubt: str = "") -> Guess:
        """The line as so much of a food; ``doubt`` is what must be asked of the food."""
        return self._scales.weigh(line, food, confidence, doubt)

    def _doubted(
        self, line: Line, asked: _Asked, found: Food, confidence: float, others: Sequence[Food]
    ) -> tuple[float, str]:
        """How sure the food is, and what must be asked of it."""
        told = variants_in(f"{line.food} ; {line.preparation} ; {asked.meant}")
        if line.unit == "can":
            told |= {CANNED}
        difference: Differs = differs(told, found, self._bought.get(found.id)) if told or confidence == SURE else SAME
        if difference:
            return min(confidence, LIKELY), difference.question
        if _other_percent(line, found):
            return min(confidence, LIKELY), _("The line names a percentage, and Magnolia's food has another or none.")
        said = line.words
        if said & EATEN and "dry" in plain_words(found.name):
            return min(confidence, LIKELY), _("The line wants it cooked, and Magnolia has it dry.")
        if _PART & said and "juice" not in plain_words(found.name):
            return min(confidence, LIKELY), _("Is a part of it meant, such as its juice or peel?")
        if asked.usual:
            return min(confidence, LIKELY), _("This is what is mostly meant: is it the food?")
        if confidence == SURE and unlike(found, others):
            return LIKELY, _("There are several of this name: is this the food?")
        return confidence, "" if confidence == SURE else _("Is this the food?")

    def exactly(self, food_id: str, grams: float) -> Guess:
        """A food that was named by its id, as Magnolia writes its own dishes."""
        if food_id not in self._catalogue:
            return Guess(Line(food_id, food=food_id), ask=_("No food of Magnolia is called like this: choose one."))
        food = self._catalogue[food_id]
        line = Line(f"{figure(grams)} g {food.name}", grams, "g", food.name)
        return Guess(line, food.id, food.name, grams, SURE)

    def _asked(self, line: Line) -> _Asked:
        """The words of the food looked for. Words that tell a state are let go only where no food has them."""
        said = plain_words(line.food)
        telling = {word for head, told in self._telling if head <= set(said) for word in told}
        kept = [word for word in said if word in telling or word not in _words().filler]
        hard = [word for word in kept if word not in _words().soft]
        cooked = EATEN & frozenset(plain_words(line.preparation)) - frozenset(said)
        if cooked:  # "oatmeal, cooked" is what is called so, and no rolled oats
            as_eaten = _Asked(frozenset(kept) | cooked, frozenset(said))
            found_so, sureness, _others = self._find(as_eaten, line)
            if found_so is not None and sureness == SURE and cooked & frozenset(plain_words(found_so.name)):
                return as_eaten
        for words in (tuple(said), tuple(kept)):
            if found := _meant(words, said):
                return found
        plain = _Asked(frozenset(kept), frozenset(said))
        if self._find(plain, line)[1] == SURE:
            return plain
        found = _meant(tuple(hard), said)
        return found or plain

    def _find(self, asked: _Asked, line: Line) -> tuple[Food | None, float, tuple[Food, ...]]:
        """The food that fits best, how sure it is, and others that fit as well."""
        words, said = asked.words, asked.said
        if not words:
            return None, NONE, ()
        states = variants_in(f"{line.food} ; {line.preparation}") & {CANNED, FROZEN, DRIED}
        prepared = frozenset(plain_words(line.preparation)) | states
        outer = frozenset(plain_words(line.food.casefold().partition(" in ")[0])) if " in " in line.food else words
        ranked = []
        for known in self._known:
            if not words & known.words:
                continue
            heads = [each for each in known.heads if each <= words and (each <= outer or "in" in each)]
            missing = len(words - known.words - known.also)
            if missing and not heads:
                continue
            confidence = SURE if heads and not missing else LIKELY if heads else UNSURE
            if confidence == LIKELY and not any(len(each) > 1 or len(words) < 3 for each in heads):
                confidence = UNSURE
            state = self._state_points(known, said | prepared, line) + 5 * _other_percent(line, known.food)
            extra = len(known.words - words)
            ranked.append((-confidence, state, missing, extra, known.food.familiarity, known.food.name, known))
        if not ranked:
            return None, NONE, ()
        best = min(ranked, key=lambda each: each[:6])
        more = len(best[6].own - words)
        alike = [each[6] for each in ranked if each[:2] == best[:2] and len(each[6].own - words) <= more]
        return best[6].food, -best[0], tuple(known.food for known in alike)

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
        if said & EATEN:
            points += 2 * ("raw" in known.words)
        else:
            points += 1 * bool({"cooked", "boiled", "baked", "fried"} & known.words) * (not dried)
        points += 2 * bool({"flavoured", "sweetened", "vanilla", "chocolate", "reduced"} & (known.words - said))
        return points


_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_COOKED = frozenset(
    {"raw", "cooked", "boiled", "baked", "roasted", "broiled", "braised", "grilled", "steamed", "stewed", "drained"}
)
_ASIDE = re.compile(
    r"^(?:boneless|skinless|bone-in|skin-on|fresh|frozen|ripe|large|small|medium|free-range|organic)$", re.I
)


def _other_percent(line: Line, food: Food) -> bool:
    """Whether a line names a percentage, as of fat or cocoa, that the name of the food does not have."""
    named = [float(each.replace(",", ".")) for each in _PERCENT.findall(f"{line.food} {line.preparation}")]
    wanted = [each for each in named if each != 100]
    if not wanted:
        return False
    ranges = [(float(low), float(high or low)) for low, high in _PERCENTS.findall(food.name)]
    return any(not any(low <= each <= high for low, high in ranges) for each in wanted)


def _told(head: frozenset[str]) -> frozenset[str]:
    """Words of a food's name that tell it from others, and nothing elsewhere: "mashed" potatoes, beet "leaves"."""
    return head & _words().filler - _LINKS


def _head(name: str) -> str:
    return name.partition(",")[0].partition(" with ")[0]


def _heads(name: str) -> list[frozenset[str]]:
    """What a food is called at the least: its name before the first comma, and the other name in brackets.

    A word in brackets beside a name of several words stands for one of them: "Borlotti (cranberry) beans" are cranberry
    beans, and no cranberries.
    """
    head = _head(name)
    outside = plain_words(_IN_BRACKETS.sub(" ", head))
    found = [frozenset(outside)]
    for inside in _IN_BRACKETS.findall(head):
        words = plain_words(inside)
        found.append(frozenset(words if len(outside) < 2 else [*words, outside[-1]]))
    return [each for each in found if each]


def _with_food(line: Line) -> Line:
    """The line with its food, where it begins with what is said of it: "boneless, skinless chicken thighs"."""
    food, rest = line.food, line.preparation
    while rest and all(_ASIDE.match(word) for word in food.split()):
        more, _comma, rest = rest.partition(",")
        food = f"{food} {more.strip()}".strip()
    return line if food == line.food else replace(line, food=food, preparation=rest.strip())


def _is_little(line: Line, said: frozenset[str]) -> bool:
    """Whether it brings next to nothing. A whole pepper is a vegetable."""
    little = _words().little
    if tuple(said) == ("pepper",) and line.amount is not None and line.unit in (PIECE, *WEIGHTS):
        return False
    return tuple(sorted(plain_words(line.food))) in little or tuple(sorted(said - _words().filler)) in little


def _meant(words: tuple[str, ...], said: Sequence[str]) -> _Asked | None:
    """What other words for a food stand for."""
    for usual, table in ((False, _words().words), (True, _words().usual)):
        if words in table:
            return _Asked(frozenset(table[words]), frozenset(said), usual, " ".join(table[words]))
    return None


def guesses(lines: Iterable[str], catalogue: Catalogue) -> tuple[Guess, ...]:
    """Every line of a recipe, in order."""
    matcher = Matcher(catalogue)
    return tuple(matcher.guess(line) for line in lines if line.strip())


def unsure_first(found: Sequence[Guess]) -> list[int]:
    """The places of the lines, those somebody must look at first."""
    return sorted(range(len(found)), key=lambda place: (found[place].sure, found[place].confidence, place))

"""The steps of a recipe with every amount scaled to another number of servings.

Amounts of food are scaled: weights, volumes, spoons, cans and pieces. Times, temperatures, lengths and the size of a
can stay. A step with a number that is neither is not understood, and then nothing of the recipe is scaled: a recipe
that is scaled in part is a wrong one.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from planner.foods.food import household, quantity_text
from planner.language.number_words import NUMBER_WORDS
from planner.language.numbers import figure

_SIGNS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_WORDS = {
    **NUMBER_WORDS,
    "half a": 0.5,
    "half an": 0.5,
    "a quarter of a": 0.25,
    "a quarter of an": 0.25,
    "one and a half": 1.5,
    "two and a half": 2.5,
    "another": 1.0,
}
_NUMBER = r"(?:\d+\s\d/\d|\d/\d|\d+[¼½¾⅓⅔]|[¼½¾⅓⅔]|\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_RANGE = rf"{_NUMBER}(?:\s?(?:to|or|–|-)\s?{_NUMBER})?"
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_FIXED = r"(?:minutes?|hours?|seconds?|days?|weeks?|cm|mm|in(?:ch(?:es)?)?\b(?=\)| )|°C|°F|%|times|degrees)"
_UNIT = r"(?:g|kg|ml|litres?|cups?|tablespoons?|teaspoons?)"
_PIECE = (
    "aubergine apple avocado banana beetroot breast can carrot cauliflower clove corn courgette cucumber egg "
    "fillet kiwi leek lemon lime mango onion orange pear pepper pomegranate potato radish shallot slice "
    "squash stick tin tomato tortilla wrap bun roll patty falafel thigh steak chilli date fig peach plum "
    "lettuce bulb cob jalapeño parsnip prune apricot olive pod chapati pita head pickle shell pancake"
)
_PIECES = "|".join(sorted((f"{name}(?:e?s)?" for name in _PIECE.split()), key=len, reverse=True))
_VESSEL = r"(?:bowls|plates|glasses|jars|hollows|parts|pieces|batches|pans|trays)"
_SIZE = r"\d+(?:\.\d+)?\s(?:g|ml|kg)"
_PACK = r"(?:cans?|tins?|packets?|packs?|jars?|blocks?|bags?|pouch(?:es)?)"
_NOT_BETWEEN = "or|of|with|in|into|the|a|an|to|little|few|bit|pinch|handful|splash|pan|bowl|spoonful|dish"
_BETWEEN = rf"(?:(?:(?!(?:and|{_NOT_BETWEEN})\b)[A-Za-z][A-Za-z-]*\s){{0,3}}|(?:[a-z]+\s)?[a-z]+ed and [a-z]+ed\s)"
_AMOUNT = re.compile(
    rf"(?P<keep>\b(?:into|each|every|by|first|last|other|after)\s(?:{_NUMBER}|{_WORD})(?![\w½¼¾⅓⅔])(?!\s?{_UNIT}\b)"
    rf"|\b(?:in|into|line)\san?\s(?:[a-z]+\s){{0,2}}tin\b(?!\sof\b))"  # to bake in; a tin of tomatoes is scaled
    rf"|(?P<fixed>(?<![\w.])(?:{_RANGE}|{_WORD})(?:\s?-?\s?){_FIXED}(?![A-Za-z]))"
    rf"|(?P<vessels>\b(?:{_RANGE}|{_WORD})\s(?:[a-z]+\s)?{_VESSEL}\b)"
    rf"|(?P<packs>(?<![\w.])(?P<pack_count>{_NUMBER}|{_WORD})\s(?P<size>{_SIZE})\s(?P<pack>(?:[a-z]+\s)?{_PACK})\b)"
    rf"|(?P<one_pack>(?<![\w.])(?P<one_size>{_SIZE})\s(?P<one>{_PACK})\b)"
    rf"|(?P<measured>(?<![\w.])(?P<amount>{_RANGE}|{_WORD})\s?"
    rf"(?P<how>(?:(?:level|heaped|generous|scant|good|more|rounded)\s)*)(?P<unit>{_UNIT})\b)"
    rf"|(?P<counted>(?<![\w.])(?P<count>{_RANGE}|{_WORD})\s(?P<thing>{_BETWEEN}(?:{_PIECES})\b))"
    rf"|(?P<bare>(?<=about ){_NUMBER}(?=\))"
    rf"|(?<![\w.]){_NUMBER}(?=\s(?:of\s(?:the\s|them\b|{_NUMBER})|(?:large|small)\b)))",
    re.IGNORECASE,
)
_SMALL = frozenset({"clove", "olive", "prune", "apricot", "date", "chilli", "jalapeño"})  # nobody quarters a second one
_SAME = {"squash", "falafel"}  # things that are called the same where there are several
_LEFT = re.compile(r"\d|[¼½¾⅓⅔]")  # a number that no rule has taken
_ENDS = "and|in|into|with|for|until|over|on|to|by|at|from|so|a|if|while|off|through|as|finely|small"
_ENDS += "|soften|fry|stir|cook|simmer"
_END = re.compile(rf"[,;:!(]|\.(?!\d)|\s(?:{_ENDS})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scaled:
    """Steps as they are cooked, and what to measure out for them, in the order in which it is needed."""

    steps: tuple[str, ...]
    amounts: tuple[str, ...]


def scaled_steps(steps: Sequence[str], share: float) -> Scaled | None:
    """The steps with every amount times ``share``; None where a number is not understood.

    Raises:
        ValueError: if ``share`` is not above zero.
    """
    if not share > 0:
        raise ValueError(f"a share of {share}")
    made: list[str] = []
    amounts: list[str] = []
    for step in steps:
        if _LEFT.search(_AMOUNT.sub("", step)):
            return None
        text, at, ends = "", 0, []
        for match in _AMOUNT.finditer(step):
            text += step[at : match.start()]
            first, at = len(text), match.end()
            text += _said(match, share)
            if any(match[kind] for kind in ("packs", "one_pack", "measured", "counted")):
                ends.append((first, len(text)))
        text += step[at:]
        made.append(text)
        amounts += [text[first:last] + _what(text[last:]) for first, last in ends if _stands_alone(text, first)]
    return Scaled(tuple(made), tuple(amounts))


def _stands_alone(text: str, at: int) -> bool:
    """Whether an amount is not the same one again, in brackets behind another measure."""
    return text.count("(", 0, at) == text.count(")", 0, at)


def _what(rest: str) -> str:
    """What an amount is of: the words behind it, up to the next comma, verb or amount."""
    brackets = re.match(r"\s\([^)]*\)", rest)
    start = brackets.end() if brackets else 0
    end = _END.search(rest, start)
    return rest[: end.start() if end else len(rest)].rstrip()


def _said(match: re.Match[str], share: float) -> str:
    """An amount as it is said for this share; what stays is said as it was."""
    if share == 1 or match["keep"] or match["fixed"]:
        return match[0]
    if match["vessels"]:
        return re.sub(rf"^(?:{_RANGE}|{_WORD})\s", "", match[0], flags=re.IGNORECASE)  # there are others now
    if match["packs"]:
        return _packs(_number(match["pack_count"]) * share, match["size"], match["pack"])
    if match["one_pack"]:
        return _packs(share, match["one_size"], match["one"])
    if match["bare"]:
        return quantity_text(_pieces(_number(match["bare"]) * share))
    given = match["amount"] or match["count"]
    more = "another " if given.lower() == "another" else ""
    numbers = [_number(number) * share for number in _both(given)]
    if match["measured"]:
        return more + _measured(numbers, match["how"], match["unit"])
    thing = _singular(match["thing"])
    return more + _joined([_pieces(number, thing) for number in numbers], thing)


def _both(given: str) -> list[str]:
    """The two ends of a range, or the one number."""
    found = re.findall(_NUMBER, given)
    return found if len(found) == 2 else [given]


def _number(text: str) -> float:
    text = text.lower().replace(",", "")
    if text in _WORDS:
        return _WORDS[text]
    if text[-1] in _SIGNS:
        return float(text[:-1] or 0) + _SIGNS[text[-1]]
    whole, _space, part = text.rpartition(" ")
    if "/" in part:
        over, under = part.split("/")
        return float(whole or 0) + float(over) / float(under)
    return float(text)


def _measured(numbers: Sequence[float], how: str, unit: str) -> str:
    """A weight, volume or spoon; ``how`` is a word such as "level"."""
    plain = unit.lower()
    if plain in ("g", "ml"):
        said = " to ".join(figure(_weight(number), ",g") for number in numbers)
        return f"{said} {unit}"
    if plain in ("kg", "litre", "litres"):
        rounded = [round(number * 20) / 20 or round(number, 3) for number in numbers]
        word = unit if plain == "kg" else "litres" if rounded[-1] > 1 else "litre"
        return f"{' to '.join(figure(number) for number in rounded)} {word}"
    if plain.startswith("teaspoon") and numbers[-1] < 1 / 8:
        return "a pinch"
    return _joined([_pieces(number) for number in numbers], f"{how}{plain.removesuffix('s')}")


def _weight(number: float) -> float:
    """As kitchen scales show it: to a gram, from 100 on to five, from 1000 on to ten."""
    step = 10 if number >= 1000 else 5 if number >= 100 else 1
    return round(number / step) * step if number >= 1 else round(number, 1)


def _pieces(number: float, thing: str = "") -> float:
    """To a quarter, from two on to a half, from ten on to a whole one; never nothing.

    Eggs are halved at the least, and from the first on small things such as cloves of garlic are whole: they differ
    among each other by more than is lost.
    """
    last = thing.rpartition(" ")[2].casefold()
    step = 1.0 if number >= 10 else 0.5 if number >= 2 or last == "egg" else 0.25
    if last in _SMALL and number >= 1:
        step = 1.0
    return max(0.5 if last == "egg" else 0.25, math.floor(number / step + 0.5) * step)


def _joined(numbers: Sequence[float], thing: str) -> str:
    last = household(numbers[-1], thing)
    if len(numbers) == 1 or numbers[0] == numbers[-1]:
        return last
    return f"{quantity_text(numbers[0])} to {last}"


def _packs(count: float, size: str, pack: str) -> str:
    """Whole packs as such; of an opened one, how much is taken."""
    one = _singular(pack)
    if abs(count - round(count)) < 0.01:
        return f"1 {size} {one}" if round(count) == 1 else f"{round(count)} × {household(2, f'{size} {one}')[2:]}"
    number, unit = size.split()
    of = f"a {size} {one}" if count < 1 else household(2, f"{size} {one}")[2:]
    return f"{figure(_weight(float(number) * count), ',g')} {unit} from {of}"


def _singular(words: str) -> str:
    """The last word of a thing in the singular: ``household`` makes the plural where there are several."""
    head, space, last = words.rpartition(" ")
    for plural, one in (("oes", "o"), ("ches", "ch"), ("shes", "sh"), ("ies", "y"), ("s", "")):
        if last.lower().endswith(plural) and not last.lower().endswith("ss") and last.lower() not in _SAME:
            return f"{head}{space}{last[: len(last) - len(plural)]}{one}"
    return words

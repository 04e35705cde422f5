"""One line of a recipe taken apart: amount, unit, food, and what is done with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from planner.foods.search import folded
from planner.language.number_words import NUMBER_WORDS
from planner.language.read_number import plain_figures

MOST_LETTERS = 400  # of a line; more is no ingredient
PIECE, TO_TASTE = "", "to taste"
_WORDS = {
    **NUMBER_WORDS,
    "quarter": 0.25,
    "dozen": 12.0,
    "couple": 2.0,
    "ein": 1.0,
    "eine": 1.0,
    "einen": 1.0,
    "zwei": 2.0,
    "drei": 3.0,
    "vier": 4.0,
    "halbe": 0.5,
    "halber": 0.5,
}
_UNITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "g": ("g", "gr", "gram", "grams", "gramm", "gms", "gramme", "grammes"),
        "kg": ("kg", "kilo", "kilos", "kilogram", "kilograms", "kilogramm", "kgs"),
        "mg": ("mg",),
        "oz": ("oz", "ozs", "ounce", "ounces"),
        "lb": ("lb", "lbs", "pound", "pounds", "pfund"),
        "ml": ("ml", "millilitre", "millilitres", "milliliter", "milliliters", "mls", "cc"),
        "cl": ("cl",),
        "dl": ("dl", "deciliter", "decilitre"),
        "l": ("l", "litre", "litres", "liter", "liters", "ltr"),
        "cup": ("cup", "cups", "c", "cupful", "cupfuls", "tasse", "tassen"),
        "tbsp": ("tbsp", "tbsps", "tablespoon", "tablespoons", "tbs", "tblsp", "tbl", "tb", "tbspn", "tablesp",
                 "tablespoonful", "tablespoonfuls", "tablespoonsful", "el", "esslöffel", "essl"),
        "tsp": ("tsp", "tsps", "teaspoon", "teaspoons", "tspn", "teasp", "teaspoonful", "teaspoonfuls", "teaspoonsful",
                "tl", "teelöffel", "teeloffel", "teel"),
        "dessertspoon": ("dessertspoon", "dessertspoons", "dsp", "dstspn"),
        "fl oz": ("floz",),
        "pint": ("pint", "pints", "pt"),
        "quart": ("quart", "quarts", "qt"),
        "gallon": ("gallon", "gallons", "gal"),
        "stick": ("stick", "sticks"),
        "pinch": ("pinch", "pinches", "prise", "prisen", "smidgen"),
        "dash": ("dash", "dashes", "splash", "drizzle", "glug", "drop", "drops", "spritzer", "schuss"),
        "can": ("can", "cans", "tin", "tins", "dose", "dosen"),
        "jar": ("jar", "jars", "glas"),
        "pack": ("pack", "packs", "package", "packages", "pkg", "packet", "packets", "bag", "bags", "box", "boxes",
                 "sachet", "sachets", "container", "containers", "carton", "cartons", "päckchen", "packchen", "packung",
                 "pck", "pkt", "pkts", "pk", "becher",
                 "beutel", "bottle", "bottles", "block", "blocks", "tub", "tubs", "punnet", "punnets", "pouch"),
        "clove": ("clove", "cloves", "zehe", "zehen", "knoblauchzehe", "knoblauchzehen"),
        "slice": ("slice", "slices", "scheibe", "scheiben", "rasher", "rashers"),
        "bunch": ("bunch", "bunches", "bund", "bundle"),
        "handful": ("handful", "handfuls", "handvoll"),
        "sprig": ("sprig", "sprigs", "zweig", "zweige"),
        "stalk": ("stalk", "stalks", "rib", "ribs", "stange", "stangen"),
        "head": ("head", "heads", "kopf"),
        "leaf": ("leaf", "leaves", "blatt", "blätter"),
        "knob": ("knob", "knobs", "piece", "pieces", "stück", "stücke", "stuck", "chunk", "chunks", "thumb"),
        "fillet": ("fillet", "fillets", "filet", "filets"),
        "ear": ("ear", "ears"),
        "sheet": ("sheet", "sheets"),
        "scoop": ("scoop", "scoops"),
    }
)  # fmt: skip
_UNIT_OF = MappingProxyType({word: unit for unit, words in _UNITS.items() for word in words})
_SIZE_OF = {
    "extra large": "extra large",
    "extra-large": "extra large",
    "large": "large",
    "lg": "large",
    "big": "large",
    "medium-sized": "medium",
    "medium": "medium",
    "med": "medium",
    "small": "small",
    "sm": "small",
    "mittelgroße": "medium",
    "mittlere": "medium",
    "große": "large",
    "großer": "large",
    "großes": "large",
    "kleine": "small",
    "kleiner": "small",
    "kleines": "small",
}
_SIZE = re.compile(rf"^({'|'.join(_SIZE_OF)})\.?\s+(?:sized\s+)?", re.IGNORECASE)
_NUMBER = r"(?:\d+[ -]+\d+\s?/\s?\d+|\d+\s?/\s?\d+|\d+(?:[.,]\d+)?)"
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_OF_FRUIT = re.compile(
    rf"^(?:finely |freshly )?(?:grated |squeezed )?(?P<what>(?:zest and |rind and )?juice|zest|rind|saft|schale|abrieb)"
    rf"(?: and (?:grated )?(?:zest|rind))? "
    rf"(?:of|from|von|einer?)\s+"
    rf"(?:(?P<amount>{_NUMBER})|an?|one|half an?|einer?)?\s*(?P<fruit>.+)$",
    re.IGNORECASE,
)
_COUNTED_AT_END = frozenset({"clove", "slice", "stalk", "sprig", "leaf", "fillet"})
_SECOND = re.compile(rf"^/\s*{_NUMBER}\s*[^\W\d_]+\.?\s+")  # the same in another unit: "125 g / 4½ oz"
_AMOUNT = re.compile(
    rf"^(?:about |approx\.? |approximately |ca\.? |circa |around |scant |heaping |heaped |generous |level )?~? ?"
    rf"(?P<least>{_NUMBER})(?:\s*(?:-|–|—|to|bis|or|à)\s*(?P<most>{_NUMBER}))?\s*(?P<times>x|×|\*)?\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_PACK = re.compile(
    rf"(?P<amount>{_NUMBER})\s*-?\s*"
    r"(?P<unit>fl\.?\s?oz|fluid ounces?|oz|ounces?|g|grams?|kg|ml|l|lb|lbs|pounds?|cl)\b\.?",
    re.IGNORECASE,
)
_TASTE = re.compile(
    r"\b(to taste|as needed|as required|for (?:serving|garnish|frying|greasing|sprinkling|dusting|the pan)|to serve|"
    r"to garnish|nach (?:geschmack|bedarf|belieben)|zum (?:braten|servieren|bestreuen|garnieren))\b",
    re.IGNORECASE,
)
_OPTIONAL = re.compile(r"\b(optional|if you like|if liked|if desired|wer mag)\b", re.IGNORECASE)
_BULLET = re.compile(r"^[\s•·▢☐□◦‣*\-–—]+(?=\S)|^\[[ xX]?\]\s*")
_FLUID = re.compile(r"(?<![^\W\d_])(?:fl\.?|fluid)\s*(?:oz\.?|ounces?)", re.IGNORECASE)
_PLUS = re.compile(rf"^(?:plus|\+|and|und)\s+(?P<amount>{_NUMBER})\s*(?P<unit>[a-zäöü.]+)\s+", re.IGNORECASE)
_SMALLER = {"lb": "oz", "kg": "g", "l": "ml"}  # "1 lb 4 oz"
_AND_A_PART = re.compile(r"^and (?:a |one )?(?P<part>half|quarter)\s+(?:of\s+)?(?:an?\s+)?", re.IGNORECASE)
_TIMES_AT_END = re.compile(rf"^(?P<food>.*\S)\s+[x×]\s?(?P<amount>{_NUMBER})$", re.IGNORECASE)
_IN_THE_MIDDLE = re.compile(
    rf"^(?P<food>[^\d]*[^\W\d_])\s+(?P<amount>{_NUMBER})\s?(?P<unit>[^\W\d_]+)\.?\s+(?P<more>.+)$"
)
_DRAINED = re.compile(r"\bdrained (?:wt|weight)|\babtropfgewicht", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\s+(?:or|oder)\s+.*$|\s*/\s*[a-z].*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a recipe. ``amount`` is None where nobody said how much."""

    text: str
    amount: float | None = None  # of ``unit``; the middle of a range
    unit: str = PIECE
    food: str = ""
    preparation: str = ""
    size: str = ""  # large, medium, small
    pack: tuple[float, str] | None = None  # what one pack holds: amount and unit
    most: float | None = None  # the end of a range
    plus: tuple[float, str] | None = None  # "1 cup plus 2 tbsp"
    to_taste: bool = False
    optional: bool = False
    heading: bool = False
    doubtful: bool = False  # "1.500 g" may be one and a half or fifteen hundred
    each: bool = False  # ``pack`` is of one piece: "2 (6-ounce) fillets"
    drained: bool = False  # ``pack`` is without its liquid

    @property
    def words(self) -> frozenset[str]:
        """What is said of the food and how it is prepared, as ``plain_words``."""
        return frozenset(plain_words(self.food)) | frozenset(plain_words(self.preparation))


def read_line(text: str) -> Line:
    """Takes a line apart. What it does not know stays in ``food``."""
    shown = " ".join(text.split())[:MOST_LETTERS]
    rest = _BULLET.sub("", shown).strip()
    if not rest or (rest.endswith(":") and not any(each.isdigit() for each in rest)):
        return Line(shown, food=rest.rstrip(":"), heading=True)
    rest = _FLUID.sub("floz", plain_figures(rest.replace("—", "-").replace("–", "-")))
    rest = re.sub(r"^(\d+)\s+(?:&|and)\s+(\d/\d)\b", r"\1 \2", rest)  # "1 & 1/2 tsp"
    line = Line(shown)
    if of_fruit := _OF_FRUIT.match(rest):
        amount = _value(of_fruit["amount"]) if of_fruit["amount"] else 0.5 if "half" in rest.casefold() else 1.0
        name, preparation = _food(of_fruit["fruit"])
        what = "juice" if of_fruit["what"].casefold().endswith(("juice", "saft")) else "zest"
        return Line(shown, amount, PIECE, f"{name} {what}", preparation)
    taste = bool(_TASTE.search(rest))
    optional = bool(_OPTIONAL.search(rest))
    rest = _OPTIONAL.sub("", rest)
    rest, line = _amount(rest, line)
    if line.amount is None and taste:
        return replace(line, food=_food(_TASTE.sub("", rest))[0], unit=TO_TASTE, to_taste=True, optional=optional)
    rest, line = _bracketed(rest, line)
    line = replace(line, each=(line.pack is not None and line.unit == PIECE) or "each" in shown.casefold())
    rest, line = _unit(rest, line)
    rest, line = _bracketed(rest, line)
    if found := _PLUS.match(rest):
        unit = _UNIT_OF.get(found["unit"].casefold().rstrip("."), "")
        amount = _value(found["amount"])
        if unit and amount is not None:
            line, rest = replace(line, plus=(amount, unit)), rest[found.end() :]
    elif line.unit in _SMALLER and (found := _AMOUNT.match(rest)) and not found["times"]:
        word, _space, after = rest[found.end() :].partition(" ")
        amount = _value(found["least"])
        if amount is not None and _UNIT_OF.get(word.casefold().rstrip(".")) == _SMALLER[line.unit] and after:
            line, rest = replace(line, plus=(amount, _SMALLER[line.unit])), after
    rest = _SECOND.sub("", rest)
    if line.amount is None:
        rest, line = _amount_at_end(rest, line)
    food, preparation = _food(_TASTE.sub("", rest) if taste else rest)
    if line.amount is None and preparation and "," not in preparation:
        line, preparation = _amount_in_brackets(line, preparation)
    weighed = line.unit not in ("g", "kg", "mg", "oz", "lb") and line.amount is not None and line.pack is None
    if weighed and (inner := _PACK.search(preparation)):
        size = _value(inner["amount"])
        line = replace(line, pack=None if size is None else (size, _pack_unit(inner["unit"])))
    line = replace(line, drained=line.pack is not None and bool(_DRAINED.search(shown)))
    head, _space, last = food.rpartition(" ")
    if line.amount is not None and line.unit == PIECE and head and _UNIT_OF.get(last.casefold()) in _COUNTED_AT_END:
        food, line = head, replace(line, unit=_UNIT_OF[last.casefold()])
    return replace(line, food=food, preparation=preparation, optional=optional, to_taste=taste and line.amount is None)


def _value(text: str) -> float | None:
    text = text.replace("-", " ")
    if "/" in text:
        whole, _space, part = text.strip().rpartition(" ") if " " in text.strip() else ("", "", text.strip())
        if "/" not in part:  # "1 / 2"
            whole, part = "", text.replace(" ", "")
        above, _slash, below = part.replace(" ", "").partition("/")
        return float(whole or 0) + int(above) / int(below) if below and int(below) else None
    return float(text.replace(",", "."))


def _amount(rest: str, line: Line) -> tuple[str, Line]:
    found = _AMOUNT.match(rest)
    if found:
        least, most = _value(found["least"]), _value(found["most"]) if found["most"] else None
        if least is None:
            return rest, line
        rest = rest[found.end() :]
        line = replace(line, doubtful=any(_TWO_WAYS.fullmatch(found[each] or "") for each in ("least", "most")))
        if found["times"]:  # "2 x 400 g cans"
            inner = _PACK.match(rest)
            if inner and (size := _value(inner["amount"])) is not None:
                rest = rest[inner.end() :].strip()
                word, _space, after = rest.partition(" ")
                unit = _UNIT_OF.get(word.casefold(), "pack")
                if unit in ("can", "jar", "pack") and after:
                    rest = after
                unit = unit if unit in ("can", "jar") else "pack"
                return rest, replace(line, amount=least, unit=unit, pack=(size, _pack_unit(inner["unit"])))
        if rest.casefold().startswith("dozen "):
            least, most, rest = least * 12, None, re.sub(r"^dozen\s+(?:of\s+)?", "", rest, flags=re.IGNORECASE)
        middle = (least + most) / 2 if most is not None and most > least else least
        return rest, replace(line, amount=middle, most=most)
    word, _space, after = rest.partition(" ")
    number = _WORDS.get(word.casefold())
    if number is not None and after:
        second, _space, more = after.partition(" ")
        if number == 1.0 and second.casefold() in ("dozen", "couple", "half", "quarter", "few"):
            number, after = _WORDS.get(second.casefold(), 3.0), more
        elif second.casefold() == "dozen":
            number, after = number * 12, more
        elif part := _AND_A_PART.match(after):
            number, after = number + _WORDS[part["part"].casefold()], after[part.end() :]
        after = re.sub(r"^(?:of|a|an)\s+", "", after, flags=re.IGNORECASE)
        return after, replace(line, amount=number)
    return rest, line


def _pack_unit(text: str) -> str:
    word = text.casefold().replace(".", "").replace(" ", "")
    if word.startswith("fl"):
        return "fl oz"
    return _UNIT_OF.get(word, word)


def _bracketed(rest: str, line: Line) -> tuple[str, Line]:
    """What stands in brackets: the size of a pack, or the same amount in another unit."""
    rest = rest.strip()
    if not rest.startswith("("):
        head = _PACK.match(rest)
        if head and line.amount is not None and line.pack is None and line.unit == PIECE:
            after = rest[head.end() :].lstrip(" -")
            word = after.split(" ")[0].casefold().rstrip(".,s")
            unit = _UNIT_OF.get(word, _UNIT_OF.get(after.split(" ")[0].casefold(), ""))
            size = _value(head["amount"])
            if unit in ("can", "jar", "pack") and size is not None:  # "2 400g tins"
                cut = after.partition(" ")[2]
                return cut, replace(line, unit=unit, pack=(size, _pack_unit(head["unit"])))
        return rest, line
    found = _BRACKETS.match(rest)
    if not found:
        return rest.lstrip("("), line
    inner = _PACK.search(found[1])
    rest = rest[found.end() :].strip()
    if inner and line.pack is None and (size := _value(inner["amount"])) is not None:
        line = replace(line, pack=(size, _pack_unit(inner["unit"])))
    return rest, line


def _unit(rest: str, line: Line) -> tuple[str, Line]:
    if line.amount is None or line.unit:
        return rest, line
    rest = re.sub(
        r"^(?:heaping|heaped|generous|scant|level|rounded|packed|good|gehäufte[rs]?)\s+", "", rest, flags=re.I
    )
    if size := _SIZE.match(rest):
        line = replace(line, size=_SIZE_OF[size[1].lower()])
        rest = rest[size.end() :]
    found = re.match(r"([^\W\d_]+)\.?(?=[\s(,/]|$)", rest)
    if not found:
        return rest, line
    word, after = found[1], rest[found.end() :].strip()
    unit = "tbsp" if word in ("T", "Tb") else "tsp" if word == "t" else _UNIT_OF.get(word.casefold(), "")
    if not unit or not (after or unit in ("clove", "can")):
        return rest, line
    if word.casefold() in ("knoblauchzehe", "knoblauchzehen"):
        return f"Knoblauch {after}".strip(), replace(line, unit="clove")
    if unit == "fl oz" or unit == "floz":
        unit = "fl oz"
    after = re.sub(r"^(?:of|de|d'|à)\s+", "", after, flags=re.IGNORECASE)
    second, _space, more = after.partition(" ")
    holder = _UNIT_OF.get(second.casefold(), "")
    if unit in ("g", "oz", "ml", "lb") and holder in ("can", "jar", "pack") and more:  # "400g tin coconut milk"
        return more, replace(line, amount=1.0, unit=holder, pack=(line.amount or 0.0, unit))
    return after, replace(line, unit=unit)


def _food(rest: str) -> tuple[str, str]:
    """The food, and behind a comma or in brackets what is done with it."""
    inside = "; ".join(each.strip() for each in _BRACKETS.findall(rest))
    rest = _BRACKETS.sub(" ", rest)
    name, _comma, preparation = rest.partition(",")
    head, dash, tail = name.partition(" - ")
    if dash:
        name, preparation = head, f"{tail}, {preparation}"
    name = _ALTERNATIVE.sub("", name)
    said = "; ".join(each for each in (preparation.strip(" ,.;"), inside) if each)
    return " ".join(name.split()).strip(" .;*"), said


def _amount_at_end(food: str, line: Line) -> tuple[str, Line]:
    """As in "Carrots 2", "Flour - 200g", "onions x2" or "blueberries 1 cup frozen"."""
    if times := _TIMES_AT_END.match(food):
        return times["food"], replace(line, amount=_value(times["amount"]))
    if middle := _IN_THE_MIDDLE.match(food):
        amount, unit = _value(middle["amount"]), _UNIT_OF.get(middle["unit"].casefold(), "")
        if unit and amount is not None:
            return f"{middle['food']} {middle['more']}", replace(line, amount=amount, unit=unit)
    found = re.search(rf"[\s:–-]+({_NUMBER})\s*([^\W\d_]*)\.?$", food)
    if not found or not found.start():
        return food, line
    unit = _UNIT_OF.get(found[2].casefold(), "" if not found[2] else "?")
    amount = _value(found[1])
    if unit == "?" or amount is None:
        return food, line
    return food[: found.start()].strip(), replace(line, amount=amount, unit=unit)


def _amount_in_brackets(line: Line, preparation: str) -> tuple[Line, str]:
    """As in "oats (80g)" or "banana (1)"."""
    found = re.fullmatch(rf"({_NUMBER})\s*([^\W\d_]*)\.?", preparation)
    if not found or (found[2] and found[2].casefold() not in _UNIT_OF):
        return line, preparation
    return replace(line, amount=_value(found[1]), unit=_UNIT_OF.get(found[2].casefold(), PIECE)), ""


def plain_words(text: str) -> list[str]:
    """The words of a food's name, folded, each in the singular."""
    return [_singular(word) for word in re.findall(r"[^\W\d_]+", folded(text))]


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("oes", "ches", "shes", "sses", "xes")):
        return word[:-2]
    if len(word) > 4 and word.endswith("ves"):
        return word[:-3] + ("f" if word[-4] in "ael" else "fe")
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word

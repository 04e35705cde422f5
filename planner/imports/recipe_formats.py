"""Recipes in a text: a page, JSON of several programs, Cooklang, or plain words."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from planner.imports.page_markup import marked_recipes
from planner.imports.raw_recipe import RawRecipe, RecipeError
from planner.language.plain_text import one_line, plain
from planner.language.read_number import read_number
from planner.language.translate import _

MAX_LINES = 200  # of ingredients in one recipe
MAX_STEPS = 100
MAX_NODES = 200_000  # of a JSON text that are walked through
ARCHIVE_ENDINGS = (".mhtml", ".mht")
PAGE_ENDINGS = (".html", ".htm", ".xhtml", *ARCHIVE_ENDINGS)
_SCRIPT = re.compile(r"<script\b([^<>]{0,2000})>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?)?", re.IGNORECASE)
_TIME = re.compile(r"(\d+(?:[.,]\d+)?)\s*(h|hr|hour|hours|std|stunden?|min|mins|minutes?|minuten)\b", re.IGNORECASE)
_SERVES = re.compile(
    r"(?:serves|servings?|yield|makes|portionen|fur|für)\s*:?\s*(\d{1,4})|(\d{1,4})\s*(?:servings|portionen|people)",
    re.IGNORECASE,
)
_INGREDIENTS = re.compile(r"^\W*(?:ingredients?|zutaten|ingr[ée]dients|ingredientes)\b.{0,40}$", re.IGNORECASE)
_METHOD = re.compile(
    r"^\W*(?:method|directions?|instructions?|preparation|steps|zubereitung|pr[ée]paration)\b.{0,30}$", re.IGNORECASE
)
_COOK = re.compile(r"@(?:([^@#~{}\n]+?)\{([^{}]*)\}|([^\W\d_][\w'-]*))")
_WARE = re.compile(r"#(?:([^@#~{}\n]+?)\{[^{}]*\}|([\w'-]+))")
_TIMER = re.compile(r"~([^@#~{}\n]*)\{([^{}%]*)%?([^{}]*)\}")


def recipes_in_text(text: str, name: str, ending: str) -> Iterator[RawRecipe]:
    """The recipes of a text; ``ending`` is that of its file, ".html".

    Raises:
        RecipeError: while it is read, where there is none or it is damaged.
    """
    head = text[:2000].lstrip()
    if head.startswith(("{", "[")):
        yield from _of_json(text, name)
    elif ending in PAGE_ENDINGS or re.search(r"<(?:!doctype html|html|head|script|body)\b", head, re.IGNORECASE):
        yield from recipes_in_page(text, name)
    elif ending == ".cook" or (len(_COOK.findall(text[:20_000])) >= 2 and "{" in text):
        yield _of_cooklang(text, name)
    else:
        yield _of_words(text, name)


def recipes_in_page(text: str, name: str) -> Iterator[RawRecipe]:
    """The JSON-LD of a saved web page, else what it marks in its elements; scripts are text and never run."""
    found = False
    for script in _SCRIPT.finditer(text):
        if "ld+json" not in script[1].casefold():
            continue
        end = text.find("</", script.end())
        while end != -1 and text[end : end + 8].casefold() != "</script":
            end = text.find("</", end + 2)
        if end == -1:
            break
        try:
            recipes = list(_of_json(text[script.end() : end].strip().removeprefix("<!--").removesuffix("-->"), name))
        except RecipeError:
            continue
        found = found or bool(recipes)
        yield from recipes
    if not found:
        for marked in marked_recipes(text):
            recipe = _recipe_of(marked, name)
            if recipe is not None and recipe.lines:
                found = True
                yield recipe
    if not found:
        said = _("{name}: the page has no recipe in it that programs can read; paste its words instead")
        raise RecipeError(said.format(name=name))


def _of_json(text: str, name: str) -> Iterator[RawRecipe]:
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        raise RecipeError(_("{name}: the JSON in it is damaged").format(name=name)) from None
    left = [MAX_NODES]
    yield from _recipes_in(data, name, left)


def _recipes_in(data: object, name: str, left: list[int]) -> Iterator[RawRecipe]:
    """Every recipe in a JSON value, however deep it is; each kind is known by its keys."""
    waiting = [data]
    while waiting:
        value = waiting.pop()
        left[0] -= 1
        if left[0] < 0:
            raise RecipeError(_("{name}: there is too much in it").format(name=name))
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            recipe = _recipe_of(value, name)
            if recipe is not None:
                yield recipe
            else:
                waiting += reversed([each for each in value.values() if isinstance(each, dict | list)])


def _recipe_of(entry: Mapping[str, object], name: str) -> RawRecipe | None:
    kind = entry.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    if any(isinstance(each, str) and each.rpartition("/")[2] == "Recipe" for each in kinds) or (
        "recipeIngredient" in entry or "recipe_ingredient" in entry
    ):
        return _schema_org(entry, name)
    if isinstance(entry.get("steps"), list) and ("working_time" in entry or "servings_text" in entry):
        return _tandoor(entry, name)
    if isinstance(entry.get("ingredients"), str) and "directions" in entry:
        return _paprika(entry, name)
    return None


def _schema_org(entry: Mapping[str, object], name: str) -> RawRecipe:
    given = entry.get("recipeIngredient", entry.get("recipe_ingredient", entry.get("ingredients")))
    lines = [_mealie_line(each) for each in _listed(given)]
    steps = list(_steps(entry.get("recipeInstructions", entry.get("recipe_instructions"))))
    program = "Mealie" if any(isinstance(each, dict) for each in _listed(given)) else ""
    source = _text(entry.get("orgURL") or entry.get("url") or entry.get("mainEntityOfPage") or entry.get("isBasedOn"))
    ours = entry.get("magnolia")
    dish = ours.get("dish") if isinstance(ours, dict) else None
    recipe = _made(
        _text(entry.get("name")) or name,
        lines,
        _servings(entry.get("recipeYield", entry.get("recipe_yield", entry.get("recipeServings")))),
        _minutes(entry),
        steps,
        source,
        program or "schema.org",
    )
    if not isinstance(ours, dict) or not isinstance(dish, dict):
        return recipe
    foods = tuple(each for each in _listed(ours.get("own_foods"))[:MAX_LINES] if isinstance(each, dict))
    return replace(recipe, dish=dish, own_foods=foods, program="Magnolia")


def _mealie_line(value: object) -> str:
    """A line, or the parts of one as Mealie keeps them."""
    if not isinstance(value, dict):
        return _text(value)
    shown = _text(value.get("display")) or _text(value.get("originalText") or value.get("original_text"))
    if shown:
        return shown
    parts = [_amount_text(value.get("quantity"))]
    for key in ("unit", "food"):
        part = value.get(key)
        parts.append(_text(part.get("name")) if isinstance(part, dict) else _text(part))
    note = _text(value.get("note"))
    return " ".join(part for part in parts if part) + (f", {note}" if note and len(parts) > 1 and any(parts) else note)


def _tandoor(entry: Mapping[str, object], name: str) -> RawRecipe:
    lines: list[str] = []
    steps: list[str] = []
    for step in _listed(entry.get("steps")):
        if not isinstance(step, dict):
            continue
        steps.append(_text(step.get("instruction")))
        for each in _listed(step.get("ingredients")):
            if not isinstance(each, dict) or each.get("is_header"):
                continue
            unit, food = each.get("unit"), each.get("food")
            words = [
                "" if each.get("no_amount") else _amount_text(each.get("amount")),
                _text(unit.get("name")) if isinstance(unit, dict) else _text(unit),
                _text(food.get("name")) if isinstance(food, dict) else _text(food),
            ]
            note = _text(each.get("note"))
            lines.append(" ".join(word for word in words if word) + (f", {note}" if note else ""))
    times = [_count(entry.get(key)) or 0 for key in ("working_time", "waiting_time")]
    source = _text(entry.get("source_url"))
    return _made(
        _text(entry.get("name")) or name, lines, _servings(entry.get("servings")), sum(times) or None, steps, source,
        "Tandoor",
    )  # fmt: skip


def _paprika(entry: Mapping[str, object], name: str) -> RawRecipe:
    lines = str(entry.get("ingredients") or "").split("\n")
    steps = str(entry.get("directions") or "").split("\n")
    total = _time(_text(entry.get("total_time")))
    parts = [_time(_text(entry.get(key))) or 0 for key in ("prep_time", "cook_time")]
    source = _text(entry.get("source_url") or entry.get("source"))
    return _made(
        _text(entry.get("name")) or name, lines, _servings(entry.get("servings")), total or sum(parts) or None, steps,
        source, "Paprika",
    )  # fmt: skip


def _of_cooklang(text: str, name: str) -> RawRecipe:
    """https://cooklang.org/docs/spec: ``@food{amount%unit}``, ``#pot{}``, ``~{10%minutes}``, ``>> servings: 2``."""
    facts: dict[str, str] = {}
    lines: list[str] = []
    steps: list[str] = []
    text = re.sub(r"\[-.*?-\]", "", text[:500_000], flags=re.DOTALL)
    if front := re.match(r"\s*---\n(.*?)\n---\n", text, re.DOTALL):
        for line in front[1].split("\n"):
            key, _colon, value = line.partition(":")
            facts[key.strip().casefold()] = value.strip()
        text = text[front.end() :]
    for line in text.split("\n"):
        line = line.split("--")[0].strip()
        if line.startswith(">>"):
            key, _colon, value = line[2:].partition(":")
            facts[key.strip().casefold()] = value.strip()
        elif line and not line.startswith("="):
            for food, amount, word in _COOK.findall(line):
                quantity, _percent, unit = amount.partition("%")
                lines.append(" ".join(part.strip() for part in (quantity, unit, food or word) if part.strip()))
            step = _COOK.sub(lambda found: found[1] or found[3], line)
            step = _WARE.sub(lambda found: found[1] or found[2], step)
            steps.append(_TIMER.sub(lambda found: f"{found[2]} {found[3]}".strip(), step))
    if not lines:
        raise RecipeError(_("{name}: there is no recipe in it that Magnolia can read").format(name=name))
    servings = _servings(facts.get("servings") or facts.get("serves") or facts.get("yield"))
    title = facts.get("title") or Path(name).stem
    time = facts.get("time") or facts.get("time required") or facts.get("total time") or ""
    return _made(title, lines, servings, _time(time), steps, facts.get("source", ""), "Cooklang")


def _of_words(text: str, name: str) -> RawRecipe:
    """A recipe as people type it: a title, the ingredients under a heading or as the first block, then the method."""
    lines = [line.strip() for line in text[:500_000].replace("\r", "\n").split("\n")]
    shown = [line for line in lines if line]
    if not shown:
        raise RecipeError(_("{name}: the text is empty").format(name=name))
    begin = next((place for place, line in enumerate(lines) if _INGREDIENTS.match(line)), None)
    method = next((place for place, line in enumerate(lines) if _METHOD.match(line) and place > (begin or 0)), None)
    title = shown[0].lstrip("# ").strip()
    if begin is None:
        first = lines.index(shown[0])
        begin = first if method is not None or len(shown) > 2 else first - 1
        while method is None and not _has_amounts(lines[begin + 1 : _end_of_block(lines, begin + 1)]):
            if (later := _end_of_block(lines, begin + 1)) >= len(lines):
                break
            begin = later  # a block of words, such as a heading in a language nobody reads here
    end = method if method is not None else _end_of_block(lines, begin + 1)
    ingredients = [line for line in lines[begin + 1 : end] if line and not _SERVES.fullmatch(line)]
    steps = lines[(method + 1 if method is not None else end) :]
    serves = next((found for line in shown[:60] if (found := _SERVES.search(line))), None)
    servings = int(serves[1] or serves[2]) if serves else None
    if not any(any(each.isdigit() or not each.isascii() for each in line) for line in ingredients):
        raise RecipeError(
            _("{name}: no line in it begins like an ingredient, such as “250 g lentils”").format(name=name)
        )
    return _made(title, ingredients, servings, None, steps, "", "")


def _has_amounts(block: list[str]) -> bool:
    return any(any(each.isdecimal() for each in line) for line in block if not _SERVES.fullmatch(line))


def _end_of_block(lines: list[str], begin: int) -> int:
    """The first blank line behind ingredients, but for blank lines between two groups of them."""
    seen = False
    for place in range(begin, len(lines)):
        if lines[place]:
            seen = True
        elif seen:
            return place
    return len(lines)


def _made(
    name: str,
    lines: list[str],
    servings: int | None,
    minutes: int | None,
    steps: list[str],
    source: str,
    program: str,
) -> RawRecipe:
    kept = [line for each in lines if (line := one_line(_TAG.sub("", each)).strip()[:400])]
    if len(kept) > MAX_LINES:
        said = _("{name}: {count} ingredients, expected at most {most}")
        raise RecipeError(said.format(name=one_line(name)[:80], count=len(kept), most=MAX_LINES))
    told = [step for each in steps if (step := " ".join(plain(_TAG.sub(" ", each)).split()))]
    return RawRecipe(
        one_line(_TAG.sub("", name))[:200] or _("Recipe"),
        tuple(kept),
        servings,
        minutes,
        tuple(told[:MAX_STEPS]),
        one_line(source)[:300],
        program,
    )


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return list(value.split("\n"))
    return [] if value is None else [value]


def _text(value: object) -> str:
    """A text without marks of a page; of an object what names it."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name") or value.get("text")
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return html.unescape(html.unescape(str(value)[:20_000])).strip()


def _steps(value: object, depth: int = 0) -> Iterator[str]:
    for each in _listed(value):
        if isinstance(each, dict) and isinstance(each.get("itemListElement"), list) and depth < 5:
            yield from _steps(each["itemListElement"], depth + 1)
        elif isinstance(each, dict):
            yield _text(each.get("text") or each.get("name"))
        else:
            yield from _text(each).split("\n")


def _amount_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return _text(value) if isinstance(value, str) else ""
    return f"{value:g}"


def _count(value: object) -> int | None:
    number = read_number(str(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    return None if number is None or not 0 < number < 100_000 else round(number)


def _servings(value: object) -> int | None:
    for each in _listed(value):
        found = re.search(r"\d+", str(each)[:100]) if isinstance(each, str | int | float) else None
        if found and 0 < int(found[0][:6]) <= 1000:
            return int(found[0][:6])
    return None


def _minutes(entry: Mapping[str, object]) -> int | None:
    total = _time(_text(entry.get("totalTime", entry.get("total_time"))))
    if total:
        return total
    parts = (_time(_text(entry.get(key))) or 0 for key in ("prepTime", "cookTime", "performTime"))
    return sum(parts) or None


def _time(text: str) -> int | None:
    """Minutes of "PT1H30M", "1 hour 30 min" or "45"."""
    found = _DURATION.fullmatch(text[:40].strip()) if text else None
    if found and any(found.groups()):
        days, hours, minutes = (int((part or "0")[:5]) for part in found.groups())
        return days * 1440 + hours * 60 + minutes
    total = 0.0
    for amount, unit in _TIME.findall(text[:100]):
        total += float(amount.replace(",", ".")) * (60 if unit.casefold().startswith(("h", "s")) else 1)
    return round(total) or _count(text)

"""The command that takes foods or recipes from files into a document, and says line by line what came of it."""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.commands.given import BadInput, file_to_write
from planner.document.document import Document, Stored
from planner.document.document_json import stored_to_text
from planner.editing.own_edits import with_imported, with_own, with_own_dish
from planner.files.store import StoreError, load
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError, read_catalogue
from planner.foods.meals import read_templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.imports.foods import Answers, Import, import_from_bytes
from planner.imports.raw_recipe import RecipeError
from planner.imports.recipes import Draft, dish_from, problems_with, read_drafts
from planner.imports.table import read_file
from planner.language.numbers import figure
from planner.language.plain_text import plain
from planner.language.translate import _, ngettext
from planner.output.formats import to_json_text
from planner.own.dish import SERVINGS
from planner.own.food import LABELS, PER, food_of
from planner.own.kinds import DISH_KINDS, KINDS

FOODS, RECIPES = "foods", "recipes"
NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Taken:
    """The document with what was taken in, and the report on it."""

    document: bytes
    report: bytes
    whole: bool  # whether nothing was left out or must be asked


def add_options(command: argparse.ArgumentParser) -> None:
    """What the command takes beside the options of all."""
    command.add_argument("what", choices=(FOODS, RECIPES))
    command.add_argument("files", type=Path, nargs="+", metavar="FILE", help=_("files to read"))
    command.add_argument("--document", type=Path, default=argparse.SUPPRESS, help=_("the document to begin with"))
    command.add_argument("--output", type=file_to_write, help=_("the document to write, with what was added"))
    command.add_argument("--format", choices=("text", "json"), default="text", help=_("how the report is printed"))
    command.add_argument("--kind", choices=[kind.word for kind in KINDS], default="", metavar="KIND")
    command.add_argument("--portion-g", type=float, metavar="GRAMS", help=_("what a portion weighs, for all foods"))
    command.add_argument("--diet", choices=DIETS, default="")
    command.add_argument("--allergens", help=_("what all the foods have, such as milk;egg, or none"))
    command.add_argument("--dish-kind", choices=[kind.word for kind in DISH_KINDS], default="", metavar="KIND")
    command.add_argument("--servings", type=int, help=_("servings of a recipe, where it does not say or says wrong"))
    command.add_argument("--per", choices=PER, default="", help=_("what the figures are for"))
    command.add_argument("--label", choices=LABELS, default="", help=_("eu: fibre is not within carbohydrate"))


def take(options: argparse.Namespace, foods: Path) -> Taken:
    """Reads the files one after the other into the document.

    Raises:
        BadInput: if the document or an answer cannot be used.
    """
    if options.servings is not None and not SERVINGS[0] <= options.servings <= SERVINGS[1]:
        least, most = SERVINGS
        said = _("--servings is {count}, expected a whole number from {least} to {most}")
        raise BadInput(said.format(count=options.servings, least=least, most=most))
    stored, catalogue = _begun(options, foods)
    if options.what == RECIPES:
        return _recipes(options, stored, catalogue)
    answers = _answers(options)
    entries: list[dict[str, object]] = []
    document, whole = stored.document, True
    for path in options.files:
        try:
            found = import_from_bytes(
                read_file(path), path.name, with_own(catalogue, document), document, answers=answers
            )
        except CatalogueError as error:
            entries.append({"file": path.name, "refused": str(error)})
            whole = False
            continue
        document = with_imported(document, found.foods)
        whole = whole and not found.problems and not found.waiting
        entries.append(_foods_entry(path, found))
    report = to_json_text({"files": entries}) if options.format == "json" else _text(entries)
    return Taken(stored_to_text(Stored(document, stored.plan)).encode(), report.encode(), whole)


def _recipes(options: argparse.Namespace, stored: Stored, catalogue: Catalogue) -> Taken:
    """Takes the recipes in which nothing is left to ask."""
    entries: list[dict[str, object]] = []
    document, whole = stored.document, True
    for path in options.files:
        known = with_own(catalogue, document)
        try:
            found = read_drafts(path, known, document)
        except RecipeError as error:
            entries.append({"file": path.name, "refused": str(error)})
            whole = False
            continue
        recipes = []
        known = found.catalogue or known
        for draft in found.drafts:
            chosen = replace(draft, kind=options.dish_kind or draft.kind, servings=options.servings or draft.servings)
            problems = problems_with(chosen, known, document)
            if not problems:
                dish = dish_from(chosen, known, document)
                document = with_own_dish(with_imported(document, found.foods_of([dish])), dish)
            whole = whole and not problems
            recipes.append(_recipe_entry(chosen, problems))
        whole = whole and not found.left_out
        entries.append({"file": path.name, "recipes": recipes, "left_out": list(found.left_out)})
    report = to_json_text({"files": entries}) if options.format == "json" else _recipes_text(entries)
    return Taken(stored_to_text(Stored(document, stored.plan)).encode(), report.encode(), whole)


def _recipe_entry(draft: Draft, problems: Sequence[str]) -> dict[str, object]:
    lines = [
        {
            "text": guess.line.text,
            "amount": guess.line.amount,
            "unit": guess.line.unit,
            "food": guess.food or None,
            "name": guess.name,
            "grams": guess.grams,
            "confidence": guess.confidence,
            "ask": guess.ask,
            "note": guess.note,
            "left_out": guess.left_out,
        }
        for guess in draft.guesses
    ]
    return {
        "name": draft.name,
        "program": draft.recipe.program,
        "kind": draft.kind,
        "servings": draft.servings,
        "servings_said": draft.servings_said,
        "minutes": draft.recipe.minutes,
        "source": draft.recipe.source,
        "taken": not problems,
        "ask": list(problems),
        "lines": lines,
    }


def _recipes_text(entries: list[dict[str, object]]) -> str:
    """The report as a person reads it, the lines to look at marked."""
    lines: list[str] = []
    for entry in entries:
        if "refused" in entry:
            lines.append(str(entry["refused"]))
            continue
        for recipe in _listed(entry["recipes"]):
            taken = _("added") if recipe["taken"] else " ".join(_words(recipe["ask"]))
            lines.append(f"{recipe['name']}: {taken}")
            for line in _listed(recipe["lines"]):
                grams = line["grams"]
                weight = "" if not isinstance(grams, float) else f", {figure(grams)} g"
                name = _("left out") if line["left_out"] else line["name"] or _("no food")
                lines.append(f"  {'?' if line['ask'] else ' '} {line['text']} → {name}{weight} {line['ask']}".rstrip())
        lines += _words(entry["left_out"])
    return plain("\n".join(lines) + "\n")


def _begun(options: argparse.Namespace, foods: Path) -> tuple[Stored, Catalogue]:
    """The document to begin with, and the foods without its own."""
    try:
        stored = load(options.document, read_templates()) if options.document else Stored(Document())
        if stored is None:
            raise BadInput(_("{document}: there is no such file").format(document=options.document))
        return stored, read_catalogue(options.foods or foods)
    except (StoreError, CatalogueError) as error:
        raise BadInput(str(error)) from None


def _answers(options: argparse.Namespace) -> Answers:
    words: frozenset[str] | None = None
    if options.allergens is not None:
        words = frozenset(word.strip() for word in options.allergens.split(";") if word.strip()) - {NOTHING}
        if unknown := sorted(words - set(ALLERGENS)):
            raise BadInput(
                _("--allergens has {word!r}, expected {words}").format(word=unknown[0][:40], words=", ".join(ALLERGENS))
            )
    grams = options.portion_g
    if grams is not None and not (math.isfinite(grams) and grams > 0):
        raise BadInput(_("--portion-g is {grams}, expected a number above 0").format(grams=grams))
    return Answers(options.kind, grams, options.diet, words, options.per, options.label)


def _foods_entry(path: Path, found: Import) -> dict[str, object]:
    """What a table of foods came to."""
    foods = []
    for own in found.foods:
        food = food_of(own)
        foods.append(
            {
                "id": own.id,
                "name": own.name,
                "portion_g": own.step_g,
                "energy_kcal_per_100_g": food.amounts.get(ENERGY),
                "magnesium_mg_per_100_g": food.amounts.get(MAGNESIUM),
            }
        )
    return {
        "file": path.name,
        "program": found.layout.program if found.layout else "",
        "taken": foods,
        "left_out": [{"line": problem.line, "why": problem.sentence} for problem in found.problems],
        "ask": sorted(found.asks),
        "waiting": found.waiting,
    }


def _text(entries: list[dict[str, object]]) -> str:
    """The report as a person reads it."""
    lines: list[str] = []
    for entry in entries:
        if "refused" in entry:
            lines.append(str(entry["refused"]))
            continue
        taken, left_out = _listed(entry["taken"]), _listed(entry["left_out"])
        said = ngettext("{file}: {count} food was added.", "{file}: {count} foods were added.", len(taken))
        lines.append(said.format(file=entry["file"], count=len(taken)))
        lines += [f"  {one['name']}" for one in taken]
        lines += [_("  line {line}: {why}").format(line=one["line"], why=one["why"]) for one in left_out]
        if entry["ask"]:
            asked = ", ".join(f"--{str(key).replace('_', '-')}" for key in _words(entry["ask"]))
            said = ngettext(
                "  {count} food waits for an answer: say {options}.",
                "  {count} foods wait for an answer: say {options}.",
                int(str(entry["waiting"])),
            )
            lines.append(said.format(count=entry["waiting"], options=asked))
    return plain("\n".join(lines) + "\n")


def _words(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def _listed(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []

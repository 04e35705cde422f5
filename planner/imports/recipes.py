"""A recipe taken as a dish of the user's own: its lines matched and weighed, and what is not in its figures said."""

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from planner.document.document import Document
from planner.document.own_json import own_dishes, own_foods
from planner.document.read_values import DocumentError
from planner.editing.own_edits import id_for, taken_names, with_own_food
from planner.foods.catalogue import Catalogue
from planner.imports.ingredients import Matcher, kind_of_dish
from planner.imports.raw_recipe import RawRecipe
from planner.imports.recipe_files import RecipesRead, read_recipes
from planner.imports.scales import Guess
from planner.language.translate import _, ngettext
from planner.own.dish import (
    MINUTES,
    MOST_CHARACTERS,
    MOST_OWN_DISHES,
    MOST_STEPS,
    SERVINGS,
    OwnDish,
    Weighed,
    dish_problems,
)
from planner.own.food import MOST_NAME, MOST_OWN_FOODS, OwnFood, folded, food_of, tidy

USUAL_SERVINGS, USUAL_MINUTES = 4, 30  # where the recipe does not say


@dataclass(frozen=True, slots=True)
class Draft:
    """A recipe on its way to a dish. ``kind`` is empty where nobody can tell it from the name."""

    recipe: RawRecipe
    guesses: tuple[Guess, ...]
    kind: str
    servings: int
    name: str
    own: OwnDish | None = None  # the dish as it was, where Magnolia wrote the recipe

    @property
    def asks(self) -> tuple[Guess, ...]:
        """The lines somebody must look at."""
        return tuple(guess for guess in self.guesses if not guess.sure)

    @property
    def missing(self) -> tuple[Guess, ...]:
        """The lines that are neither in the figures nor left out."""
        return tuple(guess for guess in self.guesses if guess.grams is None and not guess.left_out)

    @property
    def servings_said(self) -> bool:
        return self.recipe.servings is not None

    def with_guess(self, place: int, guess: Guess) -> "Draft":
        """With one line as somebody put it right."""
        return replace(self, guesses=(*self.guesses[:place], guess, *self.guesses[place + 1 :]))


def draft_of(
    recipe: RawRecipe, matcher: Matcher, taken: Collection[str], ids: Mapping[str, str] = MappingProxyType({})
) -> Draft:
    """The recipe with what is made of each line; ``ids`` are those that own foods of the recipe have here."""
    least, most = SERVINGS
    if recipe.dish is not None and (own := _own(recipe.dish)) is not None:
        guesses = tuple(matcher.exactly(ids.get(part.food, part.food), part.grams) for part in own.ingredients)
        return Draft(recipe, guesses, own.kind, own.servings, _free(own.name, taken), own)
    guesses = tuple(matcher.guess(line) for line in recipe.lines)
    servings = min(most, max(least, recipe.servings or USUAL_SERVINGS))
    return Draft(recipe, guesses, kind_of_dish(recipe.name), servings, _free(recipe.name, taken))


class _Brought:
    """The own foods that come with dishes of Magnolia, under ids and names that are free here.

    A food that is here already is not taken twice.
    """

    def __init__(self, catalogue: Catalogue, document: Document) -> None:
        self._catalogue, self._document = catalogue, document
        self._names = set(taken_names(catalogue))
        self._seen: list[tuple[OwnFood, str]] = [(own, own.id) for own in document.own_foods]
        self.foods: list[OwnFood] = []

    def take(self, entries: Sequence[Mapping[str, object]]) -> dict[str, str]:
        """The ids these foods have here, by the ids they come with; one that cannot be read is not among them."""
        ids: dict[str, str] = {}
        for entry in entries:
            try:
                (own,) = own_foods([dict(entry)])
            except DocumentError:
                continue
            known = next((here for seen, here in self._seen if replace(seen, id=own.id) == own), None)
            if known is not None:
                ids[own.id] = known
            elif len(self._document.own_foods) < MOST_OWN_FOODS:
                ids[own.id] = self._add(own)
        return ids

    def _add(self, own: OwnFood) -> str:
        name = _free(own.name, self._names)
        document = self._document
        taken = {*(food.id for food in document.own_foods), *(dish.id for dish in document.own_dishes)}
        free = own.id not in self._catalogue and own.id not in taken
        here = replace(own, id=own.id if free else id_for(name, self._catalogue, self._document), name=name)
        self._names.add(name)
        self._seen.append((own, here.id))
        self.foods.append(here)
        self._document = with_own_food(self._document, here)
        return here.id

    def catalogue(self) -> Catalogue:
        """The catalogue with these foods."""
        if not self.foods:
            return self._catalogue
        known = {**self._catalogue.foods, **{own.id: food_of(own) for own in self.foods}}
        return Catalogue(MappingProxyType(known), self._catalogue.problems, self._catalogue.dishes_left_out)


def _own(entry: Mapping[str, object]) -> OwnDish | None:
    """The dish Magnolia wrote beside the recipe, None where nobody can read it."""
    try:
        return own_dishes([dict(entry)], ())[0]
    except DocumentError:
        return None


def _free(name: str, names: Collection[str]) -> str:
    """The recipe's name, with a number where a food is called so already."""
    taken = {folded(each) for each in names}
    stem = tidy(name)[: MOST_NAME - 10] or _("Recipe")
    number, found = 1, stem
    while folded(found) in taken:
        number += 1
        found = f"{stem} ({number})"
    return found


def dish_from(draft: Draft, catalogue: Catalogue, document: Document) -> OwnDish:
    """The dish. What is left out of its figures is its first step, so that nobody forgets it."""
    grams: dict[str, float] = {}
    for guess in draft.guesses:
        if guess.food and guess.grams and not guess.left_out:
            grams[guess.food] = grams.get(guess.food, 0.0) + guess.grams
    parts = tuple(Weighed(food, amount) for food, amount in grams.items())
    if draft.own is not None:
        own, new = draft.own, id_for(draft.name, catalogue, document)
        free = own.id not in catalogue and all(dish.id != own.id for dish in document.own_dishes)
        return replace(
            own,
            id=own.id if free else new,
            name=draft.name,
            kind=draft.kind,
            servings=draft.servings,
            ingredients=parts,
            method=tuple(_short([*_notes(draft), *own.method])),
        )
    steps = [*_notes(draft), *draft.recipe.steps]
    if draft.recipe.source:
        steps.append(_("From: {source}").format(source=draft.recipe.source))
    least, most = MINUTES
    return OwnDish(
        id=id_for(draft.name, catalogue, document),
        name=draft.name,
        kind=draft.kind,
        ingredients=parts,
        servings=draft.servings,
        minutes=min(most, max(least, draft.recipe.minutes or USUAL_MINUTES)),
        method=tuple(_short(steps)),
    )


def left_out_lines(draft: Draft) -> tuple[str, ...]:
    """The lines that are not in the figures, headings apart."""
    return tuple(guess.line.text for guess in draft.guesses if guess.left_out and not guess.line.heading)


def _notes(draft: Draft) -> list[str]:
    lines = left_out_lines(draft)
    if not lines:
        return []
    said = ngettext("Not in the figures: {lines}.", "Not in the figures: {lines}.", len(lines))
    return [said.format(lines="; ".join(lines))]


def _short(steps: Sequence[str]) -> list[str]:
    """The steps within what a dish may have: long ones are cut between words, the last ones are put together."""
    cut: list[str] = []
    for step in steps:
        while len(step) > MOST_CHARACTERS:
            place = step.rfind(" ", 0, MOST_CHARACTERS)
            place = place if place > 0 else MOST_CHARACTERS
            cut.append(step[:place].strip())
            step = step[place:].strip()
        if step:
            cut.append(step)
    return cut[:MOST_STEPS]


@dataclass(frozen=True, slots=True)
class Drafts:
    """The recipes of a file on their way to dishes, and what of it could not be read.

    ``foods`` are own foods that come with them, and are taken with the dishes that have them; ``catalogue`` knows them.
    """

    name: str
    drafts: tuple[Draft, ...]
    left_out: tuple[str, ...] = ()
    foods: tuple[OwnFood, ...] = ()
    catalogue: Catalogue | None = None

    def foods_of(self, dishes: Iterable[OwnDish]) -> tuple[OwnFood, ...]:
        """The foods that must be taken for these dishes."""
        wanted = {food for dish in dishes for food in dish.foods}
        return tuple(own for own in self.foods if own.id in wanted)


def read_drafts(
    path: Path,
    catalogue: Catalogue,
    document: Document,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Drafts:
    """Reads the recipes of a file or folder and matches their lines. ``progress`` hears of recipes done and in all.

    Raises:
        RecipeError: if there is none that can be read.
    """
    return drafts_of(read_recipes(path), catalogue, document, stop, progress)


def drafts_of(
    found: RecipesRead,
    catalogue: Catalogue,
    document: Document,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Drafts:
    """The recipes with what is made of their lines; no two have one name."""
    brought = _Brought(catalogue, document)
    ids = [brought.take(recipe.own_foods) for recipe in found.recipes]
    catalogue = brought.catalogue()
    matcher = Matcher(catalogue)
    taken = set(taken_names(catalogue))
    room = MOST_OWN_DISHES - len(document.own_dishes)
    left_out = list(found.left_out)
    drafts: list[Draft] = []
    for place, recipe in enumerate(found.recipes):
        if stop is not None and stop.is_set():
            break
        progress(place, len(found.recipes))
        if len(drafts) >= room:
            said = _("There are {most} own dishes already, and no room for more.").format(most=MOST_OWN_DISHES)
            left_out.append(f"{recipe.name[:60]}: {said}")
            break
        if not recipe.lines:
            left_out.append(_("{name}: there are no ingredients in it").format(name=recipe.name[:60]))
            continue
        draft = draft_of(recipe, matcher, taken, ids[place])
        taken.add(draft.name)
        drafts.append(draft)
    return Drafts(found.name, tuple(drafts), tuple(left_out), tuple(brought.foods), catalogue)


def problems_with(draft: Draft, catalogue: Catalogue, document: Document) -> tuple[str, ...]:
    """Why this is no dish yet, a sentence each; none where it can be taken."""
    said = []
    if count := len(draft.asks):
        waiting = ngettext("{count} line must be looked at.", "{count} lines must be looked at.", count)
        said.append(waiting.format(count=count))
    if not draft.kind:
        said.append(_("Say what kind of dish it is."))
    if said:
        return tuple(said)
    dish = dish_from(draft, catalogue, document)
    names = {food.name for food in catalogue if food.id != dish.id}
    return tuple(str(problem) for problem in dish_problems(dish, catalogue.foods, names))

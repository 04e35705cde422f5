"""A recipe as it was written, before anything in it is matched or weighed."""

from collections.abc import Mapping
from dataclasses import dataclass


class RecipeError(ValueError):
    """A file that holds no recipe that can be read; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class RawRecipe:
    """A recipe as it was written: nothing is matched or weighed."""

    name: str
    lines: tuple[str, ...]
    servings: int | None = None
    minutes: int | None = None
    steps: tuple[str, ...] = ()
    source: str = ""  # an address or a book, shown as text and never opened
    program: str = ""
    dish: Mapping[str, object] | None = None  # the dish as Magnolia wrote it beside the recipe
    own_foods: tuple[Mapping[str, object], ...] = ()  # the own foods in it, written likewise

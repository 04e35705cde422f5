"""What the lines of a diary are taken for: a food and its grams, and what somebody must look at before it counts."""

import re
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from planner.diary.table import MAX_BYTES, DiaryTable, Line, read_diary, read_words
from planner.diary.weighing import grams_of, usual_grams
from planner.document.document import Document
from planner.document.usual_days import MOST_DAYS, MOST_ENTRIES, MOST_GRAMS, UsualDay, UsualEntry
from planner.foods.catalogue import Catalogue
from planner.foods.meals import SNACK, SNACKS
from planner.foods.nutrients import ENERGY
from planner.foods.search import folded
from planner.imports.table import FOUND_OUT, Dialect, read_file
from planner.language.numbers import figure
from planner.language.translate import _
from planner.now.eaten import Eaten, Entries, Entry, eaten
from planner.now.entering import Finder, Offer
from planner.now.intake import ASKED_ABOVE_G

LOOKED_AT = 12  # foods that a search found, of which one may have the energy the file counts
ALIKE, ALIKE_KCAL = 0.15, 12.0  # two tables count the same food this much alike [share, kcal]
STEP = 25  # guesses between two words of progress
LEFT_OUT_MEAL = SNACK  # of lines that name no meal, until the user says another
_EMPTY = frozenset({"", "with", "and", "the", "of", "a", "in", "or", "ns", "nfs", "to", "as", "mit", "und"})


@dataclass(frozen=True, slots=True)
class Guess:
    """What all lines of one food in one amount are taken for. ``ask`` is empty where nobody needs to look."""

    lines: tuple[int, ...]  # their places in the table
    first: Line
    food: str = ""  # its id
    name: str = ""
    grams: float | None = None  # [g] of one line
    ask: str = ""
    note: str = ""
    left_out: bool = False

    @property
    def sure(self) -> bool:
        """Whether it counts as it is."""
        return not self.ask

    @property
    def counts(self) -> bool:
        """Whether it has all it needs to be counted."""
        return not self.left_out and bool(self.food) and self.grams is not None


@dataclass(frozen=True, slots=True)
class Diary:
    """A table with a guess for each of its lines."""

    table: DiaryTable
    guesses: tuple[Guess, ...]

    def with_guess(self, place: int, guess: Guess) -> "Diary":
        return replace(self, guesses=(*self.guesses[:place], guess, *self.guesses[place + 1 :]))

    def on(self, days: Sequence[str]) -> list[int]:
        """The places of the guesses that are about one of these days, those to look at first."""
        asked = frozenset(days)
        lines = self.table.lines
        there = [
            place for place, guess in enumerate(self.guesses) if any(lines[each].day in asked for each in guess.lines)
        ]
        return sorted(there, key=lambda place: (self.guesses[place].sure, self.guesses[place].counts, place))


Progress = Callable[[int, int], None]


def read_with_guesses(
    path: Path,
    finder: Finder,
    catalogue: Catalogue,
    stop: threading.Event | None = None,
    progress: Progress = lambda done, of: None,
    dialect: Dialect = FOUND_OUT,
) -> Diary:
    """A file with its guesses.

    Raises:
        CatalogueError: if nothing of it can be used.
    """
    table = read_diary(read_file(path, MAX_BYTES), path.name, dialect)
    return guessed(table, finder, catalogue, stop, progress)


def guessed(
    table: DiaryTable,
    finder: Finder,
    catalogue: Catalogue,
    stop: threading.Event | None = None,
    progress: Progress = lambda done, of: None,
) -> Diary:
    """A guess for every food and amount of a table; those that were not come to when ``stop`` is set are missing."""
    alike: dict[tuple[str, float | None, str], list[int]] = {}
    for place, line in enumerate(table.lines):
        alike.setdefault((folded(line.name), line.amount, folded(line.unit)), []).append(place)
    offers: dict[str, tuple[tuple[Offer, ...], bool]] = {}
    guesses: list[Guess] = []
    for places in alike.values():
        if stop is not None and stop.is_set():
            break
        if len(guesses) % STEP == 0:
            progress(len(guesses), len(alike))
        first = table.lines[places[0]]
        name = folded(first.name)
        if name not in offers:
            offers[name] = offers_for(first.name, finder)
        guesses.append(_guess(tuple(places), first, *offers[name], catalogue))
    return Diary(table, tuple(guesses))


def offers_for(name: str, finder: Finder) -> tuple[tuple[Offer, ...], bool]:
    """The foods a name may mean, the likeliest first, and whether they answer all of its words."""
    told = _words(name)
    foods = read_words().foods
    if any(word in foods for word in told):
        english = " ".join(foods.get(word, word) for word in told)
        whole = finder.find(english)
        return whole or finder.find_most(english)[0], bool(whole) and all(word in foods for word in told)
    found, missing = finder.find_most(" ".join(told))
    if not missing and (whole := finder.find(" ".join(told))):
        return whole, True
    return found or finder.find(" ".join(told)), False


def weighed(guess: Guess, food: Eaten, catalogue: Catalogue) -> Guess:
    """The guess with another food, in the amount that was written."""
    line = guess.first
    made = replace(guess, food=food.id, name=food.name, grams=None, ask="", note="", left_out=False)
    if line.amount is None:
        return replace(made, grams=usual_grams(food.id, catalogue), ask=line.why or _("No amount is given."))
    if line.amount <= 0:
        return replace(made, ask=_("The amount is 0: leave it out, or say how much it was."))
    grams, ask = grams_of(food.id, line.amount, line.unit, catalogue)
    if grams is None:
        return replace(made, ask=ask)
    if grams > MOST_GRAMS:
        said = _("{grams} g cannot be: nobody eats that much at a meal.")
        return replace(made, ask=said.format(grams=figure(grams, ",.0f")))
    if grams > ASKED_ABOVE_G:
        ask = _("{grams} g is a lot. Is that right?").format(grams=figure(grams, ",.0f"))
    return replace(made, grams=round(grams, 1) or None, ask=ask or ("" if round(grams, 1) else _("It weighs nothing.")))


def _guess(lines: tuple[int, ...], first: Line, offers: Sequence[Offer], whole: bool, catalogue: Catalogue) -> Guess:
    guess = Guess(lines, first)
    if first.supplement:
        return replace(guess, left_out=True, note=_("Supplements are entered on a page of their own."))
    if not offers:
        return replace(guess, ask=_("No food is called like this: search it, or leave it out."))
    best, fits = None, None
    for offer in offers[:LOOKED_AT]:
        made = weighed(guess, eaten(offer.id, catalogue), catalogue)
        best = best or made
        fits = _energy_fits(made, catalogue)
        if fits:
            best = made
        if fits or fits is None or _same_name(made):
            break  # it is the one; or the file tells no energy, or nobody knows what it weighs
    if best is None:
        return guess
    return replace(best, ask=best.ask or _asked(best, catalogue, whole=whole, fits=fits))


def _asked(guess: Guess, catalogue: Catalogue, *, whole: bool, fits: bool | None) -> str:
    """What is not sure about the food: its name, or its energy."""
    line = guess.first
    if fits is False and line.energy_kcal is not None:
        said = _("The file counts {theirs} kcal, this food {ours} kcal. Is it what you ate?")
        ours = _kcal(guess, catalogue) or 0.0
        return said.format(theirs=figure(line.energy_kcal, ",.0f"), ours=figure(ours, ",.0f"))
    figures = set(re.findall(r"\d+", line.name)) - set(re.findall(r"\d+", guess.name))  # "72 %" is of another chocolate
    sure = not figures and (_same_name(guess) or (whole and fits))
    return "" if sure else _("Is this what you ate?")


def _same_name(guess: Guess) -> bool:
    """Whether the food has the words of the line, and no others."""
    theirs, ours = ({word.rstrip("s") for word in _words(name)} for name in (guess.first.name, guess.name))
    return theirs == ours


def _energy_fits(guess: Guess, catalogue: Catalogue) -> bool | None:
    """Whether the file counts about as much energy as this food has; None where it cannot be compared."""
    theirs, ours = guess.first.energy_kcal, _kcal(guess, catalogue)
    if theirs is None or ours is None:
        return None
    return abs(theirs - ours) <= max(ALIKE_KCAL, ALIKE * max(theirs, ours))


def _kcal(guess: Guess, catalogue: Catalogue) -> float | None:
    if guess.grams is None:
        return None
    per_100_g = eaten(guess.food, catalogue).amounts.get(ENERGY)
    return None if per_100_g is None else per_100_g * guess.grams / 100


def _words(name: str) -> list[str]:
    words = re.findall(r"[^\W\d_]+", folded(name))
    kept = [word for word in dict.fromkeys(words) if word not in _EMPTY]
    return kept or words


# What becomes of it


def last_days(diary: Diary) -> tuple[str, ...]:
    """The last seven days of it, by their dates where all have one, else in the order of the file."""
    days = sorted(diary.table.days, key=_date_of) if all(map(_is_date, diary.table.days)) else diary.table.days
    return tuple(days[-MOST_DAYS:])


def usual_days_of(
    diary: Diary, days: Sequence[str], meal: str = LEFT_OUT_MEAL, meals: Collection[str] = ()
) -> tuple[UsualDay, ...]:
    """The days as a document holds them, of what counts; lines that name no meal are at ``meal``.

    ``meals`` are those of the person's day: a snack of the morning or the evening that is not there is the one snack.

    A day holds as many entries as a document may have; ``full`` names those that had more.
    """
    by_line: dict[int, Guess] = {place: guess for guess in diary.guesses if guess.counts for place in guess.lines}
    made = []
    for day in days:
        entries = [
            UsualEntry(_meal_of(line, meal, meals), by_line[place].food, by_line[place].grams or 0.0)
            for place, line in enumerate(diary.table.lines)
            if line.day == day and place in by_line
        ]
        made.append(tuple(entries[:MOST_ENTRIES]))
    return tuple(made)


def entries_of(
    diary: Diary, days: Sequence[str], catalogue: Catalogue, meals: Collection[str] = ()
) -> tuple[Entries, ...]:
    """All that was eaten on these days; what nobody can tell is in them as a food of which nothing is known.

    ``meals`` as in ``usual_days_of``.
    """
    by_line = {place: guess for guess in diary.guesses for place in guess.lines}
    made = []
    for day in days:
        entries = []
        for place, line in enumerate(diary.table.lines):
            guess = by_line[place]
            if line.day != day or guess.left_out or line.amount == 0:
                continue
            food = eaten(guess.food, catalogue) if guess.counts else _unknown(line.name)
            entries.append(Entry(_meal_of(line, LEFT_OUT_MEAL, meals), food, guess.grams or 0.0))
        made.append(tuple(entries))
    return tuple(made)


def _meal_of(line: Line, left_out: str, meals: Collection[str]) -> str:
    if line.meal in SNACKS and line.meal not in meals:
        return SNACK
    return line.meal or left_out


def _unknown(name: str) -> Eaten:
    """Something that was eaten, of which nothing is known: it makes every total "at least"."""
    return Eaten(f"unknown {name}", name, frozenset(), MappingProxyType({}), frozenset(), "")


def full(diary: Diary, days: Sequence[str]) -> tuple[str, ...]:
    """The days with more entries than one can hold."""
    counting = {place for guess in diary.guesses if guess.counts for place in guess.lines}
    held: dict[str, int] = {}
    for place in counting:
        day = diary.table.lines[place].day
        held[day] = held.get(day, 0) + 1
    return tuple(day for day in days if held.get(day, 0) > MOST_ENTRIES)


def with_days(document: Document, days: Sequence[UsualDay], *, behind: bool) -> Document:
    """The document with these usual days, in the place of those it has or behind them."""
    before: Sequence[UsualDay] = document.usual_days if behind else ()
    return document.with_usual_days(tuple([*before, *(day for day in days if day)][:MOST_DAYS]))


_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)"),
    re.compile(r"(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4})"),
)


def _is_date(text: str) -> bool:
    return _date_of(text) != date.min


def _date_of(text: str) -> date:
    """The date a text is, ``date.min`` where it is none that can be read in one way alone."""
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return date.min
    return date.min


def by_day(diary: Diary) -> Mapping[str, int]:
    """How many lines each day has, in the order they are shown."""
    days = sorted(diary.table.days, key=_date_of) if all(map(_is_date, diary.table.days)) else diary.table.days
    held = dict.fromkeys(days, 0)
    for line in diary.table.lines:
        held[line.day] += 1
    return held

"""Finding foods by what one types: names and groups, with a slip of the finger forgiven."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from planner.foods.food import Food

SHORTEST = 4  # letters; in a shorter word, one other letter makes another word
LONG = 6  # letters from which the first one may be wrong, or two others
PLURALS = ("s", "es")


class Rank(IntEnum):
    """How well a food answers: the lower, the better. A food ranks as its worst word."""

    NAME = 0  # a word of the name begins with what was typed
    GROUP = 1  # a word of the group does
    INSIDE_NAME = 2  # it is inside the name
    INSIDE_GROUP = 3
    SLIP_IN_NAME = 4  # a word of the name is like it
    SLIP_IN_GROUP = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A food that answers, and how well."""

    food: Food
    rank: Rank


@dataclass(frozen=True, slots=True)
class _Entry:
    food: Food
    name: str
    group: str
    first_word: str
    name_words: frozenset[str]
    group_words: frozenset[str]


class Search:
    """Foods made ready to be searched.

    A typed word is looked for at the beginning of words, then inside them. Only where no food has a word that
    begins with it, words that are spelled like it are taken: those with the fewest slips of all.
    """

    def __init__(self, foods: Iterable[Food]) -> None:
        self._entries = tuple(_entry(food) for food in sorted(foods, key=lambda food: food.name.casefold()))
        words = (entry.name_words | entry.group_words for entry in self._entries)
        self._vocabulary: frozenset[str] = frozenset().union(*words)

    def find(self, text: str) -> tuple[Found, ...]:
        """The foods that answer every word of the text, all for no word.

        The best come first; of equal ones those whose name begins with an answer, then by name.
        """
        typed = {word: self._like(word) for word in _words(text)}
        found: list[tuple[bool, Found]] = []
        for entry in self._entries:
            ranks = [_rank(entry, word, like) for word, like in typed.items()]
            known = [rank for rank in ranks if rank is not None]
            if len(known) == len(ranks):
                answers = (entry.first_word.startswith(word) or entry.first_word in typed[word] for word in typed)
                found.append((not any(answers), Found(entry.food, max(known, default=Rank.NAME))))
        found.sort(key=lambda one: (one[1].rank, one[0]))
        return tuple(one for _, one in found)

    def _like(self, typed: str) -> frozenset[str]:
        """The words of the foods that are spelled most like a typed one; none where a word begins with it.

        A word that is only begun counts where no whole one is like it.
        """
        if len(typed) < SHORTEST or any(word.startswith(typed) for word in self._vocabulary):
            return frozenset()
        return _nearest(typed, {word: _whole(word) for word in self._vocabulary}) or _nearest(
            typed, {word: _begun(word, len(typed)) for word in self._vocabulary}
        )


def _entry(food: Food) -> _Entry:
    name, group = folded(food.name), folded(food.group)
    words = re.findall(r"\w+", name)
    first = words[0] if words else ""
    return _Entry(food, name, group, first, frozenset(words), _words(group))


def _nearest(typed: str, forms: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The words of which a form is made of the typed one with the fewest slips, few enough to be slips at all."""
    slips = {word: count for word, spelled in forms.items() if (count := _slips(typed, word[:1], spelled)) is not None}
    fewest = min(slips.values(), default=0)
    return frozenset(word for word, count in slips.items() if count == fewest)


def _whole(word: str) -> frozenset[str]:
    """The word, also without what makes it a plural."""
    return frozenset(word.removesuffix(ending) for ending in ("", *PLURALS) if word.endswith(ending))


def _begun(word: str, letters: int) -> frozenset[str]:
    """What one may have typed of the word when so many letters are there."""
    return frozenset(word[:end] for end in (letters - 1, letters, letters + 1) if end <= len(word))


def _rank(entry: _Entry, typed: str, like: frozenset[str]) -> Rank | None:
    """How well a food answers one word, None if it does not."""
    if any(word.startswith(typed) for word in entry.name_words):
        return Rank.NAME
    if any(word.startswith(typed) for word in entry.group_words):
        return Rank.GROUP
    if typed in entry.name:
        return Rank.INSIDE_NAME
    if typed in entry.group:
        return Rank.INSIDE_GROUP
    if not like.isdisjoint(entry.name_words):
        return Rank.SLIP_IN_NAME
    return None if like.isdisjoint(entry.group_words) else Rank.SLIP_IN_GROUP


def _slips(typed: str, first: str, forms: Iterable[str]) -> int | None:
    """Letters to add, drop, change or swap in what was typed to have one of the forms; None where it is too many."""
    from rapidfuzz.distance import OSA  # here, because a window should not wait for it before its first paint

    right = typed[0] == first
    most = int(right) + int(len(typed) >= LONG)
    fewest = min((OSA.distance(typed, form, score_cutoff=most) for form in forms), default=most + 1)
    return fewest if fewest <= most else None


def folded(text: str) -> str:
    """In small letters without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", folded(text)))

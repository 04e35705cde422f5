"""Finding one of fourteen thousand foods by what one types: fast, slips forgiven, common foods first."""

import heapq
import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, takewhile
from types import MappingProxyType

from planner.foods.search import LONG, SHORTEST, folded
from planner.foods.usda import READY_TO_EAT_CEREALS, SR, Named, read_usda

MOST_FOUND = 50  # foods in an answer
AVERAGE = frozenset({"nfs", "ns"})  # FNDDS calls the mean of a kind so: the best guess where nobody knows more
_SLIP = 1.5  # points for a slip of the finger
_HEAD = 2.0  # points
_KEPT = 200  # words whose answers are kept: the more, the more memory and the fewer searches
_FEWER = 0.3  # of these points where foods answer some of the words only: which words counts for more
_POOR = 4.0  # points a food falls back that a table's note calls a poor pick: raw trims, brands, no magnesium
_OF_SR = 1.5  # points SR Legacy falls back: FNDDS has the foods and dishes as they are eaten
_CEREAL = 8.0  # points a cereal of FNDDS falls back behind that of SR Legacy, which has its whole grain


@dataclass(frozen=True, slots=True)
class _Entry:
    named: Named
    words: tuple[str, ...]
    place: Mapping[str, float]  # how far a word is from the beginning of the name, or of its part between two commas
    head: frozenset[str]  # the words before the first comma
    points: float  # the fewer, the more common


class UsdaSearch:
    """Names made ready to be searched. A typed word is looked for at the beginning of words; a slip is forgiven there
    where no word begins so."""

    def __init__(self, names: Iterable[Named]) -> None:
        self._entries = tuple(_entry(named) for named in names if not named.baby)
        places: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries):
            for word in dict.fromkeys(entry.words):
                places[word].append(place)
        self._places = dict(places)
        self._vocabulary = sorted(places)
        # A file has the same words in line after line; a worker and the window may ask at once.
        self._answers = lru_cache(_KEPT)(self._answers_of)
        self._said = lru_cache(_KEPT)(self._said_by)

    def find(self, text: str, categories: Collection[str] = ()) -> tuple[Named, ...]:
        """The foods that answer every word, at most ``MOST_FOUND``, the best first; none for no word.

        With ``categories`` only foods of those.
        """
        typed = list(dict.fromkeys(_words(text)))
        if not typed:
            return ()
        answers = [self._answers(word, place == 0) for place, word in enumerate(typed)]
        rarest = min(answers, key=len)
        found = {at: sum(one[at] for one in answers) for at in rarest if all(at in one for one in answers)}
        asked = frozenset(typed)
        ranked = []
        for at, points in found.items():
            entry = self._entries[at]
            if not categories or entry.named.category in categories:
                points += entry.points - _of_head(entry.head, asked)
                ranked.append((points, len(entry.words), entry.named.name, at))
        ranked.sort()
        return tuple(self._entries[at].named for *_rest, at in ranked[:MOST_FOUND])

    def find_most(self, text: str) -> tuple[tuple[Named, ...], frozenset[str]]:
        """The foods that answer as many of the words as any food does, and the words the first of them does not answer.

        A rare word says more than a common one. No slip is forgiven: a brand is spelled like some food or other.
        """
        typed = list(dict.fromkeys(_words(text)))
        said = {word: self._said(word) for word in typed}
        known = [each for each in said.values() if each]
        if not known:
            return (), frozenset(typed)
        every = set.intersection(*(set(each) for each in said.values()))
        points = {at: sum(each[at] for each in known) for at in every}
        if not every:
            for each in known:
                for at, more in each.items():
                    points[at] = points.get(at, 0.0) + more
        ranked = heapq.nsmallest(MOST_FOUND, ((points[at] + _FEWER * self._entries[at].points, at) for at in points))
        best = ranked[0][1]
        missing = frozenset(word for word, each in said.items() if best not in each)
        return tuple(self._entries[at].named for _points, at in ranked), missing

    def _said_by(self, word: str) -> Mapping[int, float]:
        """The places of the foods that have a word, each with its points: the fewer, the more the word says."""
        known, share = self._same(word)
        near: dict[int, float] = {}
        for each in known:
            for at in self._places[each]:
                near[at] = min(near.get(at, math.inf), self._entries[at].place[each])
        rare = share * (1.0 + math.log(len(self._entries) / max(1, len(near))))
        return {at: _FEWER * place - rare for at, place in near.items()}

    def _same(self, word: str) -> tuple[list[str], float]:
        """The word itself, in the singular or plural, as far as it is known; else, for half of it, those it begins."""
        stem = word.removesuffix("s")
        same = [each for each in dict.fromkeys((word, stem, f"{stem}s", f"{stem}es")) if each in self._places]
        if same or len(word) <= SHORTEST:
            return same, 1.0
        start = bisect_left(self._vocabulary, word)
        return list(takewhile(lambda known: known.startswith(word), islice(self._vocabulary, start, None))), 0.5

    def _answers_of(self, word: str, first: bool) -> dict[int, float]:
        """The places of the foods that answer a word, each with its points."""
        points: dict[int, float] = {}
        for known, slips in self._like(word).items():
            ends = 0.0 if len(known) - len(word) <= 1 else 1.0  # "oat" means oats before oatmeal
            for at in self._places[known]:
                cost = _SLIP * slips + ends + self._entries[at].place[known] * (1.0 if first else 0.5)
                points[at] = min(points.get(at, cost), cost)
        return points

    def _like(self, word: str) -> dict[str, float]:
        """The words that begin with it, else those spelled most like it, each with its slips."""
        start = bisect_left(self._vocabulary, word)
        begun: dict[str, float] = {}
        for known in self._vocabulary[start:]:
            if not known.startswith(word):
                break
            begun[known] = 0.0
        if begun or len(word) < SHORTEST:
            return begun
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        most = 1 + int(len(word) >= LONG)
        near = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=most, limit=None)
        if not near:  # a word that is only begun
            starts: dict[str, list[str]] = defaultdict(list)
            for known in self._vocabulary:
                starts[known[: len(word)]].append(known)
            heads = process.extract(word, list(starts), scorer=OSA.distance, score_cutoff=most, limit=None)
            near = [(known, slips, 0) for head, slips, _at in heads for known in starts[head]]
        return {known: float(slips) for known, slips, _at in near}


@cache
def usda_search() -> UsdaSearch:
    """The search over the table the product ships, made at the first call."""
    return UsdaSearch(read_usda().names())


def _of_head(head: frozenset[str], asked: frozenset[str]) -> float:
    """The points a food is ahead whose name, up to its first comma, is what was typed: "Apple, raw" for "apples"."""
    same = len(head) == len(asked) and all(any(a.rstrip("s") == b.rstrip("s") for b in head) for a in asked)
    return _HEAD if same else 0.0


def _places(name: str) -> dict[str, float]:
    place: dict[str, float] = {}
    for part, text in enumerate(name.split(",")):
        for number, word in enumerate(_words(text)):
            place.setdefault(word, min(4.0, number + 0.5 * part))
    return place


def _entry(named: Named) -> _Entry:
    words = tuple(_words(named.name))
    plain = {"raw", "whole", "regular"} & set(words)
    points = 0.25 * len(words)
    if not named.id.startswith(SR):
        points -= 1.0 if AVERAGE & set(words) else 0.5 if plain else 0.0
        points += _CEREAL if named.code in READY_TO_EAT_CEREALS else 0.0
    else:
        points += _OF_SR + (_POOR if named.note else 0.0)
    head = frozenset(_words(named.name.partition(",")[0]))
    return _Entry(named, words, MappingProxyType(_places(named.name)), head, points)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", folded(text))

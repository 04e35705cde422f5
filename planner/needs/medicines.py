"""Medicines by name: which groups of rules one belongs to, and finding one by what a person types.

``data/medicines.csv`` holds English generic names, other names and brands of the US and Europe, and the groups of
each; a group is a word that rules of ``data/rules.toml`` may have as their ``when``. A name that is not there is kept
as it was written, and said not to be checked.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from planner.foods.search import folded as plain_letters
from planner.language.phrases import in_a_row
from planner.language.translate import _

# In the order in which notices are said: what can hurt within hours first.
GROUPS = (
    "low blood sugar",
    "MAO inhibitor",
    "raised potassium",
    "warfarin",
    "grapefruit medicine",
    "metformin",
    "levothyroxine",
    "levodopa",
    "methotrexate",
    "nitrous oxide",
    "zinc",
    "isoniazid or hydralazine",
    "bisphosphonate",
    "tetracycline or quinolone",
    "gabapentin",
    "loop or thiazide diuretic",
    "potassium-sparing diuretic",
    "proton-pump inhibitor",
)
GRAVE = GROUPS[:2]  # what is said before all else
MOST_OFFERED = 6  # names beside what is typed
SHORTEST = 4  # letters; in a shorter word, one other letter makes another word
LONG = 7  # letters from which two may be wrong


@dataclass(frozen=True, slots=True)
class Medicine:
    """One medicine of the table: its generic name, its other names and brands, and the groups it belongs to."""

    name: str
    also: tuple[str, ...]
    groups: frozenset[str]


@cache
def read_medicines() -> tuple[Medicine, ...]:
    """The table in its order, which is that of the generic names."""
    text = files("planner").joinpath("data", "medicines.csv").read_text(encoding="utf-8")
    return tuple(
        Medicine(row["name"], tuple(filter(None, row["also"].split(";"))), frozenset(row["groups"].split(";")))
        for row in csv.DictReader(text.splitlines())
    )


@lru_cache(maxsize=1000)
def known(written: str) -> tuple[Medicine, ...]:
    """The medicines that a person's words name, whatever else they say, such as a dose; none where all is unknown.

    The words stand for every medicine they hold: a tablet of two is both.
    """
    words = _folded(written)
    found = [(place, one) for name, one in _names().items() if (place := words.find(f" {name} ")) >= 0]
    return tuple(dict.fromkeys(one for _place, one in sorted(found, key=lambda each: each[0])))


def groups_of(written: Sequence[str]) -> frozenset[str]:
    """The groups of all that is taken."""
    return _groups_of(tuple(written))


@lru_cache(maxsize=1000)
def _groups_of(written: tuple[str, ...]) -> frozenset[str]:
    return frozenset(group for each in written for one in known(each) for group in one.groups)


def in_group(written: Sequence[str], group: str) -> tuple[str, ...]:
    """Those of the names that belong to a group, as they were written."""
    return tuple(each for each in written if group in groups_of((each,)))


def unchecked(written: Sequence[str]) -> tuple[str, ...]:
    """The names that the table does not hold."""
    return tuple(each for each in written if not known(each))


def meant(written: str) -> str:
    """The name of the table that an unknown one is a slip away from; empty where there is none, or it is known."""
    if known(written):
        return ""
    from rapidfuzz.distance import OSA

    nearest: tuple[int, str] | None = None
    whole = " ".join(word for word in _folded(written).split() if word.isalpha() and len(word) > 1)
    for text in dict.fromkeys((whole, *whole.split())):
        if len(text) < SHORTEST:
            continue
        most = 2 if len(text) >= LONG else 1
        for folded, name in _spelled().items():
            slips = OSA.distance(text, folded, score_cutoff=most)
            if slips <= most and (nearest is None or slips < nearest[0]):
                nearest = slips, name
    return nearest[1] if nearest is not None else ""


def in_words(written: str) -> str:
    """A name as it was written, with the generic names of what it is, or that it is not checked."""
    names = [one.name for one in known(written)]
    if not names:
        return _("{medicine} (not checked)").format(medicine=written)
    new = [name for name in names if f" {_folded(name).strip()} " not in _folded(written)]
    return _("{medicine} ({generic})").format(medicine=written, generic=in_a_row(new)) if new else written


def find(typed: str) -> tuple[str, ...]:
    """The names that begin with what was typed, else those spelled most like it; as the table writes them."""
    text = _folded(typed).strip()
    if not text:
        return ()
    names = _spelled()
    begun = [name for folded, name in names.items() if folded.startswith(text)]
    if begun:
        return tuple(sorted(begun, key=lambda name: (len(name), name.casefold()))[:MOST_OFFERED])
    return _alike(text, names)[:MOST_OFFERED]


def _alike(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Names within one slip of what was typed, or two in a long word; a name that is only begun counts as well."""
    from rapidfuzz.distance import OSA  # here, because a window should not wait for it before its first paint

    if len(text) < SHORTEST:
        return ()
    most = 2 if len(text) >= LONG else 1
    slips: dict[str, int] = {}
    for folded, name in names.items():
        forms = {folded, *(folded[:end] for end in range(len(text) - 1, len(text) + 2))}
        fewest = min(OSA.distance(text, form, score_cutoff=most) for form in forms)
        if fewest <= most:
            slips[name] = fewest
    return tuple(sorted(slips, key=lambda name: (slips[name], name.casefold())))


@cache
def _spelled() -> Mapping[str, str]:
    """Every name by its folded form."""
    names = (name for one in read_medicines() for name in (one.name, *one.also))
    return MappingProxyType({_folded(name).strip(): name for name in names})


@cache
def _names() -> Mapping[str, Medicine]:
    """The medicine of every folded name; of a name that several have, such as a tablet of two, all by their row."""
    found: dict[str, Medicine] = {}
    for one in read_medicines():
        for name in (one.name, *one.also):
            folded = _folded(name).strip()
            if folded in found:
                other = found[folded]
                one_of_two = Medicine(name, (), other.groups | one.groups)
                found[folded] = one_of_two
            else:
                found[folded] = one
    return MappingProxyType(found)


def _folded(text: str) -> str:
    """Words in small letters without accents and signs, a space around each."""
    words = " ".join(re.findall(r"[^\W_]+", plain_letters(text)))
    return f" {words} "

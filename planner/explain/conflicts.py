"""Which of the user's own choices leave no plan together: as few of them as are enough, proven by the exact model."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from planner.document.document import Document
from planner.explain.feasibility import DocumentSearch, Found, Share
from planner.explain.user_choices import Choice, shortened, without, words_together
from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.optimise.clock import Clock

# A check gets at most 40 % of the remaining time, and at most max(4 s, 15 % of it). With larger shares, one hard check
# leaves no time for the others; with smaller ones, hard checks stay open.
ONE_CHECK = 0.4  # of the remaining time
LONGEST_CHECK, OF_MUCH_TIME = 4.0, 0.15  # [s], of the remaining time
FEW = 3  # choices that are named even when none could be left out


@dataclass(frozen=True, slots=True)
class Conflict:
    """Choices that leave no plan together.

    ``minimal`` says that without any one of them a day was found: none of them is named in vain. ``proven`` is false
    when the search ended before it could leave anything out.
    """

    choices: tuple[Choice, ...]
    minimal: bool
    proven: bool = True


def find_conflict(
    document: Document, day: int, choices: Sequence[Choice], search: DocumentSearch, clock: Clock
) -> Conflict:
    """Choices that leave no day together, as few as can be shown.

    The document as it is has no such day. What neither a day nor a proof was found for counts as possible, so a
    choice is left out only when there is provably no day without it.
    """
    checks = _Checks(document, day, tuple(choices), search, clock)
    everything = tuple(range(len(choices)))
    narrowed = _narrowed(checks, (), everything, asked=True)
    kept = list(narrowed)
    minimal = True
    for number in narrowed:
        others = tuple(other for other in kept if other != number)
        found = checks.with_only(others)
        if found.impossible:
            kept = list(others)
        minimal = minimal and (found.impossible or found.day is not None)
    if minimal and len(kept) < len(narrowed):
        minimal = all(checks.with_only(tuple(o for o in kept if o != number)).day is not None for number in kept)
    proven = minimal or len(kept) < len(choices) or len(kept) <= FEW
    return Conflict(tuple(choices[number] for number in kept), minimal, proven)


def one_check(clock: Clock) -> Clock:
    """The time for one of many checks: a hard one must not take that of all others."""
    return Share(clock, min(ONE_CHECK * clock.left, max(LONGEST_CHECK, OF_MUCH_TIME * clock.left)))


@dataclass(slots=True)
class _Checks:
    """Asks for a day with some of the choices only, and remembers the answers."""

    document: Document
    day: int
    choices: tuple[Choice, ...]
    search: DocumentSearch
    clock: Clock
    known: dict[frozenset[int], Found] = field(default_factory=dict)

    def with_only(self, numbers: tuple[int, ...]) -> Found:
        wanted = frozenset(numbers)
        if wanted not in self.known:
            dropped = [choice for number, choice in enumerate(self.choices) if number not in wanted]
            document = without(self.document, dropped)
            self.known[wanted] = self.search.day(document, self.day, one_check(self.clock))
        return self.known[wanted]


def _narrowed(checks: _Checks, background: tuple[int, ...], choices: tuple[int, ...], asked: bool) -> tuple[int, ...]:
    """The choices that are needed beside ``background``, by halves (Junker 2004, QuickXplain).

    Background and choices together leave no day; ``asked`` says that the background may do so alone.
    """
    if not choices or (asked and checks.with_only(background).impossible):
        return ()
    if len(choices) == 1:
        return choices
    middle = len(choices) // 2
    first, last = choices[:middle], choices[middle:]
    of_last = _narrowed(checks, background + first, last, asked=True)
    of_first = _narrowed(checks, background + of_last, first, asked=bool(of_last))
    return of_first + of_last


def conflict_sentences(conflict: Conflict) -> tuple[str, ...]:
    """What stands in the way, in words."""
    words = shortened(words_together(conflict.choices))
    if not words:
        return (_("None of your own choices stands in the way: even without them no day can be planned."),)
    if not conflict.proven:
        return (_("Which of your choices stand in the way was not found in time."),)
    if len(conflict.choices) == 1:
        said = _("What stands in the way: {choice}.").format(choice=words[0])
        return (said, _("Without it the day can be planned.")) if conflict.minimal else (said,)
    said = _("What stands in the way together: {choices}.").format(choices=in_a_row(words))
    if conflict.minimal:
        return (said, _("Without any one of these the day can be planned."))
    return (said, _("Perhaps not all of these are needed: the search ended early."))

"""What somebody writes down of a date beside its meals, each optional: a score of tingling or pain, and their weight.

Nothing is planned by it: the weight a plan is made for is that of the profile.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from planner.document.read_values import DocumentError, a_date, a_list, amount, an_object, known_keys, short, whole
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.profile import WEIGHTS

# The numerical rating scale of 11 points: 0 is none, 10 the worst imaginable. Farrar et al. 2001, Pain 94:149-158.
SCORES = (0, 10)
MOST_DIARY = 36_600  # days: a hundred years


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """What was written down of one date.

    Raises:
        ValueError: if the score or the weight is none that anybody can have.
    """

    date: date
    score: int | None = None  # of tingling or pain, within SCORES
    weight_kg: float | None = None  # [kg] within WEIGHTS

    def __post_init__(self) -> None:
        if self.score is not None and not SCORES[0] <= self.score <= SCORES[1]:
            raise ValueError(f"a score of {self.score}")
        if self.weight_kg is not None and not WEIGHTS[0] <= self.weight_kg <= WEIGHTS[1]:
            raise ValueError(f"a weight of {self.weight_kg} kg")

    def __bool__(self) -> bool:
        return self.score is not None or self.weight_kg is not None


def day_of(diary: Sequence[DiaryDay], when: date) -> DiaryDay:
    """What a diary in the order of its dates has of one, empty where that is nothing."""
    at = bisect_left(diary, when, key=lambda day: day.date)
    return diary[at] if at < len(diary) and diary[at].date == when else DiaryDay(when)


def with_day(diary: Sequence[DiaryDay], day: DiaryDay) -> tuple[DiaryDay, ...]:
    """The diary with a day in place of the one of its date; one that says nothing leaves it."""
    at = bisect_left(diary, day.date, key=lambda each: each.date)
    after = at + (at < len(diary) and diary[at].date == day.date)
    return (*diary[:at], *([day] if day else []), *diary[after:])


def diary_days(data: object) -> tuple[DiaryDay, ...]:
    """Reads the key ``diary``. Days out of order are put in order, one that is there twice is one.

    Raises:
        DocumentError: where the first value that cannot be accepted is; also where a date has two different days.
    """
    entries = a_list(data, "diary")
    if len(entries) > MOST_DIARY:
        raise DocumentError("diary", _("are more than {most}").format(most=MOST_DIARY))
    days: dict[date, DiaryDay] = {}
    for number, value in enumerate(entries):
        where = f"diary[{number}]"
        entry = an_object(value, where)
        known_keys(entry, ("date", "score", "weight_kg"), where)
        score = whole(entry["score"], f"{where}.score", *SCORES) if "score" in entry else None
        weight = _weight(entry["weight_kg"], f"{where}.weight_kg") if "weight_kg" in entry else None
        day = DiaryDay(a_date(entry.get("date"), f"{where}.date"), score, weight)
        if not day:
            raise DocumentError(where, _("has neither a score nor a weight"))
        if days.setdefault(day.date, day) != day:
            raise DocumentError(where, _("{date} is there a second time, and differs").format(date=day.date))
    return tuple(days[when] for when in sorted(days))


def _weight(value: object, where: str) -> float:
    kg = amount(value, where)
    if not WEIGHTS[0] <= kg <= WEIGHTS[1]:
        least, most = (figure(end) for end in WEIGHTS)
        said = _("is {value}, expected {least} to {most} kg")
        raise DocumentError(where, said.format(value=short(value), least=least, most=most))
    return kg


def diary_to_json(diary: Sequence[DiaryDay]) -> list[object]:
    """As the document holds it."""
    return [_day_to_json(day) for day in diary]


def _day_to_json(day: DiaryDay) -> dict[str, object]:
    facts: dict[str, object] = {"score": day.score, "weight_kg": day.weight_kg}
    return {"date": day.date.isoformat()} | {key: value for key, value in facts.items() if value is not None}

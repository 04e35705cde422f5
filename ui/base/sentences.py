"""What the window says: numbers, days, wishes, what a plan promises and what became of it, in words."""

import math
from collections.abc import Sequence

from planner.document.document import EATEN, FINE, LIKE, LOVE, NEVER, OTHER, RARELY, SKIPPED, Document, Mark
from planner.editing.plan_changes import portions_by_place
from planner.foods import nutrients
from planner.foods.nutrients import Nutrient
from planner.language.dates import SHORT_WEEKDAYS, WEEKDAYS, date_after
from planner.language.numbers import figure, written
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _, ngettext
from planner.needs.profile import Profile
from planner.needs.profile_words import in_words
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan, Total, totals
from planner.plan.promise import is_over
from ui.base.allergen_words import ALLERGEN_WORDS

TASTE_WORDS = {NEVER: _("Never"), RARELY: _("Rarely"), FINE: _("Fine"), LIKE: _("Like"), LOVE: _("Love")}

MOST_NAMES = 2  # foods named in one sentence


def number(amount: float) -> str:
    """An amount as it is read: "1,004", "18.2", "0.86"."""
    decimals = 0 if amount >= 100 or amount == 0 else 1 if amount >= 10 else 2
    text = f"{amount:,.{decimals}f}"
    return written(text.rstrip("0").rstrip(".") if "." in text else text)


def reached(total: Total, least: float | None, most: float | None, unit: str) -> str:
    """Such as "446 of 420 mg", with "at least" where data are missing; above a limit, the limit."""
    amount = f"≥ {number(total.amount)}" if total.at_least else number(total.amount)
    if most is not None and is_over(total.amount, most):
        return _("{amount} {unit}, over {limit}").format(amount=amount, unit=unit, limit=number(most))
    if least is None:
        return f"{amount} {unit}"
    return _("{amount} of {goal} {unit}").format(amount=amount, goal=number(least), unit=unit)


def day_name(document: Document, day: int, long: bool = False) -> str:
    """The weekday when the document says where its days start, else "Day 3"."""
    when = date_after(document.start, day)
    if when is None:
        return _("Day {day}").format(day=day)
    return (WEEKDAYS if long else SHORT_WEEKDAYS)[when.weekday()]


def profile_line(profile: Profile) -> str:
    """The profile in a few words: "Female, 40 · vegan"."""
    said = _("{sex}, {age} · {diet}").format(
        sex=in_words(profile.sex).capitalize(), age=profile.age_years, diet=in_words(profile.diet)
    )
    without = (_("no {allergen}").format(allergen=inside(ALLERGEN_WORDS[word])) for word in sorted(profile.allergens))
    return ", ".join((said, *map(in_words, sorted(profile.restrictions)), *without))


def magnesium(plan: Plan) -> dict[int, Total]:
    """The magnesium of every day."""
    return {day.number: totals(day.eaten)[nutrients.MAGNESIUM] for day in plan.days}


def quality(solved: Solved) -> str:
    """How close the plan is to the best there is, and what the search took."""
    if not solved.bounded:
        said = _("How close it is to the best plan is being worked out · {seconds} s")
        return said.format(seconds=figure(solved.seconds, ".1f"))
    if not solved.tells:
        said = _("A better one may exist; none was found · {seconds} s")
        return said.format(seconds=figure(solved.seconds, ".1f"))
    said = _("Within {gap} % of the best plan · {seconds} s")
    return said.format(gap=max(1, math.ceil(solved.gap * 100)), seconds=figure(solved.seconds, ".1f"))


def change(before: Plan, after: Plan) -> str:
    """Which foods went and came between two plans."""
    old, new = _foods(before), _foods(after)
    out = [name for food, name in old.items() if food not in new]
    into = [name for food, name in new.items() if food not in old]
    parts = [_("{foods} out").format(foods=_named(out))] if out else []
    if into:
        parts.append(_("{foods} in").format(foods=_named(into)))
    if parts:
        return f"{'; '.join(parts)}."
    if before == after:
        return _("The plan stays as it is.")
    return _resized(before, after) or _("The same foods, in other portions or meals.")


def _resized(before: Plan, after: Plan) -> str:
    """Which portions became larger or smaller, when that is all and they are few; else nothing."""
    old, new = portions_by_place(before), portions_by_place(after)
    places = sorted(place for place in new if place in old and old[place].steps != new[place].steps)
    if old.keys() != new.keys() or not 0 < len(places) <= MOST_NAMES:
        return ""
    said = (
        _("{food} is now {amount}").format(food=new[place].food.name.split(",")[0], amount=new[place].household)
        for place in places
    )
    return _("{changes}; all else stays.").format(changes=in_a_row(said))


def _foods(plan: Plan) -> dict[str, str]:
    return {portion.food.id: portion.food.name for day in plan.days for portion in day.portions}


def _named(names: Sequence[str]) -> str:
    short = [name.split(",")[0] for name in names]
    if len(short) <= MOST_NAMES:
        return in_a_row(short)
    return _("{names} and {count} more").format(names=", ".join(short[:MOST_NAMES]), count=len(short) - MOST_NAMES)


def amount(total: Total, nutrient: Nutrient) -> str:
    """Such as "446 mg", with "at least" where data are missing."""
    said = f"{number(total.amount)} {nutrient.unit}"
    return _at_least(said) if total.at_least else said


def _at_least(amount: str) -> str:
    return _("at least {amount}").format(amount=amount)


def often(times: int) -> str:
    """Such as "at least 3 times a week"."""
    if times == 1:
        return _("at least once a week")
    return ngettext("at least {times} time a week", "at least {times} times a week", times).format(times=times)


def mark_in_words(mark: Mark | None) -> str:
    """What was said of a meal, empty where nothing was."""
    if mark is None:
        return ""
    words = {EATEN: _("Eaten as planned"), SKIPPED: _("Skipped"), OTHER: _("Something else")}
    return f"{words[mark.kind]} · {mark.note}" if mark.note else words[mark.kind]

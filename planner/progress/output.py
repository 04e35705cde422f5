"""Progress as text, JSON and CSV."""

from collections.abc import Iterator, Mapping

from planner.document.document import EATEN, OTHER, SKIPPED
from planner.foods import nutrients
from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import short_date
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.needs.notices import REACHED
from planner.output.safe_text import to_csv
from planner.plan.plan import Total
from planner.progress.recorded import FOODS_SHOWN, DayProgress, Held, Progress, WeekProgress

MARK_WORDS: Mapping[str, str] = {
    "": _("planned"),
    EATEN: _("eaten as planned"),
    SKIPPED: _("skipped"),
    OTHER: _("something else"),
}


def progress_to_json(progress: Progress) -> dict[str, object]:
    """As the README describes it; amounts are not rounded."""
    return {
        "first": progress.first.isoformat(),
        "last": progress.last.isoformat(),
        "days_kept": progress.kept,
        "days": [
            {
                "date": day.date.isoformat(),
                "target_mg": day.least(MAGNESIUM),
                "running_mean_mg": mean,
                "meals": dict(day.marks),
                "planned": _held_to_json(day.planned),
                "eaten": _held_to_json(day.eaten),
            }
            for day, mean in zip(progress.days, progress.running, strict=True)
        ],
        "weeks": [
            {
                "first": week.first.isoformat(),
                "days": week.days,
                "share_of_target": {nutrient.key: share for nutrient, share in week.shares.items()},
                "mean": {nutrient.key: _total(week.mean[nutrient]) for nutrient in nutrients.ALL},
            }
            for week in progress.weeks
        ],
        "foods": [
            {
                "food": each.food,
                "name": each.name,
                "days": each.days,
                "grams": each.grams,
                "magnesium_mg": each.magnesium_mg,
            }
            for each in progress.foods
        ],
    }


def _held_to_json(held: Held) -> dict[str, object]:
    totals = {nutrient.key: _total(held.totals[nutrient]) for nutrient in nutrients.ALL}
    return {
        "known": held.known,
        "totals": totals,
        "foods": [{"food": each.food, "grams": each.grams} for each in held.amounts],
    }


def _total(total: Total) -> dict[str, object]:
    return {"amount": total.amount, "at_least": total.at_least}


def progress_to_csv(progress: Progress) -> str:
    """One row for each recorded day; ``at_least`` names the nutrients of which more may have been eaten."""
    said = [f"meals_{kind or 'unmarked'}" for kind in MARK_WORDS]
    head = ["date", *said, "target_magnesium_mg", "planned_magnesium_mg", "running_mean_magnesium_mg"]
    rows: list[list[object]] = [[*head, *(nutrient.key for nutrient in nutrients.ALL), "at_least"]]
    for day, mean in zip(progress.days, progress.running, strict=True):
        eaten = day.eaten.totals
        rows.append(
            [
                day.date.isoformat(),
                *(day.marks.get(kind, 0) for kind in MARK_WORDS),
                _tidy(day.least(MAGNESIUM)),
                _tidy(day.planned.totals[MAGNESIUM].amount),
                _tidy(mean),
                *(_tidy(eaten[nutrient].amount) for nutrient in nutrients.ALL),
                " ".join(nutrient.key for nutrient in nutrients.ALL if eaten[nutrient].at_least),
            ]
        )
    return to_csv(rows)


def _tidy(amount: float | None) -> float | None:
    return None if amount is None else float(f"{amount:.10g}")


def progress_to_text(progress: Progress) -> str:
    """As a person reads it: magnesium day by day, the weeks, and the foods eaten most."""
    if not progress.days:
        return _("No day from {first} to {last} was recorded.").format(first=progress.first, last=progress.last) + "\n"
    lines = [_("Magnesium, as eaten where you said so, else as planned:")]
    lines += [_day_line(day, mean) for day, mean in zip(progress.days, progress.running, strict=True)]
    lines += ["", kept_sentence(progress), "", _("Weeks, in shares of the targets of their days:")]
    for week in progress.weeks:
        lines += _week_lines(week)
    lines += ["", _("Eaten on most days:")]
    for each in progress.foods[:FOODS_SHOWN]:
        magnesium = _("unknown") if each.magnesium_mg is None else f"{figure(each.magnesium_mg, ',.0f')} mg"
        days = ngettext("{count} day", "{count} days", each.days).format(count=each.days)
        lines.append(f"  {each.name[:44]:<46}{days:>10}{magnesium:>14}")
    return "\n".join(lines) + "\n"


def kept_sentence(progress: Progress) -> str:
    """How many of the days were eaten as planned, as far as that was said."""
    said = ngettext(
        "{kept} of {count} day was eaten as planned, as far as you said.",
        "{kept} of {count} days were eaten as planned, as far as you said.",
        len(progress.days),
    )
    return said.format(kept=progress.kept, count=len(progress.days))


def _day_line(day: DayProgress, mean: float) -> str:
    amount = f"{amount_of(day.eaten.totals[MAGNESIUM])} mg"
    least = day.least(MAGNESIUM)
    of = "" if least is None else _("of {target} mg").format(target=figure(least, ",.0f"))
    running = _("mean {amount}").format(amount=figure(mean, ",.0f"))
    return f"  {short_date(day.date):<12}{amount:>18} {of:<12}{running:<12}{', '.join(marks_in_words(day))}"


def marks_in_words(day: DayProgress) -> Iterator[str]:
    """What was said of the meals of a day, such as "3 eaten as planned"."""
    for kind, word in MARK_WORDS.items():
        if count := day.marks.get(kind, 0):
            yield f"{count} {word}"


def _week_lines(week: WeekProgress) -> Iterator[str]:
    days = ngettext("{count} day", "{count} days", week.days).format(count=week.days)
    yield _("  Week of {date}, {days}").format(date=week.first, days=days)
    low = [
        f"{nutrient.label} {share_of(week, nutrient)}"
        for nutrient, share in week.shares.items()
        if nutrient.chased and nutrient not in (MAGNESIUM, nutrients.ENERGY) and share < REACHED
    ]
    yield f"    {MAGNESIUM.label} {share_of(week, MAGNESIUM)}"
    if low:
        yield "    " + _("below the target: {nutrients}").format(nutrients=", ".join(low))


def share_of(week: WeekProgress, nutrient: nutrients.Nutrient) -> str:
    """The share of a target that a week reached, "at least" where a food has an unknown amount."""
    if nutrient not in week.shares:
        return _("no target")
    share = f"{figure(100 * week.shares[nutrient], ',.0f')} %"
    return _("at least {amount}").format(amount=share) if week.mean[nutrient].at_least else share


def amount_of(total: Total) -> str:
    amount = figure(total.amount, ",.0f")
    return _("at least {amount}").format(amount=amount) if total.at_least else amount

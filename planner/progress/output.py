"""Progress as text, JSON and CSV."""

from collections.abc import Iterator, Mapping, Sequence

from planner.document.diary import DiaryDay, diary_to_json
from planner.document.document import EATEN, OTHER, SKIPPED
from planner.foods import nutrients
from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import short_date
from planner.language.numbers import figure, percent
from planner.language.translate import _, ngettext
from planner.language.units import pounds
from planner.needs.lab_values import value_text
from planner.needs.notices import REACHED
from planner.output.safe_text import to_csv
from planner.plan.plan import Total
from planner.progress.picture import NO_CAUSE
from planner.progress.recorded import FOODS_SHOWN, DayProgress, Held, Progress, WeekProgress
from planner.progress.weeks import NO_TARGET, cell_of

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
                "said": {
                    nutrient.key: kind
                    for nutrient in week.judged
                    if (kind := cell_of(week, nutrient).kind) != NO_TARGET
                },
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
        "diary": diary_to_json(progress.diary),
        "values": [
            {
                "name": value.name,
                "value": value.value,
                "unit": value.unit,
                "date": value.taken.isoformat() if value.taken is not None else None,
            }
            for value in progress.values
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
    """One row for each day that was recorded, written down, or measured.

    ``at_least`` names the nutrients of which more may have been eaten.
    """
    said = [f"meals_{kind or 'unmarked'}" for kind in MARK_WORDS]
    head = ["date", *said, "target_magnesium_mg", "planned_magnesium_mg", "running_mean_magnesium_mg"]
    head += [*(nutrient.key for nutrient in nutrients.ALL), "at_least", "score_0_to_10", "weight_kg", "values"]
    days = {day.date: (day, mean) for day, mean in zip(progress.days, progress.running, strict=True)}
    diary = {day.date: day for day in progress.diary}
    taken = [value.taken for value in progress.values if value.taken is not None]
    rows: list[list[object]] = [list(head)]
    for when in sorted({*days, *diary, *taken}):
        written = diary.get(when, DiaryDay(when))
        measured = [value for value in progress.values if value.taken == when]
        rows.append(
            [
                when.isoformat(),
                *(_figures(*days[when]) if when in days else [None] * (len(head) - 4)),
                written.score,
                written.weight_kg,
                "; ".join(f"{value.name} {value.value:g} {value.unit}".strip() for value in measured),
            ]
        )
    return to_csv(rows)


def _figures(day: DayProgress, mean: float) -> Sequence[object]:
    eaten = day.eaten.totals
    return (
        *(day.marks.get(kind, 0) for kind in MARK_WORDS),
        _tidy(day.least(MAGNESIUM)),
        _tidy(day.planned.totals[MAGNESIUM].amount),
        _tidy(mean),
        *(_tidy(eaten[nutrient].amount) for nutrient in nutrients.ALL),
        " ".join(nutrient.key for nutrient in nutrients.ALL if eaten[nutrient].at_least),
    )


def _tidy(amount: float | None) -> float | None:
    return None if amount is None else float(f"{amount:.10g}")


def progress_to_text(progress: Progress, units: str) -> str:
    """As a person reads it: magnesium day by day, the weeks, the foods eaten most, and what was written down."""
    written = list(_written(progress, units))
    if not progress.days:
        none = _("No day from {first} to {last} was recorded.").format(first=progress.first, last=progress.last)
        return "\n".join([none, *(["", *written] if written else [])]) + "\n"
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
    return "\n".join([*lines, *(["", *written] if written else [])]) + "\n"


def _written(progress: Progress, units: str) -> Iterator[str]:
    if progress.diary:
        yield _("Tingling or pain from 0, none, to 10, the worst imaginable; weight:")
    yield from (f"  {diary_line(day, units)}" for day in progress.diary)
    if progress.values:
        yield _("Values of the blood: {values}.").format(values="; ".join(map(value_text, progress.values)))
    if progress.diary or progress.values:
        yield NO_CAUSE


def diary_line(day: DiaryDay, units: str) -> str:
    """What was written down of a day, such as "Mon 23 Nov            4       71.5 kg"."""
    score = _("no score") if day.score is None else str(day.score)
    return f"{short_date(day.date):<12}{score:>10}{weight_text(day.weight_kg, units):>14}".rstrip()


def weight_text(kg: float | None, units: str) -> str:
    """Such as "71.5 kg"; in pounds where those are used, nothing for None."""
    if kg is None:
        return ""
    return _("{weight} lb").format(weight=figure(pounds(kg))) if units == "us" else f"{figure(round(kg, 2))} kg"


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
    share = percent(week.shares[nutrient])
    return _("at least {amount}").format(amount=share) if week.mean[nutrient].at_least else share


def amount_of(total: Total) -> str:
    amount = figure(total.amount, ",.0f")
    return _("at least {amount}").format(amount=amount) if total.at_least else amount

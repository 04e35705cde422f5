"""The last days on paper: mean intake as eaten against the targets, weeks, the picture, scores and values."""

from collections.abc import Iterator
from datetime import date

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.language.dates import short_date
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.needs.lab_values import LABS, amount_text, taken_text
from planner.now.intake import COUNTED
from planner.output.clinician_page import DATA_VERSIONS, NO_ADVICE
from planner.output.picture import Picture
from planner.output.sheets import AT_LEAST, ClinicianSheet, LastDays, Table, named, number_text
from planner.progress.output import kept_sentence, weight_text
from planner.progress.picture import NO_CAUSE, picture_of
from planner.progress.recorded import FOODS_SHOWN, JudgedMean, Progress, judged_mean, progress_of
from planner.progress.weeks import nutrient_weeks, row_name

LAST = 28  # days on the clinician's page
WEEKS_ACROSS = 6  # of the table of weeks beside each other on paper


def last_days(document: Document, catalogue: Catalogue, today: date, with_diary: bool) -> LastDays:
    """What the page for a clinician says of the last weeks; nothing where nothing is known of them."""
    progress = progress_of(document, catalogue, today, LAST)
    if not progress.days and not (with_diary and (progress.diary or progress.values)):
        return LastDays()
    return _parts(progress, document.shopping.packs, with_diary)


def progress_sheet(progress: Progress, document: Document, with_diary: bool) -> ClinicianSheet:
    """A page of its own for a stretch of days."""
    year = progress.last.year
    days = _("{first} to {last} {year}").format(
        first=short_date(progress.first), last=short_date(progress.last), year=year
    )
    shown = _parts(progress, document.shopping.packs, with_diary)
    none = [] if progress.days else [_("No day of this time was recorded.")]
    return ClinicianSheet(
        title=named(_("As eaten: {days}").format(days=days), document),
        tables=(),
        notes=(*none, *shown.notes, NO_ADVICE),
        sources=DATA_VERSIONS,
        last_days=LastDays((*shown.parts, *_foods(progress))),
    )


def _parts(progress: Progress, units: str, with_diary: bool) -> LastDays:
    parts: list[Table | Picture] = []
    notes: list[str] = []
    if progress.days:
        parts += [_means(progress), *_weeks(progress)]
        notes += [kept_sentence(progress), _("A meal nobody said anything of counts as it was planned.")]
    picture = picture_of(progress, units, with_diary=with_diary)
    if progress.days or len(picture.strips) > 1:
        parts.append(picture)
    if with_diary:
        parts += _written(progress, units)
        if len(picture.strips) > 1:
            notes.append(NO_CAUSE)
    return LastDays(tuple(parts), tuple(notes))


def _means(progress: Progress) -> Table:
    count = len(progress.days)
    title = ngettext("Mean of {count} recorded day, as eaten", "Mean of {count} recorded days, as eaten", count)
    held = {nutrient: judged_mean(progress.days, nutrient) for nutrient in COUNTED}
    rows = tuple(_mean_row(nutrient, mean) for nutrient, mean in held.items() if mean is not None)
    strong = frozenset(place for place, row in enumerate(rows) if row[0] == MAGNESIUM.label)
    header = ("", _("eaten a day"), _("at least"), _("at most"), _("of goal"))
    return Table(title.format(count=count), header, rows, strong=strong)


def _mean_row(nutrient: Nutrient, mean: JudgedMean) -> tuple[str, ...]:
    known = AT_LEAST if mean.at_least else ""
    least = mean.least if nutrient.chased else None
    share = f"{known}{int(100 * mean.amount / least + 1e-9)}\u00a0%" if least else ""
    return (
        nutrient.label,
        f"{known}{number_text(mean.amount)} {nutrient.unit}",
        "" if mean.least is None else f"{number_text(mean.least)} {nutrient.unit}",
        "" if mean.most is None else f"{number_text(mean.most)} {nutrient.unit}",
        share,
    )


def _weeks(progress: Progress) -> Iterator[Table]:
    rows = nutrient_weeks(progress)
    if len(progress.weeks) < 2:
        return
    for first in range(0, len(progress.weeks), WEEKS_ACROSS):
        weeks = progress.weeks[first : first + WEEKS_ACROSS]
        header = ("", *(short_date(week.first) for week in weeks))
        cells = tuple(
            (
                row_name(row),
                *(f"{cell.figure} {cell.word}".strip() for cell in row.cells[first : first + WEEKS_ACROSS]),
            )
            for row in rows
        )
        title = _("Weeks from these days on, in shares of the target")
        yield Table(title, header, cells, left=tuple(range(len(header))))


def _written(progress: Progress, units: str) -> Iterator[Table]:
    if progress.diary:
        rows = tuple(
            (
                short_date(day.date),
                "" if day.score is None else figure(day.score),
                weight_text(day.weight_kg, units),
            )
            for day in progress.diary
        )
        header = ("", _("tingling or pain, 0 to 10"), _("weight"))
        yield Table(_("Written down"), header, rows)
    if progress.values:
        found = tuple((LABS[value.name].label, amount_text(value), taken_text(value)) for value in progress.values)
        yield Table(_("Values of the blood"), ("", "", ""), found, left=(0, 2))


def _foods(progress: Progress) -> Iterator[Table]:
    if not progress.foods:
        return
    known = [each for each in progress.foods if each.magnesium_mg]
    by_magnesium = sorted(known, key=lambda each: -(each.magnesium_mg or 0.0))[:FOODS_SHOWN]
    days = max(1, len(progress.days))
    rows = tuple(
        (each.name, ngettext("{count} day", "{count} days", each.days).format(count=each.days))
        for each in progress.foods[:FOODS_SHOWN]
    )
    yield Table(_("Eaten on most days"), ("", ""), rows)
    brought = tuple((each.name, f"{figure((each.magnesium_mg or 0.0) / days, '.1f')} mg") for each in by_magnesium)
    yield Table(_("Magnesium by food, a day"), ("", ""), brought)

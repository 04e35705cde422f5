"""The page for patient and clinician: what is usually eaten, what is missing, and the steps agreed."""

from collections.abc import Iterator

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.nutrients import Nutrient
from planner.language.dates import short_date
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.now.changes import Answer
from planner.now.choices import Question
from planner.now.intake import Intake, Totals, intake_of
from planner.now.steps import step_text
from planner.now.supplements import line_text, supplement_sentences
from planner.output.clinician_page import DATA_VERSIONS, NO_ADVICE, profile_table
from planner.output.sheets import ClinicianSheet, Table, amount_text, number_text

MOST_FOODS = 12  # that magnesium comes from
SURVEY = _(
    "What is eaten: USDA Food and Nutrient Database for Dietary Studies 2021–2023 and SR Legacy; recipes and portions "
    "there are typical, not the patient’s."
)


def patient_sheet(question: Question, document: Document, answer: Answer | None = None) -> ClinicianSheet:
    """The page. ``answer`` are the smallest changes found, which stand on it where no steps are agreed.

    ``document`` holds supplements and steps; ``question`` is that of its usual days.
    """
    meals = {meal.id: meal.name for meal in question.templates.meals}
    intake = intake_of(question.days, question.targets, meals)
    shown = None if document.steps else answer
    taken = supplement_sentences(document.supplements, document.profile, intake.mean, question.targets)
    days = len(question.days)
    title = ngettext("What is usually eaten: {count} day", "What is usually eaten: {count} days", days)
    return ClinicianSheet(
        title=title.format(count=days),
        tables=(
            profile_table(document.profile, document, question.targets),
            _days_table(question, meals),
            _intake_table(question, intake, shown),
            _foods_table(intake),
            *_steps_table(question, document, shown),
            *_supplements_table(document),
        ),
        notes=(intake.sentence, *intake.notices, *taken, *question.targets.notices, NO_ADVICE),
        sources=(SURVEY, *DATA_VERSIONS),
    )


def _days_table(question: Question, meals: dict[str, str]) -> Table:
    rows = []
    for number, day in enumerate(question.days, start=1):
        for meal, name in meals.items():
            rows += [
                (str(number), name, each.food.name, f"{number_text(each.grams)} g") for each in day if each.meal == meal
            ]
    return Table(_("Usual days"), (_("day"), _("meal"), _("food"), ""), tuple(rows), wide=(2,), left=(0, 1, 2))


def _intake_table(question: Question, intake: Intake, answer: Answer | None) -> Table:
    """The mean of the days against the targets; with an answer, what it would be then."""
    rows = []
    for nutrient in (*nutrients.ALL, *nutrients.DERIVED):
        least, most = question.targets.least(nutrient), question.targets.most(nutrient)
        if least is None and most is None:
            continue
        row = [nutrient.label, _amount(intake.mean, nutrient)]
        row += [_amount(answer.after, nutrient)] if answer is not None else []
        rows.append((*row, _end(least, nutrient), _end(most, nutrient)))
    header = [
        "",
        _("eaten now"),
        *([_("after the changes")] if answer is not None else []),
        _("at least"),
        _("at most"),
    ]
    return Table(_("Intake a day beside the targets"), tuple(header), tuple(rows))


def _amount(totals: Totals, nutrient: Nutrient) -> str:
    return amount_text(totals[nutrient], nutrient.unit)


def _end(amount: float | None, nutrient: Nutrient) -> str:
    return "" if amount is None else f"{number_text(amount)} {nutrient.unit}"


def _foods_table(intake: Intake) -> Table:
    rows = tuple(
        (
            each.food.name,
            f"{number_text(each.grams)} g",
            _("unknown") if each.amount is None else f"{number_text(each.amount)} mg",
            "" if each.amount is None else f"{figure(100 * each.share, ',.0f')} %",
            each.food.source_text,
        )
        for each in intake.foods[:MOST_FOODS]
    )
    header = (_("food"), _("a day"), _("magnesium"), _("share"), _("source"))
    return Table(_("Where magnesium comes from"), header, rows, left=(0, 4))


def _steps_table(question: Question, document: Document, answer: Answer | None) -> Iterator[Table]:
    """The steps agreed, else the changes found; nothing where there are neither."""
    steps = document.steps
    if steps:
        rows = tuple(
            (
                _("open") if step.taken is None else _("since {day}").format(day=short_date(step.taken)),
                step_text(step, steps, question.catalogue, question.templates),
            )
            for step in steps.steps
        )
        yield Table(_("Steps agreed"), ("", ""), rows, wide=(1,), left=(0, 1))
    elif answer is not None:
        rows = tuple((str(number), said) for number, said in enumerate(answer.sentences, start=1))
        yield Table(_("The smallest changes that reach the target"), ("", ""), rows, wide=(1,), left=(0, 1))


def _supplements_table(document: Document) -> Iterator[Table]:
    if document.supplements:
        rows = tuple((line_text(each),) for each in document.supplements)
        yield Table(_("Supplements, not counted as food"), ("",), rows)

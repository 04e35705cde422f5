"""The page for a clinician."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.foods.nutrients import Nutrient
from planner.foods.salt import SALT_WORDS, salt_sentence
from planner.language.numbers import figure, percent
from planner.language.translate import _
from planner.needs import medicines
from planner.needs.lab_values import course, newest
from planner.needs.meal_limits import range_text
from planner.needs.notices import notices as notices_of
from planner.needs.own_ends import CLINICIAN_SOURCE, OWN_SOURCE
from planner.needs.profile import Profile
from planner.needs.profile_words import in_words
from planner.needs.targets import Target, Targets
from planner.output.sheets import (
    AT_LEAST,
    ClinicianSheet,
    LastDays,
    Table,
    amount_text,
    day_names,
    named,
    number_text,
    span,
)
from planner.plan import promise
from planner.plan.allowed import diet_allows
from planner.plan.carbohydrate import exchanges
from planner.plan.plan import WEEK, Day, Plan, Total, foods_of, totals

DATA_VERSIONS = (
    _(
        "Foods: USDA National Nutrient Database for Standard Reference, Legacy release of April 2018, and, where named,"
        " USDA Foundation Foods of October 2024 (FoodData Central)."
    ),
    _(
        "Needs and limits: Dietary Reference Intakes of the National Academies (NASEM); energy by the equations of"
        " 2023; EFSA where a row names it."
    ),
)

BOX = "__________"
BOXES = (
    *("protein_g", "carb_g", "fiber_g", "magnesium_mg", "potassium_mg"),
    *("phosphorus_mg", "sodium_mg", "calcium_mg", "vit_k_ug", "water_g"),
)
TYPED_BACK = _(
    "What a clinician writes into the boxes is typed in on the page Targets of the profile, with a tick at “My"
    " clinician set it” and the date; the carbohydrate of meals on the page Health."
)
NO_DAYS = LastDays()
NO_ADVICE = _("A planning aid, no medical advice. “≥” marks a sum to which some foods add an amount nobody measured.")


def clinician_sheet(
    plan: Plan,
    document: Document,
    targets: Targets,
    catalogue: Catalogue,
    notices: Sequence[str] = (),
    last_days: LastDays = NO_DAYS,
) -> ClinicianSheet:
    """The plan in figures: against every target, day by day, where its magnesium comes from, and the last weeks."""
    foods = tuple(food for food in catalogue if diet_allows(document.profile, food))
    days = [totals(day.eaten) for day in plan.days]
    rules = notices_of(document.profile, targets, foods, days, foods_of(plan))
    held = (promise.promise(plan, targets), *promise.notes(plan, targets)) if plan.days else ()
    notes = (
        *notices,
        *(sentence for sentence in held if sentence),
        *last_days.notes,
        *rules,
        *targets.notices,
        salt_sentence(document.habits.salt),
        TYPED_BACK,
        NO_ADVICE,
    )
    return ClinicianSheet(
        title=named(
            _("Meal plan in figures: {days}").format(days=span(document, [day.number for day in plan.days])), document
        ),
        tables=(
            profile_table(document.profile, document, targets),
            _targets_table(targets),
            *_daily_tables(plan, document, targets),
            *_meal_table(plan, document.profile, targets),
            _magnesium_table(plan),
            _boxes(targets),
        ),
        notes=notes,
        sources=(
            *DATA_VERSIONS,
            _("{program}, {count} foods and dishes in its table.").format(program=_program(), count=len(catalogue)),
        ),
        last_days=last_days,
    )


def _program() -> str:
    try:
        return f"Magnolia {version('magnolia-planner')}"
    except PackageNotFoundError:
        return "Magnolia"


def profile_table(profile: Profile, document: Document, targets: Targets) -> Table:
    facts = [
        (_("Sex"), in_words(profile.sex)),
        (_("Age"), _("{years} years").format(years=profile.age_years)),
        (_("Height and weight"), _size_text(profile)),
        (_("Activity"), in_words(profile.activity)),
        (_("Diet"), "; ".join(map(in_words, (profile.diet, *sorted(profile.restrictions))))),
        (_("Leaves out"), _in_words(profile.allergens) or _("nothing")),
        (_("Salt at the stove"), SALT_WORDS[document.habits.salt]),
        (_("Energy planned for"), _("{energy} kcal a day").format(energy=figure(targets.energy_kcal, ",.0f"))),
    ]
    if profile.life_stage == "pregnancy":
        facts.insert(2, (_("Pregnancy"), _("week {week}").format(week=profile.gestation_week)))
    if profile.life_stage == "lactation":
        facts.insert(2, (_("Lactation"), _("{months} months since birth").format(months=profile.months_since_birth)))
    if profile.conditions:
        facts.append((_("Conditions"), _in_words(profile.conditions)))
    if profile.medicines:
        facts.append((_("Medicines"), "; ".join(medicines.in_words(name) for name in profile.medicines)))
    if profile.vitamin_d_ug is not None:
        taken = _("{amount} µg a day").format(amount=figure(profile.vitamin_d_ug))
        facts.append((_("Vitamin D as a supplement"), taken))
    if profile.values:
        courses = (f"{value.name}: {course(profile.values, value.name)}" for value in newest(profile.values))
        facts.append((_("Values of the blood, the newest first"), "; ".join(courses)))
    if document.confirmed:
        facts.append((_("Confirmed"), _in_words(document.confirmed)))
    return Table(_("Profile"), ("", ""), tuple(facts), wide=(1,), left=(0, 1))


def _in_words(words: Iterable[str]) -> str:
    return ", ".join(in_words(word) for word in sorted(words))


def _size_text(profile: Profile) -> str:
    return _("{height} cm, {weight} kg (BMI {bmi})").format(
        height=figure(profile.height_cm), weight=figure(profile.weight_kg), bmi=figure(profile.bmi, ".1f")
    )


def _targets_table(targets: Targets) -> Table:
    rows = tuple(
        (
            target.nutrient.label,
            _end(target.least, target.nutrient),
            _end(target.most, target.nutrient),
            _("must hold") if target.hard else _("goal"),
            _source_text(target),
        )
        for target in targets.all
    )
    header = ("", _("at least"), _("at most"), "", _("source"))
    return Table(_("Targets for a day"), header, rows, wide=(4,), left=(0, 3, 4))


def _source_text(target: Target) -> str:
    if target.own and not any(said in target.source for said in (OWN_SOURCE, CLINICIAN_SOURCE)):
        return _("{source} (own value)").format(source=target.source)
    return target.source


def _end(amount: float | None, nutrient: Nutrient) -> str:
    return "" if amount is None else f"{number_text(amount)} {nutrient.unit}"


def _daily_tables(plan: Plan, document: Document, targets: Targets) -> tuple[Table, ...]:
    """Totals of every day, seven days to a table, the mean of all days in the last."""
    weeks = [plan.days[first : first + WEEK] for first in range(0, len(plan.days), WEEK)]
    return tuple(_daily_table(week, plan, document, targets, last=week is weeks[-1]) for week in weeks)


def _daily_table(week: Sequence[Day], plan: Plan, document: Document, targets: Targets, last: bool) -> Table:
    sums = [totals(day.eaten) for day in week]
    of_all = totals([portion for day in plan.days for portion in day.eaten])
    rows = []
    for nutrient in (*nutrients.ALL, *nutrients.DERIVED):
        row = [f"{nutrient.label}, {nutrient.unit}", *(amount_text(total[nutrient]) for total in sums)]
        if last:
            mean = Total(of_all[nutrient].amount / len(plan.days), of_all[nutrient].at_least)
            goal = targets.least(nutrient) if nutrient.chased else None
            row += [amount_text(mean), _against(mean, goal)]
        rows.append(tuple(row))
    names = [_tight(day_names(document, day.number)[0]) for day in week]
    header = ("", *names, *((_("mean"), _("of goal")) if last else ()))
    title = _("Daily totals")
    if len(week) < len(plan.days):
        title = _("Daily totals, {first} to {last}").format(first=names[0], last=names[-1])
    return Table(title, header, tuple(rows))


def _tight(name: str) -> str:
    """A day's name without its month, for a narrow column."""
    return " ".join(name.split()[:2])


def _against(total: Total, least: float | None) -> str:
    """Rounded down: what is not reached never reads as reached."""
    return f"{AT_LEAST if total.at_least else ''}{percent(total.amount, least)}".replace(" ", "\u00a0") if least else ""


def _meal_table(plan: Plan, profile: Profile, targets: Targets) -> Iterator[Table]:
    """The carbohydrate of every meal on every day beside its range, where there is one."""
    if not targets.meals or not plan.days:
        return
    names = {meal.id: meal.name for meal in read_templates().meals}
    rows = []
    for limit in targets.meals:
        held = [meal for day in plan.days if (meal := day.meal(limit.meal)) is not None]
        amounts = [totals(meal.portions)[limit.nutrient].amount for meal in held]
        least, most = (figure(end(amounts), ".1f") if amounts else "" for end in (min, max))
        if profile.exchange_g is not None:
            counted = [exchanges(meal.portions, profile.exchange_g) for meal in held]
            least, most = (
                f"{grams} ({figure(end(counted), '.1f')})" if counted else ""
                for grams, end in ((least, min), (most, max))
            )
        source = _("set by you or your clinician") if limit.own else limit.source
        rows.append((names.get(limit.meal, limit.meal), range_text(limit), least, most, source))
    header = ("", _("range"), _("least, g"), _("most, g"), _("source"))
    title = _("Carbohydrate of each meal")
    if profile.exchange_g is not None:
        title = _("Carbohydrate of each meal, in brackets exchanges of {size} g").format(size=profile.exchange_g)
    yield Table(title, header, tuple(rows), wide=(4,), left=(0, 1, 4))


def _boxes(targets: Targets) -> Table:
    """What a clinician may want otherwise, with room for a pen."""
    rows = [(_("Energy, kcal a day"), BOX, BOX)]
    named = (nutrients.BY_KEY[key] for key in BOXES)
    rows += [(f"{nutrient.label}, {nutrient.unit}", BOX, BOX) for nutrient in named]
    meals = read_templates().meals_for(targets.energy_kcal, targets.snacks)
    rows += [(_("Carbohydrate of {meal}, g").format(meal=meal.name.lower()), BOX, BOX) for meal in meals]
    rows += [(_("Name and date"), BOX, BOX)]
    return Table(_("For your clinician to fill in: a day"), ("", _("at least"), _("at most")), tuple(rows), left=(0,))


def _magnesium_table(plan: Plan) -> Table:
    """Every food with the magnesium it brings, dishes taken apart, the largest first."""
    grams: dict[Food, float] = defaultdict(float)
    for day in plan.days:
        for portion in day.eaten:
            for part in portion.food.made_of(portion.steps):
                grams[part.food] += part.grams
    days = max(1, len(plan.days))
    known = {food: food.amounts.get(nutrients.MAGNESIUM) for food in grams}
    brings = {food: grams[food] * (known[food] or 0.0) / 100 / days for food in grams}
    total = sum(brings.values())
    rows = tuple(
        (
            food.name,
            f"{figure(grams[food] / days, ',.0f')} g",
            _("not measured") if known[food] is None else f"{figure(brings[food], '.1f')} mg",
            figure(brings[food] / total, ".1%") if total else "",
            food.source_text,
        )
        for food in sorted(grams, key=lambda food: (-brings[food], food.name))
    )
    header = ("", _("eaten a day"), _("magnesium a day"), _("share"), _("source"))
    return Table(_("Magnesium by food"), header, rows, wide=(0,), left=(0, 4))

"""Why a food is in a plan or not: which of the user's choices or rules keeps it out, or what it would change."""

from collections.abc import Iterator
from dataclasses import dataclass

from planner.document.document import LIKE, LOVE, NEVER, RARELY, Document, FixedPortion, Lock
from planner.explain.what_if import Price, Solving, compared
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.language.numbers import percent
from planner.language.phrases import inside, quoted_in_a_row
from planner.language.translate import _, ngettext
from planner.needs import adjusted_targets, medical_rules
from planner.needs.profile_words import in_words
from planner.needs.targets import TargetError, Targets
from planner.plan.allowed import person_allows
from planner.plan.looking_back import Before, days_before
from planner.plan.meat_and_milk import kept_apart
from planner.plan.outcomes import Outcome, Solved, Stopped
from planner.plan.plan import Day, Plan, counted
from planner.plan.windows import fullest

WORTH_SAYING = 0.05  # of a target: less is no reason for a food to be in a plan
MOST_SAID = 4  # nutrients named


@dataclass(frozen=True, slots=True)
class Why:
    """Why a food is in a day or not, in sentences; ``price`` is what the opposite would change, where it was solved."""

    food: Food
    planned: bool
    sentences: tuple[str, ...]
    price: Price | None = None


def why(
    solving: Solving,
    document: Document,
    plan: Plan,
    day: int,
    food: Food,
    templates: Templates,
    *,
    base: Outcome | None = None,
) -> Why:
    """Why a food is in a day of the plan or not.

    A food that something forbids, or of which one portion passes a limit, is answered without a solve. Else the day
    is planned by itself with the food and without it: twice for a food that is in, once more for each meal that
    has a place for one that is not.

    Raises:
        TargetError: if the document's own targets cannot stand.
    """
    shown = next((each for each in plan.days if each.number == day), None)
    if shown is not None and any(portion.food == food for portion in shown.portions):
        return _why_in(solving, document, shown, food, base)
    forbidden = tuple(reasons_against(document, day, food, templates))
    if forbidden:
        return Why(food, False, forbidden)
    inside = _dishes_with(shown, food)
    if _week_is_full(plan, day, food, days_before(document, solving.planner.catalogue)):
        said = _("This week already has as much “{food}” as a week may have.").format(food=food.name)
        return Why(food, False, (*inside, said))
    alone = too_much_alone(solving.planner.catalogue, document, plan, day, food)
    if alone is not None:
        return Why(food, False, (*inside, alone))
    price = _with_a_portion(solving, document, day, food, templates, base)
    free = (_("Nothing forbids it."),) if price.plan is not None else ()
    return Why(food, False, (*inside, *free, price.sentence), price)


def too_much_alone(catalogue: Catalogue, document: Document, plan: Plan, day: int, food: Food) -> str | None:
    """The limit that not even the smallest portion keeps on a day, beside the other days and what is locked.

    Raises:
        TargetError: if the document's own targets cannot stand.
    """
    from planner.explain.one_portion import why_not_one
    from planner.optimise.horizon import horizon_of

    others = {each.number: each for each in plan.days if each.number != day}
    return why_not_one(horizon_of(catalogue, document), day, food, others)


def reasons_against(document: Document, day: int, food: Food, templates: Templates) -> Iterator[str]:
    """What keeps a food out of a day whatever else is eaten, in sentences; nothing where it may be planned."""
    yield from _taste_reasons(document, food)
    profile = document.profile
    if profile.diet not in food.diets:
        yield _("It is not part of the {diet} diet.").format(diet=profile.diet)
    for allergen in sorted(food.allergens & profile.allergens):
        yield _("It has {allergen}, to which you said you are allergic.").format(allergen=allergen)
    for allergen in sorted(food.allergens & (profile.avoids - profile.allergens)):
        yield _("It has {allergen}, to which people with one of your allergies may react too.").format(
            allergen=in_words(allergen)
        )
    reason = medical_rules.why_banned(profile, food)
    if reason is not None:
        yield reason
    for person in document.people:
        if not person_allows(person, food):
            yield _("{person} may not or will not eat it.").format(person=person.name)
    if not any(_places(document, day, food, templates, removed=False)):
        yield _("No kind of meal on this day has a place for it.")
    elif not any(_places(document, day, food, templates)):
        yield _("You took it out of every meal on this day that has a place for it.")


def _taste_reasons(document: Document, food: Food) -> Iterator[str]:
    if document.taste(food.id) == NEVER:
        yield _("You rated it “never”.")
    parts = [part.food.name for part in food.ingredients if document.taste(part.food.id) == NEVER]
    if parts:
        yield _("It is made with {foods}, which you rated “never”.").format(foods=quoted_in_a_row(parts))


def _places(
    document: Document, day: int, food: Food, templates: Templates, *, removed: bool = True
) -> Iterator[tuple[str, str]]:
    """The meals of a day that may take the food, each with the slot that most templates have for it.

    A meal that is locked whole takes nothing more.
    """
    try:
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
    except TargetError:
        return
    whole = document.whole_meals(day)
    gone = document.removed_on(day) if removed else frozenset()
    gone |= kept_apart(document, day, templates.meal_ids, {food.id: food})
    for meal in templates.meals_for(targets.energy_kcal, targets.snacks):
        if meal.id in whole or (meal.id, food.id) in gone:
            continue
        slots = [slot.id for template in templates.for_meal(meal.id) for slot in template.slots if slot.suits(food)]
        if slots:
            yield meal.id, max(slots, key=slots.count)


def _dishes_with(day: Day | None, food: Food) -> tuple[str, ...]:
    portions = day.portions if day else ()
    dishes = [portion.food.name for portion in portions if any(part.food == food for part in portion.food.ingredients)]
    return (_("It is eaten inside {dishes}.").format(dishes=quoted_in_a_row(dishes)),) if dishes else ()


def _week_is_full(plan: Plan, day: int, food: Food, before: Before) -> bool:
    """Whether the other days leave no portion of the food's week."""
    every = (*before.days.values(), *plan.days)
    eaten = {each.number: counted(each.portions).get(food, 0.0) for each in every if each.number != day}
    return fullest(eaten, day) + food.min_steps > food.weekly_max


def _with_a_portion(
    solving: Solving, document: Document, day: int, food: Food, templates: Templates, base: Outcome | None
) -> Price:
    """What a usual portion would change, in the meal where it changes least for the worse."""
    base = base or solving.alone(document, day)
    steps = min(food.usual_steps, food.weekly_max)
    portion = food.household(steps)
    best: tuple[str, Solved] | None = None
    unknown = False  # whether time ended one of the searches
    for meal, slot in _places(document, day, food, templates):
        lock = _beside(document, day, meal, FixedPortion(slot, food.id, steps))
        outcome = solving.alone(document.with_lock(lock), day, base)
        unknown = unknown or isinstance(outcome, Stopped)
        if isinstance(outcome, Solved) and (best is None or outcome.penalty < best[1].penalty):
            best = meal, outcome
        if solving.stopped:
            unknown = True
            break
    if best is not None:
        text = _("With {portion} of it for {meal}")
        return compared(base, best[1], text.format(portion=portion, meal=templates.meal(best[0]).name.lower()))
    if unknown:
        return Price(_("A plan of this day with {portion} of it was not found in time.").format(portion=portion))
    return Price(_("No plan of this day with {portion} of it was found.").format(portion=portion))


def _beside(document: Document, day: int, meal: str, portion: FixedPortion) -> Lock:
    """A lock on one more portion of a meal."""
    kept = next((lock.portions for lock in document.locks_on(day) if lock.meal == meal), ())
    return Lock(day, meal, None, (*kept, portion))


# In the plan


def _why_in(solving: Solving, document: Document, day: Day, food: Food, base: Outcome | None) -> Why:
    base = base or solving.alone(document, day.number)
    said = [*_said_of_choice(document, day, food), *supplies(day, document, food)]
    without = solving.alone(document.with_taste(food.id, NEVER), day.number, base)
    price = compared(base, without, _("Without “{food}”").format(food=food.name))
    return Why(food, True, (*said, price.sentence), price)


def _said_of_choice(document: Document, day: Day, food: Food) -> Iterator[str]:
    if any(portion.food == food.id for lock in document.locks_on(day.number) for portion in lock.portions):
        yield _("You locked it.")
    taste = document.taste(food.id)
    if taste in (LOVE, LIKE):
        yield _("You love it.") if taste == LOVE else _("You like it.")
    if taste == RARELY:
        yield _("You eat it rarely, and it is in all the same.")
    if food.id in document.wishes:
        times = document.wishes[food.id]
        yield ngettext("You wish for it {times} time a week.", "You wish for it {times} times a week.", times).format(
            times=times
        )


def supplies(day: Day, document: Document, food: Food) -> tuple[str, ...]:
    """What the food's portions of a day bring of its targets: magnesium, then the largest shares, in one sentence."""
    try:
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
    except TargetError:
        return ()
    steps = sum(portion.steps for portion in day.portions if portion.food == food)
    shares = sorted(_shares(targets, food, steps), key=lambda share: (share[0] != MAGNESIUM, -share[1]))
    parts = [part for _nutrient, _share, part in shares[:MOST_SAID]]
    if not parts:
        return ()
    portion = food.household(steps)
    said = _("{portion} of it: {parts}.").format(portion=portion, parts=_(", ").join(parts))
    return (said,)


def _shares(targets: Targets, food: Food, steps: int) -> Iterator[tuple[Nutrient, float, str]]:
    for target in targets.all:
        nutrient = target.nutrient
        amount = food.amount(nutrient, steps)
        if nutrient == ENERGY or not nutrient.chased or not target.least or amount is None:
            continue
        if amount >= WORTH_SAYING * target.least:
            text = _("{share} of the target for {nutrient}")
            if nutrient in food.partial:
                text = _("at least {share} of the target for {nutrient}")
            label = inside(nutrient.label)
            yield nutrient, amount / target.least, text.format(share=percent(amount, target.least), nutrient=label)

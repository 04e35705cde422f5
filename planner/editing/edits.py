"""What a click on the plan means: the document that says so and the plan with just that change, or why it cannot be.

An edit is a decision, so it ends in the document: what the user wants to see stays as a lock of single portions, what
they took out as ``removed``. Whatever else was locked in the meal stays locked, and a meal that was locked whole
stays so, but for a food that is taken out of it. Only what no plan at all could hold is refused here; everything
else is for the optimiser to answer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from planner.document.document import NEVER, Document, FixedPortion, Lock, Removed
from planner.editing.plan_changes import Place
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Slot, Template, Templates, read_templates
from planner.language.translate import _
from planner.needs import medical_rules
from planner.plan.allowed import allows, household_limits, person_allows
from planner.plan.drinks import drinks_of
from planner.plan.looking_back import days_before
from planner.plan.meat_and_milk import keeps_kosher, mixed
from planner.plan.plan import Day, Meal, Plan, Portion, counted
from planner.plan.stored_form import fixed
from planner.plan.windows import fullest


@dataclass(frozen=True, slots=True)
class Edited:
    """The document after an edit, and the plan on screen with just that change.

    The plan is not audited. It is None where the change asks for another template, so that only the optimiser can
    tell what the meal becomes.
    """

    document: Document
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why no plan can hold the edit, as a sentence."""

    sentence: str


Answer = Edited | Refused


@dataclass(frozen=True, slots=True)
class Kitchen:
    """What every edit reads."""

    document: Document
    plan: Plan
    catalogue: Catalogue
    templates: Templates

    def day(self, number: int) -> Day | None:
        return next((day for day in self.plan.days if day.number == number), None)

    def meal(self, number: int, meal: str) -> Meal | None:
        day = self.day(number)
        return day.meal(meal) if day else None

    def portion(self, place: Place) -> Portion | None:
        """The portion as the user last decided on it: the plan on screen may be from before that."""
        kept = next((held for held in self.lock(place.day, place.meal).portions if held.food == place.food), None)
        if kept is not None and kept.food in self.catalogue:
            return Portion(kept.slot, self.catalogue[kept.food], kept.steps)
        meal = self.meal(place.day, place.meal)
        return next((portion for portion in meal.portions if portion.food.id == place.food), None) if meal else None

    def lock(self, day: int, meal: str) -> Lock:
        """All that is locked in a meal, as one lock; without portions when nothing is."""
        found = [lock for lock in self.document.locks_on(day) if lock.meal == meal]
        template = next((lock.template for lock in found if lock.template is not None), None)
        return Lock(day, meal, template, tuple(portion for lock in found for portion in lock.portions))


def is_locked(document: Document, place: Place) -> bool:
    """Whether the portion is locked, alone or with its meal."""
    return any(
        lock.meal == place.meal and any(held.food == place.food for held in lock.portions)
        for lock in document.locks_on(place.day)
    )


def is_removed(document: Document, place: Place) -> bool:
    """Whether the user took the portion out, though the plan on screen may still have it."""
    return Removed(*place) in document.removed


def as_decided(document: Document, place: Place, portion: Portion) -> Portion:
    """The portion in the size the user locked it in, though the plan on screen may be from before that."""
    for lock in document.locks_on(place.day):
        for held in lock.portions:
            if lock.meal == place.meal and held.food == place.food:
                return replace(portion, steps=held.steps)
    return portion


def _settled(kitchen: Kitchen, day: int, meal: str) -> Refused | None:
    """Refuses an edit of a meal of which the user said what became of it."""
    if kitchen.document.mark_of(day, meal) is None:
        return None
    name = read_templates().meal(meal).name
    return Refused(_("{meal} is marked: take the mark back first, or say what you ate instead.").format(meal=name))


def lock_portion(kitchen: Kitchen, place: Place) -> Answer:
    """Keeps one portion as it is on screen."""
    portion = kitchen.portion(place)
    if portion is None:
        return _gone()
    if not allows(kitchen.document, portion.food):
        return Refused(_why_excluded(kitchen.document, portion.food))
    document = _kept(kitchen, place, fixed(portion), replaces=place.food)
    return _within_limits(kitchen, document, portion.food, place.day) or Edited(document, kitchen.plan)


def unlock_portion(kitchen: Kitchen, place: Place) -> Answer:
    """Lets one portion change again; the others of a meal that was locked whole stay locked one by one."""
    if (settled := _settled(kitchen, place.day, place.meal)) is not None:
        return settled
    lock = kitchen.lock(place.day, place.meal)
    kept = tuple(held for held in lock.portions if held.food != place.food)
    if not kept:
        return Edited(kitchen.document.without_lock(place.day, place.meal), kitchen.plan)
    return Edited(kitchen.document.with_lock(replace(lock, template=None, portions=kept)), kitchen.plan)


def resize(kitchen: Kitchen, place: Place, by: int) -> Answer:
    """Makes a portion so many of its steps larger, or smaller when ``by`` is negative, and keeps it so."""
    if (settled := _settled(kitchen, place.day, place.meal)) is not None:
        return settled
    portion = kitchen.portion(place)
    if portion is None:
        return _gone()
    food, steps = portion.food, portion.steps + by
    if not allows(kitchen.document, food):
        return Refused(_why_excluded(kitchen.document, food))
    if steps < food.min_steps:
        return Refused(
            _("{amount} is the smallest portion of {food}. You can remove it instead.").format(
                amount=food.household(food.min_steps), food=food.name
            )
        )
    if steps > food.max_steps:
        return Refused(
            _("{amount} is the largest portion of {food} in one meal.").format(
                amount=food.household(food.max_steps), food=food.name
            )
        )
    larger = replace(portion, steps=steps)
    document = _kept(kitchen, place, fixed(larger), replaces=food.id)
    refused = _within_limits(kitchen, document, food, place.day) if by > 0 else None
    return refused or Edited(document, _plan_with(kitchen.plan, place, larger))


def remove(kitchen: Kitchen, place: Place) -> Answer:
    """Takes a portion out of its meal."""
    if (settled := _settled(kitchen, place.day, place.meal)) is not None:
        return settled
    if kitchen.portion(place) is None:
        return _gone()
    return Edited(kitchen.document.with_removed(Removed(*place)), _plan_with(kitchen.plan, place, None))


def swap(kitchen: Kitchen, place: Place, new: FixedPortion) -> Answer:
    """Takes another portion in place of one; the food that went is not planned in that meal again."""
    if (settled := _settled(kitchen, place.day, place.meal)) is not None:
        return settled
    old, meal = kitchen.portion(place), kitchen.meal(place.day, place.meal)
    if old is None or meal is None or new.food not in kitchen.catalogue:
        return _gone()
    food = kitchen.catalogue[new.food]
    if not allows(kitchen.document, food):
        return Refused(_why_excluded(kitchen.document, food))
    if new.food == place.food or any(portion.food.id == new.food for portion in meal.portions):
        return Refused(_("{food} is in this meal already.").format(food=food.name))
    template = kitchen.templates.by_id.get(meal.template)
    slot = template.slot(new.slot) if template else None
    if slot is None or not slot.takes(food) or not food.min_steps <= new.steps <= food.max_steps:
        return Refused(_("{food} does not fit in the place of {old}.").format(food=food.name, old=old.food.name))
    removed = replace(kitchen, document=kitchen.document.with_removed(Removed(*place)))
    document = _kept(removed, place, new, replaces=place.food, template=kitchen.lock(place.day, place.meal).template)
    refused = _within_limits(kitchen, document, food, place.day)
    return refused or Edited(document, _plan_with(kitchen.plan, place, Portion(new.slot, food, new.steps)))


def add(kitchen: Kitchen, day: int, meal: str, food_id: str, steps: int | None = None) -> Answer:
    """Adds a food to a meal, in its usual portion unless ``steps`` are given, and keeps it there."""
    if (settled := _settled(kitchen, day, meal)) is not None:
        return settled
    if food_id not in kitchen.catalogue:
        return _gone()
    food = kitchen.catalogue[food_id]
    return _put(kitchen, Place(day, meal, food_id), food, steps or food.usual_steps)


def move(kitchen: Kitchen, place: Place, day: int, meal: str) -> Answer:
    """Takes a portion out of its meal and keeps it in another one."""
    if (settled := _settled(kitchen, day, meal)) is not None:
        return settled
    portion = kitchen.portion(place)
    if portion is None:
        return _gone()
    if (day, meal) == (place.day, place.meal):
        return Refused(_("{food} is there already.").format(food=portion.food.name))
    taken = remove(kitchen, place)
    if isinstance(taken, Refused):
        return taken
    without = replace(kitchen, document=taken.document, plan=taken.plan or kitchen.plan)
    return _put(without, Place(day, meal, place.food), portion.food, portion.steps)


def foods_to_add(kitchen: Kitchen, day: int, meal: str) -> tuple[Food, ...]:
    """The foods that may be planned and for which the meal has a place, by name."""
    shown = kitchen.meal(day, meal)
    if shown is None:
        return ()
    there = {portion.food.id for portion in shown.portions}
    return tuple(
        food
        for food in sorted(kitchen.catalogue, key=lambda food: food.name.casefold())
        if food.id not in there and allows(kitchen.document, food) and _slot(kitchen, day, shown, food) is not None
    )


# What is kept


def _kept(
    kitchen: Kitchen, place: Place, portion: FixedPortion, *, replaces: str, template: str | None = None
) -> Document:
    """The document with a portion locked beside what else is locked in its meal."""
    lock = kitchen.lock(place.day, place.meal)
    others = tuple(held for held in lock.portions if held.food not in (replaces, portion.food))
    before = [held.food for held in lock.portions]
    at = before.index(replaces) if replaces in before else len(others)
    portions = (*others[:at], portion, *others[at:])
    return kitchen.document.with_lock(Lock(place.day, place.meal, template or lock.template, portions))


def _put(kitchen: Kitchen, place: Place, food: Food, steps: int) -> Answer:
    """Puts a food that the meal does not have into the slot that takes it best."""
    if not allows(kitchen.document, food):
        return Refused(_why_excluded(kitchen.document, food))
    meal = kitchen.meal(place.day, place.meal)
    if meal is None:
        return Refused(_("That day has no such meal."))
    name = kitchen.templates.meal(place.meal).name.lower()
    if any(portion.food.id == food.id for portion in meal.portions):
        return Refused(_("{food} is in this {meal} already.").format(food=food.name, meal=name))
    found = _slot(kitchen, place.day, meal, food)
    if found is None:
        able = any(slot.takes(food) for template in kitchen.templates.for_meal(place.meal) for slot in template.slots)
        said = (
            _("{food} does not fit beside what is locked in this {meal}. Open a lock first.")
            if able
            else _("{food} does not go into a {meal}.")
        )
        return Refused(said.format(food=food.name, meal=name))
    portion = Portion(found.slot.id, food, steps)
    document = _kept(kitchen, place, fixed(portion), replaces=food.id)
    plan = _plan_plus(kitchen.plan, place, portion, found.template) if found.room else None
    return _within_limits(kitchen, document, food, place.day) or Edited(document, plan)


class _Found(NamedTuple):
    """A slot for a food; ``room`` says that the meal on screen can simply take it too."""

    template: Template
    slot: Slot
    room: bool


def _slot(kitchen: Kitchen, day: int, meal: Meal, food: Food) -> _Found | None:
    """Where a food can go beside all that is locked in the meal: into the template on screen if that can be."""
    lock = kitchen.lock(day, meal.meal)
    held = [portion for portion in lock.portions if portion.food != food.id]
    shown = kitchen.templates.by_id.get(meal.template)
    if lock.template is not None:
        whole = kitchen.templates.by_id.get(lock.template)
        slots = [slot for slot in whole.slots if slot.takes(food)] if whole else []
        roomy = [slot for slot in slots if _has_room(slot, meal)]
        return _Found(whole, (roomy or slots)[0], whole is shown) if whole and slots else None
    others = [template for template in kitchen.templates.for_meal(meal.meal) if template is not shown]
    for template in [shown, *others] if shown else others:
        fitting = [slot for slot in template.slots if slot.takes(food) and _holds(kitchen, template, held, slot)]
        roomy = [slot for slot in fitting if template is shown and _has_room(slot, meal)]
        if fitting:
            return _Found(template, (roomy or fitting)[0], bool(roomy))
    return None


def _has_room(slot: Slot, meal: Meal) -> bool:
    return sum(portion.slot == slot.id for portion in meal.portions) < slot.most


def _holds(kitchen: Kitchen, template: Template, held: Iterable[FixedPortion], more: Slot) -> bool:
    """Whether a template takes the locked portions and one more food in a slot."""
    count = {more.id: 1}
    for portion in held:
        slot = template.slot(portion.slot)
        if slot is None or portion.food not in kitchen.catalogue or not slot.takes(kitchen.catalogue[portion.food]):
            return False
        count[slot.id] = count.get(slot.id, 0) + 1
    return all(count.get(slot.id, 0) <= slot.most for slot in template.slots)


# The plan with just the change


def _plan_with(plan: Plan, place: Place, portion: Portion | None) -> Plan:
    """The plan with another portion at a place, or none."""
    new = () if portion is None else (portion,)

    def changed(meal: Meal) -> Meal:
        return replace(
            meal,
            portions=tuple(kept for old in meal.portions for kept in (new if old.food.id == place.food else (old,))),
        )

    return _plan_changed(plan, place, changed)


def _plan_plus(plan: Plan, place: Place, portion: Portion, template: Template) -> Plan:
    """The plan with a further portion, in the order of the template's slots."""
    order = [slot.id for slot in template.slots]

    def changed(meal: Meal) -> Meal:
        rank = order.index(portion.slot)
        at = sum(old.slot not in order or order.index(old.slot) <= rank for old in meal.portions)
        return replace(meal, portions=(*meal.portions[:at], portion, *meal.portions[at:]))

    return _plan_changed(plan, place, changed)


def _plan_changed(plan: Plan, place: Place, changed: Callable[[Meal], Meal]) -> Plan:
    days = []
    for day in plan.days:
        if day.number == place.day:
            meals = tuple(changed(meal) if meal.meal == place.meal else meal for meal in day.meals)
            day = replace(day, meals=meals)
        days.append(day)
    return Plan(tuple(days))


# What no plan can hold


def _within_limits(kitchen: Kitchen, after: Document, food: Food, number: int) -> Refused | None:
    """Refuses what is locked beyond a food's own limits: no plan may hold that, whatever else changes."""
    days = {day: list(_locked(kitchen, after, day)) for day in {lock.day for lock in after.locks}}
    if food.once_a_day and sum(portion.food.id == food.id for portion in days.get(number, ())) > 1:
        return Refused(_("{food} is locked in another meal of that day already.").format(food=food.name))
    past = {day: list(held.portions) for day, held in days_before(after, kitchen.catalogue).days.items()}
    eaten = {day: counted(portions) for day, portions in (past | days).items()}
    if (refused := _within_kosher(kitchen, after, food, number)) is not None:
        return refused
    parts = {food, *(part.food for part in food.ingredients)}
    for part in sorted(parts, key=lambda part: part.id):
        if eaten.get(number, {}).get(part, 0.0) > part.daily_max + 1e-6:
            most = part.household(part.daily_max)
            return Refused(_("{food}: at most {amount} a day.").format(food=part.name, amount=most))
        if fullest({day: steps.get(part, 0.0) for day, steps in eaten.items()}, number) > part.weekly_max + 1e-6:
            most = part.household(part.weekly_max)
            return Refused(_("{food}: at most {amount} in seven days.").format(food=part.name, amount=most))
    foods = {day: [portion.food for portion in held] for day, held in (past | days).items()}
    drinks = [portion.food for portion in drinks_of(kitchen.document, kitchen.catalogue)]
    return _within_rules(household_limits(kitchen.document, drinks), foods, food, number)


def _within_kosher(kitchen: Kitchen, after: Document, food: Food, number: int) -> Refused | None:
    """Refuses a food that is locked beside meat or milk where somebody keeps kosher."""
    if not keeps_kosher(after):
        return None
    held: dict[str, list[Food]] = {}
    for lock in after.locks_on(number):
        foods = [kitchen.catalogue[each.food] for each in lock.portions if each.food in kitchen.catalogue]
        held.setdefault(lock.meal, []).extend(foods)
    if not any(mixed(after, held)):
        return None
    said = _("{food} would bring meat and milk together, which keeping kosher does not allow.")
    return Refused(said.format(food=food.name))


def _within_rules(
    limits: Iterable[medical_rules.PortionLimit], days: Mapping[int, list[Food]], food: Food, number: int
) -> Refused | None:
    """Refuses what is locked beyond the portion limits of anybody's conditions."""
    for limit in limits:
        if not limit.counts(food):
            continue
        counts = {day: sum(map(limit.counts, held)) for day, held in days.items()}
        if fullest(counts, number, limit.days) > limit.most:
            return Refused(limit.reason)
    return None


def _locked(kitchen: Kitchen, document: Document, day: int) -> Iterator[Portion]:
    for lock in document.locks_on(day):
        for held in lock.portions:
            if held.food in kitchen.catalogue:
                yield Portion(held.slot, kitchen.catalogue[held.food], held.steps)


def _why_excluded(document: Document, food: Food) -> str:
    """Why a food may not be planned, as a sentence."""
    profile = document.profile
    if document.taste(food.id) == NEVER:
        return _("You rated {food} “never”, so it is not planned.").format(food=food.name)
    if (reason := medical_rules.why_banned(profile, food)) is not None:
        return reason
    if profile.diet not in food.diets:
        return _("{food} does not fit the diet in your profile.").format(food=food.name)
    if not food.allergens.isdisjoint(profile.avoids):
        return _("{food} has an allergen that your profile avoids.").format(food=food.name)
    for person in document.people:
        if not person_allows(person, food):
            return _("{person} does not eat {food}.").format(person=person.name, food=food.name)
    return _("{food} has something that you excluded, so it is not planned.").format(food=food.name)


def _gone() -> Refused:
    return Refused(_("This is no longer in the plan."))

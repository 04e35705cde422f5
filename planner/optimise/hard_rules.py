"""The mathematical program of one day, stated once. docs/model.md says each rule by the name it has here."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import pulp

from planner.document.document import FixedPortion
from planner.foods import nutrients
from planner.foods.food import Food
from planner.foods.meals import MealTime, Template
from planner.foods.nutrients import Nutrient
from planner.optimise.columns import Asked, Columns, costs_and_bounds, servings_as_arrays
from planner.optimise.day_program import DayModel, Serving, fixed_of, pass_on, place_of, sum_of
from planner.optimise.day_question import Question
from planner.optimise.soft_goals import add_goals


def build_model(question: Question, check: Callable[[], None] = pass_on) -> DayModel:
    """The program that looks for the day with the fewest penalty points; ``check`` may raise to end the building."""
    model = _rules(question, check)
    _add_magnesium_least(model)
    add_goals(model)
    ask(model, question)
    write_down(model)
    check()
    return model


def build_reach_model(question: Question, check: Callable[[], None] = pass_on) -> DayModel:
    """The program that looks for the largest magnesium under all other hard limits; minimised as its negative [mg]."""
    model = _rules(question, check)
    ask(model, question)
    write_down(model)
    model.problem.setObjective(sum_of([(model.total[nutrients.MAGNESIUM], -1.0)]))
    check()
    return model


def can_ask(model: DayModel, question: Question) -> bool:
    """Whether the model's rows are those of the question, so that only costs and bounds change."""
    return same_rows(model.question, question)


def same_rows(old: Question, question: Question) -> bool:
    """Whether two questions are asked of the same rows."""
    return (
        old.foods == question.foods
        and old.targets == question.targets
        and old.meals == question.meals
        and old.templates is question.templates
        and old.limits == question.limits
        and old.wished == question.wished
        and old.prices == question.prices
        and bool(old.list_points) == bool(question.list_points)
        and (old.minutes is None) == (question.minutes is None)
        and (old.most_cooked is None) == (question.most_cooked is None)
        and old.drinks == question.drinks
        and (old.days > 1) == (question.days > 1)
        and old.mean_of == question.mean_of
        and old.repeated == question.repeated
        and (old.may_repeat == question.may_repeat or not question.mean_of)
        and _lock_rows(old) == _lock_rows(question)
    )


def ask(model: DayModel, question: Question) -> Asked:
    """Makes a model whose rows are a question's own ask it; ``write_down`` says the same in PuLP."""
    model.question = question
    if model.columns is None:
        model.columns = _columns(model)
    model.asked = costs_and_bounds(model.columns, question)
    return model.asked


def write_down(model: DayModel) -> None:
    """Gives the PuLP problem the costs and bounds of what the model is asked.

    Raises:
        ValueError: if it is not asked anything.
    """
    if model.asked is None:
        raise ValueError("the model is not asked anything")
    costs = []
    for place, variable in enumerate(model.problem.variables()):
        low, high = float(model.asked.lower[place]), float(model.asked.upper[place])
        variable.lowBound, variable.upBound = low, (None if high == np.inf else high)
        if cost := float(model.asked.cost[place]):
            costs.append((variable, cost))
    model.problem.setObjective(sum_of(costs))


def _columns(model: DayModel) -> Columns:
    """Where each variable stands; taken once, when all of them are there."""
    model.problem.setObjective(sum_of(model.penalty))  # PuLP 3 knows only the variables of rows and objective
    variables = model.problem.variables()
    place = {variable.name: number for number, variable in enumerate(variables)}

    def places(chosen: Iterable[pulp.LpVariable]) -> list[int]:
        return [place[variable.name] for variable in chosen]

    points = np.zeros(len(variables))
    for variable, cost in model.penalty:
        points[place[variable.name]] += cost
    model.by_name = {x.name: serving for serving, x in model.serve.items()}
    model.places = {place_of(serving): x.name for serving, x in model.serve.items()}
    foods, inside = tuple(model.eaten), tuple(model.counted)
    servings = [(serving.meal, serving.food, serving.steps) for serving in model.serve]
    food, meals, steps, size, unusual = servings_as_arrays(servings, foods)
    return Columns(
        points=points,
        lower=np.array([variable.lowBound for variable in variables], dtype=float),
        upper=np.array([np.inf if v.upBound is None else v.upBound for v in variables], dtype=float),
        foods=foods,
        servings=np.array(places(model.serve.values()), dtype=np.intp),
        food=food,
        meals=meals,
        steps=steps,
        size=size,
        unusual=unusual,
        eaten=np.array(places(model.eaten.values()), dtype=np.intp),
        daily=np.array([food.daily_max for food in foods], dtype=float),
        counted=np.array(places(model.counted.values()), dtype=np.intp),
        foods_inside=inside,
        use={where: place[x.name] for where, x in model.use.items()},
        places={where: place[name] for where, name in model.places.items()},
        limited={key: place[x.name] for key, x in model.limited.items()},
        missing={key: place[x.name] for key, x in model.missing.items()},
        stored={key: place[x.name] for key, x in model.stored.items()},
        fish=None if model.missing_fish is None else place[model.missing_fish.name],
        allowed=None if model.allowed is None else place[model.allowed.name],
        minutes=None if model.minutes is None else place[model.minutes.name],
        most_cooked=None if model.most_cooked is None else place[model.most_cooked.name],
    )


def _lock_rows(question: Question) -> frozenset[tuple[str, str | None, tuple[FixedPortion, ...]]]:
    return frozenset((lock.meal, lock.template, lock.portions) for lock in question.locks)


def _rules(question: Question, check: Callable[[], None]) -> DayModel:
    model = DayModel(question, pulp.LpProblem("day", pulp.LpMinimize), check=check)
    _add_templates(model)
    _add_slots(model)
    _add_food_limits(model)
    _add_dish_limits(model)
    _add_portion_limits(model)
    _add_meal_energy(model)
    _add_meal_carbohydrate(model)
    _add_totals(model)
    _add_hard_limits(model)
    _add_magnesium_spread(model)
    _add_locks(model)
    return model


def _places(question: Question) -> Iterator[tuple[MealTime, Template]]:
    for meal in question.meals:
        for template in question.templates.for_meal(meal.id):
            yield meal, template


def _add_templates(model: DayModel) -> None:
    """Each meal follows exactly one template."""
    for meal, template in _places(model.question):
        model.use[meal.id, template.id] = model.variable(f"use_{meal.id}_{template.id}", 0, 1, binary=True)
    for meal in model.question.meals:
        uses = [(x, 1.0) for (meal_id, _), x in model.use.items() if meal_id == meal.id]
        model.add(sum_of(uses) == 1, f"{meal.id}_one_template")


def _add_slots(model: DayModel) -> None:
    """A slot of the template that is used takes its number of foods; of any other template, none.

    Some take as many as another one: a dressing where there are leaves. In a meal the user locked whole, the number is
    the user's.
    """
    question = model.question
    frozen = question.frozen_meals
    for meal, template in _places(question):
        use = model.use[meal.id, template.id]
        by_slot: dict[str, list[tuple[pulp.LpVariable, float]]] = {}
        for slot in template.slots:
            place = f"{meal.id}_{template.id}_{slot.id}"
            servings = []
            for food in question.foods:
                for steps in question.portions_in(meal.id, slot, food):
                    serving = Serving(meal.id, template, slot, food, steps)
                    x = model.variable(f"serve_{place}_{food.id}_{steps}", 0, 1, binary=True)
                    model.serve[serving] = x
                    model.by_food[food].append(serving)
                    model.by_meal[meal.id].append(serving)
                    servings.append((x, 1.0))
            by_slot[slot.id] = servings
            if meal.id in frozen:
                model.add(sum_of([*servings, (use, -float(len(servings)))]) <= 0, f"{place}_only_if_used")
                continue
            if slot.least == slot.most:
                model.add(sum_of([*servings, (use, -float(slot.least))]) == 0, f"{place}_count")
                continue
            model.add(sum_of([*servings, (use, -float(slot.most))]) <= 0, f"{place}_most")
            if slot.least:
                model.add(sum_of([*servings, (use, -float(slot.least))]) >= 0, f"{place}_least")
        for slot in template.slots:
            if slot.as_many_as in by_slot and meal.id not in frozen:
                others = [(x, -1.0) for x, _one in by_slot[slot.as_many_as]]
                name = f"{meal.id}_{template.id}_{slot.id}_as_many"
                model.add(sum_of([*by_slot[slot.id], *others]) == 0, name)


def _add_food_limits(model: DayModel) -> None:
    """A food is eaten once a day; a staple once a meal and at most its daily maximum."""
    question = model.question
    for food, servings in model.by_food.items():
        model.eaten[food] = eaten = model.variable(f"eaten_{food.id}", 0, food.daily_max)
        terms = [(model.serve[serving], float(serving.steps)) for serving in servings]
        model.add(sum_of([*terms, (eaten, -1.0)]) == 0, f"{food.id}_eaten")
        if food.once_a_day:
            model.add(sum_of((model.serve[serving], 1.0) for serving in servings) <= 1, f"{food.id}_once")
            continue
        for meal in question.meals:
            in_meal = [(model.serve[serving], 1.0) for serving in servings if serving.meal == meal.id]
            if len(in_meal) > 1:
                model.add(sum_of(in_meal) <= 1, f"{food.id}.{meal.id}_once")


def _add_dish_limits(model: DayModel) -> None:
    """The foods inside dishes count towards their daily and weekly maximum."""
    inside: dict[Food, list[tuple[pulp.LpVariable, float]]] = defaultdict(list)
    for dish, eaten in model.eaten.items():
        if dish.recipe is not None:
            for part in dish.made_of(1):
                inside[part.food].append((eaten, part.grams / part.food.step_g))
    for food, terms in inside.items():
        model.counted[food] = counted = model.variable(f"counted_{food.id}", 0, food.daily_max)
        if food in model.eaten:
            terms.append((model.eaten[food], 1.0))
        model.add(sum_of([*terms, (counted, -1.0)]) == 0, f"{food.id}_counted")


def _add_portion_limits(model: DayModel) -> None:
    """At most so many portions, some of which count several times, of what a condition or life stage limits."""
    for limit in model.question.limits:
        model.limited[limit.id] = portions = model.variable(f"portions_{limit.id}", 0, limit.most)
        terms = [(x, float(count)) for serving, x in model.serve.items() if (count := limit.counts(serving.food))]
        model.add(sum_of([*terms, (portions, -1.0)]) == 0, f"{limit.id}_portions")


def _add_meal_energy(model: DayModel) -> None:
    """Each meal carries its share of the day's energy target, but for one the user locked whole."""
    centre = model.question.targets.energy_kcal
    for meal in model.question.meals:
        if meal.id in model.question.frozen_meals:
            continue
        energy = model.variable(f"{meal.id}_kcal", meal.least * centre, meal.most * centre)
        terms = _amounts(model, meal.id, nutrients.ENERGY)
        model.add(sum_of([*terms, (energy, -1.0)]) == 0, f"{meal.id}_energy")


def _add_meal_carbohydrate(model: DayModel) -> None:
    """A meal holds so much carbohydrate as its range says, with what is locked in it, but for one not planned."""
    limits = {limit.meal: limit for limit in model.question.targets.meals}
    for meal in model.question.meals:
        if (limit := limits.get(meal.id)) is not None and meal.id not in model.question.away:
            amount = model.variable(f"{meal.id}_{limit.nutrient.key}", limit.least or 0.0, limit.most)
            terms = _amounts(model, meal.id, limit.nutrient)
            model.add(sum_of([*terms, (amount, -1.0)]) == 0, f"{meal.id}_carbohydrate")


def _add_totals(model: DayModel) -> None:
    """What the day's food and the drinks beside it hold.

    Unknown amounts count as nothing: towards a least that is strict, towards a most the total says at least.
    """
    for nutrient in (*nutrients.ALL, *nutrients.DERIVED):
        if not (nutrient == nutrients.MAGNESIUM or model.question.targets.of(nutrient)):
            continue
        model.total[nutrient] = total = model.variable(f"total_{nutrient.key}")
        terms = [(x, amount) for food, x in model.eaten.items() if (amount := food.amount(nutrient, 1)) is not None]
        drunk = sum(portion.food.amount(nutrient, portion.steps) or 0.0 for portion in model.question.drinks)
        model.add(sum_of([*terms, (total, -1.0)]) == -drunk, f"{nutrient.key}_total")


def _add_hard_limits(model: DayModel) -> None:
    """Energy, upper limits that apply to food, and the user's own; magnesium's least is added by itself."""
    for target in model.question.targets.hard:
        total = sum_of([(model.total[target.nutrient], 1.0)])
        if target.least is not None and target.nutrient != nutrients.MAGNESIUM:
            model.add(total >= target.least, f"{target.nutrient.key}_hard_least")
        if target.most is not None:
            model.add(total <= target.most, f"{target.nutrient.key}_hard_most")


def _add_magnesium_least(model: DayModel) -> None:
    """The promise of the product: the day's magnesium reaches its target."""
    least = model.question.targets.least(nutrients.MAGNESIUM) or 0.0
    model.add(sum_of([(model.total[nutrients.MAGNESIUM], 1.0)]) >= least, "magnesium_mg_hard_least")


def _add_magnesium_spread(model: DayModel) -> None:
    """No meal carries more than its share of the day's magnesium: absorption falls as the dose rises."""
    total = model.total[nutrients.MAGNESIUM]
    for meal in model.question.meals:
        if meal.id in model.question.frozen_meals:
            continue
        terms = _amounts(model, meal.id, nutrients.MAGNESIUM)
        model.add(sum_of([*terms, (total, -meal.magnesium_most)]) <= 0, f"{meal.id}_magnesium_share")


def _add_locks(model: DayModel) -> None:
    """What the user locked stays: a whole meal with exactly its portions, or single portions."""
    for lock in model.question.locks:
        wanted = set(lock.portions)
        for portion in lock.portions:
            held = [
                (model.serve[serving], 1.0)
                for serving in model.by_meal[lock.meal]
                if fixed_of(serving) == portion and lock.template in (None, serving.template.id)
            ]
            model.add(sum_of(held) == 1, f"{lock.meal}_lock_{portion.slot}_{portion.food}")
        if lock.template is not None:
            others = [
                (model.serve[serving], 1.0) for serving in model.by_meal[lock.meal] if fixed_of(serving) not in wanted
            ]
            model.add(sum_of(others) == 0, f"{lock.meal}_lock_nothing_else")


def _amounts(model: DayModel, meal_id: str, nutrient: Nutrient) -> list[tuple[pulp.LpVariable, float]]:
    """The known amounts of a nutrient in the servings of a meal [nutrient.unit]."""
    return [
        (model.serve[serving], amount)
        for serving in model.by_meal[meal_id]
        if (amount := serving.food.amount(nutrient, serving.steps)) is not None
    ]

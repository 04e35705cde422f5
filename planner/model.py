"""The mathematical program of one day, stated once. docs/model.md says each rule by the name it has here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pulp

from planner import nutrients
from planner.document import FixedPortion, Lock
from planner.food import FISH_GROUP, PLANT_GROUPS, Food
from planner.nutrients import Nutrient
from planner.plan import LARGEST_MAGNESIUM_SHARE, Day, Meal, Portion, fixed
from planner.safety import PortionLimit
from planner.targets import Targets
from planner.templates import MealTime, Slot, Template, Templates

# The weights of the objective [penalty points]; docs/model.md shows them as a table and says why.
SHORTFALL = 20.0  # a soft goal missed by its whole amount
LARGEST_SHORTFALL = 20.0  # the worst of all goals missed by its whole amount
EXCESS = 20.0  # a soft limit passed by its whole amount
NO_FISH = 2.0  # a day without fish when the week is behind its two fish meals
# Goals that weigh more or less than 1; sodium's recommended amount is shown but never chased.
GOAL_WEIGHTS: Mapping[str, float] = {"sodium_mg": 0.0, "vit_d_ug": 0.5, "choline_mg": 0.5, "vit_k_ug": 0.5}
# A portion costs its food's points times this share for being there and that share for each PORTION_KCAL it brings.
# A day's energy is fixed, so the second part favours no kind of food, and the first keeps the plate simple.
COST_OF_A_PORTION, COST_OF_ITS_ENERGY, PORTION_KCAL = 0.2, 0.8, 150.0
COST_OF_AN_UNUSUAL_SIZE = 0.15  # for a portion of twice the usual size, which is a third up its range
DISH_PORTIONS = 3  # a dish costs as much for being there as so many single foods
FRUIT_AND_VEGETABLES = 400.0  # [g / day] WHO: Healthy diet, fact sheet 394; potatoes do not count


@dataclass(frozen=True, slots=True)
class Question:
    """Everything one day's model is asked. Foods, meals, templates, targets and locks make its rows, the rest only
    costs and bounds."""

    day: int
    foods: tuple[Food, ...]  # those that diet and allergens allow; most_steps of 0 bans one
    meals: tuple[MealTime, ...]
    templates: Templates
    targets: Targets
    cost: Mapping[str, float]  # [penalty points / usual portion] by food id
    most_steps: Mapping[str, float] = field(default_factory=dict)  # left of the weekly maximum, by food id
    least_steps: Mapping[str, int] = field(default_factory=dict)  # by food id
    locks: tuple[Lock, ...] = ()
    barred: frozenset[tuple[str, str]] = frozenset()  # (meal, template) that may not be used
    template_cost: Mapping[tuple[str, str], float] = field(default_factory=dict)  # [penalty points]
    fish_wanted: bool = False
    limits: tuple[PortionLimit, ...] = ()
    most_portions: Mapping[str, int] = field(default_factory=dict)  # what other days leave of a limit, by its id

    @property
    def frozen_meals(self) -> frozenset[str]:
        """Meals the user locked whole: what is in them is the user's decision."""
        return frozenset(lock.meal for lock in self.locks if lock.template is not None)


@dataclass(frozen=True, slots=True)
class Serving:
    """What one binary stands for: this many steps of a food in a slot of a template of a meal."""

    meal: str
    template: Template
    slot: Slot
    food: Food
    steps: int


@dataclass(slots=True)
class DayModel:
    """A PuLP problem and what its variables stand for.

    ``use`` and ``serve`` are binary; ``eaten`` counts the steps of a food over the day, ``counted`` those
    inside dishes too, for the foods that occur in dishes; ``total`` is the amount of
    a nutrient [nutrient.unit], ``short`` and ``over`` are relative to the goal, between 0 and 1 or more.
    """

    question: Question
    problem: pulp.LpProblem
    use: dict[tuple[str, str], pulp.LpVariable] = field(default_factory=dict)
    serve: dict[Serving, pulp.LpVariable] = field(default_factory=dict)
    eaten: dict[Food, pulp.LpVariable] = field(default_factory=dict)
    limited: dict[str, pulp.LpVariable] = field(default_factory=dict)
    counted: dict[Food, pulp.LpVariable] = field(default_factory=dict)
    missing_fish: pulp.LpVariable | None = None
    total: dict[Nutrient, pulp.LpVariable] = field(default_factory=dict)
    penalty: list[tuple[pulp.LpVariable, float]] = field(default_factory=list)
    by_food: dict[Food, list[Serving]] = field(default_factory=lambda: defaultdict(list))
    by_meal: dict[str, list[Serving]] = field(default_factory=lambda: defaultdict(list))

    def add(self, constraint: pulp.LpConstraint, name: str) -> None:
        self.problem += constraint, name

    def variable(
        self, name: str, low: float | None = 0, high: float | None = None, binary: bool = False
    ) -> pulp.LpVariable:
        kind = pulp.LpBinary if binary else pulp.LpContinuous
        return self.problem.add_variable(name, low, high, kind)

    def columns_of(self, day: Day) -> frozenset[str]:
        """The names of the binaries that are one in a day; portions that are no longer on offer have none."""
        used = {(meal.meal, meal.template) for meal in day.meals}
        held = {(meal.meal, meal.template, fixed(portion)) for meal in day.meals for portion in meal.portions}
        names = {x.name for place, x in self.use.items() if place in used}
        names |= {x.name for serving, x in self.serve.items() if _place(serving) in held}
        return frozenset(names)

    def columns_of_templates(self, names: Collection[str]) -> frozenset[str]:
        """All binaries of the templates whose ``use`` is among ``names``."""
        used = {place for place, x in self.use.items() if x.name in names}
        columns = {self.use[place].name for place in used}
        columns |= {x.name for serving, x in self.serve.items() if (serving.meal, serving.template.id) in used}
        return frozenset(columns)

    def columns_in(self, meal_id: str) -> frozenset[str]:
        """The names of all binaries of a meal."""
        names = {x.name for (meal, _), x in self.use.items() if meal == meal_id}
        return frozenset(names | {self.serve[serving].name for serving in self.by_meal[meal_id]})

    def day(self, values: Mapping[str, float]) -> Day:
        """The day a solution stands for; ``values`` by variable name."""
        used = {meal: template for (meal, template), x in self.use.items() if values[x.name] > 0.5}
        portions: dict[str, list[Portion]] = defaultdict(list)
        for serving, x in self.serve.items():
            if values[x.name] > 0.5:
                portions[serving.meal].append(Portion(serving.slot.id, serving.food, serving.steps))
        return Day(
            self.question.day,
            tuple(Meal(meal.id, used[meal.id], tuple(portions[meal.id])) for meal in self.question.meals),
        )


def build_model(question: Question) -> DayModel:
    """The program that looks for the day with the fewest penalty points."""
    model = _rules(question)
    _add_magnesium_least(model)
    _add_goals(model)
    _add_fruit_and_vegetables(model)
    _add_fish(model)
    ask(model, question)
    return model


def build_reach_model(question: Question) -> DayModel:
    """The program that looks for the largest magnesium under all other hard limits; minimised as its negative [mg]."""
    model = _rules(question)
    _set_bounds(model, question)
    model.problem += _sum([(model.total[nutrients.MAGNESIUM], -1.0)]), "negative_magnesium"
    return model


def can_ask(model: DayModel, question: Question) -> bool:
    """Whether the model's rows are those of the question, so that only costs and bounds change."""
    old = model.question
    return (
        old.foods == question.foods
        and old.targets == question.targets
        and old.meals == question.meals
        and old.templates is question.templates
        and old.limits == question.limits
        and _lock_rows(old) == _lock_rows(question)
    )


def ask(model: DayModel, question: Question) -> None:
    """Sets the costs and bounds of a question on a model whose rows are its own."""
    model.question = question
    _set_bounds(model, question)
    model.problem.setObjective(_sum([*model.penalty, *_preferences(model)]))


def _lock_rows(question: Question) -> frozenset[tuple[str, str | None, tuple[FixedPortion, ...]]]:
    return frozenset((lock.meal, lock.template, lock.portions) for lock in question.locks)


def _rules(question: Question) -> DayModel:
    model = DayModel(question, pulp.LpProblem("day", pulp.LpMinimize))
    _add_templates(model)
    _add_slots(model)
    _add_food_limits(model)
    _add_dish_limits(model)
    _add_portion_limits(model)
    _add_meal_energy(model)
    _add_totals(model)
    _add_hard_limits(model)
    _add_magnesium_spread(model)
    _add_locks(model)
    return model


def _sum(terms: Iterable[tuple[pulp.LpVariable, float]]) -> pulp.LpAffineExpression:
    """Coefficients times variables; one call, because building the model costs more than solving it."""
    pairs = list(terms)
    if hasattr(pulp.LpAffineExpression, "from_list"):  # PuLP 4
        return pulp.LpAffineExpression.from_list(pairs)
    return pulp.LpAffineExpression(pairs)


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
        model.add(_sum(uses) == 1, f"{meal.id}_one_template")


def _add_slots(model: DayModel) -> None:
    """A slot of the template that is used takes its number of foods; of any other template, none.

    In a meal the user locked whole, the number is the user's.
    """
    question = model.question
    frozen = question.frozen_meals
    for meal, template in _places(question):
        use = model.use[meal.id, template.id]
        for slot in template.slots:
            place = f"{meal.id}_{template.id}_{slot.id}"
            servings = []
            for food in question.foods:
                if not slot.takes(food):
                    continue
                for steps in range(food.min_steps, food.max_steps + 1):
                    serving = Serving(meal.id, template, slot, food, steps)
                    x = model.variable(f"serve_{place}_{food.id}_{steps}", 0, 1, binary=True)
                    model.serve[serving] = x
                    model.by_food[food].append(serving)
                    model.by_meal[meal.id].append(serving)
                    servings.append((x, 1.0))
            if meal.id in frozen:
                model.add(_sum([*servings, (use, -float(len(servings)))]) <= 0, f"{place}_only_if_used")
                continue
            if slot.least == slot.most:
                model.add(_sum([*servings, (use, -float(slot.least))]) == 0, f"{place}_count")
                continue
            model.add(_sum([*servings, (use, -float(slot.most))]) <= 0, f"{place}_most")
            if slot.least:
                model.add(_sum([*servings, (use, -float(slot.least))]) >= 0, f"{place}_least")


def _add_food_limits(model: DayModel) -> None:
    """A food is eaten once a day; a staple once a meal and at most its daily maximum."""
    question = model.question
    for food, servings in model.by_food.items():
        model.eaten[food] = eaten = model.variable(f"eaten_{food.id}", 0, food.daily_max)
        terms = [(model.serve[serving], float(serving.steps)) for serving in servings]
        model.add(_sum([*terms, (eaten, -1.0)]) == 0, f"{food.id}_eaten")
        if food.once_a_day:
            model.add(_sum((model.serve[serving], 1.0) for serving in servings) <= 1, f"{food.id}_once")
            continue
        for meal in question.meals:
            in_meal = [(model.serve[serving], 1.0) for serving in servings if serving.meal == meal.id]
            if len(in_meal) > 1:
                model.add(_sum(in_meal) <= 1, f"{food.id}.{meal.id}_once")


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
        model.add(_sum([*terms, (counted, -1.0)]) == 0, f"{food.id}_counted")


def _add_portion_limits(model: DayModel) -> None:
    """At most so many portions of the foods a condition or life stage limits (planner/safety.py)."""
    for limit in model.question.limits:
        model.limited[limit.id] = portions = model.variable(f"portions_{limit.id}", 0, limit.most)
        terms = [(x, 1.0) for serving, x in model.serve.items() if limit.foods.hold(serving.food)]
        model.add(_sum([*terms, (portions, -1.0)]) == 0, f"{limit.id}_portions")


def _add_meal_energy(model: DayModel) -> None:
    """Each meal carries its share of the day's energy target, but for one the user locked whole."""
    centre = model.question.targets.energy_kcal
    for meal in model.question.meals:
        if meal.id in model.question.frozen_meals:
            continue
        energy = model.variable(f"{meal.id}_kcal", meal.least * centre, meal.most * centre)
        terms = _amounts(model, meal.id, nutrients.ENERGY)
        model.add(_sum([*terms, (energy, -1.0)]) == 0, f"{meal.id}_energy")


def _add_totals(model: DayModel) -> None:
    """Unknown amounts count as nothing: towards a least that is strict, towards a most the total says at least."""
    for nutrient in (*nutrients.ALL, *nutrients.DERIVED):
        if not (nutrient == nutrients.MAGNESIUM or model.question.targets.of(nutrient)):
            continue
        model.total[nutrient] = total = model.variable(f"total_{nutrient.key}")
        terms = [(x, amount) for food, x in model.eaten.items() if (amount := food.amount(nutrient, 1)) is not None]
        model.add(_sum([*terms, (total, -1.0)]) == 0, f"{nutrient.key}_total")


def _add_hard_limits(model: DayModel) -> None:
    """Energy, upper limits that apply to food, and the user's own; magnesium's least is added by itself."""
    for target in model.question.targets.hard:
        total = _sum([(model.total[target.nutrient], 1.0)])
        if target.least is not None and target.nutrient != nutrients.MAGNESIUM:
            model.add(total >= target.least, f"{target.nutrient.key}_hard_least")
        if target.most is not None:
            model.add(total <= target.most, f"{target.nutrient.key}_hard_most")


def _add_magnesium_least(model: DayModel) -> None:
    """The promise of the product: the day's magnesium reaches its target."""
    least = model.question.targets.least(nutrients.MAGNESIUM) or 0.0
    model.add(_sum([(model.total[nutrients.MAGNESIUM], 1.0)]) >= least, "magnesium_mg_hard_least")


def _add_magnesium_spread(model: DayModel) -> None:
    """No meal carries more than its share of the day's magnesium: absorption falls as the dose rises."""
    total = model.total[nutrients.MAGNESIUM]
    for meal in model.question.meals:
        if meal.id in model.question.frozen_meals:
            continue
        terms = _amounts(model, meal.id, nutrients.MAGNESIUM)
        model.add(_sum([*terms, (total, -LARGEST_MAGNESIUM_SHARE)]) <= 0, f"{meal.id}_magnesium_share")


def _add_locks(model: DayModel) -> None:
    """What the user locked stays: a whole meal with exactly its portions, or single portions."""
    for lock in model.question.locks:
        wanted = set(lock.portions)
        for portion in lock.portions:
            held = [
                (model.serve[serving], 1.0)
                for serving in model.by_meal[lock.meal]
                if _fixed(serving) == portion and lock.template in (None, serving.template.id)
            ]
            model.add(_sum(held) == 1, f"{lock.meal}_lock_{portion.slot}_{portion.food}")
        if lock.template is not None:
            others = [
                (model.serve[serving], 1.0) for serving in model.by_meal[lock.meal] if _fixed(serving) not in wanted
            ]
            model.add(_sum(others) == 0, f"{lock.meal}_lock_nothing_else")


def _place(serving: Serving) -> tuple[str, str, FixedPortion]:
    return serving.meal, serving.template.id, _fixed(serving)


def _fixed(serving: Serving) -> FixedPortion:
    return FixedPortion(serving.slot.id, serving.food.id, serving.steps)


def _add_goals(model: DayModel) -> None:
    """Soft goals: relative shortfalls and excesses cost, and the largest shortfall costs once more."""
    worst = model.variable("largest_shortfall", 0, 1)
    model.penalty.append((worst, LARGEST_SHORTFALL))
    for target in model.question.targets.soft:
        weight = GOAL_WEIGHTS.get(target.nutrient.key, 1.0)
        key, total = target.nutrient.key, model.total[target.nutrient]
        if target.least and weight:
            short = model.variable(f"short_{key}", 0, 1)
            model.add(_sum([(total, 1.0), (short, target.least)]) >= target.least, f"{key}_goal")
            model.add(_sum([(worst, 1.0), (short, -weight)]) >= 0, f"{key}_largest_shortfall")
            model.penalty.append((short, SHORTFALL * weight))
        if target.most:
            over = model.variable(f"over_{key}")
            model.add(_sum([(total, 1.0), (over, -target.most)]) <= target.most, f"{key}_soft_most")
            model.penalty.append((over, EXCESS * weight))


def _add_fruit_and_vegetables(model: DayModel) -> None:
    """At least 400 g of fruit and vegetables a day; what is missing costs as a shortfall does."""
    grams = [
        (x, weight)
        for food, x in model.eaten.items()
        if (weight := sum(part.grams for part in food.made_of(1) if part.food.group in PLANT_GROUPS))
    ]
    short = model.variable("short_fruit_and_vegetables", 0, 1)
    model.add(_sum([*grams, (short, FRUIT_AND_VEGETABLES)]) >= FRUIT_AND_VEGETABLES, "fruit_and_vegetables_goal")
    model.penalty.append((short, SHORTFALL))


def _add_fish(model: DayModel) -> None:
    """Fish twice a week: a day without it costs when the week is behind."""
    fish = [(x, 1.0) for serving, x in model.serve.items() if has_fish(serving.food)]
    if fish:
        model.missing_fish = model.variable("no_fish", 0, 1)
        model.add(_sum([*fish, (model.missing_fish, 1.0)]) >= 1, "fish_goal")


def has_fish(food: Food) -> bool:
    """Whether a portion counts as one of the week's two fish meals."""
    return any(part.food.group == FISH_GROUP for part in food.made_of(1))


def _set_bounds(model: DayModel, question: Question) -> None:
    """What may not be used has an upper bound of zero: barred templates, banned foods, what the week has used up."""
    for place, x in model.use.items():
        x.upBound = 0 if place in question.barred else 1
    for food, servings in model.by_food.items():
        eaten = model.eaten[food]
        eaten.upBound = min(food.daily_max, question.most_steps.get(food.id, food.daily_max))
        eaten.lowBound = min(question.least_steps.get(food.id, 0), eaten.upBound)
        for serving in servings:
            model.serve[serving].upBound = 1 if serving.steps <= eaten.upBound else 0
    for limit in question.limits:
        model.limited[limit.id].upBound = question.most_portions.get(limit.id, limit.most)
    for food, counted in model.counted.items():
        counted.upBound = min(food.daily_max, question.most_steps.get(food.id, food.daily_max))


def _preferences(model: DayModel) -> Iterator[tuple[pulp.LpVariable, float]]:
    """Each portion costs by taste, familiarity and repetition, and a little for an unusual size."""
    question = model.question
    for serving, x in model.serve.items():
        food = serving.food
        kcal = food.amount(nutrients.ENERGY, serving.steps) or 0.0
        size = COST_OF_A_PORTION * (DISH_PORTIONS if food.recipe else 1) + COST_OF_ITS_ENERGY * kcal / PORTION_KCAL
        usual = food.min_steps + (food.max_steps - food.min_steps) / 3
        unusual = COST_OF_AN_UNUSUAL_SIZE * abs(serving.steps - usual) / usual
        yield x, question.cost.get(food.id, 0.0) * size + unusual
    for place, cost in question.template_cost.items():
        if place in model.use:
            yield model.use[place], cost
    if question.fish_wanted and model.missing_fish is not None:
        yield model.missing_fish, NO_FISH


def _amounts(model: DayModel, meal_id: str, nutrient: Nutrient) -> list[tuple[pulp.LpVariable, float]]:
    """The known amounts of a nutrient in the servings of a meal [nutrient.unit]."""
    return [
        (model.serve[serving], amount)
        for serving in model.by_meal[meal_id]
        if (amount := serving.food.amount(nutrient, serving.steps)) is not None
    ]

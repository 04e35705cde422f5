"""The re-plan rig: one random edit of a week, and how much of what was on screen the new plan keeps."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from statistics import median

from planner.document.document import LIKE, LOVE, NEVER, RARELY, TASTES, Document, FixedPortion, Lock, Removed
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.foods.nutrients import MAGNESIUM
from planner.foods.vocabulary import DIETS
from planner.needs import adjusted_targets
from planner.plan.outcomes import Infeasible, Outcome, Solved
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.plan.stored_form import fixed
from tests.rigs.independent import allowed, state
from tests.rigs.judge import wrong_with

MOST_CHANGED = 0.3  # of the portions, in the median

# A plan for a document beside the one on screen, with the least steps of foods whose taste was raised.
Replan = Callable[[Document, Plan, dict[str, int]], Outcome]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a document, by the kind of the change."""

    kind: str
    document: Document
    least_steps: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Changes:
    """The share of portions that each edit changed, by its kind, and what is wrong."""

    shares: dict[str, list[float]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        return [share for shares in self.shares.values() for share in shares]

    @property
    def median(self) -> float:
        """Of the shares of all edits; 1 when there are none."""
        return median(self.all or [1.0])

    def __str__(self) -> str:
        kinds = [f"  {kind}: {len(each)} edits, {median(each):.0%}" for kind, each in sorted(self.shares.items())]
        said = f"{len(self.all)} edits, {self.median:.1%} of portions changed in the median; {dict(self.counts)}"
        return "\n".join([said, *kinds, *self.wrong])


def portions_of(plan: Plan) -> Counter[tuple[int, str, FixedPortion]]:
    """The portions of a plan by day and meal."""
    return Counter(
        (day.number, meal.meal, fixed(portion)) for day in plan.days for meal in day.meals for portion in meal.portions
    )


def share_changed(before: Plan, after: Plan) -> float:
    """How many portions went or came, whichever is more, to how many there were."""
    old, new = portions_of(before), portions_of(after)
    return max((old - new).total(), (new - old).total()) / old.total()


def random_edit(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
    """One edit somebody who looks at the plan might make."""
    kinds: tuple[Callable[[random.Random, Document, Plan, Catalogue], Edit | None], ...] = (
        _rate,
        _exclude,
        _lock,
        _swap,
        _remove,
        _resize,
        _target,
        _diet,
    )
    while True:
        edit = rng.choice(kinds)(rng, document, plan, catalogue)
        if edit is not None and edit.document != document:
            return edit


def _somewhere(rng: random.Random, plan: Plan) -> tuple[Day, Meal, Portion]:
    day = rng.choice(plan.days)
    meal = rng.choice([meal for meal in day.meals if meal.portions])
    return day, meal, rng.choice(meal.portions)


def _rate(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
    """A better or worse taste for a food, mostly one on screen."""
    food = _somewhere(rng, plan)[2].food if rng.random() < 0.7 else rng.choice(list(catalogue))
    taste = rng.choice((RARELY, LIKE, LOVE))
    raised = TASTES.index(taste) > TASTES.index(document.taste(food.id))
    most = max((_steps_on(day, food) for day in plan.days), default=0)
    return Edit("rate", document.with_taste(food.id, taste), {food.id: most} if raised and most else {})


def _exclude(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
    return Edit("exclude", document.with_taste(_somewhere(rng, plan)[2].food.id, NEVER))


def _lock(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
    day, meal, portion = _somewhere(rng, plan)
    if rng.random() < 0.5:
        whole = tuple(fixed(each) for each in meal.portions)
        return Edit("lock", document.with_lock(Lock(day.number, meal.meal, meal.template, whole)))
    return Edit("lock", document.with_lock(Lock(day.number, meal.meal, None, (fixed(portion),))))


def _swap(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit | None:
    """Another food of the same roles in a portion's place."""
    day, meal, portion = _somewhere(rng, plan)
    here = {each.food for each in day.portions}
    others = [food for food in catalogue if food.roles & portion.food.roles and food not in here]
    fitting = [food for food in others if allowed(document, food)]
    if not fitting:
        return None
    food = rng.choice(fitting)
    kcal = portion.steps * _kcal(portion.food)
    steps = max(food.min_steps, min(food.max_steps, round(kcal / max(1.0, _kcal(food)))))
    lock = Lock(day.number, meal.meal, None, (FixedPortion(portion.slot, food.id, steps),))
    removed = Removed(day.number, meal.meal, portion.food.id)
    return Edit("swap", document.with_lock(lock).with_removed(removed))


def _remove(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
    day, meal, portion = _somewhere(rng, plan)
    return Edit("remove", document.with_removed(Removed(day.number, meal.meal, portion.food.id)))


def _resize(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit | None:
    day, meal, portion = _somewhere(rng, plan)
    steps = portion.steps + rng.choice((-1, 1))
    if not portion.food.min_steps <= steps <= portion.food.max_steps:
        return None
    kept = FixedPortion(portion.slot, portion.food.id, steps)
    return Edit("portion", document.with_lock(Lock(day.number, meal.meal, None, (kept,))))


def _target(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
    return Edit("target", document.with_target(MAGNESIUM.key, float(rng.randrange(300, 520, 10))))


def _diet(rng: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
    return Edit("diet", document.with_profile(replace(document.profile, diet=rng.choice(DIETS))))


def _steps_on(day: Day, food: Food) -> int:
    return sum(portion.steps for portion in day.portions if portion.food == food)


def _kcal(food: Food) -> float:
    return food.step_g * next(amount for nutrient, amount in food.amounts.items() if nutrient.key == "energy_kcal")


def edit_often(
    replan: Replan,
    document: Document,
    plan: Plan,
    catalogue: Catalogue,
    templates: Templates,
    *,
    edits: int,
    seed: int,
    found: Changes,
) -> None:
    """Makes so many edits, each of the plan the one before left on screen, and judges each answer.

    An edit that has no plan is taken back, as somebody at the window would.
    """
    rng = random.Random(seed)
    for number in range(edits):
        edit = random_edit(rng, document, plan, catalogue)
        name = f"seed {seed}, edit {number}, {edit.kind}"
        outcome = replan(edit.document, plan, edit.least_steps)
        found.counts[type(outcome).__name__.lower()] += 1
        targets = adjusted_targets.targets_of(edit.document.profile, edit.document.targets, edit.document.confirmed)
        statement = state(edit.document, catalogue, targets, templates)
        if isinstance(outcome, Infeasible) and statement.exists():
            found.wrong.append(f"{name}: said to be infeasible, but SciPy finds a plan")
        if not isinstance(outcome, Solved):
            continue
        found.shares.setdefault(edit.kind, []).append(share_changed(plan, outcome.plan))
        wrong = wrong_with(outcome, edit.document, targets, statement, templates)
        found.wrong += [f"{name}: {sentence}" for sentence in (*wrong, *_lost(edit, plan, outcome.plan))]
        document, plan = edit.document, outcome.plan


def _lost(edit: Edit, before: Plan, after: Plan) -> Iterator[str]:
    """A food liked more now of which there is less."""
    for food_id in edit.least_steps:
        was, now = before.steps(food_id), after.steps(food_id)
        if now < was:
            yield f"{food_id} is liked more and falls from {was} to {now} steps"

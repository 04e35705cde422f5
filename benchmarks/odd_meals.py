"""Meals that nobody cooks, counted by kind from the portions alone: none of the planner's own rules is read here.

The kinds are those that were found by reading weeks aloud. Each is a question asked of one meal.
"""

from collections.abc import Callable, Iterator, Mapping

from planner.foods.food import Food
from planner.plan.plan import Meal

STARCH_G = 60.0  # [g / serving] a dish that holds so much of bread, rice, pasta or potatoes needs no more beside it
HANDFUL_G = 45.0  # [g] of nuts at once: more than a handful

STARCHES = frozenset({"grain", "potato", "baking_potato", "pasta", "bread", "hot_cereal"})
CORN = frozenset({"corn_on_cob", "sweetcorn", "sweetcorn_canned", "corn_canned", "sweetcorn_frozen"})
AT_BREAKFAST = ("mushroom", "tomato", "spinach", "pepper", "onion", "avocado", "kale", "chard", "asparagus")
AROMATIC = ("onion", "garlic", "ginger", "leek", "shallot", "scallion", "spring_onion")
LEAVES, DRESSED = "salad_leaf", frozenset({"dressing", "fat", "dip"})
SPREADS = frozenset({"nut_butter", "sweet_spread", "cheese", "fat", "dip", "sandwich_filling", "dressing", "egg"})
HOT_MEAT = frozenset({"meat"})
MILKY_DISHES = ("smoothie", "overnight_oats", "bircher", "chia_pudding", "porridge", "yogurt_granola", "baked_oats")


def kinds_of(meal: Meal) -> tuple[str, ...]:
    """The kinds of oddity that a meal has."""
    return tuple(kind for kind, has in KINDS.items() if has(meal))


def _foods(meal: Meal, *roles: str) -> Iterator[Food]:
    return (portion.food for portion in meal.portions if not portion.food.roles.isdisjoint(roles))


def _is(food: Food, words: tuple[str, ...]) -> bool:
    return any(word in food.id for word in words)


def _starches(meal: Meal) -> int:
    """Portions of bread, grain, pasta and potatoes, and dishes that hold as much."""
    return sum(
        bool(food.roles & STARCHES) or starch_of(food) >= STARCH_G
        for food in (portion.food for portion in meal.portions)
        if food.recipe is not None or not _corn(food)
    )


def starch_of(food: Food) -> float:
    """The bread, grain, pasta and potatoes in a serving of a dish [g]; 0 for anything else."""
    return sum(part.grams for part in food.ingredients if part.food.roles & STARCHES)


def _corn(food: Food) -> bool:
    return "corn_on_cob" in food.id or "sweetcorn" in food.id or "sweet_corn" in food.id


def _two_starches(meal: Meal) -> bool:
    return meal.meal == "dinner" and _starches(meal) > 1


def _corn_elsewhere(meal: Meal) -> bool:
    """Corn at breakfast, in a snack, or beside pasta, rice, bread or potatoes at dinner."""
    if not any(_corn(portion.food) for portion in meal.portions):
        return False
    return meal.meal not in ("lunch", "dinner") or any(food.roles & {"pasta"} for food in _foods(meal, "pasta"))


def _soup_and_meat(meal: Meal) -> bool:
    soup = any(True for _ in _foods(meal, "soup", "soup_dish"))
    fish = frozenset({"fish"})
    return soup and any(food.roles & (HOT_MEAT | fish) for food in _foods(meal, "meat", "fish"))


def _two_milks(meal: Meal) -> bool:
    milks = [food for food in _foods(meal, "milk", "drink") if "milk" in food.roles or _is(food, ("milk", "cocoa"))]
    made = [portion.food for portion in meal.portions if portion.food.recipe and _is(portion.food, MILKY_DISHES)]
    return len(milks) + len(made) > 1


def _bare_leaves(meal: Meal) -> bool:
    """Leaves in a bowl of their own; between two slices of bread they need nothing."""
    if meal.template in ("sandwich", "sandwich_lunch"):
        return False
    leaves = any(portion.food.roles & {LEAVES} and not portion.food.recipe for portion in meal.portions)
    return leaves and not any(portion.food.roles & DRESSED for portion in meal.portions)


def _dry_bread(meal: Meal) -> bool:
    """Bread beside cooked vegetables or fruit alone: nothing on it, nothing to dip it into."""
    plain = [portion.food for portion in meal.portions]
    if not any("bread" in food.roles for food in plain):
        return False
    wet = any(food.roles & {"soup", "soup_dish", "stew_dish", "pasta_sauce"} for food in plain)
    return not wet and not any(food.roles & SPREADS for food in plain if "bread" not in food.roles)


def _breakfast_greens(meal: Meal) -> bool:
    vegetables = _foods(meal, "cooked_vegetable", "raw_vegetable", "salad_leaf")
    return meal.meal == "breakfast" and any(not food.recipe and not _is(food, AT_BREAKFAST) for food in vegetables)


def _sweet_on_tortilla(meal: Meal) -> bool:
    """Nut butter, jam or cheese on tortillas, naan or chapati; with eggs they go, taco shells and focaccia do not."""
    flat: tuple[str, ...] = ("tortilla", "taco_shell", "naan", "chapati", "focaccia", "pita")
    if meal.template == "eggs_and_toast":
        flat = ("taco_shell", "focaccia")
    return meal.meal == "breakfast" and any(
        _is(portion.food, flat) and not portion.food.recipe for portion in meal.portions
    )


def _taco_sandwich(meal: Meal) -> bool:
    odd = ("taco_shell", "croissant", "melba", "cornbread", "bread_raisin", "bagel_cinnamon")
    savoury = any(
        True for _ in _foods(meal, "sandwich_filling", "soup", "soup_dish", "stew_dish", "baked_dish", "legume")
    )
    return savoury and meal.meal != "breakfast" and any(_is(p.food, odd) and not p.food.recipe for p in meal.portions)


def _raw_onion_snack(meal: Meal) -> bool:
    raw = ("onion", "mushroom", "garlic", "cabbage", "chili", "horseradish", "bok_choy", "celeriac", "beet")
    return "snack" in meal.meal and any(_is(food, raw) and not food.recipe for food in _foods(meal, "raw_vegetable"))


def _nibbles(meal: Meal) -> bool:
    """Popcorn, crisps or soy beans with fruit, stewed fruit, pickles or cabbage."""
    if meal.template != "savoury_nibbles":
        return False
    beside = [portion.food for portion in meal.portions if portion.slot == "fresh"]
    good = (
        "carrot",
        "cucumber",
        "tomato",
        "pepper",
        "celery",
        "radish",
        "apple",
        "grape",
        "mandarin",
        "orange",
        "pear",
    )
    return any(not _is(food, good) for food in beside)


def _pickles_and_dip(meal: Meal) -> bool:
    pickled = any(_is(portion.food, ("sauerkraut", "pickle", "kimchi", "olive")) for portion in meal.portions)
    return meal.template == "vegetables_and_dip" and pickled


def _anchovies(meal: Meal) -> bool:
    strong = ("anchovies", "fish_sauce", "capers", "yeast_extract", "miso", "worcestershire", "horseradish", "ketchup")
    alone = [portion.food for portion in meal.portions if portion.food.recipe is None]
    return meal.template in ("bean_stew", "stir_fry") and any(_is(food, strong) for food in alone)


def _no_onion(meal: Meal) -> bool:
    """A stew or stir-fry of single foods without onion, garlic, ginger or leek."""
    loose = meal.template in ("bean_stew", "stir_fry")
    return loose and not any(_is(portion.food, AROMATIC) for portion in meal.portions)


def _bread_in_a_stew(meal: Meal) -> bool:
    return meal.template == "bean_stew" and any(
        _is(portion.food, ("bagel", "croissant", "english_muffin", "melba", "bun_", "raisin", "oat_bran", "egg"))
        for portion in meal.portions
        if "bread" in portion.food.roles
    )


def _herring_and_rice(meal: Meal) -> bool:
    cold = ("herring_pickled", "salmon_smoked", "sardines", "mackerel_canned", "tuna_canned", "surimi", "crab_canned")
    return meal.template == "fish_dinner" and any(_is(portion.food, cold) for portion in meal.portions)


def _much_on_yogurt(meal: Meal) -> bool:
    """Yogurt with citrus fruit and dried fruit at once, or with more than five things."""
    if meal.template != "yogurt_bowl":
        return False
    citrus = any(_is(portion.food, ("grapefruit", "kumquat", "lime")) for portion in meal.portions)
    return citrus or len(meal.portions) > 5


def _many_nuts(meal: Meal) -> bool:
    return any(portion.grams > HANDFUL_G for portion in meal.portions if "nuts_seeds" in portion.food.roles)


def _two_fruits_at_dinner(meal: Meal) -> bool:
    return any(
        portion.steps * portion.food.step >= 2 and portion.food.id in ("banana", "apple", "pear", "orange", "mango")
        for portion in meal.portions
    )


def _pasta_and_beans(meal: Meal) -> bool:
    """Pasta with a plate of beans or with two vegetables that do not belong to it."""
    odd = ("corn", "beet", "sauerkraut", "turnip", "rutabaga", "okra", "lotus", "bamboo")
    return meal.template == "pasta_dinner" and any(
        portion.grams > 250 if "legume" in portion.food.roles else _is(portion.food, odd) for portion in meal.portions
    )


def _sweet_beside_a_stew(meal: Meal) -> bool:
    """A pot of sweet yogurt beside a stew, or cream in one of beans."""
    sweet = meal.template in ("stew_dinner", "whole_stew_dinner") and any(
        _is(food, ("soy_yogurt", "yogurt_fruit", "yogurt_strawberry", "yogurt_vanilla"))
        for food in _foods(meal, "yogurt")
    )
    return sweet or (meal.template == "bean_stew" and any(_is(food, ("cream",)) for food in _foods(meal, "fat")))


def _plain_tofu_on_bread(meal: Meal) -> bool:
    plain = any(_is(p.food, ("tofu_extra", "tofu_super", "tofu_firm", "tempeh")) for p in meal.portions)
    return meal.template == "sandwich" and plain


def _soy_beans_and_fruit(meal: Meal) -> bool:
    return (
        meal.template == "savoury_nibbles"
        and any(_is(p.food, ("edamame",)) for p in meal.portions)
        and any(True for _ in _foods(meal, "fruit"))
    )


def _twice_in_two_forms(meal: Meal) -> bool:
    """Pineapple and canned pineapple, garlic and garlic powder: one thing in two forms on a plate."""
    firsts = [portion.food.id.split("_")[0] for portion in meal.portions if portion.food.roles & {"fruit", "flavour"}]
    return len(set(firsts)) < len(firsts)


KINDS: Mapping[str, Callable[[Meal], bool]] = {
    "two starches at dinner": _two_starches,
    "corn where it is no vegetable": _corn_elsewhere,
    "soup beside meat or fish": _soup_and_meat,
    "two milks": _two_milks,
    "leaves without dressing": _bare_leaves,
    "bread with nothing on it": _dry_bread,
    "a dinner vegetable at breakfast": _breakfast_greens,
    "flat bread for breakfast": _sweet_on_tortilla,
    "taco shells or sweet bread with something savoury": _taco_sandwich,
    "raw onion, mushrooms or cabbage as a snack": _raw_onion_snack,
    "nibbles with what does not go with them": _nibbles,
    "pickles with a dip": _pickles_and_dip,
    "a strong flavour in a stew or stir-fry": _anchovies,
    "a stew or stir-fry without onion or garlic": _no_onion,
    "sweet or soft bread under a stew": _bread_in_a_stew,
    "cold fish as a hot dinner": _herring_and_rice,
    "too much on a yogurt": _much_on_yogurt,
    "more than a handful of nuts": _many_nuts,
    "two large fruits at once": _two_fruits_at_dinner,
    "pasta with what does not go with it": _pasta_and_beans,
    "something sweet beside a stew, or cream in one of beans": _sweet_beside_a_stew,
    "plain tofu on bread": _plain_tofu_on_bread,
    "soy beans with fruit": _soy_beans_and_fruit,
    "one thing in two forms": _twice_in_two_forms,
}

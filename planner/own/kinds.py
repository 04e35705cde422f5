"""What kinds of own foods and dishes there are, in plain words, and what each means for templates and groups."""

from dataclasses import dataclass

from planner.foods.food import FISH_GROUP
from planner.language.translate import _


@dataclass(frozen=True, slots=True)
class Kind:
    """A plain word for a food and what follows from it; the limits are what people commonly eat of it."""

    word: str
    title: str
    group: str
    roles: frozenset[str]
    in_a_meal: int = 2  # [portions] at most
    a_day: int = 2  # [portions] at most
    a_week: int = 7  # [portions] at most
    flags: frozenset[str] = frozenset()


def _kind(
    word: str,
    title: str,
    group: str,
    roles: str,
    in_a_meal: int = 2,
    a_day: int = 2,
    a_week: int = 7,
    flags: str = "",
) -> Kind:
    return Kind(word, title, group, frozenset(roles.split()), in_a_meal, a_day, a_week, frozenset(flags.split()))


KINDS: tuple[Kind, ...] = (
    _kind("bread", _("Bread, rolls, wraps"), "Breads", "bread", 3, 6, 21),
    _kind("cracker", _("Crackers and crispbread"), "Sweets and snacks", "cracker", 3, 3, 8),
    _kind("cereal", _("Breakfast cereal, muesli"), "Breakfast cereals", "cold_cereal", 2, 2, 10),
    _kind("porridge", _("Porridge, hot cereal"), "Breakfast cereals", "hot_cereal", 2, 2, 10),
    _kind("sprinkle", _("Bran, germ and the like, to sprinkle"), "Breakfast cereals", "sprinkle", 2, 2, 10),
    _kind("yogurt", _("Yogurt of milk"), "Dairy", "yogurt", 2, 2, 10),
    _kind("plant_yogurt", _("Yogurt of plants"), "Plant milks", "yogurt", 2, 2, 10),
    _kind("milk", _("Milk"), "Dairy", "milk", 2, 4, 14),
    _kind("plant_milk", _("Plant drink in place of milk"), "Plant milks", "milk", 2, 4, 14),
    _kind("cheese", _("Cheese"), "Dairy", "cheese sandwich_filling", 2, 2, 5),
    _kind("egg", _("Eggs"), "Eggs", "egg", 2, 2, 7),
    _kind("fruit", _("Fruit"), "Fruit", "fruit", 2, 2, 10),
    _kind("dried_fruit", _("Dried fruit"), "Dried fruit", "dried_fruit", 2, 2, 7),
    _kind("vegetable", _("Vegetables, cooked"), "Vegetables", "cooked_vegetable", 2, 2, 7),
    _kind("raw_vegetable", _("Vegetables, raw"), "Vegetables", "raw_vegetable", 2, 2, 7),
    _kind("salad_leaf", _("Salad leaves"), "Leafy greens", "salad_leaf", 2, 2, 10),
    _kind("potato", _("Potatoes and roots"), "Potatoes and roots", "potato", 2, 2, 6),
    _kind("grain", _("Rice and other grains, cooked"), "Grains and pasta", "grain", 2, 2, 7),
    _kind("pasta", _("Pasta, cooked"), "Grains and pasta", "pasta", 2, 2, 7),
    _kind("legume", _("Beans, lentils, peas"), "Beans and lentils", "legume", 2, 2, 7),
    _kind("plant_protein", _("Tofu, tempeh and the like"), "Soy foods", "plant_protein", 2, 2, 7),
    _kind("nuts", _("Nuts"), "Nuts and seeds", "nuts_seeds", 2, 2, 10),
    _kind("seeds", _("Seeds"), "Nuts and seeds", "seeds", 2, 2, 14),
    _kind("nut_butter", _("Nut or seed butter"), "Nuts and seeds", "nut_butter", 2, 2, 10),
    _kind("fish", _("Fish and seafood"), FISH_GROUP, "fish", 2, 2, 4),
    _kind("fish_filling", _("Fish for bread"), FISH_GROUP, "sandwich_filling", 2, 2, 4),
    _kind("meat", _("Meat and poultry"), "Meat", "meat", 2, 2, 5),
    _kind("cold_cut", _("Ham, sausage, cold cuts"), "Meat", "sandwich_filling", 2, 2, 4, flags="processed_meat"),
    _kind("filling", _("Spread or filling for bread"), "Sauces and dips", "sandwich_filling dip", 2, 2, 7),
    _kind("sweet_spread", _("Jam, honey, sweet spread"), "Sweets and snacks", "sweet_spread", 2, 2, 7),
    _kind("soup", _("Soup"), "Soups", "soup", 2, 2, 4),
    _kind("ready_meal", _("Ready meal"), "Bakes and roasts", "baked_dish", 1, 1, 3),
    _kind("pasta_sauce", _("Pasta sauce"), "Sauces and dips", "pasta_sauce", 2, 2, 4),
    _kind("sauce", _("Sauce"), "Sauces and dips", "sauce", 2, 2, 6),
    _kind("dressing", _("Salad dressing"), "Sauces and dips", "dressing", 2, 2, 7),
    _kind("fat", _("Oil, butter, margarine"), "Oils and fats", "fat", 2, 6, 28),
    _kind("flavour", _("Herbs, spices, flavourings"), "Herbs and condiments", "flavour", 2, 4, 14),
    _kind("snack", _("Savoury snack"), "Sweets and snacks", "snack", 1, 1, 3),
    _kind("sweet", _("Sweets, cake, chocolate"), "Sweets and snacks", "sweet", 1, 1, 3),
    _kind("drink", _("Drink"), "Drinks", "drink", 2, 2, 10),
)

DISH_KINDS: tuple[Kind, ...] = (
    _kind("breakfast", _("Breakfast"), "Breakfasts", "breakfast_dish"),
    _kind("soup", _("Soup"), "Soups", "soup_dish"),
    _kind("salad", _("Salad or bowl"), "Salads and bowls", "salad_dish"),
    _kind("sandwich", _("Sandwich or wrap"), "Sandwiches and wraps", "sandwich_dish"),
    _kind("stew", _("Stew or curry"), "Stews and curries", "stew_dish"),
    _kind("pasta", _("Pasta or grain dish"), "Pasta and grains", "pasta_dish"),
    _kind("stir_fry", _("Stir-fry"), "Stir-fries", "stir_fry_dish"),
    _kind("bake", _("From the oven"), "Bakes and roasts", "baked_dish"),
    _kind("side", _("Side dish"), "Dips and sides", "side_dish"),
    _kind("snack", _("Snack"), "Snacks and sweets (dishes)", "snack_dish"),
)
BY_WORD = {kind.word: kind for kind in KINDS}
DISH_BY_WORD = {kind.word: kind for kind in DISH_KINDS}


def kind_of(group: str, roles: frozenset[str]) -> Kind | None:
    """The kind with just this group and these roles, None for a food that was imported with others."""
    return next((kind for kind in KINDS if (kind.group, kind.roles) == (group, roles)), None)

"""Short words for diets and allergens, where one answer is for many foods."""

from planner.language.translate import _

DIET_NAMES = {
    "vegan": _("vegans"),
    "vegetarian": _("vegetarians"),
    "pescatarian": _("people who eat fish"),
    "omnivore": _("only people who eat meat"),
}
ALLERGEN_NAMES = {
    "milk": _("Milk"),
    "egg": _("Egg"),
    "fish": _("Fish"),
    "shellfish": _("Shellfish"),
    "tree nut": _("Tree nuts"),
    "peanut": _("Peanut"),
    "wheat": _("Wheat"),
    "soy": _("Soy"),
    "sesame": _("Sesame"),
    "lupin": _("Lupin"),
}

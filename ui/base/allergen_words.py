"""The allergens as questions on people and foods name them."""

from planner.language.translate import _

ALLERGEN_WORDS = {
    "milk": _("Milk"),
    "egg": _("Egg"),
    "fish": _("Fish"),
    "shellfish": _("Shellfish"),
    "tree nut": _("Tree nuts"),
    "peanut": _("Peanuts"),
    "wheat": _("Wheat"),
    "soy": _("Soy"),
    "sesame": _("Sesame"),
    "lupin": _("Lupin"),
}

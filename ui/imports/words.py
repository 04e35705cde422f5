"""Short words for diets, where one answer is for many foods."""

from planner.language.translate import _

DIET_NAMES = {
    "vegan": _("vegans"),
    "lacto-vegetarian": _("vegetarians who eat no egg"),
    "vegetarian": _("vegetarians"),
    "pescatarian": _("people who eat fish"),
    "omnivore": _("only people who eat meat"),
}

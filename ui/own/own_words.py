"""The answers of the dialog for an own food, in words: who may eat it, what it has, what its label is like."""

from planner.foods.food import UNKNOWN_MERCURY
from planner.language.translate import _
from planner.own.food import EU, PER_100_G, PER_PORTION, US

NONE = "none"
DIET_WORDS = {
    "vegan": _("Vegans: nothing of animals is in it"),
    "lacto-vegetarian": _("Vegetarians who eat no egg: milk may be in it, no meat, fish or egg"),
    "vegetarian": _("Vegetarians: no meat or fish is in it"),
    "pescatarian": _("People who eat fish: no meat is in it"),
    "omnivore": _("Only people who eat meat"),
}
FLAG_WORDS = {
    "raw_egg": _("Raw or soft egg"),
    "raw_fish": _("Raw or cold-smoked fish"),
    "liver": _("Liver"),
    "oats": _("Oats"),
    "listeria": _("Deli food, smoked fish, soft cheese"),
    "vitamin_k2": _("Natto"),
    "cranberry": _("Cranberries or their juice"),
    "grapefruit": _("Grapefruit or Seville orange"),
    "fava": _("Broad beans (fava)"),
    "tyramine": _("Aged, fermented or pickled food"),
    "pork": _("Pork, lard or gelatine of pigs"),
    "beef": _("Beef or veal"),
    "other_meat": _("Poultry, lamb or other meat"),
    "alcohol": _("Wine, beer or spirits"),
}
UNKNOWN_GLUTEN = "unknown"
GLUTEN_WORDS = {
    "gluten": _("Yes: wheat, barley, rye or malt is in it"),
    "gluten_free": _("No: the label says gluten-free, or none of them can be in it"),
    UNKNOWN_GLUTEN: _("I do not know"),
}
MERCURY_WORDS = {  # FDA and EPA, Advice about Eating Fish: best choices, good choices, choices to avoid
    "low": _("Low: salmon, sardines, trout, cod, shrimp and the like"),
    "moderate": _("Moderate: tuna, halibut, grouper and the like"),
    "high": _("High: swordfish, shark, king mackerel and the like"),
    UNKNOWN_MERCURY: _("I do not know"),
}
PER_WORDS = {PER_100_G: _("for 100 g"), PER_PORTION: _("for one portion")}
LABEL_WORDS = {EU: _("European: fibre beside carbohydrate"), US: _("American: fibre within carbohydrate")}
LOVED = _("I love it: plan it often")

"""The words of a profile as a person reads them: those of the document, in the user's language."""

from planner.language.translate import _

WORDS = {
    "female": _("female"),
    "male": _("male"),
    "inactive": _("inactive"),
    "low active": _("low active"),
    "active": _("active"),
    "very active": _("very active"),
    "general": _("general"),
    "pregnancy": _("pregnancy"),
    "lactation": _("lactation"),
    "vegan": _("vegan"),
    "vegetarian": _("vegetarian"),
    "pescatarian": _("pescatarian"),
    "omnivore": _("omnivore"),
    "milk": _("milk"),
    "egg": _("egg"),
    "fish": _("fish"),
    "shellfish": _("shellfish"),
    "tree nut": _("tree nut"),
    "peanut": _("peanut"),
    "wheat": _("wheat"),
    "soy": _("soy"),
    "sesame": _("sesame"),
    "lupin": _("lupin"),
    "kidney disease": _("kidney disease"),
    "warfarin": _("warfarin"),
    "oxalate stones": _("oxalate stones"),
    "coeliac disease": _("coeliac disease"),
    "diabetes": _("diabetes"),
    "carbohydrate per meal": _("carbohydrate counted by the meal"),
    "grapefruit medicine": _("grapefruit medicine"),
    "gluten-free oats": _("gluten-free oats"),
    "low blood sugar": _("medicines that can bring blood sugar too low"),
    "MAO inhibitor": _("MAO inhibitors"),
    "raised potassium": _("medicines that raise potassium"),
    "metformin": _("metformin"),
    "levothyroxine": _("levothyroxine"),
    "levodopa": _("levodopa"),
    "methotrexate": _("methotrexate"),
    "isoniazid or hydralazine": _("isoniazid and hydralazine"),
    "bisphosphonate": _("bisphosphonates"),
    "tetracycline or quinolone": _("tetracycline and quinolone antibiotics"),
    "gabapentin": _("gabapentin"),
    "loop or thiazide diuretic": _("loop and thiazide diuretics"),
    "potassium-sparing diuretic": _("potassium-sparing diuretics"),
    "proton-pump inhibitor": _("proton-pump inhibitors"),
    "low energy": _("low energy"),
    "clinician set the targets": _("clinician set the targets"),
}


def in_words(word: str) -> str:
    """A word of the profile, of what was confirmed beside it, or a group of medicines."""
    return WORDS.get(word, word)

"""The questions about food: the diet, and what is left out for an allergy."""

from collections.abc import Mapping

from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.language.translate import _
from planner.needs.profile import Profile
from ui.base.forms import Boxes, Choice, ProfileForm

DIET_WORDS = {
    "omnivore": _("Omnivore: everything"),
    "pescatarian": _("Pescatarian: fish, but no other meat"),
    "vegetarian": _("Vegetarian: no meat and no fish"),
    "vegan": _("Vegan: nothing that comes from animals"),
}
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


class FoodForm(ProfileForm):
    """Diet and allergens."""

    def __init__(self) -> None:
        super().__init__()
        self.diet = Choice(_("Diet"), {word: DIET_WORDS[word] for word in reversed(DIETS)})
        self.allergens = Boxes(_("Leave out"), {word: ALLERGEN_WORDS[word] for word in ALLERGENS}, columns=3)
        self.ask("diet", _("Diet"), _("Only foods and dishes that fit it are planned."), self.diet)
        self.ask(
            "allergens",
            _("Leave out"),
            _(
                "Foods and dishes with any of these are never planned; with peanuts, lupin is left out too."
                " Brands differ, and traces are not in the food tables: read the labels of what you buy."
            ),
            self.allergens,
        )
        self.diet.chosen.connect(lambda word: self.changed.emit())
        self.allergens.changed.connect(self.changed)

    def show_profile(self, profile: Profile) -> None:
        self.diet.show_word(profile.diet)
        self.allergens.show_words(profile.allergens)

    def focus_first(self) -> None:
        self.diet.focus_choice()

    def answers(self) -> Mapping[str, object]:
        """The fields of a profile that are asked here."""
        return {"diet": self.diet.word, "allergens": self.allergens.words}

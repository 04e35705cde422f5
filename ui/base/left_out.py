"""Why a food is in no plan, in few words and as a sentence."""

from planner.document.document import NEVER, Document
from planner.foods.food import Food
from planner.language.translate import _
from planner.needs.medical_rules import why_banned
from planner.needs.profile import Profile
from planner.plan.allowed import allows, hard_to_find, needs_an_oven, person_allows
from ui.base.sentences import TASTE_WORDS

LEFT_OUT, HARD_TO_FIND, NEEDS_OVEN = _("left out"), _("hard to find"), _("needs an oven")


def why_excluded(document: Document, food: Food) -> tuple[str, str] | None:
    """In few words, and as a sentence where those do not say it all; None for a food that may be planned."""
    if allows(document, food):
        return None
    if (found := _against(document.profile, food)) is not None:
        return found
    if document.taste(food.id) == NEVER:
        return TASTE_WORDS[NEVER], ""
    never = next((part.food.name for part in food.ingredients if document.taste(part.food.id) == NEVER), None)
    if never is not None:
        return LEFT_OUT, _("Not planned: it has {food}, which you rated never.").format(food=never)
    if (rare := hard_to_find(document, food)) is not None:
        return HARD_TO_FIND, _(
            "Not planned: few shops sell {food}. Like it, or wish for it, to have it planned."
        ).format(food=rare.name)
    if needs_an_oven(document, food):
        return NEEDS_OVEN, _(
            "Not planned: it needs an oven, and your habits say that nothing may. Lock it to have it all the same."
        )
    person = next(person for person in document.people if not person_allows(person, food))
    word, reason = _against(person.profile, food) or (_("never eats it"), "")
    return LEFT_OUT, _("Not planned, because of {person}: {why}").format(person=person.name, why=reason or f"{word}.")


def _against(profile: Profile, food: Food) -> tuple[str, str] | None:
    """As ``why_excluded``, for a profile alone."""
    if profile.diet not in food.diets:
        return _("not {diet}").format(diet=profile.diet), ""
    if found := sorted(food.allergens & profile.avoids):
        return _("has {allergen}").format(allergen=found[0]), ""
    reason = why_banned(profile, food)
    return None if reason is None else (LEFT_OUT, reason)


def left_out_because(document: Document, food: Food) -> str:
    """Why a food is in no plan, as a sentence; empty for one that may be."""
    word, reason = why_excluded(document, food) or ("", "")
    return reason or because(word, document.taste(food.id)) if word else ""


def because(word: str, taste: str) -> str:
    """The word why a food is left out, as a sentence."""
    if word == TASTE_WORDS[NEVER] and taste == NEVER:
        return _("You rated it never.")
    return _("Not planned: {word}.").format(word=word)

"""The names of edits as undo says them, and what the pages of the profile take from one document into another."""

from collections.abc import Sequence
from dataclasses import replace

from planner.document.document import EATEN, OTHER, SKIPPED, Document, Mark
from planner.editing.away import reapplied
from planner.foods.food import Food
from planner.language.phrases import in_a_row
from planner.language.translate import _, ngettext
from ui.base.left_out import left_out_because
from ui.base.sentences import TASTE_WORDS, often


def with_decisions(before: Document, wished: Document) -> Document:
    """Who eats, own targets, confirmations, habits, drinks, money and measures of ``wished``; all else as it was."""
    after = replace(
        before,
        profile=wished.profile,
        targets=wished.targets,
        confirmed=wished.confirmed,
        habits=wished.habits,
        drinks=wished.drinks,
        season=wished.season,
        days_ahead=wished.days_ahead,
        week_begins=wished.week_begins,
        people=wished.people,
        shopping=before.shopping.with_packs(wished.shopping.packs).with_money(
            wished.shopping.currency, wished.shopping.price_factor, wished.shopping.price_rise
        ),
    )
    return reapplied(before, after)


def decision(before: Document, after: Document) -> str:
    """The name of an edit: "Change the profile and the own targets"."""
    changed = [
        what
        for what, differs in (
            (_("the profile"), before.profile != after.profile),
            (_("your own targets"), before.targets != after.targets),
            (_("your confirmations"), before.confirmed != after.confirmed),
            (_("the household"), before.people != after.people),
            (_("the habits"), before.habits != after.habits),
            (_("the seasons"), before.season != after.season),
            (_("the planning week"), _week(before) != _week(after)),
            (_("the drinks"), dict(before.drinks) != dict(after.drinks)),
            (_("the money"), _money(before) != _money(after)),
            (_("the measures"), before.shopping.packs != after.shopping.packs),
        )
        if differs
    ]
    return _("Change {what}").format(what=in_a_row(changed))


def _week(document: Document) -> tuple[int, int | None]:
    return document.days_ahead, document.week_begins


def _money(document: Document) -> tuple[str, float, float]:
    choices = document.shopping
    return choices.currency, choices.price_factor, choices.price_rise


def wish_name(names: Sequence[str], times: int) -> str:
    """The name of an edit: "Eat “Spinach, cooked” at least 3 times a week"."""
    what = _("“{food}”").format(food=names[0]) if len(names) == 1 else _("{count} foods").format(count=len(names))
    if not times:
        return _("Take back the wish for {what}").format(what=what)
    return _("Eat {what} {often}").format(what=what, often=often(times))


def wish_refused(foods: Sequence[Food], document: Document, times: int) -> str:
    """Why foods that are left out cannot be wished."""
    if len(foods) > 1:
        said = _("{count} of these foods are left out of every plan, so they cannot be in one {often}.")
        return said.format(count=len(foods), often=often(times))
    (food,) = foods
    said = _("“{food}” cannot be in the plan {often}. {why}")
    return said.format(food=food.name, often=often(times), why=left_out_because(document, food))


def rating(names: Sequence[str], taste: str) -> str:
    """The name of an edit: "Rate “Spinach, cooked” as love"."""
    what = ngettext("{count} food", "{count} foods", len(names)).format(count=len(names))
    if len(names) == 1:
        what = f"“{names[0]}”"
    return _("Rate {foods} as {taste}").format(taste=TASTE_WORDS[taste].lower(), foods=what)


def mark_name(mark: Mark | None, what: str) -> str:
    """What undo calls a mark of a meal or day: "Mark Monday lunch as eaten"."""
    if mark is None:
        return _("Take back what was said of {what}").format(what=what)
    said = {
        EATEN: _("Mark {what} as eaten"),
        SKIPPED: _("Mark {what} as skipped"),
        OTHER: _("Mark {what} as something else"),
    }[mark.kind]
    return said.format(what=what)

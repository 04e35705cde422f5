"""What the profile's pages decide: taken from one document into another, and named for undo."""

from dataclasses import replace

from planner.document.document import Document
from planner.language.phrases import in_a_row
from planner.language.translate import _


def with_decisions(before: Document, wished: Document) -> Document:
    """Who eats, own targets, what is confirmed, habits and measures of ``wished``; all else as it was."""
    return replace(
        before,
        profile=wished.profile,
        targets=wished.targets,
        confirmed=wished.confirmed,
        habits=wished.habits,
        people=wished.people,
        shopping=before.shopping.with_packs(wished.shopping.packs),
    )


def decision(before: Document, after: Document) -> str:
    """The name of an edit: "Change the profile and the own targets"."""
    changed = [
        what
        for what, differs in (
            (_("the profile"), before.profile != after.profile),
            (_("the own targets"), before.targets != after.targets),
            (_("what is confirmed"), before.confirmed != after.confirmed),
            (_("the household"), before.people != after.people),
            (_("the habits"), before.habits != after.habits),
            (_("the measures"), before.shopping.packs != after.shopping.packs),
        )
        if differs
    ]
    return _("Change {what}").format(what=in_a_row(changed))

"""The smallest changes as JSON and as text."""

from collections.abc import Sequence

from planner.foods.nutrients import MAGNESIUM
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.needs.targets import Targets
from planner.now.aims import aim_lines, aims_of
from planner.now.changes import Answer, Change, Found, NotPossible, Outcome, Reached, Unfinished
from planner.now.intake import Totals, sentence
from planner.now.intake_output import totals_to_json
from planner.now.ladder import Rung, rung_text


def outcome_to_json(outcome: Outcome, before: Totals, rungs: Sequence[Rung] = ()) -> dict[str, object]:
    """The outcome as the README describes it; amounts are means over the usual days and not rounded."""
    data: dict[str, object] = {"outcome": "", "proven": True, "size": 0, "changes": []}
    data |= {"before": totals_to_json(before), "after": totals_to_json(before), "others": []}
    match outcome:
        case Found(answer=answer, others=others):
            data |= {"outcome": "solved", **_answer(answer)}
            data["others"] = [_answer(other) for other in others]
        case Reached():
            data["outcome"] = "reached"
        case NotPossible():
            data["outcome"] = "infeasible"
        case Unfinished():
            data |= {"outcome": "stopped", "proven": False}
    data["ladder"] = [
        {
            "size": rung.size,
            "magnesium_mg": rung.magnesium_mg,
            "proven": rung.proven,
            "changes": _answer(rung.answer)["changes"] if rung.answer is not None else [],
        }
        for rung in rungs
    ]
    return data


def _answer(answer: Answer) -> dict[str, object]:
    changes = zip(answer.changes, answer.sentences, strict=True)
    return {
        "size": len(answer.changes),
        "changes": [_change(change, said) for change, said in changes],
        "after": totals_to_json(answer.after),
    }


def _change(change: Change, said: str) -> dict[str, object]:
    return {
        "kind": change.kind,
        "meal": change.meal,
        "food": change.food.id,
        "grams": change.grams,
        "instead_of": change.instead_of.id if change.instead_of else None,
        "was_g": change.was_g,
        "sentence": said,
    }


def outcome_to_text(
    outcome: Outcome, before: Totals, targets: Targets, rungs: Sequence[Rung] = (), aims: frozenset[str] = frozenset()
) -> str:
    """The outcome as a person reads it, with the ladder and how further aims stand."""
    lines = [sentence(before, targets)]
    asked = aims_of(aims, targets)
    match outcome:
        case Found(answer=answer, others=others):
            size = len(answer.changes)
            said = ngettext(
                "{count} change reaches the target:", "{count} changes reach the target, and no fewer do:", size
            )
            lines += ["", said.format(count=size), *_answer_lines(answer)]
            lines += [f"  {said}" for said in aim_lines(asked, before, answer.after)]
            for number, other in enumerate(others, start=1):
                lines += ["", _("Or ({number}):").format(number=number), *_answer_lines(other)]
        case Reached() | NotPossible() | Unfinished():
            lines.append(said_of(outcome))
    if rungs:
        least = targets.least(MAGNESIUM)
        lines += ["", _("How far fewer changes reach:"), *(f"  {rung_text(rung, least)}" for rung in rungs)]
        if not isinstance(outcome, Found) and rungs[-1].answer is not None:
            lines += ["", _("The furthest of these:"), *_answer_lines(rungs[-1].answer)]
    return "\n".join(lines) + "\n"


def _answer_lines(answer: Answer) -> list[str]:
    return [f"  {said}" for said in (*answer.sentences, then_eaten(answer))]


def then_eaten(answer: Answer) -> str:
    """How much magnesium the mean of the days holds after an answer."""
    total = answer.after[MAGNESIUM]
    amount = f"{figure(total.amount, ',.0f')} {MAGNESIUM.unit}"
    said = _("Then you eat at least {amount} of magnesium a day.") if total.at_least else ""
    return (said or _("Then you eat {amount} of magnesium a day.")).format(amount=amount)


def said_of(outcome: NotPossible | Reached | Unfinished) -> str:
    """What an outcome without an answer says."""
    match outcome:
        case NotPossible(most=1):
            return _("No single change of what you eat now reaches the target. That is proven.")
        case NotPossible(most=most):
            return _("No {most} changes or fewer of what you eat now reach the target. That is proven.").format(
                most=most
            )
        case Reached():
            return _("There is nothing to change.")
        case Unfinished(tried=0):
            return _("No answer was found in time; there may be one. Give it more seconds.")
        case Unfinished(tried=tried):
            said = _(
                "No answer was found in time, and with {tried} or fewer changes there is none. Give it more seconds."
            )
            return said.format(tried=tried)

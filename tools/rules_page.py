"""Writes docs/rules.md, the rules of planner/data/rules.toml as tables, and docs/flags.md, the foods of each flag.

    python -m tools.rules_page

A test says when either is out of date.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from planner.foods.catalogue import Catalogue
from planner.foods.food import FLAGS, Food
from planner.foods.foods_csv import read_catalogue
from planner.needs.medical_rules import Foods, Rules, read_rules
from planner.needs.medicines import GROUPS, read_medicines
from planner.needs.own_ends import known_nutrient
from planner.needs.profile_words import in_words
from planner.needs.reference_intakes import said_amount

ROOT = Path(__file__).parent.parent
RULES, FLAGS_PAGE = ROOT / "docs" / "rules.md", ROOT / "docs" / "flags.md"
NO_DOCUMENTS = ("The wish of the person", "which foods: descriptions")
MADE = "Made by `python -m tools.rules_page` from {source}; a test says when it is out of date.\n"


def rules_page() -> str:
    """Every rule with whom it is for, what it does, and its source."""
    rules = read_rules()
    parts = [
        "# The rules of conditions, medicines and life stages\n",
        MADE.format(source="`planner/data/rules.toml` and `planner/data/medicines.csv`"),
        _table("Left out", ((ban.when, ban.name, ban.source) for ban in rules.bans)),
        _table("Limited", ((limit.when, limit.reason, limit.source) for limit in rules.limits)),
        _table(
            "The same every day",
            (
                (rule.when, f"{rule.nutrient.label} within {100 * rule.share:.0f} % of one centre", rule.source)
                for rule in rules.steady
            ),
        ),
        _table(
            "At most",
            ((rule.when, _most(rule.nutrient.key, rule.times, rule.amount), rule.source) for rule in rules.mosts),
        ),
        _table(
            "Asked: at most or at least",
            ((rule.when, _labels(rule.nutrients), rule.source) for rule in rules.asks),
        ),
        _table("No plan until confirmed", ((rule.when, rule.sentence, rule.source) for rule in rules.refusals)),
        _table("Said beside the plan", ((rule.when, rule.sentence, rule.source) for rule in rules.advice)),
        _table("Notes for a pharmacist", ((note.when, note.note, note.source) for note in rules.medicines)),
        _medicines(),
        _table(
            "Values of the blood that turn on rules",
            ((each.group, each.reason, each.source) for each in rules.thresholds),
        ),
        _sources(rules),
    ]
    return "\n".join(parts)


def sources_of(rules: Rules) -> list[str]:
    """Every source that a rule names, each once."""
    named = [
        *(ban.source for ban in rules.bans),
        *(limit.source for limit in rules.limits),
        *(rule.source for rule in rules.steady),
        *(rule.source for rule in rules.mosts),
        *(rule.source for rule in rules.asks),
        *(advice.source for advice in (*rules.refusals, *rules.advice)),
        *(note.source for note in rules.medicines),
        *(threshold.source for threshold in rules.thresholds),
    ]
    each = {source for text in named for source in text.split("; ") if not source.startswith(NO_DOCUMENTS)}
    return sorted(each, key=str.casefold)


def _sources(rules: Rules) -> str:
    """When each source was last opened, and what of it was read."""
    lines = ["## Sources, and which were opened again\n", "| source | opened | read |", "|---|---|---|"]
    for source in sources_of(rules):
        found = next((each for each in rules.opened if source.startswith(each.source)), None)
        when, read = (found.on, found.read) if found is not None else ("not opened again", "")
        lines.append(f"| {_cell(source)} | {when} | {_cell(read)} |")
    return "\n".join(lines) + "\n"


def _labels(keys: Iterable[str]) -> str:
    return ", ".join(known_nutrient(key).label for key in keys)


def _most(key: str, times: float | None, amount: float | None) -> str:
    nutrient = known_nutrient(key)
    if amount is not None:
        return f"{nutrient.label} at most {said_amount(amount, nutrient)} a day"
    return f"{nutrient.label} at most {times:g} times the recommended amount"


def _table(title: str, rows: Iterable[tuple[str, str, str]]) -> str:
    lines = [f"## {title}\n", "| for whom | what | source |", "|---|---|---|"]
    lines += [f"| {in_words(when)} | {_cell(what)} | {_cell(source)} |" for when, what, source in rows]
    return "\n".join(lines) + "\n"


def _medicines() -> str:
    lines = ["## Medicines by group\n", "| group | medicines |", "|---|---|"]
    for group in GROUPS:
        names = (
            f"{one.name} ({', '.join(one.also)})" if one.also else one.name
            for one in read_medicines()
            if group in one.groups
        )
        lines.append(f"| {in_words(group)} | {'; '.join(names)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def flags_page(catalogue: Catalogue) -> str:
    """For each flag and class the foods and the dishes that have it."""
    parts = [
        "# The flags of foods and dishes\n",
        MADE.format(source="`foods.csv` and `planner/data/dishes.toml`"),
        f"{len(catalogue)} foods and dishes. A dish has the flags of its foods, but for those that heat takes away."
        " All of it was read once in full on 1 December 2026.\n",
    ]
    for flag in FLAGS:
        parts.append(_of_flag(flag, Foods("flags", frozenset({flag})), catalogue))
    for mercury in ("moderate", "high"):
        parts.append(_of_flag(f"mercury: {mercury}", Foods("mercury", frozenset({mercury})), catalogue))
    for oxalate in ("high", "very high"):
        parts.append(_of_flag(f"oxalate: {oxalate}", Foods("oxalate", frozenset({oxalate})), catalogue))
    return "\n".join(parts)


def _of_flag(title: str, asked: Foods, catalogue: Catalogue) -> str:
    held = [food for food in catalogue if asked.hold(food)]
    return f"## {title}\n\n" + "".join(_lines(held))


def _lines(held: Iterable[Food]) -> Iterator[str]:
    held = sorted(held, key=lambda food: food.name)
    kinds: Mapping[str, list[str]] = {
        "Foods": [food.name for food in held if food.recipe is None],
        "Dishes": [food.name for food in held if food.recipe is not None],
    }
    for kind, names in kinds.items():
        yield f"{kind} ({len(names)}): {'; '.join(names) or 'none'}\n\n"


def main() -> None:
    """Writes both pages."""
    RULES.write_text(rules_page(), encoding="utf-8")
    FLAGS_PAGE.write_text(flags_page(read_catalogue(ROOT / "foods.csv")), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The foods as rows of the list: what each says, in which groups, and what is said of a selection or an empty list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from planner.document.document import FINE, LIKE, LOVE, NEVER, RARELY, WISHES, Document
from planner.explain.one_portion import nutrient_sentence
from planner.foods.food import Food
from planner.foods.nutrients import MAGNESIUM
from planner.foods.search import Found
from planner.language.phrases import inside
from planner.language.translate import _, ngettext
from planner.needs.targets import Target
from ui.base.left_out import LEFT_OUT, because, why_excluded
from ui.base.sentences import TASTE_WORDS, number, often
from ui.base.table import Group

RICH = 0.1  # of the day's magnesium target in one portion
NONE: Mapping[str, Target] = MappingProxyType({})

# Where magnesium is found first; the other groups follow by name.
OWN_GROUP = _("Your own foods")

GROUPS_FIRST = (
    OWN_GROUP,
    "Leafy greens",
    "Nuts and seeds",
    "Beans and lentils",
    "Soy foods",
    "Whole grains",
    "Breakfast cereals",
    "Vegetables",
    "Fruit",
    "Fish and seafood",
)

ALL, LOVED, NEVERS, RICHES, PLANNED = _("All"), _("Loved"), _("Never"), _("Rich in magnesium"), _("In plan")

FILTERS = {
    ALL: _("All foods"),
    LOVED: _("Foods you love"),
    NEVERS: _("Foods rated never"),
    RICHES: _("Magnesium-rich: a portion holds at least a tenth of the day's target"),
    PLANNED: _("Foods in the plan"),
}


class Planned(NamedTuple):
    """What the rows say of the plan on screen."""

    days: int
    days_with: Mapping[str, int]  # by food id


@dataclass(frozen=True, slots=True)
class FoodRow:
    """One food as the list shows it."""

    id: str
    name: str
    taste: str
    word: str  # in short why the food is excluded, how often it is wished, or its taste
    reason: str  # why it is excluded, as a sentence; empty where the word says it all
    excluded: bool
    wish: int  # [times / week], 0 for none
    kept: tuple[int, int] | None  # days of the plan that have a wished food, of how many; None without a plan
    portion: str
    magnesium: float | None  # [mg / portion]

    @property
    def short(self) -> str:
        """The word where there is no room for it."""
        return LEFT_OUT if self.excluded else self.word


def food_row(
    document: Document, food: Food, planned: Planned | None = None, over: Mapping[str, Target] = NONE
) -> FoodRow:
    """``over`` has the limit of a day that a food passes with one portion, by its id: such a food is marked."""
    taste, wish = document.taste(food.id), document.wishes.get(food.id, 0)
    excluded = why_excluded(document, food) or _too_much(document, food, over.get(food.id))
    word, reason = excluded or (wish_in_short(wish) if wish else "" if taste == FINE else TASTE_WORDS[taste], "")
    steps = food.usual_steps
    return FoodRow(
        id=food.id,
        name=food.name,
        taste=taste,
        word=word,
        reason=reason,
        excluded=excluded is not None,
        wish=wish,
        kept=(planned.days_with.get(food.id, 0), planned.days) if planned and wish else None,
        portion=food.household(steps),
        magnesium=food.amount(MAGNESIUM, steps),
    )


def _too_much(document: Document, food: Food, target: Target | None) -> tuple[str, str] | None:
    """As ``why_excluded``, of a food whose smallest portion alone is more than a day may have."""
    if target is None:
        return None
    nutrient = inside(target.nutrient.label)
    return _("too much {nutrient}").format(nutrient=nutrient), nutrient_sentence(document.profile, food, target)


def grouped(
    found: Iterable[Found], document: Document, planned: Planned | None = None, over: Mapping[str, Target] = NONE
) -> list[Group[FoodRow]]:
    """The rows under their headings. The headings with the best answers come first, then those rich in magnesium."""
    rows: dict[str, list[FoodRow]] = {}
    best: dict[str, int] = {}
    for one in found:
        heading = OWN_GROUP if one.food.own else one.food.group
        rows.setdefault(heading, []).append(food_row(document, one.food, planned, over))
        best[heading] = min(best.get(heading, one.rank), one.rank)
    place = {name: number for number, name in enumerate(GROUPS_FIRST)}
    order = sorted(rows, key=lambda name: (best[name], place.get(name, len(place)), name))
    return [Group(name, tuple(rows[name])) for name in order]


def wish_in_short(times: int) -> str:
    """Such as "≥ 3 ×/wk"."""
    return _("≥ {times} ×/wk").format(times=times)


def short_words() -> tuple[str, ...]:
    """Every word a row shows beside its name, however little room there is."""
    return LEFT_OUT, wish_in_short(WISHES[1]), *(TASTE_WORDS[taste] for taste in (NEVER, RARELY, LIKE, LOVE))


def magnesium_text(row: FoodRow) -> str:
    """The magnesium of one portion, "?" where nobody measured it."""
    return "?" if row.magnesium is None else _("{amount} mg").format(amount=number(round(row.magnesium)))


def spoken(row: FoodRow) -> str:
    """The row as a screen reader says it."""
    amount = _("unknown") if row.magnesium is None else magnesium_text(row)
    words = [row.name, *([row.word] if row.excluded else [])]
    if not row.excluded and row.taste != FINE:
        words.append(TASTE_WORDS[row.taste])
    if row.wish:
        words.append(often(row.wish))
    words.append(_("{amount} magnesium in {portion}").format(amount=amount, portion=row.portion))
    said = ", ".join(words)
    return f"{said}. {row.reason}" if row.reason else said


def detail(rows: Sequence[FoodRow]) -> str:
    """What is known of the selection, in a line or two."""
    if not rows:
        return _("Choose foods and rate them, here or with the keys 1 to 5.")
    if len(rows) > 1:
        return ngettext(
            "{count} food is selected and will be rated.",
            "{count} foods are selected and will be rated together.",
            len(rows),
        ).format(count=len(rows))
    (row,) = rows
    amount = _("an unknown amount") if row.magnesium is None else _("{amount} mg").format(amount=number(row.magnesium))
    said = _("{food}: {amount} of magnesium in {portion}.").format(food=row.name, amount=amount, portion=row.portion)
    if row.wish and row.excluded:
        wished = _("Wished {often}, which cannot be.").format(often=often(row.wish))
        said = f"{said} {wished}"
    elif row.wish:
        said = f"{said} {_wish_kept(row)}"
    if not row.excluded or (row.taste == NEVER and not row.wish):
        return said
    return f"{said} {row.reason or because(row.word, row.taste)}"


def _wish_kept(row: FoodRow) -> str:
    """How often a food is wished, and on how many days the plan has it."""
    if row.kept is None:
        return _("Wished {often}.").format(often=often(row.wish))
    count, days = row.kept
    said = ngettext(
        "Wished {often}; in the plan on {count} of {days} day.",
        "Wished {often}; in the plan on {count} of {days} days.",
        days,
    )
    return said.format(often=often(row.wish), count=count, days=days)


def nothing_shown(chosen: str, text: str, planned: bool, target: bool) -> str:
    """Why the list is empty and what to do; ``planned`` and ``target`` say whether there is a plan, a target."""
    if text and chosen == ALL:
        return _("No food or group is called “{text}”. Try another word, or a part of it.").format(text=text)
    if chosen == PLANNED and not planned:
        return _("There is no plan yet. “Make plan” makes one.")
    if chosen == RICHES and not target:
        return _("There is no magnesium target yet, so no food counts as rich in it. The profile says what is missing.")
    if text:
        said = _("No food under “{filter}” is called “{text}”. Look among all foods, or try another word.")
        return said.format(filter=chosen, text=text)
    if chosen == LOVED:
        return _("There is no food you love yet. Choose one among all foods and press Love, or the key 5.")
    if chosen == NEVERS:
        return _("You left out no food yet. Choose one among all foods and press Never, or the key 1.")
    return _("No food is here. Look among all foods.")

"""The smallest changes: found, proven, and audited; small enough to be checked in the head, or by SciPy beside it."""

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from main import main
from planner.document.document import LIKE, LOVE, NEVER, Document
from planner.document.refused import Refused, RefusedChange
from planner.foods.food import Food
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.needs.profile import Profile
from planner.needs.targets import MealLimit, Targets
from planner.now import changes_space, smallest
from planner.now.audit import audit, number_of_changes
from planner.now.changes import Change, Found, NotPossible, Outcome, Reached, Unfinished, applied
from planner.now.choices import Question, choices
from planner.now.eaten import Entry, of_catalogue
from planner.now.smallest import AuditError, smallest_changes
from tests.planner.now.scipy_model import is_possible
from tests.planner.tiny_foods import catalogue_of, food, target, targets_of, templates_of

FORM = templates_of(
    "bowl = breakfast lunch: base bread;nuts_seeds 0-2, side drink 0-2", meals={"breakfast": (0, 1), "lunch": (0, 1)}
)
WHITE = food("white_bread", "bread", kcal=100, magnesium=20)
BROWN = food("brown_bread", "bread", kcal=100, magnesium=80)
SEEDS = food("seeds", "nuts_seeds", kcal=100, magnesium=150)
COLA = food("cola", "drink", kcal=100, magnesium=0)


def question(
    foods: Iterable[Food], days: Iterable[Iterable[tuple[str, Food, float]]], wanted: Targets, **facts: object
) -> Question:
    """These foods may come in; ``days`` are meal, food and grams."""
    entries = tuple(tuple(Entry(meal, of_catalogue(each), grams) for meal, each, grams in day) for day in days)
    document = facts.pop("document", Document())
    assert isinstance(document, Document)
    return Question(entries, catalogue_of(foods), document, wanted, FORM)


def want(least: float, *rows: object) -> Targets:
    return targets_of(target("magnesium_mg", least), *rows)  # type: ignore[arg-type]


def kinds(outcome: Outcome) -> list[tuple[str, str, float]]:
    assert isinstance(outcome, Found), outcome
    return [(each.kind, each.food.id, each.grams) for each in outcome.answer.changes]


# Checked in the head


def test_that_a_usual_day_that_reaches_the_target_is_left_alone() -> None:
    assert smallest_changes(question([BROWN], [[("lunch", SEEDS, 100)]], want(150)), 3) == Reached()


def test_that_bread_is_swapped_for_bread() -> None:
    """20 mg become 80 at the same energy; an addition would pass the energy band."""
    found = smallest_changes(question([BROWN, SEEDS], [[("lunch", WHITE, 100)]], want(80)), 3)
    assert kinds(found) == [("swap", "brown_bread", 100)]
    assert isinstance(found, Found)
    assert found.answer.after[MAGNESIUM].amount == pytest.approx(80)
    assert found.answer.sentences == (
        "At lunch, swap white bread (100 g) for brown bread (1 cup, 100 g): +60 mg magnesium, 0 kcal.",
    )


def test_that_what_is_added_is_paid_for_by_what_is_left_out() -> None:
    """Seeds bring 150 mg and 100 kcal; only the cola can go, whole, so that energy stays within 5 %."""
    found = smallest_changes(question([SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170)), 3)
    assert sorted(kinds(found)) == [("add", "seeds", 100), ("drop", "cola", 0)]
    assert isinstance(found, Found)
    said = {change.kind: said for change, said in zip(found.answer.changes, found.answer.sentences, strict=True)}
    assert said["drop"].endswith("−100 kcal. This keeps your energy within 5 % of what it is now.")
    assert "keeps" not in said["add"]


def test_that_too_few_changes_are_proven_too_few() -> None:
    asked = question([SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170))
    assert smallest_changes(asked, 1) == NotPossible(1)
    assert smallest_changes(replace(asked, targets=want(400)), 6) == NotPossible(6)


def test_that_a_food_never_eaten_or_refused_does_not_come_in() -> None:
    asked = question([BROWN], [[("lunch", WHITE, 100)]], want(80))
    never = Document().with_taste("brown_bread", NEVER)
    not_again = Document().with_refused(Refused(foods=frozenset({"brown_bread"})))
    assert smallest_changes(replace(asked, document=never), 6) == NotPossible(6)
    assert smallest_changes(replace(asked, document=not_again), 6) == NotPossible(6)


def test_that_a_change_refused_at_a_meal_is_not_proposed_there_and_another_one_is() -> None:
    """Nor is a swap offered as two halves, one to leave out and one to add there."""
    swap = RefusedChange("swap", "lunch", "brown_bread", "white_bread")
    asked = question([BROWN], [[("lunch", WHITE, 100)]], want(80))
    found = smallest_changes(replace(asked, document=Document().with_refused(Refused(frozenset({swap})))), 3)
    assert sorted(kinds(found)) == [("add", "brown_bread", 100), ("drop", "white_bread", 0)]
    assert isinstance(found, Found)
    assert [each.meal for each in found.answer.changes] == ["breakfast", "lunch"]
    asked = question([SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170))
    add = RefusedChange("add", "lunch", "seeds")
    found = smallest_changes(replace(asked, document=Document().with_refused(Refused(frozenset({add})))), 3)
    assert isinstance(found, Found)
    assert [each.meal for each in found.answer.changes if each.kind == "add"] == ["breakfast"]


@pytest.mark.parametrize(
    ("kind", "food_id", "instead_of"), [("drop", "cola", ""), ("more", "white_bread", ""), ("less", "cola", "")]
)
def test_that_the_audit_finds_a_change_that_was_refused(kind: str, food_id: str, instead_of: str) -> None:
    asked = question([SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170))
    refused = Refused(frozenset({RefusedChange(kind, "lunch", food_id, instead_of)}))
    asked = replace(asked, document=Document().with_refused(refused))
    assert not any(each.change.refusal in refused.changes for each in choices(asked))
    eaten = COLA if food_id == "cola" else WHITE
    grams = {"drop": 0.0, "more": 150.0, "less": 50.0}[kind]
    change = Change(kind, "lunch", of_catalogue(eaten), grams, was_g=100)
    assert "was refused" in "; ".join(audit(asked, [change]))


def test_that_an_allergy_and_a_diet_bind_what_comes_in() -> None:
    rye = replace(BROWN, allergens=frozenset({"wheat"}))
    vegan = replace(BROWN, diets=frozenset({"omnivore"}))
    for each, facts in ((rye, {"allergens": frozenset({"wheat"})}), (vegan, {"diet": "vegan"})):
        document = Document(profile=replace(Profile(), **facts))
        assert smallest_changes(question([each], [[("lunch", WHITE, 100)]], want(80), document=document), 6) == (
            NotPossible(6)
        )


def test_that_a_condition_binds_what_comes_in_and_what_becomes_more() -> None:
    pregnant = Document(profile=replace(Profile(), life_stage="pregnancy", gestation_week=20, age_years=30))
    brie = replace(BROWN, flags=frozenset({"listeria"}))
    asked = question([brie], [[("lunch", WHITE, 100)]], want(80), document=pregnant)
    assert smallest_changes(asked, 6) == NotPossible(6)
    bigger = question([], [[("lunch", brie, 100), ("lunch", COLA, 50)]], want(120), document=pregnant)
    assert smallest_changes(bigger, 6) == NotPossible(6)


def test_that_a_limit_that_holds_keeps_holding_and_a_broken_one_gets_no_worse() -> None:
    salty = replace(BROWN, amounts={**BROWN.amounts, target("sodium_mg").nutrient: 900.0})
    for least_sodium, most in ((0.0, 800.0), (850.0, 800.0)):
        white = replace(WHITE, amounts={**WHITE.amounts, target("sodium_mg").nutrient: least_sodium})
        asked = question([salty], [[("lunch", white, 100)]], want(80, target("sodium_mg", most=most)))
        assert smallest_changes(asked, 6) == NotPossible(6)
    asked = question([salty], [[("lunch", WHITE, 100)]], want(80, target("sodium_mg", most=901.0)))
    assert kinds(smallest_changes(asked, 6)) == [("swap", "brown_bread", 100)]


def test_that_the_carbohydrate_of_a_meal_stays_in_its_range_and_an_addition_goes_to_a_meal_with_room() -> None:
    """Seeds bring 20 g: lunch has room for 10 alone, breakfast has no range."""
    seeds = replace(SEEDS, amounts={**SEEDS.amounts, ENERGY: 0.0, target("carb_g").nutrient: 20.0})
    white = replace(WHITE, amounts={**WHITE.amounts, target("carb_g").nutrient: 50.0})
    lunch = MealLimit("lunch", target("carb_g").nutrient, None, 60.0, "a test")
    wanted = replace(want(170), meals=(lunch,))
    asked = question([seeds], [[("lunch", white, 100)]], wanted)
    found = smallest_changes(asked, 1)
    assert isinstance(found, Found)
    assert [(each.kind, each.meal) for each in found.answer.changes] == [("add", "breakfast")]
    at_lunch = replace(found.answer.changes[0], meal="lunch")
    assert "lunch has 70 carb_g, at most 60" in "; ".join(audit(asked, [at_lunch]))
    breakfast = replace(lunch, meal="breakfast", most=10.0)
    assert smallest_changes(replace(asked, targets=replace(wanted, meals=(lunch, breakfast))), 1) == NotPossible(1)
    wider = replace(wanted, meals=(replace(lunch, most=70.0), breakfast))
    assert kinds(smallest_changes(replace(asked, targets=wider), 1)) == [("add", "seeds", 100.0)]
    least = replace(wanted, meals=(MealLimit("lunch", target("carb_g").nutrient, 45.0, None, "a test"),))
    less = question([BROWN], [[("lunch", white, 100)]], replace(least, all=want(80).all))
    assert smallest_changes(less, 1) == NotPossible(1)  # brown bread is said to have no carbohydrate


def test_that_a_limit_on_portions_binds_what_comes_in() -> None:
    """One portion a day of what is high in oxalate; a portion that is swapped for another is no further one."""
    stones = Document(profile=replace(Profile(), conditions=frozenset({"oxalate stones"})))
    white, brown = replace(WHITE, oxalate="low"), replace(BROWN, oxalate="high")
    beets = food("beets", "bread", kcal=100, magnesium=20, oxalate="high")
    asked = question([brown], [[("breakfast", beets, 100), ("lunch", white, 100)]], want(100), document=stones)
    assert kinds(smallest_changes(asked, 1)) == [("swap", "brown_bread", 100)]
    assert kinds(smallest_changes(replace(asked, days=(asked.days[0][1:],), targets=want(80)), 1))
    both = replace(asked, targets=want(160))
    assert smallest_changes(both, 4) == NotPossible(4)


def test_that_a_change_on_all_days_alike_counts_once() -> None:
    days = [[("lunch", WHITE, 100)], [("lunch", WHITE, 100)], [("lunch", WHITE, 100)]]
    assert kinds(smallest_changes(question([BROWN], days, want(80)), 1)) == [("swap", "brown_bread", 100)]


def test_that_the_nearest_of_the_fewest_is_taken_and_then_the_best_liked() -> None:
    """Two breads do it; the one that is loved comes in. A third is unfamiliar, and comes last although it is loved."""
    rye, teff = (
        replace(BROWN, id=name, name=name.capitalize(), familiarity=known) for name, known in (("rye", 1), ("teff", 3))
    )
    brown = replace(BROWN, familiarity=1)
    asked = question([teff, brown, rye], [[("lunch", WHITE, 100)]], want(80))
    tastes = Document().with_taste("rye", LOVE).with_taste("teff", LOVE)
    loved = smallest_changes(replace(asked, document=tastes), 3)
    assert kinds(loved) == [("swap", "rye", 100)]
    assert isinstance(loved, Found)
    assert [other.changes[0].food.id for other in loved.others] == ["brown_bread", "teff"]


def refused_by_all(asked: Question, change: Change, words: str) -> None:
    """No choice of the model's, wrong for the audit, and nothing for SciPy."""
    assert change.food.id not in {each.change.food.id for each in choices(asked) if each.change.kind == change.kind}
    assert smallest_changes(asked, 1) == NotPossible(1)
    assert any(words in said for said in audit(asked, [change]))
    assert not is_possible(asked, 1)


def test_that_a_food_few_people_know_comes_in_only_where_it_is_liked() -> None:
    teff = replace(BROWN, id="teff", name="Teff", familiarity=3)
    asked = question([teff, WHITE], [[("lunch", WHITE, 100)]], want(80))
    new, old = of_catalogue(teff), of_catalogue(WHITE)
    refused_by_all(asked, Change("swap", "lunch", new, 100.0, old, 100.0, 1), "do not stand for")
    liked = replace(asked, document=Document().with_taste("teff", LIKE))
    assert kinds(smallest_changes(liked, 1)) == [("swap", "teff", 100)]


def test_that_a_swap_brings_no_more_than_two_and_a_half_times_the_weight_but_of_drinks() -> None:
    light = replace(BROWN, amounts={**BROWN.amounts, ENERGY: 30.0, MAGNESIUM: 80.0})
    asked = question([light, WHITE], [[("lunch", WHITE, 30)]], want(60))
    new, old = of_catalogue(light), of_catalogue(WHITE)
    refused_by_all(asked, Change("swap", "lunch", new, 100.0, old, 30.0, 1), "do not stand for")
    more = question([light, WHITE], [[("lunch", WHITE, 40)]], want(60))
    assert is_possible(more, 1) == isinstance(smallest_changes(more, 1), Found)
    cocoa = food("cocoa", "drink", kcal=30, magnesium=80)
    drunk = question([cocoa, COLA], [[("lunch", COLA, 30)]], want(60))
    assert kinds(smallest_changes(drunk, 1)) == [("swap", "cocoa", 100)]
    assert is_possible(drunk, 1)


def test_that_boiled_vegetables_come_to_a_breakfast_beside_something_savoury_alone() -> None:
    form = templates_of(
        "eggs = breakfast: egg egg 0-1, vegetable cooked_vegetable 0-1, base bread 0-1", meals={"breakfast": (0, 1)}
    )
    spinach, egg = food("spinach", "cooked_vegetable", kcal=5, magnesium=80), food("egg", "egg", kcal=100, magnesium=5)
    sweet = replace(question([spinach, egg, WHITE], [[("breakfast", WHITE, 100)]], want(90)), templates=form)
    refused_by_all(sweet, Change("add", "breakfast", of_catalogue(spinach), 100.0, steps=1), "does not go beside")
    savoury = replace(sweet, days=((Entry("breakfast", of_catalogue(egg), 100.0),),), targets=want(80))
    assert kinds(smallest_changes(savoury, 1)) == [("add", "spinach", 100)]
    assert is_possible(savoury, 1)


def test_that_a_further_answer_names_another_food_and_not_the_same_ones_at_another_meal() -> None:
    """White bread at two meals: swapping the one or the other is one answer; the one with rye is another."""
    rye = replace(BROWN, id="rye", name="Rye")
    asked = question([BROWN, rye], [[("breakfast", WHITE, 100), ("lunch", WHITE, 100)]], want(100))
    found = smallest_changes(asked, 3)
    assert isinstance(found, Found)
    assert sorted(each.changes[0].food.id for each in (found.answer, *found.others)) == ["brown_bread", "rye"]


def test_that_what_is_unknown_counts_as_nothing_and_the_result_says_at_least() -> None:
    soda = food("soda", "drink", kcal=100, magnesium=None)
    found = smallest_changes(question([BROWN], [[("lunch", WHITE, 100), ("lunch", soda, 100)]], want(80)), 3)
    assert isinstance(found, Found)
    assert found.answer.after[MAGNESIUM].at_least


def test_that_a_search_without_time_says_so_and_claims_nothing() -> None:
    asked = question([SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170))
    assert isinstance(smallest_changes(asked, 3, seconds=0.0), Unfinished | Found)


def test_that_a_search_told_to_stop_ends_before_its_program_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """That one change is not enough is known without a program."""
    asked = question([SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170))
    monkeypatch.delattr(smallest, "state")
    stop = threading.Event()
    stop.set()
    assert smallest_changes(asked, 3, stop=stop) == Unfinished(1)


def test_that_what_was_not_looked_at_in_pairs_stays() -> None:
    """No addition is paid for by another one; without time they are all kept."""
    space = changes_space.space_of(question([SEEDS, BROWN], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170)))
    whole, cut = changes_space.pruned(space, 2), changes_space.pruned(space, 2, lambda: True)
    assert whole is not None
    assert cut is not None
    assert set(whole.choices) < set(cut.choices)


# Planted bugs: the audit finds them without the model


def planted() -> tuple[Question, tuple[Change, ...]]:
    asked = question([SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170))
    found = smallest_changes(asked, 3)
    assert isinstance(found, Found)
    return asked, found.answer.changes


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda changes: changes[:1], "kcal and had"),
        (lambda changes: (changes[0], replace(changes[1], was_g=99.0)), "about nothing that is eaten"),
        (lambda changes: (replace(changes[0], grams=50.0), *changes[1:]), "is no portion"),
        (lambda changes: (replace(changes[0], meal="dinner"), *changes[1:]), "does not belong"),
        (lambda changes: (*changes, changes[1]), "changed twice"),
        (lambda changes: (replace(changes[0], kind="swap"), *changes[1:]), "another kind"),
        (lambda changes: (*changes, changes[0]), "there more than once"),
        (lambda changes: (*changes, replace(changes[0], food=of_catalogue(BROWN))), "may not come in"),
    ],
)
def test_that_the_audit_finds_a_spoilt_answer(spoil: Callable[..., tuple[Change, ...]], said: str) -> None:
    asked, changes = planted()
    assert audit(asked, changes) == ()
    by_kind = tuple(sorted(changes, key=lambda each: each.kind))
    assert said in "; ".join(audit(asked, spoil(by_kind)))


def test_that_the_audit_finds_a_target_missed_and_a_food_that_is_banned() -> None:
    asked, changes = planted()
    assert "expected 171" in audit(replace(asked, targets=want(171)), changes)[0]
    assert "may not come in" in audit(replace(asked, document=Document().with_taste("seeds", NEVER)), changes)[0]


def test_that_changes_are_counted_from_the_two_lists() -> None:
    asked, changes = planted()
    before, after = (
        [[(entry.meal, entry.food, entry.grams) for entry in day] for day in days]
        for days in (asked.days, applied(asked.days, changes))
    )
    assert number_of_changes(before, before) == 0
    assert 1 <= number_of_changes(before, after) <= len(changes)


@pytest.mark.parametrize("row", ["energy_d1", "magnesium", "sodium_mg_d1", "carb_g_lunch_d1"])
def test_that_a_row_left_out_of_the_model_never_reaches_the_user(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row is needed: without it the model proposes what the audit refuses."""
    salty = food("nuts", "nuts_seeds", kcal=0, magnesium=150, sodium_mg=900.0)
    sweet = food("dates", "nuts_seeds", kcal=0, magnesium=150, carb_g=60.0)
    near = food("near", "nuts_seeds", kcal=0, magnesium=1)
    foods = {"energy_d1": [SEEDS], "magnesium": [near], "sodium_mg_d1": [salty], "carb_g_lunch_d1": [sweet]}[row]
    ranges = [MealLimit(meal, target("carb_g").nutrient, None, 50.0, "a test") for meal in ("lunch", "breakfast")]
    wanted = replace(want(120, target("sodium_mg", most=800.0)), meals=tuple(ranges))
    asked = question(foods, [[("lunch", WHITE, 100)]], wanted)
    assert smallest_changes(asked, 1) == NotPossible(1)
    complete = changes_space.space_of

    def without(asked: Question) -> changes_space.Space:
        space = complete(asked)
        return replace(space, rows=tuple(each for each in space.rows if each.name != row))

    monkeypatch.setattr(smallest, "space_of", without)
    with pytest.raises(AuditError):
        smallest_changes(asked, 1)


# The command


def written(path: Path, days: object, **facts: object) -> str:
    (path / "now.json").write_text(json.dumps({"format": "magnolia", "version": 2, "usual_days": days, **facts}))
    return str(path / "now.json")


DAY = [
    {"meal": "breakfast", "food": "fndds_51180010", "grams": 105},
    {"meal": "lunch", "food": "fndds_71401030", "grams": 117},
    {"meal": "dinner", "food": "fndds_24127200", "grams": 175},
    {"meal": "snack", "food": "fndds_13110100", "grams": 200},
]


def test_that_the_command_answers_in_json_with_the_keys_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["changes", "--document", written(tmp_path, [DAY]), "--most", "3", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) == {"outcome", "proven", "size", "changes", "before", "after", "others", "ladder"}
    assert (said["outcome"], said["proven"], said["size"]) == ("solved", True, len(said["changes"]))
    for change in said["changes"]:
        assert set(change) == {"kind", "meal", "food", "grams", "instead_of", "was_g", "sentence"}
    assert said["after"]["magnesium_mg"]["amount"] >= 320 > said["before"]["magnesium_mg"]["amount"]
    assert abs(said["after"][ENERGY.key]["amount"] / said["before"][ENERGY.key]["amount"] - 1) <= 0.05
    assert len(said["others"]) <= 4


def test_that_the_exit_codes_are_those_of_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    far = written(tmp_path, [DAY], targets={"magnesium_mg": 1900})
    assert main(["changes", "--document", far, "--most", "1", "--format", "json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["proven"], said["size"], said["changes"]) == ("infeasible", True, 0, [])
    near = written(tmp_path, [DAY], targets={"magnesium_mg": 10})
    assert main(["changes", "--document", near]) == 0
    assert "nothing to change" in capsys.readouterr().out
    assert main(["changes", "--document", near, "--most", "0"]) == 2
    assert "--most is 0" in capsys.readouterr().err
    assert main(["changes", "--document", written(tmp_path, [])]) == 2

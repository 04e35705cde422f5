"""How far fewer changes reach, and what changes serve beside magnesium; small enough to be checked in the head."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from main import main
from planner.document.document import AIMS, LIKE, Document
from planner.foods.nutrients import BY_KEY
from planner.now.aims import Aim, aim_lines, aims_of
from planner.now.audit import audit
from planner.now.changes import Found, NotPossible, Reached, Unfinished
from planner.now.intake import mean_of, totals_of
from planner.now.ladder import ladder, rung_text
from planner.now.smallest import smallest_changes
from tests.planner.now.test_smallest import BROWN, COLA, DAY, SEEDS, WHITE, kinds, question, want, written
from tests.planner.tiny_foods import target

EATEN = [[("lunch", WHITE, 100), ("lunch", COLA, 100)]]
FIBRE = BY_KEY["fiber_g"]


def test_that_each_rung_is_the_furthest_so_many_changes_reach_and_the_last_is_the_answer() -> None:
    """One change: brown bread for white, 80 mg. Two: the seeds for the cola, 170 mg."""
    asked = question([BROWN, SEEDS], EATEN, want(170))
    found = smallest_changes(asked, 3)
    rungs = ladder(asked, found)
    assert [(rung.size, rung.magnesium_mg, rung.proven) for rung in rungs] == [(1, 80, True), (2, 170, True)]
    assert isinstance(found, Found)
    assert rungs[-1].answer == found.answer
    assert [rung_text(rung, 170) for rung in rungs] == [
        "1 change: 80 mg; 90 mg are missing",
        "2 changes: 170 mg; that reaches the target",
    ]


def test_that_where_no_changes_reach_it_the_ladder_says_how_far_they_go() -> None:
    """Three: brown bread for white, the seeds for the cola."""
    asked = question([BROWN, SEEDS], EATEN, want(400))
    rungs = ladder(asked, NotPossible(3))
    assert [(rung.size, rung.magnesium_mg) for rung in rungs] == [(1, 80), (2, 170), (3, 230)]
    for rung in rungs:
        assert rung.answer is not None
        assert audit(asked, rung.answer.changes, partly=True) == ()
        assert "expected 400" in audit(asked, rung.answer.changes)[0]


def test_that_a_rung_that_brings_no_more_has_no_changes() -> None:
    """Without seeds two changes are the most: brown bread added, the cola left out."""
    rungs = ladder(question([BROWN], EATEN, want(400)), NotPossible(3))
    assert [(rung.magnesium_mg, rung.answer is None, rung.proven) for rung in rungs] == [
        (80, False, True),
        (100, False, True),
        (100, True, True),
    ]
    assert rung_text(rungs[2], 400) == "3 changes: 100 mg; no more than with one change less"


def test_that_a_target_that_is_reached_has_no_ladder_and_one_without_time_claims_nothing() -> None:
    asked = question([BROWN], EATEN, want(400))
    assert ladder(asked, Reached()) == ()
    assert ladder(asked, Unfinished(2), seconds=0.0) == ()


def test_that_of_changes_as_small_those_that_serve_the_aims_are_taken() -> None:
    """All three breads reach it; rye has the fibre, teff no salt."""
    sodium = BY_KEY["sodium_mg"]
    rye = replace(BROWN, id="rye", name="Rye", familiarity=3, amounts={**BROWN.amounts, FIBRE: 10.0, sodium: 500.0})
    teff = replace(BROWN, id="teff", name="Teff", familiarity=3, amounts={**BROWN.amounts, FIBRE: 0.0, sodium: 0.0})
    brown = replace(BROWN, amounts={**BROWN.amounts, FIBRE: 0.0, sodium: 500.0})
    rows = (target("fiber_g", 30, hard=False), target("sodium_mg", None, 400.0, hard=False))
    asked = question([rye, teff, brown], [[("lunch", WHITE, 100)]], want(80, *rows))
    for aims, first in (
        ((), "brown_bread"),
        ({"fibre"}, "rye"),
        ({"sodium"}, "teff"),
        ({"saturated_fat"}, "brown_bread"),
    ):
        liked = Document(aims=frozenset(aims), tastes={"rye": LIKE, "teff": LIKE})  # so that they may come in
        found = smallest_changes(replace(asked, document=liked), 3)
        assert kinds(found) == [("swap", first, 100)], aims
        assert isinstance(found, Found)
        assert len(found.others) == 2


def test_that_an_aim_never_makes_more_changes_than_are_needed() -> None:
    rye = replace(SEEDS, id="rye", name="Rye", amounts={**SEEDS.amounts, FIBRE: 30.0})
    rows = (target("fiber_g", 30, hard=False),)
    asked = question([rye, BROWN], EATEN, want(80, *rows), document=Document(aims=frozenset({"fibre"})))
    assert kinds(smallest_changes(asked, 3)) == [("swap", "brown_bread", 100)]


def test_that_aims_ask_nothing_of_what_has_no_target() -> None:
    asked = question([BROWN], EATEN, want(80))
    assert aims_of(frozenset(AIMS), asked.targets) == ()
    assert Aim(FIBRE, 30.0, None).missed(15.0) == pytest.approx(0.5)
    assert Aim(FIBRE, None, 30.0).missed(45.0) == pytest.approx(0.5)
    assert Aim(FIBRE, 30.0, None).missed(31.0) == 0.0


def test_that_how_an_aim_stands_is_said_with_at_least_where_it_is_unknown() -> None:
    asked = question([BROWN], EATEN, want(80))
    before = mean_of([totals_of(day) for day in asked.days])
    assert aim_lines([Aim(FIBRE, 30.0, None)], before, before) == (
        "Fibre: at least 0 g, then at least 0 g; the target is 30 g.",
    )


def test_that_the_command_has_the_ladder_and_takes_aims(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, [DAY])
    assert main(["changes", "--document", path, "--aims", "fibre, sodium", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [rung["size"] for rung in said["ladder"]] == list(range(1, said["size"] + 1))
    assert said["ladder"][-1]["magnesium_mg"] == said["after"]["magnesium_mg"]["amount"]
    assert main(["changes", "--document", path, "--aims", "fibre"]) == 0
    assert "Fibre: " in capsys.readouterr().out
    assert main(["changes", "--document", path, "--aims", "joy"]) == 2
    assert "--aims names 'joy', expected some of fibre, nerves, sodium, saturated_fat" in capsys.readouterr().err

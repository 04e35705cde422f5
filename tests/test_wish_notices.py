"""The plan command says what it did not keep of wishes and habits, in JSON and in text."""

import json
from pathlib import Path

import pytest

import main
from planner.commands import making, plan_command
from planner.document.document import Document, Habits, Stored
from planner.explain.kept_wishes import cost_of
from planner.files.store import save
from planner.plan.outcomes import Outcome, Solved
from planner.shopping.bought import read_bought


def test_that_the_notices_of_a_plan_say_what_it_does_not_keep(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "document.json"
    save(path, Stored(Document(habits=Habits(most_foods=10))))
    made: list[Outcome] = []
    solve = making.made

    def once(*given: object) -> Outcome:
        """The plan of a document without a budget, whatever is asked."""
        if not made:
            made.append(solve(*given))  # type: ignore[arg-type]
        return made[0]

    monkeypatch.setattr(plan_command, "made", once)
    assert main.main(["plan", "--document", str(path), "--format", "json"]) == 0
    capfd.readouterr()
    (outcome,) = made
    assert isinstance(outcome, Solved)
    cost, _unknown = cost_of(tuple(outcome.plan.days[0].portions), Document(), read_bought())
    assert cost > 0.2
    save(path, Stored(Document(habits=Habits(budget=0.70))))
    assert main.main(["plan", "--document", str(path), "--format", "json"]) == 0
    notices = json.loads(capfd.readouterr().out)["notices"]
    (said,) = [notice for notice in notices if notice.startswith(f"Your portions of 1 day cost about US$ {cost:,.2f}")]
    assert "more than US$ 0.10, the share of your budget of US$ 0.70 a week." in said
    assert main.main(["plan", "--document", str(path)]) == 0
    assert said in capfd.readouterr().out.splitlines()

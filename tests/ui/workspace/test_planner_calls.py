import pytest

from planner import planner
from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Stopped
from ui.workspace.planner_calls import WarmPlanner


def test_that_one_model_is_kept_as_long_as_the_catalogue(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    made: list[Catalogue] = []
    asked: list[int] = []

    class Kept:
        def __init__(self, catalogue: Catalogue) -> None:
            self.catalogue = catalogue
            made.append(catalogue)

        def make_plan(self, request: Request) -> Outcome:
            asked.append(request.document.days)
            return Stopped(0.0)

    monkeypatch.setattr(planner, "Planner", Kept)
    plan = WarmPlanner()

    def ask(catalogue: Catalogue, days: int) -> None:
        plan(catalogue, Request(Document(days=days)))

    other = Catalogue(dict(list(catalogue.foods.items())[:3]))
    ask(catalogue, 1)
    ask(catalogue, 2)
    assert made == [catalogue]
    ask(other, 3)
    assert (made, asked) == ([catalogue, other], [1, 2, 3])

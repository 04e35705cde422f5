import threading

import pytest

from planner import planner
from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.plan.outcomes import Outcome, Stopped
from ui.workspace.planner_calls import WarmPlanner


def test_that_one_model_is_kept_as_long_as_the_catalogue(monkeypatch: pytest.MonkeyPatch, catalogue: Catalogue) -> None:
    made: list[Catalogue] = []
    asked: list[int] = []

    class Kept:
        def __init__(self, catalogue: Catalogue) -> None:
            self.catalogue = catalogue
            made.append(catalogue)

        def make_plan(self, document: Document, **_: object) -> Outcome:
            asked.append(document.days)
            return Stopped(0.0)

    monkeypatch.setattr(planner, "Planner", Kept)
    plan = WarmPlanner()

    def ask(catalogue: Catalogue, days: int) -> None:
        plan(
            catalogue,
            Document(days=days),
            before=None,
            least_steps={},
            seed=0,
            seconds=1.0,
            stop=threading.Event(),
            progress=lambda done, of: None,
        )

    other = Catalogue(dict(list(catalogue.foods.items())[:3]))
    ask(catalogue, 1)
    ask(catalogue, 2)
    assert made == [catalogue]
    ask(other, 3)
    assert (made, asked) == ([catalogue, other], [1, 2, 3])

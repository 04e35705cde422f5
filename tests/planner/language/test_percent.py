"""A share is written in one way everywhere: whole percent, rounded down, with a space before the sign."""

import re
from pathlib import Path

import pytest

from planner.language.numbers import percent

ROOT = Path(__file__).parents[3]
HOME = ROOT / "planner" / "language" / "numbers.py"
OTHER = re.compile(r":[.,\d]*%\}|['\"],?\.\d%['\"]")  # what Python would round to the nearest, without a space
MAY = {"clinician_page.py": 1}  # the shares of foods in a nutrient, with a decimal: what is compared there is foods


@pytest.mark.parametrize(
    ("amount", "of", "said"),
    [(65.9, 100, "65 %"), (99.99, 100, "99 %"), (100, 100, "100 %"), (2.53, 1, "253 %"), (0.29, 1, "29 %")],
)
def test_that_what_is_not_reached_never_reads_as_reached(amount: float, of: float, said: str) -> None:
    assert percent(amount, of) == said


def test_that_no_other_module_writes_percentages_in_its_own_way() -> None:
    """Two views would else say 66 % and 65 % of the same."""
    wrong = {}
    for path in (*ROOT.glob("planner/**/*.py"), *ROOT.glob("ui/**/*.py")):
        found = [line for line in path.read_text(encoding="utf-8").splitlines() if OTHER.search(line)]
        if path != HOME and len(found) > MAY.get(path.name, 0) and path.name != "audit.py":  # its sentences are no view
            wrong[str(path.relative_to(ROOT))] = found
    assert wrong == {}

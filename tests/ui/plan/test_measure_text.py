"""The size of a portion on its card, in US or metric measures."""

import pytest

from planner.plan.plan import Portion
from tests.planner.tiny_foods import food
from ui.plan.portion_row import measure_text


@pytest.mark.parametrize(
    ("measure", "metric", "us", "metric_text"),
    [
        ("cup", "g", "1½ cups", "1½ cups · 300 g"),
        ("cup", "ml", "1½ cups", "1½ cups · 355 ml"),
        ("tbsp", "ml", "1½ tbsp", "1½ tbsp · 22 ml"),
        ("slice", "count", "1½ slices", "1½ slices · 300 g"),
        ("bottle", "ml", "1½ bottles", "1½ bottles · 300 g"),
        ("g", "g", "1½ g", "1½ g"),
    ],
)
def test_that_a_metric_document_has_grams_or_millilitres_beside_the_measure(
    measure: str, metric: str, us: str, metric_text: str
) -> None:
    portion = Portion("base", food("soup", "side", measure=measure, metric=metric, step=0.5, step_g=100.0), 3)
    assert measure_text(portion, "us") == us
    assert measure_text(portion, "metric") == metric_text

import pytest

from planner.language.units import centimetres, feet_and_inches, kilograms, millilitres, pounds


def test_that_heights_and_weights_are_the_known_ones() -> None:
    assert feet_and_inches(165.0) == (5, 5.0)
    assert feet_and_inches(182.88) == (6, 0.0)
    assert centimetres(5, 5) == 165.1
    assert pounds(65.0) == 143.3
    assert kilograms(150) == 68.04


def test_that_rounding_up_to_a_whole_foot_gives_the_next_foot() -> None:
    assert feet_and_inches(182.85) == (6, 0.0)  # 5 ft 11.99 in


@pytest.mark.parametrize("feet", [3, 4, 5, 6, 7])
def test_that_what_is_written_comes_back(feet: int) -> None:
    for tenths in range(120):
        assert feet_and_inches(centimetres(feet, tenths / 10)) == (feet, tenths / 10)
    for lb in range(60, 770):
        assert pounds(kilograms(lb)) == lb


def test_that_only_a_measure_of_volume_has_millilitres() -> None:
    assert millilitres(1.5, "cup") == pytest.approx(354.88, abs=0.01)
    assert millilitres(16, "tbsp") == pytest.approx(millilitres(1, "cup"))
    assert millilitres(48, "tsp") == pytest.approx(millilitres(8, "fl oz"))
    assert millilitres(1, "slice") is None

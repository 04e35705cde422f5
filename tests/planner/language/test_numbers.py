"""Numbers with the signs of the user's locale, and files without them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from planner.language.numbers import HERE, Numbers, figure, numbers_of, written

ROOT = Path(__file__).parents[3]
GERMAN, SWISS, ENGLISH = Numbers(",", "."), Numbers(".", "’"), Numbers()


@pytest.mark.parametrize(
    ("numbers", "text"), [(ENGLISH, "1,004.5"), (GERMAN, "1.004,5"), (SWISS, "1’004.5"), (Numbers(",", ""), "1004,5")]
)
def test_that_a_number_has_the_signs_of_its_locale(numbers: Numbers, text: str) -> None:
    assert numbers.figure(1004.5, ",.1f") == text


def test_that_the_two_signs_are_never_mixed_up() -> None:
    """One after the other would turn 1,004.5 into 1.004.5 and then into 1,004,5."""
    assert GERMAN.written("1,234,567.89") == "1.234.567,89"
    assert GERMAN.written("−0.5 to 1,000") == "−0,5 to 1.000"


@pytest.mark.parametrize(
    ("signs", "numbers"),
    [
        (("", ""), ENGLISH),
        ((".", ""), ENGLISH),  # the locale of a computer that was told none
        ((",", "."), GERMAN),
        ((",", ""), Numbers(",", "")),
        ((",", ","), Numbers(",", "")),
        (("٫", "٬"), Numbers("٫", "٬")),
    ],
)
def test_that_one_sign_never_means_two_things(signs: tuple[str, str], numbers: Numbers) -> None:
    assert numbers_of(*signs) == numbers


def test_that_without_a_locale_a_number_is_what_python_writes() -> None:
    assert HERE == ENGLISH
    assert figure(1234.5678, ",.10g") == "1,234.5678"
    assert figure(0.5) == "0.5"
    assert written("18.2") == "18.2"


def run_in(words: str, program: str, **more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": words, **more},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_that_a_locale_the_computer_lacks_is_english() -> None:
    assert run_in("tlh_XX.UTF-8", "from planner.language.numbers import HERE; print(HERE.decimal, HERE.group)") == ". ,"


def test_that_python_itself_keeps_the_point() -> None:
    """HiGHS and every reader of files expect it, whatever the user's locale is."""
    program = "import planner.language.numbers, locale; print(locale.setlocale(locale.LC_NUMERIC), '%.1f' % 0.5)"
    assert run_in("C.UTF-8", program) == "C 0.5"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("de_DE.UTF-8", "1.004,5"),
        ("de_CH.UTF-8", "1’004.5"),
        ("fr_FR.UTF-8", "1\u202f004,5"),
        ("en_GB.UTF-8", "1,004.5"),
        ("C.UTF-8", "1,004.5"),
    ],
)
def test_that_the_signs_are_those_of_the_locale_and_files_keep_the_point(words: str, said: str) -> None:
    """Whether or not this computer has the locale."""
    program = (
        "import locale, sys; from planner.language.numbers import figure; from planner.output.safe_text import to_csv;"
        "sys.stdout.reconfigure(encoding='utf-8');"
        "print(figure(1004.5, ',.1f'), locale.setlocale(locale.LC_NUMERIC), to_csv([['a', 0.5]]).strip())"
    )
    assert run_in(words, program, PYTHONUTF8="1") == f"{said} C a,0.5"

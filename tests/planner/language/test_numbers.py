"""Numbers with the signs of the user's locale, and files without them."""

import os
import shutil
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


def test_that_a_locale_with_a_comma_is_found_and_files_keep_the_point(tmp_path: Path) -> None:
    maker = shutil.which("localedef")
    made = maker and subprocess.run([maker, "-i", "de_DE", "-f", "UTF-8", tmp_path / "de_DE.UTF-8"], check=False)
    if not made or made.returncode:
        pytest.skip("this computer cannot make a German locale")
    program = (
        "import locale; from planner.language.numbers import figure; from planner.output.exports import to_csv;"
        "print(figure(1004.5, ',.1f'), locale.setlocale(locale.LC_NUMERIC), to_csv([['a', 0.5]]).strip())"
    )
    assert run_in("de_DE.UTF-8", program, LOCPATH=str(tmp_path)) == "1.004,5 C a,0.5"

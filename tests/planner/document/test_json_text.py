"""The limits of JSON from outside, each with the place where it was passed."""

import subprocess
import sys
from pathlib import Path

import pytest

from planner.document.document import MAX_FOODS, MAX_PORTIONS
from planner.document.document_json import stored_from_text
from planner.document.json_limits import MAX_CHARACTERS, MAX_DEPTH, MAX_PARTS, object_from_text
from planner.document.read_values import MAX_ID, DocumentError
from planner.foods.meals import read_templates

ROOT = Path(__file__).parents[3]
TEMPLATES = read_templates()
HEAD = '{"format": "magnolia", "version": 1,\n '


def refusal(text: str) -> str:
    with pytest.raises(DocumentError) as caught:
        stored_from_text(text, TEMPLATES)
    said = str(caught.value)
    assert len(said) < 300
    return said


def test_that_an_object_within_the_limits_is_read() -> None:
    assert object_from_text('{"a": [1, 2.5, "\\ud83d\\ude00"], "b": null}') == {"a": [1, 2.5, "😀"], "b": None}


def test_that_nesting_is_refused_by_the_key_it_is_under() -> None:
    deep = MAX_DEPTH + 1
    assert refusal(f'{HEAD}"tastes": {"[" * deep}{"]" * deep}}}') == "tastes: is nested too deeply"
    object_from_text(f'{{"a": {"[" * MAX_DEPTH}{"]" * MAX_DEPTH}}}')


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
def test_that_nesting_beyond_what_can_be_read_is_refused(opening: str) -> None:
    for times in (2000, 20_000, MAX_CHARACTERS // len(opening)):
        refusal((HEAD + '"tastes": ' + opening * times)[:MAX_CHARACTERS])


@pytest.mark.parametrize("wrong", ["NaN", "Infinity", "-Infinity", "9" * 5000, "-" + "9" * 5000])
def test_that_what_is_no_number_is_refused_with_its_line(wrong: str) -> None:
    text = f'{HEAD}"tastes": {{"NaN in a text, \\" and so on": "love"}},\n\n "targets": {{"zinc_mg": {wrong}}}}}'
    assert refusal(text).startswith("line 4: ")


def test_that_a_document_of_too_many_parts_is_refused_at_once() -> None:
    for part in ("[],", "{},", '{"a": 1},'):
        assert "lists, objects and keys" in refusal(f'{HEAD}"tastes": [{part * MAX_PARTS}[]]}}'[:MAX_CHARACTERS])


@pytest.mark.parametrize("key", ["tastes", "stock"])
def test_that_foods_are_counted_and_their_ids_measured(key: str) -> None:
    value = '"love"' if key == "tastes" else "1"
    many = ",".join(f'"f{number}": {value}' for number in range(MAX_FOODS + 1))
    assert refusal(f'{HEAD}"{key}": {{{many}}}}}').startswith(f"{key}: names {MAX_FOODS + 1} foods")
    assert refusal(f'{HEAD}"{key}": {{"{"x" * (MAX_ID + 1)}": {value}}}}}').startswith(f"{key}.xxx")


def test_that_the_portions_of_a_lock_are_counted_and_their_words_measured() -> None:
    def lock(portions: str) -> str:
        return f'{HEAD}"locks": [{{"day": 1, "meal": "lunch", "portions": [{portions}]}}]}}'

    many = ",".join(f'{{"slot": "a", "food": "f{number}", "steps": 1}}' for number in range(MAX_PORTIONS + 1))
    assert refusal(lock(many)).startswith("locks[0].portions: ")
    for word in ("slot", "food"):
        words = {"slot": "a", "food": "b"} | {word: "x" * (MAX_ID + 1)}
        one = f'{{"slot": "{words["slot"]}", "food": "{words["food"]}", "steps": 1}}'
        assert refusal(lock(one)).startswith(f"locks[0].portions[0].{word}: ")


@pytest.mark.parametrize("value", ["[[[[1]]]]", '{"a": 1}', '"' + "x" * 10_000 + '"', "9" * 4000])
@pytest.mark.parametrize("key", ["sex", "age_years", "weight_kg", "diet"])
def test_that_a_profile_of_monstrous_values_is_refused_in_a_short_sentence(key: str, value: str) -> None:
    assert refusal(f'{HEAD}"profile": {{"{key}": {value}}}}}').startswith(f"profile.{key}: ")


def test_that_half_a_character_is_refused_by_its_key() -> None:
    assert refusal(f'{HEAD}"tastes": {{"\\ud800": "love"}}}}').startswith("tastes: has half a character")


def test_that_refusing_imports_none_of_the_slow_libraries(tmp_path: Path) -> None:
    """In a fresh interpreter: pandas, PuLP and Qt each take longer to import than a refusal may take as a whole."""
    program = (
        "import sys; from pathlib import Path\n"
        "from planner.files.backups import open_or_recover; from planner.files.store import *\n"
        "for call in (load, open_or_recover):\n"
        "    try: call(Path(sys.argv[1]))\n"
        "    except StoreError as error: print(error)\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    bad = tmp_path / "bad.json"
    for text in ("", "{", "[" * 100_000, HEAD + '"days": 0}', "\ud800", '{"format": "magnolia", "version": 99}'):
        bad.write_bytes(text.encode(errors="surrogatepass"))
        done = subprocess.run(
            [sys.executable, "-c", program, str(bad)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        *said, loaded = done.stdout.splitlines()
        assert len(said) == 2
        assert all(line.startswith("bad.json: ") for line in said)
        assert {"pandas", "numpy", "pulp", "highspy", "PySide6", "scipy"}.isdisjoint(loaded.split())

"""The commands for a document that names people: everybody is planned for, bought for and written down."""

import json
from pathlib import Path

import pytest

import main
from planner.document.document import Document, Person, Stored
from planner.files.store import save
from planner.needs.profile import Profile

MAN = Person("Ben", Profile(sex="male", age_years=30, height_cm=183.0, weight_kg=80.0, activity="very active"))
WOMAN = Profile(age_years=52, height_cm=165.0, weight_kg=70.0, diet="vegetarian")


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main.main([str(argument) for argument in arguments])
    out, err = capfd.readouterr()
    return code, out, err


@pytest.fixture(scope="module")
def couple(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("couple") / "couple.json"
    save(path, Stored(Document(profile=WOMAN, people=(MAN,))))
    return path


def test_that_a_couple_is_planned_for_and_bought_for(
    capfd: pytest.CaptureFixture[str], couple: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    arguments = ("--document", couple, "--seconds", 60)
    code, _, err = run(capfd, "plan", *arguments, "--format", "json", "--output", file)
    assert (code, err) == (0, "")
    data = json.loads(file.read_text(encoding="utf-8"))
    (ben,) = data["people"]
    assert ben["served"]
    assert any(notice.startswith(("Ben: ", "Ben has")) for notice in data["notices"])
    eaten: dict[str, float] = {}
    for each in (data["days"][0]["meals"], data["days"][0]["people"]):
        for portion in (portion for part in each for portion in part["portions"]):
            for food in portion.get("ingredients", [portion]):
                eaten[food["food"]] = eaten.get(food["food"], 0.0) + food["grams"]
    code, out, err = run(capfd, "shop", *arguments, "--plan", file, "--format", "json")
    assert (code, err) == (0, "")
    bought = json.loads(out)
    assert bought["people"] == 2
    assert {line["food"]: line["eaten_g"] for line in bought["lines"]} == pytest.approx(eaten)

    code, _, err = run(capfd, "shop", *arguments, "--plan", file, "--people", 2)
    assert (code, "--people is for a document that names no people" in err) == (2, True)
    code, _, err = run(capfd, "shop", "--plan", file)
    assert (code, "plan.json: is a plan for several persons" in err) == (2, True)


def test_that_somebody_who_cannot_be_served_is_named_beside_the_list(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    sick = Person("Kim", Profile(conditions=frozenset({"kidney disease"})))
    path = tmp_path / "home.json"
    save(path, Stored(Document(people=(sick,))))
    code, out, err = run(capfd, "shop", "--document", path, "--seconds", 60)
    assert code == 0
    assert out.startswith("Shopping list: Day 1, without Kim\n")
    assert err.startswith("Kim: ")

"""Diaries of other programs: what is read, what each line is taken for, and what somebody must look at."""

import json
import threading
from functools import cache
from pathlib import Path

import pytest

from main import main
from planner.diary.guesses import Diary, Guess, by_day, entries_of, full, guessed, last_days, usual_days_of, with_days
from planner.diary.table import MOST_LINES, read_diary, read_words
from planner.document.document import Document
from planner.document.usual_days import MOST_ENTRIES, UsualEntry
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError, read_catalogue
from planner.foods.nutrients import MAGNESIUM
from planner.foods.search import folded
from planner.now.entering import Finder
from planner.now.intake import totals_of

FILES = Path(__file__).parent / "files"
CRONOMETER, GERMAN = FILES / "cronometer_servings.csv", FILES / "german.csv"


@cache
def foods() -> Catalogue:
    return read_catalogue(Path(__file__).parent.parent.parent.parent / "foods.csv")


@cache
def finder() -> Finder:
    return Finder(foods())


def read(text: str | bytes, name: str = "eaten.csv") -> Diary:
    content = text if isinstance(text, bytes) else text.encode()
    return guessed(read_diary(content, name), finder(), foods())


def one(line: str, header: str = "food,amount") -> Guess:
    (guess,) = read(f"{header}\n{line}\n").guesses
    return guess


# Files of other programs


def test_that_two_hundred_rows_of_cronometer_are_read_and_the_last_week_is_proposed() -> None:
    diary = read(CRONOMETER.read_bytes())
    assert (len(diary.table.lines), len(by_day(diary)), diary.table.bad) == (200, 20, ())
    assert last_days(diary) == tuple(f"2026-10-{day}" for day in range(14, 21))
    assert {line.meal for line in diary.table.lines} == {"breakfast", "lunch", "dinner", "snack"}
    named = {guess.first.name: guess for guess in diary.guesses}
    assert (named["Milk, Whole"].grams, named["Milk, Whole"].ask) == (244.0, "")
    assert named["Magnesium Citrate, Now Foods"].left_out
    assert "Supplements" in named["Magnesium Citrate, Now Foods"].note
    asked = diary.on(last_days(diary))
    places = [diary.guesses[place].sure for place in asked]
    assert places == sorted(places), "what is unsure comes first"


def test_that_a_table_in_german_is_read_with_its_commas_meals_times_and_units() -> None:
    diary = read(GERMAN.read_bytes())
    assert (diary.table.dialect.encoding, diary.table.dialect.decimal) == ("cp1252", ",")
    lines = {line.name: line for line in diary.table.lines}
    assert (lines["Haferflocken"].amount, lines["Haferflocken"].meal) == (40.5, "breakfast")
    assert lines["Kartoffeln, gekocht"].amount == 1200.0
    assert [lines[name].meal for name in ("Hähnchenbrust", "Käse", "Apfel", "Blubberlutsch")] == [
        *("lunch", "dinner", "snack", "dinner")
    ]
    assert lines["Vollmilch"].energy_kcal == pytest.approx(680 / 4.184)
    named = {guess.first.name: guess for guess in diary.guesses}
    assert (named["Haferflocken"].name, named["Haferflocken"].ask) == ("Oats, raw", "")
    assert (named["Kaffee"].grams, named["Apfel"].grams, named["Vollkornbrot"].grams) == (474.0, 200.0, 64.0)
    assert named["Käse"].ask == "Is this what you ate?"
    assert (named["Blubberlutsch"].food, named["Nüsse"].ask) == ("", "No amount is given.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_that_encodings_and_separators_are_found_out(encoding: str, separator: str) -> None:
    rows = [
        ["Tag", "Mahlzeit", "Speise", "Gewicht (g)"],
        ["1", "Frühstück", "Käse", "30"],
        ["2", "Abend", "Brot", "50"],
    ]
    text = "\r\n".join(separator.join(row) for row in rows)
    table = read_diary(text.encode(encoding), "x.csv")
    assert [(line.day, line.meal, line.name, line.amount, line.unit) for line in table.lines] == [
        ("1", "breakfast", "Käse", 30.0, "g"),
        ("2", "dinner", "Brot", 50.0, "g"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Date,Meal,Calories\n2026-11-02,Breakfast,420\n", "no column has the names"),
        ("food,day\nbagel,1\n", "no column says how much"),
        ("", "the file is empty"),
        ("food,amount\n" + "bagel,1 g\n" * (MOST_LINES + 1), "expected at most"),
        ("PK\x03\x04", "no table"),
    ],
)
def test_that_other_layouts_are_refused_in_words(text: str, why: str) -> None:
    with pytest.raises(CatalogueError, match=why):
        read_diary(text.encode(), "x.csv")


def test_that_a_line_that_cannot_be_read_is_named_and_the_others_stay() -> None:
    table = read_diary(b'food,amount\nbagel,1 g\n,3 g\n"bagel,1 g\nbread,2 g\n', "x.csv")
    assert [line.name for line in table.lines] == ["bagel", "bread"]
    assert table.bad == ((4, "a quotation mark is out of place"), (3, "it has no name of a food"))


# What an amount weighs


@pytest.mark.parametrize(
    ("line", "grams"),
    [
        ("Bagel,105 g", 105.0),
        ("Bagel,1 regular", 105.0),
        ("Bagel,1 medium", 105.0),
        ("Bagel,½ regular", 52.5),
        ("Bagel,2 x 50 g", 100.0),
        ("Bagel,2 oz", 56.7),
        ('"Milk, whole",0.5 cup', 122.0),
        ('"Milk, whole",8 fl oz', 244.0),
        ('"Soft drink, cola",1 can', 372.0),
    ],
)
def test_that_amounts_weigh_what_the_tables_say_and_nobody_is_asked(line: str, grams: float) -> None:
    guess = one(line)
    assert guess.grams == pytest.approx(grams, abs=0.06)
    assert guess.ask == ""


def test_that_millilitres_are_weighed_by_the_cup() -> None:
    assert one('"Milk, whole",250 ml').grams == pytest.approx(250 * 244 / 236.588, abs=0.1)


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("Bagel,", "No amount is given."),
        ("Bagel,some", "“some” is no amount."),
        ("Bagel,0 g", "The amount is 0"),
        ("Bagel,105", "The number was taken for grams."),
        ("Bagel,1", "A portion was taken as 105 g."),
        ("Bagel,1 dollop", "A portion was taken as 105 g."),
        ("Bagel,40 kg", "cannot be"),
        ('"Coffee, brewed",40 cups', "is a lot"),
        ("Xyzzy plugh,10 g", "No food is called like this"),
        ("Bagel with brass knobs,10 g", "Is this what you ate?"),
        ('"Dark chocolate, 72%",30 g', "Is this what you ate?"),
    ],
)
def test_that_what_is_not_sure_is_asked_in_words(line: str, asked: str) -> None:
    assert asked in one(line).ask


def test_that_the_energy_of_the_file_tells_one_food_from_another() -> None:
    header = "food,amount,kcal"
    assert one("Bagel,105 g,277", header).sure
    asked = one("Bagel,105 g,90", header).ask
    assert asked.startswith("The file counts 90 kcal, this food ")
    fits = one("Peanut butter smooth,32 g,190", header)
    assert (fits.sure, fits.name) == (True, "Peanut butter, smooth")


def test_that_an_amount_that_can_be_read_in_two_ways_is_asked() -> None:
    assert "in two ways" in one("Bagel,1.500 g").ask
    (first, second) = read('food,amount\nBagel,1.500 g\nBread,"2,5 g"\n').guesses
    assert (first.grams, second.first.amount) == (1500.0, 2.5)


# What becomes of it


def test_that_only_what_counts_becomes_usual_days_and_lines_without_a_meal_go_where_it_is_said() -> None:
    diary = read("day,meal,food,amount\nmon,lunch,Bagel,105 g\nmon,,Bagel,105 g\ntue,lunch,Xyzzy plugh,10 g\n")
    assert last_days(diary) == ("mon", "tue")
    bagel = diary.guesses[0].food
    days = usual_days_of(diary, ["mon", "tue"], "dinner")
    assert days == ((UsualEntry("lunch", bagel, 105.0), UsualEntry("dinner", bagel, 105.0)), ())
    before = Document(usual_days=((UsualEntry("lunch", bagel, 50.0),),))
    assert with_days(before, days, behind=False).usual_days == days[:1]
    assert with_days(before, days, behind=True).usual_days == (*before.usual_days, *days[:1])


def test_that_a_snack_of_the_morning_is_one_where_the_day_has_it_and_else_the_snack() -> None:
    lines = "day,time,meal,food,amount\nmon,11:00,,Bagel,105 g\nmon,,Vormittag,Bagel,105 g\nmon,22:10,,Bagel,105 g\n"
    diary = read(lines + "mon,16:00,,Bagel,105 g\n")

    def meals(*there: str) -> list[str]:
        (day,) = usual_days_of(diary, ["mon"], meals=there)
        (same,) = entries_of(diary, ["mon"], foods(), there)
        assert [entry.meal for entry in same] == [entry.meal for entry in day]
        return [entry.meal for entry in day]

    assert meals() == ["snack"] * 4
    assert meals("morning_snack", "snack") == ["morning_snack", "morning_snack", "snack", "snack"]
    assert meals("morning_snack", "evening_snack") == ["morning_snack", "morning_snack", "evening_snack", "snack"]


def test_that_what_nobody_can_tell_makes_a_day_at_least() -> None:
    diary = read("food,amount\nBagel,105 g\nXyzzy plugh,10 g\n")
    (day,) = entries_of(diary, last_days(diary), foods())
    assert totals_of(day)[MAGNESIUM].at_least
    (whole,) = entries_of(read("food,amount\nBagel,105 g\n"), ("",), foods())
    assert not totals_of(whole)[MAGNESIUM].at_least


def test_that_a_day_too_full_is_named() -> None:
    lines = "".join(f"Bagel,{grams} g\n" for grams in range(1, MOST_ENTRIES + 3))
    diary = read(f"food,amount\n{lines}")
    assert full(diary, ("",)) == ("",)
    assert len(usual_days_of(diary, ("",))[0]) == MOST_ENTRIES


def test_that_days_stand_in_the_order_of_their_dates() -> None:
    text = "date;food;amount\n" + "".join(f"{day:02}.11.2026;Bagel;105 g\n" for day in (9, 30, 2, 5, 1, 3, 4, 8))
    assert last_days(read(text)) == tuple(f"{day:02}.11.2026" for day in (2, 3, 4, 5, 8, 9, 30))


def test_that_five_thousand_lines_tell_their_progress_and_end_when_they_are_stopped() -> None:
    text = "food,amount\n" + "".join(f"Bagel,{grams} g\n" for grams in range(1, 5001))
    table = read_diary(text.encode(), "x.csv")
    told: list[tuple[int, int]] = []
    stop = threading.Event()

    def progress(done: int, of: int) -> None:
        told.append((done, of))
        if done >= 100:
            stop.set()

    diary = guessed(table, finder(), foods(), stop, progress)
    assert len(table.lines) == 5000
    assert told[:2] == [(0, 5000), (25, 5000)]
    assert len(diary.guesses) <= 101


def test_that_every_german_word_leads_to_a_food() -> None:
    assert {word for word, meant in read_words().foods.items() if not finder().find(meant)} == set()
    words = read_words()
    every = [*words.columns, *words.meals, *words.units, *words.foods]
    assert [word for word in every if word != folded(word)] == []


# Without a window


def test_that_intake_reads_a_file_and_asks_before_it_counts_what_is_not_sure(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "eaten.csv"
    file.write_text("food,amount\nBagel,105 g\nXyzzy plugh,10 g\n", encoding="utf-8")
    assert main(["intake", "--from", str(file)]) == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert b"Xyzzy plugh" in err
    assert b"--guesses" in err
    assert main(["intake", "--from", str(file), "--guesses", "--format", "json"]) == 0
    shown = json.loads(capsysbinary.readouterr().out)
    assert shown["totals"]["magnesium_mg"]["at_least"]
    assert "at least" in shown["sentence"]
    (asked, sure) = shown["read"]["foods"]
    assert (asked["text"], asked["counted"], asked["lines"]) == ("Xyzzy plugh: 10 g", False, [3])
    assert (sure["name"], sure["counted"], sure["grams"]) == ("Bagel", True, 105.0)
    file.write_text("food,amount\nBagel,105 g\n", encoding="utf-8")
    assert main(["intake", "--from", str(file), "--format", "json"]) == 0
    assert not json.loads(capsysbinary.readouterr().out)["totals"]["magnesium_mg"]["at_least"]


@pytest.mark.parametrize("given", [["--guesses"], ["--from", "nowhere.csv"]])
def test_that_the_command_refuses_in_words_what_it_cannot_use(
    given: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for command in ("intake", "changes"):
        assert main([command, *given]) == 2
        assert capsysbinary.readouterr().err.count(b"\n") == 1

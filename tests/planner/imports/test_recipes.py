"""Recipes of other programs: one made-up export of each by its documented layout, and what hostile files come to."""

import gzip
import io
import json
import quopri
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.document.document import Document
from planner.editing.own_edits import with_own, with_own_dish
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.imports.ingredients import Matcher
from planner.imports.raw_recipe import RawRecipe, RecipeError
from planner.imports.recipe_files import MAX_BYTES, read_recipes, recipe_from_text, recipes_from_bytes
from planner.imports.recipe_formats import MAX_LINES
from planner.imports.recipes import dish_from, draft_of, drafts_of, problems_with, read_drafts
from planner.own.dish import dish_problems
from tests.memory import with_peak

CASES = Path(__file__).parent / "files"
SCHEMA = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Lentil soup",
    "recipeYield": "4 servings",
    "totalTime": "PT1H10M",
    "recipeIngredient": ["250 g dry lentils", "2 carrots", "1 tbsp olive oil"],
    "recipeInstructions": [{"@type": "HowToStep", "text": "Boil."}, {"@type": "HowToStep", "text": "Eat."}],
    "url": "https://example.invalid/soup",
}
LINES = ("250 g dry lentils", "2 carrots", "1 tbsp olive oil")
TANDOOR = {
    "name": "Lentil soup",
    "servings": 4,
    "working_time": 20,
    "waiting_time": 50,
    "source_url": "https://example.invalid/soup",
    "steps": [
        {
            "instruction": "Boil.",
            "ingredients": [
                {"food": {"name": "dry lentils"}, "unit": {"name": "g"}, "amount": 250.0, "note": ""},
                {"food": {"name": "carrots"}, "unit": None, "amount": 2.0, "note": None},
            ],
        },
        {
            "instruction": "Eat.",
            "ingredients": [
                {"food": None, "is_header": True, "note": "To serve"},
                {"food": {"name": "olive oil"}, "unit": {"name": "tbsp"}, "amount": 1.0, "note": ""},
            ],
        },
    ],
}
PAPRIKA = {
    "name": "Lentil soup",
    "ingredients": "\n".join(LINES),
    "directions": "Boil.\nEat.",
    "servings": "Serves 4",
    "total_time": "1 hr 10 min",
    "source_url": "https://example.invalid/soup",
    "photo_data": "AAAA",
}
MEALIE = {
    "name": "Lentil soup",
    "recipeYield": "4",
    "totalTime": "1 hour 10 minutes",
    "orgURL": "https://example.invalid/soup",
    "recipeIngredient": [
        {"quantity": 250, "unit": {"name": "g"}, "food": {"name": "dry lentils"}, "note": "", "display": ""},
        {"quantity": 2.0, "unit": None, "food": {"name": "carrots"}, "note": "", "display": "2 carrots"},
        {"quantity": None, "unit": None, "food": None, "note": "1 tbsp olive oil", "originalText": None},
    ],
    "recipeInstructions": [{"text": "Boil."}, {"text": "Eat."}],
}
COOKLANG = """---
title: Lentil soup
servings: 4
time: 1 hour 10 min
source: https://example.invalid/soup
---
Boil @dry lentils{250%g}, @carrots{2} and @olive oil{1%tbsp} in a #pot{} for ~{50%minutes}. -- slowly

Eat.
"""
MICRODATA = """<!doctype html><html><body><nav><li>2 carrots of the menu</li></nav>
<div itemscope itemtype="http://schema.org/Recipe"><h1 itemprop="name">Lentil soup</h1>
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">Ann</span></span>
<link itemprop="url" href="https://example.invalid/soup"><meta itemprop="recipeYield" content="4 servings"/>
<time itemprop="totalTime" datetime="PT1H10M">70 min</time><!-- <li itemprop="recipeIngredient">1 kg ads</li> -->
<ul><li itemprop="recipeIngredient">250&nbsp;g <b>dry lentils</b><li itemprop="recipeIngredient">2 carrots</li></ul>
<p itemprop="recipeIngredient"><span>1 tbsp</span> <a href="x">olive oil</a></p>
<script>"<li itemprop='recipeIngredient'>9 kg sugar</li>"</script>
<div itemprop="recipeInstructions"><p>Boil.</p><p>Eat.</p></div></div></body></html>
"""
RDFA = """<body vocab="https://schema.org/"><article typeof="schema:Recipe"><h1 property="name">Lentil soup</h1>
<span property="recipeYield">Serves 4</span><meta property="totalTime" content="PT70M">
<p property="recipeIngredient">250 g dry lentils</p><p property="schema:recipeIngredient">2 carrots</p>
<p property="recipeIngredient">1 tbsp olive oil</p><a property="url" href="https://example.invalid/soup">Print</a>
<div property="recipeInstructions" typeof="HowToStep"><span property="text">Boil.</span></div>
<div property="recipeInstructions" typeof="HowToStep"><span property="text">Eat.</span></div></article></body>
"""
MHTML = (
    b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\nContent-Type: text/html\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quopri.encodestring(MICRODATA.encode()) + b"\r\n--B\r\n"
    b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--B--\r\n"
)
PLAIN = """Lentil soup

Serves 4

Ingredients:
• 250 g dry lentils
• 2 carrots
• 1 tbsp olive oil

Method
Boil.
Eat.
"""


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()


def as_json(value: object) -> bytes:
    return json.dumps(value).encode()


def page(value: object) -> bytes:
    return (
        "<!DOCTYPE html><html><head><script>alert(1)</script><title>Soup</title>"
        f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebPage"}, value]})}</script>'
        '</head><body onload="fetch(1)"><img src="http://example.invalid/x.png">Soup</body></html>'
    ).encode()


@pytest.mark.parametrize(
    ("name", "content", "program"),
    [
        ("recipe.json", as_json(SCHEMA), "schema.org"),
        ("page.html", page(SCHEMA), "schema.org"),
        ("mealie.json", as_json(MEALIE), "Mealie"),
        ("mealie.zip", zipped({"recipes/soup/soup.json": as_json(MEALIE), "recipes/soup/a.webp": b"x"}), "Mealie"),
        ("nextcloud.zip", zipped({"Soup/recipe.json": as_json(SCHEMA), "Soup/full.jpg": b"x"}), "schema.org"),
        ("tandoor.zip", zipped({"1.zip": zipped({"recipe.json": as_json(TANDOOR), "image.png": b"x"})}), "Tandoor"),
        ("my.paprikarecipes", zipped({"Soup.paprikarecipe": gzip.compress(as_json(PAPRIKA))}), "Paprika"),
        ("Soup.paprikarecipe", gzip.compress(as_json(PAPRIKA)), "Paprika"),
        ("Soup.cook", COOKLANG.encode(), "Cooklang"),
        ("soup.txt", PLAIN.encode("utf-16"), ""),
        ("soup.html", MICRODATA.encode(), "schema.org"),
        ("old.html", MICRODATA.replace("recipeIngredient", "ingredients").encode(), "schema.org"),
        ("soup.htm", RDFA.encode(), "schema.org"),
        ("soup.mhtml", MHTML, "schema.org"),
    ],
)
def test_that_an_export_of_each_program_is_taken_whole(name: str, content: bytes, program: str) -> None:
    (recipe,) = recipes_from_bytes(content, name).recipes
    assert recipe.name == "Lentil soup"
    assert [line.lstrip("• ") for line in recipe.lines] == list(LINES)
    assert (recipe.servings, recipe.program) == (4, program)
    if program:
        assert (recipe.minutes, recipe.source) == (70, "https://example.invalid/soup")
    assert [step.split(" ")[0] for step in recipe.steps] == (
        ["Boil", "Eat."] if program == "Cooklang" else ["Boil.", "Eat."]
    )


def test_that_a_folder_is_read_with_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "Soup").mkdir()
    (tmp_path / "Soup" / "recipe.json").write_bytes(as_json(SCHEMA))
    (tmp_path / "other.cook").write_text(COOKLANG, encoding="utf-8")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("/etc/passwd")
    found = read_recipes(tmp_path)
    assert len(found.recipes) == 2
    assert found.left_out == ("bad.json: the JSON in it is damaged",)


def test_that_the_recipe_of_the_case_is_read() -> None:
    (recipe,) = read_recipes(CASES / "mealie_recipe.json").recipes
    assert (recipe.name, recipe.servings, len(recipe.lines)) == ("Linseneintopf", 4, 3)


# From recipe to dish


def test_that_the_nutrition_of_a_recipe_is_the_sum_of_its_foods(catalogue: Catalogue) -> None:
    (draft,) = drafts_of(recipes_from_bytes(as_json(SCHEMA), "x.json"), catalogue, Document()).drafts
    assert (draft.kind, draft.servings, draft.asks) == ("soup", 4, ())
    assert problems_with(draft, catalogue, Document()) == ()
    dish = dish_from(draft, catalogue, Document())
    food = with_own(catalogue, with_own_dish(Document(), dish))[dish.id]
    for nutrient in (ENERGY, MAGNESIUM):
        grams = {guess.food: guess.grams or 0.0 for guess in draft.guesses}
        whole = sum(catalogue[each].amounts[nutrient] * amount / 100 for each, amount in grams.items())
        assert food.amount(nutrient, 2) == pytest.approx(whole / 4, rel=1e-6)  # a serving is two steps
    assert dish.method == ("Boil.", "Eat.", "From: https://example.invalid/soup")


def test_that_what_is_left_out_is_the_first_thing_the_dish_says(catalogue: Catalogue) -> None:
    recipe = RawRecipe("Soup", ("200 g dry lentils", "1 tsp salt", "2 l water"), 2)
    dish = dish_from(draft_of(recipe, Matcher(catalogue), ()), catalogue, Document())
    assert dish.method[0] == "Not in the figures: 1 tsp salt; 2 l water."
    assert dish_problems(dish, catalogue.foods) == ()


def test_that_a_recipe_with_open_questions_is_no_dish_yet(catalogue: Catalogue) -> None:
    recipe = RawRecipe("Grandma's best", ("200 g plain flour", "2 chicken breasts"), None)
    draft = draft_of(recipe, Matcher(catalogue), ("Grandma's best",))
    assert draft.name == "Grandma's best (2)"
    assert problems_with(draft, catalogue, Document()) == (
        "2 lines must be looked at.",
        "Say what kind of dish it is.",
    )


def test_that_fifty_recipes_are_taken_at_once_with_progress(tmp_path: Path, catalogue: Catalogue) -> None:
    for number in range(50):
        (tmp_path / f"{number}.json").write_bytes(as_json(SCHEMA | {"name": f"Soup {number}"}))
    told: list[tuple[int, int]] = []
    found = read_drafts(tmp_path, catalogue, Document(), None, lambda done, of: told.append((done, of)))
    assert len({draft.name for draft in found.drafts}) == 50
    assert told == [(number, 50) for number in range(50)]


# Hostile files

MESSAGE = b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
MARKED = b'<div itemscope itemtype="http://schema.org/Recipe">'


def test_that_a_marked_page_of_ten_megabytes_is_read(catalogue: Catalogue) -> None:
    page = MICRODATA.encode() + b"<p>more words</p>" * 550_000
    assert len(page) > 9_000_000
    (recipe,) = recipes_from_bytes(page, "x.html").recipes
    assert recipe.lines == LINES


def bomb() -> bytes:
    return zipped({f"{n}.json": b"[" + b" " * 11_000_000 + b"]" for n in range(3)})


def refused(content: bytes, name: str = "x.json") -> str:
    with pytest.raises(RecipeError) as caught:
        recipes_from_bytes(content, name)
    assert len(str(caught.value)) < 400
    return str(caught.value)


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (bomb, "bomb.zip", "unpacked it is larger than 10 MB"),
        (lambda: gzip.compress(b" " * 50_000_000), "x.paprikarecipe", "unpacked it is larger than 10 MB"),
        (
            lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": b"PK\x03\x04"})})}),
            "x.zip",
            "zip in a zip in a zip",
        ),
        (lambda: b"PK\x03\x04" + b"\x00" * 50, "x.zip", "the zip is damaged"),
        (lambda: zipped({f"{n}.json": b"{}" for n in range(2500)}), "x.zip", "2500 files in it"),
        (lambda: b"[" * 500_000, "x.json", "the JSON in it is damaged"),
        (
            lambda: as_json(SCHEMA | {"recipeIngredient": ["1 egg"] * 5000}),
            "x.json",
            "5000 ingredients, expected at most",
        ),
        (lambda: as_json([[[]] * 1000] * 250), "x.json", "too much in it"),
        (lambda: b"<html>" + b"<script>" * 500_000, "x.html", "no recipe in it that programs can read"),
        (lambda: b'<html><script type="application/ld+json">' * 20_000, "x.html", "no recipe in it"),
        (lambda: b"<html>" + b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + b"&a;" * 100_000, "x.html", "no recipe in it"),
        (lambda: MARKED + b"<div>" * 2_000_000, "x.html", "no recipe in it"),
        (lambda: MARKED + b"<" * 9_000_000, "x.html", "no recipe in it"),
        (lambda: MARKED + b"<script" * 1_000_000, "x.html", "no recipe in it"),
        (lambda: MARKED + b"<!--" * 2_000_000, "x.html", "no recipe in it"),
        (lambda: MARKED + b"<i itemprop=name>" * 150 + b"y" * 2_000_000 + b"</i>" * 150, "x.html", "no recipe in it"),
        (lambda: b'<a itemtype="' * 700_000, "x.html", "no recipe in it"),
        (lambda: MESSAGE + b"--a\n" * 200_000, "x.mht", "there is too much in it"),
        (lambda: MESSAGE + b"--a\nContent-Type: text/html\n\nx\n" * 1500, "x.mht", "no recipe in it"),
        (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10, "x.png", "this is no text"),
        (lambda: b"x" * (MAX_BYTES + 1), "x.json", "larger than 20 MB"),
        (lambda: b"", "x.json", "the text is empty"),
        (lambda: b"{}", "x.json", "there is no recipe in it"),
        (lambda: b"null", "x.json", "no line in it begins like an ingredient"),
        (lambda: b"@{" * 200_000, "x.cook", "there is no recipe in it"),
    ],
)
def test_that_a_hostile_file_is_refused_in_words_and_in_little_memory(
    make: Callable[[], bytes], name: str, words: str
) -> None:
    content = make()
    said, peak = with_peak(lambda: refused(content, name))
    assert words in said
    assert peak < 300e6


def test_that_paths_that_leave_the_folder_are_names_and_nothing_else(tmp_path: Path) -> None:
    found = recipes_from_bytes(zipped({"../../../etc/evil.json": as_json(SCHEMA), "C:\\x.json": b"{"}), "x.zip")
    assert [recipe.name for recipe in found.recipes] == ["Lentil soup"]
    assert list(tmp_path.iterdir()) == []


def test_that_marks_and_scripts_in_a_recipe_are_text(catalogue: Catalogue) -> None:
    evil = SCHEMA | {
        "name": "<b>Soup</b> <script>alert(1)</script>\u202e",
        "recipeIngredient": ["<img src=x onerror=1>2 carrots", "=cmd()|x"],
        "recipeInstructions": ["<a href='http://example.invalid'>Boil</a>\x00\x1b[31m"],
        "url": "javascript:alert(1)",
    }
    (recipe,) = recipes_from_bytes(as_json(evil), "x.json").recipes
    assert recipe.name == "Soup alert(1)"
    assert recipe.lines == ("2 carrots", "=cmd()|x")
    draft = draft_of(recipe, Matcher(catalogue), ())
    assert dish_problems(dish_from(draft, catalogue, Document())) == () or draft.kind == "soup"


def test_that_a_recipe_in_a_script_nobody_reads_here_is_taken_literally_and_asked(catalogue: Catalogue) -> None:
    (recipe,) = recipe_from_text("レンズ豆のスープ\n\n材料\n\n豆 250 g\nにんじん ２本\n\n煮る。").recipes
    assert recipe.lines == ("豆 250 g", "にんじん ２本")
    draft = draft_of(recipe, Matcher(catalogue), ())
    assert len(draft.asks) == 2
    assert all(not guess.food for guess in draft.guesses)


def test_that_a_recipe_may_have_so_many_lines_and_no_more() -> None:
    assert len(recipes_from_bytes(as_json(SCHEMA | {"recipeIngredient": ["1 egg"] * MAX_LINES}), "x.json").recipes) == 1

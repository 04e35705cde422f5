"""The pages of Help: what they say, what they lead to, and how they are searched."""

import csv
import re
import sys
from collections import Counter
from importlib.metadata import version as version_of
from pathlib import Path

import pytest

from planner.foods.catalogue import Catalogue
from planner.needs.medical_rules import read_rules
from ui.help import made_pages
from ui.help import pages as help_pages
from ui.help.keys import KEYS as KEY_ROWS
from ui.help.pages import ABOUT, ABOUT_MAGNESIUM, GUIDE, KEYS, LICENCES, SOURCES, Page, plain, search

ROOT = Path(__file__).parents[3]
LINK = re.compile(r"\]\(([^)]+)\)")
PICTURE = re.compile(r"\(images/([a-z0-9-]+)-light\.png\)")
pytestmark = pytest.mark.usefixtures("qapp")  # Qt reads Markdown


@pytest.fixture(scope="module")
def pages(catalogue: Catalogue) -> dict[str, Page]:
    return {page.id: page for page in made_pages.pages(catalogue)}


def test_that_every_page_has_a_title_and_something_to_say(pages: dict[str, Page]) -> None:
    assert list(pages) == [*GUIDE, KEYS, ABOUT_MAGNESIUM, SOURCES, LICENCES, ABOUT]
    for page in pages.values():
        assert page.title
        assert len(plain(page.text)) > 100
        assert "{" not in page.text


def test_that_every_text_in_the_folder_is_a_page_of_help_and_of_the_index_of_the_docs(pages: dict[str, Page]) -> None:
    files = {path.stem for path in (ROOT / "ui" / "guide").glob("*.md")}
    index = (ROOT / "docs" / "guide" / "README.md").read_text(encoding="utf-8")
    assert files == set(pages) - set(help_pages.MADE)
    assert {Path(link).stem for link in LINK.findall(index) if link.endswith(".md")} == files


def test_that_every_link_leads_somewhere(pages: dict[str, Page]) -> None:
    links = [(page.id, link) for page in pages.values() for link in LINK.findall(page.text)]
    assert len(links) > 20
    for page, link in links:
        if link.startswith(made_pages.MARK):
            assert len(made_pages.licence_text(link.removeprefix(made_pages.MARK))) > 500, link
        elif link.startswith("images/"):
            assert help_pages.picture(link, False) is not None, (page, link)
        else:
            assert link.removesuffix(".md") in pages, (page, link)


def test_that_every_picture_is_there_light_and_dark_and_as_large_as_the_window(pages: dict[str, Page]) -> None:
    names = {name for page in pages.values() for name in PICTURE.findall(page.text)}
    files = {path.stem for path in (ROOT / "ui" / "guide" / "images").iterdir()}
    assert files == {f"{name}-{theme}" for name in names for theme in ("light", "dark")} == made()
    for name in names:
        for dark in (False, True):
            found = help_pages.picture(f"images/{name}-light.png", dark)
            assert found is not None, name
            assert (int.from_bytes(found[16:20]), int.from_bytes(found[20:24])) == (1280, 800)


def made() -> set[str]:
    """The pictures that tools/screenshots.py makes; it is not imported, because it chooses Qt's platform."""
    text = (ROOT / "tools" / "screenshots.py").read_text(encoding="utf-8")
    names = re.findall(r'"([a-z-]+)": scenes', text)
    return {f"{name}-{theme}" for name in names for theme in ("light", "dark")}


def test_that_only_a_picture_of_the_guide_is_read() -> None:
    for name in (
        "images/../plan-light.png",
        "/etc/hostname",
        "images/window-dark.png",
        "file:///images/window-light.png",
        "https://example.org/images/window-light.png",
        "images/nothing-light.png",
    ):
        assert help_pages.picture(name, False) is None


def test_that_about_magnesium_holds_every_medicine_of_the_rules_with_its_source(pages: dict[str, Page]) -> None:
    text = pages[ABOUT_MAGNESIUM].text
    assert len(read_rules().medicines) >= 6
    for medicine in read_rules().medicines:
        for part in (medicine.name, medicine.note, medicine.source):
            assert part in text


def test_that_about_magnesium_says_the_recommended_amounts_the_planner_uses(pages: dict[str, Page]) -> None:
    with (ROOT / "planner" / "data" / "dri.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["nutrient"] == "magnesium_mg"]
    of = {
        sex: sorted({int(row["least"]) for row in rows if (row["sex"], row["life_stage"]) == (sex, "general")})
        for sex in ("female", "male")
    }
    text = " ".join(pages[ABOUT_MAGNESIUM].text.split())
    female, male = of["female"], of["male"]
    assert f"{female[0]} to {female[-1]} mg a day for women and {male[0]} to {male[-1]} mg for men" in text
    assert {row["ul"] for row in rows} == {"350"}
    assert "limit of 350 mg a day in the US is for supplements and medicines only" in text


def test_that_about_magnesium_cites_every_source_it_lists_and_lists_every_source_it_cites(
    pages: dict[str, Page],
) -> None:
    above, _, below = pages[ABOUT_MAGNESIUM].text.partition("## Sources")
    cited = {int(one) for group in re.findall(r"\[([\d, ]+)\]", above) for one in group.split(",")}
    listed = [int(one) for one in re.findall(r"^(\d+)\. ", below, re.MULTILINE)]
    assert listed == list(range(1, len(listed) + 1))
    assert cited == set(listed)


def test_that_about_magnesium_has_what_a_reader_asks(pages: dict[str, Page]) -> None:
    for heading in (
        "When to see somebody",
        "What magnesium does for nerves",
        "Nerve damage of diabetes",
        "Nerve damage of chemotherapy",
        "Feet that feel less",
        "Who tends to be short, and the blood test",
        "Pain of damaged nerves",
        "Cramps at night",
        "Restless legs",
        "The B vitamins, and too much of one",
        "Supplements",
        "Medicines and magnesium",
    ):
        assert f"## {heading}\n" in pages[ABOUT_MAGNESIUM].text


def test_that_what_is_not_known_stands_beside_what_is_known(pages: dict[str, Page]) -> None:
    text = pages[ABOUT_MAGNESIUM].text
    assert text.count("**What is not known.**") == 4
    assert "cure" not in text.casefold().split()


def test_that_the_sources_count_the_foods_of_the_catalogue(catalogue: Catalogue, pages: dict[str, Page]) -> None:
    foods = [food for food in catalogue if food.recipe is None]
    of = Counter(food.source for food in foods)
    said = f"{of['SR Legacy']:,} foods of SR Legacy, {of['Foundation']:,} of Foundation Foods, {of['FNDDS']:,} of FNDDS"
    assert said in pages[SOURCES].text
    assert f"and {len(catalogue.foods) - len(foods):,} dishes" in pages[SOURCES].text


def test_that_every_package_magnolia_asks_for_is_named_with_its_version_and_licence(pages: dict[str, Page]) -> None:
    asked = re.findall(r'^    "([A-Za-z0-9-]+)[>=;<]', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    needed = {name.casefold() for name in asked[: asked.index("pytest")]}
    assert needed == {name.casefold() for name in made_pages.NEEDS}
    for name in made_pages.NEEDS:
        assert version_of(name) in pages[LICENCES].text
        assert version_of(name) in pages[ABOUT].text
    assert "LGPL-3.0-only" in pages[LICENCES].text
    assert all(part.licence for part in made_pages.parts())
    assert "numpy" in {part.name for part in made_pages.parts()}  # asked for by another package


def test_that_about_says_the_version_of_magnolia(pages: dict[str, Page]) -> None:
    (said,) = re.findall(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"- Magnolia {said}\n" in pages[ABOUT].text


def test_that_the_texts_of_the_licence_of_qt_come_along() -> None:
    (qt,) = (part.name for part in made_pages.parts() if part.name.startswith("PySide6"))
    text = made_pages.licence_text(qt)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert made_pages.licence_text("Magnolia").startswith("MIT License")


def test_that_a_packaged_program_names_what_was_packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is as tools/package_licences.py makes it; packaged packages have no metadata."""
    folder = tmp_path / "licences"
    (folder / "pandas").mkdir(parents=True)
    (folder / "pandas" / "LICENSE").write_text("that of pandas", encoding="utf-8")
    for name in ("Magnolia", "Python", "Qt", "Qt-third-party", "LGPL-3", "GPL-3"):
        (folder / f"{name}.txt").write_text(f"that of {name}", encoding="utf-8")
    (folder / "packages.txt").write_text("Python 3.11.2\npandas 3.1.1\npyside6-essentials 6.11.3\n", encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "magnolia"))
    said = {page.id: page for page in made_pages.pages(None)}[LICENCES].text
    for line in ("[Python](licence:Python) 3.11.2", "[pandas](licence:pandas) 3.1.1", "6.11.3"):
        assert line in said
    assert made_pages.licence_text("pandas") == "that of pandas"
    assert made_pages.licence_text("Magnolia") == "that of Magnolia"
    assert made_pages.licence_text("Python") == "that of Python"
    qt = made_pages.licence_text("pyside6-essentials")
    assert [f"that of {name}" in qt for name in ("Qt", "Qt-third-party", "LGPL-3", "GPL-3")] == [True] * 4


def test_that_the_page_of_keys_has_every_row_of_the_sheet(pages: dict[str, Page]) -> None:
    for keys, what in KEY_ROWS:
        assert f"| {keys} | {what} |" in pages[KEYS].text


def test_that_a_search_finds_all_its_words_in_one_section(pages: dict[str, Page]) -> None:
    found = search(tuple(pages.values()), "restless IRON")
    assert (found[0].page.id, found[0].heading) == (ABOUT_MAGNESIUM, "Restless legs")
    assert all("iron" in f"{one.heading} {plain(one.page.text)}".casefold() for one in found)


def test_that_words_in_different_sections_are_no_finding() -> None:
    apart = Page("a", "A", "tofu\n\n## B\n\nlentils")
    together = Page("c", "C", "lentils\n\n## D\n\nlentils and tofu")
    assert [(one.page.id, one.heading) for one in search((apart, together), "tofu lentils")] == [("c", "D")]


def test_that_a_heading_with_the_words_comes_before_a_text_with_them() -> None:
    first = Page("a", "A", "tofu in the text")
    second = Page("b", "B", "nothing\n\n## Tofu\n\nhere it is")
    assert [one.page.id for one in search((first, second), "tofu")] == ["b", "a"]


def test_that_a_search_reads_neither_addresses_nor_marks(pages: dict[str, Page]) -> None:
    all_pages = tuple(pages.values())
    assert search(all_pages, "   ") == ()
    for text in ("images/", "shopping.md", "**", "zzz"):
        assert search(all_pages, text) == ()


def test_that_the_words_of_a_text_are_those_that_are_shown() -> None:
    text = "1. *Name* and **`kJ`** of [milk](foods.md), <https://fdc.nal.usda.gov>\n\n![one](images/a-light.png)\n"
    assert plain(text) == "Name and kJ of milk, https://fdc.nal.usda.gov"
    assert plain("| a | b |\n|---|---|\n| 1 mg | x |").split() == ["a", "b", "1", "mg", "x"]


def test_that_what_is_around_a_word_is_short_and_holds_it(pages: dict[str, Page]) -> None:
    found = search(tuple(pages.values()), "padlock")
    assert len(found) >= 2
    for one in found:
        assert "padlock" in one.around
        assert len(one.around) < help_pages.SNIPPET + 6

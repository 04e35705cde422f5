"""Paper: every page is numbered, nothing is cut or orphaned, and what is read off it is the plan."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QRectF, QSettings
from PySide6.QtGui import QFontDatabase
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.document.list_choices import ListChoices
from planner.foods.catalogue import Catalogue
from planner.needs.day_targets import targets_for
from planner.needs.profile import BRANDS_DIFFER, Profile
from planner.output.clinician_page import clinician_sheet
from planner.output.sheets import (
    Cell,
    ClinicianSheet,
    Handout,
    RecipeCard,
    RecipesSheet,
    Sheet,
    WeekPage,
    WeekSheet,
    recipes_sheet,
    titled,
    week_sheet,
)
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.shopping.bought import read_bought
from planner.shopping.list_text import buy_text, need_text
from planner.shopping.shopping_list import ShoppingList, shopping_list
from tests.patience import GUARD_MS
from tests.planner.plans import HOSTILE, TEMPLATES, random_plan
from tests.planner.tiny_foods import food
from ui.base.look import Look
from ui.print.compose import HEADING, LEAST, compose, lies, print_sheet, to_pdf
from ui.print.page_marks import FOOTER, MARGIN, Block, Box, Page, Paper, Rule, Text, bottom, flow, natural_width, text
from ui.print.print_dialogs import EXPORTS, NO_PRINTER, ExportDialog, Printable, PrintDialog

pytestmark = pytest.mark.usefixtures("qapp")
KINDS = ("week", "list", "recipes", "clinician", "summary")


@pytest.fixture(scope="module")
def plan(catalogue: Catalogue) -> Plan:
    return random_plan(catalogue, 5, days=7)


@pytest.fixture(scope="module")
def printable(plan: Plan, catalogue: Catalogue) -> Printable:
    document = Document(days=7, start=date(2026, 11, 23))
    return Printable(plan, document, targets_for(document.profile, {}), catalogue)


def hostile_plan(days: int) -> Plan:
    foods = [food(f"hostile_{number}", "grain", name=name) for number, name in enumerate(HOSTILE)]
    meals = tuple(
        Meal(time.id, TEMPLATES.for_meal(time.id)[0].id, tuple(Portion("base", each, 1) for each in foods[start::5]))
        for start, time in enumerate(TEMPLATES.meals)
    )
    return Plan(tuple(Day(number, meals) for number in range(1, days + 1)))


def size_of(sheet: Sheet, paper: Paper) -> tuple[float, float]:
    points = paper.page_size.sizePoints()
    size = (float(points.width()), float(points.height()))
    return (size[1], size[0]) if lies(sheet) else size


def composed(sheet: Sheet, paper: Paper = Paper.A4) -> list[Page]:
    return compose(sheet, *size_of(sheet, paper))


def words(page: Page) -> list[str]:
    return [mark.words.text for mark in page.marks if isinstance(mark, Text)]


def squeezed(said: str) -> str:
    return re.sub(r"\s", "", said)


def read_back(content: bytes) -> list[str]:
    """The text of every page, without the spaces, which a PDF need not hold."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("kind", KINDS)
def test_that_every_page_is_numbered_and_nothing_leaves_it(printable: Printable, kind: str, paper: Paper) -> None:
    sheet = printable.sheet(kind)
    width, tall = size_of(sheet, paper)
    pages = composed(sheet, paper)
    for number, page in enumerate(pages, start=1):
        *marks, title, foot = page.marks
        assert isinstance(foot, Text)
        assert foot.words.text == f"page {number} of {len(pages)}"
        assert bottom(title) <= tall
        for mark in marks:
            assert mark.x >= MARGIN - 0.01
            assert mark.y >= MARGIN - 0.01
            assert bottom(mark) <= tall - MARGIN - FOOTER + 0.01
            if isinstance(mark, Text):
                assert mark.x + mark.words.width <= width - MARGIN + 0.5


@pytest.mark.parametrize("paper", Paper)
def test_that_a_week_is_one_page_that_lies(plan: Plan, paper: Paper) -> None:
    """Of as many foods a day as a plan has; the days of the other tests hold twice as many."""
    usual = Plan(tuple(replace(day, meals=day.meals[::2]) for day in plan.days))
    sheet = week_sheet(usual, Document(days=7), TEMPLATES)
    assert lies(sheet)
    assert len(composed(sheet, paper)) == 1


@pytest.mark.parametrize("paper", Paper)
def test_that_a_week_with_more_than_a_page_holds_is_two_pages_of_whole_days(plan: Plan, paper: Paper) -> None:
    sheet = week_sheet(plan, Document(days=7, start=date(2026, 11, 23)), TEMPLATES)
    names = [name for name, _holds in sheet.pages[0].days]
    first, second = ([name for name in names if name in words(page)] for page in composed(sheet, paper))
    assert (first, second) == (names[:4], names[4:])


@pytest.mark.parametrize("kind", KINDS)
def test_that_no_letter_on_paper_is_too_small_to_read(printable: Printable, kind: str) -> None:
    sizes = {
        mark.words.size for page in composed(printable.sheet(kind)) for mark in page.marks if isinstance(mark, Text)
    }
    assert min(sizes) >= LEAST


def test_that_the_others_portions_stand_behind_the_food_they_share() -> None:
    cell = Cell(
        "Porridge", (("Oats", "1 cup"), ("Anna:", "2 cups"), ("Tom:", "3 cups"), ("Tom alone:", ""), ("Nuts", "1"))
    )
    page = WeekPage("A week", (("Mon", ""),), (("Breakfast", (cell,)),))
    (made,) = composed(WeekSheet("A week", (page,)))
    assert {"Oats 1\u00a0cup · Anna: 2\u00a0cups · Tom: 3\u00a0cups", "Tom alone: ", "Nuts 1"} <= set(words(made))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("kind", ["list", "recipes", "clinician"])
def test_that_no_heading_is_the_last_of_its_column(printable: Printable, kind: str, paper: Paper) -> None:
    for page in composed(printable.sheet(kind), paper):
        marks = [mark for mark in page.marks if isinstance(mark, Text)]
        for heading in marks:
            if heading.words.size >= HEADING:
                column = [mark for mark in marks[:-2] if abs(mark.x - heading.x) < 30 and mark.y > heading.y]
                assert column, f"nothing stands below {heading.words.text!r}"


@pytest.mark.parametrize("kind", KINDS)
def test_that_the_text_read_off_a_pdf_is_what_was_put_on_it(printable: Printable, kind: str) -> None:
    sheet = printable.sheet(kind)
    pages = composed(sheet)
    found = read_back(to_pdf(sheet, Paper.A4))
    assert len(found) == len(pages)
    for page, read in zip(pages, found, strict=True):
        for said in words(page):
            assert squeezed(said) in read
        assert len(read) == sum(len(squeezed(said)) for said in words(page))


def test_that_the_week_on_paper_is_the_plan(printable: Printable, plan: Plan) -> None:
    read = " ".join(read_back(to_pdf(printable.sheet("week"), Paper.LETTER)))
    for day in plan.days:
        for portion in day.portions:
            assert squeezed(f"{portion.food.name} {portion.household}") in read


def test_that_the_list_on_paper_has_a_box_for_every_line(printable: Printable, plan: Plan) -> None:
    shopping = shopping_list(plan, printable.document, read_bought())
    pages = composed(shopping)
    boxes = [mark for page in pages for mark in page.marks if isinstance(mark, Box)]
    assert len(boxes) == len(list(shopping.lines))
    read = "".join(read_back(to_pdf(shopping, Paper.A4)))
    for line in shopping.lines:
        for said in (line.name, buy_text(line, "us"), need_text(line, "us")):
            assert squeezed(said) in read


def test_that_the_recipes_on_paper_are_those_of_the_dishes(printable: Printable, plan: Plan) -> None:
    read = "".join(read_back(to_pdf(printable.sheet("recipes"), Paper.LETTER)))
    dishes = {portion.food for day in plan.days for portion in day.portions if portion.food.recipe is not None}
    assert dishes
    for dish in dishes:
        assert squeezed(dish.name) in read
        for step in dish.recipe.method if dish.recipe else ():
            assert squeezed(step) in read


@pytest.mark.parametrize("days", [1, 4])
def test_that_hostile_names_are_painted_as_they_are_written(days: int, catalogue: Catalogue) -> None:
    plan = hostile_plan(days)
    document = Document(days=days).with_shopping(ListChoices(own=tuple(f"{name} again" for name in HOSTILE)))
    sheets: tuple[Sheet, ...] = (
        week_sheet(plan, document, TEMPLATES),
        shopping_list(plan, document, read_bought()),
        clinician_sheet(plan, document, targets_for(document.profile, {}), catalogue),
    )
    for sheet in sheets:
        _, tall = size_of(sheet, Paper.A4)
        pages = composed(sheet)
        assert all(bottom(mark) <= tall for page in pages for mark in page.marks)
        read = "".join(read_back(to_pdf(sheet, Paper.A4)))
        for name in HOSTILE:
            if name.isascii():
                assert squeezed(name) in read
        if QFontDatabase.families(QFontDatabase.WritingSystem.Japanese):  # a bare Debian has no font for it
            assert "豆腐と玄米" in read


def test_that_a_long_name_wraps_and_is_not_cut() -> None:
    long = text("x" * 300, 9.0, width=100)
    assert long.words.height > 10 * text("x", 9.0).words.height
    assert natural_width("x" * 300, 9.0) > 1000


def test_that_a_recipe_longer_than_a_page_goes_on_over_several() -> None:
    steps = tuple(f"Step {number}: " + "stir and wait " * 40 for number in range(30))
    foods = tuple((f"Food {number}", 1.0, 4.0) for number in range(90))
    sheet = RecipesSheet("Recipes", (RecipeCard("Long dish", "facts", "eaten", 4, foods, steps),))
    pages = composed(sheet)
    assert len(pages) > 2
    said = [each for page in pages for each in words(page)]
    assert all(step in said for step in steps)
    assert said.count("as eaten") >= 2, "the header of the table stands again where a page begins"


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        (WeekSheet("Meals", ()), "No day was chosen."),
        (ShoppingList((), (), 1, "us"), "There is nothing to buy."),
        (RecipesSheet("Recipes", ()), "No dish of these days has a recipe."),
        (ClinicianSheet("Figures", (), (), ()), "Figures"),
    ],
)
def test_that_an_empty_sheet_is_one_page_that_says_so(sheet: Sheet, sentence: str) -> None:
    (page,) = composed(sheet)
    assert sentence in words(page)
    assert len(read_back(to_pdf(sheet, Paper.A4))) == 1


def test_that_blocks_flow_over_columns_with_their_headings() -> None:
    line = Block(30, (Rule(0, 0, 10),))
    heading = Block(30, (Box(0, 0, 5),), keep=True)
    room = QRectF(0, 0, 200, 100)
    pages = flow([line, line, heading, line, line, line, line], room, columns=2)
    assert len(pages) == 2
    (box,) = [mark for mark in pages[0].marks if isinstance(mark, Box)]
    assert (box.x, box.y) == (110, 0), "the heading went with its line to the next column"
    assert [len(page.marks) for page in pages] == [5, 2]


def test_that_a_printer_driver_gets_the_same_pages(printable: Printable, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageSize(Paper.LETTER.page_size)
    sheet = printable.sheet("list")
    assert print_sheet(sheet, printer)
    found = read_back((tmp_path / "printed.pdf").read_bytes())
    assert len(found) == len(composed(sheet, Paper.LETTER))
    assert squeezed(sheet.title) in found[0]


# Dialogs


def test_that_the_preview_shows_the_chosen_sheet_and_saves_it(
    qtbot: QtBot, printable: Printable, tmp_path: Path
) -> None:
    dialog = PrintDialog(printable, "list")
    qtbot.addWidget(dialog)
    dialog.open()
    pages = composed(printable.sheet("list"), Paper(str(dialog.paper.currentData())))
    qtbot.waitUntil(lambda: dialog.preview.pageCount() == len(pages))
    dialog.after.click()
    assert dialog.preview.currentPage() == 2
    dialog.kind.setCurrentIndex(0)
    week = composed(printable.sheet("week"), Paper(str(dialog.paper.currentData())))
    assert len(week) != len(pages)
    qtbot.waitUntil(lambda: dialog.preview.pageCount() == len(week))
    dialog.paper.setCurrentIndex(1)
    with qtbot.waitSignal(dialog.writing.said, timeout=GUARD_MS):
        dialog.save_to(tmp_path / "week.pdf")
    assert dialog.problem.text() == "Written: week.pdf."
    page = pypdf.PdfReader(tmp_path / "week.pdf").pages[0].mediabox
    assert (round(page.width), round(page.height)) == (792, 612)


def test_that_an_unwritable_place_is_a_sentence(qtbot: QtBot, printable: Printable, tmp_path: Path) -> None:
    dialog = PrintDialog(printable)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.writing.said, timeout=GUARD_MS):
        dialog.save_to(Path("/proc/none/week.pdf"))
    assert dialog.problem.text().startswith("Nothing was written. /proc/none/week.pdf: cannot be written")
    export = ExportDialog(printable)
    qtbot.addWidget(export)
    with qtbot.waitSignal(export.writing.said, timeout=GUARD_MS):
        export.save_to(tmp_path)
    assert export.problem.text().startswith("Nothing was written.")


def test_that_a_missing_printer_is_a_sentence(
    qtbot: QtBot, printable: Printable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.print.print_dialogs.QPrinterInfo.availablePrinterNames", list)
    dialog = PrintDialog(printable)
    qtbot.addWidget(dialog)
    dialog.print.click()
    assert dialog.problem.text() == NO_PRINTER


@pytest.mark.parametrize("place", range(len(EXPORTS)))
def test_that_every_export_is_written(qtbot: QtBot, printable: Printable, tmp_path: Path, place: int) -> None:
    dialog = ExportDialog(printable)
    qtbot.addWidget(dialog)
    dialog.kind.setCurrentIndex(place)
    path = tmp_path / f"file.{dialog.export.ending}"
    with qtbot.waitSignal(dialog.writing.said, timeout=GUARD_MS):
        dialog.save_to(path)
    assert dialog.problem.text() == f"Written: {path.name}."
    least = 50 if dialog.export.ending == "jsonld" else 1000  # a document without dishes of its own
    assert path.stat().st_size > least


def test_that_pages_keep_their_list_days(plan: Plan, printable: Printable, qapp: QApplication) -> None:
    some = Printable(plan, printable.document, printable.targets, printable.catalogue, list_days=(2, 3))
    expected = shopping_list(plan, printable.document, read_bought(), (2, 3))
    assert some.sheet("list") == titled(expected, printable.document)
    assert recipes_sheet(plan, printable.document, TEMPLATES) == some.sheet("recipes")


def test_that_the_list_on_paper_tells_a_house_with_an_allergy_to_read_labels(plan: Plan) -> None:
    document = Document(days=7, profile=Profile(allergens=frozenset({"egg"})))
    note = BRANDS_DIFFER.replace(" ", "")
    allergic = composed(shopping_list(plan, document, read_bought()))
    assert "".join("".join(words(page)) for page in allergic).replace(" ", "").count(note) == 1
    anybody = composed(shopping_list(plan, Document(days=7), read_bought()))
    assert note not in "".join("".join(words(page)) for page in anybody).replace(" ", "")


@pytest.mark.parametrize("paper", Paper)
def test_that_a_handout_has_pages_of_both_shapes_and_a_summary_is_one_page(printable: Printable, paper: Paper) -> None:
    handout = printable.sheet("handout")
    assert isinstance(handout, Handout)
    pages = pypdf.PdfReader(BytesIO(to_pdf(handout, paper))).pages
    shapes = [page.mediabox.width > page.mediabox.height for page in pages]
    assert shapes == [lies(part) for part in handout.parts for _page in composed(part, paper)]
    assert shapes[0]
    assert not shapes[-1]
    read = read_back(to_pdf(handout, paper))
    assert f"page1of{len(composed(handout.parts[0], paper))}" in read[0]
    assert "Shoppinglist" in read[-1]
    assert len(composed(printable.sheet("summary"), paper)) == 1


def test_that_what_is_set_in_the_font_of_the_window_can_be_searched_and_copied(
    qapp: QApplication, settings: QSettings
) -> None:
    """A glyph that a feature put in its place has no character: a PDF would hold no figures, and tabs for spaces."""
    before = qapp.font()
    look = Look(qapp, settings)
    said = "Monday, 30 November 2026: 1,483 mg of 2,300, ½ cup at 10:30 (3 × 400 g – “café”)"
    sheet = ClinicianSheet("Title 0123456789", (), (said,), ())
    read = pypdf.PdfReader(BytesIO(to_pdf(sheet, Paper.A4))).pages[0].extract_text()
    look.deleteLater()
    qapp.setFont(before)
    assert said in read.replace("\n", " ")
    assert "Title 0123456789" in read

"""What can be written, and in which formats: the one table that the command line and the window read.

A format is a function and one row of ``FORMATS``. Its name is what ``--format`` takes; with a title the window offers
it in Export as well.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from planner.document.document import Document, Stored
from planner.document.document_json import stored_to_text
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.language.plain_text import escaped_json
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.output import list_files, plan_csv
from planner.output.client_summary import summary_sheet
from planner.output.clinician_page import clinician_sheet
from planner.output.icalendar_file import plan_to_ics
from planner.output.recipe_json_ld import dishes_to_json_ld
from planner.output.sheets import (
    ClinicianSheet,
    Handout,
    LastDays,
    Sheet,
    named,
    recipes_sheet,
    span,
    titled,
    week_sheet,
)
from planner.output.spreadsheet import marked, to_xlsx, with_semicolons
from planner.output.todo_files import list_to_todo_txt, list_to_vtodo
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import ShoppingList, shopping_list

Painter = Callable[[Sheet], bytes]  # a sheet on paper, as PDF
WEEK, LIST, RECIPES, CLINICIAN, COPY = "week", "list", "recipes", "clinician", "copy"
COMMAS = "csv-comma"  # a table for countries whose decimal sign is a comma
ENDINGS = {"text": "txt", "todo": "txt", "vtodo": "ics", COMMAS: "csv"}
SUMMARY, HANDOUT = "summary", "handout"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is written: a plan, the document it was made for, and who eats of it."""

    plan: Plan
    document: Document
    targets: Targets
    catalogue: Catalogue
    list_days: tuple[int, ...] | None = None  # the days the shopping list is for, None for all
    household: Household = NOBODY  # what the others eat of it
    notices: Sequence[str] = ()  # sentences for the clinician beside those of rules and targets
    made: date | None = None  # the day on which it is written
    with_diary: bool = False  # whether scores, weight and dated values stand on the page for a clinician
    last_days: Callable[[bool], LastDays] = lambda _with_diary: LastDays()  # of that page, asked when it is needed

    def sheet(self, what: str) -> Sheet:
        """The week, the recipes, the page for a clinician, a client's summary, a handout, or else the shopping list."""
        templates = read_templates()
        match what:
            case "week":
                return week_sheet(self.plan, self.document, templates, self.household)
            case "recipes":
                return recipes_sheet(self.plan, self.document, templates, self.household)
            case "clinician":
                return self.clinician
            case "summary":
                return summary_sheet(self.plan, self.document, self.targets, self.made)
            case "handout":
                week = week_sheet(self.plan, self.document, templates, self.household)
                recipes = recipes_sheet(self.plan, self.document, templates, self.household)
                days = span(self.document, [day.number for day in self.plan.days])
                title = named(_("Meals, recipes and list: {days}").format(days=days), self.document)
                return Handout(title, (week, *([recipes] if recipes.recipes else []), self.shopping))
            case _:
                return self.shopping

    @property
    def clinician(self) -> ClinicianSheet:
        """The page for a clinician."""
        last = self.last_days(self.with_diary)
        return clinician_sheet(self.plan, self.document, self.targets, self.catalogue, self.notices, last)

    @property
    def shopping(self) -> ShoppingList:
        """What to buy for the days of the list."""
        found = shopping_list(self.plan, self.document, read_bought(), self.list_days, self.household)
        return titled(found, self.document)


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write one thing."""

    what: str  # WEEK, LIST, RECIPES, CLINICIAN or COPY
    name: str  # on the command line
    content: Callable[[Subject, Painter], bytes]
    title: str = ""  # in the window; empty where it is not offered there

    @property
    def ending(self) -> str:
        """Of a file's name."""
        return ENDINGS.get(self.name, self.name)


def to_json_text(data: object) -> str:
    """JSON as every command prints it."""
    return escaped_json(json.dumps(data, indent=1, ensure_ascii=False)) + "\n"


def _of_list(turn: Callable[[ShoppingList], str]) -> Callable[[Subject, Painter], bytes]:
    return lambda subject, _paint: turn(subject.shopping).encode()


def _on_paper(what: str) -> Callable[[Subject, Painter], bytes]:
    return lambda subject, paint: paint(subject.sheet(what))


def _list_json(shopping: ShoppingList) -> str:
    return to_json_text(list_files.list_to_json(shopping))


def _calendar(subject: Subject, _paint: Painter) -> bytes:
    templates, now = read_templates(), datetime.now(UTC)
    return plan_to_ics(subject.plan, subject.document, templates, date.today(), now, subject.household).encode()


def _plan_csv(subject: Subject) -> str:
    return plan_csv.plan_to_csv(subject.plan, subject.document, read_templates(), subject.household)


def _recipes_csv(subject: Subject) -> str:
    sheet = recipes_sheet(subject.plan, subject.document, read_templates(), subject.household)
    return plan_csv.recipes_to_csv(sheet)


def _clinician_csv(subject: Subject) -> str:
    return plan_csv.clinician_to_csv(subject.clinician)


def _tables(
    what: str, table: Callable[[Subject], str], title: str = "", commas: str = "", book: str = ""
) -> list[Format]:
    """A table in the three forms spreadsheets open; a form without a title is for the command line alone."""
    return [
        Format(what, "csv", lambda subject, _paint: marked(table(subject)), title),
        Format(what, COMMAS, lambda subject, _paint: with_semicolons(table(subject)), commas),
        Format(what, "xlsx", lambda subject, _paint: to_xlsx(table(subject)), book),
    ]


def _vtodo(subject: Subject, _paint: Painter) -> bytes:
    return list_to_vtodo(subject.shopping, subject.document, datetime.now(UTC)).encode()


def _json_ld(subject: Subject, _paint: Painter) -> bytes:
    return dishes_to_json_ld(subject.document, subject.catalogue).encode()


def _copy(subject: Subject, _paint: Painter) -> bytes:
    return stored_to_text(Stored(subject.document, plan_to_fixed(subject.plan))).encode()


FORMATS: tuple[Format, ...] = (
    Format(LIST, "text", _of_list(list_files.list_to_text), _("Shopping list as plain text")),
    Format(LIST, "md", _of_list(list_files.list_to_markdown), _("Shopping list as Markdown")),
    Format(LIST, "todo", _of_list(list_to_todo_txt), _("Shopping list for a to-do program (todo.txt)")),
    Format(LIST, "vtodo", _vtodo, _("Shopping list as tasks of a calendar")),
    *_tables(
        LIST,
        lambda subject: list_files.list_to_csv(subject.shopping),
        _("Shopping list for a spreadsheet (CSV)"),
        _("Shopping list for a spreadsheet, decimal commas (CSV)"),
        _("Shopping list as a workbook (XLSX)"),
    ),
    Format(LIST, "json", _of_list(_list_json)),
    Format(LIST, "pdf", _on_paper(LIST), _("Shopping list as PDF")),
    Format(WEEK, "pdf", _on_paper(WEEK)),
    Format(WEEK, "ics", _calendar, _("The week as calendar events")),
    *_tables(
        WEEK,
        _plan_csv,
        _("Plan and totals for a spreadsheet (CSV)"),
        _("Plan and totals for a spreadsheet, decimal commas (CSV)"),
        _("Plan and totals as a workbook (XLSX)"),
    ),
    Format(RECIPES, "pdf", _on_paper(RECIPES)),
    *_tables(RECIPES, _recipes_csv),
    Format(RECIPES, "jsonld", _json_ld, _("Your own dishes, for recipe programs (JSON-LD)")),
    Format(CLINICIAN, "pdf", _on_paper(CLINICIAN)),
    *_tables(CLINICIAN, _clinician_csv),
    Format(HANDOUT, "pdf", _on_paper(HANDOUT), _("Handout as PDF: week, recipes and list")),
    Format(SUMMARY, "pdf", _on_paper(SUMMARY), _("One-page summary as PDF")),
    Format(COPY, "json", _copy, _("A copy of everything, for another Magnolia")),
)


def names_of(*what: str) -> tuple[str, ...]:
    """The formats of some things, each once, in the order of the table."""
    return tuple(dict.fromkeys(each.name for each in FORMATS if each.what in what))


def format_of(what: str, name: str) -> Format | None:
    """The format of that name, None where the thing has none."""
    return next((each for each in FORMATS if (each.what, each.name) == (what, name)), None)


def offered() -> Iterator[Format]:
    """Those the window offers in Export."""
    return (each for each in FORMATS if each.title)

"""The shopping list for to-do programs: as VTODO (RFC 5545) and in the lines of todo.txt."""

import re
from datetime import UTC, datetime
from hashlib import sha256

from planner.document.document import Document
from planner.document.document_json import with_id
from planner.language.plain_text import one_line, plain
from planner.output.icalendar_file import PRODUCT
from planner.output.list_files import line_in_words
from planner.shopping.shopping_list import ShoppingList

_PRIORITY = re.compile(r"^(?=\([A-Z]\) |x |\d{4}-\d\d-\d\d )")  # what a line of todo.txt must not begin with by chance


def list_to_vtodo(shopping: ShoppingList, document: Document, now: datetime) -> str:
    """Each line as a to-do. A line keeps its UID from export to export; two documents have none in common."""
    import icalendar  # slow to load, and a window without an export has no use for it

    whose = with_id(document).id
    made = icalendar.Calendar()
    for name, value in (("version", "2.0"), ("prodid", PRODUCT), ("calscale", "GREGORIAN")):
        made.add(name, value)
    for aisle in shopping.aisles:
        for line in aisle.lines:
            todo = icalendar.Todo()
            todo.add(
                "uid",
                f"list-{sha256(line.key.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}-{whose}@magnolia.invalid",
            )
            todo.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
            todo.add("summary", line_in_words(line, shopping.units))
            todo.add("categories", [one_line(aisle.name)])
            todo.add("status", "COMPLETED" if line.ticked else "NEEDS-ACTION")
            todo.add("percent-complete", 100 if line.ticked else 0)
            made.add_component(todo)
    content: bytes = made.to_ical(sorted=False)
    return content.decode()


def list_to_todo_txt(shopping: ShoppingList) -> str:
    """A to-do on each line, as todo.txt and most programs that take pasted lists read it; the aisle is a project."""
    lines = []
    for aisle in shopping.aisles:
        project = re.sub(r"\W+", "-", one_line(aisle.name)).strip("-")
        for line in aisle.lines:
            said = _PRIORITY.sub("– ", line_in_words(line, shopping.units).replace("@", "＠").replace("+", "＋"))
            lines.append(f"{'x ' if line.ticked else ''}{said} +{project}")
    return plain("\n".join(lines) + "\n")

"""The table of what is written in which format: no row of it is lost, and what the window offers has its title."""

import pytest

from planner.output.formats import (
    CLINICIAN,
    COMMAS,
    COPY,
    FORMATS,
    HANDOUT,
    LIST,
    RECIPES,
    SUMMARY,
    WEEK,
    names_of,
    offered,
)

TABLES = ("csv", COMMAS, "xlsx")
LISTS = ("text", "md", "todo", "vtodo")


@pytest.mark.parametrize(
    ("what", "names", "in_window"),
    [
        (
            LIST,
            ("text", "md", "todo", "vtodo", *TABLES, "json", "pdf"),
            ("text", "md", "todo", "vtodo", *TABLES, "pdf"),
        ),
        (WEEK, ("pdf", "ics", *TABLES), ("ics", *TABLES)),
        (RECIPES, ("pdf", *TABLES, "jsonld"), ("jsonld",)),
        (CLINICIAN, ("pdf", *TABLES), ()),
        (HANDOUT, ("pdf",), ("pdf",)),
        (SUMMARY, ("pdf",), ("pdf",)),
        (COPY, ("json",), ("json",)),
    ],
)
def test_that_each_thing_is_written_in_its_formats(
    what: str, names: tuple[str, ...], in_window: tuple[str, ...]
) -> None:
    assert names_of(what) == names
    assert tuple(each.name for each in offered() if each.what == what) == in_window


def test_that_the_window_offers_no_title_twice() -> None:
    titles = [each.title for each in FORMATS if each.title]
    assert len(set(titles)) == len(titles)

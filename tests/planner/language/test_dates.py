"""Days as sentences name them; and no sentence counts them where the window says weekdays."""

import re
from datetime import date
from pathlib import Path

from planner.language.dates import day_in_sentence, days_in_sentence

ROOT = Path(__file__).parent.parent.parent.parent
MONDAY = date(2026, 11, 30)
WEEK = range(1, 8)
COUNTED = re.compile(r"[Dd]ays? \{(day|days|first|last|number)\}")
MAY_COUNT = {  # where a document does not say when it starts, and in messages about a file
    *("planner/language/dates.py", "planner/shopping/for_meals.py", "planner/output/sheets.py", "ui/base/sentences.py"),
    *("planner/output/plan_text.py", "planner/commands/sheet_commands.py", "planner/commands/answer.py"),
    *("planner/document/check_catalogue.py", "planner/document/meals_json.py", "ui/nutrition/shown_days.py"),
    *("planner/now/intake.py", "planner/now/intake_output.py", "ui/now/days_page.py"),  # usual days have no dates
    *("ui/window/progress_line.py", "ui/workspace/workspace.py"),  # how many are done; dates by another name
}


def test_that_days_of_one_week_are_named_by_weekday() -> None:
    assert day_in_sentence(MONDAY, 3, WEEK) == "Wednesday"
    assert days_in_sentence(MONDAY, [3, 4, 6], WEEK) == "Wednesday, Thursday and Saturday"
    assert day_in_sentence(MONDAY, 9, range(8, 15)) == "Tuesday"


def test_that_days_of_a_longer_plan_have_their_date() -> None:
    assert day_in_sentence(MONDAY, 3, range(1, 9)) == "Wed 2 Dec"
    assert days_in_sentence(MONDAY, [3, 10], range(1, 15)) == "Wed 2 Dec and Wed 9 Dec"


def test_that_days_without_a_date_are_counted() -> None:
    assert day_in_sentence(None, 3, WEEK) == "day 3"
    assert days_in_sentence(None, [3, 4, 6], WEEK) == "days 3, 4 and 6"
    assert days_in_sentence(date.max, [2], WEEK) == "day 2"


def test_that_no_other_sentence_counts_days() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{number}"
        for package in ("planner", "ui")
        for path in (ROOT / package).rglob("*.py")
        if str(path.relative_to(ROOT)) not in MAY_COUNT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if COUNTED.search(line) and not re.search(r"\bf\"", line)  # those of the audit are for nobody to read
    }
    assert found == set()

"""The recipes of docs/architecture.md, each followed once in a copy: what they say is all there is to do."""

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The program's own files, to be changed."""
    for folder in ("planner", "ui"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "images", "locale")
        )
    for name in ("foods.csv", "main.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def replace_in(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def said_by(copy: Path, program: str) -> str:
    """What a program prints that runs in the copy."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", program], cwd=copy, capture_output=True, text=True, env=kept)
    assert not done.returncode, done.stderr
    return done.stdout


NUTRIENT = """
from pathlib import Path
from PySide6.QtWidgets import QApplication
from planner.document.document import Document
from planner.foods.foods_csv import read_catalogue
from planner.foods.nutrients import BY_KEY
from planner.needs.adjusted_targets import targets_of
from planner.own.label_checks import problems_of
from planner.plan.plan import totals, Portion
from ui.nutrition.nutrient_groups import nutrient_groups
from ui.own.label_figures import LabelFigures

catalogue, profile = read_catalogue(Path("foods.csv")), Document().profile
assert not catalogue.problems
nutrient, food = BY_KEY["chromium_ug"], catalogue["oats"] if "oats" in catalogue else next(iter(catalogue))
targets = targets_of(profile, {})
assert targets.least(nutrient) == 25
sums = totals([Portion("x", food, 1)])
rows = [row for group in nutrient_groups(sums, targets, "day", None) for row in group.rows]
(row,) = [row for row in rows if row.nutrient == nutrient]
assert abs(row.total.amount - food.step_g / 100 * 1.5) < 1e-9
assert row.least == 25
app = QApplication([])
assert "chromium_ug" in LabelFigures().figures
"""


@pytest.mark.parametrize(
    ("group", "nerve"), [("MINERALS", ""), ("FATTY_ACIDS", ""), ("MACRONUTRIENTS", ", nerve=True")]
)
def test_that_a_nutrient_is_one_line_one_column_and_its_targets(copy: Path, group: str, nerve: str) -> None:
    """Field, bar, label and totals follow, whatever its group and whether or not the nerves need it."""
    last = '    Nutrient("dha_g", _("DHA"), "g", FATTY_ACIDS, 100, nerve=True),\n'
    line = f'    Nutrient("chromium_ug", _("Chromium"), "µg", {group}, 500{nerve}),\n'
    replace_in(copy / "planner/foods/nutrients.py", last, last + line)
    rows = list(csv.reader((copy / "foods.csv").read_text(encoding="utf-8").splitlines()))
    table = io.StringIO()
    added = [[*row, "1.5" if at else "chromium_ug"] for at, row in enumerate(rows)]
    csv.writer(table, lineterminator="\n").writerows(added)
    (copy / "foods.csv").write_text(table.getvalue(), encoding="utf-8")
    with (copy / "planner/data/dri.csv").open("a", encoding="utf-8") as file:
        file.write("chromium_ug,µg,female,general,19,50,25,AI,,,,,IOM 2001\n")
    said_by(copy, NUTRIENT)


RULE = """
from pathlib import Path
from planner.document.document import Document
from planner.foods.foods_csv import read_catalogue
from planner.needs.adjusted_targets import targets_of
from planner.needs.medical_rules import why_banned
from planner.needs.notices import notices
from planner.needs.profile import Profile
from planner.plan.allowed import allows

catalogue = read_catalogue(Path("foods.csv"))
profile = Profile(conditions=frozenset({"oxalate stones"}))
sugary = [food for food in catalogue if "sugary" in food.flags]
assert sugary and all(why_banned(profile, food) for food in sugary)
assert not any(allows(Document(profile=profile), food) for food in sugary)
assert all(allows(Document(), food) for food in sugary)
assert any("sweet things" in said for said in notices(profile, targets_of(profile, {}), tuple(catalogue), []))
"""


def test_that_a_medical_rule_is_one_entry_with_its_source(copy: Path) -> None:
    """What may be eaten, the audit and the notices follow; without a source the entry is refused."""
    rule = """
[[ban]]
when = "oxalate stones"
foods = { flags = ["sugary"] }
name = "sweet things"
reason = "Left out because of oxalate stones: it is sweet."
"""
    rules = copy / "planner/data/rules.toml"
    before = rules.read_text(encoding="utf-8")
    rules.write_text(f'{before}{rule}source = "A journal, 2026"\n', encoding="utf-8")
    said_by(copy, RULE)
    rules.write_text(before + rule, encoding="utf-8")
    with pytest.raises(AssertionError, match="source"):
        said_by(copy, RULE)


FORMAT = """
from PySide6.QtWidgets import QApplication
from planner import cli
from planner.output.formats import format_of
from ui.print.print_dialogs import EXPORTS

assert cli.parser().parse_args(["shop", "--format", "rst"]).format == "rst"
assert format_of("list", "rst").content(None, None) == b"a list"
(export,) = [export for export in EXPORTS if export.ending == "rst"]
assert export.title == "Shopping list as reStructuredText"
"""


def test_that_an_export_format_is_one_function_and_one_row(copy: Path) -> None:
    table = copy / "planner/output/formats.py"
    first = '    Format(LIST, "text", '
    row = '    Format(LIST, "rst", lambda subject, paint: b"a list", "Shopping list as reStructuredText"),\n'
    replace_in(table, first, row + first)
    said_by(copy, FORMAT)

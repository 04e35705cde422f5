"""Makes planner/data/usda.tsv.xz: every food of USDA's FNDDS and SR Legacy with its figures and household portions.

python -m tools.build_usda --usda FOLDER            writes planner/data/usda.tsv.xz
python -m tools.build_usda --usda FOLDER --check    makes it again and says which lines differ

FOLDER holds the tables described in tools/README.md. Every figure is copied as the text that stands in the table:
nothing is rounded, nothing is filled in, blank stays blank. A nutrient the table has no column for is blank.
"""

import argparse
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from planner.foods import nutrients
from planner.foods.usda import COLUMNS, FNDDS, PORTIONS_SPLIT, SR, TABLE
from tools.build_foods import FNDDS_COLUMNS, FNDDS_FOODS, Row, differ, read_rows

FNDDS_PORTIONS = "fndds_2021_2023_portions.csv"
SR_FOODS, SR_PORTIONS = "usda_sr_legacy_per_100g.csv", "usda_sr_legacy_portions.csv"

_NO_PORTION = re.compile(r"^lb\b|yield from", re.IGNORECASE)  # what is bought or cooked, not what is eaten


def fndds_lines(foods: Iterable[Row], portions: Iterable[Row]) -> list[str]:
    """The foods of FNDDS. "Quantity not specified" is the weight surveys take where nobody said one: kept, as any."""
    measures: dict[str, list[str]] = defaultdict(list)
    for row in portions:
        if float(row["Portion weight (g)"]) > 0:
            measures[row["Food code"]].append(f"{row['Portion weight (g)']} {row['Portion description']}")
    return [
        _line(
            f"{FNDDS}{row['Food code']}",
            row["Main food description"],
            row["WWEIA Category number"],
            row["WWEIA Category description"],
            "",
            measures[row["Food code"]],
            [row[FNDDS_COLUMNS[key]] if key in FNDDS_COLUMNS else "" for key in _keys()],
        )
        for row in foods
    ]


def sr_lines(foods: Iterable[Row], portions: Iterable[Row]) -> list[str]:
    """The foods of SR Legacy."""
    measures: dict[str, list[str]] = defaultdict(list)
    for row in portions:
        if float(row["gram_weight"]) > 0 and not _NO_PORTION.search(row["measure"]):
            measures[row["fdc_id"]].append(f"{row['gram_weight']} {float(row['amount']):g} {row['measure']}")
    return [
        _line(
            f"{SR}{row['fdc_id']}",
            row["description"],
            "",
            row["food_group"],
            row["note"],
            measures[row["fdc_id"]],
            [row.get(key, "") for key in _keys()],
        )
        for row in foods
    ]


def _keys() -> list[str]:
    return [nutrient.key for nutrient in (*nutrients.ALL, *nutrients.DERIVED)]


def _line(
    food_id: str, name: str, code: str, category: str, note: str, portions: Sequence[str], figures: Sequence[str]
) -> str:
    """One line of the table.

    Raises:
        ValueError: if a text holds a sign the table splits at.
    """
    portions = [" ".join(portion.split()) for portion in portions]
    cells = [food_id, " ".join(name.split()), code, category, note, PORTIONS_SPLIT.join(portions), *figures]
    if any(sign in cell for cell in cells for sign in "\t\n") or any(PORTIONS_SPLIT in each for each in portions):
        raise ValueError(f"{food_id} has a tab, a line end or {PORTIONS_SPLIT!r} in a text")
    return "\t".join(cells)


def make_text(folder: Path) -> str:
    """The whole table."""
    lines = fndds_lines(read_rows(folder / FNDDS_FOODS), read_rows(folder / FNDDS_PORTIONS))
    lines += sr_lines(read_rows(folder / SR_FOODS), read_rows(folder / SR_PORTIONS))
    return "\n".join(["\t".join(COLUMNS), *lines]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=f"Make or check planner/data/{TABLE}")
    parser.add_argument("--usda", type=Path, required=True, help="the folder of the USDA tables")
    parser.add_argument("--check", action="store_true", help="say which lines differ and write nothing")
    options = parser.parse_args(arguments)
    path = Path(__file__).parent.parent / "planner" / "data" / TABLE
    text = make_text(options.usda)
    if not options.check:
        path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
        return 0
    there = lzma.decompress(path.read_bytes()).decode()
    return 1 if differ(text, there, "foods") else 0


if __name__ == "__main__":
    sys.exit(main())

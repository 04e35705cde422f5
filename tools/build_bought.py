"""Makes planner/data/bought.csv: what is bought for each food as eaten, how much of it, in which packs, at what price.

python -m tools.build_bought --usda FOLDER            writes planner/data/bought.csv
python -m tools.build_bought --usda FOLDER --check    makes it again and says which lines differ
"""

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.build_foods import SELECTION, Row, differ, read_rows, read_selection, read_tables

BOUGHT = Path(__file__).parent.parent / "planner" / "data" / "bought.csv"
PRICES = "sr_to_fndds_links.csv"
PRICE_YEARS = "2017-18"
COLUMNS = (
    "food",
    "bought",
    "aisle",
    "storage",
    "bought_g_per_eaten_g",
    "how",
    "pack_us",
    "pack_us_g",
    "pack_metric",
    "pack_metric_g",
    "usd_per_100g_eaten",
    "price_fndds_code",
    "price_years",
)
METHODS = ("as_bought", "refuse", "dry_matter", "cited")


def bought_per_eaten(chosen: Row, source_row: Row, raw_row: Row | None) -> tuple[float, str]:
    """Grams bought for a gram eaten, and in words where that comes from.

    Cooking moves water and nothing else: the dry matter (100 - water) of the eaten grams is that of the raw ones.
    Peel, core and bone are the refuse of USDA's row, in per cent of what is bought.

    Raises:
        ValueError: if the method is unknown, or a figure it needs is missing.
    """
    food, method = chosen["food"], chosen["method"]
    refuse = float(chosen["refuse_pct"] or 0) / 100
    waste = f", refuse {refuse:.0%}" if refuse else ""
    if method == "as_bought":
        return 1.0, "eaten as bought"
    if method == "refuse":
        return 1 / (1 - refuse), f"refuse {refuse:.0%}, fdc {(raw_row or source_row)['fdc_id']}"
    if method == "dry_matter":
        if raw_row is None or not (raw_row["water_g"] and source_row["water_g"]):
            raise ValueError(f"{food}: dry matter needs the water of two rows")
        eaten, raw = 100 - float(source_row["water_g"]), 100 - float(raw_row["water_g"])
        said = f"dry matter, fdc {source_row['fdc_id']} of fdc {raw_row['fdc_id']}{waste}"
        return eaten / raw / (1 - refuse), said
    if method == "cited":
        return float(chosen["factor"]), chosen["note"]
    raise ValueError(f"{food}: {method!r} is none of {', '.join(METHODS)}")


def make_rows(
    chosen: Iterable[Row], foods: Iterable[Row], tables: Mapping[tuple[str, str], Row], prices: Mapping[str, Row]
) -> list[dict[str, str]]:
    """The rows of bought.csv, in the order of food ids.

    Raises:
        ValueError: if a food has no row, or one has no food.
    """
    by_id = {food["id"]: food for food in foods}
    by_food = {row["food"]: row for row in chosen}
    if by_id.keys() != by_food.keys():
        raise ValueError(
            f"no line for {sorted(by_id.keys() - by_food.keys())}, no food for {sorted(by_food.keys() - by_id.keys())}"
        )
    rows = []
    for food_id in sorted(by_id):
        food, row = by_id[food_id], by_food[food_id]
        raw = tables.get(("SR Legacy", row["raw_fdc_id"])) if row["raw_fdc_id"] else None
        factor, how = bought_per_eaten(row, tables[food["source"], food["fdc_id"]], raw)
        price = prices.get(food["fdc_id"]) if food["source"] == "SR Legacy" else None
        rows.append(
            {column: row.get(column, "") for column in COLUMNS}
            | {
                "bought_g_per_eaten_g": f"{factor:.4f}",
                "how": how,
                "usd_per_100g_eaten": price["usd_per_100g_edible_2017_18"] if price else "",
                "price_fndds_code": price["fndds_food_code"] if price else "",
                "price_years": PRICE_YEARS if price else "",
            }
        )
    return rows


def to_text(rows: Sequence[Row]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make or check planner/data/bought.csv")
    parser.add_argument("--usda", type=Path, required=True, help="the folder of the USDA tables")
    parser.add_argument("--check", action="store_true", help="say which lines differ and write nothing")
    options = parser.parse_args(arguments)
    chosen = [row for path in sorted(SELECTION.glob("bought_*.csv")) for row in read_rows(path)]
    prices = {row["fdc_id"]: row for row in read_rows(options.usda / PRICES)}
    text = to_text(make_rows(chosen, read_selection(), read_tables(options.usda), prices))
    if not options.check:
        BOUGHT.write_text(text, encoding="utf-8")
        return 0
    there = BOUGHT.read_text(encoding="utf-8")
    return 1 if differ(text, there, "foods as bought") else 0


if __name__ == "__main__":
    sys.exit(main())

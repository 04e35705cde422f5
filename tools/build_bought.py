"""Makes planner/data/bought.csv: what is bought for each food as eaten, how much of it, in which packs, at what price.

python -m tools.build_bought --usda FOLDER            writes planner/data/bought.csv
python -m tools.build_bought --usda FOLDER --check    makes it again and says which lines differ
"""

import argparse
import csv
import io
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.build_foods import SELECTION, Row, differ, read_rows, read_selection, read_tables

BOUGHT = Path(__file__).parent.parent / "planner" / "data" / "bought.csv"
PRICES = "usda_prices_2017_18.csv"
PRICE_YEARS = "2017-18"
COLUMNS = (
    "food",
    "group",
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
    "price_basis",
    "price_fndds_codes",
    "price_years",
)
TABLE, LIKE, MEDIAN = "table", "like", "median"  # of the food itself; of foods like it; of its whole group
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


def read_prices(path: Path) -> dict[str, float]:
    """[US$ / 100 g eaten] by FNDDS code, of the Purchase-to-Plate table, which writes codes as decimals."""
    return {row["food_code"].partition(".")[0]: float(row["usd_per_100g_edible"]) for row in read_rows(path)}


def priced(chosen: Iterable[Row], groups: Mapping[str, str], prices: Mapping[str, float]) -> dict[str, dict[str, str]]:
    """The columns of each food's price.

    It is the mean of the codes that were chosen by hand. Codes of other foods that are like it make an estimate, and a
    food without any is estimated by the median of the foods of its group that have a price of their own.

    Raises:
        ValueError: if a food has no line or several, a code is not in the table, or a group has no price at all.
    """
    lines = list(chosen)
    if sorted(row["food"] for row in lines) != sorted(groups):
        raise ValueError(f"prices differ from the foods: {sorted(set(groups) ^ {row['food'] for row in lines})}")
    known: dict[str, list[float]] = defaultdict(list)
    found: dict[str, tuple[str, str, float]] = {}
    for row in lines:
        codes = [code for code in row["codes"].split(";") if code]
        unknown = [code for code in codes if code not in prices]
        if unknown or not (codes or row["like"]):
            raise ValueError(f"{row['food']}: {', '.join(unknown) or 'no code'} is not in the table of prices")
        if not codes:
            continue
        mean = statistics.fmean(prices[code] for code in codes)
        found[row["food"]] = (LIKE if row["like"] else TABLE, ";".join(codes), mean)
        if not row["like"]:
            known[groups[row["food"]]].append(mean)
    for food, group in groups.items():
        if food not in found:
            if not known[group]:
                raise ValueError(f"{food}: no food of {group} has a price")
            found[food] = (MEDIAN, "", statistics.median(known[group]))
    return {
        food: {
            "usd_per_100g_eaten": f"{usd:.6f}",
            "price_basis": basis,
            "price_fndds_codes": codes,
            "price_years": PRICE_YEARS,
        }
        for food, (basis, codes, usd) in found.items()
    }


def make_rows(
    chosen: Iterable[Row],
    foods: Iterable[Row],
    tables: Mapping[tuple[str, str], Row],
    price_codes: Iterable[Row],
    prices: Mapping[str, float],
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
    cost = priced(price_codes, {food: row["group"] for food, row in by_id.items()}, prices)
    rows = []
    for food_id in sorted(by_id):
        food, row = by_id[food_id], by_food[food_id]
        raw = tables.get(("SR Legacy", row["raw_fdc_id"])) if row["raw_fdc_id"] else None
        factor, how = bought_per_eaten(row, tables[food["source"], food["fdc_id"]], raw)
        rows.append(
            {column: row.get(column, "") for column in COLUMNS}
            | {"group": food["group"], "bought_g_per_eaten_g": f"{factor:.4f}", "how": how}
            | cost[food_id]
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
    codes, prices = read_rows(SELECTION / "price_codes.csv"), read_prices(options.usda / PRICES)
    text = to_text(make_rows(chosen, read_selection(), read_tables(options.usda), codes, prices))
    if not options.check:
        BOUGHT.write_text(text, encoding="utf-8")
        return 0
    there = BOUGHT.read_text(encoding="utf-8")
    return 1 if differ(text, there, "foods as bought") else 0


if __name__ == "__main__":
    sys.exit(main())

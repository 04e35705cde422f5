"""Makes foods.csv from the USDA tables and the hand-made selection, and checks it against them.

    python -m tools.build_foods --usda FOLDER            writes foods.csv
    python -m tools.build_foods --usda FOLDER --check    compares foods.csv with the tables, writes nothing

FOLDER holds the tables described in tools/README.md. Every nutrient figure is copied as the text that stands
in the table: nothing is rounded, nothing is filled in, blank stays blank.
"""

import argparse
import csv
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.foods import nutrients

SELECTION = Path(__file__).parent / "selection"
FOODS = Path(__file__).parent.parent / "foods.csv"
DISHES = Path(__file__).parent.parent / "planner" / "data" / "dishes.toml"
TABLES = {
    "SR Legacy": "usda_sr_legacy_per_100g.csv",
    "Foundation": "usda_foundation_2024_10_per_100g.csv",
}
# Column of FNDDS by nutrient. It has none for manganese and pantothenic acid. 18:3 is what foods.csv takes of SR too.
FNDDS_COLUMNS: Mapping[str, str] = {
    "energy_kcal": "Energy (kcal)",
    "water_g": "Water (g)",
    "protein_g": "Protein (g)",
    "fat_g": "Total Fat (g)",
    "sfa_g": "Fatty acids, total saturated (g)",
    "carb_g": "Carbohydrate (g)",
    "fiber_g": "Fiber, total dietary (g)",
    "sugars_g": "Sugars, total (g)",
    "calcium_mg": "Calcium (mg)",
    "iron_mg": "Iron (mg)",
    "magnesium_mg": "Magnesium (mg)",
    "phosphorus_mg": "Phosphorus (mg)",
    "potassium_mg": "Potassium (mg)",
    "sodium_mg": "Sodium (mg)",
    "zinc_mg": "Zinc (mg)",
    "copper_mg": "Copper (mg)",
    "selenium_ug": "Selenium (mcg)",
    "vit_a_rae_ug": "Vitamin A, RAE (mcg_RAE)",
    "vit_c_mg": "Vitamin C (mg)",
    "vit_d_ug": "Vitamin D (D2 + D3) (mcg)",
    "vit_e_mg": "Vitamin E (alpha-tocopherol) (mg)",
    "vit_k_ug": "Vitamin K (phylloquinone) (mcg)",
    "thiamin_mg": "Thiamin (mg)",
    "riboflavin_mg": "Riboflavin (mg)",
    "niacin_mg": "Niacin (mg)",
    "vit_b6_mg": "Vitamin B-6 (mg)",
    "vit_b12_ug": "Vitamin B-12 (mcg)",
    "folate_total_ug": "Folate, total (mcg)",
    "folate_dfe_ug": "Folate, DFE (mcg_DFE)",
    "choline_mg": "Choline, total (mg)",
    "ala_18_3_g": "18:3 (g)",
    "epa_g": "20:5 n-3 (g)",
    "dha_g": "22:6 n-3 (g)",
    "vit_a_preformed_ug": "Retinol (mcg)",
    "folic_acid_added_ug": "Folic acid (mcg)",
}
FNDDS, FNDDS_FOODS = "FNDDS", "fndds_2021_2023_per_100g.csv"
# Foundation leaves two energies in three blank; these stand in, in this order (domain.md).
ENERGY_FALLBACKS = ("energy_kcal", "energy_atwater_specific_kcal", "energy_atwater_general_kcal")

DESCRIPTION = (
    "id",
    "name",
    "group",
    "roles",
    "measure",
    "step",
    "step_g",
    "min_steps",
    "max_steps",
    "metric",
    "diet",
    "allergens",
    "source",
    "fdc_id",
    "familiarity",
    "daily_max",
    "weekly_max",
    "oxalate",
    "mercury",
    "flags",
)
# What a USDA description says of allergens: words that imply one, and words around them that take it back.
ALLERGEN_WORDS: Mapping[str, tuple[str, str]] = {
    "milk": (
        r"\bmilk|cheese|cream\b|butter\b|yogurt|whey|custard|pudding|kefir|ricotta",
        r"soymilk|(soy|almond|rice|coconut|oat) milk|milk, (soy|almond|rice|oat|coconut)|milkfish|nondairy|without milk"
        r"|coconut cream|cream of (rice|wheat)|cream-style|creamed style|(pea)?(nut|seed) butter|butter beans|beverage"
        r"|(almond|cashew|sesame|apple|cocoa) butter|bread and butter|butter(nut|head|bur|fish)|lettuce"
        r"|(tofu|soy) yogurt|yogurt, soy",
    ),
    "egg": (r"\begg", r"eggplant|without egg|eggless|no egg"),
    "fish": (
        r"^fish|salmon|tuna|cod\b|anchov|sardine|herring|mackerel|trout|halibut|haddock|tilapia|surimi|worcestershire",
        r"fish oil",
    ),
    "shellfish": (
        r"shrimp|crab\b|lobster|clam|mussel|oyster|scallop|crustacean|mollusk|squid|octopus",
        r"mushrooms?, oyster|oyster plant|saltines.*",
    ),
    "tree nut": (
        r"almond|cashew|walnut|pecan|pistachio|hazelnut|macadamia|brazilnut|pine nut|^nuts, |coconut|mixed nuts",
        r".*chestnut.*|coconut oil|nutmeg|without nuts",
    ),
    "peanut": (r"peanut", r"without peanut|peanut oil"),
    "wheat": (
        r"wheat|\bbread|bulgur|couscous|semolina|farina|\bpasta|spaghetti|macaroni|spelt|kamut|cracker|cookie|bagel"
        r"|muffin|pita|naan|graham|pretzel",
        r"buckwheat|[^,]*, gluten-free.*|breadfruit|not breaded|bread and butter pickles|squash.*|sauce, pasta.*",
    ),
    "soy": (r"\bsoy|tofu|tempeh|\bmiso\b|natto|edamame|tamari|teriyaki", r"soybean oil|oil, soybean|and soybean oil"),
    "sesame": (r"sesame|tahini|hummus|halva", r"sesame oil"),
}
COLUMNS = DESCRIPTION + tuple(nutrient.key for nutrient in nutrients.ALL)

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of foods.csv that is not the figure of its source row."""

    food: str
    column: str
    here: str
    there: str

    def __str__(self) -> str:
        return f"{self.food}: {self.column} is {self.here or 'blank'}, its source has {self.there or 'blank'}"


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as text."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_tables(folder: Path) -> dict[tuple[str, str], Row]:
    """The USDA tables by (source, fdc_id), of FNDDS by food code; that one need not be there."""
    tables: dict[tuple[str, str], Row] = {
        (source, row["fdc_id"]): row for source, name in TABLES.items() for row in read_rows(folder / name)
    }
    for row in read_rows(folder / FNDDS_FOODS) if (folder / FNDDS_FOODS).exists() else ():
        figures = {key: row[column] for key, column in FNDDS_COLUMNS.items()}
        code = row["Food code"]
        tables[FNDDS, code] = {"fdc_id": code, "description": row["Main food description"], **figures}
    return tables


def read_selection(folder: Path = SELECTION) -> list[dict[str, str]]:
    """The hand-made selection: every foods file of the folder, in the order of file names."""
    files = sorted(path for path in folder.glob("*.csv") if not path.name.startswith(("bought_", "price_")))
    return [row for path in files for row in read_rows(path)]


def figure(source_row: Row, key: str) -> str:
    """The text of one nutrient in a source row; Foundation's energy may stand in another column."""
    if key == nutrients.ENERGY.key:
        return next((source_row[column] for column in ENERGY_FALLBACKS if source_row.get(column)), "")
    return source_row.get(key, "")


def make_rows(selection: Iterable[Row], tables: Mapping[tuple[str, str], Row]) -> list[dict[str, str]]:
    """The rows of foods.csv, sorted by group and name.

    Raises:
        KeyError: if a selected food is in neither table.
    """
    rows = []
    for chosen in selection:
        source_row = tables[chosen["source"], chosen["fdc_id"]]
        row = {column: chosen.get(column, "") for column in DESCRIPTION}
        row |= {nutrient.key: figure(source_row, nutrient.key) for nutrient in nutrients.ALL}
        rows.append(row)
    return sorted(rows, key=lambda row: (row["group"], row["name"].casefold(), row["id"]))


def write_rows(rows: Sequence[Row], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def differences(foods: Iterable[Row], tables: Mapping[tuple[str, str], Row]) -> list[Difference]:
    """Every figure of ``foods`` that differs from its source, or is left out though the source has it."""
    found = []
    for food in foods:
        source_row = tables.get((food["source"], food["fdc_id"]))
        if source_row is None:
            found.append(Difference(food["id"], "fdc_id", food["fdc_id"], "no such row"))
            continue
        found += [
            Difference(food["id"], nutrient.key, food[nutrient.key], there)
            for nutrient in nutrients.ALL
            if food[nutrient.key] != (there := figure(source_row, nutrient.key))
        ]
    return found


def duplicates(foods: Sequence[Row], column: str) -> list[str]:
    """Values of ``column`` that occur more than once, upper and lower case being the same."""
    seen: set[str] = set()
    twice = []
    for food in foods:
        value = food[column].casefold()
        if value in seen:
            twice.append(food[column])
        seen.add(value)
    return twice


def undeclared_allergens(food: Row, description: str) -> list[str]:
    """Allergens the USDA description implies and the food does not declare."""
    said = description.lower()
    declared = food["allergens"].split(";")
    return [
        allergen
        for allergen, (implied, taken_back) in ALLERGEN_WORDS.items()
        if allergen not in declared and re.search(implied, re.sub(taken_back, " ", said))
    ]


def report(foods: Sequence[Row], tables: Mapping[tuple[str, str], Row]) -> int:
    """Prints the check of ``foods`` and returns how many problems it found."""
    different = differences(foods, tables)
    twice = [f"{column} {value} occurs twice" for column in ("id", "name") for value in duplicates(foods, column)]
    silent = [
        f"{food['id']}: {source_row['description']!r} implies {', '.join(missing)}"
        for food in foods
        if (source_row := tables.get((food["source"], food["fdc_id"])))
        and (missing := undeclared_allergens(food, source_row["description"]))
    ]
    unnamed = [f"{food['id']} has no fdc_id" for food in foods if not food["fdc_id"]]
    dishes = tomllib.loads(DISHES.read_text(encoding="utf-8"))["dish"]
    print(f"{len(foods)} foods in {len({food['group'] for food in foods})} groups, {len(dishes)} dishes")
    for nutrient in nutrients.ALL:
        known = sum(food[nutrient.key] != "" for food in foods)
        print(f"  {nutrient.key:<18} known for {known} foods ({known / max(1, len(foods)):.0%})")
    print(f"{len(different)} figures differ from their source, {len(twice)} names or ids occur twice")
    print(f"{len(unnamed)} rows without fdc_id, {len(silent)} with an allergen implied and not declared")
    wrong = [*map(str, different), *twice, *unnamed, *silent]
    for line in wrong:
        print("  " + line)
    return len(wrong)


def differ(text: str, there: str, what: str) -> int:
    """Prints the lines that two tables do not share, and gives their number; ``what`` names the rows."""
    different = sorted(set(text.splitlines()) ^ set(there.splitlines()))
    print(f"{len(text.splitlines()) - 1} {what}, {len(different)} lines differ")
    for line in different:
        print("  " + line)
    return len(different)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make or check foods.csv")
    parser.add_argument("--usda", type=Path, required=True, help="the folder of the USDA tables")
    parser.add_argument("--check", action="store_true", help="compare foods.csv with the tables and write nothing")
    options = parser.parse_args(arguments)
    tables = read_tables(options.usda)
    if not options.check:
        write_rows(make_rows(read_selection(), tables), FOODS)
    return 1 if report(read_rows(FOODS), tables) else 0


if __name__ == "__main__":
    sys.exit(main())

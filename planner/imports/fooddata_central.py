"""The CSV files FoodData Central offers for download, zipped: foods and their amounts stand in files of their own.

The layout is that of https://fdc.nal.usda.gov/download-datasets ("Download Field Descriptions"): ``food.csv`` has a row
for each food, ``food_nutrient.csv`` one for each amount per 100 g, ``nutrient.csv`` the units, ``food_portion.csv`` and
``branded_food.csv`` what a portion weighs.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from planner.foods.foods_csv import CatalogueError
from planner.language.translate import _

FOODS, AMOUNTS, UNITS = "food.csv", "food_nutrient.csv", "nutrient.csv"
PORTIONS, BRANDED = "food_portion.csv", "branded_food.csv"
MAX_BYTES = 20 * 1024 * 1024  # of the zip: SR Legacy whole is 6 MB
MAX_MEMBER = 60 * 1024 * 1024  # [bytes] of a file once unpacked: it is read line by line and never held whole
MAX_FOODS = 5000  # more are not looked at
_KINDS = frozenset({"foundation_food", "sr_legacy_food", "survey_fndds_food", "branded_food", "experimental_food"})
# Numbers of nutrient.csv, with the unit this program expects of each. Of several rows the first that is there counts.
_NUTRIENTS: Mapping[str, tuple[tuple[int, str], ...]] = MappingProxyType(
    {
        "energy_kcal": ((1008, "KCAL"), (2048, "KCAL"), (2047, "KCAL")),
        "water_g": ((1051, "G"),),
        "protein_g": ((1003, "G"),),
        "fat_g": ((1004, "G"), (1085, "G")),
        "sfa_g": ((1258, "G"),),
        "carb_g": ((1005, "G"), (1050, "G")),
        "fiber_g": ((1079, "G"), (2033, "G")),
        "sugars_g": ((2000, "G"), (1063, "G")),
        "calcium_mg": ((1087, "MG"),),
        "iron_mg": ((1089, "MG"),),
        "magnesium_mg": ((1090, "MG"),),
        "phosphorus_mg": ((1091, "MG"),),
        "potassium_mg": ((1092, "MG"),),
        "sodium_mg": ((1093, "MG"),),
        "zinc_mg": ((1095, "MG"),),
        "copper_mg": ((1098, "MG"),),
        "manganese_mg": ((1101, "MG"),),
        "selenium_ug": ((1103, "UG"),),
        "vit_a_rae_ug": ((1106, "UG"),),
        "vit_c_mg": ((1162, "MG"),),
        "vit_d_ug": ((1114, "UG"),),
        "vit_e_mg": ((1109, "MG"),),
        "vit_k_ug": ((1185, "UG"),),
        "thiamin_mg": ((1165, "MG"),),
        "riboflavin_mg": ((1166, "MG"),),
        "niacin_mg": ((1167, "MG"),),
        "pantothenic_mg": ((1170, "MG"),),
        "vit_b6_mg": ((1175, "MG"),),
        "vit_b12_ug": ((1178, "UG"),),
        "folate_total_ug": ((1177, "UG"),),
        "folate_dfe_ug": ((1190, "UG"),),
        "choline_mg": ((1180, "MG"),),
        "ala_18_3_g": ((1404, "G"),),
        "epa_g": ((1278, "G"),),
        "dha_g": ((1272, "G"),),
    }
)


def is_fooddata_central(content: bytes) -> bool:
    """Whether a zip has the two files that say foods and their amounts."""
    if not content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {_name(each) for each in archive.namelist()}
    except _DAMAGED:
        return False
    return {FOODS, AMOUNTS} <= names


def joined_rows(content: bytes, name: str) -> list[list[str]]:
    """A header and one row for each food, its amounts per 100 g by the keys of the planner.

    Raises:
        CatalogueError: if the zip is damaged or unpacks to too much; the message is a sentence for the user.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = {_name(each.filename): each for each in reversed(archive.infolist())}
            return _joined(archive, members, name)
    except CatalogueError:  # it is a ValueError as well
        raise
    except _DAMAGED as error:
        raise CatalogueError(_("{name}: the zip is damaged ({why})").format(name=name, why=error)) from None


_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError, csv.Error)


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2].casefold()


def _joined(archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], name: str) -> list[list[str]]:
    for each in (FOODS, AMOUNTS, UNITS, PORTIONS, BRANDED):
        if each in members and members[each].file_size > MAX_MEMBER:
            said = _("{name}: {file} in it is larger than {most} MB")
            raise CatalogueError(said.format(name=name, file=each, most=MAX_MEMBER // 1024 // 1024))
    names: dict[str, str] = {}
    with _reader(archive, members[FOODS]) as rows:
        for row in rows:
            if row.get("data_type", "foundation_food") in _KINDS and row.get("fdc_id"):
                names[row["fdc_id"]] = row.get("description", "")
                if len(names) >= MAX_FOODS:
                    break
    units: dict[str, str] = {}
    if UNITS in members:
        with _reader(archive, members[UNITS]) as rows:
            units = {row.get("id", ""): row.get("unit_name", "").upper() for row in rows}
    amounts = _amounts(archive, members[AMOUNTS], names, units)
    portions = _portions(archive, members, names)
    header = ["fdc_id", "description", "serving size", *_NUTRIENTS]
    return [
        header,
        *(
            [fdc, said, portions.get(fdc, ""), *(amounts[fdc].get(key, "") for key in _NUTRIENTS)]
            for fdc, said in names.items()
        ),
    ]


def _amounts(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, foods: Mapping[str, str], units: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """The amounts of each food by key; an amount in another unit than is expected is not taken."""
    wanted = {
        str(number): (key, place)
        for key, numbers in _NUTRIENTS.items()
        for place, (number, unit) in enumerate(numbers)
        if units.get(str(number), unit) == unit
    }
    found: dict[str, dict[str, str]] = {fdc: {} for fdc in foods}
    ranks: dict[tuple[str, str], int] = {}
    with _reader(archive, member) as rows:
        for row in rows:
            fdc, known = row.get("fdc_id", ""), wanted.get(row.get("nutrient_id", ""))
            if known is None or fdc not in found:
                continue
            key, place = known
            if place < ranks.get((fdc, key), len(_NUTRIENTS)):
                found[fdc][key] = _exact(row.get("amount", ""))
                ranks[fdc, key] = place
    return found


def _exact(amount: str) -> str:
    """With a fourth decimal where there are three: "1.250" alone could be read as thousands."""
    return f"{amount}0" if len(amount.partition(".")[2]) == 3 else amount


def _portions(
    archive: zipfile.ZipFile, members: Mapping[str, zipfile.ZipInfo], foods: Mapping[str, str]
) -> dict[str, str]:
    """What one portion of a food is, its grams last; the first that is said."""
    found: dict[str, str] = {}
    if PORTIONS in members:
        with _reader(archive, members[PORTIONS]) as rows:
            for row in rows:
                fdc, grams = row.get("fdc_id", ""), row.get("gram_weight", "")
                if fdc in foods and fdc not in found and grams:
                    words = f"{row.get('amount', '')} {row.get('portion_description') or row.get('modifier') or ''}"
                    found[fdc] = f"{words.strip()} ({grams} g)"
    if BRANDED in members:
        with _reader(archive, members[BRANDED]) as rows:
            for row in rows:
                fdc, size, unit = (row.get(key, "") for key in ("fdc_id", "serving_size", "serving_size_unit"))
                if fdc in foods and fdc not in found and size and unit.casefold() in ("g", "grm"):
                    found[fdc] = f"{size} g"
    return found


@contextmanager
def _reader(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Iterator[dict[str, str]]]:
    """The rows of a CSV file of the zip by its header, line by line."""
    with archive.open(member) as packed, io.TextIOWrapper(packed, "utf-8-sig", errors="replace", newline="") as text:
        rows = csv.reader(text)
        header = [each.strip().casefold() for each in next(rows, [])]
        yield (dict(zip(header, row, strict=False)) for row in rows)

"""The pages of Help that are made while the program runs: medicines, counts, versions, licences, keys."""

import platform
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import qVersion

from planner.foods.catalogue import Catalogue
from planner.foods.food import FNDDS
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.medical_rules import read_rules
from ui.help.keys import KEYS as KEY_ROWS
from ui.help.pages import (
    ABOUT,
    ABOUT_MAGNESIUM,
    FOLDER,
    KEYS,
    LICENCES,
    MADE,
    SOURCES,
    Page,
    filled,
    guide,
    read_page,
)

NEEDS = (
    "PySide6-Essentials",
    "PuLP",
    "highspy",
    "pandas",
    "rapidfuzz",
    "icalendar",
    "Babel",
    "XlsxWriter",
    "openpyxl",
)  # asked for by Magnolia itself
PROGRAM = "magnolia-planner"
PYTHON = "Python"
FONT, FONT_VERSION = "Inter", "4.1"  # comes along in ui/fonts
GNU = ("LGPL-3", "GPL-3")  # the first is a supplement to the second
MARK = "licence:"  # a link that opens the full texts of one package
_REQUIRED = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A package that Magnolia runs with, as its own metadata describes it."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]  # the files with its licences


def pages(catalogue: Catalogue | None) -> tuple[Page, ...]:
    """All pages of Help in their order; the counts of foods are of this catalogue."""
    return (
        *guide(),
        _keys(),
        filled(read_page(ABOUT_MAGNESIUM), medicines=_medicines()),
        filled(read_page(SOURCES), counts=_counts(catalogue)),
        _licences(),
        _about(),
    )


def version() -> str:
    """The version of Magnolia: as installed, else as the folder says that it runs from; empty where neither does."""
    try:
        return distribution(PROGRAM).version
    except PackageNotFoundError:
        path = _beside("pyproject.toml")
    return str(tomllib.loads(path.read_text(encoding="utf-8"))["project"]["version"]) if path.is_file() else ""


def _beside(name: str) -> Path:
    """A file of the folder that Magnolia runs from where it is not installed."""
    return Path(str(files("ui"))).parent / name


def parts() -> tuple[Part, ...]:
    """What Magnolia asks for and what that asks for in turn, as installed or packaged, by name."""
    if (folder := _packaged()) is not None:
        return (*_packaged_parts(folder), _font())
    found: dict[str, Part] = {}
    waiting = list(NEEDS)
    while waiting:
        name = waiting.pop()
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # asked for on another system only
        if (key := package.metadata["Name"].casefold()) in found:
            continue
        licence = _licence(package)
        texts = tuple(_texts(package)) or (_gnu() if GNU[0] in licence else ())
        found[key] = Part(package.metadata["Name"], package.version, licence, texts)
        wanted = (line for line in package.requires or () if "extra ==" not in line)
        waiting += [match[0] for line in wanted if (match := _REQUIRED.match(line))]
    python = Part(PYTHON, platform.python_version(), "Python Software Foundation License, version 2", ())
    return (*(found[key] for key in sorted(found)), python, _font())


def _font() -> Part:
    """The font of window and paper, which is no package: its licence lies in the guide."""
    return Part(FONT, FONT_VERSION, "OFL-1.1", (_shipped_licence(FONT),))


def licence_text(name: str) -> str:
    """The full texts of the licences of one part, or of Magnolia itself."""
    texts = next((part.texts for part in parts() if part.name == name), _own_licence())
    return "\n\n\n".join(path.read_text(encoding="utf-8", errors="replace").strip() for path in texts)


def _packaged() -> Path | None:
    """The folder of licences beside a packaged program, whose packages have no metadata; None where it is none."""
    folder = Path(sys.executable).parent / "licences"
    return folder if getattr(sys, "frozen", False) and folder.is_dir() else None


def _packaged_parts(folder: Path) -> Iterator[Part]:
    """What tools/package_licences.py put there: ``packages.txt`` with names and versions, and the texts."""
    for line in (folder / "packages.txt").read_text(encoding="utf-8").splitlines():
        name, _space, number = line.rpartition(" ")
        texts = sorted(path for path in (folder / name).rglob("*") if path.is_file())
        if name == PYTHON:
            texts = [folder / "Python.txt"]
        if not texts:  # Qt's, which lie beside the folders
            texts = [*sorted(folder.glob("Qt*.txt")), *(folder / f"{text}.txt" for text in GNU)]
        yield Part(name, number, "", tuple(path for path in texts if path.is_file()))


def _medicines() -> str:
    rows = (f"- **{medicine.name}.** {medicine.note}\n  *{medicine.source}*" for medicine in read_rules().medicines)
    return "\n".join(rows)


def _counts(catalogue: Catalogue | None) -> str:
    if catalogue is None:
        return ""
    dishes = sum(food.recipe is not None for food in catalogue)
    of = Counter(food.source for food in catalogue if food.recipe is None)
    said = _(
        "In this Magnolia: {sr} foods of SR Legacy, {foundation} of Foundation Foods, {fndds} of FNDDS, and {dishes}"
        " dishes."
    )
    return said.format(
        sr=figure(of["SR Legacy"], ","),
        foundation=figure(of["Foundation"], ","),
        fndds=figure(of[FNDDS], ","),
        dishes=figure(dishes, ","),
    )


def _keys() -> Page:
    rows = "\n".join(f"| {keys} | {what} |" for keys, what in KEY_ROWS)
    key, what_it_does = _("Key"), _("What it does")
    return Page(KEYS, MADE[KEYS], f"| {key} | {what_it_does} |\n|---|---|\n{rows}")


def _about() -> Page:
    sentences = (
        _("Magnolia plans meals that reach your magnesium target from food."),
        _("It gives no medical advice, recommends no product, and uses no network."),
        _("MIT licence, the Magnolia authors."),
    )
    lines = [
        f"- Magnolia {version()}".rstrip(),
        f"- Qt {qVersion()}",
        *(f"- {part.name} {part.version}" for part in parts()),
    ]
    return Page(ABOUT, MADE[ABOUT], "\n\n".join((*sentences, "## " + _("Versions"), "\n".join(lines))))


def _licences() -> Page:
    above = _(
        "Magnolia itself is under the MIT licence. It is built on the work of others, each under a licence of its own."
        " Qt and Qt for Python are used under the GNU Lesser General Public License, version 3: they are separate"
        " files that you may replace with your own build. Press a name to read the whole texts."
    )
    rows = [f"- [Magnolia]({MARK}Magnolia): MIT"]
    for part in parts():
        name = f"[{part.name}]({MARK}{part.name})" if part.texts else part.name
        rows.append(f"- {name} {part.version}{f': {part.licence}' if part.licence else ''}")
    below = _("The figures of the foods are in the public domain: see [Data sources and versions](sources.md).")
    return Page(LICENCES, MADE[LICENCES], f"{above}\n\n" + "\n".join(rows) + f"\n\n{below}")


def _licence(package: Distribution) -> str:
    """As the package says it: the newer field, the older one where it is short, else its classifiers."""
    data = package.metadata
    for field in ("License-Expression", "License"):
        said = str((data.get_all(field) or [""])[0])
        if said and "\n" not in said:
            return said
    named = [line.rpartition("::")[2].strip() for line in data.get_all("Classifier") or () if "License ::" in line]
    return ", ".join(named) or _("see its files")


def _texts(package: Distribution) -> Iterator[Path]:
    for file in package.files or ():
        if _LICENCE_FILE.search(file.name) and file.suffix.casefold() in ("", ".txt", ".md", ".rst"):
            path = Path(str(package.locate_file(file)))
            if path.is_file():
                yield path


def _gnu() -> tuple[Path, ...]:
    return tuple(map(_shipped_licence, GNU))


def _shipped_licence(name: str) -> Path:
    return Path(str(files("ui").joinpath(FOLDER, "licences", f"{name}.txt")))


def _own_licence() -> tuple[Path, ...]:
    """That of the packaged or installed program, or of the folder it runs from."""
    if (folder := _packaged()) is not None:
        return (folder / "Magnolia.txt",)
    try:
        found = tuple(_texts(distribution(PROGRAM)))
    except PackageNotFoundError:
        found = ()
    return found or tuple(path for path in (_beside("LICENSE"),) if path.is_file())

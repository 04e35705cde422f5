"""The licences of everything in the packaged Magnolia, found in what was packaged."""

import re
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

from tools.package_contents import PackageError

NOTICES = ("packaging/licences", "ui/guide/licences")  # Qt's wheels hold no licence text: it is here
QT = {"pyside6-essentials", "shiboken6"}
OWN = {"main", "planner", "ui", "magnolia"}
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_OF_PYTHON = re.compile("_sysconfigdata|libpython|python3|_?pyi")  # and the modules PyInstaller starts it with


def collect_licences(modules: Iterable[str], tree: Path, folder: Path) -> list[str]:
    """Copies every licence into a new folder and gives the packages, each as ``name version``.

    ``modules`` are the outermost names of what was packaged.

    Raises:
        PackageError: if a module is of no known package, or no licence is found for a package.
    """
    folder.mkdir()
    shutil.copyfile(tree / "LICENSE", folder / "Magnolia.txt")
    for file in notices(tree):
        shutil.copyfile(file, folder / file.name)
    shutil.copyfile(_of_python(), folder / "Python.txt")
    packages = [f"Python {sys.version.split()[0]}"]
    for found in _distributions(modules):
        packages.append(f"{found.name} {found.version}")
        texts = [] if _normal(found.name) in QT else _texts(found)
        for text in texts:
            place = folder / found.name / text[0]
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text[1], place)
        if not texts and _normal(found.name) not in QT:
            raise PackageError(f"{found.name} comes without a licence.")
    (folder / "packages.txt").write_text("\n".join(packages) + "\n", encoding="utf-8")
    return packages


def notices(tree: Path) -> list[Path]:
    """The texts of the licences that no package brings along."""
    return [file for folder in NOTICES for file in sorted((tree / folder).iterdir())]


def _distributions(modules: Iterable[str]) -> list[Distribution]:
    """The packages that the modules are of."""
    known = packages_distributions()
    names = set()
    for module in modules:
        if module in sys.stdlib_module_names or module in OWN or _OF_PYTHON.match(module):
            continue
        if module not in known:
            raise PackageError(f"{module} was packaged, but belongs to no package that is installed.")
        names |= {_normal(name) for name in known[module]}
    return [distribution(name) for name in sorted(names)]


def _texts(found: Distribution) -> list[tuple[Path, Path]]:
    """The licence files of a package: where to put each, and where it is."""
    texts = []
    for file in found.files or ():
        inside = [part for part in file.parts if part.endswith(".dist-info")]
        if inside and len(file.parts) > 1 and any(_LICENCE.search(part) for part in file.parts[1:]):
            parts = [part for part in file.parts[1:] if part != "licenses"]
            texts.append((Path(*parts), Path(str(found.locate_file(file)))))
    return texts


def _of_python() -> Path:
    version = ".".join(map(str, sys.version_info[:2]))
    places = (Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), Path(f"/usr/share/doc/python{version}/copyright"))
    for place in places:
        if place.exists():
            return place
    raise PackageError(f"The licence of Python {version} was not found.")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()

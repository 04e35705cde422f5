"""Makes what people install: a folder that needs no Python, and of it a package for Debian and Ubuntu.

    python -m tools.package [--to FOLDER] [--check]

FOLDER is dist unless said. Needs the ``build`` extra (``pip install '.[build]'``), binutils and dpkg; --check needs
Xvfb too: it starts the built program there (tools/check_package.py). The same tree, Python and packages give the same
files. SOURCE_DATE_EPOCH is their time; without it, it is the day of the newest release in the AppStream metadata.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tools.check_package import CheckError, check
from tools.package_contents import PackageError, version
from tools.package_deb import APPLICATION, NAME, build_deb
from tools.package_licences import collect_licences

TREE = Path(__file__).resolve().parent.parent
TOOLS = {"readelf": "binutils", "strip": "binutils", "objcopy": "binutils", "dpkg-deb": "dpkg"}
METADATA = "Metadata-Version: 2.1\nName: magnolia-planner\nVersion: {version}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds both and says where they are and how large."""
    parser = argparse.ArgumentParser(prog="python -m tools.package", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--to", type=Path, default=TREE / "dist", metavar="FOLDER", help="where to (dist)")
    parser.add_argument("--check", action="store_true", help="start the built program under Xvfb")
    options = parser.parse_args(arguments)
    try:
        need_tools()
        folder = build_folder(TREE, options.to.resolve())
        print(f"{folder}: {size(folder) / 1e6:.0f} MB")
        package = build_deb(TREE, folder, options.to.resolve(), epoch_of(TREE))
        print(f"{package}: {package.stat().st_size / 1e6:.0f} MB")
        if options.check:
            for line in check([str(folder / NAME)]):
                print(line)
    except (PackageError, CheckError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def need_tools() -> None:
    """Raises PackageError if something is missing that builds."""
    missing = sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})
    if missing:
        raise PackageError(
            f"Missing: {' and '.join(missing)}. On Debian or Ubuntu: sudo apt-get install {' '.join(missing)}"
        )
    if importlib.util.find_spec("PyInstaller") is None:
        raise PackageError(f"PyInstaller is missing: {sys.executable} -m pip install 'pyinstaller>=6'")


def build_folder(tree: Path, to: Path) -> Path:
    """Makes the folder ``magnolia`` in ``to``, over one that is there.

    Raises:
        PackageError: if PyInstaller fails, or something has no licence.
    """
    with tempfile.TemporaryDirectory() as temporary:
        about = Path(temporary, f"magnolia_planner-{version(tree)}.dist-info")
        about.mkdir()
        (about / "METADATA").write_text(METADATA.format(version=version(tree)), encoding="utf-8")
        modules = Path(temporary, "modules.txt")
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
        command += ["--distpath", str(to), "--workpath", str(Path(temporary, "work"))]
        environment = {
            **os.environ,
            "MAGNOLIA_ABOUT": str(about),
            "MAGNOLIA_MODULES": str(modules),
            "PYTHONHASHSEED": "0",
            "SOURCE_DATE_EPOCH": str(epoch_of(tree)),
        }
        built = subprocess.run([*command, str(tree / "packaging" / "magnolia.spec")], env=environment, cwd=temporary)
        if built.returncode != 0:
            raise PackageError("PyInstaller failed: see above.")
        folder = to / NAME
        _strip(folder)
        packaged = [*modules.read_text(encoding="utf-8").split(), "PyInstaller"]  # its starter is the program itself
        collect_licences(packaged, tree, folder / "licences")
    return folder


def _strip(folder: Path) -> None:
    """Takes the debugger's names out of Python itself, which many builds have; wheels come without them."""
    inside = folder / "_internal"
    own = [*inside.glob("libpython*"), *inside.glob("python3*/lib-dynload/*.so")]
    subprocess.run(["strip", "--strip-unneeded", *map(str, own)], check=True)


def epoch_of(tree: Path) -> int:
    """The time of every file in the package [s since 1970]."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    metadata = ElementTree.parse(tree / "packaging" / f"{APPLICATION}.metainfo.xml")
    newest = max(release.attrib["date"] for release in metadata.iter("release"))
    return int(datetime.fromisoformat(newest).replace(tzinfo=UTC).timestamp())


def size(folder: Path) -> int:
    """What the files of a folder hold together [bytes]; links count nothing."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


if __name__ == "__main__":
    sys.exit(main())

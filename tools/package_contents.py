"""What belongs into the packaged Magnolia, what does not, and which packages of Debian it needs beside itself."""

import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from main import QT_LIBRARIES, XCB_LIBRARIES

NOT_DATA = {".py", ".pyi", ".pyc", ".po", ".pot"}
# What Python, pandas and Qt would bring along though Magnolia never asks for it. Among it are all that could open a
# connection by itself, and what is under the GPL: readline and gdbm.
UNUSED_MODULES = (
    *("tkinter", "unittest", "doctest", "pydoc", "pdb", "lib2to3", "ensurepip", "setuptools", "pkg_resources", "pip"),
    *("ssl", "_ssl", "_hashlib", "sqlite3", "_sqlite3", "readline", "curses", "_curses", "_gdbm", "_dbm", "_uuid"),
    *("ftplib", "smtplib", "xmlrpc"),
    *("scipy", "matplotlib", "pyarrow", "numexpr", "bottleneck", "numba", "openpyxl", "lxml", "jinja2", "IPython"),
    *("pytest", "hypothesis", "mypy", "pulp.tests", "pandas.tests", "numpy.tests", "numpy.f2py", "PIL"),
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtTest", "PySide6.QtDBus"),
)
QT_MODULES = {"QtCore", "QtGui", "QtPrintSupport", "QtSvg", "QtWidgets"}
QT_USED = {"Core", "DBus", "Gui", "PrintSupport", "Svg", "WaylandClient", "Widgets", "XcbQpa"}  # DBus: of Gui's own
QT_PLUGINS = {
    *("platforms/libqxcb.so", "platforms/libqwayland.so", "platforms/libqoffscreen.so"),
    *("imageformats/libqsvg.so", "iconengines/libqsvgicon.so", "platformthemes/libqxdgdesktopportal.so"),
    *("platforminputcontexts/libcomposeplatforminputcontextplugin.so",),
    *("platforminputcontexts/libibusplatforminputcontextplugin.so",),
    *("wayland-shell-integration/libxdg-shell.so", "wayland-decoration-client/libadwaita.so"),
    *("wayland-decoration-client/libbradient.so", "printsupport/libcupsprintersupport.so"),
}
OPTIONAL_PLUGINS = {"libcupsprintersupport.so": "libcups2 | libcups2t64"}  # Qt goes on without what these need

# The shared libraries of the system and their packages in Debian and Ubuntu. What Qt needs is said in main.py too.
SYSTEM_LIBRARIES: Mapping[str, str] = {
    **QT_LIBRARIES,
    **XCB_LIBRARIES,
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libbz2.so.1.0": "libbz2-1.0",
    "libffi.so.8": "libffi8",
    "libfreetype.so.6": "libfreetype6",
    "liblzma.so.5": "liblzma5",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
_WITH_PACKAGES = (
    "libicu",
    "libpyside6",
    "libshiboken6",
    "libhighs",
    "libgfortran-",
    "libquadmath-",
    "libscipy_openblas",
)
_ELF = b"\x7fELF"


class PackageError(Exception):
    """Why no package can be made, in a sentence."""


def version(tree: Path) -> str:
    """Magnolia's version."""
    project = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def data_files(tree: Path) -> list[str]:
    """Every file the program reads that is no Python, as paths within the tree."""
    found = ["foods.csv"]
    for package in ("planner", "ui"):
        for file in sorted((tree / package).rglob("*")):
            place = file.relative_to(tree)
            hidden = any(part.startswith((".", "__pycache__")) for part in place.parts)
            if file.is_file() and file.suffix not in NOT_DATA and not hidden:
                found.append(place.as_posix())
    return found


def belongs(place: str) -> bool:
    """Whether a file that PyInstaller found stays, by its place in the folder.

    Shared libraries of the system lie at the top of the folder. They are the system's to provide and to keep safe:
    an old libstdc++ of ours would stop a newer graphics driver from loading.
    """
    path = PurePosixPath(place)
    match path.parts:
        case ("PySide6", "Qt", "plugins", *plugin):
            return "/".join(plugin) in QT_PLUGINS
        case ("PySide6", "Qt", "lib", library):
            return _is_used(library)
        case ("PySide6", "Qt", *_):
            return False  # translations, QML
        case ("PySide6", name) if name.endswith(".abi3.so"):
            return name.removesuffix(".abi3.so") in QT_MODULES
        case ("pulp", "solverdir", *_):
            return False  # CBC: Magnolia asks HiGHS
        case (name,) if ".so" in name:
            return name.startswith("libpython") or _is_used(name)  # the latter are links into PySide6/Qt/lib
        case _:
            return True


def _is_used(library: str) -> bool:
    qt = re.match(r"libQt6(\w+)\.so", library)
    return qt[1] in QT_USED if qt else library.startswith(_WITH_PACKAGES)


def depends(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The packages of Debian that a built folder depends on, and those it recommends, found in its libraries.

    Raises:
        PackageError: if a library is neither in the folder nor of a known package.
    """
    binaries = list(_binaries(folder))
    inside = {file.name for file in binaries}
    needed, wished, newest = set(), set(), (0, 0)
    for file in binaries:
        libraries, libc = _needs(file)
        newest = max(newest, libc)
        outside = libraries - inside
        if file.name in OPTIONAL_PLUGINS:
            wished.add(OPTIONAL_PLUGINS[file.name])
            continue
        if unknown := outside - SYSTEM_LIBRARIES.keys():
            raise PackageError(f"{file.relative_to(folder)} needs {', '.join(sorted(unknown))}: of which package?")
        needed |= {SYSTEM_LIBRARIES[library] for library in outside}
    needed |= {SYSTEM_LIBRARIES[library] for library in {**QT_LIBRARIES, **XCB_LIBRARIES}}
    needed.discard("libc6")
    return (f"libc6 (>= {newest[0]}.{newest[1]})", *sorted(needed)), tuple(sorted(wished))


def _binaries(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            with file.open("rb") as opened:
                if opened.read(4) == _ELF:
                    yield file


def _needs(file: Path) -> tuple[set[str], tuple[int, int]]:
    """The libraries an ELF file names, and the newest version of glibc it asks for."""
    command = ["readelf", "--wide", "--dynamic", "--version-info", str(file)]
    said = subprocess.run(command, capture_output=True, check=True, text=True, env={"LC_ALL": "C", "PATH": "/usr/bin"})
    libraries = set(re.findall(r"\(NEEDED\).*\[(.+?)\]", said.stdout))
    versions = [(int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", said.stdout)]
    return libraries, max(versions, default=(0, 0))

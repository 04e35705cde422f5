"""The package, as far as it can be checked without building it; MAGNOLIA_BUILD=1 builds it and starts it too."""

import configparser
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from main import QT_LIBRARIES, XCB_LIBRARIES
from tools import check_package, package, package_licences
from tools.check_package import ACCENT, CheckError
from tools.package_contents import (
    UNUSED_MODULES,
    PackageError,
    belongs,
    data_files,
    depends,
    version,
)
from tools.package_deb import APPLICATION, build_deb
from tools.package_licences import collect_licences
from ui.base.look import LIGHT
from ui.base.places import NAME

ROOT = Path(__file__).parent.parent.parent
PACKAGING = ROOT / "packaging"
METADATA = PACKAGING / f"{APPLICATION}.metainfo.xml"
DAY = 1795305600  # [s] 2026-11-22
READING = """
import os, re, sys
from pathlib import Path
root, output = Path(sys.argv[1]), sys.argv[2]
read = set()
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        path = Path(os.path.abspath(arguments[0]))
        if path.is_relative_to(root):
            read.add(path.relative_to(root).as_posix())
sys.addaudithook(note)
import main
from planner.foods.foods_csv import read_catalogue
assert main.main(["shop", "--days", "1", "--format", "pdf", "--output", output]) == 0
from ui.help import made_pages
from ui.help import pages
for page in made_pages.pages(read_catalogue(main.foods_path())):
    for image in re.findall(r"images/[a-z0-9-]+-light.png", page.text):
        assert pages.picture(image, dark=True) and pages.picture(image, dark=False)
for part in made_pages.parts():
    made_pages.licence_text(part.name)
print(*(name for name in sorted(read) if not name.endswith((".py", ".pyc"))), sep="\\n")
"""
WITHOUT = """
import importlib, pkgutil, sys
for name in sys.argv[1].split():
    sys.modules[name] = None
import main, planner, planner.data, ui
for package in (planner, ui):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(found.name)
import pandas, pulp, highspy, rapidfuzz
from planner.foods.foods_csv import read_catalogue
print(len(read_catalogue(main.foods_path())))
"""


def desktop_entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(PACKAGING / "magnolia.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def metadata() -> ElementTree.Element:
    return ElementTree.parse(METADATA).getroot()


def text(path: str) -> str:
    found = metadata().findtext(path)
    assert found is not None, path
    return found.strip()


def run_here(program: str, *arguments: str) -> str:
    command = [sys.executable, "-W", "error", "-c", program, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_that_the_newest_release_of_the_metadata_is_the_version_of_the_project() -> None:
    releases = [release.attrib["version"] for release in metadata().iter("release")]
    assert releases[0] == version(ROOT)


def test_that_the_metadata_has_what_a_software_centre_shows() -> None:
    assert metadata().attrib["type"] == "desktop-application"
    assert text("id") == APPLICATION
    assert re.fullmatch(r"[a-z]+\.[a-z_]+\.[A-Za-z]+", APPLICATION)
    assert text("metadata_license") == "CC0-1.0"
    assert text("project_license") == "MIT"
    assert text("name") == NAME
    assert not text("summary").endswith(".")
    assert len(text("description/p")) > 80
    assert text("provides/binary") == desktop_entry()["Exec"]
    assert (PACKAGING / text("launchable")).is_file()


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstreamcli")
def test_that_appstream_takes_the_metadata() -> None:
    done = subprocess.run(["appstreamcli", "validate", "--no-net", str(METADATA)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_that_the_desktop_takes_the_entry() -> None:
    done = subprocess.run(
        ["desktop-file-validate", str(PACKAGING / "magnolia.desktop")], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_that_the_desktop_entry_starts_the_program_and_names_its_window_and_icon() -> None:
    entry = desktop_entry()
    assert entry["Type"] == "Application"
    assert entry["Name"] == entry["StartupWMClass"] == NAME
    assert entry["Exec"] == "magnolia"
    assert entry["Terminal"] == "false"
    assert (PACKAGING / f"{entry['Icon']}.svg").is_file()
    assert all(entry[key].endswith(";") for key in ("Categories", "Keywords"))
    assert entry["Categories"] == "Utility;"


def test_that_the_icon_is_the_programs_drawing_in_colours_of_its_own() -> None:
    drawn, shipped = ((folder / "magnolia.svg").read_text("utf-8") for folder in (ROOT / "ui" / "icons", PACKAGING))
    paths = re.compile(r'\bd="([^"]+)"')
    assert sorted(paths.findall(drawn)) == sorted(paths.findall(shipped))
    assert "currentColor" not in shipped
    assert LIGHT.accent in shipped


def test_that_every_file_the_program_reads_is_packaged(tmp_path: Path) -> None:
    said = run_here(READING, str(ROOT), str(tmp_path / "list.pdf")).split("\n")
    read = {path for path in said if path and not path.startswith(".venv/")}  # the packages are not ours
    assert {"foods.csv", "planner/data/dishes.toml", "planner/data/rules.toml", "planner/data/bought.csv"} <= read
    assert {"ui/guide/first-evening.md", "ui/guide/magnesium.md", "ui/guide/licences/LGPL-3.txt"} <= read
    only_here = {"LICENSE", "pyproject.toml"}  # packaged as licences/Magnolia.txt and as metadata with the version
    assert read - only_here <= set(data_files(ROOT))


def test_that_all_data_icons_and_translations_are_packaged(tmp_path: Path) -> None:
    found = data_files(ROOT)
    for folder, ending in (("planner/data", "csv"), ("planner/data", "toml"), ("ui/icons", "svg"), ("ui/guide", "md")):
        here = {f"{folder}/{path.name}" for path in (ROOT / folder).glob(f"*.{ending}")}
        assert here
        assert here <= set(found)
    for name in (
        "planner/locale/de/LC_MESSAGES/magnolia.mo",
        "planner/locale/de/magnolia.po",
        "planner/.hidden",
        "ui/x.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert data_files(tmp_path) == ["foods.csv", "planner/locale/de/LC_MESSAGES/magnolia.mo"]


def test_that_nothing_magnolia_loads_is_left_out() -> None:
    assert int(run_here(WITHOUT, " ".join(UNUSED_MODULES))) > 700


@pytest.mark.parametrize(
    "place",
    [
        "planner/data/dri.csv",
        "ui/icons/magnolia.svg",
        "foods.csv",
        "libpython3.11.so.1.0",
        "libQt6Widgets.so.6",
        "libicudata.so.73",
        "PySide6/QtCore.abi3.so",
        "PySide6/libpyside6.abi3.so.6.11",
        "PySide6/Qt/lib/libQt6XcbQpa.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
        "highspy/libhighs.so.1",
        "python3.11/lib-dynload/math.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_that_a_package_keeps_what_the_program_loads(place: str) -> None:
    assert belongs(place)


@pytest.mark.parametrize(
    "place",
    [
        "libstdc++.so.6",
        "libX11.so.6",
        "libreadline.so.8",
        "libssl.so.3",
        "libQt6Network.so.6",
        "PySide6/QtNetwork.abi3.so",
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "pulp/solverdir/cbc/linux/i64/cbc",
    ],
)
def test_that_what_is_the_systems_or_unused_does_not_belong(place: str) -> None:
    assert not belongs(place)


@pytest.mark.skipif(shutil.which("readelf") is None, reason="needs binutils")
def test_that_the_dependencies_are_those_of_the_libraries(tmp_path: Path) -> None:
    import highspy

    built = Path(highspy.__file__).parent
    for file in built.glob("*.so*"):
        shutil.copyfile(file, tmp_path / file.name)
    needed, wished = depends(tmp_path)
    assert re.fullmatch(r"libc6 \(>= 2\.\d+\)", needed[0])
    assert {"libstdc++6", "libxcb-cursor0"} <= set(needed)
    assert not wished
    said = {package for package in {**QT_LIBRARIES, **XCB_LIBRARIES}.values() if package != "libglib2.0-0"}
    assert said <= set(needed)
    assert "libglib2.0-0 | libglib2.0-0t64" in needed
    (tmp_path / "libhighs.so.1").unlink(missing_ok=True)
    for left in tmp_path.glob("libhighs*"):
        left.unlink()
    with pytest.raises(PackageError, match=r"needs libhighs.*: of which package"):
        depends(tmp_path)


@pytest.mark.skipif(not all(map(shutil.which, ("dpkg-deb", "readelf"))), reason="needs dpkg and binutils")
def test_that_the_deb_has_everything_in_its_place_and_is_the_same_each_time(tmp_path: Path) -> None:
    built = tmp_path / "built" / "magnolia"
    (built / "_internal").mkdir(parents=True)
    shutil.copyfile("/bin/true", built / "magnolia")
    (built / "_internal" / "foods.csv").write_text("id\n", encoding="utf-8")
    (built / "_internal" / "link").symlink_to("foods.csv")
    first = build_deb(ROOT, built, tmp_path, DAY)
    before = first.read_bytes()
    os.utime(built / "magnolia", (1, 1))
    (built / "_internal" / "foods.csv").chmod(0o600)
    assert build_deb(ROOT, built, tmp_path, DAY).read_bytes() == before
    assert first.name.startswith(f"magnolia_{version(ROOT)}_")
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    said = subprocess.run(["dpkg-deb", "-c", str(first)], capture_output=True, text=True, check=True, env=environment)
    lines = said.stdout.splitlines()
    assert all(" root/root " in line and " 2026-11-22 00:00 " in line for line in lines)
    for ending, rights in (
        ("./usr/lib/magnolia/magnolia", "-rwxr-xr-x"),
        ("./usr/lib/magnolia/_internal/foods.csv", "-rw-r--r--"),
        ("./usr/bin/magnolia -> ../lib/magnolia/magnolia", "lrwxrwxrwx"),
        ("./usr/share/applications/magnolia.desktop", "-rw-r--r--"),
        (f"./usr/share/metainfo/{APPLICATION}.metainfo.xml", "-rw-r--r--"),
        ("./usr/share/icons/hicolor/scalable/apps/magnolia.svg", "-rw-r--r--"),
        ("./usr/share/doc/magnolia/copyright", "-rw-r--r--"),
    ):
        assert [line[:10] for line in lines if line.endswith(" " + ending)] == [rights]
    asked = ["dpkg-deb", "-f", str(first), "Package", "Version", "Depends"]
    said = subprocess.run(asked, capture_output=True, text=True, check=True)
    fields = dict(line.split(": ", 1) for line in said.stdout.splitlines())
    assert (fields["Package"], fields["Version"]) == ("magnolia", version(ROOT))
    assert "libxcb-cursor0" in fields["Depends"].split(", ")


def test_that_everything_packaged_comes_with_its_licence(tmp_path: Path) -> None:
    folder = tmp_path / "licences"
    modules = ["main", "planner", "json", "PySide6", "shiboken6", "pandas", "numpy", "highspy", "pulp", "rapidfuzz"]
    packages = [name.partition(" ")[0] for name in collect_licences(modules, ROOT, folder)]
    assert packages[0] == "Python"
    assert {"PySide6_Essentials", "shiboken6", "pandas", "numpy", "highspy"} <= set(packages)
    for name in (
        "Magnolia.txt",
        "Python.txt",
        "Qt.txt",
        "Qt-third-party.txt",
        "LGPL-3.txt",
        "GPL-3.txt",
        "packages.txt",
    ):
        assert (folder / name).stat().st_size > 100
    for name in packages[1:]:
        assert name in ("PySide6_Essentials", "shiboken6") or any(file.is_file() for file in (folder / name).rglob("*"))


def test_that_a_module_of_no_known_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="nobody_knows was packaged"):
        collect_licences(["nobody_knows"], ROOT, tmp_path / "licences")


def test_that_a_package_without_a_licence_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package_licences, "_texts", lambda found: [])
    with pytest.raises(PackageError, match=r"^pandas comes without a licence"):
        collect_licences(["pandas"], ROOT, tmp_path / "licences")


def test_that_the_time_of_the_files_is_given_or_that_of_the_newest_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "packaging").mkdir()
    releases = "".join(f'<release version="{day}" date="{day}"/>' for day in ("2026-01-31", "2026-11-22", "2025-12-01"))
    written = tmp_path / "packaging" / METADATA.name
    written.write_text(f"<component><releases>{releases}</releases></component>", encoding="utf-8")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert package.epoch_of(tmp_path) == DAY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert package.epoch_of(tmp_path) == 86400


def test_that_a_missing_tool_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool == "strip" else f"/usr/bin/{tool}")
    with pytest.raises(PackageError, match=r"sudo apt-get install binutils$"):
        package.need_tools()


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("echo no >&2", "ended with 0. no"),
        ("exit 3", "ended with 3."),
        ("""echo '{"days": []}'""", "gave 0 days with 0 foods"),
        ("""case $1 in plan) echo '{"days": [{"meals": [{"portions": [1]}]}]}';; *) echo PNG;; esac""", "gave no PDF"),
    ],
)
def test_that_a_program_that_does_not_plan_fails_the_check(tmp_path: Path, answer: str, said: str) -> None:
    program = tmp_path / "magnolia"
    program.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(CheckError, match=re.escape(said)):
        check_package.check([str(program)])


def test_that_the_check_looks_for_the_colour_of_the_windows_bars() -> None:
    assert f"#{ACCENT:06x}" == LIGHT.accent


@pytest.mark.skipif("MAGNOLIA_BUILD" not in os.environ, reason="minutes: MAGNOLIA_BUILD=1 builds it")
def test_that_the_built_program_plans_opens_its_window_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.package", "--to", str(tmp_path), "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SIGTERM: exit code 0" in done.stdout
    assert list(tmp_path.glob("magnolia_*.deb"))
    inside = tmp_path / "magnolia" / "_internal"
    assert all((inside / name).is_file() for name in data_files(ROOT))
    about = inside / f"magnolia_planner-{version(ROOT)}.dist-info" / "METADATA"
    assert f"Version: {version(ROOT)}\n" in about.read_text(encoding="utf-8")

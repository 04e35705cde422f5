"""The package for Debian and Ubuntu, made of a built folder."""

import gzip
import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.package_contents import depends, version

NAME = "magnolia"
APPLICATION = "app.magnolia_planner.Magnolia"  # AppStream's name for it
CONTROL = """\
Package: {name}
Version: {version}
Architecture: {architecture}
Maintainer: The Magnolia authors
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: meal planner that reaches your magnesium target from food
 Magnolia plans meals for a day or up to four weeks in household portions, with
 the rest of the diet in balance and every number traceable to its source. Rate
 foods, keep and swap meals, add foods from a label, print the shopping list.
 .
 It is a planner, not medical advice. It uses no network.
"""


def build_deb(tree: Path, built: Path, to: Path, epoch: int) -> Path:
    """Makes the package of a built folder and gives its path; every file in it has the time ``epoch`` [s].

    Raises:
        PackageError: if a library is needed of which no package is known.
    """
    said = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, check=True, text=True)
    architecture = said.stdout.strip()
    made = to / f"{NAME}_{version(tree)}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "root")
        _lay_out(tree, built, root)
        _describe(tree, root, architecture, *depends(built))
        _settle(root, epoch)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(made)]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch)}
        )
    return made


def _lay_out(tree: Path, built: Path, root: Path) -> None:
    """Puts every file where Debian has its like."""
    shutil.copytree(built, root / "usr/lib" / NAME, symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    packaging = tree / "packaging"
    for source, place in {
        packaging / "magnolia.desktop": "usr/share/applications/magnolia.desktop",
        packaging / f"{APPLICATION}.metainfo.xml": f"usr/share/metainfo/{APPLICATION}.metainfo.xml",
        packaging / "magnolia.svg": "usr/share/icons/hicolor/scalable/apps/magnolia.svg",
    }.items():
        (root / place).parent.mkdir(parents=True)
        shutil.copyfile(source, root / place)
    documents = root / "usr/share/doc" / NAME
    documents.mkdir(parents=True)
    more = f"The licences of everything in the package are in /usr/lib/{NAME}/licences.\n\n"
    (documents / "copyright").write_text(more + (tree / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")
    (documents / "changelog.gz").write_bytes(gzip.compress((tree / "CHANGELOG.md").read_bytes(), mtime=0))


def _describe(tree: Path, root: Path, architecture: str, needed: tuple[str, ...], wished: tuple[str, ...]) -> None:
    files = [file for file in sorted(root.rglob("*")) if file.is_file() and not file.is_symlink()]
    sums = "".join(f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(root)}\n" for file in files)
    control = CONTROL.format(
        name=NAME,
        version=version(tree),
        architecture=architecture,
        size=sum(-(-file.stat().st_size // 1024) for file in files),  # [KiB]
        depends=", ".join(needed),
        recommends=", ".join(wished),
    )
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN/control").write_text(control, encoding="utf-8")
    (root / "DEBIAN/md5sums").write_text(sums, encoding="utf-8")


def _settle(root: Path, epoch: int) -> None:
    """The same modes and times, whoever builds it and when."""
    for file in [root, *root.rglob("*")]:
        if not file.is_symlink():
            runs = file.is_dir() or file == root / "usr/lib" / NAME / NAME
            file.chmod(0o755 if runs else 0o644)
        os.utime(file, (epoch, epoch), follow_symlinks=False)

"""run.py: what stands in the way is said, what is damaged is set up again, and nothing but the locks is installed."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parent.parent
LOCKS = (run.LOCK, run.TEST_LOCK)


def names_in(lock: Path) -> set[str]:
    """The packages of a lock, as every index writes them."""
    return {line.partition("==")[0] for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line}


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where run.py makes its ``.venv`` now; not made yet."""
    made = tmp_path / ".venv"
    monkeypatch.setattr(run, "VENV", made)
    monkeypatch.setattr(run, "PYTHON", made / "python")
    monkeypatch.setattr(run, "PACKAGES", made / "site-packages")
    monkeypatch.setattr(run, "system_packages", lambda **_: [])
    return made


@pytest.fixture
def commands(venv: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands run.py gives, none of which is run: a venv is made by hand, with one package in it."""
    given: list[tuple[str, ...]] = []

    def done(*command: str) -> bool:
        given.append(command)
        if "venv" in command:
            info = run.PACKAGES / "beans-1.dist-info"
            info.mkdir(parents=True, exist_ok=True)
            (run.PACKAGES / "beans.py").write_text("beans", encoding="utf-8")
            (info / "RECORD").write_text("beans.py,sha256=x,5\n__pycache__/beans.pyc,,\nbeans/RECORD,,\n", "utf-8")
            run.PYTHON.touch()
        return True

    monkeypatch.setattr(run, "done", done)
    return given


def set_up(*, for_tests: bool = False) -> None:
    run.set_up(for_tests=for_tests, wants_qt=False)


def locks_of(commands: list[tuple[str, ...]]) -> list[list[str]]:
    """The locks of each call of pip."""
    return [[Path(word).name for word in each if word.endswith(".lock")] for each in commands if "pip" in each]


# What is installed


def test_that_a_start_installs_what_runs_the_program_and_only_the_tests_add_to_it(
    commands: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up()
    assert locks_of(commands) == [["requirements.lock"]]
    said = capsys.readouterr()
    assert "Downloading and installing" in said.err
    assert said.out == ""
    set_up()
    assert len(commands) == 2  # the venv and pip: it is complete
    set_up(for_tests=True)
    assert locks_of(commands)[1:] == [["requirements.lock", "requirements-test.lock"]]
    set_up(for_tests=True)
    assert len(commands) == 3


def test_that_every_package_must_have_a_hash(commands: list[tuple[str, ...]]) -> None:
    set_up(for_tests=True)
    assert all({"--require-hashes", "--only-binary=:all:"} <= set(each) for each in commands if "pip" in each)


def test_that_another_lock_is_installed_anew(
    commands: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up()
    newer = tmp_path / "requirements.lock"
    newer.write_text("beans==2", encoding="utf-8")
    monkeypatch.setattr(run, "LOCK", newer)
    set_up()
    assert len(locks_of(commands)) == 2


def test_that_a_set_up_that_failed_is_not_taken_for_complete(
    commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.VENV.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(run, "done", lambda *command: "pip" not in command)
        with pytest.raises(SystemExit, match=r"needs the network and 0\.5 GB"):
            set_up()
    assert not run.complete(run.LOCK)
    set_up()
    assert run.complete(run.LOCK)
    assert not run.complete(run.TEST_LOCK)


# What stands in the way


def test_that_a_file_in_the_place_of_the_venv_is_named(venv: Path, commands: list[tuple[str, ...]]) -> None:
    venv.write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit, match=r"\.venv is a file.*[Rr]ename"):
        set_up()
    assert venv.read_text(encoding="utf-8") == "mine"
    assert commands == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_that_a_link_to_nowhere_is_named(venv: Path, commands: list[tuple[str, ...]]) -> None:
    venv.symlink_to(venv.with_name("gone"))
    with pytest.raises(SystemExit, match=r"a link to .*gone, which is not there"):
        set_up()
    assert commands == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_that_what_a_link_leads_to_is_not_cleared(venv: Path, commands: list[tuple[str, ...]]) -> None:
    others = venv.with_name("somebody's")
    others.mkdir()
    venv.symlink_to(others)
    with pytest.raises(SystemExit, match="Delete the link"):
        set_up()
    assert commands == []


def gone(file: Path) -> None:
    file.unlink()


def cut_short(file: Path) -> None:
    file.write_text("bea", encoding="utf-8")


@pytest.mark.parametrize("harm", [gone, cut_short])
@pytest.mark.parametrize("name", ["beans.py", "beans-1.dist-info/RECORD"])
def test_that_a_package_that_lost_a_file_is_installed_again(
    harm: Callable[[Path], None], name: str, commands: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(for_tests=True)
    harm(run.PACKAGES / name)
    set_up()
    assert f"{name} is missing or damaged" in capsys.readouterr().err
    assert locks_of(commands)[2:] == [["requirements.lock"]]
    assert run.lost() == ""
    assert not run.complete(run.TEST_LOCK)  # the tests' packages went with the rest


# What other programs leave in the environment


def test_that_pythonpath_and_settings_of_pip_are_ignored(tmp_path: Path) -> None:
    """A planted module of Python's own name is not run, and what run.py starts sees neither."""
    planted = tmp_path / "planted"
    planted.mkdir()
    for name in ("subprocess", "ctypes", "hashlib"):
        (planted / f"{name}.py").write_text("raise SystemExit('planted')", encoding="utf-8")
    copy = tmp_path / "run.py"
    source = (ROOT / "run.py").read_text(encoding="utf-8")
    before, head, _ = source.partition("    signal.signal(signal.SIGINT, lambda")
    assert head
    copy.write_text(f"{before}    print(sorted(os.environ), Path(subprocess.__file__).parent)\n", encoding="utf-8")
    asked = {"PYTHONPATH": str(planted), "PIP_INDEX_URL": "https://example.org", "PIP_NO_DEPS": "1", "KEPT": "1"}
    done = subprocess.run([sys.executable, str(copy)], env=os.environ | asked, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "KEPT" in done.stdout
    assert str(planted) not in done.stdout
    assert not re.search(r"PYTHONPATH|PIP_", done.stdout)


# The locks


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_that_a_lock_holds_pinned_names_and_hashes_and_no_address(lock: Path) -> None:
    lines = [line.strip() for line in lock.read_text(encoding="utf-8").splitlines()]
    needed = re.compile(
        r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; [a-z_]+ (==|!=|<|>=) '[A-Za-z0-9.]+')? \\|--hash=sha256:[0-9a-f]{64}( \\)?"
    )
    assert [line for line in lines if not line.startswith("#") and not needed.fullmatch(line)] == []
    assert "://" not in lock.read_text(encoding="utf-8")


def test_that_no_package_stands_in_the_two_locks_with_two_versions() -> None:
    versions: dict[str, set[str]] = {}
    for line in run.TEST_LOCK.read_text(encoding="utf-8").splitlines() + run.LOCK.read_text("utf-8").splitlines():
        if "==" in line and not line.lstrip().startswith("#"):
            name, _, rest = line.partition("==")
            versions.setdefault(name, set()).add(rest.split()[0])
    for_each_python = {"numpy", "pyside6-essentials", "shiboken6", "scipy"}  # one for 3.11, one for later ones
    assert {name for name, found in versions.items() if len(found) > 1} <= for_each_python


def test_that_what_is_asked_for_is_locked_where_it_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(asked: list[str]) -> set[str]:
        return {re.split(r"[^A-Za-z0-9-]", each)[0].lower() for each in asked}

    extras = project["optional-dependencies"]
    assert names(project["dependencies"]) <= names_in(run.LOCK)
    assert names(extras["dev"] + extras["build"]) <= names_in(run.TEST_LOCK)
    assert not names(extras["dev"] + extras["build"]) & names_in(run.LOCK)

"""What runs the program is named with its licence, and the command that looks for known holes asks for both locks."""

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest

from tools import audit
from tools.locks import LOCK, TEST_LOCK

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"


def test_that_the_document_names_every_package_of_the_run_with_its_licence() -> None:
    written = [line for line in SECURITY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert [line.split(" | ")[0].removeprefix("| ") for line in written[1:]] == audit.locked()
    for line in audit.table():
        assert "not installed" in line or line in written


def test_that_both_locks_are_asked_about_and_the_worst_answer_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        asked.append(command)
        return subprocess.CompletedProcess(command, len(asked) - 1)

    monkeypatch.setattr("shutil.which", lambda name: name if name == "uvx" else None)
    monkeypatch.setattr("subprocess.run", run)
    assert audit.main([]) == 1
    assert [command[:2] for command in asked] == [["uvx", "pip-audit"]] * 2
    assert [command[-1] for command in asked] == [str(LOCK), str(TEST_LOCK)]
    assert all("--require-hashes" in command for command in asked)


@pytest.fixture
def osv(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """OSV in place of pip-audit: what it was asked, and what it answers with where that is not well."""
    known: dict[str, Any] = {"holes": {}, "answer": None}

    def urlopen(request: Request, timeout: float) -> io.BytesIO:
        assert isinstance(request.data, bytes)
        known["asked"] = json.loads(request.data)["queries"]
        if isinstance(known["answer"], OSError):
            raise known["answer"]
        holes = [known["holes"].get(query["package"]["name"], ()) for query in known["asked"]]
        results = [{"vulns": [{"id": each} for each in ids]} if ids else {} for ids in holes]
        return io.BytesIO(known["answer"] or json.dumps({"results": results}).encode())

    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("urllib.request.urlopen", urlopen)
    return known


def test_that_without_pip_audit_every_package_is_asked_about(
    osv: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main([]) == 0
    names = {query["package"]["name"] for query in osv["asked"]}
    assert {"numpy", "pulp", "pytest"} <= names
    locks = LOCK.read_text(encoding="utf-8") + TEST_LOCK.read_text(encoding="utf-8")
    assert all(f"{query['package']['name']}=={query['version']}" in locks for query in osv["asked"])
    assert f"{len(osv['asked'])} packages, 0 with a known hole" in capsys.readouterr().out


def test_that_a_known_hole_is_named(osv: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    osv["holes"] = {"pulp": ["GHSA-1", "PYSEC-2"]}
    assert audit.main([]) == 1
    assert re.search(r"^pulp [\d.]+: GHSA-1, PYSEC-2$", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.parametrize(
    "answer",
    [OSError("no route to host"), b"<html>", b"[]", b'{"results": []}', b'{"results": 1}'],
)
def test_that_no_answer_is_no_all_clear(
    osv: dict[str, Any], capsys: pytest.CaptureFixture[str], answer: object
) -> None:
    osv["answer"] = answer
    assert audit.main([]) == 2
    said = capsys.readouterr()
    assert "is not known. Run this where there is a network." in said.err
    assert said.out == ""


def test_that_an_answer_as_osv_documents_it_is_understood(
    osv: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """A result has its holes by id and date, or nothing, or a token where more is to be asked for.

    https://google.github.io/osv.dev/post-v1-querybatch/, read in November 2026.
    """
    asked = sorted({pair for lock in (LOCK, TEST_LOCK) for pair in audit.versions(lock.read_text(encoding="utf-8"))})
    hole = {"vulns": [{"id": "GHSA-462w-v97r-4m45", "modified": "2023-03-10T05:23:41.874079Z"}]}
    osv["answer"] = json.dumps({"results": [hole, *({} for _rest in asked[1:])]}).encode()
    assert audit.main([]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said == [
        f"{' '.join(asked[0])}: GHSA-462w-v97r-4m45",
        f"{len(asked)} packages, 1 with a known hole",
    ]
    osv["answer"] = json.dumps({"results": [{"next_page_token": "t"}, *({} for _rest in asked[1:])]}).encode()
    assert audit.main([]) == 2
    assert "it is not whole" in capsys.readouterr().err

"""What runs the program is named with its licence, and the command that looks for known holes asks for both locks."""

import subprocess
from pathlib import Path

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


def test_that_a_missing_tool_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert audit.main([]) == 2
    assert "Missing: pip-audit" in capsys.readouterr().err

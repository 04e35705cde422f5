"""Fuzzed food tables and documents: no exception escapes, memory is bounded, each refusal names file and place."""

import json
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from tests.rigs import LONG
from tests.rigs.kill import ROOT

CASES = 20_000 if LONG else 500
BATCH = 1000
MEMORY = 500  # [MB]


def fuzz(what: str, cases: int, planted: str = "") -> dict[str, Any]:
    """What the rig found, in children of so many cases: Hypothesis keeps every case in memory, and that is not ours."""
    found: dict[str, Any] = {"outcomes": Counter(), "wrong": {}, "memory_mb": 0.0}
    for seed in range(0, cases, BATCH):
        part = _child(what, min(BATCH, cases - seed), seed, planted)
        found["outcomes"] += Counter(part["outcomes"])
        found["wrong"] |= part["wrong"]
        found["memory_mb"] = max(found["memory_mb"], part["memory_mb"])
    if LONG:
        sys.stderr.write(f"\n{what}, {cases} cases {planted}: {found}\n")
    return found


def _child(what: str, cases: int, seed: int, planted: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.rigs.fuzz", what, str(cases), str(seed), *([planted] if planted else [])]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("what", "planted"), [("foods", "no number check"), ("documents", "no limits of JSON")])
def test_that_the_rig_finds_a_limit_that_was_dropped(what: str, planted: str) -> None:
    found = fuzz(what, 500, planted)
    assert found["outcomes"].get("escaped", 0) > 0


@pytest.mark.parametrize("what", ["foods", "documents"])
def test_that_whatever_comes_is_read_or_refused_in_words(what: str) -> None:
    found = fuzz(what, CASES)
    assert found["wrong"] == {}
    assert found["memory_mb"] < MEMORY
    assert sum(found["outcomes"].values()) >= CASES
    assert found["outcomes"]["refused"] > CASES // 50

"""The window in another language, whose texts are longer and hold no English word."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.needs.medical_rules import read_rules
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.patience import GUARD
from tests.ui.conftest import FOODS
from tests.ui.pseudo_language import foreign, write_language
from tools.messages import messages

ROOT = Path(__file__).parent.parent.parent
Shown = tuple[str, str, str]  # the window or dialog, the kind of widget, its text
STRICT = ("action", "menu", "button", "tab")


@pytest.fixture(scope="module")
def shown(day_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> list[Shown]:
    """Everything the window and its dialogs show in the made-up language."""
    folder = tmp_path_factory.mktemp("language")
    write_language(folder / "locale", messages())
    save(folder / "document.json", Stored(Document(days=1), plan_to_fixed(day_plan)))
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.pseudo_language", folder / "locale", folder / "document.json", FOODS],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=GUARD,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    return [(where, kind, text) for where, kind, text in json.loads(done.stdout) if text]


def test_that_a_made_up_text_keeps_its_fields_and_its_ends() -> None:
    assert foreign("{food} is out") == "⟦{food} îš öûţ~~~~⟧"
    assert foreign(" people ") == " ⟦péöpļé~~⟧ "


def test_that_no_english_is_left_in_menus_and_on_buttons(shown: list[Shown]) -> None:
    tables = {medicine.name for medicine in read_rules().medicines}  # texts of tables are translated with their table
    texts = [text for text in shown if text[1] in STRICT and text[2] not in tables]
    assert len(texts) > 60
    assert [text for text in texts if re.search(r"[A-Za-z]{3,}", text[2].replace("Magnolia", ""))] == []


def test_that_no_text_is_shown_in_english_that_has_a_translation(shown: list[Shown]) -> None:
    known = {text for message in messages() for text in ([message.id] if isinstance(message.id, str) else message.id)}
    assert [text for text in shown if text[2] in known and re.search(r"[A-Za-z]{2}", text[2])] == []


def test_that_every_dialog_was_looked_at(shown: list[Shown]) -> None:
    places = {where for where, _kind, _text in shown}
    assert {"main", "ProfileDialog", "PrintDialog", "ExportDialog", "OwnFoodDialog", "OwnDishDialog"} <= places

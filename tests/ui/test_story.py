"""A whole story on the real window with the real planner: told with the mouse, and again with the keyboard alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from planner.document import LOVE, NEVER, Document, Stored
from planner.edits import Place
from planner.plan import Plan
from planner.store import load, save
from planner.templates import read_templates
from tests.ui.conftest import OpenWindow
from tests.ui.hands import CONTROL, click
from ui.app import Built
from ui.look import Theme
from ui.portion_actions import SWAP
from ui.portion_dialogs import AlternativeRow, SwapDialog
from ui.portion_row import PortionFace
from ui.profile_dialog import ProfileDialog
from ui.profile_pages import FOOD

PATIENCE = 300_000  # [ms] the planner's, on a machine that does much else
MONDAY = date(2026, 11, 23)
SPINACH, TOFU = "spinach_cooked", "tofu_firm"
ALT, SHIFT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
MOST_TABS = 300


@dataclass(frozen=True)
class Told:
    """What a story is told with: the window, and a way to wait."""

    built: Built
    qtbot: QtBot

    def until(self, claim: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(claim, timeout=PATIENCE)

    def until_planned(self) -> Plan:
        """Waits until the plan on screen is that of the document."""
        workspace = self.built.workspace
        self.until(lambda: not workspace.planning and not workspace.stale and workspace.plan is not None)
        assert workspace.plan is not None
        return workspace.plan

    def dialog[Kind: QWidget](self, kind: type[Kind]) -> Kind:
        """The dialog that was opened."""
        self.until(lambda: any(one.isVisible() for one in self.built.window.findChildren(kind)))
        (found,) = (one for one in self.built.window.findChildren(kind) if one.isVisible())
        return found

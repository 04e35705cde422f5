"""A page of the window: one entry in the sidebar."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Page:
    """What the sidebar says and shows of a page.

    Without a ``widget`` it is a command, such as one that opens a dialog. ``inspected`` says whether what is chosen
    on it is shown in the inspector beside it.
    """

    id: str  # as the settings keep it
    icon: str
    title: str
    widget: QWidget | None
    key: str  # such as "Ctrl+1"
    inspected: bool = False
    wish: Callable[[], object] | None = None

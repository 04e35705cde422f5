"""A page of the window: one entry in the sidebar."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Page:
    """What the sidebar says and shows of a page.

    ``inspected`` says whether what is chosen on it is shown in the inspector beside it.
    """

    id: str  # as the settings keep it
    icon: str
    title: str
    widget: QWidget
    key: str  # such as "Ctrl+1"
    inspected: bool = False

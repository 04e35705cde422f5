"""What a screen reader says by itself, because it happened while nobody moved: planning began, ended or failed."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(window: QWidget, sentence: str) -> None:
    """Has a sentence said, when what is being said has ended; nothing where no screen reader listens."""
    if sentence and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(window, sentence))

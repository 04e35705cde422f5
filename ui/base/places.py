"""Where Magnolia keeps its document and its settings. Quick to load: the first paint waits for it."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

NAME = "Magnolia"

DOCUMENT = "document.json"


def default_document_path() -> Path:
    """The one file, in the platform's folder for the program's data."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(folder) / NAME / DOCUMENT


def user_settings() -> QSettings:
    """How the window looked and where it stood."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, NAME, NAME)

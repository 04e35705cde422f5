"""The documents that were open last, newest first, as the settings keep them."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings

KEY = "recent_documents"
MOST = 10


@dataclass(frozen=True, slots=True)
class Recent:
    """A document that was open: where it is, and whom it is for."""

    path: Path
    name: str


def recent(settings: QSettings) -> tuple[Recent, ...]:
    """What the settings say; whatever makes no sense is passed over."""
    try:
        rows = json.loads(str(settings.value(KEY, "[]")))
    except ValueError:
        return ()
    rows = rows if isinstance(rows, list) else []
    pairs = (
        row for row in rows if isinstance(row, list) and len(row) == 2 and all(isinstance(each, str) for each in row)
    )
    return tuple(Recent(Path(path), name) for path, name in pairs if os.path.isabs(path))[:MOST]


def remember(settings: QSettings, path: Path, name: str) -> None:
    """Puts a document before the others."""
    _keep(settings, (Recent(path, name), *(each for each in recent(settings) if each.path != path)))


def forget(settings: QSettings, path: Path) -> None:
    """Leaves a document out from now on."""
    _keep(settings, tuple(each for each in recent(settings) if each.path != path))


def _keep(settings: QSettings, found: tuple[Recent, ...]) -> None:
    settings.setValue(KEY, json.dumps([[str(each.path), each.name] for each in found[:MOST]], ensure_ascii=False))

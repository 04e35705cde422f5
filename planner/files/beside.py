"""The names of what is kept beside the document. Quick to load: the first paint waits for it."""

import os
from collections.abc import Iterable
from pathlib import Path

LOCK, WISH, BACKUPS = ".lock", ".show", ".backups"  # what they end with, behind the document's own name
LOGS = "logs"  # the folder of the program's own log
MANY = 10_000  # numbers that are tried for a name


def first_free(names: Iterable[Path]) -> Path:
    """The first of these names that nothing has yet, not even a link that leads nowhere."""
    return next(name for name in names if not os.path.lexists(name))

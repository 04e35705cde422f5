"""Which notices were read and put away, by document, in the settings; papers print all of them."""

import re
from hashlib import sha256

from PySide6.QtCore import QSettings

KEY = "notices/read"
MOST = 600  # kept; the oldest go first, and are shown again


class ReadNotices:
    """A notice is the same one while only its figures change: a new plan does not bring all of them back."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def is_read(self, document: str, sentence: str) -> bool:
        return _key(document, sentence) in self._kept()

    def mark(self, document: str, sentence: str, read: bool) -> None:
        """Puts a notice away, or takes it back."""
        key = _key(document, sentence)
        kept = [each for each in self._kept() if each != key]
        self._settings.setValue(KEY, (kept + [key] * read)[-MOST:])

    def _kept(self) -> list[str]:
        found = self._settings.value(KEY, [])
        return [str(each) for each in found] if isinstance(found, list) else [str(found)] if found else []


def _key(document: str, sentence: str) -> str:
    without_figures = re.sub(r"\d+", "", sentence)
    return sha256(f"{document}\n{without_figures}".encode()).hexdigest()[:16]

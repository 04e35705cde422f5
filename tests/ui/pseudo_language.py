"""A made-up language in which every text of the program looks foreign and is longer, and a window that speaks it.

Run by test_language.py in an interpreter of its own, because the language of a program is settled when it starts:
prints what the window shows as JSON.
"""

import gettext
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

LANGUAGE = "en_XA"
_LETTERS = str.maketrans("ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz", "ÅɃÇĐÉĞĤÎĴĶĻÑÖŘŠŢÛŴÝŽåƀçđéğĥîĵķļñöřšţûŵýž")
_FIELD = re.compile(r"({[^{}]*}|\n)")


def foreign(text: str) -> str:
    """The text in the made-up language: "⟦Šåvé …~~⟧"; fields and spaces at its ends stay as they are."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    inner = text[start:end]
    parts = (part if _FIELD.fullmatch(part) else part.translate(_LETTERS) for part in _FIELD.split(inner))
    return f"{text[:start]}⟦{''.join(parts)}{'~' * (len(inner) // 3)}⟧{text[end:]}"


def write_language(folder: Path, messages: Catalog) -> None:
    """Writes the language where gettext looks for it below ``folder``."""
    made = Catalog(locale="en", charset="utf-8")
    for message in messages:
        if isinstance(message.id, str) and message.id:
            made.add(message.id, foreign(message.id))
        elif message.id:
            made.add(message.id, tuple(map(foreign, message.id)))
    path = folder / LANGUAGE / "LC_MESSAGES" / "magnolia.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, made)


def _use(folder: Path) -> None:
    """Lets planner.language.translate look for languages in ``folder``."""
    real = gettext.translation

    def translation(domain: str, localedir: object = None, **options: Any) -> gettext.NullTranslations:
        found: gettext.NullTranslations = real(domain, folder, languages=[LANGUAGE], **options)
        return found

    gettext.translation = translation  # type: ignore[assignment]


def _texts_of(widget: Any) -> Iterator[tuple[str, str]]:
    """What is written on a widget and its children, each with the kind of widget."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenu, QTabBar, QWidget

    for action in widget.findChildren(QAction):
        yield "action", action.text()
        yield "tooltip", action.toolTip()
    for part in (widget, *widget.findChildren(QWidget)):
        yield "tooltip", part.toolTip()
        yield "accessible", part.accessibleName()
        match part:
            case QAbstractButton():
                yield "button", part.text()
            case QLabel():
                yield "label", part.text()
            case QLineEdit():
                yield "placeholder", part.placeholderText()
            case QMenu():
                yield "menu", part.title()
            case QTabBar():
                yield from (("tab", part.tabText(place)) for place in range(part.count()))
            case QComboBox():
                yield from (("choice", part.itemText(place)) for place in range(part.count()))


def _show(document: Path, foods: Path) -> list[list[str]]:
    """Opens the window on a kept plan, and its dialogs one after the other, and gives all they show."""
    from PySide6.QtCore import QEventLoop, QSettings
    from PySide6.QtWidgets import QApplication, QDialog

    from planner.plan.outcomes import Stopped
    from ui.window.app import build

    app = QApplication([])
    settings = QSettings(str(document.with_name("settings.ini")), QSettings.Format.IniFormat)
    built = build(app, foods, document, settings, lambda *_given, **_more: Stopped(0.0))
    window, loop = built.window, QEventLoop()
    built.workspace.opened.connect(loop.quit)
    window.show()
    loop.exec()
    app.processEvents()
    shown = [["main", *text] for text in _texts_of(window)]
    for wish in (
        window.open_profile,
        window.open_print,
        window.open_export,
        window.own.open_food,
        window.own.open_dish,
    ):
        wish()
        app.processEvents()
        for dialog in window.findChildren(QDialog):
            shown += [[type(dialog).__name__, *text] for text in _texts_of(dialog)]
            dialog.close()
            dialog.deleteLater()
        app.processEvents()
    window.close()
    return shown


if __name__ == "__main__":
    _use(Path(sys.argv[1]))
    sys.stdout.write(json.dumps(_show(Path(sys.argv[2]), Path(sys.argv[3]))))

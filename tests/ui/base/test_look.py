import re
from collections.abc import Callable
from importlib.resources import files
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.foods.meals import read_templates
from ui.base import look as look_module
from ui.base.look import DARK, FAMILY, LIGHT, READABLE, TEXT_KEY, Colours, Look, Theme, text_sizes
from ui.base.style_sheet import STYLE
from ui.base.widgets import tool_button

SURFACES = ("window", "surface", "hover", "accent_soft", "warning_soft")
TEXTS = ("text", "secondary", "accent", "low", "over", "breakfast", "lunch", "dinner", "snack")


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_every_text_stands_out_from_every_surface(colours: Colours) -> None:
    pairs = [*product(TEXTS, SURFACES), ("on_accent", "accent")]
    weak = {
        (text, surface): round(found, 2)
        for text, surface in pairs
        if (found := contrast(getattr(colours, text), getattr(colours, surface))) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_that_the_box_of_what_can_be_ticked_is_seen(colours: Colours) -> None:
    """3:1 is what WCAG 2.2 asks for the edge of a control (1.4.11)."""
    assert min(contrast(colours.box, getattr(colours, surface)) for surface in SURFACES) >= 3
    assert all(rule in STYLE for rule in ("QTreeView::indicator {{", "QTreeView::indicator:checked {{"))


def test_that_every_meal_of_a_day_has_a_colour(qapp: QApplication, settings: QSettings) -> None:
    look = Look(qapp, settings)
    found = {meal: look.meal_colour(meal) for meal in read_templates().meal_ids}
    assert look.colours.secondary not in found.values()
    assert len(set(found.values())) == 4


def test_that_the_font_that_comes_along_is_in_use_and_its_figures_are_of_one_width(
    qapp: QApplication, settings: QSettings
) -> None:
    Look(qapp, settings)
    assert QFontInfo(qapp.font()).family() == FAMILY
    metrics = QFontMetricsF(qapp.font())
    assert {round(metrics.horizontalAdvance(f"{figure}" * 8), 2) for figure in range(10)} == {
        round(metrics.horizontalAdvance("0" * 8), 2)
    }
    assert all(metrics.inFontUcs4(ord(sign)) for sign in "½⅓⅔¼¾≥≤µ·…→–—×“”ßéŞжΩ₂")
    strong = QFont(qapp.font())
    strong.setWeight(QFont.Weight.DemiBold)
    assert QFontInfo(strong).weight() == QFont.Weight.DemiBold  # a face of its own, not a smeared one


def test_that_the_font_is_small_enough_to_come_along_and_has_its_licence() -> None:
    folder = files("ui").joinpath("fonts")
    found = [file for file in folder.iterdir() if file.name.endswith(".ttf")]
    assert sorted(file.name for file in found) == sorted(look_module.FONT_FILES)
    assert sum(len(file.read_bytes()) for file in found) < 1_000_000
    licence = files("ui").joinpath("guide", "licences", f"{FAMILY}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name" not in licence.partition("-----")[0]  # what is cut from it may keep the name


def test_that_text_has_four_sizes_and_none_is_below_the_normal_one() -> None:
    assert text_sizes(10.5) == {"large": 12.0, "heading": 15.0, "title": 21.0}  # 14, 16, 20 and 28 px
    used = {
        word for file in Path("ui").rglob("*.py") for word in re.findall(r'scale="(\w+)"', file.read_text("utf-8"))
    } - {"in"}
    assert used <= set(text_sizes(10.5))


def test_that_the_chosen_theme_is_remembered_and_painted(qapp: QApplication, settings: QSettings) -> None:
    look = Look(qapp, settings)
    look.set_theme(Theme.DARK)
    assert look.dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    settings.sync()
    again = Look(qapp, QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert again.theme is Theme.DARK
    again.set_theme(Theme.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)


@pytest.mark.parametrize("value", ["", "purple", "5", "[]", "\x00"])
def test_that_a_damaged_setting_means_the_systems_theme(qapp: QApplication, settings: QSettings, value: str) -> None:
    settings.setValue(look_module.THEME_KEY, value)
    assert Look(qapp, settings).theme is Theme.SYSTEM


def test_that_every_icon_is_drawn_in_its_colour(qapp: QApplication, settings: QSettings) -> None:
    look = Look(qapp, settings)
    folder = files("ui").joinpath("icons")
    drawn = Path(str(folder))
    names = [file.relative_to(drawn).with_suffix("").as_posix() for file in sorted(drawn.rglob("*.svg"))]
    assert {"lock", "unlock", "never", "rarely", "fine", "like", "love", "undo", "redo"} <= set(names)
    for name in names:
        ElementTree.fromstring(folder.joinpath(f"{name}.svg").read_text(encoding="utf-8"))
        image = look.icon(name, "#ff0000").pixmap(36, 36).toImage()
        painted = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        assert any(colour.alpha() > 200 for colour in painted), name


@pytest.mark.parametrize("make", [QPushButton, QComboBox, QLineEdit, lambda: tool_button("", "Lock", quiet=True)])
def test_that_the_mark_of_focus_makes_nothing_larger(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, make: Callable[[], QWidget]
) -> None:
    Look(qapp, settings)
    window, other, widget = QWidget(), QLineEdit(), make()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(other)
    layout.addWidget(widget)
    window.show()
    sizes = []
    for focused in (other, widget):
        focused.setFocus()
        qtbot.waitUntil(focused.hasFocus)
        qapp.setStyleSheet(qapp.styleSheet() + " ")  # widgets keep their sizes until they are polished anew
        sizes.append(widget.sizeHint())
    assert sizes[0] == sizes[1]


def test_that_the_text_size_is_changed_at_once_and_kept(qapp: QApplication, settings: QSettings) -> None:
    before, usual = qapp.font(), qapp.font().pointSizeF()
    look = Look(qapp, settings)
    try:
        look.set_text_size(150)
        assert qapp.font().pointSizeF() == 1.5 * max(usual, READABLE)
        again = Look(qapp, settings)  # another look of the same process does not make it larger still
        assert again.text_size == 150
        assert qapp.font().pointSizeF() == 1.5 * max(usual, READABLE)
        again.set_text_size(100)
        assert qapp.font().pointSizeF() == max(usual, READABLE)
    finally:
        qapp.setFont(before)


@pytest.mark.parametrize("value", ["", "purple", "-150", "99999999", "120", "1.5"])
def test_that_a_text_size_that_makes_no_sense_is_passed_over(
    qapp: QApplication, settings: QSettings, value: str
) -> None:
    settings.setValue(TEXT_KEY, value)
    assert Look(qapp, settings).text_size == 100

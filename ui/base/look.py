"""How the window looks: colours, spacing, the font and its sizes, icons. Nothing else names a colour."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QObject, QRectF, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ui.base.style_sheet import STYLE

GRID = 8  # [px] every gap is a multiple of half of it
TARGET = 32  # [px] the smallest side of anything that can be pressed
ROW = 32  # [px] height of a table row
TALL_ROW = 44  # [px] height of a row that is pressed as a whole, with the list in one hand
READABLE = 10.5  # [pt] normal text at the least: 14 px where an inch has 96
TITLE, HEADING, LARGE = 28 / 14, 20 / 14, 16 / 14  # of the normal text size; nothing is smaller than normal
ICON = 18  # [px] in a button
PICTURE = 24  # [px] of a food beside its name
FAMILY = "Inter"
FONT_FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")
THEME_KEY, TEXT_KEY = "theme", "text_size"
TEXT_SIZES = (100, 110, 125, 150, 175, 200)  # [%] of the usual text


class Theme(StrEnum):
    """What the user chose; the words are those of the settings file."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours; every text colour has a contrast of at least 4.5:1 on the surfaces it stands on."""

    window: str
    surface: str
    hover: str
    border: str
    outline: str  # of what can be pressed
    text: str
    secondary: str
    faint: str  # decoration and what is disabled, never the only place of a fact
    accent: str
    accent_soft: str
    on_accent: str
    track: str  # an empty bar
    low: str  # below the recommended amount
    over: str  # above the upper limit
    warning_soft: str
    box: str  # the edge of what can be ticked, at least 3:1
    breakfast: str
    lunch: str
    dinner: str
    snack: str


LIGHT = Colours(
    window="#f3f5f0",
    surface="#ffffff",
    hover="#eef2ea",
    border="#dde2d8",
    outline="#c3cabd",
    text="#1d231b",
    secondary="#566052",
    faint="#8d9788",
    accent="#2e7434",
    accent_soft="#dfeedd",
    on_accent="#ffffff",
    track="#e6eae2",
    low="#8f5600",
    over="#b3261e",
    warning_soft="#fbf0dc",
    box="#767f71",
    breakfast="#825700",
    lunch="#1b6e4f",
    dinner="#4a4db8",
    snack="#ab2660",
)
DARK = Colours(
    window="#141813",
    surface="#1d221c",
    hover="#272d25",
    border="#313830",
    outline="#465044",
    text="#e7ebe4",
    secondary="#a6b1a2",
    faint="#717c6d",
    accent="#7fc785",
    accent_soft="#27402a",
    on_accent="#0e2210",
    track="#323931",
    low="#e3ad55",
    over="#f28b80",
    warning_soft="#3a3020",
    box="#8f9b8b",
    breakfast="#e6ae4c",
    lunch="#62c9a0",
    dinner="#abaff7",
    snack="#f394b8",
)
MEAL_COLOURS = {
    "breakfast": "breakfast",
    "lunch": "lunch",
    "dinner": "dinner",
    "morning_snack": "snack",
    "snack": "snack",
    "evening_snack": "snack",
}


def text_sizes(normal: float) -> dict[str, float]:
    """The larger sizes [pt] beside a normal one [pt], by the word of a label's ``scale``."""
    return {
        name: round(normal * share, 1) for name, share in (("large", LARGE), ("heading", HEADING), ("title", TITLE))
    }


@cache
def load_font() -> None:
    """Makes the font that comes along known to Qt, once."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(files("ui").joinpath("fonts", name)))


class Look(QObject):
    """The colours in use. Follows the system until the user chooses.

    Signals:
        changed: other colours are in use; painted things must be painted again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self.colours = LIGHT
        self.theme = _theme(settings.value(THEME_KEY, Theme.SYSTEM.value, type=str))
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._drawings: dict[tuple[str, str], QSvgRenderer] = {}
        app.setStyle("Fusion")
        load_font()
        self._usual = max(_unscaled(app), READABLE)  # [pt]
        self.text_size = _text_size(settings.value(TEXT_KEY, TEXT_SIZES[0]))
        font = app.font()
        font.setFamilies(list(dict.fromkeys((FAMILY, *font.families()))))  # what Inter cannot write, the system can
        font.setPointSizeF(self._usual)
        font.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that columns of amounts line up
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    def forget(self) -> None:
        """Clears every setting that is kept."""
        self._settings.clear()
        self._settings.sync()

    @property
    def settings(self) -> QSettings:
        """What is kept on this computer beside the document."""
        return self._settings

    def set_theme(self, theme: Theme) -> None:
        """Changes the colours of the whole program and keeps the choice."""
        self.theme = theme
        self._settings.setValue(THEME_KEY, theme.value)
        self._apply()

    def set_text_size(self, percent: int) -> None:
        """Changes the size of all text [%] at once and keeps the choice."""
        self.text_size = _text_size(percent)
        self._settings.setValue(TEXT_KEY, self.text_size)
        self._apply()

    @property
    def dark(self) -> bool:
        """Whether the colours are those of a dark screen."""
        return self.colours is DARK

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """The drawn icon in a colour of the set in use, by default that of text."""
        key = (name, colour or self.colours.text)
        if key not in self._icons:
            self._icons[key] = _icon(name, key[1], self.colours.faint)
        return self._icons[key]

    def draw(self, painter: QPainter, name: str, place: QRectF, colour: str | None = None) -> None:
        """Paints the drawn icon into a square of any size, sharp at every scale; by default in the colour of text."""
        key = (name, colour or self.colours.text)
        if key not in self._drawings:
            self._drawings[key] = _drawing(*key)
        self._drawings[key].render(painter, place)

    def picture(self, name: str, size: int, colour: str, ratio: float) -> QPixmap:
        """The drawn icon of so many px for a label, on a screen with so many dots to a px."""
        pixmap = QPixmap(round(size * ratio), round(size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.draw(painter, name, QRectF(0, 0, size, size), colour)
        painter.end()
        return pixmap

    def meal_colour(self, meal: str) -> str:
        """The colour of a meal of the day, by its id."""
        return str(getattr(self.colours, MEAL_COLOURS.get(meal, "secondary")))

    def colour(self, name: str) -> QColor:
        """A colour by the name of its field."""
        return QColor(getattr(self.colours, name))

    def _size_text(self) -> None:
        font = self._app.font()
        points = self._usual * self.text_size / 100
        if font.pointSizeF() != points:
            font.setPointSizeF(points)
            self._app.setFont(font)
        self._app.setProperty("usual_points", self._usual)
        self._app.setProperty("scaled_points", self._app.font().pointSizeF())

    def _follow(self) -> None:
        if self.theme is Theme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        system_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self.theme is Theme.DARK or (self.theme is Theme.SYSTEM and system_dark)
        self.colours = DARK if dark else LIGHT
        self._icons.clear()
        self._drawings.clear()
        self._size_text()
        sizes = text_sizes(self._app.font().pointSizeF())
        values = {name: getattr(self.colours, name) for name in Colours.__slots__}
        self._app.setPalette(palette(self.colours))
        icons = str(files("ui").joinpath("icons")).replace("\\", "/")
        tick = "dark" if dark else "light"
        self._app.setStyleSheet(STYLE.format(**values, **sizes, **_heights(self._app.font()), icons=icons, tick=tick))
        self.changed.emit()


def _heights(font: QFont) -> dict[str, int]:
    """How high [px] what is pressed or typed in is at least inside its border: no lower than a line of this text."""
    line = max(TARGET - 2, QFontMetrics(font).height())
    return {"line": line, "focused_line": line - 2, "tab": line + 4}


def _text_size(given: object) -> int:
    """Whatever the settings file says, one of the sizes [%]."""
    text = str(given)
    size = int(text) if text.isdecimal() and len(text) < 4 else TEXT_SIZES[0]
    return size if size in TEXT_SIZES else TEXT_SIZES[0]


def _unscaled(app: QApplication) -> float:
    """The size of text [pt] before a look of this process made it larger."""
    points = app.font().pointSizeF()
    usual, scaled = app.property("usual_points"), app.property("scaled_points")
    return float(usual) if usual is not None and scaled == points else points


def _theme(word: object) -> Theme:
    """Whatever the settings file says, a theme."""
    try:
        return Theme(str(word))
    except ValueError:
        return Theme.SYSTEM


def palette(colours: Colours) -> QPalette:
    """The colours in the roles Qt paints with."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, colours.window),
        (roles.WindowText, colours.text),
        (roles.Base, colours.surface),
        (roles.AlternateBase, colours.hover),
        (roles.Text, colours.text),
        (roles.PlaceholderText, colours.secondary),
        (roles.Button, colours.surface),
        (roles.ButtonText, colours.text),
        (roles.BrightText, colours.over),
        (roles.Highlight, colours.accent_soft),
        (roles.HighlightedText, colours.text),
        (roles.ToolTipBase, colours.surface),
        (roles.ToolTipText, colours.text),
        (roles.Link, colours.accent),
        (roles.Accent, colours.accent),
        (roles.Light, colours.surface),
        (roles.Midlight, colours.hover),
        (roles.Mid, colours.border),
        (roles.Dark, colours.outline),
        (roles.Shadow, colours.outline),
    ):
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return made


def _icon(name: str, colour: str, disabled: str) -> QIcon:
    modes = QIcon.Mode
    icon = QIcon()
    for stroke, used in ((colour, (modes.Normal, modes.Selected, modes.Active)), (disabled, (modes.Disabled,))):
        drawing = _drawing(name, stroke)
        for size in (ICON, 2 * ICON, 3 * ICON):
            pixmap = _pixmap(drawing, size)
            for mode in used:
                icon.addPixmap(pixmap, mode)
    return icon


def _pixmap(drawing: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def _drawing(name: str, colour: str) -> QSvgRenderer:
    text = files("ui").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))

"""Marks on pages: text that wraps, lines and boxes, flowed over columns and painted on any paged device.

Everything here is in points; nothing knows what a meal is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from planner.language.plain_text import plain
from planner.language.translate import _
from planner.output.picture import Picture
from ui.base.paint_picture import Ink, paint_picture, picture_height

UNITS = 20  # of the painter to a point: fine enough that the width of a letter is not rounded
MARGIN = 40.0  # [pt]
FOOTER = 22.0  # [pt] kept free above the margin for the line at the foot
DPI = 1200
BLACK, GREY, RULE = "#000000", "#555555", "#b5b5b5"
TALLEST = 1e6  # [pt]


class Paper(StrEnum):
    """The sizes offered; the words are those of the command line."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def page_size(self) -> QPageSize:
        """The paper as Qt knows it."""
        sizes = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
        return QPageSize(sizes[self])


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters in one look."""

    text: str
    bold: bool = False
    colour: str = BLACK

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.text))  # a control would be a box, and a mark turn the line


@dataclass(frozen=True)
class Words:
    """Plain text in a column, broken into lines once; nothing in it is read as markup."""

    pieces: tuple[Piece, ...]
    size: float  # [pt] of the letters
    width: float = TALLEST
    right: bool = False

    @property
    def text(self) -> str:
        """The words, without how they look."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def layout(self) -> QTextLayout:
        """The words broken into lines."""
        return _laid_out(self)

    @cached_property
    def height(self) -> float:
        """[pt]"""
        return self.layout.boundingRect().height() / UNITS


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place."""

    x: float
    y: float
    words: Words


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line."""

    x: float
    y: float
    width: float
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick."""

    x: float
    y: float
    size: float
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture over days, with letters of so many points."""

    x: float
    y: float
    width: float
    picture: Picture
    size: float  # [pt] of the letters

    @property
    def height(self) -> float:
        """[pt]"""
        return picture_height(self.picture, QFontMetricsF(_font(self.size, False)).height() / UNITS)


Mark = Text | Rule | Box | Drawing


@dataclass(frozen=True, slots=True)
class Block:
    """Marks that stay together. ``keep`` says that it may not be the last in a column, as a heading may not;
    ``again`` is put above it where a column begins with it, as the header of a table is."""

    height: float
    marks: tuple[Mark, ...]
    keep: bool = False
    again: "Block | None" = None


@dataclass(frozen=True, slots=True)
class Page:
    """Finished marks; a ``turned`` page lies where the first one stands, or stands where it lies."""

    marks: tuple[Mark, ...]
    turned: bool = False


def text(
    said: str,
    size: float,
    *,
    x: float = 0.0,
    y: float = 0.0,
    width: float = TALLEST,
    bold: bool = False,
    grey: bool = False,
    right: bool = False,
) -> Text:
    """Text of one look."""
    return Text(x, y, Words((Piece(said, bold, GREY if grey else BLACK),), size, width, right))


def height(mark: Text) -> float:
    """What a text takes when it is wrapped [pt]."""
    return mark.words.height


def natural_width(said: str, size: float, bold: bool = False) -> float:
    """What a text takes on one line [pt]."""
    layout = text(said, size, bold=bold).words.layout
    return layout.lineAt(0).naturalTextWidth() / UNITS + 0.5


def bottom(mark: Mark) -> float:
    """Where a mark ends [pt]."""
    match mark:
        case Text():
            return mark.y + height(mark)
        case Rule():
            return mark.y + mark.height
        case Box():
            return mark.y + mark.size
        case Drawing():
            return mark.y + mark.height


def stack(*blocks: Block, gap: float = 0.0) -> Block:
    """Blocks below each other as one."""
    marks: list[Mark] = []
    at = 0.0
    for block in blocks:
        marks += [moved(mark, 0.0, at) for mark in block.marks]
        at += block.height + gap
    return Block(max(0.0, at - gap), tuple(marks))


def block_of(*marks: Mark, after: float = 0.0, keep: bool = False) -> Block:
    """Marks as high as they reach, and ``after`` [pt] of space."""
    return Block(max((bottom(mark) for mark in marks), default=0.0) + after, marks, keep)


def moved(mark: Mark, x: float, y: float) -> Mark:
    """The same mark, so far to the right and down [pt]."""
    return replace(mark, x=mark.x + x, y=mark.y + y)


def flow(blocks: Sequence[Block], room: QRectF, columns: int = 1, gutter: float = 20.0, top: float = 0.0) -> list[Page]:
    """Pages of columns, filled one after another. A heading goes with what it heads, and no block is cut.

    ``top`` [pt] stays free above the columns of the first page.
    """
    step = (room.width() + gutter) / columns
    pages: list[list[Mark]] = [[]]
    column, at = 0, top
    place = 0
    while place < len(blocks):
        group = _group(blocks, place)
        needed = sum(block.height for block in group)
        if at > top and at + needed > room.height() + 0.01:
            column += 1
            if column == columns:
                pages.append([])
                column, top = 0, 0.0
            at = top
        above = group[0].again
        if at == top and above is not None:
            pages[-1] += [moved(mark, room.left() + column * step, room.top()) for mark in above.marks]
            at += above.height
        for block in group:
            pages[-1] += [moved(mark, room.left() + column * step, room.top() + at) for mark in block.marks]
            at += block.height
        place += len(group)
    return [Page(tuple(marks)) for marks in pages]


def _group(blocks: Sequence[Block], place: int) -> Sequence[Block]:
    """A block with the headings before it."""
    end = place
    while end < len(blocks) - 1 and blocks[end].keep:
        end += 1
    return blocks[place : end + 1]


def numbered(pages: Sequence[Page], title: str, width: float, tall: float) -> list[Page]:
    """The pages with a line at the foot of each: what it is of, and which of how many."""
    done = []
    for number, page in enumerate(pages, start=1):
        said = _("page {number} of {count}").format(number=number, count=len(pages))
        wide = natural_width(said, 7.5)
        y = tall - MARGIN - 9
        foot = (
            text(_short(title, 90), 7.5, x=MARGIN, y=y, width=width - 2 * MARGIN - wide - 12, grey=True),
            text(said, 7.5, x=width - MARGIN - wide, y=y, width=wide, grey=True),
        )
        done.append(Page((*page.marks, *foot)))
    return done


def _short(said: str, most: int) -> str:
    return said if len(said) <= most else said[: most - 1] + "…"


# On a device


def paint(pages: Sequence[Page], device: QPagedPaintDevice, painter: QPainter) -> None:
    """Paints pages on a device whose painter has begun and whose page has no margins. The first one is not turned."""
    scale = device.logicalDpiX() / 72 / UNITS
    ways = (QPageLayout.Orientation.Portrait, QPageLayout.Orientation.Landscape)
    first = ways.index(device.pageLayout().orientation())
    for number, page in enumerate(pages):
        if number:
            device.setPageOrientation(ways[first ^ page.turned])
            device.newPage()
        painter.resetTransform()
        painter.scale(scale, scale)
        for mark in page.marks:
            _paint(mark, painter)


def pages_to_pdf(pages: Sequence[Page], size: QPageSize, landscape: bool, title: str) -> bytes:
    """The pages as a PDF whose text can be selected and searched."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(title)
    writer.setCreator("Magnolia")
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, orientation, QMarginsF()))
    painter = QPainter(writer)
    paint(pages, writer, painter)
    painter.end()
    return bytes(buffer.data().data())


def _paint(mark: Mark, painter: QPainter) -> None:
    match mark:
        case Text():
            mark.words.layout.draw(painter, QPointF(mark.x * UNITS, mark.y * UNITS))
        case Rule():
            painter.setPen(QPen(QColor(RULE), 0.5 * UNITS))
            start = QPointF(mark.x * UNITS, mark.y * UNITS)
            painter.drawLine(start, start + QPointF(mark.width * UNITS, mark.height * UNITS))
        case Box():
            painter.setPen(QPen(QColor(BLACK), 0.6 * UNITS))
            box = QRectF(mark.x * UNITS, mark.y * UNITS, mark.size * UNITS, mark.size * UNITS)
            painter.drawRect(box)
            if mark.ticked:
                painter.setPen(QPen(QColor(BLACK), 1.1 * UNITS))
                low = box.topLeft() + QPointF(0.42 * box.width(), 0.76 * box.height())
                painter.drawLine(box.topLeft() + QPointF(0.18 * box.width(), 0.5 * box.height()), low)
                painter.drawLine(low, box.topLeft() + QPointF(0.84 * box.width(), 0.22 * box.height()))
        case Drawing():
            place = QRectF(mark.x * UNITS, mark.y * UNITS, mark.width * UNITS, mark.height * UNITS)
            paint_picture(painter, place, mark.picture, _font(mark.size, False), _ink())


def _ink() -> Ink:
    """Black on white: a printer may know nothing else."""
    black, grey, light = QColor(BLACK), QColor(GREY), QColor(RULE)
    return Ink(black, grey, grey, grey, light, black, 0.5 * UNITS)


def _laid_out(words: Words) -> QTextLayout:
    """The text broken into lines; a word that is too long for a line is broken anywhere."""
    layout = QTextLayout(words.text, _font(words.size, False))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    side = Qt.AlignmentFlag.AlignRight if words.right else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setFormats(_formats(words))
    layout.beginLayout()
    at = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(words.width * UNITS)
        line.setPosition(QPointF(0.0, at))
        at += line.height()
    layout.endLayout()
    return layout


def _formats(words: Words) -> list[QTextLayout.FormatRange]:
    ranges = []
    start = 0
    for piece in words.pieces:
        look = QTextCharFormat()
        look.setFont(_font(words.size, piece.bold))
        look.setForeground(QColor(piece.colour))
        found = QTextLayout.FormatRange()
        units = len(piece.text.encode("utf-16-le")) // 2
        found.start, found.length, found.format = start, units, look
        start += units
        ranges.append(found)
    return ranges


def _font(size: float, bold: bool) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPixelSize(round(size * UNITS))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("liga"), 0)  # so that a search for "coffee" finds it
    font.setFeature(QFont.Tag("tnum"), 1)
    return font

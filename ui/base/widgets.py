"""Small widgets that several views share."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QMenu,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from planner.language.translate import _
from ui.base.look import ICON, READABLE, ROW, TARGET
from ui.base.table import Index

STRIP = 4  # [px]
LONG_WORD = 20  # characters
BREAK = "\u200b"  # where a word may go on in the next line
NOTE_LINES = 7  # how much of the notes is seen at once
PADDING = 6  # [px] between the last column and the scroll bar


def label(text: str = "", *, tone: str = "", scale: str = "", weight: str = "", wrap: bool = False) -> QLabel:
    """A label of plain text: a food's name is never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    for name, value in (("tone", tone), ("scale", scale), ("weight", weight)):
        if value:
            made.setProperty(name, value)
    return made


def scaled(pixels: int) -> int:
    """A width [px] that is right for the smallest normal text, at the text in use."""
    return round(pixels * max(1.0, QApplication.font().pointSizeF() / READABLE))


def may_break(text: str) -> str:
    """The text with places to break in words no line has room for, so that a label that wraps never grows wide."""
    return " ".join(
        word
        if len(word) <= LONG_WORD
        else BREAK.join(word[at : at + LONG_WORD] for at in range(0, len(word), LONG_WORD))
        for word in text.split(" ")
    )


def list_of_rows(name: str) -> QListWidget:
    """A list whose rows wrap instead of scrolling sideways; ``name`` is what a screen reader says."""
    rows = QListWidget()
    rows.setObjectName("rows")
    rows.setAccessibleName(name)
    rows.setWordWrap(True)
    rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return rows


def tool_button(text: str, name: str, *, quiet: bool = False) -> QToolButton:
    """A button of at least 32 × 32 px; ``name`` is what a screen reader says and the tooltip shows."""
    made = QToolButton()
    made.setText(text)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setMinimumHeight(TARGET)
    if not text:
        made.setMinimumWidth(TARGET)  # words are as wide as they are
    made.setIconSize(QSize(ICON, ICON))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setProperty("bare", not text)
    if quiet:
        made.setProperty("quiet", True)
    return made


def push_button(text: str, name: str = "", *, by_return: bool = True) -> QPushButton:
    """A button of words, high enough to press; a screen reader says ``name``, else the words.

    Without ``by_return``, Return in a field of the same dialog does not press it.
    """
    made = QPushButton(text)
    made.setAccessibleName(name or text.removesuffix(" …"))
    made.setMinimumHeight(TARGET)
    if not by_return:
        made.setAutoDefault(False)
    return made


def menu_action(text: str, slot: Callable[[], object], parent: QObject) -> QAction:
    """An entry of a menu that calls ``slot``, without the "checked" of its signal."""
    made = QAction(text, parent)
    made.triggered.connect(lambda *_args: slot())
    return made


def open_menu(parent: QWidget, fill: Callable[[QMenu], object], where: QPoint) -> None:
    """Opens a menu that goes when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    fill(menu)
    menu.popup(where)


class Notes(QScrollArea):
    """Sentences of plain text under one another; what is more than a few lines is scrolled."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._label = label(tone="secondary", wrap=True)
        self._label.setObjectName("scrolled")
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._label.setContentsMargins(0, 0, PADDING, 0)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setAccessibleName(name)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def text(self) -> str:
        """All sentences, one a line."""
        return self._label.text()

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Shows these sentences, one a line."""
        self._label.setText("\n".join(sentences))
        self.setAccessibleDescription(self._label.text())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        """As high as the text, up to a few lines."""
        most = NOTE_LINES * self._label.fontMetrics().lineSpacing()
        self.setFixedHeight(min(self._label.heightForWidth(self.viewport().width()) + 2, most))


class RowDelegate(QStyledItemDelegate):
    """Rows high enough to be pressed, and headings that look like headings."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(ROW, hint.height()))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.internalId() == 0:
            option.font.setBold(True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints the cell without the style's focus frame; a strip at the row's left end says where the keys go."""
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        plain = QStyleOptionViewItem(option)
        plain.state &= ~QStyle.StateFlag.State_HasFocus
        if plain.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        if index.column() == index.model().columnCount() - 1:
            plain.rect.setRight(plain.rect.right() - PADDING)
        super().paint(painter, plain, index)
        if focused and index.column() == 0:
            strip = QRect(0, option.rect.top(), STRIP, option.rect.height())
            painter.fillRect(strip, option.palette.color(QPalette.ColorRole.Accent))


_BUTTON_WORDS = {
    QDialogButtonBox.StandardButton.Ok: _("OK"),
    QDialogButtonBox.StandardButton.Cancel: _("Cancel"),
    QDialogButtonBox.StandardButton.Close: _("Close"),
}


def dialog_buttons(*kinds: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """A row with these buttons. Qt has words of its own for them, in languages the program may not speak."""
    box = QDialogButtonBox()
    for kind in kinds:
        button = box.addButton(kind)
        button.setText(_BUTTON_WORDS[kind])
        button.setAccessibleName(_BUTTON_WORDS[kind])
    return box


def keep_buttons(text: str, keep: Callable[[], object], leave: Callable[[], object]) -> QDialogButtonBox:
    """The row of a dialog with something to keep: Ok, which says ``text``, calls ``keep``, Cancel calls ``leave``."""
    box = dialog_buttons(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
    ok = box.button(QDialogButtonBox.StandardButton.Ok)
    ok.setText(text)
    ok.setAccessibleName(text)
    ok.setProperty("primary", True)
    for button in box.buttons():
        button.setIcon(QIcon())
        button.setMinimumHeight(TARGET)
    box.accepted.connect(keep)
    box.rejected.connect(leave)
    return box


def close_buttons(leave: Callable[[], object]) -> tuple[QDialogButtonBox, QPushButton]:
    """The row of a dialog that is only looked at: its one button Close calls ``leave``. The row, and that button."""
    box = dialog_buttons(QDialogButtonBox.StandardButton.Close)
    button: QPushButton = box.button(QDialogButtonBox.StandardButton.Close)
    button.setIcon(QIcon())
    box.rejected.connect(leave)
    return box, button

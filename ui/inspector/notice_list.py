"""What is said beside a plan, grouped by what there is to do; what was read is put away, one at a time."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planner.language.translate import _, ngettext
from planner.needs.notices import GROUPS, KNOW
from ui.base.look import GRID, TARGET, Look
from ui.base.read_notices import ReadNotices
from ui.base.rows import fit_rows
from ui.base.widgets import label, tool_button


class NoticeRow(QWidget):
    """A title, or a sentence with a button that puts it away or takes it back.

    Signals:
        pressed: the button was pressed.
    """

    pressed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.sentence, self.read = "", False
        self._text: QLabel = label(wrap=True)
        self.button = tool_button("", _("Read"), quiet=True)
        self.button.clicked.connect(self.pressed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def text(self) -> str:
        return self._text.text()

    def show_title(self, title: str) -> None:
        """Shows the title of a group."""
        self._show(title, "strong", "")
        self.button.hide()

    def show_sentence(self, sentence: str, read: bool) -> None:
        """Shows a notice; one that was read can be taken back."""
        self.sentence, self.read = sentence, read
        self._show(sentence, "", "secondary" if read else "")
        said = _("Show this notice again") if read else _("I have read this: put it away")
        self.button.setAccessibleName(f"{said}: {sentence}")
        self.button.setToolTip(said)
        self.button.setIcon(self._look.icon("undo" if read else "reached", self._look.colours.secondary))
        self.button.show()

    def _show(self, text: str, weight: str, tone: str) -> None:
        self._text.setText(text)
        self._text.setProperty("weight", weight)
        self._text.setProperty("tone", tone)
        self._text.style().polish(self._text)


class NoticeList(QWidget):
    """The groups under one another; behind a fold what was read."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._kept = ReadNotices(look.settings)
        self._document, self._sentences = "", tuple[str, ...]()
        self._groups: Mapping[str, str] = {}
        self.rows: list[NoticeRow] = []
        self.read_rows: list[NoticeRow] = []
        self.fold = QPushButton()
        self.fold.setProperty("link", True)
        self.fold.setCheckable(True)
        self.fold.setMinimumHeight(TARGET)
        self.fold.toggled.connect(lambda _on: self._draw())
        self._open, self._read = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for rows in (self._open, self._read):
            rows.setContentsMargins(0, 0, 0, 0)
            rows.setSpacing(GRID)
        column.addLayout(self._open)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._read)

    def show_notices(self, document: str, sentences: Sequence[str], groups: Mapping[str, str]) -> None:
        """Shows these sentences of a document, each in its group; one without any is good to know."""
        self._document, self._sentences, self._groups = document, tuple(sentences), groups
        self._draw()

    def _draw(self) -> None:
        read = [each for each in self._sentences if self._kept.is_read(self._document, each)]
        shown: list[tuple[str, str]] = []  # title or sentence
        for group, title in GROUPS.items():
            told = [each for each in self._sentences if self._groups.get(each, KNOW) == group and each not in read]
            if told:
                shown += [(title, ""), *(("", each) for each in told)]
        fit_rows(self._open, self.rows, len(shown), self._make)
        for row, (title, sentence) in zip(self.rows, shown, strict=True):
            if title:
                row.show_title(title)
            else:
                row.show_sentence(sentence, False)
        opened = self.fold.isChecked()
        said = ngettext("{count} notice you have read", "{count} notices you have read", len(read))
        self.fold.setText(f"{said.format(count=len(read))}  {'▾' if opened else '▸'}")
        self.fold.setAccessibleName(said.format(count=len(read)))
        self.fold.setVisible(bool(read))
        fit_rows(self._read, self.read_rows, len(read) if opened else 0, self._make)
        for row, sentence in zip(self.read_rows, read if opened else (), strict=True):
            row.show_sentence(sentence, True)

    def _make(self) -> NoticeRow:
        row = NoticeRow(self._look)
        row.pressed.connect(lambda: self._put_away(row))
        return row

    def _put_away(self, row: NoticeRow) -> None:
        """Puts a notice away or takes it back; the keyboard stays among the notices."""
        self._kept.mark(self._document, row.sentence, not row.read)
        at = self.rows.index(row) if row in self.rows else 0
        self._draw()
        after: list[QAbstractButton] = [each.button for each in self.rows[at:] if each.button.isVisibleTo(self)]
        (after or [self.fold])[0].setFocus(Qt.FocusReason.OtherFocusReason)

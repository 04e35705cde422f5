"""The Help window: pages on the left, the text beside them, a search over all of it. It stays open beside the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from planner.foods.catalogue import Catalogue
from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET, Look
from ui.base.widgets import close_buttons, label, scaled, tool_button
from ui.help import made_pages, pages
from ui.help.made_pages import MARK
from ui.help.pages import FIRST, Finding

SIZE = (1000, 720)  # [px]
NAMES = 250  # [px]
MARGIN = 2 * GRID  # [px] around the text
SETTLED = 150  # [ms] after the last change of size the pictures are fitted to it
PAGE_ROW = 40  # [px]
WEB = ("http", "https")


@dataclass(frozen=True, slots=True)
class GuidePlace:
    """What is read: a page, the texts of a licence, or a picture in its full size; and how far down."""

    name: str
    down: int = 0  # [px]


class PageView(QTextBrowser):
    """Shows Markdown and pictures that come with Magnolia. It loads nothing else and follows no link by itself."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.whole = False  # a picture in its own size, not in that of the text
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that pictures know their room
        self.setAccessibleName(_("Text of the page"))
        self.document().setDocumentMargin(MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the guide in the colours in use, or nothing."""
        found = pages.picture(name.toString() if isinstance(name, QUrl) else name, self._look.dark)
        image = QImage.fromData(QByteArray(found)) if found else QImage()
        width = self.viewport().width() - 2 * MARGIN - GRID  # what Qt itself puts around a picture
        if self.whole or image.isNull() or image.width() <= width:
            return image
        ratio = self.devicePixelRatioF()
        fitted = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        fitted.setDevicePixelRatio(ratio)
        return fitted


class HelpWindow(Dialog):
    """The pages of Help. It is no step on the way to something else, so the main window can be used beside it."""

    def __init__(
        self, look: Look, first: str = FIRST, parent: QWidget | None = None, catalogue: Catalogue | None = None
    ) -> None:
        super().__init__(_("Help"), parent, QSize(*SIZE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self._look = look
        self.pages = {page.id: page for page in made_pages.pages(catalogue)}
        self.search = QLineEdit()
        self.names = QListWidget()
        self.view = PageView(look)
        self.back = tool_button(_("Back"), _("Back to the previous page"))
        self._findings: tuple[Finding, ...] = ()
        self._place = GuidePlace("")
        self._before: list[GuidePlace] = []
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED)
        self._settle.timeout.connect(self._draw_again)
        self._arrange()
        self._connect()
        self._list_pages()
        self.go_to(first)
        self._before.clear()
        self._fit()

    @property
    def page(self) -> str:
        """The id of the page on screen; of a picture or a licence, its link."""
        return self._place.name

    def go_to(self, name: str) -> None:
        """Opens a page by its id, or what a link inside Help names; whatever else is named is ignored."""
        if not self._is_known(name) or name == self._place.name:
            return
        if self._place.name:
            self._before.append(GuidePlace(self._place.name, self.view.verticalScrollBar().value()))
        self._open(GuidePlace(name))

    def go_back(self) -> None:
        """Opens what was read before, where it was left."""
        if self._before:
            self._open(self._before.pop())

    # Building

    def _arrange(self) -> None:
        self.search.setPlaceholderText(_("Search Help"))
        self.search.setAccessibleName(_("Search all pages of Help"))
        self.search.setMinimumHeight(TARGET)
        self.search.setClearButtonEnabled(True)
        self.names.setObjectName("pages")
        self.names.setWordWrap(True)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label(tone="secondary", wrap=True)
        self._nothing.hide()
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self._nothing)
        left.addWidget(self.names, 1)
        wide: tuple[QWidget, ...] = (self.search, self.names, self._nothing)
        for widget in wide:
            widget.setFixedWidth(scaled(NAMES))
        columns = QHBoxLayout()
        columns.setSpacing(2 * GRID)
        columns.addLayout(left)
        columns.addWidget(self.view, 1)
        buttons, self.close_button = close_buttons(self.reject)
        self.close_button.setAutoDefault(False)
        below = QHBoxLayout()
        below.addWidget(self.back)
        below.addStretch(1)
        below.addWidget(buttons)
        below.setContentsMargins(0, GRID, 0, 0)
        self.put(columns, below)
        for before, after in ((self.search, self.names), (self.names, self.view), (self.view, self.back)):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._searched)
        self.search.installEventFilter(self)
        self.names.currentRowChanged.connect(self._chosen)
        self.names.itemClicked.connect(lambda item: self._chosen(self.names.row(item)))
        self.view.anchorClicked.connect(self.follow)
        self.back.clicked.connect(self.go_back)
        self._look.changed.connect(self._draw_again)
        for keys, slot in (
            (QKeySequence("Alt+Left"), self.go_back),
            (QKeySequence(QKeySequence.StandardKey.Find), self._find),
        ):
            QShortcut(keys, self, slot)

    # The list on the left

    def _list_pages(self) -> None:
        self._findings = ()
        self._fill([page.title for page in self.pages.values()], [page.title for page in self.pages.values()])
        self.names.setAccessibleName(_("Pages"))
        self._mark()

    def _searched(self, text: str) -> None:
        """Lists what was found in place of the pages; an empty text brings the pages back."""
        if not text.strip():
            self._list_pages()
            self._say("")
            return
        self._findings = pages.search(tuple(self.pages.values()), text)
        shown = [_found(finding) for finding in self._findings]
        spoken = [f"{finding.page.title}, {finding.heading}: {finding.around}" for finding in self._findings]
        self._fill(shown, spoken)
        self.names.setAccessibleName(_("What was found"))
        self._say("" if shown else _("No page has “{text}”. Try another word, or a part of it.").format(text=text))

    def _fill(self, texts: Sequence[str], spoken: Sequence[str]) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        self.names.setSpacing(GRID // 2 if self._findings else 0)
        for text, said in zip(texts, spoken, strict=True):
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            if not self._findings:
                item.setSizeHint(QSize(0, PAGE_ROW))
            self.names.addItem(item)
        self.names.blockSignals(False)

    def _say(self, sentence: str) -> None:
        self._nothing.setText(sentence)
        self._nothing.setVisible(bool(sentence))

    def _chosen(self, row: int) -> None:
        if row < 0:
            return
        if not self._findings:
            self.go_to(tuple(self.pages)[row])
            return
        finding = self._findings[row]
        self.go_to(finding.page.id)
        self._show_found(finding)

    def _show_found(self, finding: Finding) -> None:
        """Scrolls to the section and marks the word that was found in it."""
        self.view.moveCursor(QTextCursor.MoveOperation.Start)
        whole = QTextDocument.FindFlag.FindCaseSensitively
        if finding.heading != finding.page.title:
            self.view.find(finding.heading, whole)
        if finding.word:
            self.view.find(finding.word, whole)
        bar = self.view.verticalScrollBar()
        if self.view.textCursor().hasSelection():
            bar.setValue(bar.value() + self.view.cursorRect().top() - self.view.viewport().height() // 4)

    def _mark(self) -> None:
        """The page on screen is the chosen one in the list of pages."""
        if not self._findings and not self.search.text().strip():
            self.names.blockSignals(True)
            self.names.setCurrentRow(list(self.pages).index(self.page) if self.page in self.pages else -1)
            self.names.blockSignals(False)

    # The text

    def follow(self, link: QUrl) -> None:
        """What a press on a link does: inside Help another page, outside the user's own browser."""
        if link.scheme() in WEB:
            QDesktopServices.openUrl(link)
            return
        self.go_to(link.toString().removesuffix(".md"))

    def _is_known(self, name: str) -> bool:
        return name in self.pages or name.startswith(MARK) or pages.picture(name, False) is not None

    def _open(self, place: GuidePlace) -> None:
        self._place = place
        self._draw(place)
        self._mark()
        self._fit()

    def _draw(self, place: GuidePlace) -> None:
        page = self.pages.get(place.name)
        self.view.clear()
        self.view.whole = page is None
        if page is not None:
            self.view.setMarkdown(f"# {page.title}\n\n{page.text}")
        elif place.name.startswith(MARK):
            self.view.setPlainText(made_pages.licence_text(place.name.removeprefix(MARK)))
        else:
            name = _("The picture in full size")
            self.view.setMarkdown(f"![{name}]({place.name})")
        self.view.document().setDocumentMargin(MARGIN)
        bar = self.view.verticalScrollBar()
        bar.setValue(place.down)
        if place.down:  # the text is laid out bit by bit
            QTimer.singleShot(0, bar, lambda: bar.setValue(place.down))

    def _draw_again(self) -> None:
        """In other colours or another width, at about the same place of the text."""
        bar = self.view.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._draw(GuidePlace(self._place.name))
        bar.setValue(round(share * bar.maximum()))

    def _fit(self) -> None:
        self.back.setEnabled(bool(self._before))

    # Hands

    def _find(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search, the arrow down goes to what was found and Return opens the first of it."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down and self.names.count():
                self.names.setFocus()
                self.names.setCurrentRow(max(self.names.currentRow(), 0))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.names.count():
                    self.names.setCurrentRow(0)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()


def _found(finding: Finding) -> str:
    where = finding.page.title
    if finding.heading != finding.page.title:
        where = f"{where} · {finding.heading}"
    return f"{where}\n{finding.around}" if finding.around else where

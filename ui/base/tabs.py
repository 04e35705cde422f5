"""A row of tabs over the page of the one that is chosen."""

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget


class Tabs(QWidget):
    """Asks for no more room than the page on screen needs; Qt's own wants what the largest of its pages does."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setObjectName("inside")
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.currentChanged.connect(self._show)
        self._pages: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.bar)

    def add(self, page: QWidget, title: str) -> None:
        """Puts a page behind the others; the first one is shown.

        Only once it is in its place: shown before, it would be a window of its own that takes the keyboard.
        """
        first = not self._pages
        self._pages.append(page)
        self._column.addWidget(page, 1)
        page.setVisible(first)
        self.bar.addTab(title)

    @property
    def current(self) -> QWidget:
        """The page on screen."""
        return self._pages[max(0, self.bar.currentIndex())]

    def show_page(self, page: QWidget) -> None:
        """Brings a page on screen."""
        self.bar.setCurrentIndex(self._pages.index(page))

    def _show(self, place: int) -> None:
        if place < len(self._pages):
            for page in self._pages:
                page.setVisible(page is self._pages[place])

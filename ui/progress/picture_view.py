"""The picture of the days on screen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.output.picture import Picture
from ui.base.look import GRID, Look
from ui.base.paint_picture import Ink, paint_picture, picture_height


class PictureView(QWidget):
    """Draws days by their dates; a day of which nothing is known leaves its place empty.

    The same figures stand in the tables beside it, for those who do not see it.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._picture: Picture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self._fit)

    def show_picture(self, picture: Picture) -> None:
        self._picture = picture
        self.setAccessibleName(picture.said)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(480, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is not None:
            box = QRectF(0, 0, self.width() - GRID, self.height())
            paint_picture(QPainter(self), box, self._picture, self.font(), self._ink())

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    def _height(self) -> int:
        line = QFontMetricsF(self.font()).height()
        return 0 if self._picture is None else round(picture_height(self._picture, line))

    def _ink(self) -> Ink:
        colour = self._look.colour
        return Ink(
            text=colour("text"),
            secondary=colour("secondary"),
            axis=colour("border"),
            reached=colour("accent"),
            reached_fill=colour("accent_soft"),
            missed=colour("low"),
        )

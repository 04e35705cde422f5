"""What must be confirmed before a plan is made, in the words that say why."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from planner.language.translate import _
from planner.needs.targets import CLINICIAN_SET_THE_TARGETS, LOW_ENERGY
from ui.base.forms import WideBox
from ui.base.look import GRID
from ui.base.widgets import label

CONFIRM_WORDS = {
    LOW_ENERGY: _("A clinician asked for this little energy"),
    CLINICIAN_SET_THE_TARGETS: _("A clinician or renal dietitian set these targets"),
}


class Confirmations(QFrame):
    """Nothing where nothing must be confirmed; else each reason with a box under it.

    Signals:
        changed: a box was ticked or cleared by hand.
        targets_wished: the targets should be shown, to be entered before they are confirmed.
    """

    changed = Signal()
    targets_wished = Signal()

    def __init__(self, narrow: bool = False) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self.boxes: dict[str, WideBox] = {}
        self.needed: frozenset[str] = frozenset()
        self._reasons = {word: label(wrap=True) for word in CONFIRM_WORDS}
        boxes = QVBoxLayout()
        boxes.setSpacing(GRID // 2)
        for word, shown in CONFIRM_WORDS.items():
            box = WideBox(shown)
            box.clicked.connect(self.changed)
            self.boxes[word] = box
            boxes.addWidget(self._reasons[word])
            boxes.addWidget(box)
        self.targets = QPushButton(_("Enter the targets …"))
        self.targets.setAccessibleName(_("Enter the targets"))
        self.targets.clicked.connect(self.targets_wished)
        layout = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(boxes, 1)
        layout.addWidget(self.targets, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.show_needed({}, frozenset())

    def show_needed(self, needed: Mapping[str, str], confirmed: frozenset[str]) -> None:
        """Asks for these words, each with its reason."""
        self.needed = frozenset(needed)
        for word, box in self.boxes.items():
            self._reasons[word].setText(needed.get(word, ""))
            self._reasons[word].setVisible(word in needed)
            box.setVisible(word in needed)
            box.setAccessibleDescription(needed.get(word, ""))
            box.setChecked(word in needed and word in confirmed)
        self.setVisible(bool(needed))

    @property
    def words(self) -> frozenset[str]:
        """What is asked for and confirmed."""
        return frozenset(word for word, box in self.boxes.items() if box.isChecked())

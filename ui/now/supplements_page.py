"""Supplements as lines of their own: apart from food, with what they add and the limit for them alone."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.document.supplements import FORMS, MOST_A_DAY, MOST_MG, MOST_SUPPLEMENTS, Supplement
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.now.intake import Totals
from planner.now.supplements import FORM_WORDS, line_text, supplement_sentences, weight_hint
from ui.base.look import GRID
from ui.base.number_box import Combo, NumberBox, NumberEdit, out_of_range
from ui.base.widgets import label
from ui.now.parts import beside, button, field, rows, under
from ui.workspace.workspace import Workspace

LINES = 4  # of the list that are seen at once, at least


class SupplementsPage(QWidget):
    """Each line is saved as it is made, an edit that can be undone."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.name = field(_("Name of the supplement"), _("Such as the name on the label"))
        self.name.textChanged.connect(lambda _text: self._show_buttons())
        self.form = Combo(_("Form"))
        for form in FORMS:
            self.form.addItem(FORM_WORDS[form], form)
        self.form.setCurrentIndex(FORMS.index("other"))
        self.form.activated.connect(lambda _place: self._show_hint())
        self.dose = NumberEdit(_("Magnesium in one dose, mg"))
        self.a_day: NumberBox = NumberBox("", decimals=2, most=MOST_A_DAY)
        self.a_day.setAccessibleName(_("Doses a day"))
        self.a_day.setValue(1.0)
        self.add = button(_("Add the supplement"), self._add, primary=True)
        self.hint = label(tone="secondary", wrap=True)
        self.problem = label(tone="problem", wrap=True)
        self.lines = rows(_("Supplements"), LINES)
        self.lines.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        self.take_out = button(_("Take out"), self._take_out)
        self.sentences = label(wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.setSpacing(GRID)
        why = _(
            "Enter what you take that has magnesium in it. It is shown apart and never counted as food: plans and "
            "changes reach your target without it."
        )
        layout.addWidget(label(why, tone="secondary", wrap=True))
        first, second = beside(), beside()
        first.addLayout(under(_("Name"), self.name, stretch=0), 2)
        first.addLayout(under(_("Form of magnesium"), self.form, stretch=0), 1)
        second.addLayout(under(_("Magnesium in one dose, mg"), self.dose, stretch=0), 1)
        second.addLayout(under(_("Doses a day"), self.a_day, stretch=0), 1)
        layout.addLayout(first)
        layout.addLayout(second)
        layout.addWidget(self.hint)
        layout.addWidget(self.problem)
        layout.addLayout(beside(self.add, end=True))
        layout.addWidget(self.lines, 1)
        layout.addLayout(beside(self.take_out, end=True))
        layout.addWidget(self.sentences)
        self._show_hint()
        self._say("")
        self.show_lines(None, None)

    def show_lines(self, mean: Totals | None, targets: Targets | None) -> None:
        """The lines of the document; ``mean`` is what is eaten, ``targets`` what is to be reached, where known."""
        row, document = max(0, self.lines.currentRow()), self._workspace.document
        self.lines.clear()
        self.lines.addItems([line_text(each) for each in document.supplements])
        self.lines.setCurrentRow(min(row, self.lines.count() - 1))
        said = supplement_sentences(document.supplements, document.profile, mean, targets)
        self.sentences.setText("\n".join(said))
        self.sentences.setVisible(bool(said))
        self._show_buttons()

    def _show_hint(self) -> None:
        general = _(
            "Write the magnesium itself, on some labels “elemental magnesium”; leave it empty if none is given."
        )
        self.hint.setText(" ".join(filter(None, [general, weight_hint(str(self.form.currentData()))])))

    def _add(self) -> None:
        problem = self._wrong()
        self._say(problem)
        if problem:
            return
        line = Supplement(
            " ".join(self.name.text().split()), str(self.form.currentData()), self.dose.number, self.a_day.value()
        )
        for each in (self.name, self.dose):
            each.clear()
        self.a_day.setValue(1.0)
        self._keep(_("Add {supplement}").format(supplement=line.name), (*self._workspace.document.supplements, line))
        self.name.setFocus()

    def _wrong(self) -> str:
        """Why the fields are no supplement yet, or nothing."""
        if self.dose.wrong:
            return self.dose.wrong
        if self.dose.number is not None and not 0 < self.dose.number <= MOST_MG:
            return out_of_range(self.dose.text(), (0.1, MOST_MG))
        refused = self.a_day.take_refusal()
        return refused or ("" if self.a_day.value() > 0 else _("Say how many doses a day you take."))

    def _take_out(self) -> None:
        row, lines = self.lines.currentRow(), self._workspace.document.supplements
        if 0 <= row < len(lines):
            self._keep(_("Take {supplement} out").format(supplement=lines[row].name), (*lines[:row], *lines[row + 1 :]))

    def _keep(self, name: str, lines: tuple[Supplement, ...]) -> None:
        self._workspace.edit_list(name, self._workspace.document.with_supplements(lines))

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _show_buttons(self) -> None:
        room = len(self._workspace.document.supplements) < MOST_SUPPLEMENTS
        self.add.setEnabled(bool(self.name.text().strip()) and room)
        self.take_out.setEnabled(self.lines.currentRow() >= 0)

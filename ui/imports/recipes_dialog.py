"""Recipes before they become dishes: each line with the food it was taken for, those nobody can be sure of first."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.search import Search
from planner.imports.ingredients import Matcher, unsure_first
from planner.imports.recipes import Draft, Drafts, dish_from, problems_with
from planner.imports.scales import SURE, Guess
from planner.language.translate import _, ngettext
from planner.own.dish import SERVINGS, OwnDish, dish_of, serving_text
from planner.own.food import MOST_NAME, tidy
from planner.own.kinds import DISH_KINDS
from planner.own.label_checks import NoNumberError, number_from_text
from ui.base.dialogs import Dialog
from ui.base.forms import row
from ui.base.found_foods import chosen_place, show_places
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, CountBox, NumberEdit
from ui.base.search_field import SearchField
from ui.base.sentences import number
from ui.base.widgets import keep_buttons, label, list_of_rows, scaled

WIDTH, HEIGHT = 1120, 760  # [px]
MOST_SHOWN = 100  # foods in the list at once; more words find the others
_PLACE = Qt.ItemDataRole.UserRole


class RecipesDialog(Dialog):
    """Shows recipes line by line; what is wrong is put right with the same search as everywhere.

    Signals:
        chosen: the tuple of ``OwnDish`` that can be taken, the tuple of ``OwnFood`` that come with them, and the names
            of recipes that stay behind.
    """

    chosen = Signal(object, object, object)

    def __init__(
        self,
        found: Drafts,
        catalogue: Catalogue,
        document: Callable[[], Document],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Import recipes"), parent, QSize(WIDTH, HEIGHT))
        self._found = found
        catalogue = found.catalogue or catalogue
        self._catalogue, self._document = catalogue, document
        self.drafts = list(found.drafts)
        self._matcher = Matcher(catalogue)
        self._search = Search(food for food in catalogue if food.recipe is None)
        self._at = 0
        self._make_recipe(found)
        self._make_lines()
        self._make_correction()
        self.problem = label(tone="problem", wrap=True)
        self.serving = label(weight="strong", wrap=True)
        self.buttons = keep_buttons(_("Add this dish"), self._take, self.reject)
        self._arrange(found)
        self._show_recipe(0)
        self.remember()

    # What is on it

    def _make_recipe(self, found: Drafts) -> None:
        self.recipes = Combo(_("Recipe"))
        self.recipes.setMaxVisibleItems(16)
        self.recipes.addItems([draft.name for draft in found.drafts])
        self.recipes.activated.connect(self._show_recipe)
        self.name = QLineEdit()
        self.name.setMaxLength(MOST_NAME)
        self.name.setMinimumHeight(TARGET)
        self.name.setAccessibleName(_("Name of the dish"))
        self.name.editingFinished.connect(self._rename)
        self.kind = Combo(_("Kind of dish"))
        self.kind.addItem(_("Please choose"), "")
        for kind in DISH_KINDS:
            self.kind.addItem(kind.title, kind.word)
        self.kind.activated.connect(lambda *_args: self._change(kind=str(self.kind.currentData() or "")))
        self.servings = CountBox(_("Servings"), SERVINGS, 2)
        self.servings.setFixedWidth(scaled(128))
        self.servings.valueChanged.connect(lambda *_args: self._change(servings=self.servings.count))
        self.facts = label(tone="secondary", wrap=True)

    def _make_lines(self) -> None:
        self.lines = list_of_rows(_("Lines of the recipe"))
        self.lines.currentItemChanged.connect(lambda *_args: self._show_line())
        self.accept_all = QPushButton(_("All guesses are right"))
        self.accept_all.setAutoDefault(False)
        self.accept_all.setMinimumHeight(TARGET)
        self.accept_all.clicked.connect(self._accept_all)

    def _make_correction(self) -> None:
        self.line = label(weight="strong", wrap=True)
        self.ask = label(tone="problem", wrap=True)
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search foods"))
        self.search.setAccessibleName(_("Search the food that is meant"))
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(self._find)
        self.foods = list_of_rows(_("Foods found"))
        self.search.went_on.connect(self.foods.setFocus)
        self.foods.currentItemChanged.connect(lambda *_args: self._weigh())
        self.grams = NumberEdit(_("Grams as eaten, in the whole dish"))
        self.grams.setFixedWidth(scaled(96))
        self.note = label(tone="secondary", wrap=True)
        self.right = QPushButton(_("This is right"))
        self.right.clicked.connect(self._confirm)
        self.leave = QPushButton(_("Leave this line out"))
        self.leave.clicked.connect(self._leave_out)
        for button in (self.right, self.leave):
            button.setAutoDefault(False)
            button.setMinimumHeight(TARGET)

    def _arrange(self, found: Drafts) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(GRID)
        if len(found.drafts) > 1:
            left.addWidget(self.recipes)
        left.addWidget(self.name)
        left.addLayout(row([self.kind, label(_("Servings")), self.servings]))
        left.addWidget(self.facts)
        left.addWidget(label(_("Its lines, those to look at first"), weight="strong"))
        left.addWidget(self.lines, 1)
        left.addLayout(row([self.accept_all]))
        for said in found.left_out[:5]:
            left.addWidget(label(said, tone="problem", wrap=True))
        right.addWidget(self.line)
        right.addWidget(self.ask)
        right.addWidget(self.search)
        right.addWidget(self.foods, 1)
        right.addLayout(row([label(_("Weight as eaten")), self.grams, label(_("g"))]))
        right.addWidget(self.note)
        right.addLayout(row([self.right, self.leave]))
        columns = QHBoxLayout()
        columns.setSpacing(3 * GRID)
        columns.addLayout(left, 3)
        columns.addLayout(right, 2)
        below = QVBoxLayout()
        for each in (self.serving, self.problem, self.buttons):
            below.addWidget(each)
        self.put(columns, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))

    # A recipe

    @property
    def draft(self) -> Draft:
        """The recipe that is shown."""
        return self.drafts[self._at]

    def answers(self) -> object:
        """What was put right, for comparing."""
        return tuple(self.drafts)

    def _show_recipe(self, place: int) -> None:
        self._at = place
        draft = self.draft
        self.name.setText(draft.name)
        self.kind.setCurrentIndex(max(0, self.kind.findData(draft.kind)))
        self.servings.show_value(draft.servings)
        facts = [_("The recipe does not say how many servings it makes.")] if not draft.servings_said else []
        used = {guess.food for guess in draft.guesses}
        if names := [own.name for own in self._found.foods if own.id in used]:
            facts.append(_("Own foods that come with it: {names}.").format(names=", ".join(names)))
        if draft.recipe.source:
            facts.append(_("From: {source}").format(source=draft.recipe.source))
        self.facts.setText(" ".join(facts))
        self.facts.setVisible(bool(facts))
        self._show_lines()

    def _change(self, **changes: object) -> None:
        self.drafts[self._at] = replace(self.draft, **changes)  # type: ignore[arg-type]
        self._say()

    def _rename(self) -> None:
        if name := tidy(self.name.text()):
            self._change(name=name)
            self.recipes.setItemText(self._at, name)

    def _show_lines(self) -> None:
        guesses = self.draft.guesses
        places = (place for place in unsure_first(guesses) if not guesses[place].line.heading)
        show_places(self.lines, ((place, _in_words(guesses[place])) for place in places))
        self._show_line()
        self._say()

    # A line

    def _show_line(self) -> None:
        place = chosen_place(self.lines)
        for field in (self.search, self.foods, self.grams, self.right, self.leave):
            field.setEnabled(place is not None)
        if place is None:
            return
        guess = self.draft.guesses[place]
        self.line.setText(guess.line.text)
        self.ask.setText(guess.ask)
        self.ask.setVisible(bool(guess.ask))
        words = self._catalogue[guess.food].name.split(",")[0] if guess.food else ""
        self.search.blockSignals(True)
        self.search.setText(words or guess.line.food)
        self.search.blockSignals(False)
        self._find(guess.food)
        self.grams.show_number(guess.grams)
        self._show_note(guess)

    def _show_note(self, guess: Guess) -> None:
        """How the weight came about: raw against cooked."""
        self.note.setText(guess.note)
        self.note.setVisible(bool(guess.note))

    def _find(self, food_id: str = "") -> None:
        self.foods.blockSignals(True)
        self.foods.clear()
        found = [one.food for one in self._search.find(self.search.text())[:MOST_SHOWN]]
        for food in found:
            item = QListWidgetItem(food.name)
            item.setData(_PLACE, food.id)
            self.foods.addItem(item)
        ids = [food.id for food in found]
        self.foods.setCurrentRow(ids.index(food_id) if food_id in ids else 0)
        self.foods.blockSignals(False)
        if food_id not in ids:
            self._weigh()

    def _weigh(self) -> None:
        """What the line would weigh of the food that is chosen now."""
        place, item = chosen_place(self.lines), self.foods.currentItem()
        if place is not None and item is not None:
            food = self._catalogue[str(item.data(_PLACE))]
            guess = self._matcher.weigh(self.draft.guesses[place].line, food)
            self.grams.show_number(guess.grams)
            self._show_note(guess)

    def _confirm(self) -> None:
        """Takes the food and the weight that stand there."""
        place, item = chosen_place(self.lines), self.foods.currentItem()
        if place is None:
            return
        try:
            grams = number_from_text(self.grams.text())
        except NoNumberError as error:
            self._tell(str(error))
            return
        if item is None or not grams:
            self._tell(_("Choose a food, and say what it weighs."))
            return
        food = self._catalogue[str(item.data(_PLACE))]
        line = self.draft.guesses[place].line
        self._put(place, Guess(line, food.id, food.name, grams, SURE, note=_("as you said")))

    def _leave_out(self) -> None:
        place = chosen_place(self.lines)
        if place is not None:
            line = self.draft.guesses[place].line
            self._put(place, Guess(line, name=line.food, confidence=SURE, left_out=True, note=_("as you said")))

    def _put(self, place: int, guess: Guess) -> None:
        self.drafts[self._at] = self.draft.with_guess(place, guess)
        self._show_lines()
        self.lines.setFocus()

    def _accept_all(self) -> None:
        """Every guess that has a food and a weight counts as looked at."""
        for place, guess in enumerate(self.draft.guesses):
            if guess.grams is not None or guess.left_out:
                self.drafts[self._at] = self.draft.with_guess(place, replace(guess, ask=""))
        self._show_lines()

    def _tell(self, sentence: str) -> None:
        self.ask.setText(sentence)
        self.ask.setVisible(True)

    # What comes of it

    def ready(self) -> tuple[OwnDish, ...]:
        """The dishes that can be taken now."""
        document = self._document()
        made: list[OwnDish] = []
        for draft in self.drafts:
            if problems_with(draft, self._catalogue, document):
                continue
            dish = dish_from(draft, self._catalogue, replace(document, own_dishes=(*document.own_dishes, *made)))
            made.append(dish)
        return tuple(made)

    def _say(self) -> None:
        problems = problems_with(self.draft, self._catalogue, self._document())
        self.problem.setText(" ".join(problems))
        self.problem.setVisible(bool(problems))
        guessed = [guess for guess in self.draft.guesses if guess.grams is not None or guess.left_out]
        self.accept_all.setEnabled(any(not guess.sure for guess in guessed))
        self.serving.setText("")
        if not problems:
            dish = dish_of(dish_from(self.draft, self._catalogue, self._document()), self._catalogue.foods)
            self.serving.setText(_("In one serving: {holds}").format(holds=serving_text(dish)))
        self.serving.setVisible(not problems)
        count = len(self.ready())
        said = ngettext("Add {count} dish", "Add {count} dishes", count).format(count=count)
        ok: QPushButton = self.buttons.button(self.buttons.StandardButton.Ok)
        ok.setText(said)
        ok.setAccessibleName(said)
        ok.setEnabled(count > 0)

    def _take(self) -> None:
        ready = self.ready()
        if not ready:
            return
        taken = {dish.name for dish in ready}
        behind = tuple(draft.name for draft in self.drafts if draft.name not in taken)
        self.chosen.emit(ready, self._found.foods_of(ready), behind)
        self.accept()


def _in_words(guess: Guess) -> str:
    """Such as "? 250 g lentils → Lentils, boiled, 755 g"."""
    mark = "" if guess.sure else "? "
    if guess.left_out:
        return _("{mark}{line} → left out").format(mark=mark, line=guess.line.text)
    if guess.grams is None:
        return _("{mark}{line} → {food}").format(mark=mark, line=guess.line.text, food=guess.name or _("no food"))
    said = _("{mark}{line} → {food}, {grams} g")
    return said.format(mark=mark, line=guess.line.text, food=guess.name, grams=number(guess.grams))

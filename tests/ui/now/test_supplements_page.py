"""Supplements in the window: entered, shown apart from food, taken out, undone."""

from pytestqt.qtbot import QtBot

from planner.document.supplements import Supplement
from tests.ui.clicks import click, write
from tests.ui.now.entering import enter
from ui.now.now_view import NowView
from ui.window.app import Built


def take(view: NowView, name: str, dose: str, form: str = "citrate") -> None:
    page = view.supplements
    view.tabs.show_page(page)
    write(page.name, name)
    page.form.setCurrentIndex(page.form.findData(form))
    write(page.dose, dose)
    click(page.add)


def test_that_a_supplement_is_entered_beside_food_taken_out_and_undone(built: Built, view: NowView) -> None:
    enter(view, "breakfast", "bagel")
    where, plan = view.where.text(), built.workspace.plan
    take(view, "Citrate", "187,5")
    page = view.supplements
    assert built.workspace.document.supplements == (Supplement("Citrate", "citrate", 187.5, 1.0),)
    assert page.lines.item(0).text().startswith("Citrate (magnesium citrate): 1 dose a day of 187.5 mg")
    assert "within the upper limit of 350 mg" in page.sentences.text()
    assert view.where.text() == where, "a supplement was counted as food"
    assert built.workspace.plan == plan
    assert (page.name.text(), page.dose.text()) == ("", "")
    click(page.take_out)
    assert not built.workspace.document.supplements
    assert not page.sentences.isVisible()
    built.workspace.undo()
    assert len(built.workspace.document.supplements) == 1


def test_that_a_label_without_a_figure_is_unknown_and_a_bad_figure_is_refused_in_words(
    qtbot: QtBot, built: Built, view: NowView
) -> None:
    page = view.supplements
    assert not page.add.isEnabled()
    take(view, "Multi", "")
    assert built.workspace.document.supplements[0].magnesium_mg is None
    assert "at least 0 mg" in page.sentences.text()
    for wrong in ("a lot", "0", "20000"):
        take(view, "Oxide", wrong)
        assert wrong in page.problem.text()
        assert len(built.workspace.document.supplements) == 1
        page.name.clear()
        page.dose.clear()

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.base.table import Column, Group, TableModel


@dataclass(frozen=True)
class Cat:
    name: str
    weight: float


CATS = [Group("Here", (Cat("Tom", 4.0), Cat("Kit", 3.0))), Group("Away", (Cat("Mia", 5.0),))]


def made() -> TableModel[Cat]:
    columns = (
        Column[Cat]("Name", lambda cat: cat.name),
        Column[Cat]("Weight", lambda cat: f"{cat.weight:g} kg", right=True),
    )
    return TableModel(columns, lambda cat: cat.name)


def test_that_the_model_keeps_qts_rules_through_every_change(qtbot: QtBot) -> None:
    model = made()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for groups in (CATS, CATS[:1], [], CATS, [Group("Here", (Cat("Tom", 9.0), Cat("Kit", 3.0))), CATS[1]]):
        model.show(groups)
    model.repaint()
    assert tester.model() is model


def test_that_rows_stand_under_their_headings(qtbot: QtBot) -> None:
    model = made()
    model.show(CATS)
    away = model.index(1, 0)
    assert model.data(away) == "Away"
    assert model.rowCount(away) == 1
    assert model.data(model.index(0, 1, away)) == "5 kg"
    assert model.parent(model.index(0, 0, away)) == away
    assert not model.parent(away).isValid()


def test_that_only_rows_that_differ_are_told(qtbot: QtBot) -> None:
    model = made()
    model.show(CATS)
    told: list[tuple[int, int, int]] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda first, last, _: told.append((first.parent().row(), first.row(), last.row())))
    model.modelReset.connect(lambda: resets.append(True))
    model.show([Group("Here", (Cat("Tom", 4.0), Cat("Kit", 3.5))), CATS[1]])
    assert told == [(0, 1, 1)]
    assert resets == []


def test_that_the_model_resets_when_other_rows_come(qtbot: QtBot) -> None:
    model = made()
    model.show(CATS)
    with qtbot.waitSignal(model.modelReset):
        model.show(CATS[1:])
    assert model.index_of("Tom") == QModelIndex()
    assert model.row(model.index_of("Mia")) == Cat("Mia", 5.0)


def test_that_a_heading_gives_all_its_rows(qtbot: QtBot) -> None:
    model = made()
    model.show(CATS)
    assert model.rows(model.index(0, 0)) == CATS[0].rows
    assert model.rows(model.index(1, 0, model.index(0, 0))) == (Cat("Kit", 3.0),)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Weight"

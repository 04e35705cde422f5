"""Help on screen: by mouse and by keyboard, beside the open window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.clicks import CONTROL, click, press, write
from tests.ui.conftest import HeldPlanner, OpenWindow
from ui.base.look import TARGET, Look, Theme
from ui.help import made_pages
from ui.help.pages import ABOUT, ABOUT_MAGNESIUM, FIRST, LICENCES, SOURCES
from ui.help.window import MARGIN, HelpWindow

PICTURE = "images/window-light.png"


@pytest.fixture
def look(qapp: QApplication, settings: QSettings) -> Iterator[Look]:
    made = Look(qapp, settings)
    yield made
    made.deleteLater()


@pytest.fixture
def shown(qtbot: QtBot, look: Look) -> HelpWindow:
    window = HelpWindow(look)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that were given to the user's browser."""
    asked: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: asked.append(url.toString()))
    return asked


def titles(window: HelpWindow) -> list[str]:
    return [window.names.item(row).text() for row in range(window.names.count())]


def press_link(window: HelpWindow, href: str) -> None:
    """A real press on the words of a link."""
    view = window.view
    block = view.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.charFormat().anchorHref() == href and not part.charFormat().isImageFormat():
                cursor = view.textCursor()
                cursor.setPosition(part.position() + 1)
                view.setTextCursor(cursor)
                view.ensureCursorVisible()
                place = view.cursorRect(cursor).center() + QPoint(2, 0)
                click(view.viewport(), place)
                return
            parts += 1
        block = block.next()
    raise AssertionError(f"no link leads to {href}")


def test_that_help_opens_on_the_first_page_of_the_guide_and_lists_all_pages(shown: HelpWindow) -> None:
    assert shown.page == FIRST
    assert titles(shown) == [page.title for page in made_pages.pages(None)]
    assert shown.view.toPlainText().startswith(shown.pages[FIRST].title)
    assert not shown.back.isEnabled()


def test_that_the_keyboard_finds_a_word_and_comes_back(qtbot: QtBot, shown: HelpWindow) -> None:
    press(shown, Qt.Key.Key_F, CONTROL)
    assert shown.search.hasFocus()
    write(shown.search, "restless")
    assert any("Restless legs" in text for text in titles(shown))
    press(shown.search, Qt.Key.Key_Return)
    assert shown.page == ABOUT_MAGNESIUM
    assert shown.view.textCursor().selectedText().casefold() == "restless"
    assert shown.view.verticalScrollBar().value() > 0
    assert shown.isVisible()
    press(shown.search, Qt.Key.Key_Down)
    assert shown.names.hasFocus()
    press(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.page == FIRST
    shown.search.clear()
    assert len(titles(shown)) == len(shown.pages)
    assert shown.names.currentRow() == 0


def test_that_a_search_without_a_finding_says_what_to_do(shown: HelpWindow) -> None:
    shown.search.setText("<b>quux</b>")
    assert titles(shown) == []
    assert "No page has “<b>quux</b>”" in shown._nothing.text()
    assert shown._nothing.textFormat() == Qt.TextFormat.PlainText
    assert shown.page == FIRST


def test_that_arrows_walk_the_pages(qtbot: QtBot, shown: HelpWindow) -> None:
    shown.names.setFocus()
    press(shown.names, Qt.Key.Key_Down)
    assert shown.page == tuple(shown.pages)[1]


def test_that_back_returns_to_where_the_page_was_left(qtbot: QtBot, shown: HelpWindow) -> None:
    shown.go_to(ABOUT_MAGNESIUM)
    shown.view.verticalScrollBar().setValue(300)
    shown.go_to(SOURCES)
    click(shown.back)
    assert shown.page == ABOUT_MAGNESIUM
    qtbot.waitUntil(lambda: shown.view.verticalScrollBar().value() == 300)


def test_that_a_press_on_a_link_inside_help_opens_its_page(qtbot: QtBot, shown: HelpWindow, opened: list[str]) -> None:
    press_link(shown, "foods.md")
    assert (shown.page, opened) == ("foods", [])


def test_that_a_link_to_the_web_is_opened_only_when_it_is_pressed(
    qtbot: QtBot, shown: HelpWindow, opened: list[str]
) -> None:
    for page in tuple(shown.pages):
        shown.go_to(page)
    shown.go_to(SOURCES)
    assert opened == []
    press_link(shown, "https://fdc.nal.usda.gov")
    assert opened == ["https://fdc.nal.usda.gov"]
    assert shown.page == SOURCES


@pytest.mark.parametrize("link", ["file:///etc/hostname", "javascript:alert(1)", "data:text/html,x", "nothing.md"])
def test_that_no_other_link_does_anything(shown: HelpWindow, opened: list[str], link: str) -> None:
    shown.follow(QUrl(link))
    assert (shown.page, opened) == (FIRST, [])


def test_that_a_press_on_a_licence_shows_its_whole_text(qtbot: QtBot, shown: HelpWindow) -> None:
    shown.go_to(LICENCES)
    press_link(shown, "licence:PuLP")
    assert shown.page == "licence:PuLP"
    assert shown.view.toPlainText().strip() == made_pages.licence_text("PuLP").strip()


def test_that_pictures_fit_the_text_and_can_be_seen_in_full(shown: HelpWindow) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    fitted = shown.view.loadResource(kind, QUrl(PICTURE))
    assert isinstance(fitted, QImage)
    assert 200 < fitted.width() / fitted.devicePixelRatio() <= shown.view.viewport().width()
    shown.go_to(PICTURE)
    whole = shown.view.loadResource(kind, QUrl(PICTURE))
    assert isinstance(whole, QImage)
    assert whole.width() == 1280
    assert shown.view.document().size().width() > 1280


def test_that_a_picture_on_screen_follows_the_colours(shown: HelpWindow, look: Look) -> None:
    def corner() -> float:
        image = shown.view.viewport().grab().toImage()
        return image.pixelColor(MARGIN + 3, MARGIN + 3).lightnessF()

    look.set_theme(Theme.LIGHT)
    shown.go_to(PICTURE)
    assert corner() > 0.8
    look.set_theme(Theme.DARK)
    assert corner() < 0.2
    look.set_theme(Theme.LIGHT)
    assert corner() > 0.8


@pytest.mark.parametrize("name", ["https://example.org/x.png", "file:///etc/hostname", "../look.py"])
def test_that_nothing_else_is_loaded(shown: HelpWindow, name: str) -> None:
    found = shown.view.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
    assert isinstance(found, QImage)
    assert found.isNull()


def test_that_everything_can_be_pressed_named_and_reached(qtbot: QtBot, shown: HelpWindow) -> None:
    pressed: tuple[QWidget, ...] = (shown.search, shown.back, shown.close_button)
    for widget in pressed:
        assert min(widget.width(), widget.height()) >= TARGET
    for row in range(shown.names.count()):
        assert shown.names.visualItemRect(shown.names.item(row)).height() >= TARGET
    named: tuple[QWidget, ...] = (shown.search, shown.names, shown.view, shown.back, shown.close_button)
    for widget in named:
        said = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        assert said
    shown.go_to(SOURCES)  # so that there is a way back
    shown.search.setFocus()
    for widget in named[1:3]:
        press(shown, Qt.Key.Key_Tab)
        assert widget.hasFocus()


def test_that_the_help_menu_opens_each_page_in_one_window_beside_the_plan(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner
) -> None:
    window = open_window(held).window
    helping = window.help
    for action, page in (
        (helping.guide, FIRST),
        (helping.magnesium, ABOUT_MAGNESIUM),
        (helping.sources, SOURCES),
        (helping.licences, LICENCES),
        (helping.about, ABOUT),
    ):
        action.trigger()
        assert helping.shown is not None
        assert helping.shown.page == page
        assert helping.shown.isVisible()
    (shown,) = window.findChildren(HelpWindow)
    assert not shown.isModal()
    assert "foods of SR Legacy" in shown.pages[SOURCES].text
    qtbot.waitUntil(shown.isActiveWindow)
    press(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    helping.guide.trigger()
    assert shown.isVisible()


def test_that_the_entries_of_the_help_menu_are_in_it(open_window: OpenWindow, held: HeldPlanner) -> None:
    window = open_window(held).window
    (menu,) = (menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == "&Help")
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == [
        "Guide",
        "First questions",
        "Keys",
        "About magnesium",
        "Data sources and versions",
        "Licences",
        "About Magnolia",
    ]

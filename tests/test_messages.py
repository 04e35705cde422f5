"""Every text a person may read can be translated, and magnolia.pot holds all of them."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.messages import TEMPLATE, messages, sources, template

ROOT = Path(__file__).parent.parent
TEXT = ("_", "ngettext")
# What is given a text for the user, and which of its arguments are texts: all of them where nothing is said.
WIDGETS = {
    *("setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setPlaceholderText"),
    *("setWindowTitle", "setTitle", "setStatusTip", "setPrefix", "setSuffix", "setSpecialValueText"),
    *("setInformativeText", "addAction", "addMenu", "addTab", "addItem", "addItems", "addButton", "addRow"),
    *("QAction", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QLabel", "QToolBar"),
    *("push_button", "menu_action"),
    *("label", "tool_button", "Column", "_action", "_button", "_combo", "_say", "show_trouble"),
}
# The name of the program, and units, which are the same in every language.
NOT_TEXTS = {"Magnolia", "US$", "mg", "g", "oz", "kcal"}
SIGNALS = {"budget", "most_foods", "allergens"}  # names of fields


def parsed() -> list[tuple[str, ast.Module]]:
    return [(path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in sources()]


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def calls(tree: ast.AST, names: set[str] | tuple[str, ...]) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) in names)


def fields(text: str) -> set[str]:
    return {name for _said, name, _spec, _sign in string.Formatter().parse(text) if name is not None}


def texts_of(call: ast.Call) -> list[str]:
    """The texts of one ``_`` or ``ngettext``."""
    asked = call.args[: 2 if name_of(call) == "ngettext" else 1]
    return [each.value for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def test_that_the_template_for_translators_is_up_to_date() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), "run python -m tools.messages"


def test_that_a_text_to_be_translated_is_a_text_and_nothing_else() -> None:
    """An f-string has its values in it before it is looked up, so it is never found."""
    wrong = [
        f"{name}:{call.lineno}"
        for name, tree in parsed()
        for call in calls(tree, TEXT)
        if len(texts_of(call)) != (2 if name_of(call) == "ngettext" else 1) or not all(texts_of(call))
    ]
    assert wrong == []


def test_that_every_text_is_in_the_template() -> None:
    """A text inside the braces of an f-string is not found by the tools of translators."""
    known = {text for message in messages() for text in ([message.id] if isinstance(message.id, str) else message.id)}
    wrong = [
        f"{name}:{call.lineno} {text!r}"
        for name, tree in parsed()
        for call in calls(tree, TEXT)
        for text in texts_of(call)
        if text not in known
    ]
    assert wrong == []
    assert len(known) > 1000


def test_that_fields_of_texts_have_names_and_no_format() -> None:
    """How a number is written is the locale's business, not that of a text."""
    wrong = [
        f"{name}:{call.lineno} {text!r}"
        for name, tree in parsed()
        for call in calls(tree, TEXT)
        for text in texts_of(call)
        for _said, field, spec, _sign in string.Formatter().parse(text)
        if field is not None and (not field.isidentifier() or spec)
    ]
    assert wrong == []


def test_that_both_forms_of_a_plural_have_the_same_fields() -> None:
    """A language may have one form for many numbers, so the singular has its number in a field too."""
    wrong = [
        f"{name}:{call.lineno} {texts_of(call)}"
        for name, tree in parsed()
        for call in calls(tree, ("ngettext",))
        if fields(texts_of(call)[0]) != fields(texts_of(call)[1])
    ]
    assert wrong == []


def given(scope: ast.AST) -> set[str] | None:
    """The names of what the calls in a scope are given; None where some are not written down there."""
    names = [keyword.arg for node in ast.walk(scope) if isinstance(node, ast.Call) for keyword in node.keywords]
    return None if None in names else {name for name in names if name}


def scopes(tree: ast.Module) -> Iterator[tuple[ast.stmt, ast.AST]]:
    """Each statement of a module, or method, with where what its texts are given must stand."""
    for statement in tree.body:
        if isinstance(statement, ast.ClassDef):
            yield from ((each, each if isinstance(each, ast.FunctionDef) else tree) for each in statement.body)
        else:
            yield statement, statement if isinstance(statement, ast.FunctionDef) else tree


def test_that_every_field_of_a_text_is_given_where_the_text_is_used() -> None:
    wrong = []
    for name, tree in parsed():
        at_once = {
            id(node.func.value): {keyword.arg for keyword in node.keywords}
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
        }
        for statement, scope in scopes(tree):
            for call in calls(statement, TEXT):
                known = at_once.get(id(call), given(scope))
                asked = {field for text in texts_of(call) for field in fields(text)}
                if known is not None and None not in known and not asked <= known:
                    wrong.append(f"{name}:{call.lineno} {asked - known}")
    assert wrong == []


def literals(node: ast.expr) -> Iterator[str]:
    """The words that stand in the code as they are."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from literals(one)
            yield from literals(other)
        case ast.List(elts=parts) | ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
            for part in parts:
                yield from literals(part)


def untranslated(tree: ast.AST) -> list[str]:
    return [
        f"{call.lineno} {name_of(call)}({text!r})"
        for call in calls(tree, WIDGETS)
        for argument in (*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in ("text", "name")))
        for text in literals(argument)
        if any(len(word) > 1 and word not in NOT_TEXTS | SIGNALS for word in re.findall(r"[A-Za-z_$]+", text))
    ]


def test_that_no_widget_is_given_a_text_that_cannot_be_translated() -> None:
    wrong = [f"{name}: {each}" for name, tree in parsed() if name.startswith("ui/") for each in untranslated(tree)]
    assert wrong == []


@pytest.mark.parametrize(
    "code",
    [
        'button.setText("Undo")',
        'QPushButton("Save …")',
        'label("to")',
        'box.addItem(f"{count} days", count)',
        'button.setText(_("Undo") if can else "Redo")',
        'menu.addAction("Lock " + meal)',
    ],
)
def test_that_a_forgotten_text_is_found(code: str) -> None:
    assert len(untranslated(ast.parse(code))) == 1

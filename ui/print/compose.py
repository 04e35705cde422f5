"""The week, the shopping list, recipes and the clinician's page on paper and as PDF: where everything stands."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from planner.foods.food import household
from planner.language.numbers import figure
from planner.language.translate import _
from planner.output.picture import Picture
from planner.output.sheets import (
    Cell,
    ClinicianSheet,
    Handout,
    RecipeCard,
    RecipesSheet,
    Sheet,
    Table,
    WeekPage,
    WeekSheet,
)
from planner.shopping.list_text import buy_text, cost_text, left_text, need_text, prices_text
from planner.shopping.shopping_list import Line, ShoppingList
from ui.print.page_marks import (
    FOOTER,
    GREY,
    MARGIN,
    Block,
    Box,
    Drawing,
    Mark,
    Page,
    Paper,
    Piece,
    Rule,
    Text,
    Words,
    block_of,
    flow,
    height,
    moved,
    natural_width,
    numbered,
    pages_to_pdf,
    paint,
    stack,
    text,
)

TITLE, HEADING, BODY, SMALL = 15.0, 11.0, 9.0, 7.5  # [pt]
LEAST = 7.0  # [pt] no letter on paper is smaller: it hangs on a fridge
WEEK_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, LEAST)  # [pt] the largest with which a week fits on its page
TABLE = 7.5  # [pt] letters of a table of figures
TIGHT = 8.25  # [pt] letters of a list that would just begin another page
GAP = 6.0  # [pt]
WIDE_WEEK = 4  # [days] that many stand better on a page that lies


def lies(sheet: Sheet) -> bool:
    """Whether the sheet, or the first of its parts, is for paper in landscape."""
    if isinstance(sheet, Handout):
        return lies(sheet.parts[0])
    return isinstance(sheet, WeekSheet) and any(len(page.days) >= WIDE_WEEK for page in sheet.pages)


def compose(sheet: Sheet, width: float, tall: float) -> list[Page]:
    """The sheet on pages of this size [pt]; there is always a page, and one that is empty says so.

    A part of a handout that lies the other way has pages of the other shape.
    """
    if isinstance(sheet, Handout):
        return [page for part in sheet.parts for page in _part(part, sheet, width, tall)]
    room = QRectF(MARGIN, MARGIN, width - 2 * MARGIN, tall - 2 * MARGIN - FOOTER)
    match sheet:
        case WeekSheet():
            pages = [page for week in sheet.pages for page in _week(week, room)] or _nothing(
                sheet.title, _("No day was chosen."), room
            )
        case ShoppingList():
            pages = _shopping(sheet, room)
        case RecipesSheet():
            pages = _recipes(sheet, room)
        case ClinicianSheet():
            pages = _clinician(sheet, room)
    return numbered(pages, sheet.title, width, tall)


def _part(part: Sheet, whole: Handout, width: float, tall: float) -> list[Page]:
    """The pages of a part, turned where it lies and the first part does not, or the other way round."""
    if lies(part) == lies(whole):
        return compose(part, width, tall)
    return [replace(page, turned=True) for page in compose(part, tall, width)]


def to_pdf(sheet: Sheet, paper: Paper) -> bytes:
    """The sheet as a PDF. Needs a QGuiApplication, and no printer."""
    size = paper.page_size
    points = size.sizePoints()
    width, tall = float(points.width()), float(points.height())
    if lies(sheet):
        width, tall = tall, width
    return pages_to_pdf(compose(sheet, width, tall), size, lies(sheet), sheet.title)


def print_sheet(sheet: Sheet, printer: QPrinter) -> bool:
    """Paints the sheet on a printer or into its preview, on the paper that is set there; says whether it could."""
    printer.setFullPage(True)
    printer.setDocName(sheet.title)
    paper = printer.pageLayout().fullRect(QPageLayout.Unit.Point)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    paint(compose(sheet, paper.width(), paper.height()), printer, painter)
    return painter.end()


def _nothing(title: str, sentence: str, room: QRectF) -> list[Page]:
    return flow([_title(title, room.width()), block_of(text(sentence, BODY, width=room.width()))], room)


def _title(said: str, width: float) -> Block:
    return block_of(text(said, TITLE, width=width, bold=True), after=GAP + 4, keep=True)


def _heading(said: str, width: float, before: float = GAP + 2) -> Block:
    words = text(said, HEADING, y=before, width=width, bold=True)
    under = before + height(words) + 1.5
    return Block(under + 3.5, (words, Rule(0, under, width)), keep=True)


# The week


def _week(page: WeekPage, room: QRectF) -> list[Page]:
    """The week in the largest letters with which it fits on one page, or else each half of it on a page of its own.

    A household eats more than fits beside each other in letters that can be read.
    """
    blocks, fits = _week_blocks(page, room)
    if fits or len(page.days) < WIDE_WEEK:
        return flow(blocks, room)
    half = (len(page.days) + 1) // 2
    parts = [_of_days(page, days) for days in (slice(half), slice(half, None))]
    return [sheet for part in parts for sheet in flow(_week_blocks(part, room)[0], room)]


def _week_blocks(page: WeekPage, room: QRectF) -> tuple[list[Block], bool]:
    """Its head and its rows in letters of the largest size that fits, or of the least one, and whether that fits."""
    blocks: list[Block] = []
    for size in WEEK_SIZES:
        head, rows = _week_grid(page, room.width(), size)
        blocks = [head, *rows]
        if sum(block.height for block in blocks) <= room.height():
            return blocks, True
    return blocks, False


def _of_days(page: WeekPage, days: slice) -> WeekPage:
    """The page with some of its days."""
    return replace(page, days=page.days[days], meals=tuple((name, cells[days]) for name, cells in page.meals))


def _week_grid(page: WeekPage, width: float, size: float) -> tuple[Block, list[Block]]:
    """The head of the page, and a row for each meal."""
    label = max(natural_width(name, size, bold=True) for name, _ in page.meals) + 2 * GAP if page.meals else 0.0
    label = min(label, width / 6)
    step = (width - label) / max(1, len(page.days))
    title = _title(page.title, width)
    marks: list[Mark] = []
    for place, (name, holds) in enumerate(page.days):
        x = label + place * step
        day = text(name, size + 1, x=x, width=step - GAP, bold=True)
        marks += [day, text(holds, max(LEAST, min(size - 1, SMALL)), x=x, y=height(day), width=step - GAP, grey=True)]
    days = block_of(*marks, after=3)
    rows = [_week_row(name, cells, label, step, size) for name, cells in page.meals]
    again = Block(days.height, days.marks)
    note = block_of(text(page.note, SMALL, y=GAP, width=width, grey=True)) if page.note else None
    shown = [Block(row.height, row.marks, again=again) for row in rows]
    return stack(title, again), [*shown, *([note] if note is not None else [])]


def _week_row(name: str, cells: Sequence[Cell | None], label: float, step: float, size: float) -> Block:
    top = 4.0
    marks: list[Mark] = [
        Rule(0, 0, label + step * len(cells)),
        text(name, size, y=top, width=max(1.0, label - 3), bold=True),
    ]
    for place, cell in enumerate(cells):
        if cell is not None:
            marks += [moved(mark, label + place * step, top) for mark in _cell(cell, step - GAP, size)]
    return block_of(*marks, after=5)


def _cell(cell: Cell, width: float, size: float) -> list[Text]:
    marks = []
    at = 0.0
    if cell.name:
        marks.append(text(cell.name, size, width=width, bold=True))
        at = height(marks[0])
    for pieces in _cell_lines(cell):
        food = Text(0, at, Words(pieces, size, width))
        marks.append(food)
        at += height(food) + 0.5
    return marks


def _cell_lines(cell: Cell) -> list[tuple[Piece, ...]]:
    """Each food with its portion, and behind it the portions of the others who eat it."""
    lines: list[tuple[Piece, ...]] = []
    for name, measure in cell.foods:
        theirs = measure and name.endswith(":")
        said = (Piece(f" · {name} " if theirs else f"{name} "), Piece(measure.replace(" ", "\u00a0"), colour=GREY))
        if theirs and lines:
            lines[-1] += said
        else:
            lines.append(said)
    return lines


# The shopping list


def _shopping(shopping: ShoppingList, room: QRectF) -> list[Page]:
    """In letters of the usual size, or somewhat smaller ones where that saves a page."""
    if not shopping.aisles:
        return _nothing(shopping.title, _("There is nothing to buy."), room)
    usual, tight = (_columns(shopping, room, size) for size in (BODY, TIGHT))
    return tight if len(tight) < len(usual) else usual


def _columns(shopping: ShoppingList, room: QRectF, size: float) -> list[Page]:
    """Two columns under a title; the second and later pages are columns from top to bottom."""
    gutter = 24.0
    column = (room.width() - gutter) / 2
    title = _title(shopping.title, room.width())
    if shopping.note:
        note = text(shopping.note, SMALL, width=room.width())
        title = stack(title, block_of(note, after=GAP))
    blocks = []
    for place, aisle in enumerate(shopping.aisles):
        blocks.append(_heading(aisle.name, column, before=0 if place == 0 else GAP + 4))
        blocks += [_line(line, column, shopping.units, size) for line in aisle.lines]
    cost = cost_text(shopping)
    if cost:
        words = f"{_('Cost: {cost}.').format(cost=cost)} {prices_text(shopping)}"
        said = block_of(text(words, SMALL, y=GAP + 4, width=column, grey=True))
        blocks[-1] = stack(blocks[-1], said)
    pages = flow(blocks, room, columns=2, gutter=gutter, top=title.height)
    first = Page((*(moved(mark, room.left(), room.top()) for mark in title.marks), *pages[0].marks))
    return [first, *pages[1:]]


def _line(line: Line, width: float, units: str, size: float) -> Block:
    """A box, what it is, what to take of it on the right, and below in small what the plan takes."""
    indent, box = 16.0, size
    buy = buy_text(line, units)
    wide = min(natural_width(buy, size, bold=True), 0.45 * width) if buy else 0.0
    name = text(line.name, size, x=indent, y=1, width=width - indent - wide - GAP)
    marks: list[Mark] = [Box(0.5, 2.5, box, line.ticked), name]
    if buy:
        marks.append(text(buy, size, x=width - wide, y=1, width=wide, bold=True, right=True))
    under = " · ".join(part for part in (need_text(line, units), left_text(line, units)) if part)
    if under:
        y = max((mark.y + height(mark) for mark in marks if isinstance(mark, Text)), default=0.0)
        marks.append(text(under, max(LEAST, size - 1.5), x=indent, y=y, width=width - indent, grey=True))
    return block_of(*marks, after=4 if size == BODY else 3)


# Recipes


def _recipes(sheet: RecipesSheet, room: QRectF) -> list[Page]:
    if not sheet.recipes:
        return _nothing(sheet.title, _("No dish of these days has a recipe."), room)
    blocks = [_title(sheet.title, room.width())]
    for number, card in enumerate(sheet.recipes):
        whole = _recipe(card, room.width())
        if whole.height <= room.height() - blocks[0].height:
            blocks.append(Block(whole.height + 2 * GAP, whole.marks) if number < len(sheet.recipes) - 1 else whole)
        else:
            blocks += _long_recipe(card, room.width())
    return flow(blocks, room)


def _recipe_head(card: RecipeCard, width: float) -> Block:
    name = text(card.name, HEADING + 1.5, width=width, bold=True)
    facts = text(card.facts, BODY, y=height(name) + 1, width=width, grey=True)
    eaten = text(card.eaten, SMALL, y=facts.y + height(facts) + 1, width=width, grey=True)
    under = eaten.y + height(eaten) + 4
    return Block(under + GAP, (name, facts, eaten, Rule(0, under, width)), keep=True)


def _recipe(card: RecipeCard, width: float) -> Block:
    """Ingredients on the left, what to do on the right, as one block."""
    left, gap = 0.4 * width, 20.0
    head = _recipe_head(card, width)
    ingredients = stack(*_ingredients(card, left))
    steps = stack(*_steps(card, width - left - gap))
    marks = (
        *head.marks,
        *(moved(mark, 0, head.height) for mark in ingredients.marks),
        *(moved(mark, left + gap, head.height) for mark in steps.marks),
    )
    return Block(head.height + max(ingredients.height, steps.height), marks)


def _long_recipe(card: RecipeCard, width: float) -> list[Block]:
    """A recipe that is longer than a page, one thing below the other."""
    return [_recipe_head(card, width), *_ingredients(card, width), block_of(after=GAP), *_steps(card, width)]


def _ingredients(card: RecipeCard, width: float) -> list[Block]:
    """What goes in, for one serving, for what is eaten, and for as many as the method makes."""
    counts = (1.0, card.planned, float(card.servings))
    wanted = tuple(dict.fromkeys(count for count in counts if count))
    head = _amounts(_("as eaten"), tuple(household(count, "serving") for count in wanted), width, head=True)
    rows = [
        _amounts(name, tuple(_grams(one * count) for count in wanted), width, head=False)
        for name, one, _of_all in card.ingredients
    ]
    return [Block(head.height, head.marks, keep=True), *(Block(row.height, row.marks, again=head) for row in rows)]


def _amounts(name: str, amounts: Sequence[str], width: float, head: bool) -> Block:
    column = 54.0  # [pt] "10½ servings" in small letters
    size = SMALL if head else BODY - 0.5
    rest = width - column * len(amounts)
    figures = (
        text(said, size, x=rest + column * place, width=column, right=True, grey=head)
        for place, said in enumerate(amounts)
    )
    return block_of(text(name, size, width=rest, grey=head), *figures, after=2)


def _grams(grams: float) -> str:
    return f"{grams:.0f} g" if grams >= 10 else f"{figure(grams, '.2g')} g"


def _steps(card: RecipeCard, width: float) -> list[Block]:
    return [
        block_of(text(f"{number}.", BODY, width=14, bold=True), text(step, BODY, x=16, width=width - 16), after=4)
        for number, step in enumerate(card.method, start=1)
    ] + [block_of(text(note, SMALL, x=16, width=width - 16, grey=True), after=2) for note in card.notes]


# The clinician's page


def _clinician(sheet: ClinicianSheet, room: QRectF) -> list[Page]:
    blocks = [_title(sheet.title, room.width())]
    for part in (*sheet.tables, *sheet.last_days.parts):
        if isinstance(part, Picture):
            blocks.append(_picture(part, room.width()))
        else:
            blocks += [_heading(part.title, room.width()), *_table(part, room.width())]
    for title, sentences in ((_("Notes"), sheet.notes), (_("Data"), sheet.sources)):
        if sentences:
            blocks.append(_heading(title, room.width()))
            blocks += [block_of(text(said, BODY - 0.5, width=room.width()), after=3) for said in sentences]
    return flow(blocks, room)


def _picture(picture: Picture, width: float) -> Block:
    """The picture with how it is drawn below it."""
    drawing = Drawing(0.0, GAP + 2, width, picture, TABLE)
    legend = text(picture.legend, TABLE, y=drawing.y + drawing.height + 2, width=width, grey=True)
    return block_of(drawing, legend, after=GAP)


def _table(table: Table, width: float) -> list[Block]:
    """The rows of a table, its header above the first and again where a page begins."""
    widths = _widths(table, width)
    head = None
    if any(table.header):
        head = _row(table, table.header, widths, head=True)
    rows = [
        _row(table, row, widths, head=False, strong=number in table.strong) for number, row in enumerate(table.rows)
    ]
    blocks = [Block(row.height, row.marks, again=head) for row in rows]
    return blocks if head is None else [Block(head.height, head.marks, keep=True), *blocks]


def _widths(table: Table, width: float) -> list[float]:
    """Each column as wide as its widest cell; what is left goes to those that hold sentences."""
    columns = range(len(table.header))
    natural = [
        max(
            natural_width(row[column], TABLE, bold=row is table.header or bool(table.strong))
            for row in (table.header, *table.rows)
        )
        + 8
        for column in columns
    ]
    narrow = sum(natural[column] for column in columns if column not in table.wide)
    if narrow > 0.8 * width:  # then all must give way
        return [wide * width / sum(natural) for wide in natural]
    share = (width - narrow) / max(1, len(table.wide))
    return [share if column in table.wide else natural[column] for column in columns]


def _row(table: Table, cells: Sequence[str], widths: Sequence[float], head: bool, strong: bool = False) -> Block:
    marks: list[Mark] = []
    x = 0.0
    for column, (said, wide) in enumerate(zip(cells, widths, strict=True)):
        right = column not in table.left
        marks.append(text(said, TABLE, x=x, y=1.5, width=wide - 6, right=right, grey=head, bold=strong))
        x += wide
    row = block_of(*marks, after=2)
    return Block(row.height, (*row.marks, Rule(0, row.height, sum(widths))))

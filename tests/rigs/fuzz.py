"""The fuzz rig: food tables and documents nobody would write, and what becomes of them. Run in a child process.

``-m tests.rigs.fuzz WHAT CASES SEED [PLANTED]`` prints what it found as JSON. WHAT is "foods" or "documents".
"""

import csv
import io
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from planner.document import document_json
from planner.document.check_catalogue import check_locks, foods_missing
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.files.backups import Opened, open_or_recover
from planner.files.store import StoreError
from planner.foods import foods_csv
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError, catalogue_from_text, read_catalogue
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY
from planner.needs.day_targets import targets_for
from planner.needs.targets import TargetError
from planner.plan.audit import audit
from planner.plan.stored_form import plan_from_fixed
from tests.rigs.kill import ROOT

FIXTURE = (ROOT / "tests" / "planner" / "document" / "fixtures" / "version_1.json").read_text(encoding="utf-8")
SHIPPED = (ROOT / "foods.csv").read_text(encoding="utf-8")
ROWS = list(csv.reader(io.StringIO(SHIPPED)))
WHOLE_TABLE = ("the file is empty", "there is no food in it", "more than", "larger than")
WHOLE_DOCUMENT = ("the document is", "the document holds", "is ")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")

NASTY = """
|nan|NaN|inf|-inf|-1|0|1e400|1e-400|9e99|0x10|1_000|１２|1,5|½|--1|+1|1.|.|True|None|null|=1+1|'|"|""|;|;;|a;b|<b>x</b>
|{}|[]|\\|\x00|\x1b[2J|\x7f|\x85|\u2028|\u202e|\ufeff|😀|ß|İ|vegan|g|1|2.5|999999999999|\t|\r
"""
nasty = st.sampled_from(NASTY.split("|"))
cells = st.one_of(
    nasty,
    st.text(max_size=12),
    st.floats().map(str),
    st.integers().map(str),
    st.integers(1, 6).map(lambda digits: "9" * 10**digits),
    st.sampled_from(sorted({cell for row in ROWS[1:60] for cell in row})),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A few rows of the shipped table with cells, rows, columns and characters changed."""
    rows = [list(ROWS[0]), *(list(row) for row in draw(st.lists(st.sampled_from(ROWS[1:]), max_size=4)))]
    for _ in range(draw(st.integers(0, 5))):
        row = draw(st.sampled_from(rows))
        if row:
            row[draw(st.integers(0, len(row) - 1))] = draw(cells)
    kind = draw(st.integers(0, 12))
    if kind == 0:
        draw(st.sampled_from(rows)).pop()
    elif kind == 1:
        draw(st.sampled_from(rows)).extend(draw(st.lists(cells, max_size=5)))
    elif kind == 2:
        rows.append(list(draw(st.sampled_from(rows))))
    elif kind == 3:
        rows.append(draw(st.lists(cells, max_size=40)))
    elif kind == 4:
        rows = draw(st.permutations(rows))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=draw(st.sampled_from(["\n", "\r\n", "\r"])), escapechar="\\")
    writer.writerows(rows)
    text = out.getvalue()
    if kind == 5:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(cells) + text[at + draw(st.integers(0, 20)) :]
    elif kind == 6:
        text = text[: draw(st.integers(0, len(text)))]
    elif kind == 7:
        text = draw(st.text(max_size=200))
    elif kind == 8:
        text = draw(wide)
    return text


wide = st.builds(
    lambda column, times, rows: ",".join([*ROWS[0], *([column] * times)]) + "\n" + ("," * times + "x\n") * rows,
    cells.map(lambda cell: re.sub(r"\W", "", cell)[:9]),
    st.sampled_from([1, 100, 20_000]),
    st.integers(0, 20),
)


@st.composite
def dish_twins(draw: st.DrawFn) -> str:
    """A table with all foods of one shipped dish, and a food that has the dish's id or name."""
    dish = draw(st.sampled_from([each for each in _shipped() if each.recipe]))
    ids = {part.food.id for part in dish.ingredients}
    rows = [ROWS[0], *(row for row in ROWS[1:] if row[0] in ids)]
    twin = list(ROWS[1])
    place = draw(st.sampled_from([0, 1]))
    twin[place] = (dish.id, dish.name)[place]
    twin[1 - place] = ("another_food", "Another food")[place == 0]
    out = io.StringIO()
    csv.writer(out).writerows([*rows, twin])
    return out.getvalue()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | nasty,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)

WORDS = "never rarely fine like love vegan male active peanut lunch breakfast snack porridge base 2026-12-01"
words = st.sampled_from([*WORDS.split(), *(row[0] for row in ROWS[1:100])])
plausible: st.SearchStrategy[Any] = st.one_of(
    words,
    st.integers(0, 70),
    st.floats(0, 400),
    st.sampled_from([None, [], {}, True, {"least": 5}, {"most": 9.5}, [{}], ["peanut"]]),
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A real document with values, keys and characters changed."""
    data: Any = json.loads(FIXTURE)
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
        at: Any = data
        for _ in range(draw(st.integers(0, 6))):
            inner = [value for value in _inside(at) if isinstance(value, dict | list) and value]
            if not inner:
                break
            at = draw(st.sampled_from(inner))
        if isinstance(at, dict) and at:
            key = draw(st.text(max_size=9)) if draw(st.integers(0, 6)) == 0 else draw(st.sampled_from(sorted(at)))
            at[key] = deepcopy(draw(_instead_of(draw(st.integers(0, 5)), at.get(key))))
        elif isinstance(at, list) and at:
            place = draw(st.integers(0, len(at) - 1))
            at[place] = deepcopy(draw(_instead_of(draw(st.integers(0, 5)), at[place])))  # what is drawn never changes
    text = json.dumps(data, ensure_ascii=draw(st.booleans()))
    kind = draw(st.integers(0, 15))
    if kind == 0:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(cells) + text[at + draw(st.integers(0, 20)) :]
    elif kind == 1:
        text = text[: draw(st.integers(0, len(text)))]
    elif kind == 2:
        opening = draw(st.sampled_from(["[", '{"a":', '[{"b":']))
        text = f'{{"format": "magnolia", "version": 1, "tastes": {opening * draw(st.integers(1, 3000))}'
        text += draw(st.sampled_from(["", "]" * text.count("["), "}" * text.count("{")]))
    elif kind == 3:
        text = text.replace("420.0", draw(st.integers(1, 6000).map(lambda digits: "9" * digits)))
    return text


def _instead_of(kind: int, value: Any) -> st.SearchStrategy[Any]:
    """Mostly a value of the same kind, which often may stand in its place."""
    if kind == 0:
        return json_values
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return plausible
    return words if isinstance(value, str) else st.integers(1, 60) | st.floats(0.5, 400)


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


_read: list[Catalogue] = []


def _shipped() -> Catalogue:
    if not _read:
        _read.append(read_catalogue(ROOT / "foods.csv"))
    return _read[0]


def foods_case(text: str, folder: Path) -> tuple[str, str]:
    """What became of a table, and what is wrong with it."""
    path = folder / "foods.csv"
    try:
        if len(text) % 3:
            found = catalogue_from_text(text)
        else:
            path.write_bytes(text.encode(errors="surrogatepass"))
            found = read_catalogue(path)
    except CatalogueError as error:
        said = str(error)
        place = re.search(r"\bline \d+\b", said) or any(words in said for words in WHOLE_TABLE)
        ok = said.startswith("foods.csv: ") and place and len(said) < 5000 and not CONTROL.search(said)
        return "refused", "" if ok else f"the refusal {said[:200]!r}"
    for problem in found.problems:
        if problem.line < 1 or not problem.sentence or CONTROL.search(str(problem)) or len(str(problem)) > 3000:
            return "read", f"the problem {str(problem)[:200]!r}"
    return ("read with problems" if found.problems else "read"), ""


def document_case(text: str, folder: Path) -> tuple[str, str]:
    """What became of a document, and what is wrong with it: reading it, checking it, and writing it again."""
    path = folder / "document.json"
    path.write_bytes(text.encode(errors="surrogatepass"))
    try:
        opened = _open_alone(path)
    except StoreError as error:
        said = str(error)
        place = said.removeprefix("document.json: ")
        named = re.match(r"line \d+\b|.+: ", place) or place.startswith(WHOLE_DOCUMENT)
        ok = said.startswith("document.json: ") and named and len(said) < 500 and not CONTROL.search(said)
        return "refused", "" if ok else f"the refusal {said[:200]!r}"
    stored = opened.stored
    if stored is None:
        return "opened", "there is no document"
    templates = read_templates()
    if stored_from_text(stored_to_text(stored), templates) != stored:
        return "opened", "what was read is not what is written"
    try:
        targets = targets_for(stored.document.profile, stored.document.targets, stored.document.confirmed)
        if not foods_missing(stored, _shipped()):
            check_locks(stored.document, _shipped(), templates)
            audit(plan_from_fixed(stored.plan, _shipped()), stored.document, targets, templates)
    except (TargetError, DocumentError):
        return "opened, and cannot be planned", ""
    return "opened", ""


def _open_alone(path: Path) -> Opened:
    """Without the backups of the cases before."""
    opened = open_or_recover(path)
    for backup in path.with_name("document.json.backups").iterdir():
        backup.unlink()
    return opened


def no_json_limits() -> None:
    document_json.object_from_text = lambda text: json.loads(text)  # type: ignore[attr-defined]


def no_number_check() -> None:
    def unchecked(name: str, amounts: Any) -> Any:
        return {BY_KEY[key]: amount for key, amount in amounts.items()}

    foods_csv._amounts = unchecked


PLANTED: dict[str, Callable[[], None]] = {"no limits of JSON": no_json_limits, "no number check": no_number_check}
CASES: dict[str, tuple[Any, Callable[[str, Path], tuple[str, str]]]] = {
    "foods": (st.one_of(tables(), tables(), tables(), tables(), dish_twins()), foods_case),
    "documents": (documents(), document_case),
}


def run(what: str, cases: int, number: int, folder: Path) -> dict[str, object]:
    """So many cases; outcomes counted, and the first few of each kind of thing that is wrong."""
    strategy, judge = CASES[what]
    outcomes: Counter[str] = Counter()
    wrong: dict[str, str] = {}

    @seed(number)
    @settings(
        max_examples=cases,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(text: str) -> None:
        try:
            outcome, fault = judge(text, folder)
        except Exception as error:  # noqa: BLE001 - this is what the rig looks for
            trace = error.__traceback__
            while trace is not None and trace.tb_next is not None:
                trace = trace.tb_next
            place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
            outcome, fault = "escaped", f"{type(error).__name__} at {place}"
        outcomes[outcome] += 1
        if fault and len(wrong) < 20:
            wrong.setdefault(fault, text[:300])

    each()
    return {"outcomes": dict(outcomes), "wrong": wrong, "memory_mb": _memory_mb()}


def _memory_mb() -> float:
    """The most memory this process ever had [MB]; on Linux without what its parent had when it was started."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    if sys.platform == "win32":
        return 0.0
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    if len(sys.argv) > 4:
        PLANTED[sys.argv[4]]()
    with tempfile.TemporaryDirectory() as made:
        sys.stdout.write(json.dumps(run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(made))))

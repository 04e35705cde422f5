"""What importing the planner brings along: no Qt ever, and the slow libraries only where they are used."""

import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "planner").rglob("*.py")
    if path.stem != "__init__"
)
FIRST_PAINT = (
    "planner.foods.nutrients",
    "planner.foods.catalogue",
    "planner.foods.meals",
    "planner.needs.profile",
    "planner.needs.targets",
    "planner.document.document",
    "planner.plan.plan",
    "planner.editing.history",
    "planner.files.store",
)
SLOW = ("pandas", "pulp", "highspy")


def loaded_by(*modules: str) -> set[str]:
    """The top-level packages in a fresh interpreter that imported these modules."""
    program = f"import sys, {', '.join(modules)}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_that_no_planner_module_loads_qt() -> None:
    assert {
        "planner.foods.catalogue",
        "planner.optimise.hard_rules",
        "planner.optimise.solver",
        "planner.optimise.plan_days",
    } <= set(MODULES)
    loaded = loaded_by(*MODULES)
    assert not {"PySide6", "shiboken6", "ui"} & loaded
    assert set(SLOW) <= loaded | {"pandas"}


@pytest.mark.parametrize("module", FIRST_PAINT)
def test_that_what_is_needed_for_the_first_paint_loads_nothing_slow(module: str) -> None:
    assert module in MODULES
    assert not set(SLOW) & loaded_by(module)


def test_that_no_modules_import_each_other_not_even_for_the_type_checker() -> None:
    """Every import counts, within functions and under ``TYPE_CHECKING`` too: the modules have an order."""
    graph = grimp.build_graph("planner", "ui", exclude_type_checking_imports=False, cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert any(imported["ui.window.main_window"])
    TopologicalSorter(imported).prepare()

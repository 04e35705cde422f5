"""The same with the workspace of the window and its own timer for saving. Run as ``-m tests.rigs.window_editor``."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTimer

from planner.plan.outcomes import Outcome, Stopped
from tests.rigs.editor import say
from ui.workspace.workspace import Workspace

LIGHTEST, STEP = 50.0, 0.01  # [kg] the weight says how many edits there were
EVERY = 60  # [ms] as fast as somebody who holds a key down


def no_plan(*_: Any, **__: Any) -> Outcome:
    return Stopped(0.0)


def main(catalogue: Path, path: Path) -> None:
    app = QCoreApplication([])
    workspace = Workspace(catalogue, path, no_plan)

    def edit() -> None:
        document, profile = workspace.document, workspace.document.profile
        number = round((profile.weight_kg - LIGHTEST) / STEP) + 1
        say(number, time.monotonic())
        workspace.decide(document.with_profile(replace(profile, weight_kg=LIGHTEST + number * STEP)))

    timer = QTimer()
    timer.setInterval(EVERY)
    timer.timeout.connect(edit)
    workspace.opened.connect(timer.start)
    workspace.open()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

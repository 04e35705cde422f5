"""Undo and redo over frozen documents, each step with its name and the plan that was shown with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.document.document import Document
from planner.plan.plan import Plan

MAX_STEPS_KEPT = 500  # older ones can no longer be undone


@dataclass(frozen=True, slots=True)
class Step:
    """A document, the name of the edit that led to it ("Love spinach"), and its plan once one was made."""

    name: str
    document: Document
    plan: Plan | None = None


class History:
    """The steps so far and the one that is shown; the first step is what the window started with."""

    def __init__(self, document: Document, plan: Plan | None = None) -> None:
        self._steps = [Step("", document, plan)]
        self._at = 0

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._steps[self._at]

    @property
    def undo_name(self) -> str | None:
        """The name of the edit that undo takes back, or None when there is none."""
        return self.step.name if self._at > 0 else None

    @property
    def redo_name(self) -> str | None:
        """The name of the edit that redo makes again, or None when there is none."""
        return self._steps[self._at + 1].name if self._at + 1 < len(self._steps) else None

    @property
    def can_undo(self) -> bool:
        return self.undo_name is not None

    @property
    def can_redo(self) -> bool:
        return self.redo_name is not None

    def push(self, name: str, document: Document, plan: Plan | None = None) -> None:
        """Adds an edit after the step that is shown; what was undone before is gone."""
        self._steps = [*self._steps[: self._at + 1], Step(name, document, plan)][-MAX_STEPS_KEPT - 1 :]
        self._at = len(self._steps) - 1

    def rewrite(self, change: Callable[[Step], Step]) -> None:
        """Has every step be another one: what passed with time is not undone."""
        self._steps = [change(step) for step in self._steps]

    def become(self, document: Document, plan: Plan | None) -> None:
        """Has the step that is shown hold this document and plan."""
        self._steps[self._at] = replace(self.step, document=document, plan=plan)

    def remember(self, plan: Plan) -> None:
        """Keeps the plan made for the step that is shown."""
        self._steps[self._at] = replace(self.step, plan=plan)

    def undo(self) -> Step:
        """Goes one step back and gives that step.

        Raises:
            IndexError: if there is no edit to undo.
        """
        if not self.can_undo:
            raise IndexError("there is no edit to undo")
        self._at -= 1
        return self.step

    def redo(self) -> Step:
        """Goes one step forward again and gives that step.

        Raises:
            IndexError: if there is no edit to redo.
        """
        if not self.can_redo:
            raise IndexError("there is no edit to redo")
        self._at += 1
        return self.step

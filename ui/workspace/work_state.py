"""The one state of the window that changes: document, history, plan on screen; and every way it does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planner import times
from planner.document.document import Document, Stored
from planner.editing.calendar import Kept, move_on
from planner.editing.edits import Kitchen
from planner.editing.history import History, Step
from planner.editing.own_edits import known_plan, with_own
from planner.explain.kept_wishes import not_kept
from planner.files.own_files import OwnFiles
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError
from planner.foods.meals import read_templates
from planner.foods.salt import salt_sentence
from planner.language.translate import _
from planner.needs.adjusted_targets import targets_of
from planner.needs.notices import KNOW, PLANNED, Notice, grouped_notices
from planner.needs.targets import TargetError, Targets, UndecidedError
from planner.plan.allowed import diet_allows
from planner.plan.audit import audit
from planner.plan.drinks import drinks_against
from planner.plan.household_portions import NOBODY, Household
from planner.plan.looking_back import days_before
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Plan, foods_of, totals
from planner.plan.promise import notes
from planner.plan.stored_form import plan_to_fixed
from planner.shopping.bought import read_bought
from ui.base import sentences
from ui.base.background import Background
from ui.base.number_box import local_season, local_units
from ui.base.places import default_document_path
from ui.workspace.edits_of_portions import PortionWishes
from ui.workspace.opening import OpenedFiles, new_document, open_files, over_in_words
from ui.workspace.planner_calls import MakesPlans, WarmPlanner
from ui.workspace.planning_job import PlanningJob, Wanted
from ui.workspace.saving import OtherVersion, Saving


@dataclass(frozen=True, slots=True)
class _Shown:
    """The plan on screen. Only ``WorkState._put`` makes another one."""

    plan: Plan | None = None
    before: Plan | None = None  # the plan before the last edit, to show what that changed
    stale: bool = False  # the plan is from before the last edit
    solved: Solved | None = None  # the outcome the plan came from, if it was made today


class WorkState(QObject):
    """What the user decided and the plan for it, and how both become others: by an edit, an answer, a file.

    Signals:
        opened: the files were read; from now on wishes are taken.
        document_changed: the document, or what can be undone, is another one.
        plan_changed: the plan on screen or None, and whether it is from before the last edit.
        planning_changed: whether a plan is being made.
        progress: the day being planned and the number of days.
        notice: a sentence for the user, and whether it is about an edit that can be undone.
        recovered: what happened to the file without the user's doing: it was damaged, gone, or saved by others.
        two_versions: others saved the file: the sentence on it, and what they saved, as an OtherVersion.
        trouble_changed: ``trouble``, ``refused`` or ``explanation`` is another one.
        quality_changed: how close the plan on screen is to the best one is known now.
        closing: nothing is planned any more.
    """

    opened = Signal()
    recovered = Signal(str)
    two_versions = Signal(str, object)
    document_changed = Signal()
    plan_changed = Signal(object, bool)
    planning_changed = Signal(bool)
    progress = Signal(int, int)
    notice = Signal(str, bool)
    trouble_changed = Signal()
    quality_changed = Signal()
    closing = Signal()

    def __init__(
        self,
        catalogue_path: Path,
        document_path: Path,
        planner: MakesPlans | None = None,
        parent: QObject | None = None,
        holds: Callable[[], bool] = lambda: True,
        today: Callable[[], date] = lambda: date.today(),
        new_seed: Callable[[], int] = lambda: 0,
    ) -> None:
        """``holds`` says whether the file is this program's to write; ``new_seed`` gives that of a new document."""
        super().__init__(parent)
        self._new_seed = new_seed
        self.today = today
        self._moved = False  # whether a day began since the files were read
        self.household: Callable[[], Household] = lambda: NOBODY  # who else eats of the plan on screen
        self._catalogue_path = catalogue_path
        self._shipped: Catalogue | None = None
        self._shown = _Shown()
        self._targets: Targets | None = None
        self._explanation: Explanation | None = None
        self._trouble: str | None = None
        self._fresh = False
        self._history = History(Document())
        self._edited = False  # the next answer is told as the change an edit made
        self._asked: Callable[[Plan], str] | None = None  # what became of the thing asked for, of a plan
        self._told: tuple[str, ...] = ()  # what is told before that: what another plan changed beside the meals
        self._said: tuple[tuple[object, ...], tuple[Notice, ...]] | None = (
            None  # ``notices``, and what they were said of
        )
        self._reading = Background(self)
        self._reading.answered.connect(self._opened)
        self._reading.failed.connect(self._not_opened)
        self._job = PlanningJob(planner or WarmPlanner(), self._wanted, self)
        self._job.answered.connect(self._answered)
        self._job.first_day.connect(lambda plan: self._put(replace(self._shown, plan=plan, stale=True)))
        self._job.failed.connect(self._failed)
        self._job.progressed.connect(self.progress)
        self._job.changed.connect(lambda: self.planning_changed.emit(self.planning))
        self._saving = Saving(document_path, self._stored, holds, self)
        self._saving.told.connect(self.notice)
        self._saving.recovered.connect(self.recovered)
        self._saving.two_versions.connect(self.two_versions)
        self._saving.refused_changed.connect(self.trouble_changed)
        self.portions = PortionWishes(self._kitchen, self.edit, self.tell)

    @property
    def shipped(self) -> Catalogue | None:
        """The foods that come with Magnolia."""
        return self._shipped

    @property
    def plan(self) -> Plan | None:
        """The plan on screen."""
        return self._shown.plan

    @property
    def before(self) -> Plan | None:
        """The plan before the last edit, to show what that changed."""
        return self._shown.before

    @property
    def stale(self) -> bool:
        """Whether the plan on screen is from before the last edit."""
        return self._shown.stale

    @property
    def solved(self) -> Solved | None:
        """The outcome the plan on screen came from, if it was made today."""
        return self._shown.solved

    @property
    def targets(self) -> Targets | None:
        """Those of the document; None where nothing can be planned."""
        return self._targets

    @property
    def explanation(self) -> Explanation | None:
        """Why there is no plan for the document."""
        return self._explanation

    @property
    def trouble(self) -> str | None:
        """Why nothing can be planned at all."""
        return self._trouble

    @property
    def refused(self) -> str | None:
        """Why the kept file must not be written over."""
        return self._saving.refused

    @property
    def fresh(self) -> bool:
        """Whether nothing was kept when the window was opened: a first start."""
        return self._fresh

    @property
    def document(self) -> Document:
        """What the user decided."""
        return self._history.step.document

    @property
    def catalogue(self) -> Catalogue | None:
        """All foods, those of the user's own among them; the identical object until an edit changes one."""
        return None if self._shipped is None else with_own(self._shipped, self.document)

    @property
    def history(self) -> History:
        """To be read only."""
        return self._history

    @property
    def notices(self) -> tuple[str, ...]:
        """What is said beside the nutrition: of the targets, of the rules, and of what the plan does not reach."""
        return tuple(notice.sentence for notice in self.grouped_notices)

    @property
    def grouped_notices(self) -> tuple[Notice, ...]:
        """The same, each with the group it belongs to."""
        if self.targets is None or self.catalogue is None:
            return ()
        plan = None if self.stale else self.plan
        facts = self.document, self.catalogue, self.targets, plan
        if self._said is None or any(old is not new for old, new in zip(self._said[0], facts, strict=True)):
            said = self._say(self.document, self.catalogue, self.targets, plan)
            self._said = facts, said
        return self._said[1]

    def _say(self, document: Document, catalogue: Catalogue, targets: Targets, plan: Plan | None) -> tuple[Notice, ...]:
        """The notices; of an older plan no figure is said beside the new targets."""
        profile = document.profile
        foods = tuple(food for food in catalogue if diet_allows(profile, food))
        days = [totals(day.eaten) for day in plan.days] if plan else []
        eaten = foods_of(plan) if plan else ()
        missed: tuple[str, ...] = ()
        if plan is not None:
            missed = (*not_kept(plan, document, catalogue, read_bought()), *notes(plan, targets))
        said = grouped_notices(profile, targets, foods, days, eaten)
        planned = (*drinks_against(document, catalogue), *missed)
        known = (salt_sentence(document.habits.salt), *targets.notices)
        of_plan = (Notice(PLANNED, sentence) for sentence in planned)
        return (*said, *of_plan, *(Notice(KNOW, sentence) for sentence in known))  # the graver ones first

    @property
    def planning(self) -> bool:
        """Whether a plan is being made, or will be in a moment."""
        return self._job.busy

    # Opening, saving, closing

    def open(self) -> None:
        """Reads the files in the background and makes a plan where the kept one does not do."""
        paths, fresh = (self._catalogue_path, self._saving.path), self.new_document(local_units())
        self._reading.start(lambda stop, _: open_files(*paths, fresh, stop))

    def new_document(self, units: str) -> Document:
        """A document of somebody new, in these measures."""
        return new_document(self.today(), units, local_season(), self._new_seed())

    def tell(self, sentence: str, undoable: bool = False) -> None:
        """Has a sentence shown to the user; ``undoable`` where it is about an edit that can be undone."""
        self.notice.emit(sentence, undoable)

    def tell_of_file(self, sentence: str) -> None:
        """Has a sentence on the file shown in a window of its own."""
        self.recovered.emit(sentence)

    def edit(self, name: str, document: Document, plan: Plan | None = None) -> None:
        """Takes another document as one edit; ``plan`` is shown at once if it fits it, else one is made."""
        times.stop("edit worked out")
        if self.catalogue is not None and document != self.document:
            self._edit(name, document, None if self.stale else plan)

    @property
    def seed(self) -> int:
        """That of the plan on screen."""
        return self._job.seed

    def cancel(self) -> None:
        """Keeps the plan on screen instead of the one being made."""
        if not self.planning:
            return
        self._job.drop_wait()
        self._job.cancel()
        if self._take_back_another():
            self.notice.emit(_("The plan on screen was kept."), self._history.can_undo)
        elif self.plan is not None and self._fits(self.plan, self.document):
            self._accept(self.plan)
            self.notice.emit(_("The plan on screen was kept."), self._history.can_undo)
        else:
            self.notice.emit(_("The plan on screen was kept; your last change is not in it yet."), True)
        self.planning_changed.emit(False)

    def move_on(self) -> None:
        """Records the days that are over, where a day began since this was asked last.

        What passed with time is not undone: each step of undo has the same days recorded, and its plan begins today.
        """
        if self.catalogue is None:
            return
        today, kept = self.today(), Kept(self.catalogue, read_bought(), self.household())
        moved = move_on(self.document, self.plan, self._targets, today, kept)
        if not moved.over:
            return
        first = self.document.start or today
        passed = [day for day in moved.document.recorded if first <= day.date < today]

        def other(step: Step) -> Step:
            found = move_on(step.document, step.plan, None, today, kept)
            document = found.document
            for day in passed:
                document = document.with_recorded(day)
            return Step(step.name, document, found.plan)

        self._moved = True
        whole = not self.stale and moved.plan is not None and self._fits(moved.plan, moved.document)
        self._history.rewrite(other)
        self._history.become(moved.document, moved.plan if whole else None)
        self._put(_Shown(moved.plan), tell=False)
        self._show_step(self._history.step, plans=moved.plan is not None)
        self.notice.emit(over_in_words(moved.over), False)

    def _checked(self, step: Step) -> Step:
        """A step without its plan where that does not go behind the days that were recorded since."""
        if not self._moved or step.plan is None or self._fits(step.plan, step.document):
            return step
        return replace(step, plan=None)

    def _take_back_another(self) -> bool:
        """Goes back to the plan that another one was wished beside, with its first day, its ticks and what is at home.

        Without this the old meals would stand on the days of the new ones.
        """
        if not self._job.anew or not self._history.can_undo:
            return False
        if self._history.undo().plan is None:  # that one was not complete either
            self._history.redo()
            return False
        self._show_step(self._history.step)
        return True

    def set_aside(self) -> None:
        """Renames the file that could not be read and keeps the document on screen from now on."""
        self._saving.set_aside()

    def save(self) -> bool:
        """Writes the document and the plan on screen where they are not in the file yet; says whether all is saved."""
        return self._saving.save()

    def saved_then(self, do: Callable[[], None]) -> None:
        """As ``save``, by a worker; ``do`` comes when nothing is left to write."""
        self._saving.then(do)

    @property
    def on_screen(self) -> Stored | None:
        """What would be saved now, None while the files are not read yet."""
        return self._stored()

    def go_on_with_ours(self, other: OtherVersion) -> None:
        """What is on screen is what counts, and what others saved is kept elsewhere by now."""
        self._saving.go_on_from(other)
        self._saving.touch()
        self._saving.soon()

    def _stored(self) -> Stored | None:
        """What there is to save; while another plan is made, the old one is not of the document's days any more."""
        if self.catalogue is None:
            return None
        plan = None if self._job.anew else self.plan
        return Stored(self.document, plan_to_fixed(plan) if plan else ())

    @property
    def own_files(self) -> OwnFiles:
        """What no export may take the place of."""
        return OwnFiles((self._saving.path, default_document_path()), (self._catalogue_path,))

    @property
    def document_path(self) -> Path:
        """Where the one file is."""
        return self._saving.path

    def forget(self) -> Callable[[], None]:
        """Writes nothing any more: the user is deleting everything. Gives what waits for the last writer."""
        self._job.drop_wait()
        return self._saving.forget()

    def close(self) -> bool:
        """Ends planning, waits for its end, and saves; says whether nothing is left unsaved."""
        self._job.drop_wait()
        self.closing.emit()
        self._reading.close()
        self._job.close()
        return self.save()

    # Edits

    def _edit(
        self,
        name: str,
        document: Document,
        plan: Plan | None,
        *,
        anew: bool = False,
        solved: Solved | None = None,
        asked: Callable[[Plan], str] | None = None,
    ) -> None:
        """Makes an edit; ``plan`` is the one that already fits it, or None to plan; ``anew`` unlike the one shown.

        ``solved`` is the outcome that ``plan`` came from, where that is known. ``asked`` says of the new plan what
        became of the very thing that was asked for: with that the sentence about the edit begins.
        """
        if plan is not None and not self._fits(plan, document):
            plan = None
        before = self.plan
        self._history.push(name, document, plan)
        self._show_step(self._history.step, anew, solved)
        if plan is None:
            self._edited, self._asked = True, asked
        elif before is not None:
            self.notice.emit(" ".join([*_about(asked, plan), sentences.change(before, plan)]), True)

    def _fits(self, plan: Plan, document: Document) -> bool:
        try:
            targets = targets_of(document.profile, document.targets, document.confirmed, document.start)
        except TargetError:
            return False
        before = days_before(document, self.catalogue or Catalogue({}))
        fits = not audit(plan, document, targets, read_templates(), before.days)
        times.stop("plan audited")
        return fits

    def _kitchen(self) -> Kitchen | None:
        if self.catalogue is None or self.plan is None:
            return None
        return Kitchen(self.document, self.plan, self.catalogue, read_templates())

    def _wanted(self) -> Wanted | None:
        """What the next plan is made for."""
        if self.catalogue is None or self._targets is None:
            return None
        return Wanted(self.catalogue, self.document, self.plan)

    # What is on screen

    def _put(self, shown: _Shown, *, tell: bool = True) -> None:
        """Puts a plan on screen: the one place that does. Without ``tell``, who draws it hears of it later."""
        self._shown = shown
        if tell:
            self.plan_changed.emit(shown.plan, shown.stale)

    def _show_step(self, step: Step, anew: bool = False, solved: Solved | None = None, plans: bool = True) -> None:
        """Shows the document of a step and its plan, or has one made unless it ``plans`` not."""
        self._job.make_anew(anew)
        self._edited, self._told, self._asked = False, (), None
        self._saving.touch()
        self._explain(None)
        shown = self._shown if self.stale else replace(self._shown, before=self.plan)
        self._put(shown if self._aim(step.document) else replace(shown, plan=None, solved=None), tell=False)
        self._job.cancel()
        if self.plan is not None and self.catalogue is not None:  # an own food of it may have changed or gone
            self._put(replace(self._shown, plan=known_plan(self.plan, self.catalogue)), tell=False)
        self.document_changed.emit()
        if step.plan is not None:
            self._job.drop_wait()
            self._job.settle()
            self._accept(step.plan, solved)
        else:
            self._put(replace(self._shown, stale=True), tell=False)
            if self._trouble is None and plans:
                self._job.soon()
            self.plan_changed.emit(self.plan, True)
        self.planning_changed.emit(self.planning)
        self._saving.soon()

    def _aim(self, document: Document) -> bool:
        """Takes the targets of a document; says whether a plan may stay on screen, which some rules forbid."""
        refused, trouble = False, None
        try:
            self._targets = targets_of(document.profile, document.targets, document.confirmed, document.start)
        except TargetError as error:
            self._targets, trouble = None, error.why
            refused = bool(error.confirmation) or isinstance(error, UndecidedError)
        if trouble != self._trouble:
            self._trouble = trouble
            self.trouble_changed.emit()
        return not refused

    def _accept(self, plan: Plan, solved: Solved | None = None) -> None:
        """Shows a plan that fits the document."""
        if plan is self.plan and solved is None:
            solved = self.solved
        self._history.remember(plan)
        self._put(_Shown(plan, self.before, False, solved))
        self._saving.soon()

    def _know(self, solved: Solved) -> None:
        """Takes what is known now of how good the plan on screen is."""
        self._put(replace(self._shown, solved=solved), tell=False)
        self.quality_changed.emit()

    def _explain(self, explanation: Explanation | None) -> None:
        if explanation != self._explanation:
            self._explanation = explanation
            self.trouble_changed.emit()

    # Answers

    def _answered(self, outcome: Outcome) -> None:
        match outcome:
            case Solved(plan=plan):
                before = self.plan
                self._job.settle()
                self._accept(plan, outcome)
                if self._edited and before is not None:
                    said = [*self._told, *_about(self._asked, plan), sentences.change(before, plan)]
                    self.notice.emit(" ".join(said), True)
                self._edited, self._told, self._asked = False, (), None
            case Infeasible(explanation=explanation):
                self._explain(explanation)
            case Stopped():
                self._take_back_another()
                self.notice.emit(_("No plan was found in time; the one on screen was kept."), self._history.can_undo)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, TargetError):
            self.notice.emit(str(error), self._history.can_undo)
        else:
            self.notice.emit(_("Planning went wrong; the plan on screen was kept."), self._history.can_undo)

    def _opened(self, opened: object) -> None:
        if not isinstance(opened, OpenedFiles):
            return  # it was told to stop
        self._shipped, self._fresh = opened.catalogue, opened.fresh
        self._saving.begin(opened.seen, None, opened.refused)
        self._put(_Shown(opened.plan), tell=False)
        self._history = History(opened.document, opened.plan if opened.valid else None)
        self._show_step(self._history.step, plans=opened.plan is not None or not opened.over)
        kept = Stored(self.document, plan_to_fixed(self.plan) if self.plan else ())
        self._saving.begin(opened.seen, kept if opened.seen.digest is not None else None, opened.refused)
        self.opened.emit()
        self.trouble_changed.emit()
        if opened.recovered:
            self.recovered.emit("\n\n".join(opened.recovered))
        if opened.notices:
            self.notice.emit(" ".join(opened.notices), False)

    def _not_opened(self, error: BaseException) -> None:
        self._trouble = str(error) if isinstance(error, CatalogueError) else _("The foods could not be read.")
        self.trouble_changed.emit()


def _about(asked: Callable[[Plan], str] | None, plan: Plan) -> list[str]:
    return [] if asked is None else [asked(plan)]

"""The one mutable object of the window: document, history, plan. Every edit goes through it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planner import times
from planner.document.document import LOVE, TASTES, Document, Lock, Stored
from planner.editing.edits import Kitchen
from planner.editing.history import History, Step
from planner.editing.next_plan import is_over, moved_sentence, next_plan
from planner.editing.own_edits import known_plan, with_own
from planner.explain.kept_wishes import not_kept
from planner.files.own_files import OwnFiles
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError
from planner.foods.meals import read_templates
from planner.language.dates import long_date
from planner.language.translate import _, ngettext
from planner.needs.medical_rules import notices, targets_of
from planner.needs.profile import Profile
from planner.needs.targets import TargetError, Targets, UndecidedError
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import (
    Explanation,
    Infeasible,
    Outcome,
    Plan,
    Solved,
    Stopped,
    allows,
    audit,
    diet_allows,
    fixed,
    foods_of,
    plan_to_fixed,
    totals,
)
from planner.plan.promise import notes
from planner.shopping.shopping_list import read_bought
from ui.base import sentences
from ui.base.background import Background
from ui.base.number_box import local_units
from ui.base.places import default_document_path
from ui.workspace.edit_names import decision, rating, wish_name, wish_refused, with_decisions
from ui.workspace.edits_of_portions import PortionWishes, meal_in_words
from ui.workspace.opening import OpenedFiles, open_files, without_broken_locks
from ui.workspace.planner_calls import MakesPlans, WarmPlanner
from ui.workspace.planning_job import PlanningJob, Wanted
from ui.workspace.saving import Saving


@dataclass(frozen=True, slots=True)
class _Shown:
    """The plan on screen. Only ``Workspace._put`` makes another one."""

    plan: Plan | None = None
    before: Plan | None = None  # the plan before the last edit, to show what that changed
    stale: bool = False  # the plan is from before the last edit
    solved: Solved | None = None  # the outcome the plan came from, if it was made today


class Workspace(QObject):
    """What the user decided and the plan for it; wishes in, signals out.

    Signals:
        opened: the files were read; from now on wishes are taken.
        document_changed: the document, or what can be undone, is another one.
        plan_changed: the plan on screen or None, and whether it is from before the last edit.
        planning_changed: whether a plan is being made.
        progress: the day being planned and the number of days.
        notice: a sentence for the user, and whether it is about an edit that can be undone.
        recovered: what happened to the file without the user's doing: it was damaged, gone, or saved by others.
        trouble_changed: ``trouble``, ``refused`` or ``explanation`` is another one.
        closing: nothing is planned any more.
    """

    opened = Signal()
    recovered = Signal(str)
    document_changed = Signal()
    plan_changed = Signal(object, bool)
    planning_changed = Signal(bool)
    progress = Signal(int, int)
    notice = Signal(str, bool)
    trouble_changed = Signal()
    closing = Signal()

    def __init__(
        self,
        catalogue_path: Path,
        document_path: Path,
        planner: MakesPlans | None = None,
        parent: QObject | None = None,
        holds: Callable[[], bool] = lambda: True,
        today: Callable[[], date] = lambda: date.today(),
    ) -> None:
        """``holds`` says whether the file is this program's to write."""
        super().__init__(parent)
        self.today = today
        self._catalogue_path = catalogue_path
        self._shipped: Catalogue | None = None
        self._shown = _Shown()
        self._targets: Targets | None = None
        self._explanation: Explanation | None = None
        self._trouble: str | None = None
        self._fresh = False
        self._history = History(Document())
        self._edited = False  # the next answer is told as the change an edit made
        self._told: tuple[str, ...] = ()  # what is told before that: what another plan changed beside the meals
        self._said: tuple[tuple[object, ...], tuple[str, ...]] | None = None  # ``notices``, and what they were said of
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
        if self.targets is None or self.catalogue is None:
            return ()
        plan = None if self.stale else self.plan
        facts = self.document, self.catalogue, self.targets, plan
        if self._said is None or any(old is not new for old, new in zip(self._said[0], facts, strict=True)):
            said = self._say(self.document, self.catalogue, self.targets, plan)
            self._said = facts, said
        return self._said[1]

    def _say(self, document: Document, catalogue: Catalogue, targets: Targets, plan: Plan | None) -> tuple[str, ...]:
        """The notices; of an older plan no figure is said beside the new targets."""
        profile = document.profile
        foods = tuple(food for food in catalogue if diet_allows(profile, food))
        days = [totals(day.portions) for day in plan.days] if plan else []
        eaten = foods_of(plan) if plan else ()
        missed: tuple[str, ...] = ()
        if plan is not None:
            missed = (*not_kept(plan, document, catalogue, read_bought()), *notes(plan, targets))
        said = notices(profile, targets, foods, days, eaten)
        return (*said, *missed, *targets.notices)  # the graver ones first

    @property
    def planning(self) -> bool:
        """Whether a plan is being made, or will be in a moment."""
        return self._job.busy

    # Wishes

    def open(self) -> None:
        """Reads the files in the background and makes a plan where the kept one does not do."""
        today, units = self.today(), local_units()
        self._reading.start(lambda stop, _: open_files(self._catalogue_path, self._saving.path, today, stop, units))

    def tell(self, sentence: str, undoable: bool = False) -> None:
        """Has a sentence shown to the user; ``undoable`` where it is about an edit that can be undone."""
        self.notice.emit(sentence, undoable)

    def rate(self, food_ids: Sequence[str], taste: str) -> None:
        """Gives foods one taste, as one edit."""
        times.begin("rate")
        if self.catalogue is None:
            return
        before, document = self.document, self.document
        changed = [food for food in food_ids if before.taste(food) != taste and food in self.catalogue]
        for food in changed:
            document = document.with_taste(food, taste)
            self._job.free_portions(food)
            if TASTES.index(taste) > TASTES.index(before.taste(food)):
                self._job.keep_portions([food])
        if not changed:
            return
        names = [self.catalogue[food].name for food in changed]
        self._edit(rating(names, taste), document, self._plan_without(changed, document))

    def wish(self, food_ids: Sequence[str], a_week: int) -> None:
        """Wishes foods for at least ``a_week`` days a week, as one edit; 0 takes the wishes back.

        A food that is left out of every plan cannot be wished, and is told.
        """
        times.begin("wish")
        if self.catalogue is None:
            return
        before = document = self.document
        asked = [self.catalogue[food] for food in food_ids if food in self.catalogue]
        out = [food for food in asked if a_week and not allows(before, food)]
        changed = [food for food in asked if food not in out and before.wishes.get(food.id, 0) != a_week]
        for food in changed:
            document = document.with_wish(food.id, a_week)
        if changed:
            fewer = all(before.wishes.get(food.id, 0) > a_week for food in changed)
            keeps = fewer and not self.stale  # a plan with more of a food than was wished stays good
            name = wish_name([food.name for food in changed], a_week)
            self._edit(name, document, self.plan if keeps else None)
        if out:
            self.notice.emit(wish_refused(out, before, a_week), bool(changed))

    def lock_meal(self, day: int, meal: str) -> None:
        """Keeps the portions of a meal as they are on screen."""
        times.begin("lock a meal")
        shown = next((shown for shown in self.plan.days if shown.number == day), None) if self.plan else None
        found = shown.meal(meal) if shown else None
        if found is None or day > self.document.days:
            return
        allowed = [portion for portion in found.portions if allows(self.document, portion.food)]
        if not allowed:
            self.notice.emit(_("Nothing in this meal fits what you chose, so it cannot be locked."), False)
            return
        template = found.template if len(allowed) == len(found.portions) else None
        document = self.document.with_lock(Lock(day, meal, template, tuple(map(fixed, allowed))))
        self._edit(
            _("Lock {meal}").format(meal=meal_in_words(self.document, day, meal)),
            document,
            None if self.stale else self.plan,
        )

    def unlock_meal(self, day: int, meal: str) -> None:
        """Lets a meal change again."""
        times.begin("unlock a meal")
        document = self.document.without_lock(day, meal)
        if document != self.document:
            self._edit(
                _("Unlock {meal}").format(meal=meal_in_words(self.document, day, meal)),
                document,
                None if self.stale else self.plan,
            )

    def set_days(self, days: int) -> None:
        """Plans this many days. Fewer days are the first ones of the plan on screen."""
        times.begin("plan so many days")
        if self.catalogue is None or days == self.document.days:
            return
        document = self.document.with_days(days)
        cut = None
        if self.plan is not None and not self.stale:
            cut = Plan(tuple(day for day in self.plan.days if day.number <= days))
        self._edit(ngettext("Plan {days} day", "Plan {days} days", days).format(days=days), document, cut)

    def set_start(self, start: date) -> None:
        """Names the first day. Meals, locks and ticks stay as they are, and the sentence about it says so."""
        times.begin("begin on a day")
        before, document = self.document, self.document.with_start(start)
        if self.catalogue is None or document == before:
            return
        name = _("Begin on {day}").format(day=long_date(start))
        self._history.push(name, document, None if self.stale else self.plan)
        self._show_step(self._history.step)
        self.notice.emit(moved_sentence(before, document, self.today()), True)

    def set_profile(self, profile: Profile, confirmed: frozenset[str] | None = None) -> None:
        """Plans for this person; ``confirmed`` is what they confirmed beside the profile, None to leave it as it is.

        Raises:
            TargetError: if the document's own targets cannot stand for this profile, or a rule refuses a plan;
                nothing is changed.
        """
        times.begin("change the profile")
        said = self.document.confirmed if confirmed is None else confirmed
        document = replace(self.document.with_profile(profile), confirmed=said)
        if self.catalogue is None or document == self.document:
            return
        targets = targets_of(profile, document.targets, said)
        document, opened = without_broken_locks(document, self.catalogue, targets)
        self._edit(_("Change the profile"), document, None)
        if opened:
            self.notice.emit(opened, True)

    def decide(self, wished: Document) -> None:
        """Takes who eats, own targets, what is confirmed, habits and measures from a document, as one edit.

        Where a rule refuses a plan until something is confirmed, or asks what an own number means, the document is
        kept and there is no plan.

        Raises:
            TargetError: if an own target cannot stand for this person; nothing is changed.
        """
        times.begin("decide")
        before, document = self.document, with_decisions(self.document, wished)
        if self.catalogue is None or document == before:
            return
        try:
            targets = targets_of(document.profile, document.targets, document.confirmed)
        except TargetError as error:
            if not (error.confirmation or isinstance(error, UndecidedError)):
                raise
            targets = None
        name = decision(before, document)
        only_measures = with_decisions(before, replace(document, shopping=before.shopping)) == before
        document, opened = without_broken_locks(document, self.catalogue, targets)
        self._edit(name, document, None if self.stale or not only_measures else self.plan)
        if opened:
            self.notice.emit(opened, True)

    def edit(self, name: str, document: Document, plan: Plan | None = None) -> None:
        """Takes another document as one edit; ``plan`` is shown at once if it fits it, else one is made."""
        times.stop("edit worked out")
        if self.catalogue is not None and document != self.document:
            self._edit(name, document, None if self.stale else plan)

    @property
    def seed(self) -> int:
        """That of the plan on screen."""
        return self._job.seed

    def show_plan(self, name: str, solved: Solved) -> None:
        """Takes another plan for the same document, as one edit."""
        times.begin("show the better plan")
        if not self.stale and self._fits(solved.plan, self.document):
            self._edit(name, self.document, solved.plan, solved=solved)

    def edit_list(self, name: str, document: Document) -> None:
        """Takes a document with another shopping list or stock; the plan stays unless a price weighs on a budget."""
        times.begin("edit the list")
        if self.catalogue is None or document == self.document:
            return
        if document.habits.budget is not None and document.shopping.prices != self.document.shopping.prices:
            self._edit(name, document, None)
            return
        self._history.push(name, document, None if self.stale else self.plan)
        self._show_step(self._history.step)

    def edit_foods(self, name: str, document: Document, *, again: bool = False) -> None:
        """Takes a document with other own foods or dishes; the plan is made again where it has one that is changed.

        ``again`` asks for another plan in any case.
        """
        times.begin("edit own foods")
        if self._shipped is None or document == self.document:
            return
        catalogue = with_own(self._shipped, document)
        document, opened = without_broken_locks(document, catalogue, self._targets)
        plan = None if self.plan is None or self.stale or again else self.plan
        liked = [food for food, taste in document.tastes.items() if taste == LOVE and self.document.taste(food) != LOVE]
        self._job.keep_portions(liked)
        self._edit(name, document, None if plan is None else known_plan(plan, catalogue))
        if opened:
            self.notice.emit(opened, True)

    def undo(self) -> None:
        """Takes the last edit back, with the plan that was there before it."""
        times.begin("undo")
        if self._history.can_undo:
            name = self._history.undo_name
            self._show_step(self._history.undo())
            self.notice.emit(_("Undone: {name}.").format(name=name), False)

    def redo(self) -> None:
        """Makes the edit again that was taken back last."""
        times.begin("redo")
        if self._history.can_redo:
            self._show_step(self._history.redo())
            self.notice.emit(_("Done again: {name}.").format(name=self._history.step.name), True)

    def plan_again(self, household: Household = NOBODY) -> None:
        """Makes the plan that is missing, or another one beside one that is complete, as one edit with its new list.

        Where all days of the old one are over, the plan begins today. ``household`` is who else ate of the old one.
        """
        times.begin("plan again")
        if self.catalogue is None:
            return
        complete = self.plan is not None and not self.stale
        if complete or is_over(self.document, self.today()):
            self._job.count_on()
            wanted = next_plan(self.document, self.plan, self.today(), read_bought(), household)
            self._edit(_("Make another plan"), wanted.document, None, anew=self.plan is not None)
            self._told = wanted.said
            return
        self._job.wait()

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

    def take_copy(self, document: Document, plan: Plan | None) -> None:
        """Takes a document from another file in place of this one; ``plan`` is valid for it, or None to plan."""
        times.begin("import a copy")
        self._edit(_("import a copy"), document, plan)

    def forget(self) -> None:
        """Writes nothing any more: the user is deleting everything."""
        self._job.drop_wait()
        self._saving.forget()

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
    ) -> None:
        """Makes an edit; ``plan`` is the one that already fits it, or None to plan; ``anew`` unlike the one shown.

        ``solved`` is the outcome that ``plan`` came from, where that is known.
        """
        if plan is not None and not self._fits(plan, document):
            plan = None
        before = self.plan
        self._history.push(name, document, plan)
        self._show_step(self._history.step, anew, solved)
        if plan is None:
            self._edited = True
        elif before is not None:
            self.notice.emit(sentences.change(before, plan), True)

    def _plan_without(self, rated: Sequence[str], document: Document) -> Plan | None:
        """The plan on screen when the foods are not in it and were only rated lower: no plan got any better."""
        if self.plan is None or self.stale or any(self._job.keeps(food) or self.plan.steps(food) for food in rated):
            return None
        return self.plan if document.locks == self.document.locks else None

    def _fits(self, plan: Plan, document: Document) -> bool:
        try:
            targets = targets_of(document.profile, document.targets, document.confirmed)
        except TargetError:
            return False
        fits = not audit(plan, document, targets, read_templates())
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

    def _show_step(self, step: Step, anew: bool = False, solved: Solved | None = None) -> None:
        """Shows the document of a step and its plan, or has one made."""
        self._job.make_anew(anew)
        self._edited, self._told = False, ()
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
            if self._trouble is None:
                self._job.soon()
            self.plan_changed.emit(self.plan, True)
        self.planning_changed.emit(self.planning)
        self._saving.soon()

    def _aim(self, document: Document) -> bool:
        """Takes the targets of a document; says whether a plan may stay on screen, which some rules forbid."""
        refused, trouble = False, None
        try:
            self._targets = targets_of(document.profile, document.targets, document.confirmed)
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
                    self.notice.emit(" ".join([*self._told, sentences.change(before, plan)]), True)
                self._edited, self._told = False, ()
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
        self._show_step(self._history.step)
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

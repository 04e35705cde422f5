"""The one mutable object of the window: document, history, plan. Every edit goes through it."""

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from planner.document.document import LOVE, TASTES, Document, Lock, Stored
from planner.editing.history import History, Step
from planner.editing.next_plan import is_over, moved_sentence, next_plan
from planner.editing.own_edits import known_plan, with_own
from planner.explain.kept_wishes import not_kept
from planner.files.backups import keep_day
from planner.files.own_files import OwnFiles
from planner.files.sharing import NOTHING, Seen, aside_name, look_at, save_aside, seen_in
from planner.files.sharing import save_beside_others as save
from planner.files.store import StoreError
from planner.files.store import save as write
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
from ui.base.background import Background, Progress
from ui.base.number_box import local_units
from ui.base.places import default_document_path
from ui.workspace import edit_names
from ui.workspace.edit_names import decision, wish_name, wish_refused, with_decisions
from ui.workspace.edits_of_portions import PortionWishes
from ui.workspace.opening import OpenedFiles, open_files, without_broken_locks
from ui.workspace.planner_calls import MakesPlans, WarmPlanner

DEBOUNCE = 120  # [ms] edits that follow each other so soon are planned together
AUTOSAVE = 500  # [ms]
RETRY = 10_000  # [ms] after a save that failed
SECONDS_LEAST, SECONDS_A_DAY = 10.0, 5.0  # [s] the guard given to the optimizer; Esc ends it sooner
NEVER_LESS = 10_000  # [steps / day] more than any day has: the optimizer keeps what the day had

_log = logging.getLogger(__name__)


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
        self._document_path = document_path
        self._planner = planner or WarmPlanner()
        self.shipped: Catalogue | None = None  # the foods that come with Magnolia
        self.plan: Plan | None = None
        self.before: Plan | None = None  # the plan before the last edit, to show what that changed
        self.stale = False
        self.solved: Solved | None = None  # the outcome the plan on screen came from, if it was made today
        self.targets: Targets | None = None
        self.explanation: Explanation | None = None  # why there is no plan for the document
        self.trouble: str | None = None  # why nothing can be planned at all
        self.fresh = False  # nothing was kept when the window was opened: a first start
        self.refused: str | None = None  # why the kept file must not be written over
        self._history = History(Document())
        self._raised: dict[str, int] = {}  # foods whose portions must not fall in the next plan
        self._seed = 0
        self._anew = False  # the next plan need not resemble the one on screen
        self._first_day = False  # the plan being made is only the first day, to have something on screen soon
        self._edited = False  # the next answer is told as the change an edit made
        self._seen = NOTHING  # what the file held when it was last read or written here
        self._kept: Stored | None = None  # what of this workspace is in it
        self._touched = False  # the user decided something that is not in it yet
        self._wrote = False  # the user's decisions were written to it, and are nowhere else
        self._left = NOTHING  # the version of others that was told of
        self._holds = holds
        self._own_aside: Path | None = None  # where decisions are saved while the file is another's
        self._told: tuple[str, ...] = ()  # what is told before that: what another plan changed beside the meals
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._background.failed.connect(self._failed)
        self._background.progressed.connect(self.progress)
        self._background.busy_changed.connect(lambda _: self.planning_changed.emit(self.planning))
        self._plan_timer = _timer(self, DEBOUNCE, self._start_planning)
        self._save_timer = _timer(self, AUTOSAVE, self.save)
        self._last_edit = QElapsedTimer()
        self.portions = PortionWishes(self)

    @property
    def document(self) -> Document:
        return self._history.step.document

    @property
    def catalogue(self) -> Catalogue | None:
        """All foods, those of the user's own among them; the identical object until an edit changes one."""
        return None if self.shipped is None else with_own(self.shipped, self.document)

    @property
    def history(self) -> History:
        """To be read only."""
        return self._history

    @property
    def notices(self) -> tuple[str, ...]:
        """What is said beside the nutrition: of the targets, of the rules, and of what the plan does not reach."""
        if self.targets is None or self.catalogue is None:
            return ()
        profile = self.document.profile
        foods = tuple(food for food in self.catalogue if diet_allows(profile, food))
        plan = None if self.stale else self.plan  # of an older plan no figure is said beside the new targets
        days = [totals(day.portions) for day in plan.days] if plan else []
        eaten = foods_of(plan) if plan else ()
        missed: tuple[str, ...] = ()
        if plan is not None:
            missed = (*not_kept(plan, self.document, self.catalogue, read_bought()), *notes(plan, self.targets))
        said = notices(profile, self.targets, foods, days, eaten)
        return (*said, *missed, *self.targets.notices)  # the graver ones first

    @property
    def planning(self) -> bool:
        """Whether a plan is being made, or will be in a moment."""
        return self._plan_timer.isActive() or (self._background.busy and self.catalogue is not None)

    # Wishes

    def open(self) -> None:
        """Reads the files in the background and makes a plan where the kept one does not do."""
        today, units = self.today(), local_units()
        self._background.start(
            lambda stop, _: open_files(self._catalogue_path, self._document_path, today, stop, units),
        )

    def rate(self, food_ids: Sequence[str], taste: str) -> None:
        """Gives foods one taste, as one edit."""
        if self.catalogue is None:
            return
        before, document = self.document, self.document
        changed = [food for food in food_ids if before.taste(food) != taste and food in self.catalogue]
        for food in changed:
            document = document.with_taste(food, taste)
            self._raised.pop(food, None)
            if TASTES.index(taste) > TASTES.index(before.taste(food)):
                self._raised[food] = NEVER_LESS
        if not changed:
            return
        names = [self.catalogue[food].name for food in changed]
        self._edit(edit_names.rating(names, taste), document, self._plan_without(changed, document))

    def wish(self, food_ids: Sequence[str], times: int) -> None:
        """Wishes foods for at least so many days a week, as one edit; 0 takes the wishes back.

        A food that is left out of every plan cannot be wished, and is told.
        """
        if self.catalogue is None:
            return
        before = document = self.document
        asked = [self.catalogue[food] for food in food_ids if food in self.catalogue]
        out = [food for food in asked if times and not allows(before, food)]
        changed = [food for food in asked if food not in out and before.wishes.get(food.id, 0) != times]
        for food in changed:
            document = document.with_wish(food.id, times)
        if changed:
            fewer = all(before.wishes.get(food.id, 0) > times for food in changed)
            keeps = fewer and not self.stale  # a plan with more of a food than was wished stays good
            name = wish_name([food.name for food in changed], times)
            self._edit(name, document, self.plan if keeps else None)
        if out:
            self.notice.emit(wish_refused(out, before, times), bool(changed))

    def lock_meal(self, day: int, meal: str) -> None:
        """Keeps the portions of a meal as they are on screen."""
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
            _("Lock {meal}").format(meal=self._meal_name(day, meal)), document, None if self.stale else self.plan
        )

    def unlock_meal(self, day: int, meal: str) -> None:
        document = self.document.without_lock(day, meal)
        if document != self.document:
            self._edit(
                _("Unlock {meal}").format(meal=self._meal_name(day, meal)), document, None if self.stale else self.plan
            )

    def set_days(self, days: int) -> None:
        """Plans this many days. Fewer days are the first ones of the plan on screen."""
        if self.catalogue is None or days == self.document.days:
            return
        document = self.document.with_days(days)
        cut = None
        if self.plan is not None and not self.stale:
            cut = Plan(tuple(day for day in self.plan.days if day.number <= days))
        self._edit(ngettext("Plan {days} day", "Plan {days} days", days).format(days=days), document, cut)

    def set_start(self, start: date) -> None:
        """Names the first day. Meals, locks and ticks stay as they are, and the sentence about it says so."""
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
        if self.catalogue is not None and document != self.document:
            self._edit(name, document, None if self.stale else plan)

    @property
    def seed(self) -> int:
        """That of the plan on screen."""
        return self._seed

    def show_plan(self, name: str, solved: Solved) -> None:
        """Takes another plan for the same document, as one edit."""
        if not self.stale and self._fits(solved.plan, self.document):
            self._edit(name, self.document, solved.plan)
            self.solved = solved

    def edit_list(self, name: str, document: Document) -> None:
        """Takes a document with another shopping list or stock; the plan stays unless a price weighs on a budget."""
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
        if self.shipped is None or document == self.document:
            return
        catalogue = with_own(self.shipped, document)
        document, opened = without_broken_locks(document, catalogue, self.targets)
        plan = None if self.plan is None or self.stale or again else self.plan
        liked = [food for food, taste in document.tastes.items() if taste == LOVE and self.document.taste(food) != LOVE]
        self._raised |= dict.fromkeys(liked, NEVER_LESS)
        self._edit(name, document, None if plan is None else known_plan(plan, catalogue))
        if opened:
            self.notice.emit(opened, True)

    def undo(self) -> None:
        if self._history.can_undo:
            name = self._history.undo_name
            self._show_step(self._history.undo())
            self.notice.emit(_("Undone: {name}.").format(name=name), False)

    def redo(self) -> None:
        if self._history.can_redo:
            self._show_step(self._history.redo())
            self.notice.emit(_("Done again: {name}.").format(name=self._history.step.name), True)

    def plan_again(self, household: Household = NOBODY) -> None:
        """Makes the plan that is missing, or another one beside one that is complete, as one edit with its new list.

        Where all days of the old one are over, the plan begins today. ``household`` is who else ate of the old one.
        """
        if self.catalogue is None:
            return
        complete = self.plan is not None and not self.stale
        if complete or is_over(self.document, self.today()):
            self._seed += 1
            wanted = next_plan(self.document, self.plan, self.today(), read_bought(), household)
            self._edit(_("Make another plan"), wanted.document, None, anew=self.plan is not None)
            self._told = wanted.said
            return
        self._plan_timer.start()
        self.planning_changed.emit(True)

    def cancel(self) -> None:
        """Keeps the plan on screen instead of the one being made."""
        if not self.planning:
            return
        self._plan_timer.stop()
        self._background.cancel()
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
        if not self._anew or not self._history.can_undo:
            return False
        if self._history.undo().plan is None:  # that one was not complete either
            self._history.redo()
            return False
        self._show_step(self._history.step)
        return True

    def set_aside(self) -> None:
        """Renames the file that could not be read and keeps the document on screen from now on."""
        path = self._document_path
        if path.exists():  # of a link, the file it leads to is renamed, so that it stays in its folder
            path = Path(os.path.realpath(path))
        names = (path.with_name(f"{path.stem}.aside-{number}{path.suffix}") for number in range(1, 10_000))
        aside = next(name for name in names if not os.path.lexists(name))
        try:
            path.rename(aside)
        except OSError as error:
            self.notice.emit(
                _("{path} could not be renamed ({error}).").format(path=path.name, error=error.strerror), False
            )
            return
        self.refused = None
        self._seen, self._kept, self._touched = NOTHING, None, True
        if self._document_path.is_symlink():  # it leads nowhere for a moment, and stays
            self._write_through()
        self.trouble_changed.emit()
        self.notice.emit(_("The old file is now {name}, in the same folder.").format(name=aside.name), False)
        self.save()

    def _save_soon(self) -> None:
        """Without putting off a save that an earlier edit waits for."""
        if not self._save_timer.isActive() or self._save_timer.remainingTime() > AUTOSAVE:
            self._save_timer.start(AUTOSAVE)

    def save(self) -> bool:
        """Writes the document and the plan on screen where they are not in the file yet.

        A file that was refused is not written over, and one that was only looked at here is left as others saved it.
        What could not be written is tried again after a while; the answer says whether anything is left unsaved.
        """
        self._save_timer.stop()
        if self.catalogue is None or self.refused is not None:
            return True
        plan = None if self._anew else self.plan  # another is being made: the old one is not of these days
        stored = Stored(self.document, plan_to_fixed(plan) if plan else ())
        try:
            self._save(stored)
        except StoreError as error:
            _log.error("not saved: %s", error)
            self.notice.emit(_("Your changes could not be saved. {error}").format(error=error), False)
            self._save_timer.start(RETRY)
            return False
        return True

    def _write_through(self) -> None:
        """Makes the file a link leads to; what fails is tried again by the next save, which says so."""
        with contextlib.suppress(StoreError):
            self._seen = seen_in(write(self._document_path, Stored(self.document)))

    def _save(self, stored: Stored) -> None:
        """Saves by what is in the file now.

        Raises:
            StoreError: if what must be written cannot be.
        """
        path = self._document_path
        decided = self._touched and stored != self._kept
        if not self._holds():
            if decided:
                self._save_beside(stored)
            return
        try:
            found = look_at(path)
        except StoreError:
            if decided or stored != self._kept:
                raise
            return
        gone = found.digest is None and self._seen.digest is not None
        if found != self._seen and not gone and not decided:
            self._leave_to_others(stored, found)
            return
        if found == self._seen and stored == self._kept:
            self._touched = False
            return
        keep_day(path)
        saved = save(path, stored, self._seen)
        self._seen, self._kept = saved.seen, stored
        self._wrote, self._touched, self._own_aside = self._wrote or self._touched, False, None
        if saved.aside is not None:
            self.recovered.emit(
                _(
                    "Another program or computer saved {file} while it was open here. What it saved is now {aside}, in "
                    "the same folder; File → Import a copy takes it in. {file} has what you see here."
                ).format(file=path.name, aside=saved.aside.name)
            )
        elif gone:
            self.recovered.emit(
                _("{file} was gone while it was open here. What you see here was saved there again.").format(
                    file=path.name
                )
            )

    def _leave_to_others(self, stored: Stored, found: Seen) -> None:
        """Nothing was decided here since another one saved the file: theirs stays; what was decided before is kept."""
        said = _("Another program or computer saved {file} while it was open here. It was left as it is.")
        if self._wrote:
            aside = save_aside(self._document_path, stored)
            self._wrote = False
            said += " " + _(
                "What you see here is now {aside}, in the same folder; File → Import a copy takes it in."
            ).format(aside=aside.name)
        if self._left != found:  # once for each version of theirs
            self._left = found
            self.recovered.emit(said.format(file=self._document_path.name))

    def _save_beside(self, stored: Stored) -> None:
        """The file is another Magnolia's by now: what is decided here goes to a file of its own."""
        told = self._own_aside is not None
        self._own_aside = self._own_aside or aside_name(self._document_path)
        write(self._own_aside, stored)
        self._touched = False
        if not told:
            self.recovered.emit(
                _(
                    "Another Magnolia has {file} open by now, so what you change here is saved in {aside}, in the same "
                    "folder. Close one of the two windows; File → Import a copy takes the changes in."
                ).format(file=self._document_path.name, aside=self._own_aside.name)
            )

    @property
    def own_files(self) -> OwnFiles:
        """What no export may take the place of."""
        return OwnFiles((self._document_path, default_document_path()), (self._catalogue_path,))

    @property
    def document_path(self) -> Path:
        """Where the one file is."""
        return self._document_path

    def take_copy(self, document: Document, plan: Plan | None) -> None:
        """Takes a document from another file in place of this one; ``plan`` is valid for it, or None to plan."""
        self._edit(_("import a copy"), document, plan)

    def forget(self) -> None:
        """Writes nothing any more: the user is deleting everything."""
        self._plan_timer.stop()
        self._save_timer.stop()
        self.refused = _("Everything was deleted.")

    def close(self) -> bool:
        """Ends planning, waits for its end, and saves; says whether nothing is left unsaved."""
        self._plan_timer.stop()
        self.closing.emit()
        self._background.close()
        return self.save()

    # Edits

    def _edit(self, name: str, document: Document, plan: Plan | None, *, anew: bool = False) -> None:
        """Makes an edit; ``plan`` is the one that already fits it, or None to plan; ``anew`` unlike the one shown."""
        if plan is not None and not self._fits(plan, document):
            plan = None
        before = self.plan
        self._history.push(name, document, plan)
        self._show_step(self._history.step, anew)
        if plan is None:
            self._edited = True
        elif before is not None:
            self.notice.emit(sentences.change(before, plan), True)

    def _plan_without(self, rated: Sequence[str], document: Document) -> Plan | None:
        """The plan on screen when the foods are not in it and were only rated lower: no plan got any better."""
        if self.plan is None or self.stale or any(food in self._raised or self.plan.steps(food) for food in rated):
            return None
        return self.plan if document.locks == self.document.locks else None

    def _fits(self, plan: Plan, document: Document) -> bool:
        try:
            targets = targets_of(document.profile, document.targets, document.confirmed)
        except TargetError:
            return False
        return not audit(plan, document, targets, read_templates())

    def _show_step(self, step: Step, anew: bool = False) -> None:
        self._anew, self._edited, self._told = anew, False, ()
        self._touched = True
        if not self.stale:
            self.before = self.plan
        self._explain(None)
        try:
            self.targets = targets_of(step.document.profile, step.document.targets, step.document.confirmed)
            trouble = None
        except TargetError as error:
            self.targets, trouble = None, error.why
            if error.confirmation or isinstance(error, UndecidedError):
                self.plan = self.solved = None  # nobody may eat by a plan that a rule refuses
        if trouble != self.trouble:
            self.trouble = trouble
            self.trouble_changed.emit()
        self._background.cancel()
        if self.plan is not None and self.catalogue is not None:
            self.plan = known_plan(self.plan, self.catalogue)  # an own food of it may have changed or gone
        self.document_changed.emit()
        if step.plan is not None:
            self._plan_timer.stop()
            self._raised.clear()
            self._accept(step.plan)
        else:
            self.stale = True
            if trouble is None:
                self._plan_soon()
            self.plan_changed.emit(self.plan, True)
        self.planning_changed.emit(self.planning)
        self._save_soon()

    def _plan_soon(self) -> None:
        """Plans after an edit; at once where it comes alone, so that the planner works while the window is painted."""
        patience = self._patience()
        if patience:
            self._plan_timer.start(patience)
        else:
            self._plan_timer.stop()
            self._start_planning()

    def _patience(self) -> int:
        """How long planning waits [ms]: not at all after an edit that comes alone."""
        alone = not self._last_edit.isValid() or self._last_edit.elapsed() > DEBOUNCE
        self._last_edit.start()
        return 0 if alone else DEBOUNCE

    def _accept(self, plan: Plan, solved: Solved | None = None) -> None:
        """Shows a plan that fits the document."""
        if plan is not self.plan or solved is not None:
            self.solved = solved
        self.plan, self.stale = plan, False
        self._history.remember(plan)
        self.plan_changed.emit(plan, False)
        self._save_soon()

    def _start_planning(self, whole: bool = False) -> None:
        """``whole`` plans all days at once also where there is no plan on screen yet."""
        if self.catalogue is None or self.targets is None:
            return
        document = self.document
        self._first_day = self.plan is None and document.days > 1 and not whole
        if self._first_day:
            document = document.with_days(1)
        call = partial(
            self._planner,
            self.catalogue,
            document,
            before=None if self._anew else self.plan,
            other_than=self.plan if self._anew else None,
            least_steps={} if self._anew else dict(self._raised),
            seed=self._seed,
            seconds=max(SECONDS_LEAST, SECONDS_A_DAY * document.days),
        )

        def work(stop: threading.Event, progress: Progress) -> Outcome:
            return call(stop=stop, progress=progress)

        self._background.start(work)

    # Answers

    def _answered(self, value: object) -> None:
        match value:
            case OpenedFiles():
                self._start(value)
            case Solved(plan=plan) if self._first_day:
                self.plan = plan
                self.plan_changed.emit(plan, True)
                self._start_planning()
            case Solved(plan=plan):
                before = self.plan
                self._raised.clear()
                self._anew = False
                self._accept(plan, value)
                if self._edited and before is not None:
                    self.notice.emit(" ".join([*self._told, sentences.change(before, plan)]), True)
                self._edited, self._told = False, ()
            case Infeasible() if self._first_day:
                self._start_planning(whole=True)  # the repairs of one day would drop the others
            case Infeasible(explanation=explanation):
                self._explain(explanation)
            case Stopped():
                self._take_back_another()
                self.notice.emit(_("No plan was found in time; the one on screen was kept."), self._history.can_undo)

    def _start(self, opened: OpenedFiles) -> None:
        self.shipped = opened.catalogue
        self.refused = opened.refused
        self.fresh = opened.fresh
        self.plan = opened.plan
        plan = opened.plan if opened.valid else None
        self._history = History(opened.document, plan)
        self._show_step(self._history.step)
        self._touched = False
        self._seen = opened.seen
        if opened.seen.digest is not None:
            self._kept = Stored(self.document, plan_to_fixed(self.plan) if self.plan else ())
        self.opened.emit()
        self.trouble_changed.emit()
        if opened.recovered:
            self.recovered.emit("\n\n".join(opened.recovered))
        if opened.notices:
            self.notice.emit(" ".join(opened.notices), False)

    def _failed(self, error: BaseException) -> None:
        if self.catalogue is None:
            said = str(error) if isinstance(error, CatalogueError) else _("The foods could not be read.")
            self.trouble = said
            self.trouble_changed.emit()
        elif isinstance(error, TargetError):
            self.notice.emit(str(error), self._history.can_undo)
        else:
            self.notice.emit(_("Planning went wrong; the plan on screen was kept."), self._history.can_undo)

    def _explain(self, explanation: Explanation | None) -> None:
        if explanation != self.explanation:
            self.explanation = explanation
            self.trouble_changed.emit()

    def _meal_name(self, day: int, meal: str) -> str:
        return f"{sentences.day_name(self.document, day, long=True)} {read_templates().meal(meal).name.lower()}"


def _timer(parent: QObject, milliseconds: int, slot: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer

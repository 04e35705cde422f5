"""The one mutable object of the window: document, history, plan. Every edit goes through it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from planner import times
from planner.document.diary import DiaryDay
from planner.document.document import LOVE, MAX_DAYS, TASTES, Document, Lock, Mark
from planner.editing.away import reapplied, with_away, with_habits_away, without_away
from planner.editing.calendar import Kept, days_to_mark, mark_meals, mark_recorded, next_days, next_days_in_words
from planner.editing.favourites import keep_favourite, use_again, without_favourite
from planner.editing.leanings import moved_by, read_leanings, with_leaning
from planner.editing.next_plan import is_over, moved_sentence, next_plan
from planner.editing.own_edits import known_plan, with_own
from planner.explain import what_became
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.language.dates import long_date, short_date
from planner.language.translate import _, ngettext
from planner.needs.adjusted_targets import targets_of
from planner.needs.targets import TargetError, UndecidedError
from planner.plan.allowed import allows
from planner.plan.household_portions import NOBODY, Household
from planner.plan.looking_back import days_before
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.plan.stored_form import fixed
from planner.shopping.bought import read_bought
from ui.base.sentences import day_name
from ui.workspace.edit_names import decision, mark_name, rating, wish_name, wish_refused, with_decisions
from ui.workspace.edits_of_portions import meal_in_words
from ui.workspace.opening import without_broken_locks
from ui.workspace.saving import OtherVersion
from ui.workspace.work_state import WorkState


class Workspace(WorkState):
    """Takes the user's wishes, each as one edit with a name that undo says; what comes of it, its signals say."""

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
        foods = [self.catalogue[food] for food in changed]
        name = rating([food.name for food in foods], taste)
        asked = partial(what_became.of_rating, foods, taste, document, self.targets)
        self._edit(name, document, self._plan_without(changed, document), asked=asked)

    def lean(self, kitchen: str) -> None:
        """Rates the foods of a kitchen that nobody has rated, as one edit; where all are rated, that is told."""
        times.begin("lean")
        if self.catalogue is None:
            return
        leaning, before = read_leanings()[kitchen], self.document
        moved = moved_by(leaning, before, self.catalogue.foods)
        if not moved:
            self.notice.emit(_("You have rated all foods of this cuisine yourself."), False)
            return
        document = with_leaning(leaning, before, self.catalogue.foods)
        self._edit(_("Cuisine: {name}").format(name=leaning.name), document, None)
        said = ngettext("{count} food has another taste now.", "{count} foods have another taste now.", len(moved))
        self.notice.emit(said.format(count=len(moved)), True)

    def wish(self, food_ids: Sequence[str], a_week: int) -> None:
        """Wishes foods for at least ``a_week`` days a week, as one edit; 0 takes the wishes back.

        A food that is left out of every plan cannot be wished, and is told.
        """
        times.begin("wish")
        if self.catalogue is None:
            return
        before = document = self.document
        asked = [self.catalogue[food] for food in food_ids if food in self.catalogue]
        out = [food for food in asked if a_week and not allows(before.with_wish(food.id, a_week), food)]
        changed = [food for food in asked if food not in out and before.wishes.get(food.id, 0) != a_week]
        for food in changed:
            document = document.with_wish(food.id, a_week)
        if changed:
            fewer = all(before.wishes.get(food.id, 0) > a_week for food in changed)
            keeps = fewer and not self.stale  # a plan with more of a food than was wished stays good
            name = wish_name([food.name for food in changed], a_week)
            became = partial(what_became.of_wish, changed, a_week, document, self.targets)
            self._edit(name, document, self.plan if keeps else None, asked=became)
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
        """Lets a meal change again; one that was marked stays as it is."""
        times.begin("unlock a meal")
        if self.document.mark_of(day, meal) is not None:
            self.notice.emit(_("This meal is marked; take the mark back to change it."), False)
            return
        document = without_away(self.document, day, meal)
        if document != self.document:
            self._edit(
                _("Unlock {meal}").format(meal=meal_in_words(self.document, day, meal)),
                document,
                None if self.stale else self.plan,
            )

    def set_away(self, day: int, meal: str, kcal: int | None) -> None:
        """Says that a meal is eaten out, with about so much energy [kcal], or left out, 0; None plans it again."""
        times.begin("do not plan a meal")
        if self.document.mark_of(day, meal) is not None:
            self.notice.emit(_("This meal is marked; take the mark back to change it."), False)
            return
        what = meal_in_words(self.document, day, meal)
        if kcal is None:
            name, document = _("Plan {meal} again").format(meal=what), without_away(self.document, day, meal)
        else:
            said = _("Eat out at {meal}") if kcal else _("Leave out {meal}")
            name, document = said.format(meal=what), with_away(self.document, day, meal, kcal)
        if document != self.document:
            self._edit(name, document, None)

    def set_days(self, days: int) -> None:
        """Plans this many days. Fewer days are the first ones of the plan on screen."""
        times.begin("plan so many days")
        if self.catalogue is None or days == self.document.days:
            return
        document = with_habits_away(self.document.with_days(days))
        cut = None
        if self.plan is not None and not self.stale:
            cut = Plan(tuple(day for day in self.plan.days if day.number <= days))
        self._edit(ngettext("Plan {days} day", "Plan {days} days", days).format(days=days), document, cut)

    def set_start(self, start: date) -> None:
        """Names the first day. Meals, locks and ticks stay as they are, and the sentence about it says so.

        A plan begins on no day that is over: those are recorded.
        """
        times.begin("begin on a day")
        if start < self.today():
            self.notice.emit(_("{day} is over: a plan begins today or later.").format(day=long_date(start)), False)
            self.document_changed.emit()  # the field shows the day that stays
            return
        before = self.document
        document = reapplied(before, before.with_start(start))
        if self.catalogue is None or document == before:
            return
        name = _("Begin on {day}").format(day=long_date(start))
        self._history.push(name, document, None if self.stale else self.plan)
        self._show_step(self._history.step)
        self.notice.emit(moved_sentence(before, document, self.today()), True)

    def decide(self, wished: Document) -> None:
        """Takes who eats, own targets, what is confirmed, habits, money and measures from a document, as one edit.

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
            targets = targets_of(document.profile, document.targets, document.confirmed, document.start)
        except TargetError as error:
            if not (error.confirmation or isinstance(error, UndecidedError)):
                raise
            targets = None
        name = decision(before, document)
        only_list = _but_for_the_list(before, document) == before
        costs_same = document.habits.budget is None or document.shopping.same_prices(before.shopping)
        document, opened = without_broken_locks(document, self.catalogue, targets)
        self._edit(name, document, self.plan if only_list and costs_same and not self.stale else None)
        if opened:
            self.notice.emit(opened, True)

    def know(self, solved: Solved) -> None:
        """Takes the bound of the plan on screen, which was shown without it."""
        if not self.stale and self.solved is not None and solved.plan == self.plan:
            self._know(replace(solved, seconds=self.solved.seconds))

    def show_plan(self, name: str, solved: Solved) -> None:
        """Takes another plan for the same document, as one edit."""
        times.begin("show the better plan")
        if not self.stale and self._fits(solved.plan, self.document):
            self._edit(name, self.document, solved.plan, solved=solved)

    def rename(self, name: str) -> None:
        """Says whom the document is for; the plan stays."""
        document = self.document.with_name(name)
        if self.catalogue is None or document == self.document:
            return
        said = _("Name it “{name}”").format(name=document.name) if document.name else _("Take the name away")
        self._history.push(said, document, None if self.stale else self.plan)
        self._show_step(self._history.step)

    def edit_list(self, name: str, document: Document) -> None:
        """Takes a document with another shopping list or stock; the plan stays unless a price weighs on a budget."""
        times.begin("edit the list")
        if self.catalogue is None or document == self.document:
            return
        if document.habits.budget is not None and not document.shopping.same_prices(self.document.shopping):
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
            self._show_step(self._checked(self._history.undo()))
            self.notice.emit(_("Undone: {name}.").format(name=name), False)

    def redo(self) -> None:
        """Makes the edit again that was taken back last."""
        times.begin("redo")
        if self._history.can_redo:
            self._show_step(self._checked(self._history.redo()))
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

    def take_copy(self, document: Document, plan: Plan | None) -> None:
        """Takes a document from another file in place of this one; ``plan`` is valid for it, or None to plan."""
        times.begin("import a copy")
        self._edit(_("import a copy"), replace(document, id=self.document.id), plan)
        self.move_on()

    # Days

    def mark(self, day: int, meals: Sequence[str], mark: Mark | None) -> None:
        """Says what became of meals of a day of the plan, as one edit; None takes it back."""
        times.begin("mark meals")
        plan = self.plan
        if self.catalogue is None or plan is None or day > days_to_mark(self.document, self.today()):
            return
        document = mark_meals(self.document, plan, day, meals, mark, self._kept())
        if document == self.document:
            return
        what = (
            meal_in_words(self.document, day, meals[0]) if len(meals) == 1 else day_name(self.document, day, long=True)
        )
        self._edit(mark_name(mark, what), document, None if self.stale else plan)

    def mark_recorded(self, when: date, meals: Sequence[str], mark: Mark | None) -> None:
        """Says what became of meals of a day that is over, as one edit."""
        times.begin("mark a day that is over")
        if self.catalogue is None or self.document.recorded_on(when) is None:
            return
        document = mark_recorded(self.document, when, meals, mark, self._kept())
        if document != self.document:
            name = read_templates().meal(meals[0]).name.lower() if len(meals) == 1 else ""
            what = _("{day} {meal}").format(day=short_date(when), meal=name) if name else short_date(when)
            self._edit(mark_name(mark, what), document, None if self.stale else self.plan)

    def write_diary(self, day: DiaryDay) -> None:
        """Writes a score and a weight of a day down, as one edit; the plan stays."""
        times.begin("write down a day")
        document = self.document.with_diary(day)
        if self.catalogue is None or document == self.document:
            return
        name = _("Write down {day}").format(day=short_date(day.date))
        self._history.push(name, document, None if self.stale else self.plan)
        self._show_step(self._history.step)

    def delete_recorded(self, first: date, last: date) -> None:
        """Deletes what is recorded and written down from one day to another, as one edit."""
        times.begin("delete days")
        document = self.document.without_recorded(first, last)
        if self.catalogue is None or document == self.document:
            return
        name = _("Delete the days {first} to {last}").format(first=short_date(first), last=short_date(last))
        self._edit(name, document, None if self.stale else self.plan)

    def plan_next_days(self) -> None:
        """Plans the next days behind those that are planned, as one edit."""
        times.begin("plan the next days")
        if self.catalogue is None or self.plan is None or self.document.days >= MAX_DAYS:
            return
        name = next_days_in_words(self.document)
        self._edit(name, next_days(self.document, self.plan, self._kept()), None)

    def keep_favourite(self, name: str) -> None:
        """Keeps the days on screen under a name, in place of what had it; the plan stays."""
        if self.catalogue is None or self.plan is None or self.stale or not name:
            return
        try:
            document = keep_favourite(self.document, self.plan, name)
        except ValueError as error:
            self.notice.emit(str(error), False)
            return
        self._edit(_("Keep these days as “{name}”").format(name=name), document, self.plan)
        self.notice.emit(_("Kept as “{name}”: the menu Plan has it under “Favourite weeks”.").format(name=name), True)

    def forget_favourite(self, name: str) -> None:
        """Keeps days no longer; the plan stays."""
        document = without_favourite(self.document, name)
        if document != self.document:
            self._edit(
                _("Delete the favourite “{name}”").format(name=name), document, None if self.stale else self.plan
            )

    def use_favourite(self, name: str, behind: bool) -> None:
        """Plans days that were kept again: ``behind`` the planned ones, else from the first day nothing is said of."""
        times.begin("use a favourite")
        found = next((each for each in self.document.favourites if each.name == name), None)
        if found is None or self.catalogue is None or self._targets is None:
            return
        first = self.document.days + 1 if behind and self.plan is not None else 1
        if not behind and any(mark.day == 1 for mark in self.document.marks):
            first = 2
        if first > MAX_DAYS:
            self.notice.emit(_("{days} days are planned, as many as there may be.").format(days=MAX_DAYS), False)
            return
        before = days_before(self.document, self.catalogue).days
        plan = None if self.stale else self.plan
        templates = read_templates()
        again = use_again(self.document, plan, found, first, self.catalogue, self._targets, templates, before)
        self._edit(_("Use “{name}” again").format(name=name), again.document, again.plan)
        if again.said:
            self.notice.emit(again.said, True)

    def _kept(self) -> Kept:
        return Kept(self.catalogue or Catalogue({}), read_bought(), self.household())

    def go_on_with_theirs(self, other: OtherVersion, document: Document, plan: Plan | None) -> None:
        """As ``take_copy``, of what others saved while the file was open here; what was on screen is kept elsewhere."""
        self._saving.go_on_from(other)
        self._edit(_("Go on with the other version"), document, plan)

    def _plan_without(self, rated: Sequence[str], document: Document) -> Plan | None:
        """The plan on screen when the foods are not in it and were only rated lower: no plan got any better."""
        if self.plan is None or self.stale or any(self._job.keeps(food) or self.plan.steps(food) for food in rated):
            return None
        return self.plan if document.locks == self.document.locks else None


def _but_for_the_list(before: Document, after: Document) -> Document:
    """What decisions change beside the list and how many days the next ones are, neither of which plans anew."""
    return with_decisions(before, replace(after, shopping=before.shopping, days_ahead=before.days_ahead))

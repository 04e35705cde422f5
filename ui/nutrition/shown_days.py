"""What the nutrition column draws: some days of somebody's plan, and what they are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import Nutrient
from planner.language.dates import day_in_sentence
from planner.language.translate import _, ngettext
from planner.needs.targets import Targets
from planner.plan.household_portions import Household, document_of
from planner.plan.nutrition import mean_totals, week_of
from planner.plan.plan import WEEK, Day, Plan, Total
from ui.base.sentences import day_name


@dataclass(frozen=True, slots=True)
class ShownDays:
    """One day of a plan, or all days of its week in their mean."""

    plan: Plan
    day: Day
    document: Document
    targets: Targets
    catalogue: Catalogue | None = None
    before: Plan | None = None  # the plan before the last edit
    mean: bool = False
    who: str = ""  # "you" or a name; empty for somebody who eats alone

    def of_person(self, name: str, household: Household) -> "ShownDays | None":
        """The same day of another person, against their own targets; None where they have no portions."""
        for one, plan in household.at_table:
            day = one.day(self.day.number)
            if one.name == name and day is not None and one.targets is not None:
                document = document_of(self.document, one.person)
                return ShownDays(plan, day, document, one.targets, self.catalogue, mean=self.mean, who=name)
        return None

    def with_mean(self, mean: bool) -> "ShownDays":
        """The same as one day, or as the mean of its week."""
        return replace(self, mean=mean)

    @property
    def days(self) -> tuple[Day, ...]:
        """The days that the figures are of."""
        return week_of(self.plan, self.day.number) if self.mean else (self.day,)

    @property
    def when(self) -> str:
        """Of which days and of whom the figures are: "on Wednesday", "a day, average of 7 days", "… for Ben"."""
        if self.mean:
            said = _("a day, {mean}").format(mean=mean_name(self.plan, self.day.number, self.document.start))
        else:
            said = _("on {day}").format(day=day_name(self.document, self.day.number, long=True))
        return _("{when}, for {who}").format(when=said, who=self.who) if self.who else said

    @property
    def sums(self) -> Mapping[Nutrient, Total]:
        """The amount of each nutrient a day."""
        return mean_totals(self.days)

    @property
    def sums_before(self) -> Mapping[Nutrient, Total] | None:
        """The same of the plan before the last edit; None where it had no such day."""
        if self.before is None:
            return None
        if self.mean:
            days = week_of(self.before, self.day.number)
        else:
            days = tuple(day for day in self.before.days if day.number == self.day.number)
        return mean_totals(days) if days else None


def mean_name(plan: Plan, number: int, start: date | None) -> str:
    """Such as "average of 7 days", and in a longer plan "average of Mon 30 Nov to Sun 6 Dec"."""
    days = week_of(plan, number)
    if len(plan.days) > WEEK:
        if start is None:
            return _("average of days {first} to {last}").format(first=days[0].number, last=days[-1].number)
        first, last = (
            day_in_sentence(start, day.number, [day.number for day in plan.days]) for day in (days[0], days[-1])
        )
        return _("average of {first} to {last}").format(first=first, last=last)
    return ngettext("average of {count} day", "average of {count} days", len(days)).format(count=len(days))

"""The command line: what each command takes, and which one runs."""

import argparse
import math
from pathlib import Path
from typing import NoReturn

from planner.commands import day_commands, diary_option, import_command
from planner.commands.answer import LEFT_OUT, PAPERS, SOLVED, Answer, Painter
from planner.commands.day_commands import run_eaten, run_progress
from planner.commands.diary_commands import run_diary, run_forget
from planner.commands.given import BadInput, file_to_write
from planner.commands.now_commands import run_changes, run_intake
from planner.commands.plan_command import run_plan
from planner.commands.sheet_commands import SHEETS, run_print, run_shop
from planner.document.document import EATEN, MARKS
from planner.document.list_choices import UNITS
from planner.files.own_files import OwnFiles
from planner.files.store import StoreError
from planner.language.translate import _
from planner.optimise.clock import Clock
from planner.output import formats
from planner.output.formats import names_of


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are bad input like any other."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message}")


def parser() -> argparse.ArgumentParser:
    """Everything that may stand on the command line."""
    made = Parser(prog="magnolia", description=_("Meals that reach your magnesium target from food."))
    # A command's own option is absent unless given, so that it does not undo the one before the command.
    made.add_argument("--document", type=Path, help=_("the file the window keeps, instead of the usual one"))
    made.add_argument("--foods", type=Path, help=_("a food table in place of the one that comes with Magnolia"))
    commands = made.add_subparsers(dest="command", title=_("commands without a window"))
    plan = commands.add_parser("plan", help=_("make a plan and print it"))
    _add_common(plan)
    plan.add_argument("--days", type=int, help=_("days to plan, 1 to 28; wins over the document"))
    plan.add_argument("--format", choices=("text", "json"), default="text")
    plan.add_argument(
        "--from", dest="first", help=_("plan from this day on; the days before it count as they were eaten or planned")
    )
    plan.add_argument("--continue", dest="goes_on", action="store_true", help=_("plan the days behind the stored plan"))
    plan.add_argument("--save", action="store_true", help=_("write the plan into the document"))
    plan.set_defaults(for_whom=False)  # whether the text begins with whom it is for
    shop = commands.add_parser("shop", help=_("the shopping list of a plan"))
    _add_common(shop)
    _add_plan(shop)
    shop.add_argument("--people", type=int, help=_("for how many; wins over the document"))
    shop.add_argument("--packs", choices=UNITS, help=_("packs and weights; wins over the document"))
    shop.add_argument("--format", choices=names_of(formats.LIST), default="text")
    intake = commands.add_parser("intake", help=_("what the usual days hold, beside the targets"))
    _add_common(intake)
    diary_option.add_options(intake)
    intake.add_argument("--format", choices=("text", "json"), default="text")
    changes = commands.add_parser("changes", help=_("the smallest changes of the usual days that reach the target"))
    _add_common(changes)
    diary_option.add_options(changes)
    changes.add_argument("--most", type=int, default=3, help=_("changes at most, 1 to 6"))
    changes.add_argument(
        "--aims", help=_("what the changes serve besides, such as fibre,sodium; wins over the document")
    )
    changes.add_argument("--format", choices=("text", "json", "pdf"), default="text")
    changes.add_argument("--paper", choices=PAPERS, default="a4")
    eaten = commands.add_parser("eaten", help=_("say what became of meals, or list it"))
    eaten.add_argument("what", choices=("mark", "list"))
    _add_common(eaten)
    eaten.add_argument("--date", help=_("the day, such as 2026-11-30; today without it"))
    eaten.add_argument("--meal", action="append", help=_("a meal, such as lunch; all of the day without it"))
    eaten.add_argument("--as", dest="kind", choices=(*MARKS, day_commands.NOTHING), default=EATEN)
    eaten.add_argument("--food", action="append", default=[], help=_("with --as other: a food and its grams: oats=40"))
    eaten.add_argument("--note", default="")
    eaten.add_argument("--format", choices=("text", "json"), default="text")
    progress = commands.add_parser("progress", help=_("what recorded days held, beside their targets"))
    _add_common(progress)
    progress.add_argument("--date", help=_("the last day, such as 2026-11-30; today without it"))
    progress.add_argument("--last", type=int, default=28, help=_("how many days to that one"))
    progress.add_argument("--diary", action="store_true", help=_("scores, weight and values of the blood on the PDF"))
    progress.add_argument("--format", choices=("text", "json", "csv", "pdf"), default="text")
    progress.add_argument("--paper", choices=PAPERS, default="a4")
    _add_diary(commands.add_parser("diary", help=_("write down a score of tingling or pain, or a weight, of a day")))
    forget = commands.add_parser("forget", help=_("delete what is recorded of some days"))
    _add_common(forget)
    forget.add_argument("--first", required=True, help=_("the first day, such as 2026-11-01"))
    forget.add_argument("--last", required=True, help=_("the last day, such as 2026-11-30"))
    forget.set_defaults(format="text")
    sheet = commands.add_parser("print", help=_("the week, its recipes, or the page for a clinician"))
    sheet.add_argument("sheet", choices=SHEETS)
    _add_common(sheet)
    _add_plan(sheet)
    sheet.add_argument("--diary", action="store_true", help=_("scores and weight on the page for a clinician"))
    sheet.add_argument("--format", choices=names_of(*SHEETS), default="pdf")
    taken = commands.add_parser("import", help=_("take foods or recipes of other programs into a document"))
    import_command.add_options(taken)
    taken.set_defaults(seed=0, seconds=None)
    return made


def _add_diary(command: argparse.ArgumentParser) -> None:
    _add_common(command)
    command.add_argument("--date", help=_("the day, such as 2026-11-30; today without it"))
    command.add_argument("--score", type=int, help=_("tingling or pain, from 0, none, to 10, the worst imaginable"))
    command.add_argument("--weight", type=float, help=_("weight in kg"))
    command.add_argument("--clear", action="store_true", help=_("take away what was written down of the day"))
    command.set_defaults(format="text")


def _add_common(command: argparse.ArgumentParser) -> None:
    absent = argparse.SUPPRESS
    command.add_argument("--document", type=Path, default=absent, help=_("profile, targets, tastes and locks as JSON"))
    command.add_argument(
        "--foods", type=Path, default=absent, help=_("a food table in place of the one that comes with Magnolia")
    )
    command.add_argument("--start", help=_("the first day, such as 2026-11-30; wins over the document"))
    command.add_argument("--seed", type=int, default=0, help=_("another number gives another plan as good"))
    command.add_argument(
        "--seconds", type=float, help=_("the longest the command may take; without it, enough for days and persons")
    )
    command.add_argument("--output", type=file_to_write, help=_("a file to write, instead of standard output"))


def _add_plan(command: argparse.ArgumentParser) -> None:
    command.add_argument("--plan", type=Path, help=_("a plan as `plan --format json` writes it"))
    command.add_argument("--days", help=_("only these days, such as 1-3 or 1,4"))
    command.add_argument("--paper", choices=PAPERS, default="a4")


def run(options: argparse.Namespace, foods: Path, paint: Painter, kept: Path | None = None) -> Answer:
    """Runs one command; ``foods`` is the table that comes with Magnolia, ``kept`` the document its window keeps.

    Raises:
        BadInput: if what the user gave cannot be used.
    """
    if options.seconds is not None and not (math.isfinite(options.seconds) and options.seconds > 0):
        raise BadInput(_("--seconds is {seconds}, expected a number above 0").format(seconds=options.seconds))
    if not 0 <= options.seed < 2**31:
        raise BadInput(
            _("--seed is {seed}, expected a whole number from 0 to {most}").format(seed=options.seed, most=2**31 - 1)
        )
    if options.output is not None:
        try:
            own_files(options, foods, kept).check(options.output)  # before minutes of planning
        except StoreError as error:
            raise BadInput(str(error)) from None
    options.began = Clock(math.inf if options.seconds is None else options.seconds)
    match options.command:
        case "plan":
            return run_plan(options, foods)
        case "intake":
            return run_intake(options, foods)
        case "changes":
            return run_changes(options, foods, paint)
        case "import":
            taken = import_command.take(options, foods)
            return Answer(taken.document, SOLVED if taken.whole else LEFT_OUT, report=taken.report)
        case "eaten":
            return run_eaten(options, foods)
        case "progress":
            return run_progress(options, foods, paint)
        case "diary":
            return run_diary(options, foods)
        case "forget":
            return run_forget(options, foods)
        case "shop":
            return run_shop(options, foods, paint)
        case _:
            return run_print(options, foods, paint)


def own_files(options: argparse.Namespace, foods: Path, kept: Path | None) -> OwnFiles:
    """What the output of a command must not take the place of."""
    read = (options.foods, getattr(options, "plan", None), foods, *getattr(options, "files", ()))
    return OwnFiles(
        tuple(path for path in (options.document, kept) if path is not None),
        tuple(path for path in read if path is not None),
    )

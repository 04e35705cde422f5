"""What is kept of a day's model between questions: its rows as arrays, its meals, and where to look for good ones."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.optimise.columns import Columns, costs_and_bounds
from planner.optimise.day_program import DayModel, pass_on
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import same_rows
from planner.optimise.neighbourhood.asked import Asked, asked_of
from planner.optimise.neighbourhood.board import Board, Likely
from planner.optimise.neighbourhood.rules import Floats, UnreadableError, read_rules
from planner.optimise.program import Program


@dataclass(frozen=True, slots=True)
class Search:
    """The rows of one question, which every question of the same rows can be asked of."""

    question: Question
    columns: Columns
    board: Board
    likely: Likely

    def can_ask(self, question: Question) -> bool:
        return same_rows(self.question, question)

    def ask(self, question: Question) -> Asked:
        """The rows with what the question asks.

        Raises:
            UnreadableError: if it asks what the arrays cannot hold.
        """
        asked = costs_and_bounds(self.columns, question)
        return asked_of(self.board.rules, asked.cost, asked.lower, asked.upper)


def search_of(
    model: DayModel, program: Program, prices: Floats, seed: int, check: Callable[[], None] = pass_on
) -> Search | None:
    """A search over a model's rows, at the reduced costs of a relaxation; None where the rows cannot be read.

    ``check`` is asked between its parts and may raise.
    """
    if model.columns is None:
        return None
    try:
        check()
        rules = read_rules(program)
        check()
        board = Board(model, program.place, rules)
        check()
        asked = costs_and_bounds(model.columns, model.question)
        base = asked_of(rules, asked.cost, asked.lower, asked.upper).base
    except UnreadableError:
        return None
    likely = Likely(board, np.asarray(prices[rules.binaries]), base, seed)
    return Search(model.question, model.columns, board, likely)

"""Large neighbourhood search: whole meals taken out and put in anew, scored exactly by the rows of the stated model.

It reads the program that ``planner.optimise.hard_rules`` states, row by row, and has no list of rules of its own: a
rule that is added to the model is in the search as well, or ``rules.UnreadableError`` says that the exact programs are
to be used instead. What it finds is judged by ``planner.optimise.recount`` and ``planner.plan.audit`` as every other
plan is; it never says infeasible.
"""

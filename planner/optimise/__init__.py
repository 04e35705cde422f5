"""Finding plans: the question, the model, the solver, days and weeks."""

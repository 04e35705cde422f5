"""Foods, needs, plans and the optimiser. No Qt: the window is in ``ui``."""

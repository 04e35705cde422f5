"""From clicks to documents: edits, swaps, history, imports."""

"""What I eat now: the usual days, where they stand, and the smallest changes."""

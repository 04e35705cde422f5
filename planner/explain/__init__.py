"""Why not, and what if: proven conflicts, repairs, the price of a choice."""

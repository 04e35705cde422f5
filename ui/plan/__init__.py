"""The days of the plan and how they are edited."""

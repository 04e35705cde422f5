"""Diaries of other programs: what was eaten, line by line, and the foods it is taken for."""

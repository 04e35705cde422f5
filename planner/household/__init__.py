"""Everybody else at the table: portions of the same dishes for other people."""

"""Dialogs for the user's own foods and dishes."""

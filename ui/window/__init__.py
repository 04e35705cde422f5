"""The main window, its start, its place, and what happens when something breaks."""

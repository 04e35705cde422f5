"""The names of what is kept beside the document. Quick to load: the first paint waits for it."""

LOCK, WISH, BACKUPS = ".lock", ".show", ".backups"  # what they end with, behind the document's own name
LOGS = "logs"  # the folder of the program's own log

"""One file, kept safely: saving, loading, backups."""

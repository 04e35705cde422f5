"""Guide, keys and licences."""

"""The user's own foods and dishes."""

"""What the user decided, and its JSON."""

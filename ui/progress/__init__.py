"""Days that are over: what was eaten, and how it went."""

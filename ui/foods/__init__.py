"""The foods one can rate."""

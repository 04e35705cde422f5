"""Foods and recipes of other programs, looked at before they are taken, and own foods given to others."""

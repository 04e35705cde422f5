"""What other programs and people hand over: tables of foods, and recipes."""

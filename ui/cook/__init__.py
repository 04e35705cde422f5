"""What is cooked on a day, large enough to read from the stove."""

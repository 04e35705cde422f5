"""What a person eats now, and the smallest changes of it that reach the target."""

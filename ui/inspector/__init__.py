"""What is chosen, beside its page: a day, a meal or a food."""

"""What is eaten: days, meals, portions, their totals and the audit."""

"""What was eaten over weeks and months, beside the targets of its days."""

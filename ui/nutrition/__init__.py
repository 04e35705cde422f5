"""What the plan holds of each nutrient."""

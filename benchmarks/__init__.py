"""What is measured, as ratios in one run, medians over several."""

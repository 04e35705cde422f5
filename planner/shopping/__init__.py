"""What is bought: packs, prices and the shopping list."""

"""What there is to eat: nutrients, foods, dishes, the catalogue and the templates of meals."""

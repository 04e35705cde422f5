"""How things are said: translations, numbers, dates, units."""

"""What people and other programs are given: sheets, tables, calendar, JSON and text."""

"""What every view is made of: colours, tables, fields, background work."""

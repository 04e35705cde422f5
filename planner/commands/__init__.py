"""The commands without a window: what each is given, does and answers."""

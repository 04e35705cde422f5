"""The one time-out of all tests: a guard against hanging, far from anything a slow machine needs.

No result may hang on it. A test waits for an event, or gives the program a limit of work; it never asks whether
something came within so many seconds, because that asks which machine it runs on.
"""

GUARD = 600.0  # [s] raising it changes nothing but the time until something that hangs is given up
GUARD_MS = round(GUARD * 1000)  # [ms]

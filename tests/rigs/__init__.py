"""Rigs that break things on purpose: kills, damaged bytes, fuzzed files, full disks.

A short version runs with the other tests. MAGNOLIA_LONG=1 runs the long one.
"""

import os

LONG = bool(os.environ.get("MAGNOLIA_LONG"))

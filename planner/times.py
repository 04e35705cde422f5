"""Where the time of a click goes, stop by stop. docs/profiling.md says how to read what it prints.

``MAGNOLIA_TIMES=1`` turns it on; without it every call returns at once. No name of a food or person is ever printed.
"""

import os
import sys
import threading
import time

ON = os.environ.get("MAGNOLIA_TIMES") == "1"
_lock = threading.Lock()
_begun = _last = time.perf_counter()  # [s] of the click, and of the stop before


def begin(what: str) -> None:
    """A click begins; the stops that follow are counted from here."""
    global _begun, _last
    if ON:
        with _lock:
            _begun = _last = time.perf_counter()
            _say(f"{what}")


def stop(where: str) -> None:
    """One stop on its way: printed with the time since the click and since the stop before [s]."""
    global _last
    if ON:
        with _lock:
            now = time.perf_counter()
            _say(f"{now - _begun:9.3f} s  +{now - _last:6.3f}  {where}  ({threading.current_thread().name})")
            _last = now


def _say(line: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()

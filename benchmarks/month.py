"""A child process for ``memory``: the window with a month planned, and what it takes then [MB] on standard output."""

import sys

from benchmarks.window import MONTH, month_window


def resident() -> float:
    """What the process takes now [MB]; at its most where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1000
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    with month_window(MONTH):
        sys.stdout.write(f"{resident()}\n")

"""How much memory a call takes."""

import tracemalloc
from collections.abc import Callable
from typing import TypeVar

Given = TypeVar("Given")


def with_peak(call: Callable[[], Given]) -> tuple[Given, int]:
    """What the call gives, and the most memory of Python it held at once [bytes]."""
    tracemalloc.start()
    try:
        given = call()
        return given, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

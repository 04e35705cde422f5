"""Gives memory that is free back to the system."""

import ctypes
import sys
from contextlib import suppress
from functools import cache
from typing import Any


def give_back() -> None:
    """Gives the system the free pages that the C library keeps, where that library can (glibc); never fails.

    A search makes and frees some 70 MB in small pieces. glibc gives back only what is free at the end of its heap, so
    that one piece kept there keeps all of it: https://man7.org/linux/man-pages/man3/malloc_trim.3.html
    """
    trim = _malloc_trim()
    if trim is not None:
        trim(0)


@cache
def _malloc_trim() -> Any:  # a foreign function: ctypes has no type for one
    if not sys.platform.startswith("linux"):
        return None
    with suppress(OSError, AttributeError):  # musl has none
        return ctypes.CDLL(None).malloc_trim
    return None

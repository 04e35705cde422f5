"""The corruption rig: a stored file cut short or changed in every way a disk and a careless program can."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planner.document.document import Stored
from planner.files.backups import Opened
from planner.files.store import StoreError

Opener = Callable[[Path], Opened]


@dataclass
class Findings:
    """How often a changed file was opened as it was, opened as another one, recovered or refused; and what is wrong."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def truncations(content: bytes) -> Iterator[bytes]:
    """The content cut after every byte but the last."""
    return (content[:length] for length in range(len(content)))


TOKENS = (b'"', b"{", b"}", b"[", b"]", b",", b"0", b"9" * 5000, b"NaN", b"\\ud800")


def corruptions(content: bytes, count: int, seed: int = 1) -> Iterator[bytes]:
    """The content with random damage: bits and bytes, lost, doubled and zeroed pieces, parts of other places."""
    rng = random.Random(seed)
    for _ in range(count):
        at = rng.randrange(len(content))
        length = rng.choice((1, 2, 7, 64, 512))
        before, piece, after = content[:at], content[at : at + length], content[at + length :]
        yield rng.choice(
            (
                before + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :],
                before + rng.randbytes(1) + content[at + 1 :],
                before + rng.randbytes(len(piece)) + after,
                before + after,
                before + piece + piece + after,
                before + bytes(len(piece)) + after,
                before + rng.choice(TOKENS) + after,
                before + content[: len(piece)] + after,
                content + rng.randbytes(length),
                content + content,
            )
        )


def examine(folder: Path, damaged: Iterable[bytes], good: Stored, opener: Opener) -> Findings:
    """Opens each damaged content as ``document.json`` of a folder, which must hold it afterwards under some name."""
    found = Findings()
    path = folder / "document.json"
    for number, content in enumerate(damaged):
        path.write_bytes(content)
        try:
            opened = opener(path)
        except StoreError as error:
            found.outcomes["refused"] += 1
            if not str(error).startswith((path.name, str(path))):
                found.wrong.append(f"case {number}: the refusal names no file: {error}")
        except Exception as error:  # noqa: BLE001 - this is what the rig looks for
            found.wrong.append(f"case {number}: {type(error).__name__} escapes")
        else:
            found.outcomes[_outcome(opened, good)] += 1
        kept = [path, *folder.glob("document.damaged-*")]
        if not any(file.exists() and file.read_bytes() == content for file in kept):
            found.wrong.append(f"case {number}: the original is gone")
        for file in kept[1:]:
            file.unlink()
    return found


def _outcome(opened: Opened, good: Stored) -> str:
    if opened.told:
        return "recovered"
    return "opened as it was" if opened.stored == good else "opened as another"

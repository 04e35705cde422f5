"""Keeps the one file up to date beside the window: what is written when, and what becomes of what others wrote."""

import contextlib
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from planner.document.document import Stored
from planner.files.backups import keep_day
from planner.files.beside import MANY, first_free
from planner.files.sharing import NOTHING, Seen, aside_name, look_at, save_aside, seen_in
from planner.files.sharing import save_beside_others as save
from planner.files.store import StoreError, read_file, stored_from_bytes
from planner.files.store import save as write
from planner.language.translate import _

AUTOSAVE = 500  # [ms] after the first edit that is not saved yet
RETRY = 10_000  # [ms] after a save that failed

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of the file from one save to the next."""

    seen: Seen = NOTHING  # what the file held when it was last read or written here
    stored: Stored | None = None  # what of this workspace is in it
    wrote: bool = False  # the user's decisions were written to it, and are nowhere else
    left: Seen = NOTHING  # the version of others that was told of
    own_aside: Path | None = None  # where decisions are saved while the file is another's


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """What another program or computer saved while the file was open here, where it can be read."""

    path: Path  # where it is now
    content: bytes
    stored: Stored

    @property
    def computer(self) -> str:
        """The name of the computer that saved it, nothing where the file does not say."""
        return self.stored.saved_on


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be saved. A worker reads nothing else."""

    path: Path
    stored: Stored
    kept: Kept
    touched: bool  # the user decided something since the last save
    ours: bool  # whether the file is this program's to write
    edits: int  # so many edits were made until now


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a wish: the sentences to tell of it, and ``error`` where it could not be written."""

    wish: Wish
    kept: Kept
    touched: bool
    told: str = ""
    error: StoreError | None = None
    other: OtherVersion | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What became of the wish to rename a file that could not be read: its new name, or why it stays."""

    aside: Path
    seen: Seen = NOTHING  # what was written through the link that the file stands behind
    error: str = ""


class Saving(QObject):
    """Saves the document and the plan on screen some moments after an edit, and never writes over what others saved.

    A disk may take seconds, so one worker writes at a time; what was decided meanwhile is written by the next, and
    only the newest. ``stored`` gives what there is to save, None while the files are not read yet. ``holds`` says
    whether the file is this program's to write.

    Signals:
        told: a sentence for the user, and whether it is about an edit that can be undone.
        recovered: what happened to the file without the user's doing: it is gone, or was saved by others.
        refused_changed: ``refused`` is another one.
        two_versions: others saved the file: the sentence on it, and what they saved, as an OtherVersion. Comes in place
            of ``recovered`` where what they saved can be read.
    """

    told = Signal(str, bool)
    recovered = Signal(str)
    refused_changed = Signal()
    two_versions = Signal(str, object)
    _crossed = Signal()  # the only one that a worker sends: it has ended

    def __init__(
        self, path: Path, stored: Callable[[], Stored | None], holds: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.path = path
        self._stored, self._holds = stored, holds
        self._refused: str | None = None
        self._kept = Kept()
        self._touched = False  # the user decided something that is not in the file yet
        self._edits = 0
        self._thread: threading.Thread | None = None
        self._done: Done | SetAside | None = None  # left by the worker
        self._forgotten = False  # everything is being deleted
        self._again = False  # something was decided while it wrote
        self._then: list[Callable[[], None]] = []  # what waits until all is saved, or cannot be
        self._idle: list[Callable[[], None]] = []  # what waits until no worker writes
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # else what is left may be more than what was set
        self._timer.timeout.connect(self._save_beside)
        self._crossed.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def refused(self) -> str | None:
        """Why the kept file must not be written over."""
        return self._refused

    def begin(self, seen: Seen, kept: Stored | None, refused: str | None) -> None:
        """The files were read: what the file holds, what of it is on screen, and why it may not be written over."""
        self._kept = replace(self._kept, seen=seen, stored=kept)
        self._refused, self._touched = refused, False

    def touch(self) -> None:
        """The user decided something."""
        self._touched = True
        self._edits += 1

    def soon(self) -> None:
        """Saves in a moment, without putting off a save that an earlier edit waits for."""
        if not self._timer.isActive() or self._timer.remainingTime() > AUTOSAVE:
            self._timer.start(AUTOSAVE)

    def forget(self) -> Callable[[], None]:
        """Writes nothing any more: the user is deleting everything.

        Gives what waits for the worker that may still be writing; the window's own thread need not wait for it.
        """
        self._again, self._forgotten = False, True
        self._then.clear()
        self._timer.stop()
        self._refused = _("Everything was deleted.")
        writing = self._thread
        return (lambda: None) if writing is None else writing.join

    def save(self) -> bool:
        """Writes what is not in the file yet, here and now, and says whether nothing is left unsaved.

        A file that was refused is not written over, and one that was only looked at here is left as others saved it.
        What could not be written is tried again after a while.
        """
        self._wait()
        self._timer.stop()
        wish = self._wish()
        return True if wish is None else self._take(keep(wish))

    def then(self, do: Callable[[], None]) -> None:
        """Saves by a worker what is not saved yet, then does this; also where it could not be saved, which is told."""
        self._then.append(do)
        self._timer.stop()
        self._save_beside()

    def _save_beside(self) -> None:
        """As ``save``, by a worker: the window goes on meanwhile."""
        if self._thread is not None:
            self._again = True
            return
        wish = self._wish()
        if wish is not None:
            self._start(lambda: keep(wish))
        else:
            self._go_on()

    def _start(self, work: Callable[[], Done | SetAside]) -> None:
        # Not a daemon: a program that ends waits until it is written.
        self._thread = threading.Thread(target=self._run, args=(work,), name="saving")
        self._thread.start()

    def _run(self, work: Callable[[], Done | SetAside]) -> None:
        """In the worker."""
        try:
            self._done = work()
        finally:
            with contextlib.suppress(RuntimeError):  # the window is gone
                self._crossed.emit()

    def _wait(self) -> None:
        """Until no worker writes; what it did is taken."""
        self._again = False
        if self._thread is not None:
            self._thread.join()
            self._finish()

    def _finish(self) -> None:
        """In the window's thread: a worker has ended."""
        if self._thread is None:
            return  # it was waited for
        self._thread.join()
        self._thread = None
        done, self._done = self._done, None
        if isinstance(done, SetAside):
            self._take_aside(done)
        elif done is not None and not self._forgotten:
            self._take(done)
        waiting, self._idle = self._idle, []
        for do in waiting:
            do()
        if self._thread is not None:
            return  # one of them writes
        if self._again:
            self._again = False
            self._save_beside()
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Does what waited for the saving."""
        waiting, self._then = self._then, []
        for do in waiting:
            do()

    def _wish(self) -> Wish | None:
        stored = self._stored()
        if stored is None or self._refused is not None:
            return None
        return Wish(self.path, stored, self._kept, self._touched, self._holds(), self._edits)

    def _take(self, done: Done) -> bool:
        """Tells what was done; says whether it was."""
        self._kept = done.kept
        if done.error is not None:
            _log.error("not saved: %s", done.error)
            self.told.emit(_("Your changes could not be saved. {error}").format(error=done.error), False)
            self._timer.start(RETRY)
            return False
        self._touched = done.touched or self._edits != done.wish.edits
        if done.told and done.other is not None:
            self.two_versions.emit(done.told, done.other)
        elif done.told:
            self.recovered.emit(done.told)
        return True

    def go_on_from(self, other: OtherVersion, stored: Stored | None = None) -> None:
        """What others saved was chosen, or is kept elsewhere: it may be written over. ``stored`` is on screen now.

        Where their version has a name of its own, nothing stands in the way anyhow.
        """

        def go_on() -> None:
            if other.path == self.path:
                self._kept = replace(self._kept, seen=seen_in(other.content), stored=stored)

        self._when_idle(go_on)

    def set_aside(self) -> None:
        """Renames the file that could not be read, by a worker, and keeps the document on screen from then on."""
        stored = self._stored()

        def begin() -> None:
            if self._refused is not None:  # else a second press would rename what the first one saved
                self._start(lambda: set_aside(self.path, stored))

        self._when_idle(begin)

    def _take_aside(self, done: SetAside) -> None:
        if done.error:
            self.told.emit(done.error, False)
            return
        if self._forgotten:
            return
        self._refused = None
        self._kept = replace(self._kept, seen=done.seen, stored=None)
        self.touch()
        self._again = True
        self.refused_changed.emit()
        self.told.emit(_("The old file is now {name}, in the same folder.").format(name=done.aside.name), False)

    def _when_idle(self, do: Callable[[], None]) -> None:
        """Does this when no worker writes, before the next one does."""
        if self._thread is None:
            do()
        else:
            self._idle.append(do)


def set_aside(kept: Path, stored: Stored | None) -> SetAside:
    """Renames the file that could not be read. Runs in any thread.

    Of a link, the file it leads to is renamed, so that it stays in its folder, and made anew of what is ``stored``,
    because the link would lead nowhere; what of that fails is tried again by the next save, which says so.
    """
    path = Path(os.path.realpath(kept)) if kept.exists() else kept
    aside = first_free(path.with_name(f"{path.stem}.aside-{number}{path.suffix}") for number in range(1, MANY))
    try:
        path.rename(aside)
    except OSError as error:
        said = _("{path} could not be renamed ({error}).").format(path=path.name, error=error.strerror)
        return SetAside(aside, error=said)
    seen = NOTHING
    if stored is not None and kept.is_symlink():
        with contextlib.suppress(StoreError):
            seen = seen_in(write(kept, Stored(stored.document)))
    return SetAside(aside, seen)


def keep(wish: Wish) -> Done:
    """Saves by what is in the file now. Runs in any thread."""
    try:
        return _keep(wish)
    except StoreError as error:
        return Done(wish, wish.kept, wish.touched, error=error)


def _keep(wish: Wish) -> Done:
    """As ``keep``.

    Raises:
        StoreError: if what must be written cannot be.
    """
    path, stored, kept = wish.path, wish.stored, wish.kept
    decided = wish.touched and stored != kept.stored
    if not wish.ours:
        return _beside(wish) if decided else Done(wish, kept, wish.touched)
    try:
        found = look_at(path)
    except StoreError:
        if decided or stored != kept.stored:
            raise
        return Done(wish, kept, wish.touched)
    gone = found.digest is None and kept.seen.digest is not None
    if found != kept.seen and not gone and not decided:
        return _left_to_others(wish, found)
    if found == kept.seen and stored == kept.stored:
        return Done(wish, kept, touched=False)
    keep_day(path)
    saved = save(path, stored, kept.seen)
    other = None if saved.aside is None else _read_other(saved.aside)
    now = replace(kept, seen=saved.seen, stored=stored, wrote=kept.wrote or wish.touched, own_aside=None)
    told = ""
    if saved.aside is not None:
        told = _(
            "Another program or computer saved {file} while it was open here. What it saved is now {aside}, in "
            "the same folder; File → Import a copy takes it in. {file} has what you see here."
        ).format(file=path.name, aside=saved.aside.name)
    elif gone:
        told = _("{file} was gone while it was open here. What you see here was saved there again.").format(
            file=path.name
        )
    return Done(wish, now, touched=False, told=told, other=other)


def _read_other(path: Path) -> OtherVersion | None:
    """What others saved, None where no document can be read in it."""
    try:
        content = read_file(path)
        return None if content is None else OtherVersion(path, content, stored_from_bytes(content, path.name))
    except StoreError:
        return None


def _left_to_others(wish: Wish, found: Seen) -> Done:
    """Nothing was decided here since another one saved the file: theirs stays; what was decided before is kept."""
    kept, told, other = wish.kept, "", None
    said = _("Another program or computer saved {file} while it was open here. It was left as it is.")
    if kept.wrote:
        aside = save_aside(wish.path, wish.stored)
        kept = replace(kept, wrote=False)
        said += " " + _(
            "What you see here is now {aside}, in the same folder; File → Import a copy takes it in."
        ).format(aside=aside.name)
    if kept.left != found:  # once for each version of theirs
        kept = replace(kept, left=found)
        told, other = said.format(file=wish.path.name), _read_other(wish.path)
    return Done(wish, kept, wish.touched, told, other=other)


def _beside(wish: Wish) -> Done:
    """The file is another Magnolia's by now: what is decided here goes to a file of its own."""
    first = wish.kept.own_aside is None
    aside = wish.kept.own_aside or aside_name(wish.path)
    write(aside, wish.stored)
    told = _(
        "Another Magnolia has {file} open by now, so what you change here is saved in {aside}, in the same "
        "folder. Close one of the two windows; File → Import a copy takes the changes in."
    ).format(file=wish.path.name, aside=aside.name)
    return Done(wish, replace(wish.kept, own_aside=aside), touched=False, told=told if first else "")

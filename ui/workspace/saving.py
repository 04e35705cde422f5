"""Keeps the one file up to date: what is written when, and what becomes of what others wrote in the meantime."""

import contextlib
import logging
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from planner.document.document import Stored
from planner.files.backups import keep_day
from planner.files.sharing import NOTHING, Seen, aside_name, look_at, save_aside, seen_in
from planner.files.sharing import save_beside_others as save
from planner.files.store import StoreError
from planner.files.store import save as write
from planner.language.translate import _

AUTOSAVE = 500  # [ms] after the first edit that is not saved yet
RETRY = 10_000  # [ms] after a save that failed

_log = logging.getLogger(__name__)


class Saving(QObject):
    """Saves the document and the plan on screen some moments after an edit, and never writes over what others saved.

    ``stored`` gives what there is to save, None while the files are not read yet. ``holds`` says whether the file is
    this program's to write.

    Signals:
        told: a sentence for the user, and whether it is about an edit that can be undone.
        recovered: what happened to the file without the user's doing: it is gone, or was saved by others.
        refused_changed: ``refused`` is another one.
    """

    told = Signal(str, bool)
    recovered = Signal(str)
    refused_changed = Signal()

    def __init__(
        self, path: Path, stored: Callable[[], Stored | None], holds: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.path = path
        self._stored, self._holds = stored, holds
        self._refused: str | None = None
        self._seen = NOTHING  # what the file held when it was last read or written here
        self._kept: Stored | None = None  # what of this workspace is in it
        self._touched = False  # the user decided something that is not in it yet
        self._wrote = False  # the user's decisions were written to it, and are nowhere else
        self._left = NOTHING  # the version of others that was told of
        self._own_aside: Path | None = None  # where decisions are saved while the file is another's
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.save)

    @property
    def refused(self) -> str | None:
        """Why the kept file must not be written over."""
        return self._refused

    def begin(self, seen: Seen, kept: Stored | None, refused: str | None) -> None:
        """The files were read: what the file holds, what of it is on screen, and why it may not be written over."""
        self._seen, self._kept, self._refused, self._touched = seen, kept, refused, False

    def touch(self) -> None:
        """The user decided something."""
        self._touched = True

    def soon(self) -> None:
        """Saves in a moment, without putting off a save that an earlier edit waits for."""
        if not self._timer.isActive() or self._timer.remainingTime() > AUTOSAVE:
            self._timer.start(AUTOSAVE)

    def forget(self) -> None:
        """Writes nothing any more: the user is deleting everything."""
        self._timer.stop()
        self._refused = _("Everything was deleted.")

    def save(self) -> bool:
        """Writes what is not in the file yet, and says whether nothing is left unsaved.

        A file that was refused is not written over, and one that was only looked at here is left as others saved it.
        What could not be written is tried again after a while.
        """
        self._timer.stop()
        stored = self._stored()
        if stored is None or self._refused is not None:
            return True
        try:
            self._save(stored)
        except StoreError as error:
            _log.error("not saved: %s", error)
            self.told.emit(_("Your changes could not be saved. {error}").format(error=error), False)
            self._timer.start(RETRY)
            return False
        return True

    def set_aside(self) -> None:
        """Renames the file that could not be read and keeps the document on screen from now on."""
        path = self.path
        if path.exists():  # of a link, the file it leads to is renamed, so that it stays in its folder
            path = Path(os.path.realpath(path))
        names = (path.with_name(f"{path.stem}.aside-{number}{path.suffix}") for number in range(1, 10_000))
        aside = next(name for name in names if not os.path.lexists(name))
        try:
            path.rename(aside)
        except OSError as error:
            said = _("{path} could not be renamed ({error}).").format(path=path.name, error=error.strerror)
            self.told.emit(said, False)
            return
        self._refused = None
        self._seen, self._kept, self._touched = NOTHING, None, True
        if self.path.is_symlink():  # it leads nowhere for a moment, and stays
            self._write_through()
        self.refused_changed.emit()
        self.told.emit(_("The old file is now {name}, in the same folder.").format(name=aside.name), False)
        self.save()

    def _write_through(self) -> None:
        """Makes the file a link leads to; what fails is tried again by the next save, which says so."""
        stored = self._stored()
        if stored is not None:
            with contextlib.suppress(StoreError):
                self._seen = seen_in(write(self.path, Stored(stored.document)))

    def _save(self, stored: Stored) -> None:
        """Saves by what is in the file now.

        Raises:
            StoreError: if what must be written cannot be.
        """
        path = self.path
        decided = self._touched and stored != self._kept
        if not self._holds():
            if decided:
                self._save_beside(stored)
            return
        try:
            found = look_at(path)
        except StoreError:
            if decided or stored != self._kept:
                raise
            return
        gone = found.digest is None and self._seen.digest is not None
        if found != self._seen and not gone and not decided:
            self._leave_to_others(stored, found)
            return
        if found == self._seen and stored == self._kept:
            self._touched = False
            return
        keep_day(path)
        saved = save(path, stored, self._seen)
        self._seen, self._kept = saved.seen, stored
        self._wrote, self._touched, self._own_aside = self._wrote or self._touched, False, None
        if saved.aside is not None:
            self.recovered.emit(
                _(
                    "Another program or computer saved {file} while it was open here. What it saved is now {aside}, in "
                    "the same folder; File → Import a copy takes it in. {file} has what you see here."
                ).format(file=path.name, aside=saved.aside.name)
            )
        elif gone:
            self.recovered.emit(
                _("{file} was gone while it was open here. What you see here was saved there again.").format(
                    file=path.name
                )
            )

    def _leave_to_others(self, stored: Stored, found: Seen) -> None:
        """Nothing was decided here since another one saved the file: theirs stays; what was decided before is kept."""
        said = _("Another program or computer saved {file} while it was open here. It was left as it is.")
        if self._wrote:
            aside = save_aside(self.path, stored)
            self._wrote = False
            said += " " + _(
                "What you see here is now {aside}, in the same folder; File → Import a copy takes it in."
            ).format(aside=aside.name)
        if self._left != found:  # once for each version of theirs
            self._left = found
            self.recovered.emit(said.format(file=self.path.name))

    def _save_beside(self, stored: Stored) -> None:
        """The file is another Magnolia's by now: what is decided here goes to a file of its own."""
        told = self._own_aside is not None
        self._own_aside = self._own_aside or aside_name(self.path)
        write(self._own_aside, stored)
        self._touched = False
        if not told:
            self.recovered.emit(
                _(
                    "Another Magnolia has {file} open by now, so what you change here is saved in {aside}, in the same "
                    "folder. Close one of the two windows; File → Import a copy takes the changes in."
                ).format(file=self.path.name, aside=self._own_aside.name)
            )

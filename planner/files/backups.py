"""Backups beside the one file, and opening it so that damage costs as little as can be. Is given paths."""

import contextlib
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from planner.document.document import Stored
from planner.files.beside import BACKUPS, LOCK, LOGS, WISH
from planner.files.own_files import LOG, NONE, OwnFiles
from planner.files.sharing import NOTHING, Seen, dated_name, seen_in
from planner.files.store import (
    LEFTOVER,
    DamagedFile,
    StoreError,
    before_leftover,
    read_file,
    remove_leftover,
    remove_leftovers,
    stored_from_bytes,
    sync_folder,
    write_file,
)
from planner.files.what_stays import what_may_stay
from planner.foods.meals import Templates
from planner.language.translate import _

START, DAY, OTHER = "start", "day", "other"
KEPT = {START: 10, DAY: 7, OTHER: 10}  # so many of each kind
DOCUMENT = "document.json"
DAMAGED = ".damaged"

_NAME = re.compile(r"(\d{6,})-(start|day|other)-(\d{4})-(\d\d)-(\d\d)-(\d\d)(\d\d)(?:-[\w-]{1,40})?\.json")
_NO_NAME = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the file. The one with the highest number is the newest, whatever the clock said."""

    number: int
    kind: str
    made: datetime  # local time
    path: Path

    def __str__(self) -> str:
        return _("the backup of {date}, {time}").format(date=f"{self.made:%Y-%m-%d}", time=f"{self.made:%H:%M}")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a start finds: the document and plan, None before the first; and what the user must be told.

    ``seen`` is what the file holds now.
    """

    stored: Stored | None
    told: tuple[str, ...] = ()
    seen: Seen = field(default=NOTHING, compare=False)  # how the file says it, not what it says


def open_or_recover(path: Path, templates: Templates | None = None, now: datetime | None = None) -> Opened:
    """Opens the file, or the newest good backup where it is damaged or gone, and keeps a backup of what was opened.

    A damaged file is renamed, never changed. Without a good backup there is nothing to put in its place, and it is
    left alone. Only the copy of the program that holds the file may call this.

    Raises:
        NewerFile: if a newer Magnolia wrote the file. Nothing is changed on disk.
        StoreError: if it cannot be read, or is damaged and cannot be replaced. It is left alone.
    """
    now = now or datetime.now()
    content = read_file(path)
    if content is None:
        return _recover(path, None, templates, now)
    try:
        stored = stored_from_bytes(content, path.name, templates)
    except DamagedFile as damage:
        return _recover(path, str(damage), templates, now)
    _remove_leftovers(path)
    told = _check(path, templates, content)
    try:
        _keep(path, content, START, now)
        _keep(path, content, DAY, now)
        for kind in KEPT:
            _remove_old(path, kind)
    except StoreError as error:
        told = (*told, _("No backup could be made. {error}.").format(error=error))
    return Opened(stored, told, seen_in(content))


def keep_day(path: Path, templates: Templates | None = None, now: datetime | None = None) -> None:
    """Keeps the file as it is before the first change of a day; for programs that run for days.

    A backup that cannot be made is no reason not to save, so nothing is raised.
    """
    now = now or datetime.now()
    with contextlib.suppress(StoreError):
        if not _has_day(path, now):
            content = read_file(path)
            if content is not None:
                stored_from_bytes(content, path.name, templates)
                _keep(path, content, DAY, now)


def keep_other(path: Path, content: bytes, computer: str, now: datetime | None = None) -> Path:
    """Keeps a version that was not chosen among the backups, under the name of the computer that made it.

    Raises:
        StoreError: if it cannot be written.
    """
    before = backups_of(path)
    number = before[-1].number + 1 if before else 1
    named = _NO_NAME.sub("-", computer).strip("-")[:40]
    made = f"{now or datetime.now():%Y-%m-%d-%H%M}"
    kept = _folder(path) / "-".join(filter(None, (f"{number:06}-{OTHER}-{made}", named)))
    kept = kept.with_name(f"{kept.name}.json")
    write_file(kept, partial(_write, content))
    _remove_old(path, OTHER)
    return kept


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of a file, oldest first."""
    found = []
    with contextlib.suppress(OSError):
        for entry in _folder(path).iterdir():
            match = _NAME.fullmatch(entry.name)
            if match:
                with contextlib.suppress(ValueError):  # no such date
                    made = datetime.strptime("".join(match.groups()[2:7]), "%Y%m%d%H%M")
                    found.append(Backup(int(match[1]), match[2], made, entry))
    return tuple(sorted(found, key=lambda backup: backup.number))


def likeliest_first(path: Path) -> tuple[Backup, ...]:
    """The backups, newest first; versions of other computers that were not chosen come behind what was on screen."""
    return tuple(sorted(backups_of(path), key=lambda each: (each.kind == OTHER, -each.number)))


def set_aside(path: Path, now: datetime | None = None) -> Path:
    """Renames a file so that it is kept under a name with the date, and gives that name.

    Of a link, the file it leads to is renamed, where that one is, so that it stays in its folder.

    Raises:
        StoreError: if it cannot be renamed.
    """
    path = Path(os.path.realpath(path))
    aside = dated_name(path, "damaged", now)
    try:
        path.rename(aside)
    except OSError as error:
        raise StoreError(_("{path}: cannot be renamed ({error})").format(path=path, error=error.strerror)) from None
    sync_folder(path.parent)
    return aside


def export_all(folder: Path, target: Path, name: str = DOCUMENT, own: OwnFiles = NONE) -> int:
    """Writes everything Magnolia keeps about its user into one zip file, and gives the number of files in it.

    The zip file takes the place of none of them, nor of another one of the ``own``.

    Raises:
        StoreError: if something cannot be read, or the zip file cannot be written.
    """
    inside = [path for path in _ours(folder, name) if path.is_file() and not path.name.endswith((LEFTOVER, LOCK))]
    for each in (OwnFiles((folder / name,)), own):
        each.refuse(target)
    contents = [(path.relative_to(folder).as_posix(), content) for path in inside if (content := read_file(path))]

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            for within, content in contents:
                packed.writestr(within, content)

    remove_leftovers(target)
    write_file(target, write)
    return len(contents)


def delete_everything(folder: Path, name: str = DOCUMENT) -> tuple[Path, ...]:
    """Deletes the file, its backups, what was set aside and the log; then the folders, where nothing else is in them.

    The file goes behind all it could be made of again: a deletion that is cut short leaves it as it was, and brings
    nothing back. Files that are not Magnolia's stay, and a link is removed rather than what it points to; those that
    may hold what the user decided are named.

    Raises:
        StoreError: if something could not be deleted; everything else is gone by then.
    """
    document = folder / name
    perhaps = what_may_stay(document)
    last = (document, document.with_name(name + WISH), document.with_name(name + LOCK))  # the lock behind all
    ours = sorted(_ours(folder, name), key=lambda path: last.index(path) if path in last else -1)
    left = []
    for path in ours:
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            left.append(_("{path}: cannot be deleted ({error})").format(path=path, error=error.strerror))
        if path == document:
            sync_folder(folder)
    for empty in (_folder(document), folder / LOGS, folder):
        with contextlib.suppress(OSError):
            (empty.unlink if empty.is_symlink() and empty != folder else empty.rmdir)()
    if left:
        raise StoreError("; ".join(left))
    return tuple(path for path in perhaps if os.path.lexists(path))


def _recover(path: Path, damage: str | None, templates: Templates | None, now: datetime) -> Opened:
    """Opens the newest good backup in place of a file that is damaged, or gone where ``damage`` is None."""
    for backup in likeliest_first(path):
        try:
            content = read_file(backup.path) or b""
            stored = stored_from_bytes(content, backup.path.name, templates)
        except StoreError:
            continue
        opened = _("In its place, {backup} was opened; what you changed after that is not in it.").format(backup=backup)
        told = [_("{path} is gone.").format(path=path.name) if damage is None else f"{damage}."]
        if damage is not None:
            aside, link = set_aside(path, now), path.is_symlink()
            if link:
                told.append(_("The damaged file is now {path}.").format(path=aside))
            else:
                told.append(_("The damaged file is now {name}, in the same folder.").format(name=aside.name))
        told.append(opened)
        try:
            write_file(path, partial(_write, content))
        except StoreError as error:
            told.append(f"{error}.")
            return Opened(stored, tuple(told))
        return Opened(stored, tuple(told), seen_in(content))
    if damage is not None:
        raise DamagedFile(damage)
    return Opened(None)


def _check(path: Path, templates: Templates | None, content: bytes) -> tuple[str, ...]:
    """Reads the backups that will be kept. A damaged one is renamed, so that it counts no longer, and is told once.

    One that holds the same bytes as the file, whose ``content`` is a document, or as a backup before, is as good.

    From the newest on, and no more than are kept: older ones are about to go, however many somebody put there.
    """
    damaged: list[Backup] = []
    good = dict.fromkeys(KEPT, 0)
    seen = {seen_in(content)}
    for backup in reversed(backups_of(path)):
        if good[backup.kind] == KEPT[backup.kind]:
            continue
        try:
            held = read_file(backup.path)
            if held is not None and seen_in(held) not in seen:
                stored_from_bytes(held, backup.path.name, templates)
                seen.add(seen_in(held))
            good[backup.kind] += 1
        except DamagedFile:
            damaged.insert(0, backup)
        except StoreError:
            continue
    for backup in damaged:
        with contextlib.suppress(OSError):
            backup.path.rename(backup.path.with_name(backup.path.name + DAMAGED))
    if not damaged:
        return ()
    named = ", ".join(map(str, damaged))
    return (_("Something damaged {named}. Backups are made anew, but the disk may be failing.").format(named=named),)


def _keep(path: Path, content: bytes, kind: str, now: datetime) -> None:
    """Makes a backup unless the newest of its kind says the same, and removes those that are too old.

    Raises:
        StoreError: if it cannot be written.
    """
    before = backups_of(path)
    same = [backup for backup in before if backup.kind == kind]
    if kind == DAY and _has_day(path, now):
        return
    if kind == START and same and read_file(same[-1].path) == content:
        return
    number = before[-1].number + 1 if before else 1
    write_file(_folder(path) / f"{number:06}-{kind}-{now:%Y-%m-%d-%H%M}.json", partial(_write, content))
    _remove_old(path, kind)


def _remove_old(path: Path, kind: str) -> None:
    for old in [backup for backup in backups_of(path) if backup.kind == kind][: -KEPT[kind]]:
        with contextlib.suppress(OSError):
            old.path.unlink()


def _write(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def _remove_leftovers(path: Path) -> None:
    remove_leftovers(path)
    for entry in _entries(_folder(path)):
        if entry.name.endswith(LEFTOVER):
            remove_leftover(entry)


def _has_day(path: Path, now: datetime) -> bool:
    return any(backup.kind == DAY and backup.made.date() == now.date() for backup in backups_of(path))


def _folder(path: Path) -> Path:
    return path.with_name(f"{path.name}{BACKUPS}")


def _ours(folder: Path, name: str) -> Iterator[Path]:
    """Every file Magnolia writes in its folder, and nothing else."""
    stem, suffix = Path(name).stem, Path(name).suffix
    aside = re.compile(rf"{re.escape(stem)}\.(damaged|aside)-[\w-]+{re.escape(suffix)}")
    temporary = re.compile(rf"{re.escape(before_leftover(name))}.+{re.escape(LEFTOVER)}")
    beside = re.compile(rf"{re.escape(name)}({re.escape(LOCK)}|{re.escape(WISH)})?")
    for entry in _entries(folder):
        if any(pattern.fullmatch(entry.name) for pattern in (beside, aside, temporary)):
            yield entry
    for entry in _entries(_folder(folder / name)):
        plain = entry.name.removeprefix(".").partition(".json")[0] + ".json"
        if _NAME.fullmatch(plain):
            yield entry
    for entry in _entries(folder / LOGS):
        if LOG.fullmatch(entry.name):
            yield entry


def _entries(folder: Path) -> list[Path]:
    try:
        if stat.S_ISLNK(folder.lstat().st_mode):
            return []
        return sorted(entry for entry in folder.iterdir() if entry.is_symlink() or not entry.is_dir())
    except OSError:
        return []

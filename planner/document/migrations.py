"""Documents of older versions, brought up to date one version at a time."""

from collections.abc import Callable, Sequence
from datetime import date

from planner.document.document import MAX_DAYS
from planner.document.read_values import DocumentError, a_date, short, whole
from planner.language.dates import date_after
from planner.language.translate import _

Migration = Callable[[dict[str, object]], dict[str, object]]


# The first one makes version 2 out of version 1, the next one version 3 out of version 2. Each gets the whole object
# and gives a new one; it need not touch "version". A file of each version is kept in tests/planner/document/fixtures.
def _add_household_and_own_foods(data: dict[str, object]) -> dict[str, object]:
    """Version 2 knows removed foods, wishes, habits, people, own foods and own dishes; nothing moved."""
    return data


def _name_days_by_dates(data: dict[str, object]) -> dict[str, object]:
    """Version 3 names the days of locks, removed foods and the plan by dates, where the document says when it starts.

    It also knows the days that are over, marks of meals, and how many days are planned ahead: so many as there were.
    """
    data = dict(data)
    if isinstance(days := data.get("days"), int):
        data.setdefault("days_ahead", days)
    if "start" not in data:
        return data
    start = a_date(data["start"], "start")
    for key in ("locks", "removed", "plan"):
        entries = data.get(key)
        if isinstance(entries, list):
            data[key] = [_dated(entry, start, f"{key}[{number}]") for number, entry in enumerate(entries)]
    return data


def _dated(entry: object, start: date, where: str) -> object:
    """An entry with the date of its day. What is no entry is left for the reader to refuse."""
    if not isinstance(entry, dict) or "day" not in entry:
        return entry
    when = date_after(start, whole(entry["day"], f"{where}.day", 1, MAX_DAYS))
    if when is None:  # behind the last day of the calendar days are counted, in files too
        return entry
    return {"date": when.isoformat()} | {key: value for key, value in entry.items() if key != "day"}


MIGRATIONS: tuple[Migration, ...] = (_add_household_and_own_foods, _name_days_by_dates)


class NewerDocument(DocumentError):  # noqa: N818 - it is a sentence for the user, not an error of the program
    """A newer Magnolia wrote the document: it is sound, and must be left alone."""


def up_to_date(data: dict[str, object], migrations: Sequence[Migration] = MIGRATIONS) -> dict[str, object]:
    """The object as the newest version would have written it; ``data`` itself is not changed.

    Raises:
        NewerDocument: if its version is not known yet.
        DocumentError: if it has no version, or is not what its version says.
    """
    newest = 1 + len(migrations)
    version = data.get("version")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise DocumentError(
            "version", _("is {version}, expected {newest}").format(version=short(version), newest=newest)
        )
    if version > newest:
        said = _("is {version}; this Magnolia knows {newest}, a newer one wrote the document").format(
            version=short(version), newest=newest
        )
        raise NewerDocument("version", said)
    for number in range(version, newest):
        try:
            data = {**migrations[number - 1](data), "version": number + 1}
        except DocumentError:
            raise
        except (LookupError, TypeError, ValueError, AttributeError):  # the values are not checked yet
            raise DocumentError(
                "", _("the document is not what version {number} looks like").format(number=number)
            ) from None
    return data

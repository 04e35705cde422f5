"""Documents of older versions, brought up to date one version at a time."""

from collections.abc import Callable, Sequence

from planner.document.read_values import DocumentError, short
from planner.language.translate import _

Migration = Callable[[dict[str, object]], dict[str, object]]


# The first one makes version 2 out of version 1, the next one version 3 out of version 2. Each gets the whole object
# and gives a new one; it need not touch "version". A file of each version is kept in tests/planner/document/fixtures.
def _add_household_and_own_foods(data: dict[str, object]) -> dict[str, object]:
    """Version 2 knows removed foods, wishes, habits, people, own foods and own dishes; nothing moved."""
    return data


MIGRATIONS: tuple[Migration, ...] = (_add_household_and_own_foods,)


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

"""Texts in the user's language: every sentence a person may read goes through ``_`` or ``ngettext``.

Write ``_("{food} is out").format(food=name)``, never an f-string inside ``_``: a translator sees the braces' names.
The language is that of the environment (LANGUAGE, LC_ALL, LC_MESSAGES, LANG); without a translation it is English.
"""

import gettext
from pathlib import Path

_catalogue = gettext.translation("magnolia", localedir=Path(__file__).parent.parent / "locale", fallback=True)
LANGUAGE = _catalogue.info().get("language") or "en_GB"  # of the texts, whatever language was asked for
_ = _catalogue.gettext
ngettext = _catalogue.ngettext

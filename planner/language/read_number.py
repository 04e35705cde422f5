"""Numbers as people write them: both decimal signs, thousands, fractions, and the figures of any script."""

import re
import unicodedata

_APART = dict.fromkeys("' \u00a0\u2009\u202f’", " ")  # all that may stand between thousands beside . and ,
_SIGNS = str.maketrans({**_APART, "\u066b": ".", "\u066c": ",", "\u2044": "/", "\u2215": "/", "．": ".", "，": ","})
_THOUSANDS = re.compile(r"[1-9]\d{0,2}([., ])\d{3}(\1\d{3})*", re.ASCII)  # "1,500", "12 000", "1.234.567"
_FRACTION = re.compile(r"(?:(\d{1,6})[ -])?(\d{1,4}) ?/ ?(\d{1,4})", re.ASCII)  # "1/2", "1 1/2", "1-1/2"
_TYPED = frozenset("0123456789.,/- ")
_VULGAR = {
    sign: unicodedata.normalize("NFKD", sign).replace("\u2044", "/")
    for sign in map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F), 0x2189))
}
THIRDS = {1: "⅓", 2: "⅔"}


def plain_figures(text: str) -> str:
    """The text with ASCII figures, spaces and signs, and each sign for a fraction written out: "1½" is "1 1/2"."""
    written = []
    for place, each in enumerate(text):
        if each in _VULGAR:
            before, after = (" " if beside.isdecimal() else "" for beside in (text[:place][-1:], text[place + 1 :][:1]))
            written.append(f"{before}{_VULGAR[each]}{after}")
        elif each.isdecimal():
            written.append(str(unicodedata.decimal(each)))
        else:
            written.append(each)
    return "".join(written).translate(_SIGNS).strip()


def may_become_number(text: str) -> bool:
    """Whether a text that is still being typed has only signs that a number may have."""
    return set(plain_figures(text)) <= _TYPED and not text.strip().startswith("-")


def read_number(text: str, group: str = ",") -> float | None:
    """The number a text says, or None. A comma and a point are both a decimal sign: "1,5" and "1.5" are 1.5.

    One is read as the sign between thousands only where it can be nothing else ("1,234.5", "1.234.567"), or where
    it stands before exactly three figures and is ``group`` ("1,500" where thousands have a comma).
    """
    asked = plain_figures(text)
    if not asked or not set(asked) <= _TYPED:
        return None
    if found := _FRACTION.fullmatch(asked):
        below = int(found[3])
        return int(found[1] or 0) + int(found[2]) / below if below else None
    last = max(asked.rfind("."), asked.rfind(","))
    if _are_thousands(asked, group):
        whole, part = asked, ""
    elif last >= 0:
        whole, part = asked[:last], asked[last + 1 :]
        if asked[last] in whole or not (part.isdecimal() or (whole and not part)):
            return None
    else:
        whole, part = asked, ""
    if _THOUSANDS.fullmatch(whole):
        whole = re.sub("[., ]", "", whole)
    if not whole.isdecimal() and (whole or not part):
        return None
    return float(f"{whole or 0}.{part or 0}")


def _are_thousands(text: str, group: str) -> bool:
    """Whether no sign in it is a decimal sign."""
    found = _THOUSANDS.fullmatch(text)
    if found is None:
        return False
    return bool(found[2]) or found[1] == " " or found[1] == group


def exact_thirds(amount: float) -> float:
    """An amount that was meant as thirds, as thirds: people write 0.33 and 0.67 (or 0.66) for them."""
    whole, rest = divmod(amount, 1)
    if 0.33 <= round(rest, 6) <= 0.3334:
        return whole + 1 / 3
    return whole + 2 / 3 if 0.66 <= round(rest, 6) <= 0.67 else amount


def third_text(amount: float) -> str:
    """Such as "⅓" or "1⅔" for an amount in thirds that is no whole number, else nothing: decimals cannot say it."""
    whole, rest = divmod(round(amount * 3), 3)
    if rest == 0 or abs(amount * 3 - round(amount * 3)) > 1e-6:
        return ""
    return f"{whole or ''}{THIRDS[rest]}"

"""What came of the lines of a diary, as JSON and as text."""

from planner.diary.guesses import Diary, Guess, last_days
from planner.language.numbers import figure
from planner.language.plain_text import plain
from planner.language.translate import _, ngettext


def diary_to_json(diary: Diary) -> dict[str, object]:
    """As the README describes it."""
    days = last_days(diary)
    return {
        "file": diary.table.name,
        "lines": len(diary.table.lines),
        "days": list(days),
        "left_out": [{"line": line, "why": why} for line, why in diary.table.bad],
        "foods": [_guess(diary, diary.guesses[place]) for place in diary.on(days)],
    }


def _guess(diary: Diary, guess: Guess) -> dict[str, object]:
    return {
        "lines": [diary.table.lines[place].number for place in guess.lines],
        "text": guess.first.text,
        "food": guess.food or None,
        "name": guess.name,
        "grams": guess.grams,
        "ask": guess.ask,
        "note": guess.note,
        "counted": guess.counts,
    }


def diary_to_text(diary: Diary) -> str:
    """Which days were taken, each food that is not sure with what to look at, and what could not be read."""
    days = last_days(diary)
    said = ngettext("{name}: {count} day.", "{name}: the last {count} days.", len(days))
    lines = [said.format(name=diary.table.name, count=len(days))]
    asked = [guess for place in diary.on(days) if not (guess := diary.guesses[place]).sure]
    if asked:
        said = ngettext("{count} food is not sure:", "{count} foods are not sure:", len(asked))
        lines.append(said.format(count=len(asked)))
    for guess in asked:
        grams = "" if guess.grams is None else f", {figure(round(guess.grams, 1))} g"
        lines.append(f"  ? {guess.first.text} → {guess.name or _('no food')}{grams} {guess.ask}")
    lines += [_("  line {line}: {why}").format(line=line, why=why) for line, why in diary.table.bad]
    return plain("\n".join(lines))

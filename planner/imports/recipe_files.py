"""Recipes in the files other programs write, read within limits: all of it is text, nothing is fetched or run.

schema.org Recipe as JSON-LD, alone or in a saved web page, is what Mealie, Nextcloud Cookbook and most sites write; a
page can mark it in its elements too. Tandoor, Paprika and Cooklang have forms of their own.
"""

import email
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from planner.imports.raw_recipe import RawRecipe, RecipeError
from planner.imports.recipe_formats import ARCHIVE_ENDINGS, PAGE_ENDINGS, recipes_in_page, recipes_in_text
from planner.language.plain_text import one_line
from planner.language.translate import _
from planner.ordinary_file import read_ordinary

MAX_BYTES = 20 * 1024 * 1024  # of a file that is given
MAX_MEMBER = 10 * 1024 * 1024  # of a file inside a zip, once unpacked
MAX_UNPACKED = 60 * 1024 * 1024  # of all of them together
MAX_MEMBERS = 2000
MAX_RECIPES = 200
TEXT_ENDINGS = (".txt", ".md", ".cook")
MAX_FRAMES, MAX_PARTS = 20, 2000  # of a page that was saved as one file: pages in it, and all with its pictures


@dataclass(frozen=True, slots=True)
class RecipesRead:
    """The recipes of a file, and what in it was left out and why."""

    name: str
    recipes: tuple[RawRecipe, ...]
    left_out: tuple[str, ...] = field(default=())


def read_recipes(path: Path) -> RecipesRead:
    """The recipes of a file, or of the files of a folder.

    Raises:
        RecipeError: if there is none that can be read.
    """
    if path.is_dir():
        return _folder(path)
    try:
        content = read_ordinary(path, MAX_BYTES)
    except FileNotFoundError:
        raise RecipeError(_("{name}: there is no such file").format(name=path.name)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise RecipeError(_("{name}: cannot be read ({why})").format(name=path.name, why=why)) from None
    return recipes_from_bytes(content, path.name)


def _folder(path: Path) -> RecipesRead:
    """As Nextcloud Cookbook keeps them: a folder for each, with its recipe.json."""
    try:
        found = sorted(each for each in path.rglob("*") if each.is_file() and not each.is_symlink())[:MAX_MEMBERS]
    except OSError as error:
        raise RecipeError(_("{name}: cannot be read ({why})").format(name=path.name, why=error.strerror)) from None
    recipes: list[RawRecipe] = []
    left_out: list[str] = []
    for each in found:
        if each.suffix.casefold() not in (".json", ".jsonld", ".cook", *PAGE_ENDINGS, ".txt", ".paprikarecipe", ".zip"):
            continue
        try:
            recipes += read_recipes(each).recipes
        except RecipeError as error:
            left_out.append(str(error))
    return _whole(path.name, recipes, left_out)


def recipes_from_bytes(content: bytes, name: str) -> RecipesRead:
    """As ``read_recipes``, of the bytes of the file ``name``.

    Raises:
        RecipeError: if there is no recipe in it that can be read.
    """
    if len(content) > MAX_BYTES:
        raise RecipeError(_("{name}: larger than {most} MB").format(name=name, most=MAX_BYTES // 1024 // 1024))
    if content.startswith(b"PK\x03\x04"):
        return _zip(content, name, [MAX_UNPACKED])
    return _whole(name, list(_of_file(content, name)), [])


def recipe_from_text(text: str, name: str = "") -> RecipesRead:
    """The recipes of a text that was pasted: JSON-LD, a page, Cooklang, or plain words.

    Raises:
        RecipeError: if there is none in it.
    """
    shown = name or _("pasted text")
    return _whole(shown, list(recipes_in_text(text, shown, ".txt")), [])


def _whole(name: str, recipes: list[RawRecipe], left_out: list[str]) -> RecipesRead:
    if not recipes:
        why = (
            left_out[0] if left_out else _("{name}: there is no recipe in it that Magnolia can read").format(name=name)
        )
        raise RecipeError(why)
    if len(recipes) > MAX_RECIPES:
        said = _("{name}: {count} recipes, and only the first {most} were read")
        left_out = [*left_out, said.format(name=name, count=len(recipes), most=MAX_RECIPES)]
    return RecipesRead(name, tuple(recipes[:MAX_RECIPES]), tuple(left_out))


# Archives


def _zip(content: bytes, name: str, room: list[int], depth: int = 0) -> RecipesRead:
    """A zip of recipes; Tandoor puts a zip for each into one. ``room`` is what may still be unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise RecipeError(_("{name}: the zip is damaged ({why})").format(name=name, why=error)) from None
    if len(members) > MAX_MEMBERS:
        raise RecipeError(
            _("{name}: {count} files in it, expected at most {most}").format(
                name=name, count=len(members), most=MAX_MEMBERS
            )
        )
    recipes: list[RawRecipe] = []
    left_out: list[str] = []
    for member in members:
        shown = one_line(member.filename)[:80]
        ending = Path(member.filename).suffix.casefold()
        if member.is_dir() or ending not in (
            *(".json", ".jsonld", ".paprikarecipe", ".zip"),
            *(*TEXT_ENDINGS, *PAGE_ENDINGS),
        ):
            continue  # images and the like
        try:
            inside = _member(archive, member, shown, room)
            if inside.startswith(b"PK\x03\x04"):
                if depth:
                    raise RecipeError(_("{name}: a zip in a zip in a zip is not read").format(name=shown))
                found = _zip(inside, shown, room, depth + 1)
                recipes += found.recipes
                left_out += found.left_out
            else:
                recipes += _of_file(inside, shown)
        except RecipeError as error:
            left_out.append(str(error))
        if len(recipes) > MAX_RECIPES or room[0] <= 0:
            break
    return _whole(name, recipes, left_out)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, shown: str, room: list[int]) -> bytes:
    """What a file of a zip holds, unpacked no further than there is room for, whatever its header says."""
    most = min(MAX_MEMBER, room[0])
    try:
        with archive.open(member) as file:
            inside = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise RecipeError(_("{name}: cannot be unpacked ({why})").format(name=shown, why=error)) from None
    room[0] -= len(inside)
    if len(inside) > most:
        raise RecipeError(
            _("{name}: unpacked it is larger than {most} MB").format(name=shown, most=most // 1024 // 1024)
        )
    return inside


# One file


def _of_file(content: bytes, name: str) -> Iterator[RawRecipe]:
    if content.startswith(b"\x1f\x8b"):  # Paprika packs each recipe
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
                content = file.read(MAX_MEMBER + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise RecipeError(_("{name}: cannot be unpacked ({why})").format(name=name, why=error)) from None
        if len(content) > MAX_MEMBER:
            said = _("{name}: unpacked it is larger than {most} MB")
            raise RecipeError(said.format(name=name, most=MAX_MEMBER // 1024 // 1024))
    ending = Path(name).suffix.casefold()
    if ending in ARCHIVE_ENDINGS:
        yield from _of_archive(content, name)
    else:
        yield from recipes_in_text(_decoded(content, name), name, ending)


def _of_archive(content: bytes, name: str) -> Iterator[RawRecipe]:
    """A page that a browser saved as one file (MHTML, RFC 2557): its HTML is one part of a message."""
    if content.count(b"\n--") > MAX_PARTS:
        raise RecipeError(_("{name}: there is too much in it").format(name=name))
    try:
        message = email.message_from_bytes(content)
        parts = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    except (ValueError, LookupError, RecursionError) as error:
        raise RecipeError(_("{name}: cannot be read ({why})").format(name=name, why=error)) from None
    pages = [part for part in parts if isinstance(part, bytes)]
    if not pages:
        yield from recipes_in_text(_decoded(content, name), name, ".html")
    for page in pages[:MAX_FRAMES]:
        try:
            yield from recipes_in_page(_decoded(page, name), name)
        except RecipeError:
            if len(pages) == 1:
                raise


def _decoded(content: bytes, name: str) -> str:
    for encoding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise RecipeError(_("{name}: this is no text").format(name=name))


# What is in the values

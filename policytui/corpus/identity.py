"""Permanent ids: made from a heading once, then kept whatever becomes of the heading.

A position's id is `document/position`; both halves are slugs of ASCII letters, digits and
single hyphens, so that an id is safe as a file name, in a URL and in a shell.
"""

import re
import unicodedata
from collections.abc import Container

from policytui.errors import UsageError

LONGEST_SLUG = 80
"""Longest half of an id, in characters."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Whether the text can be one half of an id."""
    return len(text) <= LONGEST_SLUG and _SLUG.fullmatch(text) is not None


def is_position_id(text: str) -> bool:
    """Whether the text has the form `document/position`."""
    document, slash, position = text.partition("/")
    return bool(slash) and is_slug(document) and is_slug(position)


def require_position_id(text: str) -> str:
    """The id itself.

    Raises:
        UsageError: the text is no position id.
    """
    if not is_position_id(text):
        raise UsageError(
            f'"{text[:100]}" is not the id of a position.',
            hint="An id looks like secure-and-confident-communities/land-use: small letters, "
            f"digits and hyphens, at most {LONGEST_SLUG} characters on each side of the slash.",
        )
    return text


def slug_from(heading: str, taken: Container[str] = ()) -> str:
    """A new slug for a heading, with a number behind it where it is taken already.

    Args:
        heading: any text; accents are dropped, everything else but letters and digits parts
            words, and a long heading is cut at a word.
        taken: slugs that are in use or were in use: an id is never used twice.
    """
    plain = unicodedata.normalize("NFKD", heading.casefold().replace("’", "").replace("'", ""))
    words = re.findall("[a-z0-9]+", plain.encode("ascii", "ignore").decode("ascii"))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word
        if len(longer) > 60:
            break
        slug = longer
    slug = slug or (words[0][:60] if words else "untitled")
    number, candidate = 2, slug
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate

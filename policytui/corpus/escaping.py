"""Lines of prose that could be taken for headings and the like: reported, escaped, unescaped.

A line that is escaped is written with one more backslash and read with one less, which makes
the pair exact inverses; a line that begins with a backslash is neither a heading nor reported.
"""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from policytui.text import clean_line

_HEADED = re.compile(r"(?:[\s>*+-]|\d{1,9}[.)])*#")
_STRUCTURAL = re.compile(r"#|<!--|```|~~~|=+\s*$|-+\s*$")


def escape(line: str) -> str:
    """A line of prose as it is written."""
    indent, rest = _parted(line)
    return f"{indent}\\{rest}" if _is_structural(rest) else line


def unescape(line: str) -> str:
    """A line of prose as it was before it was written."""
    indent, rest = _parted(line)
    return indent + rest[1:] if rest.startswith("\\") and _is_structural(rest) else line


def split_attributes(heading: str) -> tuple[str, str | None]:
    """The title of a heading and what stands in braces at its end, None without braces."""
    heading = heading.rstrip()
    at = heading.rfind("{") if heading.endswith("}") else -1
    if at < 0 or "}" in heading[at:-1]:
        return heading, None
    return heading[:at].rstrip(), heading[at + 1 : -1]


def find_swallowed(
    body: list[str], tokens: list[Token], headings: set[int]
) -> Iterator[tuple[int, str]]:
    """Lines that would be lost in the text above them, or should not count, each with why.

    Args:
        tokens: the lines as Markdown.
        headings: the lines that begin a heading.
    """
    stop = len(body)
    for token in tokens:
        if token.type == "fence" and token.level == 0 and token.map:
            start, end = token.map
            closing = rf" {{0,3}}{token.markup}{token.markup[0]}*\s*"
            if end - start < 2 or not re.fullmatch(closing, body[end - 1]):
                # Nothing after it is looked at: all of it stands within.
                stop = start
                message = (
                    f"the block that {token.markup} opens is not closed, which hides every "
                    f"heading after it; add a line {token.markup} where it ends."
                )
                yield start, message
    for at, line in enumerate(body[:stop]):
        if line.lstrip().startswith("<!--"):
            yield at, 'begins with "<!--", but comments are not read; remove it.'
        elif at not in headings and _is_like_heading(line):
            message = (
                f'"{clean_line(line)[:100]}" looks like a heading with an id, but is not read '
                "as one; begin the line with one to six # and a space, outside lists, quotes "
                "and code, or write a backslash before it if it is text."
            )
            yield at, message


def _is_like_heading(line: str) -> bool:
    """Whether a line has the marks of a heading, in a list or quote or not, and an id."""
    if not _HEADED.match(line):
        return False
    attributes = split_attributes(line.rstrip().rstrip("#"))[1]
    return attributes is not None and "#" in attributes


def _parted(line: str) -> tuple[str, str]:
    rest = line.lstrip()
    return line[: len(line) - len(rest)], rest


def _is_structural(rest: str) -> bool:
    bare = rest.lstrip("\\")
    return _STRUCTURAL.match(bare) is not None or _is_like_heading(bare)

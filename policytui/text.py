"""Text at the borders of the program: cleaned once when it enters, made harmless when it leaves.

Everything read from a file, typed by a person or given on the command line goes through
`clean_text`; everything whose origin is not known to be clean (file names, messages of the
operating system) goes through `printable` before it reaches a terminal.
"""

import re
import unicodedata

_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = (
    # C0 without tab and line feed, DEL and C1: a terminal may obey them.
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    # Marks that reorder or hide what follows (Unicode TR 36, "Trojan Source").
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad"
    # Lone surrogates (names of files that are not UTF-8) and tag characters.
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[{_CONTROLS}]")
# A whole escape sequence goes, not only its first byte: "[31m" is no word of anyone's.
_ESCAPE_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b\\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[@-Z\\\\-_]"
)


def clean_text(text: str) -> str:
    """Text as the program holds it: NFC, `\\n` line ends, no control or direction characters.

    Idempotent; keeps every word, tab, line break and printable character.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _NEWLINES.sub("\n", text)
    text = _ESCAPE_SEQUENCE.sub("", text)
    text = _UNSAFE.sub("", text)
    return unicodedata.normalize("NFC", text)


def clean_prose(text: str) -> str:
    """`clean_text` without blank lines at either end and without spaces at line ends."""
    lines = [line.rstrip() for line in clean_text(text).split("\n")]
    return "\n".join(lines).strip("\n")


def clean_line(text: str) -> str:
    """`clean_text` folded into one line with single spaces, as titles and names are held."""
    return " ".join(clean_text(text).split())


def printable(text: str) -> str:
    """Text safe to write to a terminal, with unsafe characters shown as `\\x1b`.

    Line feeds and tabs stay.
    """
    return _UNSAFE.sub(_escape, _NEWLINES.sub("\n", text))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def digest_text(text: str) -> str:
    """`sha256:` and the hexadecimal SHA-256 of the cleaned prose in UTF-8."""
    # Loaded only here: the app's first frame needs no digest.
    import hashlib

    return "sha256:" + hashlib.sha256(clean_prose(text).encode("utf-8")).hexdigest()


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: runs of lines between blank lines."""
    return [part for part in re.split(r"\n[ \t]*\n+", text.strip("\n")) if part.strip()]

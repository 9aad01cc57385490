"""The one way from text to screen: literally, never as markup.

`[/x]` in a policy text would kill the app and `[@click=…]` would make it act, if text of the
corpus, of drafts or of users were ever parsed. `Content(text)` is not.
"""

from collections.abc import Iterable

from textual.content import Content, Span

from policytui.text import printable

HIGHLIGHT = "bold $text-accent"
"""How words that were searched for look; bold, so that colour is not the only sign."""

MUTED = "$foreground-muted"
"""How what is told beside the text looks."""


def plain(text: str, style: str = "") -> Content:
    """Any text as content of the screen, with control characters made visible."""
    text = printable(text)
    return Content(text, spans=[Span(0, len(text), style)] if style and text else None)


def highlighted(
    text: str, spans: Iterable[tuple[int, int]], style: str = "", *, mark: str = HIGHLIGHT
) -> Content:
    """Text with some of its places marked.

    Args:
        spans: places in `text`.
        style: of the whole text.
        mark: of the places.
    """
    shown = printable(text)
    marked = [Span(0, len(shown), style)] if style and shown else []
    if len(shown) == len(text):  # places would be wrong where characters were made visible
        marked += [Span(start, end, mark) for start, end in spans if 0 <= start < end <= len(text)]
    return Content(shown, spans=marked or None)


def one_line(text: str) -> str:
    """Text folded into one printable line."""
    return " ".join(printable(text).split())

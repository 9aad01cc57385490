"""The kinds of files that are read: told from their names, checked against their content."""

from collections.abc import Callable
from pathlib import Path

from policytui.errors import DataError, Problem, UsageError
from policytui.importers.blocks import Reading, View
from policytui.importers.readers.content import Content, tell_content
from policytui.progress import Progress, ignore_progress
from policytui.text import printable

LARGEST_SOURCE = 100_000_000
"""Most bytes of a file that is imported."""

_Read = Callable[[bytes, Path, View, Progress], Reading]


# Each reader is loaded only for a file of its kind: some bring large libraries.


def _read_plain_text(data: bytes, path: Path, view: View, progress: Progress) -> Reading:
    from policytui.importers.readers.text.plain_text import read_plain_text

    return read_plain_text(data, path)


def _read_markdown(data: bytes, path: Path, view: View, progress: Progress) -> Reading:
    from policytui.importers.readers.text.plain_text import read_markdown

    return read_markdown(data, path)


def _read_word(data: bytes, path: Path, view: View, progress: Progress) -> Reading:
    from policytui.importers.readers.word.document import read_word

    return read_word(data, path, view)


def _read_odt(data: bytes, path: Path, view: View, progress: Progress) -> Reading:
    from policytui.importers.readers.odt.document import read_odt

    return read_odt(data, path, view)


def _read_pdf(data: bytes, path: Path, view: View, progress: Progress) -> Reading:
    from policytui.importers.readers.pdf.document import read_pdf

    return read_pdf(data, path, progress)


def _read_html(data: bytes, path: Path, view: View, progress: Progress) -> Reading:
    from policytui.importers.readers.html.page import read_html

    return read_html(data, path)


_READERS: dict[str, tuple[Content, _Read]] = {
    ".txt": (Content.TEXT, _read_plain_text),
    ".text": (Content.TEXT, _read_plain_text),
    ".md": (Content.TEXT, _read_markdown),
    ".markdown": (Content.TEXT, _read_markdown),
    ".docx": (Content.WORD, _read_word),
    ".pdf": (Content.PDF, _read_pdf),
    ".html": (Content.HTML, _read_html),
    ".htm": (Content.HTML, _read_html),
    ".xhtml": (Content.HTML, _read_html),
    ".odt": (Content.ODT, _read_odt),
}
SUFFIXES = tuple(_READERS)
"""The endings of the names of files that are read."""

# What a file may be renamed to where its content is read but its name says another kind.
_RIGHT_SUFFIX = {
    Content.WORD: ".docx",
    Content.PDF: ".pdf",
    Content.HTML: ".html",
    Content.ODT: ".odt",
}
_BY_NAME = {
    ".doc": Content.OLD_OFFICE,
    ".dot": Content.OLD_OFFICE,
    ".docm": Content.WORD_MACROS,
    ".dotx": Content.WORD_MACROS,
    ".rtf": Content.RTF,
    ".pages": Content.PAGES,
    ".xlsx": Content.SPREADSHEET,
    ".xls": Content.SPREADSHEET,
    ".ods": Content.SPREADSHEET,
    ".csv": Content.SPREADSHEET,
    ".pptx": Content.SLIDES,
    ".ppt": Content.SLIDES,
    ".odp": Content.SLIDES,
    ".mhtml": Content.WEB_ARCHIVE,
    ".mht": Content.WEB_ARCHIVE,
    ".webarchive": Content.WEB_ARCHIVE,
    ".epub": Content.BOOK,
    ".zip": Content.ARCHIVE,
}
_WHAT_TO_DO = {
    Content.OLD_OFFICE: "Open it in a word processor, save it as .docx and import that.",
    Content.WORD_MACROS: "Open it in Word, save it as .docx and import that.",
    Content.RTF: "Open it in a word processor, save it as .docx and import that.",
    Content.PAGES: "Open it in Pages, export it to Word (.docx) and import that.",
    Content.SPREADSHEET: "Copy its text into a word processor, save it as .docx and import that.",
    Content.SLIDES: "Copy its text into a word processor, save it as .docx and import that.",
    Content.WEB_ARCHIVE: 'Open it in a browser, save it as "web page, HTML only" and import that.',
    Content.BOOK: "Convert it to .docx or .html and import that.",
    Content.PICTURE: "Type its text, or have it recognised and saved as .docx, and import that.",
    Content.ARCHIVE: "Unpack it and import the files that are in it.",
    Content.LOCKED: "Save a copy without a password and import that.",
}


def is_plain(path: Path) -> bool:
    """Whether a file is read as plain text or Markdown, by rules that no file can hang or trip."""
    content, _ = _READERS.get(path.suffix.casefold(), (None, None))
    return content is Content.TEXT


def read_source(
    data: bytes, path: Path, *, view: View = View.ACCEPTED, progress: Progress = ignore_progress
) -> Reading:
    """What a file holds, read by the reader for its kind.

    Args:
        data: its content.
        path: its name; its ending tells its kind.
        view: which text of a file with tracked changes is read.

    Raises:
        UsageError: files of its kind are not read.
        DataError: its content is of another kind than its name says, or is damaged.
    """
    suffix = path.suffix.casefold()
    content = tell_content(data)
    if suffix not in _READERS and content not in _RIGHT_SUFFIX:
        raise _unread(path, _BY_NAME.get(suffix, content))
    named, read = _READERS.get(suffix, (None, _read_plain_text))
    # What looks like nothing in particular may still be what its name says, only damaged; its
    # reader tells best.
    if content is not named and content is not Content.TEXT:
        raise _misnamed(path, content)
    return read(data, path, view, progress)


def _unread(path: Path, content: Content) -> UsageError:
    if content is Content.TEXT:
        return UsageError(
            f"{printable(str(path))}: files of this kind cannot be imported.",
            hint=f"These are: {', '.join(SUFFIXES)}. Save it as one of them.",
        )
    return UsageError(
        f"{printable(str(path))}: cannot be imported; it is {content.value}.",
        hint=_WHAT_TO_DO[content],
    )


def _misnamed(path: Path, content: Content) -> DataError:
    name = f"is named {path.suffix} but is" if path.suffix else "is"
    if content is Content.LOCKED:
        message = f"is locked with a password. {_WHAT_TO_DO[content]}"
    elif content in _RIGHT_SUFFIX:
        right = printable(path.with_suffix(_RIGHT_SUFFIX[content]).name)
        message = f"{name} {content.value}; rename it to {right} and import it again."
    else:
        message = f"{name} {content.value}. {_WHAT_TO_DO[content]}"
    return DataError([Problem(path, 0, "", printable(message))])

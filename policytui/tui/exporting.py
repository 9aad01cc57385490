"""Writing a comparison into a file that others can open: a web page or a Word document."""

from datetime import datetime
from pathlib import Path

from policytui.corpus.identity import slug_from
from policytui.errors import UsageError
from policytui.files import write_atomically
from policytui.tui.comparing import About, Compared
from policytui.tui.paths_typed import path_from

HTML, WORD = ".html", ".docx"
FORMATS = {
    HTML: "A web page, for any browser",
    WORD: "Word, with tracked changes and the reason as a comment",
}
"""What can be written, by the ending of the file's name."""


def default_file(folder: Path, title: str) -> Path:
    """The file that is offered."""
    return folder / f"compare-{slug_from(title)}{HTML}"


def file_named(typed: str, folder: Path) -> Path:
    """The file that a person means.

    Args:
        folder: where names without a folder lie.

    Raises:
        UsageError: the name is none, or ends in something else than can be written.
    """
    path = path_from(typed, folder, "Give the file a name.")
    if path.suffix.casefold() not in FORMATS:
        raise UsageError(f"The name must end in {' or '.join(FORMATS)}.")
    if path.is_dir():
        raise UsageError("This is a folder: give the name of a file in it.")
    return path


def export(
    path: Path, compared: Compared, titles: tuple[str, str], about: About, now: datetime
) -> Path:
    """Write a comparison; the ending of the name tells as what.

    Raises:
        StorageError: it could not be written; what was there stands.
    """
    from policytui.export.comparison import Comparison

    comparison = Comparison(
        title=about.title or titles[1],
        changes=compared.changes,
        base_title=titles[0],
        proposed_title=titles[1],
        instruction=compared.instruction,
        reason=about.reason,
        mover=about.mover,
        when=now.astimezone().date() if about.mover else None,
        source=about.source,
    )
    title = comparison.title
    if path.suffix.casefold() == WORD:
        from policytui.export.docx import write_docx

        data = write_docx([comparison], title=title, author=about.mover or "policytui", when=now)
    else:
        from policytui.export.html import format_html

        data = format_html([comparison], title=title).encode("utf-8")
    write_atomically(path, data)
    return path

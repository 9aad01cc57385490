"""Comparisons written to a file that people open elsewhere: a web page or a Word document."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from policytui.cli.operand import Text
from policytui.cli.output import say
from policytui.compare.documents import DocumentComparison
from policytui.compare.wording import word_instruction
from policytui.compare.words import Change, compare_words
from policytui.errors import UsageError
from policytui.export.comparison import Comparison
from policytui.files import write_atomically

_KINDS = (".html", ".docx")


def export_texts(
    path: Path, base: Text, proposed: Text, changes: tuple[Change, ...], *, force: bool
) -> None:
    """Write one comparison; a draft brings its reason, mover and source along.

    Raises:
        UsageError: the file exists, or its ending is not known.
        StorageError: it cannot be written.
    """
    draft = proposed.draft
    source: tuple[str, ...] = ()
    if draft and draft.base:
        source = (f"{draft.base.document}, edition {draft.base.edition}", draft.base.position)
    comparison = Comparison(
        title=base.title,
        changes=changes,
        base_title=base.title,
        proposed_title=proposed.title,
        instruction=word_instruction(base.text, proposed.text, base.title),
        reason=draft.reason if draft else "",
        mover=draft.submitter.mover if draft else "",
        when=draft.updated.date() if draft else None,
        source=source,
    )
    _write(path, [comparison], title=base.title, force=force)


def export_documents(path: Path, comparison: DocumentComparison, *, force: bool) -> None:
    """Write every position that changed.

    Raises:
        UsageError: the file exists, or its ending is not known.
        StorageError: it cannot be written.
    """
    comparisons = [
        Comparison(
            title=position.first.title,
            changes=compare_words(
                "\n\n".join(item.text for item in position.base),
                "\n\n".join(item.text for item in position.proposed),
            ),
            base_title=comparison.base.edition,
            proposed_title=comparison.proposed.edition,
        )
        for position in comparison.positions
        if not position.is_same
    ]
    title = f"{comparison.proposed.title}: {comparison.base.edition} to "
    _write(path, comparisons, title=title + comparison.proposed.edition, force=force)


def _write(path: Path, comparisons: Sequence[Comparison], *, title: str, force: bool) -> None:
    if path.suffix not in _KINDS:
        raise UsageError(f"{path}: only {' and '.join(_KINDS)} can be written.")
    if path.exists() and not force:
        raise UsageError(f"{path} exists already; nothing was written.", hint="Or give --force.")
    if path.suffix == ".html":
        from policytui.export.html import format_html

        data = format_html(comparisons, title=title).encode()
    else:
        from policytui.export.docx import write_docx

        data = write_docx(comparisons, title=title, author="policytui", when=datetime.now(UTC))
    write_atomically(path, data)
    say(str(path))

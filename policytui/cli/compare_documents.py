"""Two whole documents or editions, position by position."""

from pathlib import Path
from typing import Any

from policytui.cli.output import ProgressLine, say, write_json
from policytui.compare.documents import compare_documents, comparison_value, format_outline
from policytui.corpus.model import Document
from policytui.errors import UsageError


def report(base: Document, proposed: Document, options: Any) -> None:
    """Compare two documents and print the outline, or write a file for `--output`.

    Raises:
        UsageError: the format asked for is one of single texts.
    """
    if options.format not in (None, "inline", "json"):
        raise UsageError(
            f"--format {options.format} is for two positions or texts, not for whole documents.",
            hint="Leave --format out, or compare one position of each.",
        )
    progress = ProgressLine()
    try:
        comparison = compare_documents(base, proposed, progress=progress)
    finally:
        progress.close()
    if options.output:
        from policytui.cli.exporting import export_documents

        export_documents(Path(options.output), comparison, force=options.force)
    elif options.json or options.format == "json":
        write_json(comparison_value(comparison))
    else:
        say(format_outline(comparison, changed_only=not options.all))

"""Tables as files of a folder: each as CSV for spreadsheets and as JSON for programs."""

from collections.abc import Sequence
from pathlib import Path

from policytui.errors import Cancelled
from policytui.export.tables import Table, format_csv, format_json
from policytui.files import write_atomically
from policytui.progress import IsCancelled, Progress, ignore_progress, never_cancelled


def write_tables(
    tables: Sequence[Table],
    folder: Path,
    progress: Progress = ignore_progress,
    is_cancelled: IsCancelled = never_cancelled,
) -> tuple[Path, ...]:
    """Write every table in place of files of the same name; what was written.

    Raises:
        StorageError: a file cannot be written.
        Cancelled: stopped; the files that are written stay.
    """
    written: list[Path] = []
    for done, table in enumerate(tables):
        progress(done, len(tables), "tables")
        for ending, form in ((".csv", format_csv), (".json", format_json)):
            if is_cancelled():
                raise Cancelled
            path = folder / f"{table.name}{ending}"
            write_atomically(path, form(table))
            written.append(path)
    return tuple(written)

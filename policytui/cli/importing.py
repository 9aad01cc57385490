"""`policytui import`: make corpus documents of files, or of all files in a folder."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from policytui.cli.archive import run_archive
from policytui.cli.output import ProgressLine, say, talk, write_json
from policytui.compare.documents import DocumentComparison, comparison_value, format_outline
from policytui.corpus.model import Document, Kind, Nation
from policytui.errors import Exit, PolicyError, UnknownId, UsageError
from policytui.importers.blocks import View
from policytui.importers.describe import describe_import, import_json
from policytui.importers.editions import compare_edition, known_editions, save_edition
from policytui.importers.importing import Wanted, make_import, open_source, save_import
from policytui.importers.readers.confined import ConfinedReader
from policytui.importers.report import Import


def run(options: Any) -> int:
    """Import each file; a failing one does not stop the rest, but gives its exit code.

    Raises:
        UsageError: options that name one document are given for several files.
    """
    files = [Path(name) for name in options.files]
    if any(path.is_dir() for path in files):
        return run_archive(files, options)
    if len(files) > 1 and (options.id or options.title or options.edition_of):
        raise UsageError(
            "--id, --title and --edition-of name one document; import one file at a time with them."
        )
    wanted = _wanted(options)
    entries: list[dict[str, Any]] = []
    code = Exit.DONE
    with ConfinedReader() as reader:
        for path in files:
            try:
                made = _import(path, wanted, options, reader)
            except PolicyError as error:
                talk(f"policytui: {error.message}")
                if error.hint:
                    talk(f"  {error.hint}")
                code = error.exit_code
                continue
            entries.append(made.entry)
            if not options.json:
                say(made.described)
    if options.json:
        write_json({"documents": entries})
    if options.dry_run:
        talk("policytui: a dry run; nothing was written.")
    return code


def _wanted(options: Any) -> Wanted:
    try:
        adopted = date.fromisoformat(options.adopted) if options.adopted else None
    except ValueError:
        raise UsageError(
            f'--adopted: "{options.adopted}" is no day.', hint="Write it as 2026-10-11."
        ) from None
    return Wanted(
        id=options.edition_of or options.id,
        title=options.title or "",
        kind=Kind(options.kind) if options.kind else None,
        edition=options.edition or "",
        adopted=adopted,
        adopted_by=options.by or "",
        nations=tuple(Nation(name) for name in options.nation or ()),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """One file's import, told for people and for programs."""

    described: str
    entry: dict[str, Any]


def _import(path: Path, wanted: Wanted, options: Any, reader: ConfinedReader) -> _Made:
    folder = Path(options.into)
    progress = ProgressLine()
    try:
        source = open_source(
            path, wanted.kind, view=View(options.view), reader=reader, progress=progress
        )
    finally:
        progress.close()
    result = make_import(source, source.outline, wanted)
    known, older = _known(folder, result.document.id, options)
    comparison: DocumentComparison | None = None
    if known:
        # With the earlier text at hand, positions that stand in both keep their ids.
        result = make_import(source, source.outline, wanted, known=known, older=older)
        comparison = compare_edition(known, result)
    written = None if options.dry_run else _save(result, folder, known, options)
    described = describe_import(result)
    entry = import_json(result, written)
    if comparison:
        described += f"\n\nWhat it changes in the edition {comparison.base.edition}\n"
        described += format_outline(comparison, changed_only=True)
        entry["comparison"] = comparison_value(comparison)
    return _Made(f"{described}\n{written}" if written else described, entry)


def _known(
    folder: Path, document_id: str, options: Any
) -> tuple[Document | None, tuple[Document, ...]]:
    try:
        return known_editions(folder, document_id)
    except UnknownId:
        if options.edition_of:
            raise
        return None, ()
    except PolicyError:
        # A text that cannot be read can be replaced, but not compared.
        if options.force:
            return None, ()
        raise


def _save(result: Import, folder: Path, known: Document | None, options: Any) -> Path:
    if options.edition_of:
        return save_edition(result, folder, force=options.force)
    if known and not options.force:
        id_ = result.document.id
        raise UsageError(
            f"{folder / f'{id_}.md'} exists already; nothing was written.",
            hint=f"Look at the difference with --dry-run. Then give --edition-of {id_} to save it "
            "as another edition, --force to replace the text, or --id for a document of its own.",
        )
    return save_import(result, folder, force=options.force)

"""`policytui import`: make corpus documents of plain texts."""

from pathlib import Path
from typing import Any

from policytui.cli.output import say, talk, write_json
from policytui.corpus.markdown import read_document
from policytui.corpus.model import Document, Kind
from policytui.errors import Exit, PolicyError, UsageError
from policytui.importers.describe import describe_import, import_json
from policytui.importers.importing import import_file, save_import
from policytui.importers.report import Import


def run(options: Any) -> int:
    """Import each file; a failing one does not stop the rest, but gives its exit code.

    Raises:
        UsageError: one id or title is given for several files.
    """
    if len(options.files) > 1 and (options.id or options.title):
        raise UsageError("--id and --title name one document; import one file at a time with them.")
    folder = Path(options.into)
    made: list[dict[str, Any]] = []
    code = Exit.DONE
    for name in options.files:
        try:
            result = _import(Path(name), folder, options)
            path = None if options.dry_run else save_import(result, folder, force=options.force)
        except PolicyError as error:
            talk(f"policytui: {error.message}")
            if error.hint:
                talk(f"  {error.hint}")
            code = error.exit_code
            continue
        made.append(import_json(result, path))
        if not options.json:
            say(describe_import(result))
            if path:
                say(str(path))
    if options.json:
        write_json({"documents": made})
    return code


def _import(file: Path, folder: Path, options: Any) -> Import:
    kind = Kind(options.kind) if options.kind else None
    wanted = {"id": options.id, "title": options.title, "kind": kind, "edition": options.edition}
    result = import_file(file, **wanted)
    known = _known(folder / f"{result.document.id}.md") if options.force else None
    # With the earlier text at hand, positions that stand in both keep their ids.
    return import_file(file, **wanted, known=known) if known else result


def _known(path: Path) -> Document | None:
    if not path.is_file():
        return None
    try:
        return read_document(path)
    except PolicyError:
        return None

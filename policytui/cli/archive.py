"""`policytui import FOLDER`: a whole archive, with one report at the end."""

from pathlib import Path
from typing import Any

from policytui.cli.output import ProgressLine, say, talk, write_json
from policytui.errors import Cancelled, Exit, UsageError
from policytui.importers.batch import Filed, Outcome, count_outcomes, import_archive

_ASKING = (Outcome.UNDECIDED, Outcome.REFUSED)
_SINGLE = ("id", "title", "edition", "edition_of", "adopted", "by", "kind", "nation")


def run_archive(folders: list[Path], options: Any) -> int:
    """Bring in every file of a folder; exit 1 where one needs a decision, 3 where one is refused.

    Raises:
        UsageError: an option that speaks of one document is given, or files beside the folder.
        StorageError: a folder cannot be used.
    """
    given = [f"--{name.replace('_', '-')}" for name in _SINGLE if getattr(options, name)]
    given += ["--force"] * options.force
    if given or len(folders) > 1:
        raise UsageError(
            f"{' '.join(given) or 'A folder'} cannot be given together with "
            f"{'a folder' if given else 'other files'}.",
            hint="Import a folder by itself, and single files with what is special about them.",
        )
    filed: list[Filed] = []
    stopped = False
    progress = ProgressLine()
    try:
        archive, into = folders[0], Path(options.into)
        for one in import_archive(archive, into, is_dry=options.dry_run, progress=progress):
            filed.append(one)
    except (KeyboardInterrupt, Cancelled):
        stopped = True
    finally:
        progress.close()
    if options.json:
        write_json({"stopped": stopped, "files": [_entry(one) for one in filed]})
    else:
        say(describe_archive(filed))
        if options.dry_run:
            talk("policytui: a dry run; nothing was written.")
    if stopped:
        talk("policytui: stopped; give the same command again to go on where it was.")
        return Exit.INTERRUPTED
    outcomes = {one.outcome for one in filed}
    if Outcome.REFUSED in outcomes:
        return Exit.BAD_DATA
    return Exit.FINDINGS if Outcome.UNDECIDED in outcomes else Exit.DONE


def describe_archive(filed: list[Filed]) -> str:
    """What became of every file, grouped by outcome, those that need a person last."""
    lines = [f"{len(filed)} files"]
    counts = count_outcomes(filed)
    order = sorted(counts, key=lambda outcome: outcome in _ASKING)
    for outcome in order:
        lines += ["", f"{outcome.value.capitalize()} ({counts[outcome]})"]
        lines += [f"  {_line(one)}" for one in filed if one.outcome is outcome]
    words = sum(one.read for one in filed if one.outcome in (Outcome.MADE, Outcome.EDITION))
    left = sum(one.left_out for one in filed if one.outcome in (Outcome.MADE, Outcome.EDITION))
    lost = sum(one.lost for one in filed)
    lines += ["", f"{words:,} words read, {left:,} of them left out, {lost:,} lost"]
    return "\n".join(lines)


def _line(one: Filed) -> str:
    line = one.file
    if one.document:
        line += f" -> {one.document} ({one.edition})"
    if one.outcome in (Outcome.MADE, Outcome.EDITION):
        line += f": {one.positions} positions, {one.doubts} doubts, {one.left_out:,} of "
        line += f"{one.read:,} words left out"
    return f"{line}: {one.message}" if one.message else line


def _entry(one: Filed) -> dict[str, Any]:
    return {
        "file": one.file,
        "outcome": one.outcome.name.lower(),
        "document": one.document,
        "edition": one.edition,
        "message": one.message,
        "positions": one.positions,
        "doubts": one.doubts,
        "words": one.read,
        "left_out": one.left_out,
        "lost": one.lost,
    }

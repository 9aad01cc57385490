"""`policytui compare`: what changes between two texts, or two documents."""

import shutil
from pathlib import Path
from typing import Any

from policytui.cli.operand import Text, resolve_document, resolve_text
from policytui.cli.output import cell_width, say, say_wrapped, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.compare.words import Change, Nature, Op, compare_words, nature_of
from policytui.errors import Exit, UsageError
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Compare and print, or write a file for `--output`.

    Raises:
        UnknownId: a text named does not exist.
        UsageError: only one text is named, and it is no amendment; or both are standard input.
    """
    if options.base == options.proposed == "-":
        raise UsageError("Only one of the two can come from standard input; name a file.")
    workspace = open_current_workspace(options)
    options.wording = options.wording or workspace.places.settings.wording
    if _compare_documents(workspace, options):
        return Exit.DONE
    base, proposed = _resolve_pair(workspace, options)
    changes = compare_words(base.text, proposed.text)
    if options.output:
        from policytui.cli.exporting import export_texts

        export_texts(Path(options.output), base, proposed, changes, force=options.force)
    elif options.json or options.format == "json":
        instruction = _instruct(base, proposed, options)
        write_json({"changes": changes_value(changes), "instruction": instruction})
    else:
        _VIEWS[options.format or "inline"](base, proposed, changes, options)
    _tell_sameness(changes)
    return Exit.DONE


def _tell_sameness(changes: tuple[Change, ...]) -> None:
    natures = [nature_of(change) for change in changes if change.op is not Op.EQUAL]
    if not natures:
        talk("The two texts are the same.")
    elif Nature.SUBSTANCE not in natures:
        talk("Only spacing or quotation marks differ; every word is the same.")


def _compare_documents(workspace: Workspace, options: Any) -> bool:
    """Compare as documents where both texts are; whether that was done."""
    if options.proposed is None:
        return False
    base = resolve_document(workspace, options.base)
    proposed = resolve_document(workspace, options.proposed)
    if base is None or proposed is None:
        return False
    from policytui.cli.compare_documents import report

    report(base, proposed, options)
    return True


def _resolve_pair(workspace: Workspace, options: Any) -> tuple[Text, Text]:
    base = resolve_text(workspace, options.base)
    if options.proposed is not None:
        return base, resolve_text(workspace, options.proposed)
    if base.draft is None or base.draft.base is None:
        raise UsageError(
            "compare needs two texts, or one draft of an amendment.",
            hint="For example: policytui compare POSITION new-text.txt",
        )
    return Text(base.draft.base.title, base.draft.base.text), base


def _instruct(base: Text, proposed: Text, options: Any) -> list[str]:
    """The formal instructions for a change, in the wording asked for or set."""
    from policytui.compare.wording import WORDINGS, word_instruction

    wording = options.wording or WORDINGS[0]
    return list(word_instruction(base.text, proposed.text, base.title, wording))


def changes_value(changes: tuple[Change, ...]) -> list[dict[str, str]]:
    """The operations of a comparison for JSON."""
    return [
        {
            "op": change.op.value,
            "base": change.base,
            "proposed": change.proposed,
            "nature": nature_of(change).value,
        }
        for change in changes
    ]


def inline(changes: tuple[Change, ...], *, marks_all: bool = False) -> str:
    """The comparison as one text, `[-left out-]{+inserted+}`, as `git --word-diff` writes it.

    Args:
        marks_all: mark also what alters spacing or quotation marks alone.
    """
    parts = []
    for change in changes:
        if change.op is Op.EQUAL or not (marks_all or nature_of(change) is Nature.SUBSTANCE):
            parts.append(change.proposed)
            continue
        parts.append(_marked(change.base, "[-", "-]") + _marked(change.proposed, "{+", "+}"))
    return "".join(parts)


def _marked(text: str, opening: str, closing: str) -> str:
    # The marks hug the words: white space, above all paragraph breaks, stays outside.
    words = text.strip()
    if not words:
        return f"{opening}{text}{closing}" if text and "\n" not in text else text
    lead, trail = text[: text.index(words)], text[text.index(words) + len(words) :]
    return f"{lead}{opening}{words}{closing}{trail}"


# --- views ---


def _say_inline(base: Text, proposed: Text, changes: tuple[Change, ...], options: Any) -> None:
    say_wrapped(inline(changes, marks_all=options.all), width=_width(options, 80))


def _say_clean(base: Text, proposed: Text, changes: tuple[Change, ...], options: Any) -> None:
    for name, text in (("Before", base), ("After", proposed)):
        say(f"{name}: {text.title}")
        say()
        say_wrapped(text.text or "(nothing)", width=_width(options, 80))
        say()


def _say_instruction(base: Text, proposed: Text, changes: tuple[Change, ...], options: Any) -> None:
    for line in _instruct(base, proposed, options):
        say(line)


def _say_carried(base: Text, proposed: Text, changes: tuple[Change, ...], options: Any) -> None:
    # Exactly the text, for programs and files; nothing is folded.
    say(proposed.text)


def _say_side(base: Text, proposed: Text, changes: tuple[Change, ...], options: Any) -> None:
    from policytui.compare.layout import BETWEEN, SIGN_WIDTH, side_by_side

    layout = side_by_side(changes, _width(options, 100), cell_width)
    full = layout.column_width + SIGN_WIDTH
    say(f"{_padded('  ' + base.title, full)}{' ' * BETWEEN}  {proposed.title}".rstrip())
    for row in layout.rows:
        cells = [
            f"{cell.sign} {''.join(segment.text for segment in cell.segments)}"
            for cell in row.cells
        ]
        say((" " * BETWEEN).join(_padded(cell, full) for cell in cells).rstrip())


_VIEWS = {
    "inline": _say_inline,
    "side": _say_side,
    "clean": _say_clean,
    "instruction": _say_instruction,
    "carried": _say_carried,
}


def _width(options: Any, otherwise: int) -> int:
    return int(options.width or shutil.get_terminal_size((otherwise, 24)).columns)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))

"""`policytui compare`: what changes between two texts."""

import shutil
from typing import Any

from policytui.cli.operand import resolve_text
from policytui.cli.output import cell_width, say, say_wrapped, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.compare.words import Change, Op, compare_words
from policytui.errors import Exit, UsageError


def run(options: Any) -> int:
    """Compare and print.

    Raises:
        UnknownId: a text named does not exist.
        UsageError: only one text is named, and it is no amendment.
    """
    workspace = open_current_workspace(options)
    base = resolve_text(workspace, options.base)
    if options.proposed is None:
        if base.draft is None or base.draft.base is None:
            raise UsageError(
                "compare needs two texts, or one draft of an amendment.",
                hint="For example: policytui compare POSITION new-text.txt",
            )
        old, new = base.draft.base.text, base.text
        titles = (base.draft.base.title, base.title)
    else:
        proposed = resolve_text(workspace, options.proposed)
        old, new, titles = base.text, proposed.text, (base.title, proposed.title)
    changes = compare_words(old, new)
    if options.json or options.format == "json":
        write_json(
            {"changes": changes_value(changes), "instruction": instruct(old, new, titles[0])}
        )
    elif options.format == "instruction":
        for line in instruct(old, new, titles[0]):
            say(line)
    elif options.format == "side":
        _say_side_by_side(changes, titles, options.width or shutil.get_terminal_size((100, 24))[0])
    else:
        say_wrapped(inline(changes), width=shutil.get_terminal_size((80, 24))[0])
    if old == new:
        talk("The two texts are the same.")
    return Exit.DONE


def instruct(base: str, proposed: str, title: str) -> list[str]:
    """The formal instructions for a change, as a list for JSON."""
    from policytui.compare.wording import word_instruction

    return list(word_instruction(base, proposed, title))


def changes_value(changes: tuple[Change, ...]) -> list[dict[str, str]]:
    """The operations of a comparison for JSON."""
    return [
        {"op": change.op.value, "base": change.base, "proposed": change.proposed}
        for change in changes
    ]


def inline(changes: tuple[Change, ...]) -> str:
    """The comparison as one text, `[-left out-]{+inserted+}`, as `git --word-diff` writes it."""
    parts = []
    for change in changes:
        if change.op is Op.EQUAL:
            parts.append(change.base)
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


def _say_side_by_side(changes: tuple[Change, ...], titles: tuple[str, str], width: int) -> None:
    from policytui.compare.layout import BETWEEN, SIGN_WIDTH, side_by_side

    layout = side_by_side(changes, width, cell_width)
    full = layout.column_width + SIGN_WIDTH
    say(f"{_padded('  ' + titles[0], full)}{' ' * BETWEEN}  {titles[1]}".rstrip())
    for row in layout.rows:
        cells = [
            f"{cell.sign} {''.join(segment.text for segment in cell.segments)}"
            for cell in row.cells
        ]
        say((" " * BETWEEN).join(_padded(cell, full) for cell in cells).rstrip())


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_width(text))

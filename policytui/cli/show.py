"""`policytui show`: one position, or the outline of a document, as it is or as it was."""

from typing import Any

from policytui.cli.operand import resolve_edition
from policytui.cli.output import say, say_wrapped, write_json
from policytui.cli.session import open_current_workspace
from policytui.corpus.model import ALL_NATIONS, Document, Header, Nation, Position
from policytui.errors import Exit
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Print a position or an outline.

    Raises:
        UnknownId: there is neither a position nor a document with this id, or no such edition.
    """
    workspace = open_current_workspace(options)
    catalogue = workspace.catalogue
    if "@" in options.id:
        document, position = resolve_edition(workspace, options.id)
        if position:
            _show_position(workspace, position, document.header, as_json=options.json)
        else:
            _show_outline(document, as_json=options.json)
    elif "/" in options.id:
        position = catalogue.position(options.id)
        header = catalogue.header(position.document_id)
        _show_position(workspace, position, header, as_json=options.json)
    else:
        _show_outline(catalogue.document(options.id), as_json=options.json)
    return Exit.DONE


def describe_edition(header: Header) -> str:
    """An edition as people name it: its name, and when and by whom it was adopted."""
    adopted = ""
    if header.adopted:
        adopted += f" on {header.adopted.day} {header.adopted:%B %Y}"
    if header.adopted_by:
        adopted += f" by {header.adopted_by}"
    return f"{header.edition}, adopted{adopted}" if adopted else header.edition


def describe_nations(nations: tuple[Nation, ...]) -> str:
    """The nations as people name them."""
    if nations == ALL_NATIONS:
        return "the whole United Kingdom"
    return ", ".join(nation.label for nation in nations)


def _position_value(position: Position, header: Header) -> dict[str, Any]:
    return {
        "id": position.id,
        "title": position.title,
        "text": position.text,
        "document": position.document_id,
        "edition": header.edition,
        "themes": list(position.themes),
        "nations": [nation.value for nation in position.nations],
        "source": header.source,
        "document_title": header.title,
        "kind": header.kind.value,
        "role": position.role.value,
        "notice": header.notice,
    }


def _show_position(
    workspace: Workspace, position: Position, header: Header, *, as_json: bool
) -> None:
    if as_json:
        write_json(_position_value(position, header))
        return
    say(position.title)
    say("=" * min(len(position.title), 80))
    say(" › ".join((header.title, *position.themes)))
    say(f"{_kind_and_edition(header)} · {describe_nations(position.nations)}")
    say()
    say_wrapped(position.text)
    say()
    if header.source:
        say_wrapped(f"Source: {header.source}")
    if header.notice:
        say_wrapped(header.notice)
    say(position.id)
    similar = workspace.engine.similar(position.text, 3, leave_out=position.id)
    related = workspace.catalogue.positions([hit.id for hit in similar])
    if related:
        say()
        say("Related:")
        for other in related:
            say(f"  {other.title}  [{other.id}]")


def _kind_and_edition(header: Header) -> str:
    return f"{header.kind.label}, edition {describe_edition(header)}"


def _show_outline(document: Document, *, as_json: bool) -> None:
    header = document.header
    if as_json:
        write_json(
            {
                "id": header.id,
                "title": header.title,
                "kind": header.kind.value,
                "edition": header.edition,
                "adopted": header.adopted.isoformat() if header.adopted else None,
                "adopted_by": header.adopted_by,
                "nations": [nation.value for nation in header.nations],
                "source": header.source,
                "notice": header.notice,
                "opens": header.opens.isoformat() if header.opens else None,
                "closes": header.closes.isoformat() if header.closes else None,
                "positions": [_position_value(item, header) for item in document.positions],
            }
        )
        return
    say(f"{header.title} ({_kind_and_edition(header)})")
    if header.closes:
        say(f"Closes: {header.closes:%A %d %B %Y, %H:%M}")
    if header.notice:
        say_wrapped(header.notice)
    themes: tuple[str, ...] = ()
    for position in document.positions:
        if position.themes != themes:
            themes = position.themes
            say()
            say(" › ".join(themes))
        say(f"  {position.title}  [{position.id}]")

"""`policytui show`: one position, or the outline of a document."""

from typing import Any

from policytui.cli.output import say, say_wrapped, write_json
from policytui.cli.session import open_current_workspace
from policytui.corpus.model import ALL_NATIONS, Header, Nation, Position
from policytui.errors import Exit
from policytui.workspace.workspace import Workspace


def run(options: Any) -> int:
    """Print a position or an outline.

    Raises:
        UnknownId: there is neither a position nor a document with this id.
    """
    workspace = open_current_workspace(options)
    if "/" in options.id:
        position = workspace.catalogue.position(options.id)
        _show_position(workspace, position, as_json=options.json)
    else:
        _show_outline(workspace, options.id, as_json=options.json)
    return Exit.DONE


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


def _show_position(workspace: Workspace, position: Position, *, as_json: bool) -> None:
    header = workspace.catalogue.header(position.document_id)
    if as_json:
        write_json(_position_value(position, header))
        return
    say(position.title)
    say("=" * min(len(position.title), 80))
    say(" › ".join((header.title, *position.themes)))
    say(f"{header.kind.label}, edition {header.edition} · {describe_nations(position.nations)}")
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


def _show_outline(workspace: Workspace, document_id: str, *, as_json: bool) -> None:
    document = workspace.catalogue.document(document_id)
    header = document.header
    if as_json:
        write_json(
            {
                "id": header.id,
                "title": header.title,
                "kind": header.kind.value,
                "edition": header.edition,
                "adopted": header.adopted.isoformat() if header.adopted else None,
                "nations": [nation.value for nation in header.nations],
                "source": header.source,
                "notice": header.notice,
                "opens": header.opens.isoformat() if header.opens else None,
                "closes": header.closes.isoformat() if header.closes else None,
                "positions": [_position_value(item, header) for item in document.positions],
            }
        )
        return
    say(f"{header.title} ({header.kind.label}, edition {header.edition})")
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

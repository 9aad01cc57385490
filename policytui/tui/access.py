"""How screens and widgets reach what they work with, in types that mypy can follow."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from policytui.workspace.workspace import Workspace


Undoable = tuple[str, Callable[[], object]]
"""What is true once something is undone, and how it is undone."""


class _HasWorkspace(Protocol):
    workspace: Workspace
    undoable: list[Undoable]

    def report(self, error: Exception) -> None: ...


def workspace_of(node: MessagePump) -> Workspace:
    """The workspace of the app that a screen or widget belongs to."""
    return cast("_HasWorkspace", node.app).workspace


def undoable_in(node: MessagePump) -> list[Undoable]:
    """What was done to drafts since the app was started and can be undone, the last at the end."""
    return cast("_HasWorkspace", node.app).undoable


def report(node: MessagePump, error: Exception) -> None:
    """Tell a person about an error: what it is, or where its details are."""
    cast("_HasWorkspace", node.app).report(error)

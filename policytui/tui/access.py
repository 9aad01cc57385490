"""How screens and widgets reach what they work with, in types that mypy can follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from policytui.workspace.workspace import Workspace


class _HasWorkspace(Protocol):
    workspace: Workspace

    def report(self, error: Exception) -> None: ...


def workspace_of(node: MessagePump) -> Workspace:
    """The workspace of the app that a screen or widget belongs to."""
    return cast("_HasWorkspace", node.app).workspace


def report(node: MessagePump, error: Exception) -> None:
    """Tell a person about an error: what it is, or where its details are."""
    cast("_HasWorkspace", node.app).report(error)

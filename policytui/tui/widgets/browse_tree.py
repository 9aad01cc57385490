"""The documents of the corpus and their themes, with counts; choosing one filters the list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style as RichStyle
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from policytui.corpus.catalogue import DocumentCard
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.plain import one_line

_FEW = 4
"""Up to this many documents are shown unfolded."""


@dataclass(frozen=True, slots=True)
class Branch:
    """What a line of the tree stands for; neither document nor theme means everything."""

    document: str | None = None
    theme: str | None = None
    count: int = 0


class BrowseTree(Tree[Branch]):
    """Everything, then document by document, theme by theme."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.MOVING)
    DEFAULT_CSS = """
    BrowseTree { background: transparent; scrollbar-size-vertical: 1; overflow-x: hidden;
        &:focus { background-tint: transparent; }
    }
    """
    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "

    @dataclass
    class Chosen(Message):
        """A document, a theme or everything was chosen."""

        branch: Branch

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Text("Browse"), Branch(), id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False

    def show(self, cards: Sequence[DocumentCard]) -> None:
        """Show the documents of the corpus."""
        self.clear()
        total = sum(card.positions for card in cards)
        self.root.add_leaf(Text("Everything"), Branch(count=total))
        for card in cards:
            branch = Branch(card.header.id, None, card.positions)
            label = Text(one_line(card.header.title))
            if not card.themes:
                self.root.add_leaf(label, branch)
                continue
            node = self.root.add(label, branch, expand=len(cards) <= _FEW)
            self._add_themes(node, card)

    def _add_themes(self, parent: TreeNode[Branch], card: DocumentCard) -> None:
        nodes: dict[tuple[str, ...], TreeNode[Branch]] = {(): parent}
        holders = {theme.themes[:-1] for theme in card.themes}
        for theme in card.themes:
            above = nodes.get(theme.themes[:-1], parent)
            branch = Branch(card.header.id, theme.themes[-1], theme.positions)
            label = Text(one_line(theme.themes[-1]))
            if theme.themes in holders:
                nodes[theme.themes] = above.add(label, branch)
            else:
                above.add_leaf(label, branch)

    def on_tree_node_selected(self, event: Tree.NodeSelected[Branch]) -> None:
        """Enter or a click chooses."""
        event.stop()
        if event.node.data:
            if event.node.allow_expand and not event.node.is_expanded:
                event.node.expand()
            self.post_message(self.Chosen(event.node.data))

    def action_first(self) -> None:
        """To the first line."""
        self.cursor_line = 0

    def action_last(self) -> None:
        """To the last line."""
        self.cursor_line = self.last_line

    def render_label(self, node: TreeNode[Branch], base_style: RichStyle, style: RichStyle) -> Text:
        """The label with its count at the right edge, cut where there is no room."""
        count = f"{node.data.count:,}" if node.data else ""
        icon = "  "
        if node.allow_expand:
            icon = self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE
        indent = _depth(node) * self.guide_depth + len(icon)
        label = Text(str(node.label), no_wrap=True, end="")
        room = max(4, self.size.width - indent - len(count) - 2)
        label.truncate(room, overflow="ellipsis", pad=True)
        faint = base_style + RichStyle(dim=True)
        return Text.assemble((icon, base_style), (label.plain, style), (f" {count}", faint))


def _depth(node: TreeNode[Branch]) -> int:
    depth = 0
    above = node.parent
    while above is not None and not above.is_root:
        depth += 1
        above = above.parent
    return depth

"""One position, laid out for reading."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from policytui.corpus.model import Header, Position, Role
from policytui.tui.plain import MUTED, highlighted, one_line, plain
from policytui.tui.reading import Reading, Related
from policytui.tui.widgets.text_scroll import TextScroll
from policytui.tui.wording import DOT, breadcrumb, nation_names


class _Page(Static):
    """The text itself; it knows only that a link of a number was clicked."""

    @dataclass
    class LinkClicked(Message):
        """A related position was clicked."""

        index: int

    def action_open_related(self, index: int) -> None:
        """Tell the pane."""
        self.post_message(self.LinkClicked(index))


class ReadingPane(TextScroll):
    """Title, where it stands, what it says, what is related to it."""

    DEFAULT_CSS = """
    ReadingPane {
                & > #page {
            width: 100%; max-width: 89; height: auto; padding: 1 2 1 3;
            link-style: none; link-color: $text-accent; link-style-hover: underline;
            link-background-hover: transparent; link-color-hover: $text-accent;
        }
    }
    """

    @dataclass
    class RelatedChosen(Message):
        """A related position was clicked."""

        position_id: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.reading: Reading | None = None

    def compose(self) -> ComposeResult:
        """One page."""
        yield _Page(id="page", markup=False)

    def show(self, reading: Reading) -> None:
        """Show a position; the place on the page is kept when it is the same one."""
        is_same = self.reading is not None and self.reading.position.id == reading.position.id
        self.reading = reading
        self._page(_lay_out(reading))
        if not is_same:
            self.scroll_to(y=0, animate=False, immediate=True)

    def say(self, content: Content) -> None:
        """Show something that is no position."""
        self.reading = None
        self._page(content)
        self.scroll_to(y=0, animate=False, immediate=True)

    def _page(self, content: Content) -> None:
        self.query_one(_Page).update(content)

    @on(_Page.LinkClicked)
    def _open_link(self, event: _Page.LinkClicked) -> None:
        """A related position was clicked."""
        event.stop()
        related = self.reading.related if self.reading else None
        if related and 0 <= event.index < len(related):
            self.post_message(self.RelatedChosen(related[event.index].position_id))


def _lay_out(reading: Reading) -> Content:
    position, header = reading.position, reading.header
    parts = [
        highlighted(position.title, reading.title_spans, "bold"),
        plain(breadcrumb(position, header), MUTED),
        plain(_facts(position, header), MUTED),
    ]
    if header and header.notice:
        parts.append(plain(f"! {one_line(header.notice)}", f"italic {MUTED}"))
    parts += [Content(""), highlighted(position.text, reading.text_spans), Content("")]
    parts += _related(reading.related)
    source = one_line(header.source) if header else ""
    parts += [Content(""), plain(DOT.join(filter(None, (source, position.id))), MUTED)]
    return Content("\n").join(parts)


def _facts(position: Position, header: Header | None) -> str:
    facts = [header.edition, header.kind.label] if header else []
    if position.role is not Role.STATEMENT:
        facts.append(position.role.label)
    return DOT.join(one_line(fact) for fact in (*facts, nation_names(position.nations)) if fact)


def _related(related: Sequence[Related] | None) -> list[Content]:
    if related is None:
        return [plain("Related …", MUTED)]
    if not related:
        return [plain("Nothing in the corpus is closely related.", MUTED)]
    lines = [plain("Related", "bold") + plain("   r lists them", MUTED)]
    for index, each in enumerate(related):
        click = Style.from_meta({"@click": f"open_related({index})"})
        title = plain(one_line(each.title)).stylize(click)
        lines.append(Content("· ") + title + plain(f"  {one_line(each.edition)}", MUTED))
    return lines

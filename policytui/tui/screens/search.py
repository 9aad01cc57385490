"""Where everything begins: words above, what was found below, the text beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.widgets import Input

from policytui.tui.access import report, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.plain import MUTED, plain
from policytui.tui.screens.corpus_screen import CorpusScreen
from policytui.tui.screens.search_state import emptiness_of, keys_for, status_of
from policytui.tui.widgets.hit_list import HitList
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.widgets.search_line import SearchLine, WordsInput
from policytui.tui.widgets.status_line import StatusLine
from policytui.tui.wording import corpus_name, describe_filters, number

if TYPE_CHECKING:
    from policytui.corpus.model import Position
    from policytui.search.engine import Filters
    from policytui.tui.finder import Finder, Found
    from policytui.tui.loader import Corpus
    from policytui.tui.reader import Reader
    from policytui.tui.widgets.browse_tree import BrowseTree
    from policytui.tui.widgets.position_pane import PositionPane
    from policytui.tui.widgets.reading_pane import ReadingPane

MEDIUM, WIDE = 100, 120
"""From these widths on, the text stands beside the list, and the documents do too."""

_FIRST_FRAME = 0.03
"""Seconds in which the first frame is drawn and sent."""


class SearchScreen(CorpusScreen):
    """Search, browse, read."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for(Place.SEARCH)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]  # noqa: RUF012
    AUTO_FOCUS = "WordsInput"
    DEFAULT_CSS = """
    SearchScreen {
        #panes { height: 1fr; border-top: solid $foreground 20%; }
        #browse {
            display: none; width: 21%; min-width: 26; max-width: 42;
            padding: 0 1; border-right: solid $foreground 10%;
        }
        #hits { width: 1fr; }
        #reading { display: none; width: 1fr; }
        &.-medium #reading, &.-wide #reading { display: block; border-left: solid $foreground 10%; }
        &.-wide #browse { display: block; }
        &.-wide #reading { width: 3fr; }
        &.-wide #hits { width: 2fr; }
        &.-browse #browse { display: block; }
        &.-wide.-no-browse #browse { display: none; }
        &.-narrow.-read #reading { display: block; }
        &.-narrow.-read #hits { display: none; }
    }
    """

    words: WordsInput
    hits: HitList
    browse: BrowseTree
    reading: PositionPane
    filters: Filters
    _finder: Finder
    _reader: Reader

    def __init__(self) -> None:
        super().__init__()
        self.found: Found | None = None
        self._is_welcome = False
        self._came_from: str | None = None

    def compose(self) -> ComposeResult:
        """What the first frame needs; the panes beside the list follow behind it."""
        yield SearchLine(id="line")
        yield StatusLine(id="status")
        with Horizontal(id="panes"):
            yield HitList(id="hits")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Prepare; the corpus is opened behind the first frame."""
        self.words = self.query_one(WordsInput)
        self.hits = self.query_one(HitList)
        self.query_one(StatusLine).corpus = plain(corpus_name(workspace_of(self).places), MUTED)
        self.set_timer(0.03, self._furnish)

    async def _furnish(self) -> None:
        """Put the panes beside the list, then open the corpus."""
        from policytui.search.engine import Filters
        from policytui.tui.finder import Finder
        from policytui.tui.reader import Reader
        from policytui.tui.widgets.browse_tree import BrowseTree
        from policytui.tui.widgets.position_pane import PositionPane

        workspace = workspace_of(self)
        self.filters = Filters()
        self._finder = Finder(self, workspace)
        self._reader = Reader(workspace)
        self.browse = BrowseTree(id="browse")
        self.reading = PositionPane(self._reader, id="reading")
        panes = self.query_one("#panes")
        with self.app.batch_update():
            await panes.mount(self.browse, before=self.hits)
            await panes.mount(self.reading)
        if not workspace.state.get("welcomed"):
            self._welcome()
        self.start_loading()

    def _welcome(self) -> None:
        from policytui.tui.widgets.welcome import welcome

        workspace = workspace_of(self)
        self._is_welcome = True
        self.reading.say(welcome(workspace.places))
        self.add_class("-read")
        self.call_after_refresh(workspace.state.set, "welcomed", True)

    def corpus_changed(self, corpus: Corpus) -> None:
        """Show what there is now, with the bar where it was."""
        self._reader.forget()
        self.browse.show(corpus.cards)
        self._wish(again=True)

    # --- finding ---

    @on(Input.Changed, "#words")
    def _typed(self) -> None:
        if self._is_welcome and self.words.value:
            self._end_welcome()
        self._wish(is_typing=True)

    def _wish(
        self, *, is_typing: bool = False, again: bool = False, related_to: str | None = None
    ) -> None:
        if self.corpus is None:
            return
        if again and related_to is None and self.found:
            related_to = self.found.wish.related_to
        self._finder.wish(
            self.words.value,
            self.filters,
            related_to=related_to,
            is_typing=is_typing,
            is_early=self.is_loading or self.was_stopped,
        )

    def on_found(self, event: Found) -> None:
        """Show an answer, unless it is late."""
        if self._finder.is_late(event) or self.corpus is None:
            return
        if event.error:
            report(self, event.error)
        before, self.found = self.found, event
        is_same = before is not None and (
            (before.wish.text, before.wish.filters, before.wish.related_to)
            == (event.wish.text, event.wish.filters, event.wish.related_to)
        )
        is_back = before is not None and before.wish.related_to and not event.wish.related_to
        came_from = self._came_from if is_back else None
        query = event.query
        self.hits.show(
            event.ids,
            lambda ids, width: self._reader.rows(query, ids, width),
            emptiness_of(event, self.corpus, self._filters_said(), workspace_of(self).places),
            at=self.hits.current if is_same else came_from,
        )
        if not event.ids and not self._is_welcome:
            self.reading.say(Content(""))
        self._tell_count(event)
        self.tell_status()

    def _tell_count(self, found: Found) -> None:
        assert self.corpus is not None
        everything = number(self.corpus.total, "position")
        is_all = found.total == self.corpus.total and not found.wish.text
        said = everything if is_all else f"{found.total:,} of {everything}"
        filters = self._filters_said()
        self.query_one(SearchLine).tell_count(
            plain(said) + plain(f" · {filters}" if filters else "", "bold $text-accent")
        )

    def _filters_said(self) -> str:
        cards = self.corpus.cards if self.corpus else ()
        return describe_filters(self.filters, {card.header.id: card.header.title for card in cards})

    def tell_status(self) -> None:
        """Say what the reader must know now."""
        self.query_one(StatusLine).said = status_of(
            self.found,
            self.corpus,
            compared=self.compared.title if self.compared else "",
            related_to=self._related_title(),
            filters=self._filters_said(),
            was_stopped=self.was_stopped,
        )

    def _related_title(self) -> str:
        wish = self.found.wish if self.found else None
        if wish is None or wish.related_to is None:
            return ""
        reading = self._reader.reading(wish.related_to, None)
        return reading.position.title if reading else wish.related_to

    def on_words_input_left(self) -> None:
        """To the list."""
        self._end_welcome()
        self.remove_class("-read")
        self.hits.focus()

    def on_words_input_escaped(self) -> None:
        """Stop, clear, or go to the list, whichever comes first."""
        if self.is_loading:
            self.stop_loading()
        elif self.words.value:
            self.words.value = ""
        else:
            self.on_words_input_left()

    def on_words_input_correction_wanted(self) -> None:
        """Search for the spelling offered."""
        self.action_correct()

    def action_correct(self) -> None:
        """Search for the spelling offered."""
        if self.found and self.found.correction:
            self.words.value = self.found.correction
            self.words.cursor_position = len(self.words.value)

    def action_focus_search(self) -> None:
        """To the words."""
        self.words.focus()

    # --- filters ---

    def action_filters(self) -> None:
        """Choose filters."""
        from policytui.tui.screens.filters import FiltersScreen

        if self.corpus:
            self.app.push_screen(FiltersScreen(self.filters, self.corpus.cards), self._use_filters)

    def _use_filters(self, filters: Filters | None) -> None:
        if filters is not None and filters != self.filters:
            self.filters = filters
            self._end_welcome()
            self._wish()

    def action_clear_filters(self) -> None:
        """None."""
        from policytui.search.engine import Filters

        if self.filters.is_empty:
            self.app.notify("No filters are set.", timeout=2)
        self._use_filters(Filters())

    def show_document(self, document_id: str) -> None:
        """Only its positions, whatever was searched for."""
        from policytui.search.engine import Filters

        self.words.value = ""
        self._use_filters(Filters(document_id))
        self.hits.focus()

    def on_browse_tree_chosen(self, event: BrowseTree.Chosen) -> None:
        """A document or theme of the tree becomes the filter."""
        from policytui.search.engine import Filters

        branch = event.branch
        self._use_filters(
            Filters(branch.document, branch.theme, self.filters.nation, self.filters.kind)
        )
        if not self.has_class("-wide"):
            self.remove_class("-browse")
        self.hits.focus()

    def action_browse(self) -> None:
        """Show the documents, go to them, or put them away."""
        if not self.browse.display:
            self.remove_class("-no-browse", "-read")
            self.add_class("-browse")
            self.call_after_refresh(self.browse.focus)
        elif self.browse.has_focus:
            self.remove_class("-browse")
            self.set_class(self.has_class("-wide"), "-no-browse")
            self.hits.focus()
        else:
            self.browse.focus()

    # --- reading ---

    def position_in_hand(self) -> Position | None:
        """What is read, else what is under the bar."""
        if self.reading.display and self.reading.position:
            return self.reading.position
        current = self.hits.current
        reading = self._reader.reading(current, None) if current else None
        return reading.position if reading else None

    def on_hit_list_moved(self, event: HitList.Moved) -> None:
        """The text follows the bar."""
        if self._is_welcome and not self.hits.has_focus and not self.words.value:
            return
        self._end_welcome()
        if self.reading.display:
            self._read(event.position_id)

    def on_hit_list_opened(self, event: HitList.Opened) -> None:
        """Read it."""
        self.action_read()

    def action_read(self) -> None:
        """The text of the position under the bar, with the keys."""
        current = self.hits.current
        if current is None:
            return
        self._is_welcome = False
        self.add_class("-read")
        self._read(current)
        self.call_after_refresh(self.reading.focus)

    def _read(self, position_id: str) -> None:
        self.reading.read(position_id, self.found.query if self.found else None)

    def on_reading_pane_related_chosen(self, event: ReadingPane.RelatedChosen) -> None:
        """A related position was clicked."""
        self._read(event.position_id)

    def action_related(self) -> None:
        """The related positions become the list."""
        position = self.position_in_hand()
        if position:
            self.remove_class("-read")
            if self.found and self.found.wish.related_to is None:
                self._came_from = position.id
            self._wish(related_to=position.id)
            self.hits.focus()

    def _end_welcome(self) -> None:
        if self._is_welcome:
            self._is_welcome = False
            self.remove_class("-read")
            if self.hits.current and self.reading.display:
                self._read(self.hits.current)

    # --- getting about ---

    def action_back(self) -> None:
        """Close what is open, stop what is running, else go to the words."""
        is_over = self.has_class("-narrow") and self.has_class("-read")
        if is_over or self.reading.has_focus:
            self.remove_class("-read")
            self.hits.focus()
        elif self.has_class("-browse") and not self.has_class("-wide"):
            self.remove_class("-browse")
            self.hits.focus()
        elif self.is_loading:
            self.stop_loading()
        elif self.found and self.found.wish.related_to is not None:
            self._wish()
        elif self.compared is not None:
            self.compared = None
            self.tell_status()
        else:
            self.words.focus()

    def action_next_pane(self) -> None:
        """On to the next pane."""
        self.focus_next()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The footer shows the keys of what has the focus."""
        self.query_one(KeyBar).commands = keys_for(event.widget)

    def on_resize(self, event: Resize) -> None:
        """A page that comes into view shows what is under the bar."""
        if self.corpus:
            self.call_after_refresh(self._fill_page)

    def _fill_page(self) -> None:
        is_blank = self.reading.display and self.reading.reading is None
        if is_blank and not self._is_welcome and self.hits.current:
            self._read(self.hits.current)

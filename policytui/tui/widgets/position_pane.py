"""The reading pane that fetches what it shows: a position at once, related ones soon after."""

from dataclasses import replace
from functools import partial

from textual.content import Content
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from policytui.corpus.model import Position
from policytui.search.query import Query
from policytui.tui.access import report
from policytui.tui.reader import Reader, RelatedFound
from policytui.tui.widgets.reading_pane import ReadingPane

_PAUSE = 0.15
"""Seconds the bar must rest before related positions are looked for."""


class PositionPane(ReadingPane):
    """Reads positions by their ids, with the words of the last query marked.

    Args:
        reader: where positions come from.
    """

    def __init__(self, reader: Reader, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._reader = reader
        self._query: Query | None = None
        self._timer: Timer | None = None

    @property
    def position(self) -> Position | None:
        """The position being read."""
        return self.reading.position if self.reading else None

    def read(self, position_id: str, query: Query | None) -> None:
        """Show a position; one that is gone leaves the page as it is."""
        self._query = query
        reading = self._reader.reading(position_id, query)
        if reading is None:
            return
        self.show(reading)
        self._wait_no_more()
        if reading.related is None:
            ask = partial(self._reader.ask_related, self, position_id)
            self._timer = self.set_timer(_PAUSE, ask)

    def say(self, content: Content) -> None:
        """Show something that is no position."""
        self._wait_no_more()
        super().say(content)

    def on_related_found(self, event: RelatedFound) -> None:
        """Complete the page, if it is still open."""
        event.stop()
        if self.position and self.position.id == event.position_id:
            self.read(event.position_id, self._query)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A failure to find related positions is told, and the page says that there are none."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            report(self, event.worker.error)
            if self.reading:
                self.show(replace(self.reading, related=()))

    def _wait_no_more(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None

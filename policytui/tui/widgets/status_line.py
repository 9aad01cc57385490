"""The line under the search line: what the reader must know now, and the corpus in use."""

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static


class StatusLine(Static):
    """What is to be said on the left, the corpus in use on the right."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1; padding: 0 1;
        link-style: none; link-color: $text-accent; link-style-hover: underline;
    }
    """

    said: reactive[Content] = reactive(Content(""))
    corpus: reactive[Content] = reactive(Content(""))

    def render(self) -> Content:
        """The line, made for the present width; what is said has the right of way."""
        width = max(10, self.content_size.width)
        said = self.said.truncate(width, ellipsis=True)
        gap = width - said.cell_length - self.corpus.cell_length
        if gap < 2:
            return said
        return Content.assemble(said, " " * gap, self.corpus)

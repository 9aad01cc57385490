"""The whole text of a Word file by a short way of its own, to count what the blocks hold."""

from collections.abc import Sequence

from policytui.importers.blocks import View
from policytui.importers.readers.office.package import Node
from policytui.importers.readers.word.changes import is_mark_gone, why_gone, why_row_gone
from policytui.importers.readers.word.package import MC, W, WordParts, value_of
from policytui.importers.readers.word.styles import Style, Styles
from policytui.text import clean_text

_TEXT = {
    W + "t",
    W + "delText",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
}
_SPACES = {W + "tab", W + "ptab", W + "br", W + "cr", W + "noBreakHyphen", W + "sym"}
_CLOSES = {
    W + name for name in ("body", "tbl", "tc", "txbxContent", "footnote", "endnote", "comment")
}
_NOTES = {W + "footnoteReference", W + "endnoteReference"}
_PASSED = {W + "pPr", W + "rPr"}


def whole_text(parts: WordParts, styles: Styles, view: View, labels: Sequence[str]) -> str:
    """Every word of a file, whether it is read or left out.

    Args:
        view: tells which words of tracked changes stand together as one.
        labels: the numbers that were counted; they stand in no element.
    """
    gatherer = _Gatherer(parts, styles, view)
    roots = (parts.body, *parts.headers, *parts.footers, *parts.comments.values())
    for root in (*roots, *parts.notes.values()):
        gatherer.gather(root)
    return "\n".join([gatherer.text(), *labels])


class _Gatherer:
    def __init__(self, parts: WordParts, styles: Styles, view: View) -> None:
        self._notes = parts.notes
        self._styles = styles
        self._view = view
        self._numbers: dict[tuple[str, str], int] = {}
        self._lines: list[str] = []
        self._boxes: list[Node] = []
        self._before = ""

    def text(self) -> str:
        """The words of all that was gathered, those of text boxes last."""
        while self._boxes:
            self.gather(self._boxes.pop())
        marks = "\n".join(f"[^{number}]:" for number in self._numbers.values())
        return "".join([*self._lines, marks])

    def gather(self, node: Node, why: str = "") -> None:
        """Add the words of all paragraphs inside an element.

        Args:
            why: the reason where they are left out.
        """
        if node.tag in _CLOSES:
            self._lines.append("\n")
        for child in node:
            if child.tag == W + "p":
                self._paragraph(child, why)
            elif child.tag == W + "tr":
                self.gather(child, why or why_row_gone(child, self._view))
            elif not _is_other_form(child):
                self.gather(child, why)
        if node.tag in _CLOSES:
            self._lines.append("\n")

    def _paragraph(self, paragraph: Node, why: str) -> None:
        style = self._styles.paragraph(value_of(paragraph.find(W + "pPr"), "pStyle"))
        words: list[str] = []
        gone: list[str] = []
        self._before = ""
        self._inside(paragraph, style, words, gone, why)
        self._lines += [clean_text("".join(gone)), "\n"] if gone else []
        self._lines.append(clean_text("".join(words)))
        if not is_mark_gone(paragraph, self._view):
            self._lines.append("\n")

    def _inside(
        self, node: Node, style: Style, words: list[str], gone: list[str], why: str
    ) -> None:
        for child in node:
            found = None
            if child.tag in _TEXT or child.tag in _SPACES:
                found = child.text or " "
            elif child.tag in _NOTES and not why:
                found = self._mark(child)
            elif child.tag == W + "txbxContent":
                # Its words part no paragraph in two; it waits until all others are read.
                self._boxes.append(child)
            elif child.tag not in _PASSED and not _is_other_form(child):
                hidden = "hidden" if self._is_hidden(child, style) else ""
                self._inside(
                    child, style, words, gone, why or why_gone(child, self._view) or hidden
                )
            if found:
                if why != self._before:
                    # Words left out for another reason are words of their own.
                    gone.append(" ")
                    self._before = why
                (gone if why else words).append(found)

    def _is_hidden(self, node: Node, style: Style) -> bool:
        return node.tag == W + "r" and self._styles.face(style, node.find(W + "rPr"))[1]

    def _mark(self, reference: Node) -> str:
        kind = reference.tag[len(W) :].removesuffix("Reference")
        name = (kind, reference.get(W + "id", ""))
        if name not in self._notes:
            return ""
        return f"[^{self._numbers.setdefault(name, len(self._numbers) + 1)}]"


def _is_other_form(node: Node) -> bool:
    """Whether an element shows once more, for older programs, what stands before it."""
    if node.tag not in (MC + "Choice", MC + "Fallback"):
        return False
    first = node.getparent().find(MC + "Choice")
    return first is not None and first is not node

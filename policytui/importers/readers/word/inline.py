"""What stands inside a paragraph of a Word file: words, marks of notes, and what is left out."""

from dataclasses import dataclass, field

from policytui.importers.blocks import View
from policytui.importers.readers.office.package import Node
from policytui.importers.readers.office.written import Face, Written, symbol
from policytui.importers.readers.word.changes import why_gone
from policytui.importers.readers.word.package import MC, W, WordParts, chosen_form
from policytui.importers.readers.word.styles import Style, Styles

HIDDEN = "hidden text"
TEXT_BOX = W + "txbxContent"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORDS = {W + "t", W + "delText", _MATHS + "t"}
_SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
_NOT_SHOWN = {
    W + name for name in ("pPr", "rPr", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "fldData")
}
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    "{urn:schemas-microsoft-com:vml}imagedata",
}


@dataclass(slots=True)
class Aside:
    """What paragraphs held beside their words, until it is put where it belongs.

    Attributes:
        left_out: reason and text of each run of words that is no content.
        boxes: text boxes that are anchored here.
        notes: number and element of each note that is referred to.
        comments: ids.
    """

    left_out: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    notes: list[tuple[int, Node]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


class Inline:
    """Reads the insides of paragraphs, one after the other in the order of the text.

    Attributes:
        aside: what was met since it was last emptied.
        seen_notes: kind and id of each note that was met.
        seen_comments: ids.
        pictures: how many were met.
    """

    def __init__(self, parts: WordParts, styles: Styles, view: View) -> None:
        self._parts = parts
        self._styles = styles
        self._view = view
        self.aside = Aside()
        self.seen_notes: dict[tuple[str, str], int] = {}
        self.seen_comments: set[str] = set()
        self.pictures = 0

    def read(self, paragraph: Node, style: Style, written: Written, why: str = "") -> None:
        """Add the words of a paragraph to those written so far.

        Args:
            why: the reason where all of it is left out.
        """
        before: tuple[str, list[str]] | None = None

        def leave_out(reason: str, text: str) -> None:
            nonlocal before
            if before and before[0] == reason:
                before[1].append(text)
            else:
                before = (reason, [text])
                gone.append(before)

        gone: list[tuple[str, list[str]]] = []

        def add(text: str, face: Face, reason: str) -> None:
            nonlocal before
            if reason:
                leave_out(reason, text)
            elif text:
                written.add(text, face)
                before = None

        def walk(node: Node, reason: str, face: Face) -> None:
            for child in node:
                tag = child.tag
                if tag == W + "r":
                    run_face, is_hidden = self._styles.face(style, child.find(W + "rPr"))
                    walk(child, reason or (HIDDEN if is_hidden else ""), run_face)
                elif tag in _WORDS:
                    add(_plain(child.text), face, reason)
                elif tag in _SIGNS:
                    add(_SIGNS[tag], face, reason)
                elif tag == W + "br":
                    is_line = child.get(W + "type", "textWrapping") == "textWrapping"
                    add("\n" if is_line else " ", face, reason)
                elif tag == W + "sym":
                    add(_symbol(child), face, reason)
                elif tag in _NOTES:
                    add(self._note(_NOTES[tag], child, reason), Face(), reason)
                elif tag in (W + "commentReference", W + "commentRangeEnd"):
                    self._comment(child)
                elif tag == MC + "AlternateContent":
                    walk(chosen_form(child), reason, face)
                elif tag == TEXT_BOX:
                    self.aside.boxes.append(child)
                elif tag not in _NOT_SHOWN and tag != MC + "Fallback":
                    self.pictures += tag in _PICTURES
                    walk(child, reason or why_gone(child, self._view), face)

        walk(paragraph, why, Face())
        self.aside.left_out += [(reason, "".join(pieces)) for reason, pieces in gone]

    def _note(self, kind: str, reference: Node, reason: str) -> str:
        """The mark of a note in the text; a note of words that are left out goes with them."""
        name = (kind, reference.get(W + "id", ""))
        note = self._parts.notes.get(name)
        if note is None:
            return ""
        if name not in self.seen_notes:
            if reason:
                return ""
            self.seen_notes[name] = len(self.seen_notes) + 1
            self.aside.notes.append((self.seen_notes[name], note))
        return f"[^{self.seen_notes[name]}]"

    def _comment(self, anchor: Node) -> None:
        name = anchor.get(W + "id", "")
        if name in self._parts.comments and name not in self.seen_comments:
            self.seen_comments.add(name)
            self.aside.comments.append(name)


def _plain(text: str | None) -> str:
    """The text of an element, whose line ends mean no more than spaces."""
    return (text or "").replace("\r", " ").replace("\n", " ")


def _symbol(node: Node) -> str:
    try:
        return symbol(int(node.get(W + "char", "")[:8], 16))
    except ValueError:
        return ""

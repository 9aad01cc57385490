"""What stands inside a paragraph of an OpenDocument text: words, notes, tracked changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policytui.importers.blocks import View
from policytui.importers.readers.odt.styles import DRAW, OFFICE, TEXT, Styles, face_of
from policytui.importers.readers.office.package import Node
from policytui.importers.readers.office.written import Face, Written
from policytui.importers.readers.word.styles import whole
from policytui.text import clean_line, clean_text

_DC = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_NO_TEXT = {TEXT + "number", OFFICE + "annotation-end", TEXT + "soft-page-break"}
_HIDDEN = "hidden text"
_MOST_SPACES = 50


@dataclass(slots=True)
class Aside:
    """What paragraphs held beside their words: text or element, each with its reason or number."""

    left_out: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    notes: list[tuple[int, Node]] = field(default_factory=list)
    comments: list[tuple[str, Node]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits."""
        return not (self.left_out or self.boxes or self.notes or self.comments)


@dataclass(frozen=True, slots=True)
class _Change:
    is_deletion: bool
    author: str
    text: str


class Inline:
    """Reads the insides of paragraphs, one after the other in the order of the text."""

    def __init__(self, body: Node, styles: Styles, view: View) -> None:
        self._styles = styles
        self._view = view
        self._changes = _changes_of(body)
        self._inserted: dict[str, str] = {}
        self._placed: set[str] = set()
        self._notes = 0
        self.aside = Aside()
        self.pictures = 0

    def take_aside(self) -> Aside:
        """What was met since this was last asked."""
        aside, self.aside = self.aside, Aside()
        return aside

    def read(self, paragraph: Node, told: dict[str, str], written: Written) -> None:
        """Add the words of a paragraph to those written so far.

        Args:
            told: what its style says.
        """
        gone: list[tuple[str, list[str]]] = []
        is_next = False

        def add(text: str, face: Face, hidden: bool) -> None:
            nonlocal is_next
            reason = self._why_inserted() or (_HIDDEN if hidden else "")
            if not text:
                return
            if not reason:
                written.add(text, face)
            elif is_next and gone[-1][0] == reason:
                gone[-1][1].append(text)
            else:
                gone.append((reason, [text]))
            is_next = bool(reason)

        def walk(node: Node, letters: dict[str, str]) -> None:
            nonlocal is_next
            face, hidden = face_of(told, letters)
            add(_plain(node.text), face, hidden)
            for child in node:
                tag = child.tag
                if tag == TEXT + "s":
                    count = whole(child.get(TEXT + "c"))
                    add(" " * min(1 if count is None else count, _MOST_SPACES), face, hidden)
                elif tag in _SIGNS:
                    add(_SIGNS[tag], face, hidden)
                elif tag == TEXT + "note":
                    add(self._note(child), Face(), hidden=False)
                elif tag == OFFICE + "annotation":
                    self.aside.comments.append((_comment_by(child), child))
                elif tag in (TEXT + "change", TEXT + "change-start", TEXT + "change-end"):
                    is_next = False
                    add(self.mark_change(child), face, hidden)
                elif tag.startswith(DRAW) and tag != DRAW + "a":
                    self.count_pictures(child)
                    self.aside.boxes.append(child)
                elif tag == TEXT + "span":
                    own = self._styles.of("text", child.get(TEXT + "style-name"))
                    walk(child, {**letters, **{key: value for key, value in own.items() if value}})
                elif tag not in _NO_TEXT:
                    walk(child, letters)
                add(_plain(child.tail), face, hidden)

        walk(paragraph, {})
        self.aside.left_out += [("".join(pieces), reason) for reason, pieces in gone]

    def count_pictures(self, node: Node) -> None:
        """Count the pictures in a frame or shape that holds no text box."""
        is_picture = next(node.iter(*_PARAGRAPHS), None) is None
        self.pictures += is_picture and next(node.iter(DRAW + "image"), None) is not None

    def mark_change(self, mark: Node) -> str:
        """Pass a mark of a tracked change; gives the deleted words that are read at it."""
        name = mark.get(TEXT + "change-id", "")
        change = self._changes.get(name)
        if change is None:
            return ""
        if not change.is_deletion:
            if mark.tag == TEXT + "change-start":
                self._inserted[name] = change.author
            else:
                self._inserted.pop(name, None)
            return ""
        if name in self._placed:
            return ""
        self._placed.add(name)
        if self._view is View.ORIGINAL:
            return change.text
        self.aside.left_out.append((change.text, f"deleted in tracked changes{change.author}"))
        return ""

    def unplaced_deletions(self) -> Iterator[tuple[str, str]]:
        """Deleted words without a mark in the text, each with its reason."""
        for name, change in self._changes.items():
            if change.is_deletion and name not in self._placed:
                yield change.text, f"deleted in tracked changes{change.author}"

    def describe_changes(self) -> str:
        """How many tracked changes there are and by whom; empty where there are none."""
        deletions = sum(change.is_deletion for change in self._changes.values())
        counts = ((len(self._changes) - deletions, "insertion"), (deletions, "deletion"))
        told = " and ".join(f"{n} {kind}{'s' if n != 1 else ''}" for n, kind in counts if n)
        names = dict.fromkeys(change.author for change in self._changes.values() if change.author)
        return told + ",".join(names)

    def is_deletion_read(self, name: str) -> bool:
        """Whether deleted words are read in the text."""
        return name in self._placed and self._view is View.ORIGINAL

    def is_insertion_left_out(self, name: str) -> bool:
        """Whether inserted words are left out."""
        change = self._changes.get(name)
        return self._view is View.ORIGINAL and change is not None and not change.is_deletion

    def deleted_text(self, name: str) -> str:
        """The deleted words of a change."""
        change = self._changes.get(name)
        return change.text if change and change.is_deletion else ""

    def _why_inserted(self) -> str:
        if self._view is View.ACCEPTED or not self._inserted:
            return ""
        return f"inserted in tracked changes{next(iter(self._inserted.values()))}"

    def _note(self, note: Node) -> str:
        body = note.find(TEXT + "note-body")
        if body is None:
            return ""
        self._notes += 1
        self.aside.notes.append((self._notes, body))
        return f"[^{self._notes}]"


def whole_text(roots: Sequence[Node], inline: Inline, labels: Sequence[str]) -> str:
    """Every word of a file by a short way of its own, to count what the blocks hold."""
    lines: list[str] = list(labels)
    left_out: set[str] = set()
    read: set[str] = set()
    notes = 0

    def inside(node: Node, words: list[str], gone: list[str]) -> None:
        nonlocal notes
        add = (gone if left_out else words).append
        add(node.text or "")
        for child in node:
            if child.tag == TEXT + "note":
                notes += 1
                add(f"[^{notes}]")
                lines.append(f"[^{notes}]:")
                gather(child)
            elif child.tag in (TEXT + "s", *_SIGNS):
                add(" ")
            elif child.tag.startswith(TEXT + "change"):
                name = _id(child)
                gone.append(" ")
                if inline.is_insertion_left_out(name):
                    (left_out.add if child.tag.endswith("start") else left_out.discard)(name)
                elif inline.is_deletion_read(name) and name not in read:
                    read.add(name)
                    (gone if left_out else words).append(inline.deleted_text(name))
                add = (gone if left_out else words).append
            elif child.tag == OFFICE + "annotation" or child.tag.startswith(DRAW):
                gather(child)
            elif child.tag not in _NO_TEXT:
                inside(child, words, gone)
                add = (gone if left_out else words).append
            add(child.tail or "")

    def gather(node: Node) -> None:
        for child in node:
            if child.tag == TEXT + "tracked-changes":
                names = (_id(region) for region in child)
                lines.extend(
                    inline.deleted_text(name) for name in names if not inline.is_deletion_read(name)
                )
            elif child.tag in _PARAGRAPHS:
                words: list[str] = []
                gone: list[str] = []
                inside(child, words, gone)
                lines.extend((clean_text("".join(words)), clean_text("".join(gone))))
            else:
                gather(child)

    for root in roots:
        gather(root)
    return "\n".join(lines)


def _changes_of(body: Node) -> dict[str, _Change]:
    found: dict[str, _Change] = {}
    for region in body.iterfind(f"{TEXT}tracked-changes/{TEXT}changed-region"):
        for kind in region:
            if kind.tag not in (TEXT + "insertion", TEXT + "deletion"):
                continue
            name = clean_line(kind.findtext(f"{OFFICE}change-info/{_DC}creator") or "")
            words = (_plain("".join(node.itertext())) for node in kind.iter(*_PARAGRAPHS))
            is_deletion = kind.tag == TEXT + "deletion"
            found[_id(region)] = _Change(
                is_deletion, f" by {name}" if name else "", "\n".join(words) if is_deletion else ""
            )
    return found


def _id(node: Node) -> str:
    names = (TEXT + "change-id", "{http://www.w3.org/XML/1998/namespace}id", TEXT + "id")
    return next((value for name in names if (value := node.get(name))), "")


def _comment_by(node: Node) -> str:
    name = clean_line(node.findtext(_DC + "creator") or "")
    day = clean_line(node.findtext(_DC + "date") or "")[:10]
    return ", ".join(filter(None, (f"a comment by {name}" if name else "a comment", day)))


def _plain(text: str | None) -> str:
    """The text of an element, whose line ends and tabs mean no more than spaces."""
    return (text or "").replace("\t", " ").replace("\r", " ").replace("\n", " ")

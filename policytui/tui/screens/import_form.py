"""What an imported document is called: title, id, kind, edition, adoption, nations."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from policytui.corpus.identity import is_slug, slug_from
from policytui.corpus.model import Header, Kind
from policytui.importers.importing import Wanted
from policytui.text import clean_line
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place
from policytui.tui.days import day_problem, read_day, write_day
from policytui.tui.nations import nations_problem, read_nations, write_nations
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.widgets.prose_area import LineInput


class ImportFormScreen(ModalScreen[Wanted | None]):
    """A small form; gives what the person wants, None where it is left as it was.

    Args:
        wanted: what was filled in before.
        made: the header as it would be; None where nothing can be made yet.
        documents: headers of the documents of the corpus.
        notes: what the import was unsure of in the file as a whole, by the name of the field
            that answers it; empty for none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(Place.IMPORT_FORM),
        # A box hides the keys of the app.
        Binding("f1", "app.help", "Help", show=False),
    ]
    DEFAULT_CSS = """
    ImportFormScreen {
        align: center middle;
        & > VerticalScroll {
            width: 92; max-width: 96%; height: auto; max-height: 96%;
            background: $surface; padding: 1 2; border: round $primary;
            scrollbar-size-vertical: 1;
        }
        & #question { text-style: bold; margin-bottom: 1; }
        & .line { height: 1; }
        & .line > .label { width: 13; color: $text-muted; }
        & .line > LineInput { width: 1fr; }
        & .line > Select { width: 1fr; height: 1; }
        & .line > Select > SelectCurrent { padding: 0 1; }
        & #place { height: auto; margin-top: 1; }
        & #notes { height: auto; color: $text-muted; }
        & #problem { height: auto; color: $text-error; text-style: bold; display: none; }
        & #problem.-shown { display: block; }
        & #keys { color: $text-muted; margin-top: 1; }
    }
    """

    def __init__(
        self,
        wanted: Wanted,
        made: Header | None,
        documents: Sequence[Header],
        notes: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._wanted = wanted
        self._documents = {header.id: header for header in documents}
        self._notes = notes
        self._begun = {
            "title": made.title if made else wanted.title,
            "id": made.id if made else wanted.id or "",
            "edition": made.edition if made else wanted.edition,
            "adopted": write_day(made.adopted if made else wanted.adopted),
            "adopted-by": made.adopted_by if made else wanted.adopted_by,
            "nations": write_nations(made.nations if made else wanted.nations),
        }
        self._kind = made.kind if made else wanted.kind or Kind.PLATFORM

    def compose(self) -> ComposeResult:
        """The fields, what follows from them, what was unsure, keys."""
        begun = self._begun
        with VerticalScroll(can_focus=False):
            yield Static("What the document is called", id="question", markup=False)
            yield from _line("Title", LineInput(begun["title"], id="title"))
            yield from _line("Edition of", self._edition_of())
            yield from _line("Id", LineInput(begun["id"], id="id", placeholder="From the title"))
            kinds = [(Content(kind.label), kind) for kind in Kind]
            kind = Select(kinds, value=self._kind, allow_blank=False, compact=True, id="kind")
            yield from _line("Kind", kind)
            year = LineInput(begun["edition"], id="edition", placeholder="Such as: 2016")
            yield from _line("Edition", year)
            day = LineInput(
                begun["adopted"], id="adopted", placeholder="Such as: 14 March 2026; may be empty"
            )
            yield from _line("Adopted on", day)
            by = LineInput(
                begun["adopted-by"],
                id="adopted-by",
                placeholder="Such as: Annual Conference 2026; may be empty",
            )
            yield from _line("Adopted by", by)
            where = LineInput(
                begun["nations"], id="nations", placeholder="All four; or such as: Scotland, Wales"
            )
            yield from _line("Nations", where)
            yield Static(id="place", markup=False)
            yield Static(id="notes", markup=False)
            yield Static(id="problem", markup=False)
            yield Static(
                "ctrl+s take this   tab next field   esc leave it as it was   F1 help",
                id="keys",
                markup=False,
            )

    def _edition_of(self) -> Select[str]:
        choices = [
            (Content(one_line(f"{header.title}, {header.edition}  [{header.id}]")), header.id)
            for header in self._documents.values()
        ]
        chosen = self._begun["id"]
        return Select(
            choices,
            value=chosen if chosen in self._documents else Select.NULL,
            prompt="A document of its own",
            compact=True,
            id="edition-of",
        )

    def on_mount(self) -> None:
        """At the title."""
        self.query_one("#title", LineInput).focus()
        self._tell()

    @on(Select.Changed, "#edition-of")
    def _chosen(self, event: Select.Changed) -> None:
        field = self.query_one("#id", LineInput)
        if event.value in self._documents:
            field.value = str(event.value)
        elif field.value in self._documents:
            field.value = ""
        self._tell()

    @on(Input.Changed)
    def _tell(self) -> None:
        id_ = self._typed_id() or slug_from(self._value("title"))
        known = self._documents.get(id_)
        said = f"A new document, {id_}."
        if known:
            said = (
                f"Another edition of “{one_line(known.title)}”: positions that go on keep their "
                f"ids, and the edition {one_line(known.edition)} is kept beside it."
            )
        self.query_one("#place", Static).update(plain(said))
        notes = (
            note for name in self._notes if not self._changed(name) for note in self._notes[name]
        )
        self.query_one("#notes", Static).update(plain("\n".join(f"? {note}" for note in notes)))
        self._complain("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    def action_close(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)

    def action_next_field(self) -> None:
        """On to the next field."""
        self.focus_next()

    def action_take(self) -> None:
        """This, unless something in it is none."""
        id_, day = self._typed_id(), self._value("adopted")
        if id_ and not is_slug(id_):
            self._complain(
                f"“{id_}” cannot be an id: use small letters, digits and single hyphens, "
                f"such as {slug_from(id_)}."
            )
        elif (problem := day_problem(day)) or (problem := nations_problem(self._value("nations"))):
            self._complain(problem)
        else:
            self.dismiss(self._taken())

    def _taken(self) -> Wanted:
        # What stands as it was found is found again the next time, unless it was doubted here:
        # who takes it having read the doubt has answered it.
        wanted, changed = self._wanted, self._changed
        if changed("title") or self._notes.get("title"):
            wanted = replace(wanted, title=self._value("title"))
        if changed("id"):
            wanted = replace(wanted, id=self._typed_id() or None)
        if changed("edition") or self._notes.get("edition"):
            wanted = replace(wanted, edition=self._value("edition"))
        if changed("adopted"):
            wanted = replace(wanted, adopted=read_day(self._value("adopted")))
        if changed("adopted-by"):
            wanted = replace(wanted, adopted_by=self._value("adopted-by"))
        if changed("nations"):
            wanted = replace(wanted, nations=read_nations(self._value("nations")))
        kind = self.query_one("#kind", Select).value
        if isinstance(kind, Kind) and kind is not self._kind:
            wanted = replace(wanted, kind=kind)
        return wanted

    def _changed(self, name: str) -> bool:
        return bool(name) and self._value(name) != self._begun[name]

    def _value(self, name: str) -> str:
        return clean_line(self.query_one(f"#{name}", LineInput).value)

    def _typed_id(self) -> str:
        return self._value("id")

    def _complain(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(plain(text))
        problem.set_class(bool(text), "-shown")


def _line(label: str, field: Widget) -> Iterator[Widget]:
    yield Horizontal(Static(label, classes="label", markup=False), field, classes="line")

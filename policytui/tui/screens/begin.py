"""Beginning something new: a position, a campaign idea, answers to a consultation."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from policytui.corpus.catalogue import DocumentCard
from policytui.corpus.model import Document, Header, Kind, Nation
from policytui.drafts.begin import begin_campaign_idea, begin_new_position, begin_response
from policytui.drafts.model import Draft, DraftKind
from policytui.errors import PolicyError, UsageError
from policytui.text import clean_line
from policytui.tui.access import workspace_of
from policytui.tui.paths_typed import path_from
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.answers_file import AnswersFileScreen, last_folder, remember_folder
from policytui.tui.screens.leaving import ModalScreen
from policytui.tui.submitter import submitter_from
from policytui.tui.widgets.choices import Choices
from policytui.tui.widgets.prose_area import LineInput
from policytui.tui.wording import short_path

_KINDS = (
    (DraftKind.NEW_POSITION, "A new position", "something the policy does not say yet"),
    (DraftKind.CAMPAIGN_IDEA, "A campaign idea", "what we should campaign on, and how"),
    (DraftKind.RESPONSE, "Answers to a consultation", "the questions put to your nation"),
)
_FROM_FILE = "answers-from-file"
"""The fourth thing to begin: a response as well, but its answers are written already."""
_CHOOSE = "enter go on   ↑ ↓ tab move   esc back"


def describe_closing(header: Header, now: datetime) -> str:
    """Whether a consultation still takes answers, and until when."""
    if header.opens and header.opens > now:
        return f"opens on {header.opens.astimezone():%-d %B %Y}"
    if header.closes is None:
        return "no closing date is given"
    day = f"{header.closes:%-d %B %Y}"
    if header.closes >= now:
        return f"open until {day}"
    return f"closed on {day}: answers would be late"


class BeginScreen(ModalScreen[Draft | None]):
    """Asks what to begin; gives the draft, None where the person goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", show=False)]
    DEFAULT_CSS = """
    BeginScreen {
        align: center middle;
        & > Vertical {
            width: 76; max-width: 96%; height: auto; max-height: 96%;
            background: $surface; padding: 1 2; border: round $primary;
        }
        & .question { text-style: bold; }
        & OptionList, & OptionList:focus {
            height: auto; border: none; padding: 0; margin-top: 1; background: transparent;
        }
        & .line { height: 1; margin-top: 1; }
        & .line > .label { width: 15; color: $text-muted; }
        & .line > LineInput, & .line > Select { width: 1fr; }
        & Select { height: 1; }
        & Select > SelectCurrent { padding: 0 1; }
        & #about { color: $text-muted; margin-top: 1; height: auto; }
        & #problem { color: $text-error; display: none; height: auto; margin-top: 1; }
        & #problem.-shown { display: block; }
        & Button { margin-top: 1; padding: 0 2; }
        & .keys { color: $text-muted; margin-top: 1; }
        & .step { display: none; height: auto; }
        & .step.-now { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._kind: DraftKind | None = None
        self._is_from_file = False
        self._cards: tuple[DocumentCard, ...] = ()

    def compose(self) -> ComposeResult:
        """Three steps, of which one is seen: what, its name, its consultation."""
        workspace = workspace_of(self)
        try:
            self._cards = workspace.catalogue.documents()
        except PolicyError as error:
            self.app.notify(str(error), severity="error", markup=False)
        with Vertical():
            with Vertical(id="kind-step", classes="step -now"):
                yield Static("What do you want to begin?", classes="question", markup=False)
                yield Choices(
                    *(Option(_two_lines(name, tip), id=kind.value) for kind, name, tip in _KINDS),
                    Option(
                        _two_lines("Answers from a file (Word, PDF …)", "collated by your party"),
                        id=_FROM_FILE,
                    ),
                    id="kinds",
                )
            with Vertical(id="title-step", classes="step"):
                yield Static(id="title-question", classes="question", markup=False)
                with Horizontal(classes="line"):
                    yield Static("Title", classes="label", markup=False)
                    yield LineInput(id="title", placeholder="A few words that say what it is about")
                with Horizontal(classes="line belongs"):
                    yield Static("Document", classes="label", markup=False)
                    yield self._documents()
                with Horizontal(classes="line belongs"):
                    yield Static("Theme", classes="label", markup=False)
                    yield Select[str]((), prompt="none, or not known", compact=True, id="theme")
                yield Button("Begin writing", id="begin-title", compact=True, variant="primary")
            with Vertical(id="consultation-step", classes="step"):
                yield Static(id="consultation-question", classes="question", markup=False)
                with Horizontal(classes="line"):
                    yield Static("Consultation", classes="label", markup=False)
                    yield self._consultations()
                with Horizontal(classes="line from-file"):
                    yield Static("File", classes="label", markup=False)
                    yield LineInput(
                        id="file",
                        placeholder="enter lists files; or drop one here, or its path",
                    )
                with Horizontal(classes="line from-hand"):
                    yield Static("Nation", classes="label", markup=False)
                    known = submitter_from(workspace.places.settings, workspace.state).nation
                    yield Select(
                        [(Content(nation.label), nation) for nation in Nation],
                        value=known or Select.NULL,
                        prompt="Choose: it decides which questions are put to you",
                        compact=True,
                        id="nation",
                    )
                yield Static(id="about", markup=False)
                yield Button(
                    "Begin answering", id="begin-response", compact=True, variant="primary"
                )
            yield Static(id="problem", markup=False)
            yield Static(_CHOOSE, classes="keys", markup=False)

    def on_mount(self) -> None:
        """The first choice is under the bar."""
        kinds = self.query_one("#kinds", OptionList)
        kinds.highlighted = 0
        kinds.focus()

    def _documents(self) -> Select[str]:
        cards = [card for card in self._cards if card.header.kind is not Kind.CONSULTATION]
        return Select(
            [(Content(_name(card.header)), card.header.id) for card in cards],
            prompt="none, or not known",
            compact=True,
            id="document",
        )

    def _consultations(self) -> Select[str]:
        cards = self._open_first()
        return Select(
            [(Content(_name(card.header)), card.header.id) for card in cards],
            value=cards[0].header.id if cards else Select.NULL,
            # With one to choose from, "there is none" is no choice.
            allow_blank=not cards,
            prompt="There is no consultation in this corpus",
            compact=True,
            id="consultation",
        )

    def _open_first(self) -> Sequence[DocumentCard]:
        now = datetime.now(UTC)
        found = [card for card in self._cards if card.header.kind is Kind.CONSULTATION]
        return sorted(found, key=lambda card: bool(card.header.closes and card.header.closes < now))

    # --- steps ---

    @on(OptionList.OptionSelected, "#kinds")
    def _kind_chosen(self, event: OptionList.OptionSelected) -> None:
        self._is_from_file = event.option_id == _FROM_FILE
        self._kind = DraftKind.RESPONSE if self._is_from_file else DraftKind(str(event.option_id))
        if self._kind is DraftKind.RESPONSE:
            self._ask_consultation()
            return
        names = {kind: name for kind, name, _ in _KINDS}
        self.query_one("#title-question", Static).update(plain(names[self._kind]))
        for line in self.query(".belongs"):
            line.display = self._kind is DraftKind.NEW_POSITION
        self._show_step("title-step")
        self.query_one("#title").focus()

    def _ask_consultation(self) -> None:
        asked = "where do you live?"
        if self._is_from_file:
            asked = "in which file are the answers?"
        button = self.query_one("#begin-response", Button)
        button.label = "Read the answers" if self._is_from_file else "Begin answering"
        question = self.query_one("#consultation-question", Static)
        question.update(plain(f"Which consultation do you answer, and {asked}"))
        for line in self.query(".from-file"):
            line.display = self._is_from_file
        for line in self.query(".from-hand"):
            line.display = not self._is_from_file
        self._show_step("consultation-step")
        self._tell_closing()
        self.query_one("#file" if self._is_from_file else "#nation").focus()

    def _show_step(self, name: str) -> None:
        self._complain("")
        for step in self.query(".step"):
            step.set_class(step.id == name, "-now")
        keys = _CHOOSE if name == "kind-step" else "enter go on   tab next field   esc back"
        self.query_one(".keys", Static).update(keys)

    def action_back(self) -> None:
        """One step back; from the first, away."""
        if self._kind is None:
            self.dismiss(None)
            return
        self._kind = None
        self._show_step("kind-step")
        self.query_one("#kinds").focus()

    @on(Select.Changed, "#document")
    def _document_chosen(self, event: Select.Changed) -> None:
        themes = next((card.themes for card in self._cards if card.header.id == event.value), ())
        names = dict.fromkeys(count.themes[-1] for count in themes if count.themes)
        self.query_one("#theme", Select).set_options((Content(one_line(n)), n) for n in names)

    @on(Select.Changed, "#consultation")
    def _tell_closing(self) -> None:
        chosen = self._consultation()
        about = ""
        if chosen:
            about = f"{one_line(chosen.title)}: {describe_closing(chosen, datetime.now(UTC))}."
        self.query_one("#about", Static).update(plain(about))

    def _consultation(self) -> Header | None:
        chosen = self.query_one("#consultation", Select).value
        return next((card.header for card in self._cards if card.header.id == chosen), None)

    # --- the end ---

    @on(Input.Submitted, "#title")
    def _title_given(self) -> None:
        workspace = workspace_of(self)
        title = clean_line(self.query_one("#title", LineInput).value)
        if not title:
            self._complain("Give it a title first; you can change it later.")
            return
        submitter = submitter_from(workspace.places.settings, workspace.state)
        taken = self._taken_ids()
        if taken is None:
            return
        if self._kind is DraftKind.CAMPAIGN_IDEA:
            self.dismiss(begin_campaign_idea(title, submitter, taken))
            return
        document = self.query_one("#document", Select).value
        theme = self.query_one("#theme", Select).value
        self.dismiss(
            begin_new_position(
                title,
                submitter,
                taken,
                document=document if isinstance(document, str) else "",
                theme=theme if isinstance(theme, str) else "",
            )
        )

    @on(Select.Changed, "#nation")
    def _nation_chosen(self) -> None:
        # The last field there is: what remains is to begin.
        if self._kind is DraftKind.RESPONSE and not self._is_from_file:
            self._complain("")
            self.query_one("#begin-response").focus()

    @on(Button.Pressed, "#begin-title")
    def _begin_pressed(self) -> None:
        self._title_given()

    @on(Button.Pressed, "#begin-response")
    def _answers_pressed(self) -> None:
        if self._is_from_file:
            self._read_answers()
            return
        nation = self.query_one("#nation", Select).value
        if isinstance(nation, Nation):
            self._begin_response(nation)
        else:
            self._complain("Choose your nation first: it decides which questions are put to you.")
            self.query_one("#nation").focus()

    @on(Input.Submitted, "#file")
    def _read_answers(self) -> None:
        typed = self.query_one("#file", LineInput).value.strip()
        try:
            path = path_from(typed, Path()) if typed else Path()
        except UsageError as error:
            self._complain(error.message)
            return
        document = self._chosen_document()
        if document is None:
            return
        if not typed or path.is_dir():
            said = f"{short_path(path)} is a folder: choose a file in it." if typed else ""
            folder = path if typed else last_folder(workspace_of(self))
            self.app.push_screen(AnswersFileScreen(folder.absolute(), said), self._file_chosen)
            return
        if not path.is_file():
            self._complain(
                "There is no such file. Drop it here; or clear the line, and enter lists files."
            )
            return
        self._complain("")
        from policytui.tui.screens.collate import CollateScreen

        self.app.push_screen(CollateScreen(path, document), self._answers_read)

    def _file_chosen(self, path: Path | None) -> None:
        if path is not None:
            remember_folder(workspace_of(self), path.parent)
            self.query_one("#file", LineInput).value = str(path)
            self._read_answers()

    def _answers_read(self, draft: Draft | None) -> None:
        if draft is not None:
            self.dismiss(draft)

    def _chosen_document(self) -> Document | None:
        """The consultation chosen; complains where there is none or it cannot be read."""
        chosen = self._consultation()
        if chosen is None:
            self._complain("There is no consultation in this corpus to answer.")
            return None
        try:
            return workspace_of(self).catalogue.document(chosen.id)
        except PolicyError as error:
            self._complain(str(error))
            return None

    def _begin_response(self, nation: Nation) -> None:
        workspace = workspace_of(self)
        document, taken = self._chosen_document(), self._taken_ids()
        if document is None or taken is None:
            return
        known = submitter_from(workspace.places.settings, workspace.state)
        submitter = replace(known, nation=nation)
        self.dismiss(begin_response(document.header, document.positions, submitter, taken))

    def _taken_ids(self) -> set[str] | None:
        """The ids of the drafts there are; complains where they cannot be read."""
        try:
            return workspace_of(self).drafts.ids()
        except PolicyError as error:
            self._complain(str(error))
            return None

    def _complain(self, text: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(plain(text))
        problem.set_class(bool(text), "-shown")


def _name(header: Header) -> str:
    if header.edition in header.title:
        return one_line(header.title)
    return one_line(f"{header.title} ({header.edition})")


def _two_lines(name: str, tip: str) -> Content:
    return plain(name, "bold") + Content("\n") + plain(f"  {tip}", "$text-muted")

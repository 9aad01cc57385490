"""Everything that was begun: opened, copied, compared, deleted and brought back from here."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from policytui.drafts.begin import duplicate
from policytui.drafts.model import Draft
from policytui.drafts.store import DraftConflict, PlaceTaken
from policytui.errors import PolicyError, UnknownId
from policytui.tui.access import undoable_in, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.comparing import about_draft
from policytui.tui.draft_list import Entry, describe, preview, read_entries
from policytui.tui.plain import one_line, plain
from policytui.tui.questions import tell_what_is_wrong
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.draft import screen_for
from policytui.tui.screens.leaving import Screen
from policytui.tui.screens.writing import WritingScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.bar_list import BarList
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import number, short_path

_T = TypeVar("_T")

_EMPTY = Emptiness(
    "Nothing is begun yet.",
    "Amendments, new positions, campaign ideas and answers to consultations are listed here. "
    "To amend a position, find it with search and press a.",
    (("n", "begin a new position, a campaign idea or answers"), ("esc", "go back to search")),
)


class DraftsScreen(Screen[None]):
    """The list of drafts, with a preview where there is room."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.DRAFTS)]
    DEFAULT_CSS = """
    DraftsScreen {
        & #head { height: 1; padding: 0 1; }
        & #title { width: auto; text-style: bold; }
        & #folder { width: 1fr; text-align: right; color: $text-muted; padding-left: 2; }
        & #body {
            height: 1fr;
            border-top: solid $foreground 20%;
            border-bottom: solid $foreground 20%;
        }
        & #list { width: 1fr; height: 1fr; }
        & BarList, & BarList:focus { height: 1fr; }
        & #preview { border-left: solid $foreground 20%; padding: 0 1; display: none; width: 1fr; }
        &.-wide #preview { display: block; }
        & #said {
            height: 1; padding: 0 1; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & Empty { display: none; }
        &.-empty Empty { display: block; }
        &.-empty #body { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._editor: WritingScreen | None = None

    def compose(self) -> ComposeResult:
        """Head, list, preview, what was done, keys."""
        with Horizontal(id="head"):
            yield Static("Drafts", id="title", markup=False)
            yield Static(id="folder", markup=False)
        yield Empty()
        with Horizontal(id="body"):
            with Vertical(id="list"):
                yield BarList(id="drafts", markup=False)
            yield DiffView(id="preview")
        yield Static(id="said", markup=False)
        yield KeyBar(*footer_commands(Place.DRAFTS))

    def on_mount(self) -> None:
        """The folder that is shown."""
        folder = workspace_of(self).drafts.folder
        self.query_one("#folder", Static).update(plain(short_path(folder)))
        self.query_one("#preview").can_focus = False

    def on_screen_resume(self) -> None:
        """Whatever was written meanwhile is shown, with the bar on the draft one comes from."""
        editor, self._editor = self._editor, None
        # It may have gone on with a copy of the draft it was opened with.
        self.read_again(editor.editing.draft.id if editor else "")

    # --- the list ---

    @work(group="read", exclusive=True, exit_on_error=False)
    async def read_again(self, go_to: str = "") -> None:
        """Read the folder; stay at the draft under the bar.

        Args:
            go_to: id of the draft to go to instead.
        """
        drafts = self.query_one("#drafts", OptionList)
        at, place = self._entry(), drafts.highlighted or 0
        workspace = workspace_of(self)
        emptiness = _EMPTY
        try:
            self._entries = await asyncio.to_thread(read_entries, workspace)
        except PolicyError as error:
            self._entries = ()
            emptiness = _unreadable(error)
        self.query_one(Empty).show(emptiness)
        drafts.set_options(
            Option(describe(entry), id=f"e{place}") for place, entry in enumerate(self._entries)
        )
        self.set_class(not self._entries, "-empty")
        wanted = go_to or (at.id if at else "")
        ids = [entry.id for entry in self._entries]
        if ids:
            drafts.highlighted = ids.index(wanted) if wanted in ids else min(place, len(ids) - 1)
            drafts.focus()
        readable = sum(entry.draft is not None for entry in self._entries)
        broken = len(self._entries) - readable
        title = "Drafts" if not readable else f"Drafts · {number(readable, 'draft')}"
        if broken:
            title += f" · {number(broken, 'file')} cannot be read"
        self.query_one("#title", Static).update(plain(title))

    def action_read_again(self) -> None:
        """Read the folder again."""
        self.read_again()

    def _entry(self) -> Entry | None:
        at = self.query_one("#drafts", OptionList).highlighted
        return self._entries[at] if at is not None and at < len(self._entries) else None

    def _draft(self, do: str) -> Draft | None:
        """The draft under the bar; says so where there is none."""
        entry = self._entry()
        if entry is None:
            self._say("There is no draft here: n begins one.")
            return None
        if entry.draft is None:
            self._say(f"This file cannot be {do}: mend it in a text editor first.")
        return entry.draft

    @on(OptionList.OptionHighlighted, "#drafts")
    def _highlighted(self) -> None:
        entry = self._entry()
        view = self.query_one("#preview", DiffView)
        if entry is not None:
            view.show(lambda width: preview(entry, width), keep_place=False)

    @on(OptionList.OptionSelected, "#drafts")
    def _selected(self) -> None:
        self.action_open()

    # --- commands ---

    def action_open(self) -> None:
        """Go on writing; pressed twice, it is opened once."""
        entry = self._entry()
        if not self.is_active:
            return
        if entry is None:
            self._draft("opened")
        elif entry.draft is None:
            self.app.push_screen(tell_what_is_wrong(entry.id, entry.problems))
        else:
            self._open(entry.draft, entry.stamp)

    @work(group="flow", exclusive=True)
    async def action_new_draft(self) -> None:
        """Begin something new."""
        from policytui.tui.screens.begin import BeginScreen

        draft = await self.app.push_screen_wait(BeginScreen())
        if draft is not None:
            self._open(draft, None)

    def _open(self, draft: Draft, stamp: str | None) -> None:
        self._editor = screen_for(draft, stamp)
        self.app.push_screen(self._editor)

    def action_duplicate(self) -> None:
        """Make another draft like this one."""
        draft = self._draft("copied")
        if draft is None:
            return
        store = workspace_of(self).drafts
        copy = self._try(lambda: store.save(duplicate(draft, store.ids()), None))
        if copy is not None:
            undone = f"the copy of “{draft.title}” is gone"
            undoable_in(self).append((undone, lambda: store.delete(copy.draft.id, copy.stamp)))
            self._say(f"Copied “{draft.title}”. u takes it back.")
            self.read_again(copy.draft.id)

    def action_delete(self) -> None:
        """Delete the draft under the bar, in a way that can be undone."""
        entry = self._entry()
        draft = self._draft("deleted here")
        if entry is None or draft is None:
            return
        workspace = workspace_of(self)
        kept = workspace.journal.recover(draft.id)
        aside = None
        if entry.stamp is not None:
            aside = self._try(lambda: workspace.drafts.delete(draft.id))
            if aside is None:
                return
        kept_aside = None
        if kept is not None:
            kept_aside = self._try(lambda: workspace.drafts.put_aside(kept))
            if kept_aside is None:
                if aside is not None:
                    self._try(lambda: workspace.drafts.restore(aside))
                self.read_again()
                return
            workspace.journal.forget(draft.id)

        def bring_back() -> None:
            if aside is not None:
                workspace.drafts.restore(aside)
            if kept is not None and workspace.journal.note(kept) and kept_aside:
                kept_aside.unlink(missing_ok=True)

        undoable_in(self).append((f"“{draft.title}” is back", bring_back))
        self._say(f"Deleted “{draft.title}”. u brings it back.")
        self.read_again()

    def action_undo(self) -> None:
        """Take back what was done last."""
        undoable = undoable_in(self)
        if not undoable:
            self._undo_earlier()
            return
        said, bring_back = undoable.pop()
        try:
            result = bring_back()
        except (DraftConflict, UnknownId, PlaceTaken) as error:
            # However often it were tried: what was done before must stay within reach.
            self._say(_why_not_undone(error))
        except PolicyError as error:
            undoable.append((said, bring_back))
            tell(self.app, str(error), is_error=True)
        else:
            # What is brought back may tell itself what came of it.
            self._say(f"Undone: {result if isinstance(result, str) else said}.")
        self.read_again()

    def _undo_earlier(self) -> None:
        """Bring back what was deleted before the app was started."""
        store = workspace_of(self).drafts
        why_not = "There is nothing to undo."
        for aside in store.deleted():
            try:
                store.restore(aside)
            except (UnknownId, PlaceTaken) as error:
                why_not = _why_not_undone(error)
                continue
            except PolicyError as error:
                tell(self.app, str(error), is_error=True)
                return
            self._say("The draft deleted last is back. u brings back the one before it.")
            self.read_again()
            return
        self._say(why_not)

    def action_compare(self) -> None:
        """What this draft changes."""
        draft = self._draft("compared")
        if draft is None:
            return
        self.app.push_screen(CompareScreen(*_to_compare(draft), about=about_draft(draft)))

    def action_check(self) -> None:
        """What the rules find, beginning with the draft under the bar."""
        from policytui.tui.screens.findings import FindingsScreen

        entry = self._entry()
        self.app.push_screen(FindingsScreen(entry.id if entry else ""))

    def action_close(self) -> None:
        """Go back to search."""
        self.dismiss(None)

    # --- telling ---

    def _try(self, do: Callable[[], _T]) -> _T | None:
        try:
            return do()
        except PolicyError as error:
            tell(self.app, str(error), is_error=True)
            return None

    def _say(self, text: str) -> None:
        self.query_one("#said", Static).update(plain(one_line(text)))


def _why_not_undone(error: PolicyError) -> str:
    """Why something can never be undone, in few words: the line is as wide as the screen."""
    if isinstance(error, DraftConflict):
        theirs = error.theirs
        title = theirs.draft.title if theirs else error.path.stem
        return f"Not undone: it was changed since. x deletes it: “{title}”."
    if isinstance(error, PlaceTaken):
        return "Not undone: another draft has the name of the deleted one."
    return "Not undone: its file is gone already. u undoes what was done before."


def _unreadable(error: PolicyError) -> Emptiness:
    keys = (("F5", "try again"), ("esc", "go back to search"))
    return Emptiness("The drafts cannot be listed.", one_line(str(error)), keys)


def _to_compare(draft: Draft) -> Sequence[str]:
    if draft.base:
        edition = f"{draft.base.title} {draft.base.edition}"
        return edition, draft.base.text, "as proposed", draft.text
    if draft.answers:
        questions = "\n\n".join(answer.wording for answer in draft.answers)
        answers = "\n\n".join(f"{each.wording}\n\n{each.text}".strip() for each in draft.answers)
        return "The questions", questions, draft.title, answers
    return "nothing", "", draft.title, draft.text

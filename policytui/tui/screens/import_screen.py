"""Bringing in a document: the file read, its outline mended, what it is called, and saving it."""

import asyncio
from functools import partial
from pathlib import Path

from textual import work
from textual.widgets import Static

from policytui.corpus.model import Document
from policytui.errors import PolicyError, StorageError
from policytui.tui.access import report, workspace_of
from policytui.tui.importing import Mending, open_mending
from policytui.tui.importing_account import Account, notes_by_field, take_account
from policytui.tui.importing_said import said_of, said_of_opening
from policytui.tui.importing_saving import (
    Plan,
    Saved,
    folder_named,
    plan_saving,
    save,
    why_elsewhere,
)
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.choice import Choice, ChoiceScreen
from policytui.tui.screens.confirm import ConfirmScreen
from policytui.tui.screens.import_edition import EditionScreen
from policytui.tui.screens.import_form import ImportFormScreen
from policytui.tui.screens.import_line import LineScreen
from policytui.tui.screens.import_mending import MendingScreen
from policytui.tui.screens.import_save import SaveScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.wording import number

_ENTRIES_A_SECOND = 10_000
_LONGEST_PAUSE = 0.3


class ImportScreen(MendingScreen):
    """What a file is made into, until it is saved.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._account: Account | None = None
        self._is_saving = False

    def on_mount(self) -> None:
        """Read the file, beside the screen."""
        self.entries.focus()
        self.query_one("#titles", Static).update(plain(f"Import › {one_line(self._path.name)}"))
        self._read_file()

    # --- reading the file ---

    def _read_file(self) -> None:
        self.mending, self.shown, self._account = None, None, None
        self.query_one("#account", Static).update("reading …")
        read = partial(open_mending, self._path, workspace_of(self))
        self.begin_work("Reading", read, self._opened)

    def show_failure(self, error: Exception) -> None:
        """Back to where the person came from, with what is wrong with the file."""
        if not isinstance(error, PolicyError):
            report(self, error)
        self.dismiss(error if isinstance(error, PolicyError) else None)

    def _opened(self, mending: Mending) -> None:
        self.mending = mending
        self.show(0)
        self.say(said_of_opening(mending))
        if mending.others:
            self._ask_which(mending)

    @work(group="flow", exclusive=True, exit_on_error=False)
    async def _ask_which(self, mending: Mending) -> None:
        """Two windows went separate ways over this file: with which to go on."""
        ways = [
            Choice(
                str(place),
                f"{number(each.kept.changes, 'change')}",
                f"kept at {each.written:%H:%M on %-d %B}" + ", the latest" * (place == 0),
            )
            for place, each in enumerate((mending.found, *mending.others))
        ]
        chosen = await self.app.push_screen_wait(
            ChoiceScreen(
                "Go on with which?",
                ["This file was mended in two windows that went separate ways; both are kept."],
                ways,
            )
        )
        if chosen and chosen != "0":
            self.go_on_from(mending.others[int(chosen) - 1])

    # --- what it comes to ---

    def count(self) -> None:
        """Tell what the outline comes to, once it is counted."""
        self._count()

    @work(group="look", exclusive=True, exit_on_error=False)
    async def _count(self) -> None:
        mending, workspace = self.mending, workspace_of(self)
        if mending is None:
            return
        # A long outline is counted when the keys pause.
        await asyncio.sleep(min(_LONGEST_PAUSE, len(mending.outline.entries) / _ENTRIES_A_SECOND))
        try:
            account = await asyncio.to_thread(take_account(mending, workspace))
        except PolicyError as error:
            self._account = None
            said = plain(one_line(str(error)), "bold $text-error")
            self.query_one("#account", Static).update(said)
            return
        self._account = account
        header = account.made.document.header
        title = f"Import › {one_line(header.title)} ({one_line(header.edition)})"
        self.query_one("#titles", Static).update(plain(title))
        self.query_one("#account", Static).update(said_of(account))

    # --- what it is called ---

    @work(group="flow", exclusive=True, exit_on_error=False)
    async def action_form(self) -> None:
        """Title, id, kind, edition, adoption."""
        mending, workspace = self.mending, workspace_of(self)
        if mending is None:
            return
        cards = await attempt(self.app, workspace.catalogue.documents) or ()
        made = self._account.made if self._account else None
        notes = await attempt(self.app, lambda: notes_by_field(mending)) or {}
        wanted = await self.app.push_screen_wait(
            ImportFormScreen(
                mending.wanted,
                made.document.header if made else None,
                [card.header for card in cards],
                notes,
            )
        )
        if wanted is None or wanted == mending.wanted:
            return
        try:
            mending.want(wanted)
        except StorageError as error:
            self.tell_unkept(error)
        else:
            if mending.needs_other_outline:
                self._read_file()
                return
        self.count()

    # --- saving ---

    @work(group="save-import", exit_on_error=False)
    async def action_save(self) -> None:
        """Into the corpus, after a look at what it changes there."""
        if self.mending is None or self._is_saving:
            return
        self._is_saving = True
        try:
            await self._save(self.mending)
        finally:
            self._is_saving = False

    async def _save(self, mending: Mending) -> None:
        places = workspace_of(self).places
        why, problem = why_elsewhere(places), ""
        begun = mending.saved.folder if mending.saved else str(Path.cwd() / "corpus")
        while True:
            folder = await self._folder(begun, why, problem) if why else places.corpus.path
            if folder is None:
                return
            try:
                saved = await self._save_into(folder, mending)
            except PolicyError as error:
                if not why:
                    self.say(str(error), is_error=True)
                    return
                begun, problem = str(folder), str(error)
                continue
            if saved is not None:
                self.dismiss(saved)
            if saved is not None or not why:
                return
            begun, problem = str(folder), ""  # back to the folder, not out of saving

    async def _folder(self, begun: str, why: str, problem: str) -> Path | None:
        typed = await self.app.push_screen_wait(
            LineScreen(
                "Save into which folder?", begun, why=why, problem=problem, check=folder_named
            )
        )
        return None if typed is None else folder_named(typed)

    async def _save_into(self, folder: Path, mending: Mending) -> Saved | None:
        """Save after a look at it; None where the person goes back.

        Raises:
            PolicyError: it cannot be saved there.
        """
        plan = await asyncio.to_thread(plan_saving, mending, folder)
        if plan.known is None:
            return await self.app.push_screen_wait(
                SaveScreen(plan, lambda: save(plan, mending), plan.outline)
            )
        if not await self._is_wanted(plan, plan.known):
            return None
        return await asyncio.to_thread(save, plan, mending)

    async def _is_wanted(self, plan: Plan, known: Document) -> bool:
        screen = EditionScreen(known, plan.made.document)
        await self.app.push_screen_wait(screen)
        if not screen.is_accepted:
            self.say("Nothing was saved; e gives it another id or edition.")
            return False
        if not plan.replaces:
            return True
        edition = one_line(known.header.edition)
        return await self.app.push_screen_wait(
            ConfirmScreen(
                f"The corpus has the edition {edition} of this document already. Saving replaces "
                "its text, which is then gone. To keep both, go back and give this one another "
                "edition with e.",
                "Replace it",
            )
        )

    # --- leaving ---

    def action_close(self) -> None:
        """Unmark; from the words to the outline; else stop, and go back."""
        if self.entries.unmark():
            self.say("")
        elif self.has_class("-reading"):
            self.read(False)
        else:
            self._leave()

    def _leave(self) -> None:
        if self.mending is None:
            self.stop_working()
            tell(self.app, "Stopped reading.")
        elif not self.mending.is_kept:
            self._leave_unkept(self.mending)
            return
        elif self.mending.steps and self.mending.found.kept.is_unsaved:
            changes = number(self.mending.steps, "change")
            tell(self.app, f"Not saved yet; {changes} kept. Open the same file to go on.")
        self.dismiss(None)

    @work(group="leave", exclusive=True, exit_on_error=False)
    async def _leave_unkept(self, mending: Mending) -> None:
        """Keep it now, where that can be done; else leave it only if the person wants that."""
        try:
            mending.keep()
        except StorageError as error:
            question = f"{error.message} Leaving loses what you did here since it was kept last."
            if not await self.app.push_screen_wait(ConfirmScreen(question, "Leave it")):
                self.tell_unkept(error)
                return
            self.dismiss(None)
        else:
            self._leave()

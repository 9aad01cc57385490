"""What the rules find in all drafts or in the corpus, each with the words it rests on."""

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from policytui.checks.decisions import Decision, add_decision, withdraw_decision
from policytui.checks.finding import Finding, Severity
from policytui.checks.registry import rules_by_code
from policytui.compare.layout import Layout
from policytui.tui import clipboard, findings
from policytui.tui.access import report, workspace_of
from policytui.tui.bindings import bindings_for
from policytui.tui.commands import Place, footer_commands
from policytui.tui.finding_rows import finding_rows, finding_text, rule_rows, whole_rows
from policytui.tui.findings import Checked, Grouping, listed_groups
from policytui.tui.plain import plain
from policytui.tui.screens.compare import CompareScreen
from policytui.tui.screens.dismissal import ask_dismissal
from policytui.tui.screens.draft import screen_for
from policytui.tui.screens.two_panes import TwoPanesScreen
from policytui.tui.screens.writing import WritingScreen
from policytui.tui.telling import attempt, tell
from policytui.tui.widgets.empty import Emptiness, Empty
from policytui.tui.widgets.finding_list import FindingList, rows_of
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import DOT, number


class Told(Enum):
    """What stands beside the list."""

    EVIDENCE = auto()
    WHOLE = auto()
    RULE = auto()


class FindingsScreen(TwoPanesScreen[None]):
    """Findings in groups; beside them the evidence.

    Args:
        at: id of the draft whose findings to go to.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.FINDINGS)]
    DEFAULT_CSS = """
    FindingsScreen {
        & #title { width: auto; }
        & #shown { width: 1fr; text-align: right; }
        & #list { width: 2fr; }
        & #beside { width: 3fr; }
    }
    """

    def __init__(self, at: str = "") -> None:
        super().__init__(FindingList())
        self._at = at
        self._is_corpus = False
        self._grouping = Grouping.RULE
        self._is_long = False
        self._with_dismissed = False
        self._told = Told.EVIDENCE
        self._listed: list[Finding] = []
        self._done: list[Decision] = []
        self._meanwhile: list[Callable[[Checked], Checked]] = []
        self._editor: WritingScreen | None = None
        self.checked: Checked | None = None

    def compose(self) -> ComposeResult:
        """Title, counts, list, evidence, keys."""
        with Horizontal(id="head"):
            yield Static("Findings", id="title", markup=False)
            yield Static(id="shown", markup=False)
        yield Static("checking …", id="counts", markup=False)
        yield Empty()
        yield from self.compose_panes()
        yield KeyBar(*footer_commands(Place.FINDINGS))

    def on_mount(self) -> None:
        """Ask the rules, beside the screen."""
        self._list.focus()
        self.check(is_corpus=self._is_corpus)

    def on_screen_resume(self) -> None:
        """A draft that was changed meanwhile is looked at again."""
        editor, self._editor = self._editor, None
        if editor is None or self.checked is None:
            return
        before = self.checked.saved.get(editor.editing.draft.id)
        if before is None or before.stamp != editor.editing.stamp:
            self.check(is_corpus=self._is_corpus)

    # --- checking ---

    def check(self, *, is_corpus: bool) -> None:
        """Begin, with the drafts or with the corpus; what is decided meanwhile it does not know."""
        self._meanwhile.clear()
        run = partial(findings.run_check, workspace_of(self), is_corpus=is_corpus)
        self.begin_work("Reading", run, self.show_checked, lambda _: "Checking")

    def show_failure(self, error: Exception) -> None:
        """Say why, and what to do."""
        report(self, error)
        self._say_counts("It could not be checked; F5 tries again.")

    def _say_counts(self, text: str) -> None:
        self.query_one("#counts", Static).update(plain(text))

    def show_checked(self, checked: Checked) -> None:
        """List what was found, beginning with the draft one comes from."""
        for change in self._meanwhile:
            checked = change(checked)
        is_other = self.checked is None or self.checked.is_corpus != checked.is_corpus
        self.checked = checked
        self._show()
        if is_other:
            self._list.go_to(0)
        subjects = [finding.subject for finding in self._listed]
        if self._at in subjects:
            self._list.go_to(subjects.index(self._at))
        self._at = ""

    def action_check_again(self) -> None:
        """Ask the rules again."""
        self.check(is_corpus=self._is_corpus)

    def action_switch(self) -> None:
        """Look at the corpus instead of the drafts, or the other way round."""
        self._is_corpus = not self._is_corpus
        self._say_counts("checking the corpus …" if self._is_corpus else "checking the drafts …")
        self.check(is_corpus=self._is_corpus)

    # --- showing ---

    @property
    def current(self) -> Finding | None:
        """The finding under the bar."""
        item = self._list.current
        return self._listed[item] if 0 <= item < len(self._listed) else None

    def _show(self) -> None:
        """List what was found; the bar stays on its finding, or where that was."""
        checked = self.checked
        if checked is None:
            return
        here, place = self.current, self._list.current
        told = checked.report(is_long=self._is_long)
        groups = listed_groups(checked, told, self._grouping, with_dismissed=self._with_dismissed)
        self._listed = [finding for _, under in groups for finding in under]
        if here in self._listed:
            place = self._listed.index(here)
        place = min(place, len(self._listed) - 1)
        self._list.show(list(rows_of(checked, groups, self._grouping)), item=place)
        self.query_one("#title", Static).update(plain(f"Findings in {checked.extent}"))
        shown = [str(self._grouping)]
        shown += ["with what was dismissed"] if self._with_dismissed else []
        shown += ["all of many alike"] if self._is_long else []
        self.query_one("#shown", Static).update(plain(DOT.join(shown)))
        self._say_counts(findings.count_said(told) or "nothing found")
        self.set_class(not self._listed, "-empty")
        if not self._listed:
            self.read(False)
            self.query_one(Empty).show(_emptiness(checked, len(told.dismissed)))
        self.show_beside()

    def bar_moved(self) -> None:
        """The evidence of the finding under the bar."""
        self._told = Told.EVIDENCE
        self.show_beside()

    def lay_out_beside(self, width: int) -> Layout:
        """The evidence, the whole text, or the rule."""
        checked, finding = self.checked, self.current
        if checked is None or finding is None:
            return Layout(())
        if self._told is Told.RULE:
            return rule_rows(rules_by_code()[finding.code], width)
        lay_out = whole_rows if self._told is Told.WHOLE else finding_rows
        return lay_out(checked, finding, width)

    def _turn_to(self, told: Told) -> None:
        self._told = told
        self.show_beside()

    def action_regroup(self) -> None:
        """By rule, or by proposal."""
        is_by_rule = self._grouping is Grouping.RULE
        self._grouping = Grouping.SUBJECT if is_by_rule else Grouping.RULE
        self._show()

    def action_show_dismissed(self) -> None:
        """Show also what was dismissed, or leave it out again."""
        self._with_dismissed = not self._with_dismissed
        self._show()

    def action_show_all(self) -> None:
        """Show all of many alike, or the first few."""
        self._is_long = not self._is_long
        self._show()

    # --- moving ---

    def action_next_finding(self) -> None:
        """To the next finding, round at the end."""
        self._go(1)

    def action_previous_finding(self) -> None:
        """To the one before, round at the beginning."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if self._listed:
            self._list.go_to((self._list.current + step) % len(self._listed))

    # --- what can be done with a finding ---

    def open_current(self) -> None:
        """As enter does."""
        self.action_open()

    def action_open(self) -> None:
        """Open the draft; of positions, read the whole text."""
        checked, finding = self.checked, self.current
        if checked is None or finding is None:
            return
        saved = checked.saved.get(finding.subject)
        if saved is not None:
            self._editor = screen_for(saved.draft, saved.stamp)
            self.app.push_screen(self._editor)
        elif finding.subject in checked.positions:
            self._turn_to(Told.WHOLE)
            self.read(True)
        else:
            tell(self.app, f"{finding.subject} is no draft: mend it in a text editor, then F5.")

    def action_compare(self) -> None:
        """Both texts beside each other."""
        checked, finding = self.checked, self.current
        sides = findings.sides_of(checked, finding) if checked and finding else None
        if sides is not None:
            *texts, about = sides
            self.app.push_screen(CompareScreen(*texts, about=about))
        elif finding is not None:
            tell(self.app, "This finding is about one text alone: there is nothing to compare.")

    def action_explain(self) -> None:
        """What the rule looks for, or the evidence again."""
        self._turn_to(Told.EVIDENCE if self._told is Told.RULE else Told.RULE)
        self.read(self._told is Told.RULE and self.has_class("-narrow"))

    def action_copy(self) -> None:
        """The finding as plain text."""
        if self.checked and self.current:
            text = finding_text(self.checked, self.current)
            clipboard.copy(self.app, text, "the finding")

    def action_copy_all(self) -> None:
        """Everything that is listed."""
        if self.checked and self._listed:
            text = "\n".join(finding_text(self.checked, each) for each in self._listed)
            clipboard.copy(self.app, text, number(len(self._listed), "finding"))

    # --- dismissing ---

    @work(group="flow", exclusive=True)
    async def action_dismiss_finding(self) -> None:
        """Ask for verdict and reason and write them down; what was dismissed is open again."""
        checked, finding = self.checked, self.current
        if checked is None or finding is None:
            return
        before = checked.decision_on(finding)
        if before is not None:
            await self._withdraw(before)
            return
        settled = await ask_dismissal(self.app, finding)
        if settled is None:
            return
        made = findings.decide(workspace_of(self), finding, *settled)
        if await attempt(self.app, lambda: _write(checked, made)):
            self._done.append(made)
            self._take(made, is_decided=True)
            is_error = finding.severity is Severity.ERROR
            done = "Noted; an error stays until it is mended" if is_error else "Dismissed"
            tell(self.app, f"{done}. Kept in {checked.file.name}; u takes it back.")

    @work(group="flow", exclusive=True)
    async def action_undo(self) -> None:
        """Take back what was dismissed last."""
        if self._done:
            await self._withdraw(self._done[-1])
        else:
            tell(
                self.app,
                "Nothing was dismissed since you opened this. To take back an earlier one: a "
                "shows it, x takes it back.",
            )

    async def _withdraw(self, decision: Decision) -> None:
        checked = self.checked
        if checked is None:
            return
        was_there = await attempt(self.app, lambda: withdraw_decision(checked.file, decision))
        if was_there is None:
            return
        if decision in self._done:
            self._done.remove(decision)
        self._take(decision, is_decided=False)
        tell(self.app, "Undone: the finding is open again.")

    def _take(self, decision: Decision, *, is_decided: bool) -> None:
        def change(checked: Checked) -> Checked:
            return checked.deciding(decision) if is_decided else checked.withdrawing(decision)

        self._meanwhile.append(change)
        if self.checked:
            self.checked = change(self.checked)
            self._told = Told.EVIDENCE
            self._show()

    # --- leaving ---

    def action_close(self) -> None:
        """Stop, close what is open, else go back."""
        if self.is_working and self.checked is not None:
            self.stop_working()
            self._is_corpus = self.checked.is_corpus
            self._show()
            tell(self.app, "Stopped; what was found before is shown.")
        elif self.has_class("-reading") or self._told is not Told.EVIDENCE:
            self._turn_to(Told.EVIDENCE)
            self.read(False)
        else:
            if self.is_working:
                tell(self.app, "Stopped checking.")
            self.dismiss(None)


def _write(checked: Checked, decision: Decision) -> bool:
    add_decision(checked.file, decision)
    return True


def _emptiness(checked: Checked, dismissed: int) -> Emptiness:
    keys = [("p", "checks the drafts" if checked.is_corpus else "checks the corpus itself")]
    if dismissed:
        keys.insert(0, ("a", f"shows {number(dismissed, 'finding')} dismissed"))
        return Emptiness(f"Nothing is open in {checked.extent}.", keys=keys)
    if not checked.is_corpus and not checked.saved:
        return Emptiness("There is no draft to check yet.", keys=keys)
    return Emptiness(
        f"Nothing found by {number(checked.rules, 'rule')} in {checked.extent}.", keys=keys
    )

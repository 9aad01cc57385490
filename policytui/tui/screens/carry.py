"""Carrying an amendment over to its position as it stands today: looked at, settled, accepted."""

from enum import StrEnum
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from policytui.compare.layout import Layout, count_changes, inline, paragraphs, side_by_side, stack
from policytui.compare.words import Change, compare_words
from policytui.drafts.carry import CarryOver, Outcome, carry_over, settle
from policytui.drafts.model import Draft
from policytui.tui.bindings import bindings_for
from policytui.tui.carrying import Settling, both_of, explanation, own_words, sighting_said
from policytui.tui.commands import Command, Place, footer_commands
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.leaving import Screen
from policytui.tui.screens.own_words import OwnWordsScreen
from policytui.tui.telling import tell
from policytui.tui.views import SIDE_FROM, aside, titled
from policytui.tui.widgets.bar_list import BarList
from policytui.tui.widgets.diff_view import DiffView
from policytui.tui.widgets.key_bar import KeyBar
from policytui.tui.wording import number


class Look(StrEnum):
    """What is looked at."""

    CONFLICTS = "conflicts"
    RESULT = "text of today ⇄ carried over"
    SINCE = "when you began ⇄ today"
    MINE = "when you began ⇄ your draft"


class CarryScreen(Screen[Draft | None]):
    """What a draft comes to in the text of today; gives the draft carried over, None for none."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(Place.CARRY)]
    DEFAULT_CSS = """
    CarryScreen {
        & #head { height: 1; padding: 0 1; }
        & #title {
            width: 1fr; height: 1; text-style: bold;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & #place { width: auto; height: 1; padding-left: 2; color: $text-muted; }
        & #said { height: auto; padding: 0 1; color: $text-muted; }
        & DiffView, & OptionList, & OptionList:focus {
            height: 1fr;
            border: none;
            border-top: solid $foreground 20%;
            border-bottom: solid $foreground 20%;
            padding: 1 1 0 1;
        }
        & OptionList { display: none; background: transparent; scrollbar-size-vertical: 1; }
        &.-sightings OptionList { display: block; }
        &.-sightings DiffView { display: none; }
    }
    """

    def __init__(self, carry: CarryOver) -> None:
        super().__init__()
        self._found = carry
        self._take(carry)

    def _take(self, carry: CarryOver) -> None:
        self.carry = carry
        self._settling = Settling(carry)
        self._accepted = carry.proposed
        self._comparisons: dict[Look, tuple[Change, ...]] = {}
        self.look = Look.CONFLICTS if carry.conflicts else Look.RESULT
        if carry.outcome is Outcome.ALREADY_SAID:
            self.look = Look.SINCE

    def compose(self) -> ComposeResult:
        """Title, what it comes to, texts or sightings, keys."""
        with Horizontal(id="head"):
            yield Static(plain(f"Carry over › {one_line(self.carry.draft.title)}"), id="title")
            yield Static(id="place", markup=False)
        yield Static(id="said", markup=False)
        yield BarList(id="sightings", markup=False)
        yield DiffView(id="texts")
        yield KeyBar(*self._keys())

    def on_mount(self) -> None:
        """Show what there is."""
        options = self.query_one(OptionList)
        for sighting in self._found.sightings:
            title, how = sighting_said(sighting)
            lines = [plain(title, "bold"), plain(f"  {how}", "$text-muted"), Content("")]
            options.add_option(Option(Content("\n").join(lines)))
        self._show()

    # --- showing ---

    @property
    def _shows_sightings(self) -> bool:
        return self.carry.outcome is Outcome.FOUND

    def _show(self) -> None:
        self.set_class(self._shows_sightings, "-sightings")
        said = explanation(self.carry)
        if self.carry.conflicts and self._settling.is_settled:
            said = "All is settled. enter takes what is shown, esc leaves the draft as it was."
            if self.look is not Look.RESULT:
                said = "All is settled: v shows the result, and enter takes it."
        self.query_one("#said", Static).update(plain(said))
        view = self.query_one(DiffView)
        if self._shows_sightings:
            options = self.query_one(OptionList)
            options.highlighted = options.highlighted or 0
            options.focus()
        else:
            view.show(self._lay_out, keep_place=False)
            view.focus()
            self.call_after_refresh(self._go_to_first)
        self.query_one(KeyBar).commands = self._keys()
        self._tell_place()

    def _go_to_first(self) -> None:
        if self.look is not Look.CONFLICTS:
            self.query_one(DiffView).go_to_change(0)

    def _keys(self) -> tuple[Command, ...]:
        """What the footer shows: what can be done now, the most useful first."""
        if self._shows_sightings:
            wanted = ["accept", "close"]
        elif self.carry.target is None:
            wanted = ["close"]
        elif self.look is Look.CONFLICTS:
            wanted = ["take_mine", "take_theirs", "take_both", "write_own", "close"]
            wanted += ["next_conflict", "previous_conflict", "next_view"]
        else:
            wanted = ["accept"] if self._accepted else []
            wanted += ["next_view", "close", "next_conflict", "previous_conflict"]
        commands = {command.action: command for command in footer_commands(Place.CARRY)}
        return tuple(commands[action] for action in wanted)

    @on(DiffView.Moved)
    def _tell_place(self) -> None:
        view = self.query_one(DiffView)
        if self._shows_sightings:
            place = number(len(self.carry.sightings), "place")
        elif self.carry.target is None:
            place = str(self.carry.outcome)
        elif self.look is Look.CONFLICTS:
            place = self._settling.place
        else:
            total = count_changes(self._changes())
            at = number(total, "change") if total else "no difference"
            if 0 <= view.current < total:
                at = f"change {view.current + 1} of {total}"
            place = f"{at} · {self.look}"
        self.query_one("#place", Static).update(plain(place))

    def _lay_out(self, width: int) -> Layout:
        if self.carry.target is None:
            base = self.carry.draft.base
            text = base.text if base else ""
            return titled("The position as it was", paragraphs([text], width, cell_len), width)
        if self.look is Look.CONFLICTS:
            return self._conflict(width)
        changes = self._changes()
        if not count_changes(changes):
            return aside("The two texts are the same.", width)
        draw = side_by_side if self.size.width >= SIDE_FROM else inline
        return draw(changes, width, cell_len, folded=True)

    def _changes(self) -> tuple[Change, ...]:
        if self.look not in self._comparisons:
            draft, target = self.carry.draft, self.carry.target
            assert draft.base
            assert target
            carried = self._accepted.text if self._accepted else target.position.text
            today = self._accepted.base if self._accepted else None
            today_text = today.text if today else target.position.text
            before, after = {
                Look.RESULT: (today_text, carried),
                Look.SINCE: (draft.base.text, today_text),
            }.get(self.look, (draft.base.text, draft.text))
            self._comparisons[self.look] = compare_words(before, after)
        return self._comparisons[self.look]

    def _conflict(self, width: int) -> Layout:
        settling = self._settling
        conflict = settling.conflict
        before, behind = settling.context
        parts = [aside(before, width)] if before else []
        sides = (
            ("When you began", conflict.base, conflict.base),
            ("m  Yours", conflict.base, conflict.mine),
            ("t  The text of today", conflict.base, conflict.theirs),
        )
        for title, old, new in sides:
            shown = inline(compare_words(old, new), width, cell_len)
            body = shown if shown.rows else aside("(nothing)", width)
            parts.append(titled(title, body, width))
        if settling.choice:
            whose, words = settling.choice
            body = paragraphs([words or "(nothing)"], width, cell_len, sign="✓")
            parts.append(titled(f"Settled: {whose}", body, width))
        if behind:
            parts.append(aside(behind, width))
        return stack(parts)

    # --- settling ---

    def _is_at_conflict(self) -> bool:
        if self.carry.conflicts and not self._shows_sightings and self.look is not Look.CONFLICTS:
            tell(self.app, "v or N goes back to the conflicts.")
            return False
        if not self.carry.conflicts:
            tell(self.app, "There is no conflict here to settle.")
        return bool(self.carry.conflicts)

    def _choose(self, whose: str, words: str) -> None:
        self._settling.choose(whose, words)
        self._comparisons.pop(Look.RESULT, None)
        if self._settling.is_settled:
            self._accepted = settle(self.carry, self._settling.choices)
            self.look = Look.RESULT
        self._show()

    def action_take_mine(self) -> None:
        """My words."""
        if self._is_at_conflict():
            self._choose("your words", self._settling.conflict.mine)

    def action_take_theirs(self) -> None:
        """The words of today."""
        if self._is_at_conflict():
            self._choose("the words of today", self._settling.conflict.theirs)

    def action_take_both(self) -> None:
        """Both, mine after theirs."""
        if self._is_at_conflict():
            self._choose("both, yours after theirs", both_of(self._settling.conflict))

    @work(group="flow", exclusive=True)
    async def action_write_own(self) -> None:
        """Other words."""
        if not self._is_at_conflict():
            return
        conflict = self._settling.conflict
        begun = self._settling.choice[1] if self._settling.choice else conflict.mine
        typed = await self.app.push_screen_wait(OwnWordsScreen(begun.strip()))
        if typed is not None:
            self._choose("other words", own_words(conflict, typed))

    # --- moving ---

    def action_next_conflict(self) -> None:
        """The next conflict, or change."""
        self._move(1)

    def action_previous_conflict(self) -> None:
        """The one before."""
        self._move(-1)

    def _move(self, step: int) -> None:
        if self.look is Look.CONFLICTS and self.carry.conflicts:
            self._settling.move(step)
            self._show()
        elif step < 0 and self.carry.conflicts and self.query_one(DiffView).current <= 0:
            self.look = Look.CONFLICTS
            self._show()
        else:
            self.query_one(DiffView).move(step)

    def action_next_view(self) -> None:
        """Another look at the same texts."""
        if self.carry.target is None:
            return
        looks = [
            look
            for look in Look
            if (look is not Look.CONFLICTS or self.carry.conflicts)
            and (look is not Look.RESULT or self._accepted)
        ]
        self.look = looks[(looks.index(self.look) + 1) % len(looks)]
        self._show()

    # --- the end ---

    @on(OptionList.OptionSelected)
    def _sighting_chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        target = self._found.sightings[event.option_index].target
        self._take(carry_over(self._found.draft, target))
        self._show()

    def action_accept(self) -> None:
        """Take the result, once it is seen."""
        if self.carry.conflicts and not self._settling.is_settled:
            tell(self.app, f"Not yet: {self._settling.place}.")
        elif self._accepted is None:
            tell(self.app, "There is nothing to take here; esc goes back.")
        elif self.look is not Look.RESULT:
            self.look = Look.RESULT
            self._show()
        else:
            self.dismiss(self._accepted)

    def action_close(self) -> None:
        """Back to the sightings, else away; nothing is changed."""
        if self.carry is not self._found:
            self._take(self._found)
            self._show()
        else:
            self.dismiss(None)

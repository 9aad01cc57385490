"""The form of a draft: reason, who moves it and for whom, and how to reach them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity, Contact, Draft, DraftKind, Submitter
from policytui.text import clean_line, clean_text
from policytui.tui.days import day_problem, read_day, write_day
from policytui.tui.plain import plain
from policytui.tui.widgets.prose_area import LineInput, ProseArea

_Value = TypeVar("_Value", Nation, Capacity)


class DetailsForm(VerticalScroll):
    """Every field of a draft but its text; says at once what was changed.

    Its fields are made when it is first opened: most drafts are looked at without it.
    """

    DEFAULT_CSS = """
    DetailsForm {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & .line { height: 1; }
        & .line > .label { width: 17; color: $text-muted; }
        & .line > LineInput { width: 1fr; max-width: 72; }
        & .line > Select { width: 1fr; max-width: 72; height: 1; }
        & .line > Select > SelectCurrent { padding: 0 1; }
        & .tall { height: 5; }
        & .tall > .label { width: 17; color: $text-muted; }
        & .tall > ProseArea { width: 1fr; max-width: 72; background: $boost; padding: 0 1; }
        & .section { color: $text-accent; text-style: bold; margin-top: 1; }
        & .about { color: $text-muted; margin-bottom: 0; }
        & #day-problem { color: $text-warning; padding-left: 18; display: none; }
        & #day-problem.-shown { display: block; }
    }
    """

    FIELDS: ClassVar[dict[str, str]] = {
        "title": "#title",
        "reason": "#reason",
        "submitter.mover": "#mover",
        "submitter.seconders": "#seconders",
        "submitter.redrafter": "#redrafter",
        "submitter.capacity": "#capacity",
        "submitter.organisation": "#organisation",
        "submitter.agreed_on": "#agreed-on",
        "submitter.nation": "#nation",
        "submitter.region": "#region",
        "contact.email": "#email",
        "contact.telephone": "#telephone",
        "contact.membership": "#membership",
    }
    """Where the part of a draft that a finding names is filled in."""

    class Edited(Message):
        """A field was changed.

        Attributes:
            fields: the fields of the draft with their new values.
            day_problem: what is wrong with the day as it is written; empty where nothing is.
        """

        def __init__(self, fields: dict[str, object], day_problem: str) -> None:
            super().__init__()
            self.fields = fields
            self.day_problem = day_problem

    def __init__(self, draft: Draft, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draft = draft
        self._last_field = ""
        self._is_laid_out = False
        self._is_read_only = False
        self.can_focus = False

    async def lay_out(self) -> None:
        """Make the fields, unless they are there."""
        if not self._is_laid_out:
            self._is_laid_out = True
            await self.mount_compose(self._fields())
            self.set_read_only(self._is_read_only)

    def _fields(self) -> ComposeResult:
        """In the order in which people think of them."""
        draft, submitter, contact = self._draft, self._draft.submitter, self._draft.contact
        if draft.kind is not DraftKind.AMENDMENT:
            yield from _line("Title", LineInput(draft.title, id="title"))
        if draft.kind is not DraftKind.RESPONSE:
            with Horizontal(classes="tall"):
                yield Static("Reason", classes="label", markup=False)
                yield ProseArea(draft.reason, id="reason", placeholder="Why, in a sentence or two")
        is_answer = draft.kind is DraftKind.RESPONSE
        name = LineInput(submitter.mover, id="mover", placeholder="" if is_answer else "Your name")
        yield from _line(mover_label(draft), name)
        if draft.kind is not DraftKind.RESPONSE:
            seconders = ", ".join(submitter.seconders)
            yield from _line(
                "Seconders",
                LineInput(seconders, id="seconders", placeholder="Names, a comma between two"),
            )
            yield from _line(
                "Redrafter",
                LineInput(
                    submitter.redrafter,
                    id="redrafter",
                    placeholder="Who edits the text for the mover; empty for nobody",
                ),
            )
        capacity_label = "Answered for" if is_answer else "Moved for"
        yield from _line(capacity_label, _select(Capacity, submitter.capacity, "capacity"))
        yield from _line(
            "Organisation",
            LineInput(
                submitter.organisation,
                id="organisation",
                placeholder="Such as: Leeds Co-operative Party; empty for yourself",
            ),
        )
        day = LineInput(
            write_day(submitter.agreed_on), id="agreed-on", placeholder="Such as: 14 March 2026"
        )
        yield from _line("Agreed there on", day)
        yield Static(id="day-problem", markup=False)
        yield from _line("Nation", _select(Nation, submitter.nation, "nation"))
        region = LineInput(
            submitter.region, id="region", placeholder="Such as: North West; may stay empty"
        )
        yield from _line("Region", region)
        yield Static("How staff reach you", classes="section", markup=False)
        yield Static(
            "In the file you send, for staff; never printed in a report.",
            classes="about",
            markup=False,
        )
        yield from _line("Email", LineInput(contact.email, id="email"))
        yield from _line("Telephone", LineInput(contact.telephone, id="telephone"))
        yield from _line("Membership no.", LineInput(contact.membership, id="membership"))

    def show(self, draft: Draft) -> None:
        """Fill in another version of the draft."""
        self._draft = draft
        if not self._is_laid_out:
            return
        submitter, contact = draft.submitter, draft.contact
        day = write_day(submitter.agreed_on)
        if not day and self.day_problem():
            # No draft can hold it, so this field alone does: it stays until it is put right.
            day = self._line("agreed-on")
        lines = {
            "title": draft.title,
            "mover": submitter.mover,
            "seconders": ", ".join(submitter.seconders),
            "redrafter": submitter.redrafter,
            "organisation": submitter.organisation,
            "agreed-on": day,
            "region": submitter.region,
            "email": contact.email,
            "telephone": contact.telephone,
            "membership": contact.membership,
        }
        with self.prevent(Input.Changed, TextArea.Changed, Select.Changed):
            for name, value in lines.items():
                for field in self.query(f"#{name}").results(LineInput):
                    field.value = value
            for area in self.query("#reason").results(ProseArea):
                area.rewrite(draft.reason)
            self.query_one("#capacity", Select).value = submitter.capacity
            self.query_one("#nation", Select).value = submitter.nation or Select.NULL
        self._tell_of_day()

    def set_read_only(self, read_only: bool) -> None:
        """Whether the fields can be changed."""
        self._is_read_only = read_only
        for field in self.query("LineInput, Select").results(Widget):
            field.disabled = read_only
        for area in self.query(ProseArea):
            area.read_only = read_only

    def focus_field(self, field: str) -> None:
        """Go to a field: where none is named, to the one used last, else to the first."""
        first = "#reason" if self.query("#reason") else "#mover"
        target = self.FIELDS.get(field) or self._last_field or first
        widget = next(iter(self.query(target)), self.query_one("#mover"))
        # At once: what is typed right after the key must not land where the focus was.
        self.screen.set_focus(widget)

    def day_problem(self) -> str:
        """What is wrong with the day as it is written; empty where nothing is."""
        return day_problem(self._line("agreed-on"))

    def _tell_of_day(self) -> None:
        problem = self.day_problem()
        line = self.query_one("#day-problem", Static)
        line.update(plain(problem))
        line.set_class(bool(problem), "-shown")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember the field, to come back to it."""
        if event.widget.id:
            self._last_field = f"#{event.widget.id}"

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        self._tell_of_day()
        self.post_message(self.Edited(self._read(), self.day_problem()))

    def _read(self) -> dict[str, object]:
        draft = self._draft
        fields: dict[str, object] = {}
        if self.query("#title"):
            # A draft always has a name: an emptied one keeps the name it had.
            fields["title"] = self._line("title") or draft.title
        if self.query("#reason"):
            fields["reason"] = clean_text(self.query_one("#reason", ProseArea).text)
        nation = self.query_one("#nation", Select).value
        submitter = replace(
            draft.submitter,
            mover=self._line("mover"),
            capacity=Capacity(str(self.query_one("#capacity", Select).value)),
            organisation=self._line("organisation"),
            agreed_on=read_day(self._line("agreed-on")),
            nation=nation if isinstance(nation, Nation) else None,
            region=self._line("region"),
        )
        if self.query("#seconders"):
            names = re.split(r"[,;]", self._line("seconders"))
            seconders = tuple(name.strip() for name in names if name.strip())
            redrafter = self._line("redrafter")
            submitter = replace(submitter, seconders=seconders, redrafter=redrafter)
        fields["submitter"] = submitter
        fields["contact"] = Contact(
            self._line("email"), self._line("telephone"), self._line("membership")
        )
        return fields

    def _line(self, name: str) -> str:
        return clean_line(self.query_one(f"#{name}", LineInput).value)


def _line(label: str, field: Widget) -> Iterator[Widget]:
    yield Horizontal(Static(label, classes="label", markup=False), field, classes="line")


def _select(kind: type[_Value], value: _Value | None, id: str) -> Select[_Value]:
    return Select(
        [(Content(member.label), member) for member in kind],
        value=Select.NULL if value is None else value,
        allow_blank=kind is Nation,
        prompt="Choose",
        compact=True,
        id=id,
    )


def mover_label(draft: Draft) -> str:
    """What the person who brings a draft forward is called: nobody moves an answer."""
    return "Your name" if draft.kind is DraftKind.RESPONSE else "Mover"


def summary(draft: Draft) -> list[tuple[str, str]]:
    """The form in short: pairs of a label and what is filled in, empty where nothing is."""
    submitter: Submitter = draft.submitter
    moved_for = submitter.capacity.label
    if submitter.organisation:
        moved_for += f" › {submitter.organisation}"
    told = [
        (mover_label(draft), submitter.mover),
        ("For", moved_for),
        ("Nation", submitter.nation.label if submitter.nation else ""),
    ]
    if draft.kind is not DraftKind.RESPONSE:
        told.insert(0, ("Reason", " ".join(draft.reason.split())))
    return told

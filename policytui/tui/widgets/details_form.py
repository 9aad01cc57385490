"""The form of a draft: reason, who moves it and for whom, and how to reach them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static, TextArea

from policytui.corpus.model import Nation
from policytui.drafts.model import Capacity, Contact, Draft, DraftKind, Submitter
from policytui.text import clean_line, clean_text
from policytui.tui.widgets.prose_area import LineInput, ProseArea

_Value = TypeVar("_Value", Nation, Capacity)

_DAY_FORMS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y")
_DAY_HELP = "Write the day as 14 March 2026 or 2026-03-14."


def read_day(text: str) -> date | None:
    """The day that a person wrote, None where it is none.

    `14/3/2026` is read as people in the United Kingdom write it: day first.
    """
    text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", " ".join(text.split()))
    for form in _DAY_FORMS:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def write_day(day: date | None) -> str:
    """A day as people read it."""
    return f"{day.day} {day:%B %Y}" if day else ""


class DetailsForm(VerticalScroll):
    """Every field of a draft but its text; says at once what was changed."""

    DEFAULT_CSS = """
    DetailsForm {
        padding: 0 1;
        scrollbar-size-vertical: 1;
        & .line { height: 1; }
        & .line > .label { width: 17; color: $text-muted; }
        & .line > LineInput { width: 1fr; max-width: 72; }
        & .line > Select { width: 1fr; max-width: 72; height: 1; }
        & .line > Select > SelectCurrent { padding: 0 1; }
        & .tall { height: 5; margin-bottom: 1; }
        & .tall > .label { width: 17; color: $text-muted; }
        & .tall > ProseArea { width: 1fr; max-width: 72; background: $boost; padding: 0 1; }
        & .section { color: $text-accent; text-style: bold; margin-top: 1; }
        & .about { color: $text-muted; margin-bottom: 0; }
        & #day-problem { color: $text-warning; padding-left: 17; display: none; }
        & #day-problem.-shown { display: block; }
    }
    """

    FIELDS: ClassVar[dict[str, str]] = {
        "title": "#title",
        "reason": "#reason",
        "submitter.mover": "#mover",
        "submitter.seconders": "#seconders",
        "submitter.capacity": "#capacity",
        "submitter.organisation": "#organisation",
        "submitter.agreed_on": "#agreed-on",
        "submitter.nation": "#nation",
        "contact.email": "#email",
        "contact.telephone": "#telephone",
        "contact.membership": "#membership",
    }
    """Where the part of a draft that a finding names is filled in."""

    class Edited(Message):
        """A field was changed.

        Attributes:
            fields: the fields of the draft with their new values.
        """

        def __init__(self, fields: dict[str, object]) -> None:
            super().__init__()
            self.fields = fields

    def __init__(self, draft: Draft, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draft = draft
        self.can_focus = False

    def compose(self) -> ComposeResult:
        """The fields, in the order in which people think of them."""
        draft, submitter, contact = self._draft, self._draft.submitter, self._draft.contact
        if draft.kind is not DraftKind.AMENDMENT:
            yield from _line("Title", LineInput(draft.title, id="title"))
        if draft.kind is not DraftKind.RESPONSE:
            with Horizontal(classes="tall"):
                yield Static("Reason", classes="label", markup=False)
                yield ProseArea(draft.reason, id="reason", placeholder="Why, in a sentence or two")
        yield from _line("Mover", LineInput(submitter.mover, id="mover", placeholder="Your name"))
        if draft.kind is not DraftKind.RESPONSE:
            seconders = ", ".join(submitter.seconders)
            yield from _line(
                "Seconders",
                LineInput(seconders, id="seconders", placeholder="Names, a comma between two"),
            )
        yield from _line("Moved for", _select(Capacity, submitter.capacity, "capacity"))
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
        yield Static(_DAY_HELP, id="day-problem", markup=False)
        yield from _line("Nation", _select(Nation, submitter.nation, "nation"))
        yield Static("How staff reach you", classes="section", markup=False)
        yield Static("Never printed in any report.", classes="about", markup=False)
        yield from _line("Email", LineInput(contact.email, id="email"))
        yield from _line("Telephone", LineInput(contact.telephone, id="telephone"))
        yield from _line("Membership no.", LineInput(contact.membership, id="membership"))

    def show(self, draft: Draft) -> None:
        """Fill in another version of the draft."""
        self._draft = draft
        submitter, contact = draft.submitter, draft.contact
        lines = {
            "title": draft.title,
            "mover": submitter.mover,
            "seconders": ", ".join(submitter.seconders),
            "organisation": submitter.organisation,
            "agreed-on": write_day(submitter.agreed_on),
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

    def set_read_only(self, read_only: bool) -> None:
        """Whether the fields can be changed."""
        for field in self.query("LineInput, Select").results(Widget):
            field.disabled = read_only
        for area in self.query(ProseArea):
            area.read_only = read_only

    def focus_field(self, field: str) -> None:
        """Go to a field, the first where none is named."""
        target = self.FIELDS.get(field) or ("#reason" if self.query("#reason") else "#mover")
        for widget in self.query(target):
            widget.focus()
            return
        self.query_one("#mover").focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Select.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Edited(self._read()))

    def _read(self) -> dict[str, object]:
        draft = self._draft
        fields: dict[str, object] = {}
        if self.query("#title"):
            # A draft always has a name: an emptied one keeps the name it had.
            fields["title"] = self._line("title") or draft.title
        if self.query("#reason"):
            fields["reason"] = clean_text(self.query_one("#reason", ProseArea).text)
        written_day = self._line("agreed-on")
        day = read_day(written_day) if written_day else None
        self.query_one("#day-problem").set_class(bool(written_day) and day is None, "-shown")
        nation = self.query_one("#nation", Select).value
        submitter = replace(
            draft.submitter,
            mover=self._line("mover"),
            capacity=Capacity(str(self.query_one("#capacity", Select).value)),
            organisation=self._line("organisation"),
            agreed_on=day,
            nation=nation if isinstance(nation, Nation) else None,
        )
        if self.query("#seconders"):
            names = re.split(r"[,;]", self._line("seconders"))
            seconders = tuple(name.strip() for name in names if name.strip())
            submitter = replace(submitter, seconders=seconders)
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


def summary(draft: Draft) -> list[tuple[str, str]]:
    """The form in short: pairs of a label and what is filled in, empty where nothing is."""
    submitter: Submitter = draft.submitter
    moved_for = submitter.capacity.label
    if submitter.organisation:
        moved_for += f" › {submitter.organisation}"
    told = [
        ("Mover", submitter.mover),
        ("For", moved_for),
        ("Nation", submitter.nation.label if submitter.nation else ""),
    ]
    if draft.kind is not DraftKind.RESPONSE:
        told.insert(0, ("Reason", " ".join(draft.reason.split())))
    return told

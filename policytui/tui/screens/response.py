"""Answering the questions of a consultation, one at a time."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.document._history import EditHistory
from textual.widget import Widget
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from policytui.drafts.model import Answer, Draft, Submitter
from policytui.proposals.answer_draft import Suggested, suggest_missing
from policytui.tui.answering import (
    Questionnaire,
    answers_for,
    put_only_to,
    read_questionnaire,
)
from policytui.tui.answers_found import tell_suggested
from policytui.tui.commands import Command, Place, commands_for
from policytui.tui.draft_state import Examined
from policytui.tui.plain import one_line, plain
from policytui.tui.screens.writing import WritingScreen
from policytui.tui.telling import tell
from policytui.tui.widgets.bar_list import BarList
from policytui.tui.widgets.details_form import DetailsForm
from policytui.tui.widgets.prose_area import ProseArea
from policytui.tui.wording import number as counted

ANSWERED, OPEN, FOREIGN = "✓", "·", "!"
_REMARKS = "Further remarks"
_ABOUT_REMARKS = (
    "What fits no question. It is submitted with the answers; clear what is not meant for staff."
)
_TAKE = "take_suggested"


class ResponseScreen(WritingScreen):
    """The questions at the left, the question and its answer at the right."""

    DEFAULT_CSS = """
    ResponseScreen {
        & #body { layout: horizontal; }
        & #asking { width: 34; height: 1fr; border-right: solid $foreground 20%; }
        & BarList, & BarList:focus { height: 1fr; }
        & #answering { width: 1fr; height: 1fr; }
        & #question-scroll {
            height: auto; max-height: 40%;
            scrollbar-size-vertical: 1; scrollbar-gutter: stable;
        }
        & #question { width: 1fr; max-width: 100; height: auto; padding: 0 2 1 2; }
        & ProseArea { height: 1fr; border-top: solid $foreground 20%; }
        &.-form #answering { display: none; }
        & #suggested { display: none; height: auto; padding: 0 1; color: $text-accent; }
        &.-form #suggested.-shown { display: block; }
        &.-narrow {
            & #body { layout: vertical; }
            & #asking {
                width: 1fr; height: 6;
                border-right: none; border-bottom: solid $foreground 20%;
            }
            & #asking:focus-within { height: 60%; }
            & #asking .caption { display: none; }
            &.-form #asking { display: none; }
        }
    }
    """

    first_question = ""
    """Id of the question to begin with; empty for the first that is not answered."""

    def compose_body(self) -> ComposeResult:
        """List, question, answer, form."""
        self._questionnaire: Questionnaire = read_questionnaire(
            self.workspace.catalogue, self.editing.draft.document
        )
        self._answers: list[Answer] = []
        self._remarks = ""
        self._shown = ""
        self._histories: dict[str, tuple[str, EditHistory]] = {}
        self._nation = self.editing.draft.submitter.nation
        self._at = 0
        with Container(id="body"):
            with Vertical(id="asking"):
                yield Static("Questions", classes="caption", markup=False)
                yield BarList(id="questions", markup=False)
            with Vertical(id="answering"):
                with VerticalScroll(id="question-scroll", can_focus=False):
                    yield Static(id="question", markup=False)
                yield ProseArea(id="answer", placeholder="Write your answer here.")
            yield DetailsForm(self.editing.draft, id="form")
        yield Static(id="suggested", markup=False)

    def on_mount(self) -> None:
        """The question asked for, else the first without an answer, waits for one."""
        self.show_draft(self.editing.draft)
        first_open = next((n for n, each in enumerate(self._answers) if not each.text), 0)
        asked = (n for n, each in enumerate(self._answers) if each.question == self.first_question)
        self._go_to(next(asked, first_open))
        self.query_one("#answer", ProseArea).focus()

    def where(self) -> str:
        """The title, and how many questions are answered."""
        answered = sum(bool(answer.text.strip()) for answer in self._answers)
        return f"{answered} of {len(self._answers)} answered › {self.editing.draft.title}"

    def summary(self) -> Content:
        """The form in short, and what is submitted besides the answers."""
        count = len(self._remarks.split())
        told = plain("   Further remarks ", "$text-muted") + plain(counted(count, "word"))
        return super().summary() + (told if count else Content())

    def panes(self) -> Sequence[Widget]:
        """Answer, list or form."""
        return (
            self.query_one("#answer", ProseArea),
            self.query_one("#questions", OptionList),
            self.query_one(DetailsForm),
        )

    def show_draft(self, draft: Draft) -> None:
        """Fill in another version of the answers."""
        self._answers = list(draft.answers)
        self._remarks = draft.remarks
        self._nation = draft.submitter.nation
        self._fill_list()
        self._show_question(min(self._at, self._last))
        self._show_suggested()

    def outside_text(self) -> str:
        """The answer to the question shown."""
        return self.query_one("#answer", ProseArea).text

    def take_outside_text(self, text: str) -> None:
        """The answer comes back as if it had been typed."""
        self.query_one("#answer", ProseArea).rewrite(text)

    def texts_to_compare(self) -> tuple[str, str, str, str]:
        """The question, and what is answered to it."""
        if self._is_at_remarks or not self._answers:
            return _REMARKS, "", "Your words", self._remarks
        answer = self._answers[self._at]
        return "The question", answer.wording, "Your answer", answer.text

    def keys(self) -> Sequence[Command]:
        """Moving between questions comes before what is seldom needed."""
        here = {command.action: command for command in commands_for(Place.DRAFT)}
        order = ("details", "next_question", "submit", "close", "previous_question", "next_pane")
        return tuple(here[action] for action in (*order, "save", "edit_outside"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to compare answers with."""
        return False if action == "compare" else super().check_action(action, parameters)

    async def focus_field(self, field: str) -> None:
        """Where no question is answered, go to the first."""
        if field == "answers" and self._answers:
            foreign = (
                n
                for n, each in enumerate(self._answers)
                if each.text and not self._questionnaire.is_put_to(each.question, self._nation)
            )
            self._go_to(next(foreign, 0))
        await super().focus_field(field)

    # --- the list ---

    def _fill_list(self) -> None:
        questions = self.query_one("#questions", OptionList)
        topic = ""
        options: list[Option | None] = []
        for number, answer in enumerate(self._answers):
            position = self._questionnaire.question(answer.question)
            theme = position.themes[-1] if position and position.themes else ""
            if theme and theme != topic:
                topic = theme
                title = plain(one_line(theme), "bold")
                options.append(Option(title, id=f"t{number}", disabled=True))
            options.append(Option(self._line(number), id=f"q{number}"))
        if self._last == len(self._answers):
            title = plain("Besides the questions", "bold")
            options.append(Option(title, id="besides", disabled=True))
            options.append(Option(self._line(self._last), id=f"q{self._last}"))
        with self.prevent(OptionList.OptionHighlighted):
            questions.set_options(options)

    @property
    def _last(self) -> int:
        """Number of the last row: the further remarks, behind the questions."""
        return len(self._answers) if self._answers or self._remarks else 0

    @property
    def _is_at_remarks(self) -> bool:
        return self._at == len(self._answers) and bool(self._answers or self._remarks)

    def _line(self, number: int) -> Content:
        if number == len(self._answers):
            count = len(self._remarks.split())
            told = f"  {counted(count, 'word')}" if count else ""
            sign_shown = plain(f"{ANSWERED if count else ' '} ", "bold $text-success")
            return sign_shown + plain(_REMARKS) + plain(told, "$text-muted")
        answer = self._answers[number]
        sign = ANSWERED if answer.text.strip() else OPEN
        line = plain(f"{sign} ", "bold $text-success" if sign == ANSWERED else "$text-muted")
        line += plain(self._title_of(number))
        question = self._questionnaire.question(answer.question)
        if question and not self._questionnaire.is_put_to(answer.question, self._nation):
            line += plain(f"\n  {FOREIGN} {put_only_to(question)}", "$text-warning")
        return line

    def _title_of(self, number: int) -> str:
        position = self._questionnaire.question(self._answers[number].question)
        return one_line(position.title) if position else f"Question {number + 1}"

    def _go_to(self, number: int) -> None:
        """Turn to a question, or the further remarks; what stands in the field is taken first."""
        self._take_typed()
        self._show_question(min(number, self._last))

    def _show_question(self, number: int) -> None:
        """Show a question and its answer, or the further remarks."""
        area = self.query_one("#answer", ProseArea)
        shown = self.query_one("#question", Static)
        if not self._answers and not self._remarks:
            shown.update(plain("No question is put to members here. Choose your nation with F2."))
            area.disabled = True
            return
        area.disabled = False
        area.read_only = self.editing.is_read_only
        self._at = number
        if number == len(self._answers):
            shown.update(plain(f"{_REMARKS}\n", "$text-muted") + plain(_ABOUT_REMARKS))
            self._turn_to(_REMARKS, self._remarks)
        else:
            shown.update(self._asked(number))
            self._turn_to(self._answers[number].question, self._answers[number].text)
        questions = self.query_one("#questions", OptionList)
        with self.prevent(OptionList.OptionHighlighted):
            questions.highlighted = questions.get_option_index(f"q{number}")

    def _turn_to(self, name: str, text: str) -> None:
        """Put a text into the field, with what can be undone in it.

        Args:
            name: of the text: the id of its question, or the further remarks.
        """
        area = self.query_one("#answer", ProseArea)
        if name == self._shown and text == area.text:
            return
        before = area.text
        known, history = self._histories.pop(name, ("", None))
        with self.prevent(TextArea.Changed):
            # What came from elsewhere since cannot be undone by the steps kept.
            left = area.turn_to(text, history if known == text else None)
        if self._shown != name:
            self._histories[self._shown] = (before, left)
        self._shown = name

    def _asked(self, number: int) -> Content:
        answer = self._answers[number]
        head = f"{self._title_of(number)}  ({number + 1} of {len(self._answers)})"
        parts = [plain(head, "$text-muted"), plain(answer.wording)]
        question = self._questionnaire.question(answer.question)
        if question and not self._questionnaire.is_put_to(answer.question, self._nation):
            parts.append(
                plain(
                    f"! This question is {put_only_to(question)}. What you wrote is kept; clear "
                    "it, or change the nation, before you submit.",
                    "$text-warning",
                )
            )
        return Content("\n").join(parts)

    @on(OptionList.OptionHighlighted, "#questions")
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id and event.option_id.startswith("q"):
            self._behind_typing(self._go_to, int(event.option_id[1:]))

    @on(OptionList.OptionSelected, "#questions")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.set_focus(self.query_one("#answer", ProseArea))

    def action_next_question(self) -> None:
        """Go to the next question."""
        self._step(1)

    def action_previous_question(self) -> None:
        """Go to the question before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._answers:
            # At once: what is typed after the key belongs into the field.
            self.close_form()
            self._behind_typing(lambda: self._go_to((self._at + step) % (self._last + 1)))

    def _behind_typing(self, turn: Callable[..., None], *arguments: int) -> None:
        """Turn to another question once the field has taken the keys pressed before.

        They wait in a queue of the field, which this key never went through.
        """
        self.query_one("#answer", ProseArea).call_later(turn, *arguments)

    # --- typing ---

    @on(TextArea.Changed, "#answer")
    def _answer_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._take_typed()

    def _take_typed(self) -> None:
        """What stands in the field is the text that it was turned to, whichever is gone to."""
        text = self.query_one("#answer", ProseArea).text
        questions = [answer.question for answer in self._answers]
        if self._shown == _REMARKS and text != self._remarks:
            number = len(questions)
            self._remarks = text
            self.typed({"remarks": text})
        elif self._shown in questions:
            number = questions.index(self._shown)
            if text == self._answers[number].text:
                return
            self._answers[number] = replace(self._answers[number], text=text)
            self.typed({"answers": tuple(self._answers)})
        else:
            return
        if self._answers:
            self.query_one("#questions", OptionList).replace_option_prompt(
                f"q{number}", self._line(number)
            )

    # --- who answers ---

    def _suggested(self) -> Suggested:
        header = self._questionnaire.header
        if header is None or self.editing.is_read_only:
            return Suggested()
        return suggest_missing(self.editing.draft, header)

    def _show_suggested(self) -> None:
        told = tell_suggested(self._suggested())
        key = next(each.key for each in commands_for(Place.DRAFT) if each.action == _TAKE)
        line = self.query_one("#suggested", Static)
        line.update(plain(f"{told} {key} fills it in." if told else ""))
        line.set_class(bool(told), "-shown")

    def action_take_suggested(self) -> None:
        """Fill into the form what the remarks seem to say of who answers; what is filled stays."""
        suggested = self._suggested()
        if suggested == Suggested():
            tell(self.app, "The remarks say nothing more of who answers.")
            return
        self.typed({"submitter": suggested.filled_into(self.editing.draft.submitter)})
        self.query_one(DetailsForm).show(self.editing.compose())
        self._show_suggested()

    def show_examined(self, examined: Examined) -> None:
        """What is suggested goes with what is filled in."""
        self._show_suggested()

    def typed(self, fields: dict[str, object]) -> None:
        """A changed nation changes which questions are put."""
        super().typed(fields)
        submitter = fields.get("submitter")
        if isinstance(submitter, Submitter) and submitter.nation != self._nation:
            self._nation = submitter.nation
            self._put_questions()

    def _put_questions(self) -> None:
        """Ask what members in the nation are asked, and what is answered already."""
        self._take_typed()
        derived = answers_for(self._nation, self._answers, self._questionnaire.questions)
        at_remarks = self._is_at_remarks
        here = "" if at_remarks or not self._answers else self._answers[self._at].question
        self._answers = list(derived)
        super().typed({"answers": derived})
        self._fill_list()
        places = [answer.question for answer in derived]
        if at_remarks:
            self._show_question(self._last)
            return
        self._show_question(places.index(here) if here in places else 0)

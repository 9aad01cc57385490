"""When and from whom a consultation or a conference takes drafts, as its conditions tell."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from policytui.checks.basis import Basis
from policytui.checks.conditions import Conditions
from policytui.checks.conditions_file import london
from policytui.checks.finding import Evidence, Finding, Severity, Tier
from policytui.checks.rule import Rule
from policytui.checks.rules.conditions import asked_of_each, breach
from policytui.drafts.model import Draft, State

_SOON = timedelta(hours=48)


def _check_window(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    if draft.state is State.SUBMITTED and draft.seal is None:
        return
    title, opens, closes = conditions.title, conditions.opens, conditions.closes
    at = draft.seal.at if draft.seal else basis.at
    severity = Severity.ERROR
    if opens and at < opens:
        asked, apart = f"opens on {_in_london(opens)}", _length(opens - at)
        message = f"{title} {asked}, in {apart}. Keep this until then."
        sealed = f"{apart} before {title} opened. Submit it again."
    elif closes and at > closes:
        asked, apart = f"closed on {_in_london(closes)}", _length(at - closes)
        message = f"{title} {asked}, {apart} ago. Ask whether this may still be taken."
        sealed = f"{apart} after {title} {asked}. Ask whether it may still be taken."
    elif closes and not draft.seal and closes - at <= _SOON:
        asked = f"closes on {_in_london(closes)}"
        message = f"{title} {asked}, in {_length(closes - at)}. Submit this before."
        severity = Severity.WARNING
    else:
        return
    if draft.seal:
        message = f"This was sealed on {_in_london(at)}, {sealed}"
    field = "seal.at" if draft.seal else ""
    yield breach("FMT003", draft, conditions, message, field, asked, severity=severity)


def _in_london(moment: datetime) -> str:
    local = moment.astimezone(london())
    return f"{local.day} {local:%B %Y at %H:%M} (London)"


def _length(span: timedelta) -> str:
    """A span in its two largest units: `2 days and 3 hours`."""
    minutes = int(span.total_seconds()) // 60
    sizes = (("day", 1440), ("hour", 60), ("minute", 1))
    parts = []
    for unit, size in sizes:
        number, minutes = divmod(minutes, size)
        if number:
            parts.append(f"{number} {unit}" if number == 1 else f"{number} {unit}s")
    return " and ".join(parts[:2]) or "less than a minute"


# --- from whom ---


def _check_backers(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    submitter, fewest = draft.submitter, conditions.seconders
    mover = submitter.mover.casefold()
    backers = {name.casefold() for name in submitter.seconders} - {mover, ""}
    if len(backers) < fewest:
        few = "no seconder" if not backers else f"{len(backers)} of them"
        yield breach(
            "FMT008",
            draft,
            conditions,
            f"{conditions.title} asks for {fewest} {'seconders' if fewest > 1 else 'seconder'} "
            f"besides the mover; it names {few}. Name each once.",
            "submitter.seconders",
            f"at least {fewest} besides the mover",
            *(
                Evidence(name, source=draft.id, field="submitter.seconders")
                for name in submitter.seconders
            ),
        )


def _check_capacity(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    capacity = draft.submitter.capacity
    if conditions.capacities and capacity not in conditions.capacities:
        taken = _either(each.label.lower() for each in conditions.capacities)
        yield breach(
            "FMT011",
            draft,
            conditions,
            f"{conditions.title} takes this from {taken} only; it is brought forward as "
            f"{capacity.label.lower()}. Bring it forward as one of these, or through one.",
            "submitter.capacity",
            f"from {taken}",
            Evidence(capacity.label, source=draft.id, field="submitter.capacity"),
        )


def _check_nation(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    nation = draft.submitter.nation
    if not conditions.nations or nation in conditions.nations:
        return
    taken = _either(each.label for each in conditions.nations)
    is_from = f"the nation given is {nation.label}" if nation else "no nation is given"
    yield breach(
        "FMT014",
        draft,
        conditions,
        f"{conditions.title} is put to {taken} only; {is_from}. Correct the nation.",
        "submitter.nation",
        f"put to {taken}",
        *([Evidence(nation.label, source=draft.id, field="submitter.nation")] if nation else ()),
    )


def _check_agreement(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    asked, submitter = conditions.agreement, draft.submitter
    if asked is None or submitter.capacity not in asked.capacities:
        return
    day, label = submitter.agreed_on, submitter.capacity.label.lower()
    if day is None:
        problem = "is not given. Write the day of the meeting."
    elif asked.earliest and day < asked.earliest:
        days = (asked.earliest - day).days
        problem = f"is {_days(days)} before the first that counts. Agree to it again."
    elif asked.latest and day > asked.latest:
        problem = f"is {_days((day - asked.latest).days)} after the last that counts."
    else:
        return
    limits = [f"from {_date(asked.earliest)}"] if asked.earliest else []
    limits += [f"until {_date(asked.latest)}"] if asked.latest else []
    field = "submitter.agreed_on"
    given = f" ({_date(day)})" if day else ""
    yield breach(
        "FMT012",
        draft,
        conditions,
        f"The day on which the {label} agreed{given} {problem} {conditions.title} asks for "
        + (f"a day {' '.join(limits)}." if limits else "it."),
        field,
        " ".join(["day of agreement", *limits]),
        *([Evidence(_date(day), source=draft.id, field=field)] if day else ()),
    )


def _days(number: int) -> str:
    return "one day" if number == 1 else f"{number} days"


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _check_redrafter(draft: Draft, conditions: Conditions, basis: Basis) -> Iterator[Finding]:
    if conditions.redrafter and not draft.submitter.redrafter:
        yield breach(
            "FMT013",
            draft,
            conditions,
            f"{conditions.title} asks who may redraft the text on behalf of the mover. Name them; "
            "it may be the mover.",
            "submitter.redrafter",
            "a redrafter is named",
        )


def _either(names: Iterable[str]) -> str:
    """`one, two or three`."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


RULES = (
    Rule(
        "FMT003",
        "outside-window",
        Tier.FACT,
        Severity.ERROR,
        "A draft is sent before a consultation or conference opens, or after it has closed.",
        "Times are those of the clocks in London; a day without a time ends with the day. What "
        "closes within 48 hours is a warning.",
        "Sealed on 12 June at 00:10, where it closed on 11 June.",
        "Submit it in time; where it is late, ask whether it may still be taken.",
        on_draft=asked_of_each(_check_window),
    ),
    Rule(
        "FMT008",
        "too-few-backers",
        Tier.FACT,
        Severity.ERROR,
        "A draft has fewer seconders than are asked for.",
        "The mover does not count as a seconder, and nobody counts twice.",
        "One seconder, where two are asked for.",
        "Name further seconders.",
        on_draft=asked_of_each(_check_backers),
    ),
    Rule(
        "FMT011",
        "capacity-not-admitted",
        Tier.FACT,
        Severity.ERROR,
        "A draft is brought forward by one from whom none is taken.",
        "Some conferences take amendments from local parties and societies only.",
        "An individual moves an amendment, where local parties may.",
        "Bring it forward through one who may.",
        on_draft=asked_of_each(_check_capacity),
    ),
    Rule(
        "FMT012",
        "agreed-on-missing-or-outside",
        Tier.FACT,
        Severity.ERROR,
        "The day on which an organisation agreed is missing, or does not count.",
        "What an organisation sends must have been agreed by its members, in the time given.",
        "Agreed on 3 May, where the first day that counts is 1 June.",
        "Write the day of the meeting, or agree to it again.",
        on_draft=asked_of_each(_check_agreement),
    ),
    Rule(
        "FMT013",
        "redrafter-missing",
        Tier.FACT,
        Severity.ERROR,
        "Nobody is named who may redraft the text on behalf of the mover.",
        "Staff who put texts together must know with whom to agree on the wording.",
        'redrafter = "" under [submitter]',
        "Name them; it may be the mover: policytui draft edit DRAFT --redrafter NAME",
        on_draft=asked_of_each(_check_redrafter),
    ),
    Rule(
        "FMT014",
        "nation-not-admitted",
        Tier.FACT,
        Severity.ERROR,
        "A draft comes from a nation to which a consultation or conference is not put.",
        "Some matters are put only where they are decided.",
        "A member in Wales answers what is put to England only.",
        "Correct the nation.",
        on_draft=asked_of_each(_check_nation),
    ),
)
"""The rules of this family."""

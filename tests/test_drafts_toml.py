import tomllib
from datetime import UTC, date, datetime
from decimal import Decimal

import jsonschema
import pytest
from corpora import HOSTILE, lines, proses, titles
from hypothesis import given
from hypothesis import strategies as st

from policytui.corpus.model import Nation
from policytui.drafts.model import (
    Answer,
    Base,
    Capacity,
    Commitment,
    Contact,
    Draft,
    DraftKind,
    Event,
    Op,
    Relates,
    Relation,
    Seal,
    State,
    Submitter,
)
from policytui.drafts.submission import content_digest
from policytui.drafts.toml import (
    draft_as_json,
    format_draft,
    load_schema,
    parse_draft,
    read_draft,
    toml_as_json,
)
from policytui.errors import DataError
from policytui.text import clean_text, digest_text

moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
maybe_prose = st.one_of(st.just(""), proses)
digests = st.just("sha256:" + "0a" * 32)
names = st.lists(titles, max_size=3).map(tuple)

submitters = st.builds(
    Submitter,
    mover=lines,
    seconders=names,
    capacity=st.sampled_from(Capacity),
    organisation=lines,
    agreed_on=st.one_of(st.none(), st.dates(date(2000, 1, 1))),
    nation=st.one_of(st.none(), st.sampled_from(Nation)),
    redrafter=lines,
    region=lines,
)
relations = st.builds(
    Relates,
    position=st.sampled_from(["d/p", "a-draft"]),
    relation=st.sampled_from(Relation),
    note=lines,
)
commitments = st.builds(
    Commitment,
    subject=titles,
    op=st.sampled_from(Op),
    value=st.one_of(
        st.integers(-(10**20), 10**20).map(Decimal),
        st.decimals(-(10**9), 10**9, places=4, allow_nan=False, allow_infinity=False),
    ),
    unit=lines,
    by=st.one_of(st.none(), st.integers(1900, 2200), st.dates(date(1900, 1, 1))),
)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    kind = draw(st.sampled_from(DraftKind))
    base = None
    if kind is DraftKind.AMENDMENT:
        text = draw(proses)
        base = Base("d/p", draw(lines), draw(titles), draw(titles), text, digest_text(text))
    is_response = kind is DraftKind.RESPONSE
    answers = st.builds(Answer, question=st.just("d/q"), wording=maybe_prose, text=maybe_prose)
    return Draft(
        id="a-draft",
        kind=kind,
        title=draw(titles),
        created=draw(moments),
        updated=draw(moments),
        state=draw(st.sampled_from(State)),
        base=base,
        document=draw(st.sampled_from(["", "d"])),
        theme=draw(lines),
        text="" if is_response else draw(maybe_prose),
        instruction=() if is_response else draw(names),
        answers=draw(st.lists(answers, max_size=3).map(tuple)),
        remarks=draw(maybe_prose) if is_response else "",
        reason=draw(maybe_prose),
        submitter=draw(submitters),
        contact=draw(st.builds(Contact, email=lines, telephone=lines, membership=lines)),
        relates=draw(st.lists(relations, max_size=2).map(tuple)),
        commitments=draw(st.lists(commitments, max_size=2).map(tuple)),
        history=draw(st.lists(st.builds(Event, at=moments, what=titles), max_size=2).map(tuple)),
        seal=draw(st.one_of(st.none(), st.builds(Seal, digest=digests, at=moments))),
    )


@given(drafts())
def test_what_is_written_reads_back_as_equal(draft):
    assert parse_draft(format_draft(draft)) == draft


_SCHEMA = jsonschema.validators.validator_for(load_schema())(
    load_schema(), format_checker=jsonschema.FormatChecker()
)


@given(drafts())
def test_the_content_that_is_sealed_is_that_of_the_file(draft):
    assert draft_as_json(draft) == toml_as_json(format_draft(draft))


def test_the_published_schema_is_one():
    _SCHEMA.check_schema(load_schema())


@given(drafts())
def test_what_is_written_meets_the_published_schema(draft):
    _SCHEMA.validate(toml_as_json(format_draft(draft)))


@given(drafts())
def test_words_come_back_clean_whatever_a_file_holds(draft):
    text = format_draft(draft)

    assert clean_text(text) == text


GOOD = """\
schema = 1
id = "a-draft"
kind = "amendment"
title = "Land"
created = 2026-01-01T10:00:00Z
updated = 2026-01-01T10:00:00Z

[target]
position = "d/land"
edition = "2016"
title = "Land"
digest = "{digest}"
text = "Old words."

[proposal]
text = '''
New words.'''
""".replace("{digest}", digest_text("Old words."))


def test_a_draft_written_by_hand_is_read():
    draft = parse_draft(GOOD)

    assert draft.base is not None
    assert draft.base.text == "Old words."
    assert draft.text == "New words."


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "said"),
    [
        ('id = "a-draft"', 'id = "../../etc"', 2, "id", "small letters"),
        ('id = "a-draft"', f'id = "{"a" * 200}"', 2, "id", "small letters"),
        ('"amendment"', '"amendement"', 3, "kind", 'Did you mean "amendment"?'),
        ('title = "Land"\ncreated', "title = 7\ncreated", 4, "title", "is the number 7"),
        ("created = 2026-01-01T10:00:00Z", 'created = "now"', 5, "created", "a time such as"),
        ('position = "d/land"', 'position = "d/../land"', 9, "target.position", "no id"),
        ("Old words.", "Other words.", 12, "target.digest", "changed by hand"),
        ('edition = "2016"', "", 8, "target.edition", "is missing"),
        ("[proposal]", '[propsal]\na = "b"\n[proposal]', 15, "propsal", '"proposal"'),
        ("[proposal]\ntext", "[proposal]\ntxt", 15, "proposal.text", "is missing"),
        ("[proposal]", '[[relates]]\nposition = "d/p"\nrelation = "suports"\n[proposal]', 17,
         "relates[1].relation", 'Did you mean "supports"?'),
        ("[proposal]", '[[relates]]\nposition = "d//p"\nrelation = "supports"\n[proposal]', 16,
         "relates[1].position", "no id"),
        ("[proposal]", "[[commitment]]\nsubject = 'x'\nop = '>'\nvalue = 1\n[proposal]", 17,
         "commitment[1].op", "one of: >=, <=, ="),
        ("[proposal]", "[[commitment]]\nsubject = 'x'\nop = '='\nvalue = 'many'\n[proposal]", 18,
         "commitment[1].value", "a whole number"),
        ("[proposal]", "[[commitment]]\nsubject = 'x'\nop = '='\nvalue = inf\n[proposal]", 18,
         "commitment[1].value", "must be a number"),
        ("[proposal]", "[[commitment]]\nsubject = 'x'\nop = '='\nvalue = 1\nby = 30\n[proposal]",
         19, "commitment[1].by", "a year such as 2030"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_key_and_line(old, new, line, key, said):
    assert old in GOOD
    with pytest.raises(DataError) as caught:
        parse_draft(GOOD.replace(old, new, 1))

    found = [problem for problem in caught.value.problems if problem.key == key]
    assert found, caught.value
    assert said in found[0].message
    assert found[0].line == line


def test_every_mistake_of_a_draft_is_named_at_once():
    with pytest.raises(DataError) as caught:
        parse_draft('schema = 1\nkind = "x"\nfoo = 1\n[submitter]\nnation = "mars"\n')

    assert {problem.key for problem in caught.value.problems} == {
        "id",
        "kind",
        "title",
        "created",
        "updated",
        "foo",
        "submitter.nation",
    }


def test_a_draft_of_another_schema_version_says_only_that():
    with pytest.raises(DataError) as caught:
        parse_draft(GOOD.replace("schema = 1", "schema = 9").replace("title", "name"))

    assert [problem.key for problem in caught.value.problems] == ["schema"]
    assert "version of policytui that wrote it" in str(caught.value)


@pytest.mark.parametrize("data", [b"\x00\xff\xfe", b"a = [", b"a" * 100, b"[" * 5000])
def test_a_file_that_is_no_draft_is_refused_in_plain_words(tmp_path, data):
    path = tmp_path / "a-draft.toml"
    path.write_bytes(data)

    with pytest.raises(DataError) as caught:
        read_draft(path)

    assert caught.value.problems[0].file == path
    assert caught.value.problems[0].line >= 1


def test_hostile_text_loses_its_tricks_on_reading():
    escaped = HOSTILE.replace("\\", "\\\\").encode("unicode_escape").decode()
    text = GOOD.replace("'''\nNew words.'''", f'"{escaped}"'.replace("\\x", "\\u00"))

    draft = parse_draft(text)

    assert draft.text == clean_text(HOSTILE)
    assert "\x1b" not in format_draft(draft)


def test_a_submission_from_before_there_were_regions_keeps_its_digest():
    before = GOOD + '\n[submitter]\nmover = "A. Member"\nnation = "wales"\n'
    draft = parse_draft(before)

    assert content_digest(draft).startswith("sha256:4f9f0de1b264be9e9aa335a64bb50350")
    assert "region" not in format_draft(draft)
    told = parse_draft(before + 'region = " [red]North\\u001b[2J\\n  West "\n')
    assert told.submitter.region == "[red]North West"
    assert content_digest(told) != content_digest(draft)


def test_prose_is_written_over_several_lines_for_people():
    draft = parse_draft(GOOD.replace("New words.", "New.\n\nMore."))

    assert '"""\nNew.\n\nMore."""' in format_draft(draft)
    assert tomllib.loads(format_draft(draft))["proposal"]["text"] == "New.\n\nMore."


def test_what_a_draft_declares_is_read_as_people_write_it():
    draft = parse_draft(
        GOOD
        + """
[[relates]]
position = "d/roads"
relation = "Conflicts"
note = "Both need the same field."

[[commitment]]
subject = "homes built"
op = ">="
value = 20000
unit = "home/year"
by = 2030

[[commitment]]
subject = "aid"
op = "="
value = 0.7
unit = "%"
by = 2031-03-31
"""
    )

    assert draft.relates == (Relates("d/roads", Relation.CONFLICTS, "Both need the same field."),)
    assert draft.commitments == (
        Commitment("homes built", Op.LEAST, Decimal(20000), "home/year", 2030),
        Commitment("aid", Op.EXACT, Decimal("0.7"), "%", date(2031, 3, 31)),
    )

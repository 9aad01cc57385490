from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytui.checks.registers.acronyms import Explained, unexplained
from policytui.checks.registers.laws import find_laws
from policytui.checks.registers.loading import load_registers
from policytui.checks.registers.mentions import Finder, finder_of
from policytui.checks.registers.model import EntryKind, KnownTo, say_day
from policytui.checks.registers.past import speaks_of_past
from policytui.errors import DataError

SHIPPED = load_registers()
WORDS = sorted({word for entry in SHIPPED.entries for word in (*entry.spellings, entry.name[:5])})


def entry_of(name):
    return next(entry for entry in SHIPPED.entries if entry.name == name)


def own(folder, text, name="own.toml"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


# --- what is shipped ---


def test_the_shipped_registers_hold_what_they_promise():
    superseded = [entry for entry in SHIPPED.entries if entry.changed or entry.became]

    assert len(superseded) >= 60
    assert len(SHIPPED.topics) >= 12
    assert "NHS" in SHIPPED.acronyms


@pytest.mark.parametrize(
    ("name", "changed", "became"),
    [
        ("Homes and Communities Agency", date(2018, 1, 11), "Homes England"),
        ("Monitor", date(2016, 4, 1), "NHS Improvement"),
        ("NHS Improvement", date(2022, 7, 1), "NHS England"),
        ("Public Health England", date(2021, 10, 1), "UK Health Security Agency"),
        ("Data Protection Act 1998", date(2018, 5, 25), "Data Protection Act 2018"),
        ("Public Contracts Regulations 2015", date(2025, 2, 24), "Procurement Act 2023"),
    ],
)
def test_what_became_of_a_name_is_known_to_the_day(name, changed, became):
    entry = entry_of(name)

    assert entry.changed == changed
    assert entry.became[0] == became


def test_no_entry_is_held_true_for_a_day_before_its_change():
    assert all(not entry.changed or entry.changed <= entry.as_of for entry in SHIPPED.entries)


def test_no_spelling_stands_for_two_things():
    spellings = [spelling for entry in SHIPPED.entries for spelling in entry.spellings]

    assert len(spellings) == len(set(spellings))


def test_what_stands_today_is_not_superseded_itself():
    ended = {entry.name for entry in SHIPPED.entries if entry.changed}

    for entry in SHIPPED.entries:
        today = entry.now or entry.became
        assert not ended.intersection(today), entry.name


def test_every_law_bears_its_year():
    assert all(entry.year for entry in SHIPPED.entries if entry.kind is EntryKind.ACT)


# --- files of one's own ---


def test_an_entry_of_ones_own_is_added_and_one_of_the_same_name_takes_its_place(tmp_path):
    folder = own(
        tmp_path / "registers",
        """
[[body]]
name = "Office of Kites"
became = ["Office of Balloons"]
changed = 2020-05-01
known_to = "month"
source = "Kites Act 2020"
as_of = 2021-01-01

[[body]]
name = "Ofsted"
nations = ["england", "wales"]
source = "Our own reading"
as_of = 2021-01-01

[[acronym]]
name = "XYZ"
means = "nothing"
""",
    )

    registers = load_registers(folder)

    named = {entry.name: entry for entry in registers.entries}
    assert named["Office of Kites"].tell().endswith("“Office of Balloons” in May 2020.")
    assert len(named["Ofsted"].nations) == 2
    assert registers.acronyms["XYZ"] == "nothing"
    assert len(registers.entries) == len(SHIPPED.entries) + 1


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        (
            '[[body]]\nname = "A"\nsource = "S"\nas_of = 2020-01-01\nbecome = ["B"]\n',
            *(5, "body[1].become", 'Did you mean "became"'),
        ),
        ('[[body]]\nname = "A"\nsource = "S"\nas_of = "May"\n', 4, "body[1].as_of", "a date"),
        ('[[body]]\nname = "A"\nas_of = 2020-01-01\n', 1, "body[1].source", "is missing"),
        (
            '[[act]]\nname = "A"\nsource = "S"\nas_of = 2020-01-01\nchanged = 2021-01-01\n',
            *(4, "act[1].as_of", "lies before"),
        ),
        (
            '[[body]]\nname = "A"\nsource = "S"\nas_of = 2020-01-01\nnations = ["mars"]\n',
            *(5, "body[1].nations", "not one of"),
        ),
        (
            '[[term]]\nname = "A"\nsource = "S"\nas_of = 2020-01-01\n',
            1,
            "term[1].changed",
            "became",
        ),
        (
            '[[acronym]]\nname = "A"\nmeans = "a"\n[[acronym]]\nname = "A"\nmeans = "b"\n',
            *(5, "acronym[2].name", "line 2"),
        ),
        ('[[bodies]]\nname = "A"\n', 1, "bodies", "not a key"),
        ('[[body]\nname = "A"\n', 1, "", "not valid TOML"),
    ],
)
def test_a_mistake_is_reported_with_file_line_and_key(tmp_path, text, line, key, words):
    folder = own(tmp_path / "registers", text)

    with pytest.raises(DataError) as caught:
        load_registers(folder)

    problem = caught.value.problems[0]
    assert (problem.file, problem.line, problem.key) == (folder / "own.toml", line, key)
    assert words in problem.message


def test_mistakes_of_all_files_are_reported_together(tmp_path):
    folder = own(tmp_path / "registers", '[[body]]\nname = "A"\n', "a.toml")
    own(folder, "x = 1\n", "b.toml")
    (folder / "c.toml").write_bytes(b"\xff")

    with pytest.raises(DataError) as caught:
        load_registers(folder)

    assert {problem.file.name for problem in caught.value.problems} == {
        "a.toml",
        "b.toml",
        "c.toml",
    }


def test_a_folder_that_is_not_there_adds_nothing(tmp_path):
    assert load_registers(tmp_path / "registers") is SHIPPED


# --- names in a text ---


def names_in(text):
    return [mention.entry.name for mention in finder_of(SHIPPED).find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We ask Homes & Communities Agency staff.", ["Homes and Communities Agency"]),
        ("Homes and\nCommunities Agency", ["Homes and Communities Agency"]),
        ("the homes and communities agency", []),
        ("Let NHS trusts know that Monitor looks on.", ["Monitor"]),
        ("Monitor the NHS trusts closely.", []),
        ("The NHS asks. Monitor what it does.", []),
        ("The NHS uses a Baby Monitor here.", []),
        ("We bought a Monitor for the computer.", []),
        (
            "the Department of Health and Social Care and the NHS",
            ["Department of Health and Social Care"],
        ),
        ("the Regional Development Agencies Act 1998", []),
        ("the Data Protection Act 1998", ["Data Protection Act 1998"]),
        ("Her Majesty's Treasury", ["Her Majesty’s"]),
        ("Welsh Assembly Government", ["Welsh Assembly Government"]),
        ("the Ofsted-like inspectors", []),
        ("The EU rules on bees.", []),
        ("The EU rules on public procurement.", ["EU rules"]),
    ],
)
def test_names_are_found_as_whole_words_the_longest_first(text, names):
    assert names_in(text) == names


def test_a_mention_knows_its_sentence():
    text = "First this. Then the Audit Commission came. Then that."

    (mention,) = Finder(SHIPPED.entries).find(text)

    assert text[mention.start : mention.end] == "Audit Commission"
    assert text[slice(*mention.sentence)] == "Then the Audit Commission came."


@given(st.lists(st.sampled_from([*WORDS, "and", "the", ". ", "\n\n", "(", "2011"]), max_size=30))
def test_mentions_of_any_text_stand_in_order_and_spell_a_name(words):
    text = " ".join(words)

    mentions = Finder(SHIPPED.entries).find(text)

    edges = [edge for mention in mentions for edge in (mention.start, mention.end)]
    assert edges == sorted(edges)
    for mention in mentions:
        written = " ".join(text[mention.start : mention.end].split())
        assert written in mention.entry.spellings
        assert mention.sentence[0] <= mention.start < mention.end <= mention.sentence[1]


@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("The former Audit Commission knew this.", True),
        ("The Audit Commission was abolished too early.", True),
        ("Bring back the Audit Commission.", True),
        ("We will re-establish an independent Audit Commission.", True),
        ("In 2009 the Audit Commission said so.", True),
        ("The closure of the Audit Commission was wrong.", True),
        ("Since the Audit Commission closed in 2015, audits are late.", True),
        ("The Audit Commission should look at every council.", False),
        ("As a report of 2009 says, the Audit Commission should look.", False),
        ("The Audit Commission should wait until councils agree.", False),
        ("By 2030 the Audit Commission must report.", False),
        ("The old trains went; the Audit Commission should say why.", False),
        ("The Homes and Communities Agency, now Homes England, should act.", True),
    ],
)
def test_history_is_told_from_a_demand(text, is_past):
    (mention, *_) = Finder(SHIPPED.entries).find(text)

    assert speaks_of_past(text, mention) is is_past


# --- laws and acronyms ---


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("under the Localism Act 2011", "Localism Act", "2011"),
        ("Repeal the Localism Act", "Localism Act", ""),
        ("the Social Services and Well-being (Wales) Act in 2014", None, "2014"),
        ("the Care Act and the Localism Act 2011", "Care Act", ""),
        ("the Public Contracts Regulations 2015", "Public Contracts Regulations", "2015"),
    ],
)
def test_the_title_of_a_law_is_found(text, title, year):
    law = next(find_laws(text))

    titles = [words for _, words in law.titles(text)]
    assert law.year == year
    assert (title or "Social Services and Well-being (Wales) Act") in titles


@pytest.mark.parametrize("text", ["the Act says", "Act now", "Human Rights Act of 1977", "an act"])
def test_no_law_is_found_where_none_is_named(text):
    assert list(find_laws(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fund QZX schemes.", ["QZX"]),
        ("Fund every QZXs scheme. QZX again.", ["QZX"]),
        ("Quick zinc exchanges (QZX) help. QZX again.", []),
        ("QZX (quick exchanges) help.", []),
        ("The Quick Zinc Xylophone helps; QZX again.", []),
        ("Quick zinc exchanges (“QZXs”) help. QZX again.", []),
        ("The NHS and the UK.", []),
        ("Chapter XIV and part II.", []),
        ("ALL OF THIS IS LOUD.", []),
        ("An annex. See ANNEX for more.", []),
        ("Write to QZX@example.org or www.QZX.org.", []),
        ("Order QZX 12 and QZX-3.", []),
        ("EC1M 4AN", []),
    ],
)
def test_acronyms_that_are_explained_nowhere_are_found(text, found):
    told = unexplained(text, Explained(text), SHIPPED.acronyms, set())

    assert [acronym for acronym, _, _ in told] == found


@pytest.mark.parametrize(
    ("known_to", "words"),
    [
        (KnownTo.DAY, "on 1 April 2016"),
        (KnownTo.MONTH, "in April 2016"),
        (KnownTo.YEAR, "in 2016"),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(known_to, words):
    assert say_day(date(2016, 4, 1), known_to) == words

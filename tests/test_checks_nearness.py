import subprocess
import sys

import pytest
from corpora import write_corpus
from hypothesis import given
from hypothesis import strategies as st

from policytui.checks.basis import Basis
from policytui.checks.nearness.alike import find_clusters, find_pairs, tell_apart
from policytui.checks.nearness.candidates import Candidates
from policytui.checks.nearness.contrary import contrary_of_nearest, differs
from policytui.checks.nearness.letters import blank_courtesies, shingles_of_questions
from policytui.checks.nearness.passages import find_shared, own_words
from policytui.checks.nearness.policy import candidates_of
from policytui.checks.nearness.restating import Stance, find_restated
from policytui.checks.nearness.said import Passage
from policytui.checks.nearness.shingles import MOST_HOLDERS, ShingleIndex
from policytui.checks.nearness.store import keep_candidates, key_of, read_candidates
from policytui.checks.nearness.words import place_words, shingles_of, words_of
from policytui.corpus.catalogue import Catalogue
from policytui.corpus.model import Position
from policytui.errors import Cancelled

POSITIONS = {
    "ferries": "Every island should have a ferry that its people own and that sails each day.",
    "orchards": "Empty plots beside railway stations should be planted as community orchards.",
    "libraries": "Each borough must keep one library open on Sundays, staffed by librarians.",
    "milk": "Dairy farmers must be paid for milk within thirty days of its collection.",
    "rivers": "Water companies should publish every discharge into a river within one hour.",
    "boilers": "Landlords must have boilers serviced each autumn and show tenants the record.",
    "buses": "Bus timetables should be set by the county so that buses meet the trains.",
    "bees": "Verges should be left unmown until August so that bees find flowers.",
    "allotments": "Nobody should wait longer than two years for an allotment in their parish.",
    "post": "Post offices in villages should be allowed to offer the services of banks.",
}
words = st.text("abc d.,-\nÉİß'’", max_size=60)


@pytest.fixture
def candidates():
    return Candidates.build((id_, id_.title(), text) for id_, text in POSITIONS.items())


def read(ids):
    return [Position(id_, id_.title(), POSITIONS[id_]) for id_ in ids]


# --- words and shingles ---


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Our Homes", "our  homes!"),
        ("co-operative homes", "Cooperative homes"),
        ("co‑ops’ homes", "coops' homes"),
        ("the\nhomes", "the homes"),
    ],
)
def test_layout_case_and_hyphens_make_no_other_words(one, other):
    assert words_of(one) == words_of(other)


@given(words)
def test_every_word_has_its_place(text):
    placed = place_words(text)

    assert len(placed.words) == len(placed.spans)
    for word, (start, end) in zip(placed.words, placed.spans, strict=True):
        assert words_of(text[start:end]) == [word]


def test_shingles_are_the_same_in_every_run():
    code = (
        "from policytui.checks.nearness.words import shingles_of\n"
        "print(shingles_of(['homes', 'for', 'all', 'who']))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }

    assert said == {f"{shingles_of(['homes', 'for', 'all', 'who'])}\n".encode()}


@given(st.lists(st.lists(st.integers(0, 8), max_size=6), max_size=12))
def test_overlaps_are_those_of_every_pair(texts):
    index = ShingleIndex.build(texts)

    for text in texts:
        found = {one.number: one for one in index.overlaps(text)}
        expected = {
            number: len(set(text) & set(other))
            for number, other in enumerate(texts)
            if set(text) & set(other)
        }
        assert {number: one.shared for number, one in found.items()} == expected
        for number, one in found.items():
            assert one.of_mine == expected[number] / len(set(text))
            assert one.of_theirs == expected[number] / len(set(texts[number]))


def test_of_a_phrase_that_many_texts_hold_the_first_holders_alone_are_looked_at():
    index = ShingleIndex.build([[7]] * (3 * MOST_HOLDERS))

    assert len(index.overlaps([7])) == MOST_HOLDERS


# --- passages ---


@given(words, words)
def test_shared_passages_stand_in_both_texts(mine, theirs):
    shared = find_shared(mine, theirs)

    held = words_of(theirs)
    grams = {tuple(held[at : at + 3]) for at in range(len(held))}
    for start, end in shared.mine:
        run = words_of(mine[start:end])
        assert len(run) >= 3
        assert all(tuple(run[at : at + 3]) in grams for at in range(len(run) - 2))
    assert bool(shared.mine) == bool(shared.theirs)


@given(words, words)
def test_shared_passages_and_own_words_are_the_whole_text(mine, theirs):
    spans = find_shared(mine, theirs).mine

    own = [word for part in own_words(mine, spans) for word in words_of(part)]
    shared = [word for start, end in spans for word in words_of(mine[start:end])]
    assert sorted(own + shared) == sorted(words_of(mine))


def test_a_position_is_found_inside_a_longer_letter(candidates):
    letter = (
        "My grandmother grew pears behind the signal box. "
        + POSITIONS["orchards"]
        + " I would gladly dig the first hole myself, and so would my neighbours."
    )

    first = candidates.near(letter)[0]

    assert first.position_id == "orchards"
    assert first.overlap
    assert first.overlap.of_theirs == 1


# --- candidates ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferries ought to belong to islanders, sailing daily.", "ferries"),
        ("No island needs a ferry owned by its people.", "ferries"),
        ("We would plant orchards on plots by stations.", "orchards"),
        ("Librarians should not have to work on Sundays in any library.", "libraries"),
        ("Farmers may be paid for their milk after ninety days.", "milk"),
        ("Discharges into rivers need not be published by the companies.", "rivers"),
        ("Servicing boilers every autumn is no business of landlords.", "boilers"),
        ("Let the county set times so buses and trains meet.", "buses"),
        ("Mow the verges in May, whatever bees and flowers want.", "bees"),
        ("A wait of five years for allotments is quite acceptable.", "allotments"),
        ("Banks' services have no place in village post offices.", "post"),
    ],
)
def test_the_position_on_the_same_matter_comes_first(candidates, text, expected):
    assert candidates.near(text)[0].position_id == expected


def test_shared_stems_are_told_the_rarest_first(candidates):
    shared = candidates.near("An orchard should be planted beside every library.")[0].shared

    assert "orchard" in shared
    assert "be" not in shared


def test_only_wanted_positions_are_given(candidates):
    text = POSITIONS["ferries"]

    found = candidates.near(text, is_wanted=lambda id_: id_ != "ferries")

    assert "ferries" not in {one.position_id for one in found}


@pytest.mark.parametrize("text", ["", "the of and", "zzz qqq", "!?", "\n"])
def test_a_text_that_says_nothing_is_near_to_nothing(candidates, text):
    assert candidates.near(text) == ()


def test_no_positions_are_no_mistake():
    empty = Candidates.build(())

    assert empty.near("Homes for all who need them.") == ()


@pytest.mark.parametrize("word", ["plot", "plots", "Plots’"])
def test_a_word_is_met_in_whatever_inflection(candidates, word):
    (found,) = candidates.near(word)

    assert (found.position_id, found.shared) == ("orchards", ("plot",))


def test_building_can_be_stopped():
    with pytest.raises(Cancelled):
        Candidates.build([("a", "", "b")], is_cancelled=lambda: True)


# --- the cache ---


def test_kept_candidates_answer_as_the_made_ones(candidates, tmp_path):
    file = tmp_path / "candidates.bin"
    key = key_of({"platform": "digest"})

    assert keep_candidates(file, key, candidates)
    kept = read_candidates(file, key)

    assert kept
    for text in POSITIONS.values():
        assert kept.near(text) == candidates.near(text)
    assert read_candidates(file, key_of({"platform": "another"})) is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "gone", "foreign"])
def test_a_damaged_cache_counts_as_absent(candidates, tmp_path, damage):
    file = tmp_path / "candidates.bin"
    keep_candidates(file, "key", candidates)
    content = bytearray(file.read_bytes())
    content[-9] ^= 1
    changed = {
        "cut": bytes(content[:-20]),
        "flipped": bytes(content),
        "empty": b"",
        "foreign": b"[1, 2]\nrest",
    }
    file.unlink()
    if damage in changed:
        file.write_bytes(changed[damage])

    assert read_candidates(file, "key") is None


def test_policy_alone_makes_candidates(tmp_path):
    catalogue = Catalogue(write_corpus(tmp_path / "corpus"), None)
    catalogue.refresh()

    assert set(candidates_of(catalogue, tmp_path).ids) == {
        "platform/homes-we-share",
        "platform/land-for-homes",
        "platform/empty-shops",
    }
    assert Basis(catalogue).candidates.near("Empty shops")[0].position_id == "platform/empty-shops"


def test_a_large_corpus_is_kept_and_made_anew_when_it_changes_or_is_damaged(tmp_path):
    def write(count):
        body = "".join(f"## P{n} {{#p{n}}}\n\nHouse {n} needs a door.\n\n" for n in range(count))
        head = 'schema = 1\nid = "p"\ntitle = "P"\nkind = "platform"\nedition = "1"\n'
        write_corpus(tmp_path / "corpus", p=f"+++\n{head}+++\n\n{body}")
        catalogue.refresh()

    (tmp_path / "corpus").mkdir()
    catalogue = Catalogue(tmp_path / "corpus", None)
    write(1000)
    file = tmp_path / "cache/candidates.bin"
    first = candidates_of(catalogue, file.parent).near("The door of house 7")
    kept = file.read_bytes()

    assert candidates_of(catalogue, file.parent).near("The door of house 7") == first
    file.write_bytes(kept[:-1])
    assert candidates_of(catalogue, file.parent).near("The door of house 7") == first
    assert file.read_bytes() == kept
    write(1001)
    assert len(candidates_of(catalogue, file.parent).ids) == 1001


# --- what many letters say alike ---


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dear Sir or Madam,\nPlant trees.", "Plant trees."),
        ("Plant trees.\n\nYours faithfully, A. Member", "Plant trees."),
        ("Plant trees.\nKind regards", "Plant trees."),
        ("I am writing in response to your consultation on towns. Plant trees.", "Plant trees."),
        ("Dearer bread hurts the poor. Plant trees.", "Dearer bread hurts the poor. Plant trees."),
        ("Thanks to the old law\nPlant trees.", "Thanks to the old law\nPlant trees."),
        ("Plant trees.\nMany thanks, A. Member", "Plant trees."),
        ("I am writing to say: plant trees.", "I am writing to say: plant trees."),
    ],
)
def test_courtesies_are_blanked_and_nothing_else(text, kept):
    blanked = blank_courtesies(text)

    assert blanked.strip(" \n.") == kept.strip(" \n.")
    assert len(blanked) == len(text)


def test_a_question_repeated_is_blanked():
    question = "How can the party best help people to share what they own?"

    blanked = blank_courtesies(f"{question} By tool libraries.", shingles_of_questions([question]))

    assert words_of(blanked) == ["by", "tool", "libraries"]


# --- clusters ---

FORM = (
    "We ask the council to reopen the swimming bath in Mill Lane, to hand its keys to a society "
    "of swimmers, and to lend that society what the roof will cost to mend."
)
OWN = (
    "My children learnt to float there.",
    "Since it closed I have to take two buses for my knees.",
    "Our school lost its gala and its only lesson in being brave.",
)


def test_each_member_of_a_cluster_shows_its_own_words_alone():
    texts = [f"{OWN[0]} {FORM}", "Ban leaf blowers.", f"{FORM} {OWN[1]}", f"{FORM} {OWN[2]}"]

    clusters = find_clusters(find_pairs(texts))

    assert clusters == [(0, 2, 3)]
    members = list(tell_apart(texts, clusters[0]))
    assert [" ".join(member.own) for member in members] == list(OWN)


def test_a_large_campaign_is_one_cluster():
    texts = [f"{FORM} Signed by household number {n} of Mill Lane." for n in range(130)]

    assert find_clusters(find_pairs(texts)) == [tuple(range(130))]


@pytest.mark.parametrize(
    "other",
    [
        "We ask the council to reopen the library in Hill Street and to pay for its staff.",
        "The swimming bath in Mill Lane should stay closed, and its land be sold for homes.",
        "We ask the council to mend the roof.",
    ],
)
def test_texts_on_one_matter_in_other_words_are_no_cluster(other):
    assert find_clusters(find_pairs([FORM, other])) == []


def test_comparing_can_be_stopped():
    with pytest.raises(Cancelled):
        find_pairs([FORM], is_cancelled=lambda: True)


# --- restating ---


@pytest.mark.parametrize(
    ("text", "id_", "stance"),
    [
        ("Every island should have a ferry that its people own.", "ferries", Stance.RESTATES),
        ("Verges should be left unmown for bees until August.", "bees", Stance.RESTATES),
        (
            POSITIONS["milk"] + " A fund under the control of growers should lend to those whose "
            "dairies fail, and teach cheesemaking in every valley of the west.",
            "milk",
            Stance.EXTENDS,
        ),
    ],
)
def test_what_we_already_say_is_told_while_typing(candidates, text, id_, stance):
    found = find_restated(text, candidates, read)

    assert [(one.position_id, one.stance) for one in found] == [(id_, stance)]
    (one,) = found
    assert one.spans
    assert one.held
    assert 0 < one.share <= 1


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Verges should not be left unmown until August, bees or no bees.", "bees"),
        ("Dairy farmers must be paid for milk within ninety days of its collection.", "milk"),
        ("Post offices in villages should be forbidden to offer the services of banks.", "post"),
        ("Each borough must keep three libraries open on Sundays, with librarians.", "libraries"),
        ("Landlords may have boilers serviced each autumn and show tenants the record.", "boilers"),
    ],
)
def test_what_says_otherwise_is_never_called_a_restatement(candidates, text, id_):
    (found,) = find_restated(text, candidates, read)

    assert (found.position_id, found.stance) == (id_, Stance.OPPOSES)
    assert found.opposed
    (start, end), (first, last) = found.opposed
    assert text[start:end]
    assert POSITIONS[id_][first:last]


@pytest.mark.parametrize("text", ["", "Every island", "Submarines should be painted yellow."])
def test_what_is_new_or_hardly_begun_restates_nothing(candidates, text):
    assert find_restated(text, candidates, read) == ()


def test_a_position_that_is_gone_meanwhile_is_left_out(candidates):
    assert find_restated(POSITIONS["bees"], candidates, lambda ids: []) == ()


def test_the_position_that_is_amended_is_not_told(candidates):
    assert find_restated(POSITIONS["bees"], candidates, read, except_for="bees") == ()


@pytest.mark.parametrize(
    ("mine", "other", "expected"),
    [
        ("Build 20,000 homes.", "Build 20000 homes.", False),
        ("Build 20,000 homes.", "Build 30,000 homes.", True),
        ("Build 20,000 homes by 2030.", "Build 20,000 homes.", False),
        ("Shops should open.", "Shops should not open.", True),
        ("Shops shouldn’t open.", "Shops should not open.", False),
    ],
)
def test_other_figures_and_a_not_make_a_difference(mine, other, expected):
    assert differs(mine, other) is expected


@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        ([], None),
        ([(3, "no")], "no"),
        ([(4, "no"), (3, None)], "no"),
        ([(3, "no"), (4, None)], None),
        ([(3, None), (3, "no")], "no"),
        ([(2, "far"), (3, "near"), (3, "later")], "near"),
    ],
)
def test_a_sentence_that_agrees_in_more_words_is_the_one_that_is_meant(compared, expected):
    assert contrary_of_nearest(iter(compared)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20,000 homes", ["20000", "homes"]),
        ("£1,250,000.50 a year", ["1250000", "50", "a", "year"]),
        ("in 2030,000 or so", ["in", "2030", "000", "or", "so"]),
        ("1,2 and 3,45", ["1", "2", "and", "3", "45"]),
    ],
)
def test_a_number_with_commas_is_one_word(text, expected):
    assert words_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One\ntwo.", ["One\ntwo."]),
        ("One.\n\n  Two", ["One.", "Two"]),
        ("“One.”\nTwo", ["“One.", "Two"]),
        ("One.\n", ["One."]),
    ],
)
def test_a_line_break_behind_a_sentence_ends_a_paragraph(text, expected):
    paragraphs = Passage(text, text, "text").paragraphs

    assert [one.text for one in paragraphs] == expected
    assert all(text[one.start :].startswith(one.text) for one in paragraphs)

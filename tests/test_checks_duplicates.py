from dataclasses import replace
from datetime import UTC, datetime

import pytest
from corpora import write_corpus

from policytui.checks.basis import Basis
from policytui.checks.finding import sort_findings
from policytui.checks.rules.duplicates import (
    RULES,
    find_already_policy,
    find_duplicate_positions,
    find_identical,
    find_near_duplicates,
)
from policytui.corpus.catalogue import Catalogue
from policytui.drafts.model import Answer, Draft, DraftKind, Submitter, base_from

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)

FERRIES = (
    "Every inhabited island should have a ferry that its people own. It should sail each day, "
    "winter and summer, and nobody who lives there should pay more than 4 pounds for a crossing."
)
ORCHARDS = (
    "Empty plots beside railway stations should be planted as community orchards. The railway "
    "should lend spades and pay for the first 200 trees of each."
)
LIBRARIES = (
    "Each borough must keep one library open on Sundays. Librarians who work on Sundays should "
    "choose another day of rest."
)
MILK = (
    "Dairy farmers must be paid for milk within 30 days of its collection. A farmer who is paid "
    "late should be owed interest."
)
BATHS = (
    "Public swimming baths should not be closed before swimmers have had a year to take them "
    "over. The council should lend them what the roof costs."
)
BOILERS = (
    "Landlords must have boilers serviced each autumn and show tenants the engineer's record "
    "of the work."
)
BUSES = (
    "The county should set the times of buses, so that the last bus waits for the last train "
    "at every market town."
)


def corpus_of(**positions):
    body = "\n\n".join(f"## {id_.title()} {{#{id_}}}\n\n{text}" for id_, text in positions.items())
    header = 'schema = 1\nid = "platform"\ntitle = "Our platform"\nkind = "platform"\n'
    return f'+++\n{header}edition = "2024"\nadopted = 2024-10-05\nsource = "Tests"\n+++\n\n{body}\n'


@pytest.fixture(scope="module")
def basis(tmp_path_factory):
    folder = write_corpus(
        tmp_path_factory.mktemp("corpus"),
        platform=corpus_of(
            ferries=FERRIES,
            orchards=ORCHARDS,
            libraries=LIBRARIES,
            milk=MILK,
            baths=BATHS,
            boilers=BOILERS,
            buses=BUSES,
        ),
    )
    catalogue = Catalogue(folder, None)
    catalogue.refresh()
    return Basis(catalogue, MOMENT)


def idea(text, id_="mine", mover="A. Member"):
    return Draft(
        id=id_,
        kind=DraftKind.NEW_POSITION,
        title=id_.title(),
        created=MOMENT,
        updated=MOMENT,
        text=text,
        submitter=Submitter(mover),
    )


def amendment(basis, position_id, text, id_="mine"):
    base = base_from(basis.catalogue.position(position_id), "Our platform", "2024")
    return replace(idea(text, id_), kind=DraftKind.AMENDMENT, base=base)


def response(*texts, id_="mine", wording="What should change in how the towns are run?"):
    answers = tuple(Answer(f"c/q{n}", wording, text) for n, text in enumerate(texts))
    return replace(idea("", id_), kind=DraftKind.RESPONSE, answers=answers)


def check_evidence(finding, *texts):
    """Both texts stand in the evidence, and the telling words lie inside them."""
    assert len({evidence.source for evidence in finding.evidence}) == len(texts)
    for evidence in finding.evidence:
        assert any(evidence.text in text for text in texts)
        assert evidence.spans
        for start, end in evidence.spans:
            assert 0 <= start < end <= len(evidence.text)


# --- DUP003 ---

SAYS_IT = [
    (FERRIES, "ferries"),
    (FERRIES.upper(), "ferries"),
    ("Every inhabited island should have a ferry that its people own.", "ferries"),
    (
        "I grew up by the sea and saw the pier fall in. " + ORCHARDS + " My brother would prune.",
        "orchards",
    ),
    (
        "Empty plots beside our railway stations should be planted as community orchards, and "
        "the railway should lend spades and pay for the first 200 trees.",
        "orchards",
    ),
    ("Each borough must keep one library open on Sundays.", "libraries"),
    (
        "Within 30 days of its collection dairy farmers must be paid for milk; a farmer who is "
        "paid late should be owed interest.",
        "milk",
    ),
    (
        "Dear friends,\n\nPublic swimming baths should not be closed before swimmers have had a "
        "year to take them over.\n\nYours sincerely, B. Swimmer",
        "baths",
    ),
    ("Boilers must be serviced by landlords each autumn; show tenants the record.", "boilers"),
    ("The last bus should wait for the last train at every market town in the county.", "buses"),
    (
        "The county should set the times of the buses, so that the last bus waits for the last "
        "train at every market town.",
        "buses",
    ),
]

SAYS_ANOTHER_THING = [
    FERRIES.replace("4 pounds", "9 pounds"),
    FERRIES.replace("should have", "should not have"),
    "Every inhabited island should have a school that its parents run.",
    "A ferry should carry bicycles without charge.",
    ORCHARDS.replace("200 trees", "500 trees"),
    "Empty plots beside railway stations should be sold for homes.",
    "Community orchards need hedges, bees and a shed for the press.",
    "The railway should lend bicycles at each of its stations.",
    "Each borough must keep one library open all night.",
    "No borough must keep a library open on Sundays.",
    "Librarians should be paid as teachers are.",
    MILK.replace("30 days", "60 days"),
    "Dairy farmers should plant hedges along each field.",
    "Milk should be sold in bottles that shops take back.",
    BATHS.replace("should not be closed", "should be closed"),
    "We oppose giving every inhabited island a ferry that its people own.",
    "Scrap the plan to plant empty plots beside railway stations as community orchards.",
    "The party rejects any ferry on an inhabited island that its people own.",
    "Each borough must lose the one library that it keeps open on Sundays.",
    "Stop paying dairy farmers for milk within 30 days of its collection.",
    "Swimming should be taught in every school before the age of ten.",
    "Landlords must show tenants the plan of the drains.",
    "Boilers that burn gas should give way to pumps by 2035.",
    "The county should set the price of buses.",
    "Market towns should have a square free of cars.",
    "I agree with this.",
    "",
]


@pytest.mark.parametrize(("text", "id_"), SAYS_IT)
def test_a_proposal_that_is_policy_already_is_told_of(basis, text, id_):
    (finding,) = find_already_policy(idea(text), basis)

    assert finding.other == f"platform/{id_}"
    assert "adopted 5 October 2024" in finding.message
    check_evidence(finding, text, basis.catalogue.position(finding.other).text)


@pytest.mark.parametrize("text", SAYS_ANOTHER_THING)
def test_a_proposal_that_says_another_thing_is_not(basis, text):
    assert list(find_already_policy(idea(text), basis)) == []


def test_an_amendment_is_not_told_that_its_position_says_what_it_says(basis):
    text = f"{FERRIES} A dog should sail free."

    assert list(find_already_policy(amendment(basis, "platform/ferries", text), basis)) == []


def test_what_an_amendment_adds_may_stand_in_another_position(basis):
    added = "Each borough must keep one library open on Sundays."
    draft = amendment(basis, "platform/ferries", f"{FERRIES}\n\n{added}")

    (finding,) = find_already_policy(draft, basis)

    assert finding.other == "platform/libraries"
    mine = finding.evidence[0]
    assert draft.text[mine.start :].startswith(mine.text)
    assert added in mine.text


def test_an_answer_is_checked_by_itself_and_named(basis):
    (finding,) = find_already_policy(response("Nothing at all.", MILK), basis)

    assert finding.field == finding.evidence[0].field == "answers[2].text"


def test_writing_on_after_a_line_break_hides_nothing(basis):
    more = "Dogs dream of long walks along the canal, past locks and herons and moored boats. " * 4
    text = f"Boilers must be serviced by landlords each autumn; show tenants the record.\n{more}"

    (finding,) = find_already_policy(idea(text), basis)

    assert finding.other == "platform/boilers"
    assert "Dogs" not in finding.evidence[0].text


def test_a_number_with_commas_is_marked_as_a_whole(tmp_path):
    said = "We will build 20,000 lean-to sheds for the bicycles of night workers."
    catalogue = Catalogue(write_corpus(tmp_path, platform=corpus_of(sheds=said)), None)
    catalogue.refresh()
    text = "Every year, 20,000 lean-to sheds for the bicycles of night workers should stand."

    (finding,) = find_already_policy(idea(text), Basis(catalogue, MOMENT))

    for evidence in finding.evidence:
        (start, _), *_ = evidence.spans
        assert evidence.text[start:].startswith("20,000")


# --- DUP003 in the corpus ---


def test_positions_that_share_most_of_their_words_are_found(tmp_path):
    texts = {"ferries": FERRIES, "islands": f"We love the sea. {FERRIES}", "milk": MILK}
    catalogue = Catalogue(write_corpus(tmp_path, platform=corpus_of(**texts)), None)
    catalogue.refresh()

    (finding,) = find_duplicate_positions(Basis(catalogue, MOMENT))

    assert {finding.subject, finding.other} == {"platform/ferries", "platform/islands"}
    assert "We love the sea" in finding.why
    check_evidence(finding, texts["ferries"], texts["islands"])


def test_a_corpus_without_duplicates_has_no_finding(basis):
    assert list(find_duplicate_positions(basis)) == []


# --- DUP001 ---


def test_identical_texts_are_told_of_each_other_whatever_their_layout(basis):
    drafts = [
        idea(ORCHARDS, "a", "Ann"),
        idea(MILK, "b", "Ben"),
        idea(ORCHARDS.replace(" ", "\n").upper(), "c", "Cy"),
    ]

    findings = list(find_identical(drafts, basis))

    assert [(one.subject, one.other) for one in findings] == [("a", "c"), ("c", "a")]
    assert "2 submissions have the same text" in findings[0].message
    assert "Cy (c)" in findings[0].message


def test_of_many_identical_texts_the_first_are_named_and_all_are_counted(basis):
    findings = list(find_identical([idea(MILK, f"d{n:03}") for n in range(400)], basis))

    assert len(findings) == 400
    assert findings[-1].message.startswith("400 submissions have the same text")
    assert "and 394 more" in findings[-1].message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (lambda basis: idea(MILK, "a"), lambda basis: idea(f"{MILK} Soon.", "b")),
        (lambda basis: idea("", "a"), lambda basis: idea("", "b")),
        (lambda basis: response("", id_="a"), lambda basis: response("", id_="b")),
        (lambda basis: response("Yes.", "", id_="a"), lambda basis: response("", "Yes.", id_="b")),
        (
            lambda basis: amendment(basis, "platform/milk", "", "a"),
            lambda basis: amendment(basis, "platform/baths", "", "b"),
        ),
    ],
)
def test_texts_that_differ_or_say_nothing_are_not_identical(basis, one, other):
    assert list(find_identical([one(basis), other(basis)], basis)) == []


# --- DUP002 ---

SHARED = [
    (FERRIES, f"{FERRIES} My sister lives on one."),
    (f"As a nurse I see the worst of winter. {FERRIES}", f"{FERRIES} My sister lives on one."),
    (ORCHARDS, ORCHARDS.replace("spades", "spades and forks")),
    (ORCHARDS, ORCHARDS.replace("Empty plots", "All empty plots").replace("each", "every one")),
    (ORCHARDS, "The trains are late. " * 8 + ORCHARDS),
    (LIBRARIES, LIBRARIES.split(". ")[1] + " " + LIBRARIES.split(". ")[0] + "."),
    (f"{MILK} {BATHS}", f"{BATHS} {LIBRARIES}"),
    (f"Dear Sir,\n{BATHS}", f"{BATHS}\nYours, C."),
    (BUSES, BUSES.replace("county", "council")),
    (BOILERS, f"{BOILERS} Mine has not been seen to since I moved in."),
    (f"{BUSES} Trains too.", f"We who walk say: {BUSES}"),
]

NOT_SHARED = [
    (FERRIES, ORCHARDS),
    (FERRIES, "Every island should have a ferry. I agree with that and so should you."),
    (FERRIES, "Ferries that people own would sail in winter too, for less than five pounds."),
    (ORCHARDS, "Plant fruit trees beside stations, on plots that lie empty, with lent spades."),
    (LIBRARIES, "On Sundays one library of each borough ought to be open."),
    (LIBRARIES, "Librarians need another day of rest, and books need bindings."),
    (MILK, "Pay farmers for their milk in thirty days or owe them interest."),
    (MILK, "Milk must be cheap. Farmers must be kind. Days must be long."),
    (BATHS, "Close the swimming baths and let the council save what the roof costs."),
    (BATHS, "Swimmers should have had a year. They had a week."),
    (BOILERS, "Engineers should show tenants what they do to a boiler each autumn."),
    (BUSES, "The last bus waits for nobody, and the last train at our town was in March."),
    ("I agree with this proposal.", "I agree with this proposal entirely."),
    ("Yes.", "Yes!!"),
    ("We should do more for the young.", "We should do more for the old."),
    ("Thank you for reading this.", "Thank you for reading this. " + MILK),
    ("Dear Sir or Madam,\nNo.\nYours faithfully", "Dear Sir or Madam,\nYes.\nYours faithfully"),
    (
        "I am writing in response to your consultation on towns. Trees, please.",
        "I am writing in response to your consultation on towns. Benches, please.",
    ),
    ("Homes for all, jobs for all, trains for all.", "Trains, jobs and homes for all."),
    ("", ""),
    (MILK, ""),
]


@pytest.mark.parametrize(("one", "other"), SHARED)
def test_submissions_that_share_passages_are_read_together(basis, one, other):
    findings = list(find_near_duplicates([idea(one, "a"), idea(other, "b")], basis))

    assert {finding.subject for finding in findings} <= {"a", "b"}
    assert findings
    for finding in findings:
        check_evidence(finding, one, other)
        assert 0 < finding.score <= 1


@pytest.mark.parametrize(("one", "other"), NOT_SHARED)
def test_submissions_in_words_of_their_own_are_not(basis, one, other):
    assert list(find_near_duplicates([idea(one, "a"), idea(other, "b")], basis)) == []


def test_every_member_of_a_campaign_is_shown_with_its_own_words(basis):
    own = ["I learnt to dive there.", "Our club has no home.", "My knees need warm water."]
    drafts = [idea(f"{BATHS} {words}", f"m{n}") for n, words in enumerate(own)]

    findings = list(find_near_duplicates([*drafts, idea(MILK, "z")], basis))

    assert [finding.subject for finding in findings] == ["m0", "m1", "m2"]
    for finding, words in zip(findings, own, strict=True):
        assert finding.message.startswith("3 different texts")
        assert words in finding.why
        assert not any(other in finding.why for other in own if other != words)


def test_two_amendments_of_one_position_are_alike_only_in_what_they_add(basis):
    one = amendment(basis, "platform/ferries", f"{FERRIES} A dog should sail free of charge.", "a")
    other = amendment(basis, "platform/ferries", f"{FERRIES} A piano needs two tickets.", "b")

    assert list(find_near_duplicates([one, other], basis)) == []


def test_answers_that_repeat_the_question_are_not_alike_for_it(basis):
    wording = "What should the party do to help people share what they own with each other?"
    one = response(f"{wording} Tool libraries.", id_="a", wording=wording)
    other = response(f"{wording} Nothing.", id_="b", wording=wording)

    assert list(find_near_duplicates([one, other], basis)) == []


# --- all of them ---


def test_findings_are_the_same_in_whatever_order_drafts_come(basis):
    drafts = [idea(text, f"d{n}") for n, pair in enumerate(SHARED) for text in pair[:1]]
    drafts += [idea(pair[1], f"e{n}") for n, pair in enumerate(SHARED)]

    def found(order):
        return sort_findings([*find_identical(order, basis), *find_near_duplicates(order, basis)])

    assert found(drafts) == found(drafts[::-1])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_words_of_the_rules_are_neutral(rule):
    said = " ".join((rule.summary, rule.reason, rule.example, rule.advice)).lower()

    assert not any(word in said for word in ("contradict", "spam", "delete", "copied", "wrong"))


def test_precision_and_recall_on_these_cases_stay_above_their_floors(basis):
    def is_policy(text):
        return bool(list(find_already_policy(idea(text), basis)))

    def is_alike(pair):
        return bool(list(find_near_duplicates([idea(pair[0], "a"), idea(pair[1], "b")], basis)))

    for find, true, near_misses in (
        (is_policy, [text for text, _ in SAYS_IT], SAYS_ANOTHER_THING),
        (is_alike, SHARED, NOT_SHARED),
    ):
        assert len(true) >= 10
        assert len(near_misses) >= 20
        right, wrong = sum(map(find, true)), sum(map(find, near_misses))
        assert right / (right + wrong) >= 0.9
        assert right / len(true) >= 0.9

import json
from dataclasses import replace
from hashlib import sha256

import pytest
from jsonschema import Draft202012Validator

from entremise.engines.text_messages import gsm_length
from entremise.kits.operations.files import merged, read_kit
from entremise.kits.operations.loading import SHIPPED
from entremise.kits.queries import shipped_training
from entremise.kits.rules import faults_of
from entremise.kits.rules.training import training_faults
from entremise.kits.vocabulary.reading import Unreadable, content_of, data_of
from entremise.kits.vocabulary.schema import kit_schema, schema_text
from entremise.kits.vocabulary.training import END, Mark, Option, walk

# What each kit says once it has taken from the base: a change of the base that reaches a kit shows here.
DIGESTS = {
    "canicule": "e55bda14aa3597e4",
    "confinement": "74cc481711d0db70",
    "grand_froid": "8e6da6ea32991d96",
    "inondation": "7a507446fd3457bf",
    "pollution_air": "1dcbc1c4f168cd4e",
    "temps_ordinaire": "28bfe350c881e749",
}
CODES = list(DIGESTS)


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_kit_has_no_fault(code):
    assert faults_of(content_of(read_kit(SHIPPED / f"{code}.toml"))) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_merged_kit_is_the_content_that_was_intended(code):
    data = data_of(content_of(read_kit(SHIPPED / f"{code}.toml")))

    written = json.dumps(data, sort_keys=True, ensure_ascii=False).encode()

    assert sha256(written).hexdigest()[:16] == DIGESTS[code]


def test_the_schema_of_a_kit_is_the_one_of_its_dataclasses():
    assert (SHIPPED / "kit.schema.json").read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("code", CODES)
def test_a_merged_kit_fits_the_schema(code):
    Draft202012Validator.check_schema(kit_schema())

    faults = list(
        Draft202012Validator(kit_schema()).iter_errors(read_kit(SHIPPED / f"{code}.toml"))
    )

    assert faults == []


def test_the_training_holds_ten_short_screens_and_nothing_is_wrong_in_it():
    found = shipped_training()

    assert training_faults(found) == ()
    assert (len(found.screens), len(found.quiz), len(found.people)) == (10, 5, 3)
    assert "[à vérifier]" not in str(found)


def test_a_training_that_misleads_is_refused():
    known = shipped_training()
    two_right = replace(
        known.quiz[0], choices=tuple(replace(one, right=True) for one in known.quiz[0].choices)
    )
    turn = replace(known.people[0].turns[0], options=(Option("Bonjour", Mark.AVOID, "12"),))
    lost = replace(known.people[0], turns=(turn,))

    faults = training_faults(replace(known, quiz=(two_right,), people=(lost,)))

    assert {fault.place for fault in faults} == {
        "quiz",
        "quiz[Q1]",
        "people",
        "people[S1]",
        "people[S1].turns[1]",
    }
    assert len(faults) == 7


@pytest.mark.parametrize("person", shipped_training().people, ids=lambda person: person.code)
def test_each_simulated_call_can_be_ended_well_and_each_slip_is_told(person):
    expected = tuple(
        next(n for n, one in enumerate(turn.options) if one.mark == Mark.EXPECTED)
        for turn in person.turns
    )
    slips = tuple((n, one) for n, one in enumerate(person.turns[0].options) if one.lesson)

    good = walk(person, expected)
    assert good.is_good and not good.missed
    for number, option in slips:
        slipped = walk(person, (number, *expected))
        assert slipped.missed[0].option == option
        assert option.goes_to == END or slipped.is_good


def test_no_exercise_expects_the_list_to_be_named_before_it_is_known_who_answers():
    first = [person.turns[0] for person in shipped_training().people]
    expected = [one.text for turn in first for one in turn.options if one.mark == Mark.EXPECTED]
    said_later = [one.text for one in shipped_training().people[1].turns[1].options]

    assert [text for text in expected if "registre" in text or "liste" in text] == []
    assert (len(expected), "registre" in said_later[0]) == (3, True)


@pytest.mark.parametrize("code", CODES)
def test_a_kit_is_written_as_it_was_read(code):
    content = content_of(read_kit(SHIPPED / f"{code}.toml"))

    assert content_of(data_of(content)) == content


def test_the_six_kits_carry_the_same_messages():
    kits = [content_of(read_kit(SHIPPED / f"{code}.toml")) for code in CODES]

    carried = {frozenset((text.code, text.channel) for text in kit.messages) for kit in kits}
    assert len(carried) == 1


def test_a_row_taken_as_base_stands_where_the_kit_puts_it():
    base = {
        "rows": [{"code": "a", "text": "A"}, {"code": "b", "text": "B"}],
        "table": {"x": 1, "y": 2},
    }
    own = {"rows": [{"code": "c", "text": "C"}, {"code": "a", "as_base": True}], "table": {"y": 3}}

    whole = merged(base, own)

    assert whole == {
        "rows": [{"code": "c", "text": "C"}, {"code": "a", "text": "A"}],
        "table": {"x": 1, "y": 3},
    }


def broken(**steps):
    """The heat kit with steps changed: name → what changes."""
    data = read_kit(SHIPPED / "canicule.toml")
    for name, change in steps.items():
        step = next(step for step in data["script"]["steps"] if step["id"] == name)
        step |= change
    return [fault.place for fault in faults_of(content_of(data))]


def test_a_question_without_the_notice_is_a_fault():
    answers = [{"code": "self", "label": "Oui", "next": "time"}]

    assert "script.steps[time]" in broken(identity={"answers": answers})


def test_a_road_to_nowhere_and_a_step_nobody_reaches_are_faults():
    places = broken(
        time={"answers": [{"code": "now", "label": "Maintenant", "next": "nulle_part"}]}
    )

    assert "script.steps[time]" in places
    assert "script.steps[how_are_you]" in places


def test_a_word_that_is_not_known_is_found_by_its_place():
    data = read_kit(SHIPPED / "canicule.toml")
    data["script"]["steps"][0]["couleur"] = "rouge"

    with pytest.raises(Unreadable) as caught:
        content_of(data)

    assert caught.value.place == "script.steps[identity].couleur"


@pytest.mark.parametrize("code", CODES)
def test_no_answer_promises_a_message_that_nothing_sends(code):
    steps = read_kit(SHIPPED / f"{code}.toml")["script"]["steps"]

    labels = [answer["label"] for step in steps for answer in step.get("answers", ())]

    assert [label for label in labels if label.startswith("Envoyer")] == []


def test_an_older_content_whose_answers_name_a_message_is_read_without_it():
    now, older = (read_kit(SHIPPED / "canicule.toml") for _ in range(2))
    for step in older["script"]["steps"]:
        for answer in step.get("answers", ()):
            answer["send"] = "advice"

    assert content_of(older) == content_of(now)


def test_an_sms_counts_the_signs_of_the_network():
    assert gsm_length("a€") == (3, [])
    assert gsm_length("dès août, ça va ?")[1] == ["ç", "û"]

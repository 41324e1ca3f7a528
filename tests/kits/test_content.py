import json
from hashlib import sha256

import pytest
from jsonschema import Draft202012Validator

from entremise.engines.text_messages import gsm_length
from entremise.kits.operations.files import merged, read_kit
from entremise.kits.operations.loading import SHIPPED
from entremise.kits.queries import training_module
from entremise.kits.rules import faults_of
from entremise.kits.vocabulary.lessons import BlockKind, blocks_of
from entremise.kits.vocabulary.reading import Unreadable, content_of, data_of
from entremise.kits.vocabulary.schema import kit_schema, schema_text

# What each kit says once it has taken from the base: a change of the base that reaches a kit shows here.
DIGESTS = {
    "canicule": "315e93f7bfd891a8",
    "confinement": "4bef50fc36477126",
    "grand_froid": "d4a399cf9529d50c",
    "inondation": "65f75a1000992d75",
    "pollution_air": "8a07d5f136eec87c",
    "temps_ordinaire": "892cbae017c66ca2",
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


def test_the_training_has_its_ten_screens_and_no_mark_for_proof_readers():
    blocks = training_module()

    screens = next(block for block in blocks if block.kind is BlockKind.TABLE)
    assert len(screens.rows) == 10
    assert "[à vérifier]" not in str(blocks)


def test_a_text_is_cut_into_titles_paragraphs_lists_and_tables():
    found = blocks_of("# Un\n\nDeux\ntrois.\n\n- a\n- b\n\n| X | Y |\n|---|---|\n| 1 | 2 |\n")

    kinds = [block.kind for block in found]
    assert kinds == [BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.LIST, BlockKind.TABLE]
    assert found[1].text == "Deux trois."
    assert found[3].labelled == ((("X", "1"), ("Y", "2")),)


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


def test_an_sms_counts_the_signs_of_the_network():
    assert gsm_length("a€") == (3, [])
    assert gsm_length("dès août, ça va ?")[1] == ["ç", "û"]

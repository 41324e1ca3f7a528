import pytest

from entremise.kits.operations.files import merged, read_kit
from entremise.kits.operations.loading import SHIPPED
from entremise.kits.rules import faults_of, gsm_length
from entremise.kits.vocabulary.reading import Unreadable, content_of, data_of

CODES = ["canicule", "confinement", "grand_froid", "inondation", "pollution_air", "temps_ordinaire"]


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_kit_has_no_fault(code):
    assert faults_of(content_of(read_kit(SHIPPED / f"{code}.toml"))) == ()


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

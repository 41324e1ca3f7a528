import json
from dataclasses import replace
from datetime import timedelta

import pytest
from tests import make
from tests.make.accounts import LONG_AGO

from entremise.kernel.errors import Refused
from entremise.kits.models import KitVersion
from entremise.kits.operations.editing import change_kit, restore_version
from entremise.kits.operations.loading import load_shipped
from entremise.kits.queries import (
    current_version,
    current_version_id,
    differences,
    kits,
    version,
    versions_of,
)
from entremise.kits.vocabulary import Provenance, Refusal, Theme
from entremise.kits.vocabulary.edits import Part, PutRow, RemoveRow, SetCalling

AT = LONG_AGO + timedelta(days=1)
GARDEN = Theme(code="x-jardin", label="Jardin", answered_by=("voisins",), local=True)
pytestmark = pytest.mark.django_db


def change(base_id, edit, note="Pour voir"):
    return change_kit(actor_id=1, code="canicule", base_id=base_id, edit=edit, note=note, at=AT)


def put_theme(base_id, theme=GARDEN, key=""):
    return change(base_id, PutRow(Part.THEMES, theme, key))


def test_loading_twice_makes_no_second_version():
    first = load_shipped(actor_id=None, at=AT)

    assert load_shipped(actor_id=None, at=AT) == first
    assert len(kits()) == 6


def test_an_edit_is_a_new_version_and_the_old_one_stays_as_it_was():
    before = make.kit_version()

    after = put_theme(before)

    assert GARDEN in version(after).themes
    assert GARDEN not in version(before).themes
    assert [card.number for card in versions_of(code="canicule")] == [2, 1]
    assert [one.after for one in differences(before_id=before, after_id=after)] == [
        "x-jardin",
        "Jardin",
        "voisins",
        "True",
    ]


def test_a_row_of_the_same_key_is_replaced_where_it_stands():
    after = put_theme(
        put_theme(make.kit_version()), replace(GARDEN, label="Le jardin"), key="x-jardin"
    )

    assert [theme.label for theme in version(after).themes if theme.code == "x-jardin"] == [
        "Le jardin"
    ]


def test_an_edit_of_an_older_version_is_refused():
    before = make.kit_version()
    put_theme(before)

    with pytest.raises(Refused, match=Refusal.CHANGED_MEANWHILE):
        put_theme(before, replace(GARDEN, code="x-autre"))


def test_a_step_that_others_lead_to_cannot_be_taken_out():
    before = make.kit_version()

    with pytest.raises(Refused, match=Refusal.CONTENT_REFUSED) as caught:
        change(before, RemoveRow(Part.STEPS, "time"))

    assert "time" in str(caught.value.facts["text"])
    assert current_version_id(code="canicule") == before


def test_too_many_tries_are_refused():
    before = make.kit_version()

    with pytest.raises(Refused, match=Refusal.CONTENT_REFUSED):
        change(before, SetCalling({"tries_per_day": 9}))


def test_an_older_version_comes_back_as_a_new_one():
    before = make.kit_version()
    put_theme(before)

    restore_version(actor_id=1, version_id=before, note="Comme avant", at=AT)

    assert current_version("canicule") == version(before)
    assert [card.number for card in versions_of(code="canicule")] == [3, 2, 1]


def test_one_channel_of_a_message_is_taken_out_and_the_other_stays():
    before = make.kit_version()
    mail = next(text for text in version(before).messages if text.channel == "mail")
    channels = {text.channel for text in version(before).messages if text.code == mail.code}

    after = change(before, RemoveRow(Part.MESSAGES, f"{mail.code}--mail"))

    left = {text.channel for text in version(after).messages if text.code == mail.code}
    assert left == channels - {"mail"}


def test_a_code_that_is_taken_is_not_added_a_second_time():
    before = put_theme(make.kit_version())

    with pytest.raises(Refused, match=Refusal.CONTENT_REFUSED):
        put_theme(before, replace(GARDEN, label="Un autre jardin"))


def test_rows_without_code_are_compared_by_what_names_them():
    before = KitVersion.objects.get(pk=make.kit_version())
    training = before.content["training"]
    first = training[0] | {"points": ["Autre chose."]}
    after = KitVersion.objects.create(
        kit=before.kit,
        number=2,
        content=before.content | {"training": [*training[1:], first]},
        provenance=Provenance.EDITED,
        made_at=AT,
    )

    found = differences(before_id=before.pk, after_id=after.pk)

    assert [one.place for one in found] == [f"training[{first['title']}].points"]


def test_a_version_of_before_whose_answers_name_a_message_is_read_and_its_next_one_holds_it_no_more():
    row = KitVersion.objects.get(pk=make.kit_version())
    steps = row.content["script"]["steps"]
    row.content["script"]["steps"] = [
        step | {"answers": [one | {"send": "advice"} for one in step.get("answers", [])]}
        for step in steps
    ]
    older = KitVersion.objects.create(
        kit=row.kit, number=2, content=row.content, provenance=row.provenance, made_at=AT
    ).pk

    after = put_theme(older)

    assert version(older) == version(row.pk)
    assert GARDEN in version(after).themes
    assert '"send"' not in json.dumps(KitVersion.objects.get(pk=after).content)

"""The charter that is shipped says what the code reads, field by field."""

import re

from entremise.commons.queries.charters import SHIPPED
from entremise.commons.vocabulary.law import FIELDS_AT_MOST, FieldGroup, Purpose

GROUP_OF = {
    "name": FieldGroup.NAME,
    "title": FieldGroup.NAME,
    "age_band": FieldGroup.AGE_BAND,
    "phone": FieldGroup.PHONE,
    "mail": FieldGroup.MAIL,
    "address": FieldGroup.ADDRESS,
    "district": FieldGroup.DISTRICT,
    "language": FieldGroup.CONTACT,
    "preferred_channel": FieldGroup.CONTACT,
    "requester": FieldGroup.THIRD_PARTY,
    "own_words": FieldGroup.FREE_TEXT,
}


def test_the_standing_decision_on_mutual_aid_names_every_group_that_is_read():
    text = (SHIPPED.parent / "charter.md").read_text(encoding="utf-8")
    decision = text.partition("(MATCH_NEED)")[2].partition("\n## ")[0]
    row = next(line for line in decision.splitlines() if line.startswith("| `fields` |"))

    named = re.findall(r"`(\w+)`", row)[1:]

    assert {GROUP_OF[name] for name in named} == FIELDS_AT_MOST[Purpose.MATCH_NEED]
    assert "son nom et son téléphone" in decision

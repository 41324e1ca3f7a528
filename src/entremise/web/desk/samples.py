"""Samples of the addresses that take a parameter; a person opens only after a search, so a sample meets the refusal."""

from collections.abc import Callable, Mapping

from entremise.commons.queries.registers import records_to_acknowledge
from entremise.notices.queries import incoming_to_read, letters_to_print
from entremise.registers.queries import entry_requests

Sample = Mapping[str, str | int]


def a_person() -> Sample:
    return {"person": "00000000-0000-4000-8000-000000000000"}


def a_request() -> Sample:
    return {"request_id": entry_requests()[0].request_id}


def an_acknowledgement() -> Sample:
    return {"record_id": records_to_acknowledge(limit=1)[0].record_id}


def a_receipt() -> Sample:
    return {"letter_id": letters_to_print(limit=1)[0].letter_id}


def a_message_received() -> Sample:
    return {"incoming_id": incoming_to_read(size=1)[0].incoming_id}


PERSON_PAGES = (
    "person",
    "code",
    "code_given",
    "refusal",
    "read_back",
    "number",
    "contacts",
    "remove",
    "answer",
    "take_back_all",
)
SAMPLES: dict[str, Callable[[], Sample]] = {
    **{f"desk:{name}": a_person for name in PERSON_PAGES},
    "desk:take_back": lambda: {**a_person(), "objection_id": 1},
    "desk:take_back_item": lambda: {**a_person(), "item_id": 1},
    "desk:request": a_request,
    "desk:settle": a_request,
    "desk:acknowledgement": an_acknowledgement,
    "desk:receipt": a_receipt,
    "desk:incoming_message": a_message_received,
    "desk:settle_incoming": a_message_received,
}

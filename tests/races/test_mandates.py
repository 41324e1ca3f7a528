"""She takes the right back while he acts: his act is wholly before, or not at all."""

import uuid
from datetime import timedelta

import pytest
from tests.make import mutual_aid as make
from tests.races.test_next_call import together

from entremise.accounts.vocabulary import RESIDENT
from entremise.journeys.mandates import acting_for
from entremise.kernel.errors import Refused
from entremise.mutual_aid.models import Mandate, Need, Step
from entremise.mutual_aid.operations.mandates import (
    ask_mandate,
    confirm_mandate,
    revoke_mandate,
)
from entremise.mutual_aid.operations.needs import take_need, withdraw_need
from entremise.mutual_aid.vocabulary.mandates import MandateState, NewMandate, Proof, Tie

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 25


def confirmed(owner) -> tuple[int, int]:
    """A need, and the mandate under which somebody acts on it."""
    row = make.need()
    take_need(actor=owner, need_id=row.pk, at=make.NOON)
    key = uuid.uuid4()
    new = NewMandate(key, row.person, row.pk, Tie.FAMILY, key.bytes, (b"07",))
    mandate_id = ask_mandate(new=new, at=make.NOON)
    confirm_mandate(
        actor=owner,
        mandate_id=mandate_id,
        proof=Proof.PHONE,
        until=make.TODAY + timedelta(days=30),
        at=make.NOON,
    )
    return row.pk, mandate_id


def race(need_id: int, mandate_id: int) -> bool:
    """One connection takes it back, the other stops the need under it; whether the act was let through."""

    def one(number: int) -> bool:
        if number == 0:
            revoke_mandate(actor=RESIDENT, mandate_id=mandate_id, at=make.NOON)
            return False
        try:
            with acting_for(mandate_id=mandate_id, need_id=need_id, at=make.NOON):
                withdraw_need(actor=RESIDENT, need_id=need_id, at=make.NOON)
        except Refused:
            return False
        return True

    return any(together(2, one))


def test_an_act_is_wholly_before_the_right_is_taken_back_or_not_at_all():
    owner, seen = make.go_between(), set()

    for _ in range(ROUNDS):
        need_id, mandate_id = confirmed(owner)
        acted = race(need_id, mandate_id)
        kinds = list(
            Step.objects.filter(need_id=need_id).order_by("pk").values_list("kind", flat=True)
        )
        seen.add((acted, *kinds[3:]))
        assert Mandate.objects.get(pk=mandate_id).state == MandateState.REVOKED
        assert (Need.objects.get(pk=need_id).state == "WITHDRAWN") == acted

    assert seen <= {
        (True, "MANDATE_CONFIRMED", "WITHDRAWN", "MANDATE_REVOKED"),
        (False, "MANDATE_CONFIRMED", "MANDATE_REVOKED"),
    }

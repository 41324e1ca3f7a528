"""What a need says when it comes in, as the columns of its row."""

from datetime import datetime

from django.utils.timezone import localdate

from entremise.mutual_aid.operations.tracing import next_number
from entremise.mutual_aid.rules import reviewed_by
from entremise.mutual_aid.vocabulary.needs import ForWhom, NeedState, NewNeed, Urgency


def columns_of(*, new: NewNeed, at: datetime) -> dict[str, object]:
    """For somebody who is in danger and cannot answer, it is to be read today, as words of danger are."""
    spot = None if new.spot is None else new.spot.coarse()
    is_danger = new.is_danger or new.for_whom is ForWhom.OTHER_IN_DANGER
    return {
        "number": lambda: next_number("B", "mutual_aid_need_id_seq"),
        "code": new.code,
        "seconds": list(new.seconds),
        "person": new.person,
        "category": new.category,
        "state": NeedState.RECEIVED,
        "channel": new.channel,
        "lat_e6": None if spot is None else round(spot.lat * 1e6),
        "lon_e6": None if spot is None else round(spot.lon * 1e6),
        "district": "" if spot is None else spot.district,
        "deadline": new.when.deadline,
        "due_on": new.when.on,
        "slots": list(new.when.slots),
        "for_whom": new.for_whom,
        "consent_read": new.consent_read,
        "consent_how": new.consent.how if new.consent else "",
        "consent_on": new.consent.on if new.consent else None,
        "urgency": Urgency.NOW if is_danger else new.urgency,
        "is_danger": is_danger,
        "is_shown": new.is_shown,
        "language": new.language,
        "quantity": new.quantity,
        "next_on": localdate(at) if is_danger else reviewed_by(at),
        "origin_kind": new.origin.kind if new.origin else "",
        "origin_id": new.origin.id if new.origin else None,
        "opened_at": at,
    }

"""Whether a caller has read how to ring from her own phone."""

from datetime import datetime

from entremise.outreach.models import OwnPhone


def own_phone_read_at(*, user_id: int) -> datetime | None:
    """When she read it; none before."""
    rows = OwnPhone.objects.filter(user_id=user_id).order_by("pk")
    return rows.values_list("read_at", flat=True).first()

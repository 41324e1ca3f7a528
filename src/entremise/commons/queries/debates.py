"""What members said in a debate, without their names."""

from entremise.commons.models import Contribution
from entremise.commons.vocabulary.votes import CollegeKind, Contributed


def contributions_of(*, request_id: int) -> tuple[Contributed, ...]:
    """What was said on a request, the first first."""
    rows = (
        Contribution.objects.filter(request_id=request_id)
        .order_by("at", "pk")
        .values_list("member__college__kind", "text", "at")
    )
    return tuple(Contributed(CollegeKind(kind), text, at) for kind, text, at in rows)

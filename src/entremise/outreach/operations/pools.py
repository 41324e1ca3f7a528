"""The pools that calls wait in are made when first needed."""

from django.db.models import QuerySet

from entremise.kernel.compiled import compiled
from entremise.outreach.models import Call, Pool
from entremise.outreach.vocabulary.campaigns import Level


def pool_for(*, campaign_id: int, level: Level, language: str, is_retry: bool) -> Pool:
    """The pool of a campaign for a level, a language and « tried already »."""
    known = pools(campaign_id=campaign_id, level=level, language=language, is_retry=is_retry)
    if known:
        return known[0]
    pool, _ = Pool.objects.get_or_create(
        campaign_id=campaign_id, level=level, language=language, is_retry=is_retry
    )
    return pool


def pool_of_tried(call: Call, language: str = "") -> Pool:
    """Where somebody waits who was called once: there a campaign that closes still takes."""
    if call.pool.is_retry and not language:
        return call.pool
    return pool_for(
        campaign_id=call.campaign_id,
        level=Level(call.pool.level),
        language=language or call.pool.language,
        is_retry=True,
    )


@compiled
def pools(*, campaign_id: int, level: int, language: str, is_retry: bool) -> QuerySet[Pool]:
    rows = Pool.objects.filter(campaign_id=campaign_id, level=level, language=language)
    return rows.filter(is_retry=is_retry).order_by("pk")

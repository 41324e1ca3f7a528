"""The pools that calls wait in are made when first needed."""

from entremise.outreach.models import Pool
from entremise.outreach.vocabulary.campaigns import Level


def pool_for(*, campaign_id: int, level: Level, language: str, is_retry: bool) -> Pool:
    """The pool of a campaign for a level, a language and « tried already »."""
    pool, _ = Pool.objects.get_or_create(
        campaign_id=campaign_id, level=level, language=language, is_retry=is_retry
    )
    return pool

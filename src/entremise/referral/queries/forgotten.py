"""Whether anything open has neither a next date nor an owner: the promise of the loop, as one statement."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from entremise.referral.rules import HELD_FOR

# A worker comes every five minutes; what it would have moved by then counts as forgotten.
OVERDUE: Final = timedelta(minutes=15)
FORGOTTEN: Final = """
SELECT r.number, 'REPORT' FROM referral_report r
WHERE r.state <> 'CLOSED' AND NOT CASE r.state
    WHEN 'WAITING' THEN r.due_at IS NOT NULL AND r.held_by_id IS NULL
    WHEN 'HELD' THEN r.held_at > %(held)s
    WHEN 'FOLLOWED' THEN NOT EXISTS (SELECT FROM referral_item i
                                     WHERE i.report_id = r.id AND i.state IN ('OPEN', 'ANSWERED'))
    ELSE r.due_at > %(late)s END
UNION ALL
SELECT r.number, 'ITEM' FROM referral_item i JOIN referral_report r ON r.id = i.report_id
WHERE (i.state <> 'CLOSED' AND r.state = 'CLOSED')
   OR (i.state = 'SENT') <> EXISTS (SELECT FROM referral_referral f WHERE f.item_id = i.id
                                    AND f.state IN ('SENT', 'RECEIVED', 'ACCEPTED', 'QUESTIONED'))
   OR (i.ending IN ('ORIENTED', 'ANSWERED_AT_ONCE')
       AND NOT EXISTS (SELECT FROM referral_helpcheck c WHERE c.item_id = i.id))
UNION ALL
SELECT r.number, 'REFERRAL' FROM referral_referral f
JOIN referral_item i ON i.id = f.item_id JOIN referral_report r ON r.id = i.report_id
WHERE f.state IN ('SENT', 'RECEIVED', 'ACCEPTED', 'QUESTIONED')
  AND (f.due_at <= %(late)s OR f.seen_until <= %(late)s)
ORDER BY 1, 2
"""


def forgotten(*, at: datetime) -> tuple[tuple[str, str], ...]:
    """Numbers of reports with what of them is forgotten: `REPORT`, `ITEM` or `REFERRAL`; none when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(FORGOTTEN, {"held": at - HELD_FOR - OVERDUE, "late": at - OVERDUE})
        return tuple(cursor.fetchall())

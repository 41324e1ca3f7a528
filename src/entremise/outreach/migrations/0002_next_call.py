"""The take: sweep what lapsed, then the three lanes, in one statement and one lock."""

from django.db import migrations

ROOM = "ALTER TABLE outreach_call SET (fillfactor = 80)"  # a hold is a change in place

NEXT_CALL = """
CREATE OR REPLACE FUNCTION outreach_next_call(
    a_user bigint, a_campaign bigint, early_pools bigint[], stock_pools bigint[],
    half_hour bigint, lease interval, quiet interval, a_moment timestamptz)
RETURNS TABLE (call_id bigint, person uuid, attempt_id bigint)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a_pool bigint;
    found_id bigint;
    a_lane text;
    taken outreach_call;
    is_early boolean := false;
BEGIN
    WITH lapsed AS (
        SELECT c.id FROM outreach_call c WHERE c.lease_until <= a_moment
        ORDER BY c.lease_until LIMIT 50 FOR UPDATE SKIP LOCKED
    ), freed AS (
        UPDATE outreach_call c SET
            state = CASE WHEN c.shown_at IS NOT NULL THEN 'WAITING'
                         WHEN c.open_at IS NOT NULL THEN 'CALLBACK' ELSE 'READY' END,
            due_at = CASE WHEN c.shown_at IS NOT NULL THEN a_moment + quiet ELSE c.due_at END,
            open_at = CASE WHEN c.shown_at IS NOT NULL THEN NULL ELSE c.open_at END,
            promised_at = CASE WHEN c.shown_at IS NOT NULL THEN NULL ELSE c.promised_at END,
            owner_id = CASE WHEN c.shown_at IS NOT NULL THEN NULL ELSE c.owner_id END,
            tries_count = c.tries_count + (c.shown_at IS NOT NULL)::int,
            last_try_at = coalesce(c.shown_at, c.last_try_at),
            is_maybe_called = c.is_maybe_called OR c.shown_at IS NOT NULL,
            held_by_id = NULL, lease_until = NULL, shown_at = NULL
        FROM lapsed WHERE c.id = lapsed.id RETURNING c.id, c.token
    )
    UPDATE outreach_attempt a SET ended_at = a_moment, cause = 'LEASE_ENDED'
    FROM freed WHERE a.call_id = freed.id AND a.token = freed.token;

    UPDATE outreach_call c SET state = 'READY', due_at = NULL
    FROM (SELECT w.id FROM outreach_call w WHERE w.state = 'WAITING' AND w.due_at <= a_moment
          ORDER BY w.due_at LIMIT 200 FOR UPDATE SKIP LOCKED) reached
    WHERE c.id = reached.id;

    a_lane := 'MINE';
    SELECT c.id INTO found_id FROM outreach_call c
    WHERE c.owner_id = a_user AND c.campaign_id = a_campaign AND c.state = 'CALLBACK'
        AND c.due_at <= a_moment
        AND NOT EXISTS (SELECT FROM outreach_conflict k WHERE k.user_id = a_user AND k.person = c.person)
    ORDER BY c.due_at LIMIT 1 FOR UPDATE SKIP LOCKED;

    IF found_id IS NULL THEN
        a_lane := 'DATED';
        SELECT c.id INTO found_id FROM outreach_call c
        WHERE c.pool_id = ANY (early_pools || stock_pools) AND c.state = 'CALLBACK'
            AND c.open_at <= a_moment
            AND NOT EXISTS (SELECT FROM outreach_conflict k WHERE k.user_id = a_user AND k.person = c.person)
        ORDER BY c.open_at LIMIT 1 FOR UPDATE SKIP LOCKED;
    END IF;

    IF found_id IS NULL THEN
        FOREACH a_pool IN ARRAY early_pools || stock_pools LOOP
            SELECT c.id INTO found_id FROM outreach_call c
            WHERE c.pool_id = a_pool AND c.state = 'READY' AND c.half_hours & half_hour <> 0
                AND NOT EXISTS (SELECT FROM outreach_conflict k WHERE k.user_id = a_user AND k.person = c.person)
            ORDER BY c.rank DESC, c.id LIMIT 1 FOR UPDATE SKIP LOCKED;
            EXIT WHEN found_id IS NOT NULL;
        END LOOP;
        is_early := a_pool = ANY (early_pools);
        a_lane := CASE WHEN is_early THEN 'DATED' ELSE 'STOCK' END;
    END IF;

    IF found_id IS NULL THEN
        RETURN;
    END IF;

    UPDATE outreach_call c SET state = 'HELD', held_by_id = a_user, token = c.token + 1, lane = a_lane,
        held_at = a_moment, shown_at = NULL, has_heartbeat = false, lease_until = a_moment + lease
    WHERE c.id = found_id RETURNING c.* INTO taken;
    UPDATE outreach_caller r SET takes_count = r.takes_count + 1,
        retries_count = r.retries_count + (taken.tries_count > 0)::int
    WHERE r.user_id = a_user AND r.campaign_id = a_campaign AND r.ended_at IS NULL;
    call_id := taken.id;
    person := taken.person;
    INSERT INTO outreach_attempt (call_id, campaign_id, user_id, token, lane, held_at, promised_at,
        outcome, cause, hand_back_reason, late_outcome)
    VALUES (taken.id, a_campaign, a_user, taken.token, a_lane, a_moment, taken.promised_at, '', '', '', '')
    RETURNING id INTO attempt_id;
    RETURN NEXT;
END $$
"""

FORGET = """
DROP FUNCTION outreach_next_call(
    bigint, bigint, bigint[], bigint[], bigint, interval, interval, timestamptz)
"""


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial")]

    operations = [
        migrations.RunSQL(ROOM, "ALTER TABLE outreach_call RESET (fillfactor)"),
        migrations.RunSQL(NEXT_CALL, FORGET),
    ]

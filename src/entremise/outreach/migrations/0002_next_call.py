"""The take: sweep what lapsed, then the three lanes, in one statement and with one row locked."""

from django.db import migrations

ROOM = "ALTER TABLE outreach_call SET (fillfactor = 80)"  # a hold is a change in place
NO_ROOM = "ALTER TABLE outreach_call RESET (fillfactor)"

# A take that finds nobody is rolled back with its sweep: so nothing here depends on the moment of the sweep.
SWEEP = """
CREATE FUNCTION outreach_sweep(a_user bigint, quiet interval, a_moment timestamptz) RETURNS void
LANGUAGE sql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH lapsed AS (
        SELECT c.id FROM outreach_call c WHERE c.state = 'HELD' AND c.lease_until <= a_moment
        ORDER BY c.held_by_id <> a_user, c.lease_until LIMIT 50 FOR UPDATE SKIP LOCKED
    ), freed AS (
        UPDATE outreach_call c SET
            state = CASE WHEN c.shown_at IS NOT NULL THEN 'WAITING'
                         WHEN c.open_at IS NOT NULL THEN 'CALLBACK' ELSE 'READY' END,
            due_at = CASE WHEN c.shown_at IS NOT NULL THEN c.lease_until + quiet ELSE c.due_at END,
            open_at = CASE WHEN c.shown_at IS NULL THEN c.open_at END,
            promised_at = CASE WHEN c.shown_at IS NULL THEN c.promised_at END,
            owner_id = CASE WHEN c.shown_at IS NULL THEN c.owner_id END,
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
$$
"""

POOLS = """
CREATE FUNCTION outreach_pools(
    a_campaign bigint, a_level integer, some_languages text[], with_fresh boolean, early boolean)
RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(p.id ORDER BY p.is_retry AND NOT early, p.level DESC,
                              p.language = 'fr', p.id), '{}')
    FROM outreach_pool p
    WHERE p.campaign_id = a_campaign AND p.level <= a_level AND p.language = ANY (some_languages)
        AND (p.is_retry OR (with_fresh AND NOT early));
$$
"""

# Equality on one pool at a time: a range over levels and languages costs forty times more.
NEXT_CALL = """
CREATE FUNCTION outreach_next_call(
    a_user bigint, a_campaign bigint, early_pools bigint[], stock_pools bigint[],
    half_hour bigint, a_moment timestamptz)
RETURNS TABLE (taken_id bigint, taken_lane text)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    a_pool bigint;
BEGIN
    taken_lane := 'MINE';
    SELECT c.id INTO taken_id FROM outreach_call c
    WHERE c.owner_id = a_user AND c.campaign_id = a_campaign AND c.state = 'CALLBACK'
        AND c.due_at <= a_moment AND NOT EXISTS (
            SELECT FROM outreach_conflict k WHERE k.user_id = a_user AND k.person = c.person)
    ORDER BY c.due_at LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF taken_id IS NOT NULL THEN RETURN NEXT; RETURN; END IF;

    taken_lane := 'DATED';
    SELECT c.id INTO taken_id FROM outreach_call c
    WHERE c.pool_id = ANY (early_pools || stock_pools) AND c.state = 'CALLBACK'
        AND c.open_at <= a_moment AND NOT EXISTS (
            SELECT FROM outreach_conflict k WHERE k.user_id = a_user AND k.person = c.person)
    ORDER BY c.open_at LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF taken_id IS NOT NULL THEN RETURN NEXT; RETURN; END IF;

    FOREACH a_pool IN ARRAY early_pools || stock_pools LOOP
        SELECT c.id INTO taken_id FROM outreach_call c
        WHERE c.pool_id = a_pool AND c.state = 'READY' AND c.half_hours & half_hour <> 0
            AND NOT EXISTS (
                SELECT FROM outreach_conflict k WHERE k.user_id = a_user AND k.person = c.person)
        ORDER BY c.rank DESC, c.id LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF taken_id IS NOT NULL THEN
            taken_lane := CASE WHEN a_pool = ANY (early_pools) THEN 'DATED' ELSE 'STOCK' END;
            RETURN NEXT;
            RETURN;
        END IF;
    END LOOP;
END $$
"""

TAKE = """
CREATE FUNCTION outreach_take(
    a_user bigint, a_campaign bigint, a_level integer, some_languages text[],
    with_fresh boolean, with_early boolean, half_hour bigint,
    lease interval, quiet interval, a_moment timestamptz)
RETURNS TABLE (call_id bigint, person uuid, token integer, is_new boolean)
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    next_one record;
    c outreach_call;
BEGIN
    SELECT held.* INTO c FROM outreach_call held
    WHERE held.held_by_id = a_user AND held.lease_until > a_moment;
    IF FOUND THEN
        RETURN QUERY SELECT c.id, c.person, c.token, false;
        RETURN;
    END IF;
    PERFORM outreach_sweep(a_user, quiet, a_moment);
    SELECT * INTO next_one FROM outreach_next_call(
        a_user, a_campaign,
        CASE WHEN with_early THEN outreach_pools(a_campaign, a_level, some_languages, true, true)
             ELSE '{}'::bigint[] END,
        outreach_pools(a_campaign, a_level, some_languages, with_fresh, false), half_hour, a_moment);
    IF NOT FOUND THEN
        RETURN;
    END IF;
    UPDATE outreach_call u SET state = 'HELD', held_by_id = a_user, token = u.token + 1,
        lane = next_one.taken_lane, held_at = a_moment, shown_at = NULL, has_heartbeat = false,
        lease_until = a_moment + lease
    WHERE u.id = next_one.taken_id RETURNING u.* INTO c;
    UPDATE outreach_caller r SET takes_count = r.takes_count + 1,
        retries_count = r.retries_count + (c.tries_count > 0)::int
    WHERE r.user_id = a_user AND r.campaign_id = a_campaign AND r.ended_at IS NULL;
    INSERT INTO outreach_attempt (call_id, campaign_id, user_id, token, lane, held_at, promised_at,
        outcome, cause, hand_back_reason, late_outcome)
    VALUES (c.id, a_campaign, a_user, c.token, c.lane, a_moment,
        c.promised_at, '', '', '', '');
    RETURN QUERY SELECT c.id, c.person, c.token, true;
END $$
"""

FORGET = """
DROP FUNCTION outreach_take(bigint, bigint, integer, text[], boolean, boolean, bigint, interval, interval, timestamptz);
DROP FUNCTION outreach_next_call(bigint, bigint, bigint[], bigint[], bigint, timestamptz);
DROP FUNCTION outreach_pools(bigint, integer, text[], boolean, boolean);
DROP FUNCTION outreach_sweep(bigint, interval, timestamptz);
"""

# The queue is written over all day long: it is cleaned after a fiftieth of it, not after a fifth.
OFTEN = "ALTER TABLE outreach_call SET (autovacuum_vacuum_scale_factor = 0.02)"
SELDOM = "ALTER TABLE outreach_call RESET (autovacuum_vacuum_scale_factor)"


class Migration(migrations.Migration):
    dependencies = [("outreach", "0001_initial")]

    operations = [
        migrations.RunSQL(ROOM, NO_ROOM),
        migrations.RunSQL([SWEEP, POOLS, NEXT_CALL, TAKE], FORGET),
        migrations.RunSQL(OFTEN, SELDOM),
    ]

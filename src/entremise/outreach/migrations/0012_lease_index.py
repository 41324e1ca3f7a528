"""The index of leases is the sweep's alone: by its id, a held call is found by its key."""

from django.db import migrations, models

# A statement by id that also asks for a lease took the small index, and read all that it had ever held since the last vacuum.
SWEEP = """
CREATE OR REPLACE FUNCTION outreach_sweep(a_user bigint, quiet interval, a_moment timestamptz) RETURNS void
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

# The queue is written over all day long: it is cleaned after a fiftieth of it, not after a fifth.
OFTEN = "ALTER TABLE outreach_call SET (autovacuum_vacuum_scale_factor = 0.02)"
SELDOM = "ALTER TABLE outreach_call RESET (autovacuum_vacuum_scale_factor)"


class Migration(migrations.Migration):
    dependencies = [("outreach", "0011_around")]

    operations = [
        migrations.RemoveIndex(model_name="call", name="call_lease"),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                fields=["lease_until"], condition=models.Q(state="HELD"), name="call_lease"
            ),
        ),
        migrations.RunSQL(SWEEP, migrations.RunSQL.noop),
        migrations.RunSQL(OFTEN, SELDOM),
    ]

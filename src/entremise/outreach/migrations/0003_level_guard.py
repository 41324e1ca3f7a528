"""A caller never stands above the level she has earned."""

from django.db import migrations

# Both sides look at each other: the engagement is locked by whoever admits, so neither races past.
GUARD = """
CREATE FUNCTION outreach_level_is_earned() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    earned integer;
BEGIN
    SELECT e.level INTO earned FROM outreach_engagement e
    WHERE e.id = NEW.engagement_id AND e.user_id = NEW.user_id AND e.state = 'ADMITTED' FOR SHARE;
    IF earned IS NULL OR NEW.level > earned THEN
        RAISE EXCEPTION 'caller_level_is_earned' USING ERRCODE = 'check_violation', CONSTRAINT = 'caller_level_is_earned';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER caller_level_is_earned BEFORE INSERT OR UPDATE OF level, engagement_id, user_id, ended_at ON outreach_caller
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION outreach_level_is_earned();

CREATE FUNCTION outreach_level_covers_callers() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM outreach_caller c WHERE c.engagement_id = NEW.id AND c.ended_at IS NULL
               AND (c.level > NEW.level OR NEW.state <> 'ADMITTED')) THEN
        RAISE EXCEPTION 'caller_level_is_earned' USING ERRCODE = 'check_violation', CONSTRAINT = 'caller_level_is_earned';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER level_covers_callers BEFORE UPDATE OF level, state ON outreach_engagement
FOR EACH ROW EXECUTE FUNCTION outreach_level_covers_callers();
"""

FORGET = """
DROP TRIGGER level_covers_callers ON outreach_engagement;
DROP FUNCTION outreach_level_covers_callers();
DROP TRIGGER caller_level_is_earned ON outreach_caller;
DROP FUNCTION outreach_level_is_earned();
"""


class Migration(migrations.Migration):
    dependencies = [("outreach", "0002_next_call")]

    operations = [migrations.RunSQL(GUARD, FORGET)]

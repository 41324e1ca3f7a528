"""A number that said stop: whatever wants to wait or to leave for it stops, whoever writes the row."""

from django.db import migrations

KEEP_TO_STOPS = """
CREATE FUNCTION notices_keep_to_stops() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.channel = 'SMS' AND NEW.mark IS NOT NULL AND NEW.state IN ('QUEUED', 'SENDING', 'FAILED')
       AND EXISTS (SELECT FROM notices_stoppednumber s WHERE s.mark = NEW.mark) THEN
        NEW.state := 'STOPPED';
        NEW.content := '';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_to_stops BEFORE INSERT OR UPDATE OF state, mark ON notices_message
FOR EACH ROW EXECUTE FUNCTION notices_keep_to_stops()
"""

# Those that wait already stop in the transaction of the stop itself.
STOP_WAITING = """
CREATE FUNCTION notices_stop_waiting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE notices_message SET state = 'STOPPED', content = ''
    WHERE mark = NEW.mark AND channel = 'SMS' AND state IN ('QUEUED', 'FAILED');
    RETURN NULL;
END $$;
CREATE TRIGGER stop_waiting AFTER INSERT ON notices_stoppednumber
FOR EACH ROW EXECUTE FUNCTION notices_stop_waiting()
"""


class Migration(migrations.Migration):
    dependencies = (("notices", "0001_initial"),)

    operations = (
        migrations.RunSQL(
            KEEP_TO_STOPS,
            "DROP TRIGGER keep_to_stops ON notices_message; DROP FUNCTION notices_keep_to_stops()",
        ),
        migrations.RunSQL(
            STOP_WAITING,
            "DROP TRIGGER stop_waiting ON notices_stoppednumber; DROP FUNCTION notices_stop_waiting()",
        ),
    )

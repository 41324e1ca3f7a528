"""The trace of a report only grows, and so do second looks; once its register is closed for good, or its person is past there, its words may be emptied."""

from django.db import migrations

KEPT = """
CREATE FUNCTION referral_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;
CREATE FUNCTION referral_step_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.detail = '' AND to_jsonb(NEW) - 'detail' = to_jsonb(OLD) - 'detail'
       AND EXISTS (SELECT FROM referral_report r JOIN commons_register g ON g.id = r.register_id
                    WHERE r.id = OLD.report_id
                      AND (g.state = 'CLOSED'
                           OR EXISTS (SELECT FROM commons_record c WHERE c.register_id = r.register_id
                                         AND c.person = r.person AND c.state = 'PAST'))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON referral_step
  FOR EACH ROW EXECUTE FUNCTION referral_step_kept();
CREATE TRIGGER vital_review_stays BEFORE UPDATE OR DELETE ON referral_vitalreview
  FOR EACH ROW EXECUTE FUNCTION referral_kept();
"""

LET_GO = """
DROP TRIGGER vital_review_stays ON referral_vitalreview;
DROP TRIGGER step_stays ON referral_step;
DROP FUNCTION referral_step_kept();
DROP FUNCTION referral_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("referral", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, LET_GO)]

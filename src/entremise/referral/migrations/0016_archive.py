"""Once the register of a campaign is closed for good, the words of a trace may be emptied; its lines stay."""

from django.db import migrations

EMPTIED = """
CREATE FUNCTION referral_step_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.detail = '' AND to_jsonb(NEW) - 'detail' = to_jsonb(OLD) - 'detail'
       AND EXISTS (SELECT FROM referral_report r JOIN commons_register g ON g.id = r.register_id
                    WHERE r.id = OLD.report_id AND g.state = 'CLOSED') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
DROP TRIGGER step_stays ON referral_step;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON referral_step
  FOR EACH ROW EXECUTE FUNCTION referral_step_kept();
"""

LET_GO = """
DROP TRIGGER step_stays ON referral_step;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON referral_step
  FOR EACH ROW EXECUTE FUNCTION referral_kept();
DROP FUNCTION referral_step_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("referral", "0015_sealed_words")]

    operations = [migrations.RunSQL(EMPTIED, LET_GO)]

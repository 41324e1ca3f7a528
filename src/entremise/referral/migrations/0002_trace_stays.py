"""The trace of a report only grows, and so do second looks."""

from django.db import migrations

KEPT = """
CREATE FUNCTION referral_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON referral_step
  FOR EACH ROW EXECUTE FUNCTION referral_kept();
CREATE TRIGGER vital_review_stays BEFORE UPDATE OR DELETE ON referral_vitalreview
  FOR EACH ROW EXECUTE FUNCTION referral_kept();
"""

LET_GO = """
DROP TRIGGER vital_review_stays ON referral_vitalreview;
DROP TRIGGER step_stays ON referral_step;
DROP FUNCTION referral_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("referral", "0001_initial")]

    operations = [migrations.RunSQL(KEPT, LET_GO)]

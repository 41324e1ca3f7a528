"""What rows alone cannot hold: sums that follow the rows below, and a trace that only grows."""

from django.db import migrations

SUMS = """
CREATE FUNCTION solidarity_committed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE solidarity_envelope SET committed_cents = committed_cents
    + NEW.amount_cents - NEW.freed_cents
    - CASE WHEN TG_OP = 'UPDATE' THEN OLD.amount_cents - OLD.freed_cents ELSE 0 END
  WHERE id = NEW.envelope_id;
  RETURN NULL;
END $$;
CREATE TRIGGER commitment_counts AFTER INSERT OR UPDATE OF amount_cents, freed_cents
  ON solidarity_commitment FOR EACH ROW EXECUTE FUNCTION solidarity_committed();

CREATE FUNCTION solidarity_claimed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE solidarity_commitment SET claimed_cents = claimed_cents
    + CASE WHEN NEW.state = 'REFUSED' THEN 0 ELSE NEW.amount_cents END
    - CASE WHEN TG_OP = 'INSERT' OR OLD.state = 'REFUSED' THEN 0 ELSE OLD.amount_cents END
  WHERE id = NEW.commitment_id;
  RETURN NULL;
END $$;
CREATE TRIGGER expense_counts AFTER INSERT OR UPDATE OF amount_cents, state
  ON solidarity_expense FOR EACH ROW EXECUTE FUNCTION solidarity_claimed();
"""
KEPT = """
CREATE FUNCTION solidarity_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER step_stays BEFORE UPDATE OR DELETE ON solidarity_budgetstep
  FOR EACH ROW EXECUTE FUNCTION solidarity_kept();
CREATE TRIGGER receipt_stays BEFORE UPDATE OR DELETE ON solidarity_receipt
  FOR EACH ROW EXECUTE FUNCTION solidarity_kept();
CREATE TRIGGER envelope_stays BEFORE DELETE ON solidarity_envelope
  FOR EACH ROW EXECUTE FUNCTION solidarity_kept();
CREATE TRIGGER commitment_stays BEFORE DELETE ON solidarity_commitment
  FOR EACH ROW EXECUTE FUNCTION solidarity_kept();
CREATE TRIGGER expense_stays BEFORE DELETE ON solidarity_expense
  FOR EACH ROW EXECUTE FUNCTION solidarity_kept();
CREATE TRIGGER expense_over_stays BEFORE UPDATE ON solidarity_expense
  FOR EACH ROW WHEN (OLD.state IN ('PAID', 'REFUSED')) EXECUTE FUNCTION solidarity_kept();
CREATE TRIGGER commitment_promise_stays BEFORE UPDATE OF envelope_id, amount_cents, kind, payee
  ON solidarity_commitment FOR EACH ROW EXECUTE FUNCTION solidarity_kept();
CREATE TRIGGER expense_amount_stays BEFORE UPDATE OF commitment_id, amount_cents, entered_human_id
  ON solidarity_expense FOR EACH ROW EXECUTE FUNCTION solidarity_kept();
"""
BACK = """
DROP FUNCTION solidarity_committed() CASCADE;
DROP FUNCTION solidarity_claimed() CASCADE;
DROP FUNCTION solidarity_kept() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = (("solidarity", "0001_initial"),)
    operations = (migrations.RunSQL(SUMS + KEPT, BACK),)

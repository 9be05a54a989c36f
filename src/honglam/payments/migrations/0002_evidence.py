"""What is evidence cannot be rewritten, not even by us: messages of the gateway, receipts, closed days (house.md §5)."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER gatewaycall_append_only BEFORE UPDATE OR DELETE ON payments_gatewaycall
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER gatewaycall_no_truncate BEFORE TRUNCATE ON payments_gatewaycall
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER receipt_fixed BEFORE DELETE OR UPDATE OF
    order_id, payment_id, series_id, symbol, desk_id, year, number, "on", issued_at, cashier_id, method, amount, content
    ON payments_receipt FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER receipt_no_truncate BEFORE TRUNCATE ON payments_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER dayclosing_fixed BEFORE DELETE OR UPDATE OF
    desk_id, cashier_id, "on", issued, voided, total, fees, charges, other, counted, note, digest, closed_at
    ON payments_dayclosing FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER dayclosing_no_truncate BEFORE TRUNCATE ON payments_dayclosing
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
BACKWARD = """
DROP TRIGGER gatewaycall_append_only ON payments_gatewaycall;
DROP TRIGGER gatewaycall_no_truncate ON payments_gatewaycall;
DROP TRIGGER receipt_fixed ON payments_receipt;
DROP TRIGGER receipt_no_truncate ON payments_receipt;
DROP TRIGGER dayclosing_fixed ON payments_dayclosing;
DROP TRIGGER dayclosing_no_truncate ON payments_dayclosing;
"""


class Migration(migrations.Migration):
    """Triggers that refuse to change or delete evidence; a receipt may still be voided, a closing confirmed."""

    dependencies = [("payments", "0001_initial"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

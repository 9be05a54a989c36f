"""What happened to a parcel and what was signed cannot be rewritten, not even by us (house.md §5)."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER parcelline_append_only BEFORE UPDATE OR DELETE ON postal_parcelline
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER parcelline_no_truncate BEFORE TRUNCATE ON postal_parcelline
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER handover_fixed BEFORE DELETE OR UPDATE OF
    number, kind, office_id, desk_id, digest, given_by, given_name, given_title, given_at, size
    ON postal_handoverrecord FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER handover_no_truncate BEFORE TRUNCATE ON postal_handoverrecord
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER handover_settled BEFORE UPDATE ON postal_handoverrecord
    FOR EACH ROW WHEN (OLD.state <> 'given') EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER handoveritem_fixed BEFORE DELETE OR UPDATE OF record_id, parcel_id, position
    ON postal_handoveritem FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER handoveritem_no_truncate BEFORE TRUNCATE ON postal_handoveritem
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
BACKWARD = """
DROP TRIGGER parcelline_append_only ON postal_parcelline;
DROP TRIGGER parcelline_no_truncate ON postal_parcelline;
DROP TRIGGER handover_fixed ON postal_handoverrecord;
DROP TRIGGER handover_no_truncate ON postal_handoverrecord;
DROP TRIGGER handover_settled ON postal_handoverrecord;
DROP TRIGGER handoveritem_fixed ON postal_handoveritem;
DROP TRIGGER handoveritem_no_truncate ON postal_handoveritem;
"""


class Migration(migrations.Migration):
    """Triggers: lines are only added; a record may be signed or taken back once, and nothing on it changes."""

    dependencies = [("postal", "0001_initial"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

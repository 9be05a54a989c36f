"""The history of a dossier cannot be rewritten, not even by us (house.md §5)."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER history_append_only BEFORE UPDATE OR DELETE ON dossiers_historyevent
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON dossiers_historyevent
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER slip_append_only BEFORE UPDATE OR DELETE ON dossiers_slip
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER slip_no_truncate BEFORE TRUNCATE ON dossiers_slip
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
BACKWARD = """
DROP TRIGGER history_append_only ON dossiers_historyevent;
DROP TRIGGER history_no_truncate ON dossiers_historyevent;
DROP TRIGGER slip_append_only ON dossiers_slip;
DROP TRIGGER slip_no_truncate ON dossiers_slip;
"""


class Migration(migrations.Migration):
    """Triggers that refuse UPDATE, DELETE and TRUNCATE on what is evidence: history lines and issued slips."""

    dependencies = [("dossiers", "0001_initial"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""What happened to a person's request cannot be rewritten, not even by us."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER data_request_line_append_only BEFORE UPDATE OR DELETE ON identity_datarequestline
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER data_request_line_no_truncate BEFORE TRUNCATE ON identity_datarequestline
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
BACKWARD = """
DROP TRIGGER data_request_line_append_only ON identity_datarequestline;
DROP TRIGGER data_request_line_no_truncate ON identity_datarequestline;
"""


class Migration(migrations.Migration):
    """Triggers that refuse UPDATE, DELETE and TRUNCATE on the history of requests."""

    dependencies = [("identity", "0004_personal_data"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

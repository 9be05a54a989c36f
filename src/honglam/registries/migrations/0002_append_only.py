"""The log of the wallet cannot be rewritten, not even by us."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER use_append_only BEFORE UPDATE OR DELETE ON registries_paperuse
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER use_no_truncate BEFORE TRUNCATE ON registries_paperuse
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
BACKWARD = """
DROP TRIGGER use_append_only ON registries_paperuse;
DROP TRIGGER use_no_truncate ON registries_paperuse;
"""


class Migration(migrations.Migration):
    """Triggers that refuse UPDATE, DELETE and TRUNCATE: a use that nobody sees any more would be a use in secret."""

    dependencies = [("registries", "0001_initial"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

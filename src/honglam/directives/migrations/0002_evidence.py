"""What happened to a task and what a letter urged cannot be rewritten, not even by us (house.md §5)."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER directive_taskline_append_only BEFORE UPDATE OR DELETE ON directives_taskline
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER directive_taskline_no_truncate BEFORE TRUNCATE ON directives_taskline
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER urging_letter_append_only BEFORE UPDATE OR DELETE ON directives_urgingletter
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER urging_letter_no_truncate BEFORE TRUNCATE ON directives_urgingletter
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
BACKWARD = """
DROP TRIGGER directive_taskline_append_only ON directives_taskline;
DROP TRIGGER directive_taskline_no_truncate ON directives_taskline;
DROP TRIGGER urging_letter_append_only ON directives_urgingletter;
DROP TRIGGER urging_letter_no_truncate ON directives_urgingletter;
"""


class Migration(migrations.Migration):
    """Triggers: lines and letters are only added."""

    dependencies = [("directives", "0001_initial"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

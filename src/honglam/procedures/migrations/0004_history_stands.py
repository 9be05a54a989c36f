"""What happened to a procedure in the catalogue is only ever added to."""

from django.db import migrations

STAND = """
CREATE TRIGGER procedures_history_append_only BEFORE UPDATE OR DELETE ON procedures_procedureevent
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER procedures_history_no_truncate BEFORE TRUNCATE ON procedures_procedureevent
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
FALL = """
DROP TRIGGER procedures_history_append_only ON procedures_procedureevent;
DROP TRIGGER procedures_history_no_truncate ON procedures_procedureevent;
"""


class Migration(migrations.Migration):
    """The guard stands in the database, because a script goes past every service."""

    dependencies = [("procedures", "0003_keeping"), ("kernel", "0001_initial")]
    operations = [migrations.RunSQL(STAND, FALL)]

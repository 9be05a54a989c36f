"""What was sent and what happened stays: editions and lines of forms are never changed or deleted."""

from django.db import migrations

TABLES = ("formedition", "formline")
FORWARD = "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON indicators_{table}
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON indicators_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
    for table in TABLES
)
BACKWARD = "".join(
    f"DROP TRIGGER {table}_append_only ON indicators_{table}; DROP TRIGGER {table}_no_truncate ON indicators_{table};"
    for table in TABLES
)


class Migration(migrations.Migration):
    """Triggers, like those of values."""

    dependencies = [("indicators", "0005_rounds"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Versions of records, and the schemas they were written under, cannot be rewritten, not even by us."""

from django.db import migrations

TABLES = ("registries_registerversion", "registries_registeredition")
FORWARD = "\n".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
    for table in TABLES
)
BACKWARD = "\n".join(
    f"DROP TRIGGER {table}_append_only ON {table}; DROP TRIGGER {table}_no_truncate ON {table};" for table in TABLES
)


class Migration(migrations.Migration):
    """Triggers that refuse UPDATE, DELETE and TRUNCATE: a register whose past can be changed proves nothing."""

    dependencies = [("registries", "0003_registers"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

"""Text folding, the append-only guard and the audit chain, as functions of the database."""

from django.db import migrations

from honglam.kernel import migrations_sql as sql

CACHE = """
CREATE TABLE kernel_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX kernel_cache_expires ON kernel_cache (expires);
"""


class Migration(migrations.Migration):
    """Create extensions first: they are trusted and need no superuser."""

    dependencies = [("kernel", "0001_initial")]
    operations = [
        migrations.RunSQL(sql.EXTENSIONS, migrations.RunSQL.noop),
        migrations.RunSQL(sql.FOLD, "DROP FUNCTION honglam_fold(text)"),
        migrations.RunSQL(sql.REFUSE, "DROP FUNCTION honglam_append_only() CASCADE"),
        migrations.RunSQL(sql.HASH, "DROP FUNCTION kernel_audit_hash(kernel_auditentry)"),
        migrations.RunSQL(sql.APPEND, "DROP FUNCTION kernel_audit_append(jsonb)"),
        migrations.RunSQL(sql.FAULTS, "DROP FUNCTION kernel_audit_faults(timestamptz, int)"),
        migrations.RunSQL(CACHE, "DROP TABLE kernel_cache"),
    ]

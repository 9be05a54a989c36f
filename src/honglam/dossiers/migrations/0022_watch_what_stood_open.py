"""Work that was open before the watch began is watched too; a result that waits to be fetched is nobody's idle work."""

from django.db import migrations

FORWARD = """
UPDATE dossiers_task SET watch_at = least(due_at, now())
    WHERE state IN ('open', 'suspended') AND kind <> 'return' AND watch_at IS NULL;
UPDATE dossiers_task SET watch_at = NULL
    WHERE state IN ('open', 'suspended') AND kind = 'return' AND watch_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    """What was noted stays noted once: a task that is looked at again without need costs one look."""

    dependencies = [("dossiers", "0021_originals")]
    operations = [migrations.RunSQL(FORWARD, migrations.RunSQL.noop)]

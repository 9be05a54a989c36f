"""Counted tries need not survive a crash of the database, and each call of the API counts one: no disk waits for it.

After a crash (not after an ordinary stop) the table is empty and everybody begins to count anew.
"""

from django.db import migrations


class Migration(migrations.Migration):
    """The table keeps its rows."""

    dependencies = [("kernel", "0002_functions")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE kernel_ratebucket SET UNLOGGED", "ALTER TABLE kernel_ratebucket SET LOGGED"
        ),
    ]

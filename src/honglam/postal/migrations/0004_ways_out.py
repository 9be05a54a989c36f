from django.db import migrations, models

SETTLE = """
UPDATE postal_parcel former SET settled_at = later.created_at
FROM postal_parcel later WHERE later.replaces_id = former.id AND former.settled_at IS NULL
"""
"""What was sent again before is nobody's worry."""


class Migration(migrations.Migration):
    """What is lost, back or revoked on the way gets an end of its own."""

    dependencies = [("postal", "0003_result_of_parcel")]
    operations = [
        migrations.AddField("parcel", "recalled_at", models.DateTimeField(null=True)),
        migrations.AddField("parcel", "settled_at", models.DateTimeField(null=True)),
        migrations.RunSQL(SETTLE, migrations.RunSQL.noop),
    ]

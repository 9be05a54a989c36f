"""When an agency is reminded of its sheet in a scoring round. Sheets that wait already are reminded from tomorrow on."""

from django.db import migrations, models

FORWARD = """
UPDATE indicators_roundsubject SET watch_on = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date + 1
WHERE due_at IS NOT NULL
"""


class Migration(migrations.Migration):
    """The day of the next reminder, and an index over the days alone that there are."""

    dependencies = [("indicators", "0010_round_totals")]
    operations = [
        migrations.AddField(model_name="roundsubject", name="watch_on", field=models.DateField(null=True)),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="roundsubject",
            index=models.Index(
                fields=["watch_on"], condition=models.Q(("watch_on__isnull", False)), name="scoring_watched"
            ),
        ),
    ]

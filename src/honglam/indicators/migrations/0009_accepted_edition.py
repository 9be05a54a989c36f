"""Which edition was accepted: until now it was read off the state, and a form under correction left the totals."""

from django.db import migrations, models

FORWARD = """
UPDATE indicators_roundform form SET accepted_edition = COALESCE((
    SELECT max(edition.number) FROM indicators_formedition edition
    WHERE edition.form_id = form.id AND edition.sent_at <= form.accepted_at), 0)
WHERE form.accepted_at IS NOT NULL
"""


class Migration(migrations.Migration):
    """The newest edition that had been sent when the receiver accepted."""

    dependencies = [("indicators", "0008_scores_final")]
    operations = [
        migrations.AddField(
            model_name="roundform",
            name="accepted_edition",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]

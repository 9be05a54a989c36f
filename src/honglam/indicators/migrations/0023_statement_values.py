from django.db import migrations, models

KNOWN = """
UPDATE indicators_statement s SET kept = COALESCE((
    SELECT jsonb_agg(v.id ORDER BY v.id) FROM indicators_indicatorvalue v
    WHERE v.ground_id = s.ground_id AND v.value IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM indicators_indicatorvalue w JOIN indicators_ground g ON g.id = w.ground_id
        WHERE w.corrects_id = v.id AND w.value IS NULL AND g.kind = 'document'
    )
), '[]'::jsonb);
"""


class Migration(migrations.Migration):
    """Which values a sentence said itself, so that what somebody corrected since is found when it is stated anew: those
    on its ground, but for what was withdrawn together with it."""

    dependencies = [
        ('indicators', '0022_writing_reminders'),
    ]

    operations = [
        migrations.AddField(
            model_name='statement',
            name='kept',
            field=models.JSONField(default=list),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]

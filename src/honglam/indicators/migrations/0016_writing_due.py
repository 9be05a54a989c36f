"""By when a written report is due and who writes it, so that it waits in the worklist; what is open gets both."""

from django.db import migrations, models

OPEN_ONES = """
UPDATE indicators_writtenreport AS report SET
    due_at = ((report.last_on + 1 + COALESCE((pattern.content ->> 'due_days')::int, 15))::timestamp
              AT TIME ZONE 'Asia/Ho_Chi_Minh'),
    writer_id = entry.actor_id, writer_name = entry.actor_name
FROM indicators_writingpattern AS pattern, indicators_writingentry AS entry
WHERE pattern.id = report.pattern_id AND report.state IN ('draft', 'submitted') AND entry.report_id = report.id
  AND entry.line = (SELECT max(line) FROM indicators_writingentry
                    WHERE report_id = report.id AND what IN ('drafted', 'saved', 'compose', 'submit'));
"""


class Migration(migrations.Migration):
    """Three columns and their index."""

    dependencies = [
        ('directory', '0003_committees'),
        ('indicators', '0015_incoming_figures'),
    ]

    operations = [
        migrations.AddField(
            model_name='writtenreport',
            name='due_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='writtenreport',
            name='writer_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='writtenreport',
            name='writer_name',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddIndex(
            model_name='writtenreport',
            index=models.Index(condition=models.Q(('due_at__isnull', False), models.Q(('state', 'published'), _negated=True)), fields=['agency', 'due_at', 'id'], name='writing_waiting'),
        ),
        migrations.RunSQL(OPEN_ONES, migrations.RunSQL.noop),
    ]

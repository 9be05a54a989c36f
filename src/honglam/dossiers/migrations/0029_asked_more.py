from django.db import migrations, models

# The roll-up of what there is already is made by the worker, once it runs: a million dossiers would hold up the start.
LATER = """
INSERT INTO kernel_outboxmessage (id, kind, name, payload, at)
SELECT gen_random_uuid(), 'job', 'dossiers.rebuild_counts', '{}', now() WHERE EXISTS (SELECT FROM dossiers_dossier)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0028_late_steps'),
    ]

    operations = [
        migrations.AddField(
            model_name='officerday',
            name='in_time_asked_more',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='serviceday',
            name='in_time_asked_more',
            field=models.IntegerField(default=0),
        ),
        migrations.RunSQL(LATER, migrations.RunSQL.noop),
    ]

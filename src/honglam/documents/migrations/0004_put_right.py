from django.db import migrations, models

# Until now everything was read in the order in which it had been taken in.
QUEUED_AS_TAKEN = "UPDATE documents_documentimport SET queued_at = taken_at"


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0003_figures_by_hand'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='revision',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='documentimport',
            name='queued_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(QUEUED_AS_TAKEN, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='documentimport',
            name='queued_at',
            field=models.DateTimeField(),
        ),
        migrations.RemoveIndex(
            model_name='documentimport',
            name='import_to_read',
        ),
        migrations.AddIndex(
            model_name='documentimport',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'reading'])), fields=['queued_at'], name='import_to_read'),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    """Which agency was reminded of which report, so that nobody is told twice."""

    dependencies = [
        ('directory', '0003_committees'),
        ('indicators', '0021_computed_times'),
    ]

    operations = [
        migrations.CreateModel(
            name='WritingReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('days', models.SmallIntegerField()),
                ('told_at', models.DateTimeField()),
                ('agency', models.ForeignKey(db_index=False, on_delete=models.deletion.PROTECT, related_name='+', to='directory.agency')),
                ('pattern', models.ForeignKey(db_index=False, on_delete=models.deletion.PROTECT, related_name='+', to='indicators.writingpattern')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('pattern', 'last_on', 'first_on', 'agency', 'days'), name='writing_reminded_once')],
            },
        ),
    ]

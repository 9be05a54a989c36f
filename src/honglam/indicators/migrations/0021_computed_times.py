"""The times that were computed, with those of values that stand already."""

from django.db import migrations, models

KNOWN = """
INSERT INTO indicators_computedtime (first_on, last_on)
SELECT DISTINCT v.first_on, v.last_on FROM indicators_indicatorvalue v
JOIN indicators_computation c ON c.value_id = v.id;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0020_patterns_since'),
    ]

    operations = [
        migrations.CreateModel(
            name='ComputedTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField(null=True)),
                ('last_on', models.DateField()),
                ('asked_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('last_on', 'first_on'), name='computed_time_once', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]

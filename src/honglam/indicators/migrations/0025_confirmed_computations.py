from django.db import migrations, models

KNOWN = """
INSERT INTO indicators_computation (value_id, formula, numerator, denominator, inputs, confirmed)
SELECT v.id, c.formula, c.numerator, c.denominator, c.inputs, true
FROM indicators_indicatorvalue v
JOIN indicators_ground g ON g.id = v.ground_id AND g.kind = 'events' AND g.public
JOIN indicators_indicatorvalue f ON f.id = v.corrects_id
JOIN indicators_ground s ON s.id = f.ground_id AND s.kind = 'events' AND NOT s.public AND s.reference = g.reference
JOIN indicators_computation c ON c.value_id = f.id
WHERE v.value = f.value
ON CONFLICT (value_id) DO NOTHING;
"""


class Migration(migrations.Migration):
    """Which computed values somebody stood by. Of those confirmed before it was not kept how they came about: it is
    what was kept of the same number before, whose source a confirmation names as its own."""

    dependencies = [
        ('indicators', '0024_notes_counted'),
    ]

    operations = [
        migrations.AddField(
            model_name='computation',
            name='confirmed',
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever appraises counts apart from the agency that still fills its sheet in."""

    dependencies = [
        ('indicators', '0023_statement_values'),
    ]

    operations = [
        migrations.AddField(
            model_name='roundsubject',
            name='noted',
            field=models.PositiveIntegerField(default=0),
        ),
    ]

"""Indices that others publish about the province, as the pack names them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table; values stay where all values stand."""

    dependencies = [("indicators", "0013_writing_frozen")]
    operations = [
        migrations.CreateModel(
            name="OutsideIndexRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(db_collation="C", max_length=40, unique=True)),
                ("order", models.IntegerField(default=0)),
                ("content", models.JSONField()),
                ("retired_at", models.DateTimeField(null=True)),
            ],
            options={"ordering": ["order", "code"]},
        ),
    ]

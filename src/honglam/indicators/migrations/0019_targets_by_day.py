from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0018_newest_values")]

    operations = [
        migrations.AddIndex(
            model_name="indicatorvalue",
            index=models.Index(
                condition=models.Q(("nature", "target")), fields=["last_on", "id"], name="value_targets"
            ),
        ),
    ]

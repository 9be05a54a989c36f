from django.db import migrations, models


class Migration(migrations.Migration):
    """What makes a kiosk's address end; an empty key keeps the addresses given out before."""

    dependencies = [("queue", "0001_initial")]
    operations = [
        migrations.AddField("hall", "kiosk_key", models.CharField(blank=True, default="", max_length=24)),
    ]

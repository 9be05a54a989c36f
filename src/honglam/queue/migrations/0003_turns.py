import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whose turn it was, apart from the tickets: ringing again and passing on leave it as it was."""

    dependencies = [("queue", "0002_kiosk_key")]
    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("priority", models.BooleanField()),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="queue.group",
                    ),
                ),
                (
                    "hall",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="queue.hall"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["hall", "day", "-at", "-id"], name="queue_turns")]},
        ),
    ]

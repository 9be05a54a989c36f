"""Why a message did not arrive, apart from the machine's words: administrators read Python's errors on the page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column. What failed before keeps the machine's words only."""

    dependencies = [("notices", "0004_retention_moved")]
    operations = [
        migrations.AddField(
            model_name="message",
            name="trouble",
            field=models.CharField(
                choices=[
                    ("address_refused", "address_refused"),
                    ("message_refused", "message_refused"),
                    ("not_reached", "not_reached"),
                    ("unreachable", "unreachable"),
                    ("not_understood", "not_understood"),
                    ("not_set_up", "not_set_up"),
                    ("not_written", "not_written"),
                ],
                db_default="",
                default="",
                max_length=16,
            ),
        ),
    ]

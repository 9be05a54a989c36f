"""A person's copy of their data asks for their orders, and would have read everybody's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("payments", "0002_evidence")]
    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("account__isnull", False)), fields=["account", "-id"], name="order_of_account"
            ),
        ),
    ]

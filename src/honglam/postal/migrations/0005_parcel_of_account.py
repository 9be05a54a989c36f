"""A person's copy of their data asks for their parcels, and would have read everybody's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("postal", "0004_ways_out")]
    operations = [
        migrations.AddIndex(
            model_name="parcel",
            index=models.Index(
                condition=models.Q(("account__isnull", False)), fields=["account", "-id"], name="parcel_of_account"
            ),
        ),
    ]

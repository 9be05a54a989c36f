"""Messages to the gateway's callback that anybody can send are counted, not kept; the refused ones are counted by index."""

from django.db import migrations, models

OUTCOMES = (
    "paid",
    "failed",
    "noted",
    "repeated",
    "overtaken",
    "surplus",
    "forged",
    "stale",
    "unknown",
    "wrong_amount",
    "wrong_merchant",
    "malformed",
)


class Migration(migrations.Migration):
    """One table, one index."""

    dependencies = [("payments", "0003_order_of_account")]
    operations = [
        migrations.CreateModel(
            name="GatewayNoise",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "on", "outcome", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("on", models.DateField()),
                ("outcome", models.CharField(choices=[(one, one) for one in OUTCOMES], max_length=14)),
                ("count", models.BigIntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name="gatewaycall",
            index=models.Index(
                condition=models.Q(("outcome__in", ("forged", "stale", "wrong_amount"))),
                fields=["outcome"],
                name="gateway_call_refused",
            ),
        ),
    ]

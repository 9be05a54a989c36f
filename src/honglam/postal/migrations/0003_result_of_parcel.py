from django.db import migrations, models
from django.db.models.deletion import PROTECT

FILL = """
UPDATE postal_parcel SET result_id = (
    SELECT r.id FROM dossiers_resultdocument r
    WHERE r.dossier_id = postal_parcel.dossier_id AND r.created_at <= postal_parcel.created_at
    ORDER BY r.created_at DESC LIMIT 1
) WHERE direction = 'result'
"""
"""The document that was in force when the parcel was made."""


class Migration(migrations.Migration):
    """A parcel names the result that it carries, so that a revoked one is told from the corrected one."""

    dependencies = [("postal", "0002_evidence"), ("dossiers", "0017_convey_verb")]
    operations = [
        migrations.AddField(
            "parcel",
            "result",
            models.ForeignKey(
                db_index=False, null=True, on_delete=PROTECT, related_name="+", to="dossiers.resultdocument"
            ),
        ),
        migrations.RemoveConstraint("parcel", "parcel_one_result_on_its_way"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "parcel",
            models.UniqueConstraint(
                condition=models.Q(
                    direction="result", state__in=["waiting", "result_collected", "undelivered"]
                ),
                fields=("dossier", "result"),
                name="parcel_one_result_on_its_way",
                nulls_distinct=False,
            ),
        ),
    ]

"""Which values a round's totals became: nobody knew, and they stood when a form was corrected after the lock."""

from django.db import migrations, models

FORWARD = """
UPDATE indicators_reportinground round SET total_ids = COALESCE((
    SELECT jsonb_object_agg(
        concat_ws('.', tables.body ->> 'code', cells.body ->> 'row', cells.body ->> 'column'), value.id)
    FROM indicators_ground ground
    JOIN indicators_indicatorvalue value ON value.ground_id = ground.id
    JOIN indicators_indicator indicator ON indicator.id = value.indicator_id
    JOIN indicators_scope scope ON scope.id = value.scope_id
    JOIN indicators_formtemplaterow template ON template.id = round.template_id
    CROSS JOIN LATERAL jsonb_array_elements(template.content -> 'tables') AS tables(body)
    CROSS JOIN LATERAL jsonb_array_elements(tables.body -> 'cells') AS cells(body)
    WHERE ground.reference LIKE 'round:' || round.id || ' total:%'
      AND cells.body ->> 'indicator' = indicator.code
      AND COALESCE(cells.body ->> 'part', '') = scope.part
      AND COALESCE((cells.body ->> 'moment')::boolean, false) = (value.first_on IS NULL)), '{}')
WHERE round.locked_at IS NOT NULL
"""


class Migration(migrations.Migration):
    """Read off the ground that each total was kept with."""

    dependencies = [("indicators", "0009_accepted_edition")]
    operations = [
        migrations.AddField(
            model_name="reportinground",
            name="total_ids",
            field=models.JSONField(default=dict),
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]

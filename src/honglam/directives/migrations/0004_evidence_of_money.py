"""Lines of money and steps of recommendations cannot be rewritten, not even by us (house.md §5)."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER money_line_fixed BEFORE DELETE OR UPDATE OF
    project_id, year, source, kind, amount, document, note, stated, recorded_at, recorded_by
    ON directives_moneyline FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER money_line_no_truncate BEFORE TRUNCATE ON directives_moneyline
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER recommendation_step_append_only BEFORE UPDATE OR DELETE ON directives_recommendationstep
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER recommendation_step_no_truncate BEFORE TRUNCATE ON directives_recommendationstep
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""
BACKWARD = """
DROP TRIGGER money_line_fixed ON directives_moneyline;
DROP TRIGGER money_line_no_truncate ON directives_moneyline;
DROP TRIGGER recommendation_step_append_only ON directives_recommendationstep;
DROP TRIGGER recommendation_step_no_truncate ON directives_recommendationstep;
"""


class Migration(migrations.Migration):
    """Triggers: lines and steps are only added; a line of the pack may go out of use."""

    dependencies = [("directives", "0003_planning"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

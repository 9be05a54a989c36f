"""An approved report stays word for word; its history is only added to."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER writingentry_append_only BEFORE UPDATE OR DELETE ON indicators_writingentry
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER writingentry_no_truncate BEFORE TRUNCATE ON indicators_writingentry
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE FUNCTION indicators_writing_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('approved', 'published') THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' OR NEW.state NOT IN ('approved', 'published')
       OR (OLD.state = 'published' AND NEW.state <> 'published')
       OR (to_jsonb(NEW) - '{state,revision,line_count}'::text[])
          IS DISTINCT FROM (to_jsonb(OLD) - '{state,revision,line_count}'::text[]) THEN
        RAISE EXCEPTION 'an approved report does not change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER writtenreport_frozen BEFORE UPDATE OR DELETE ON indicators_writtenreport
    FOR EACH ROW EXECUTE FUNCTION indicators_writing_frozen();
"""
BACKWARD = """
DROP TRIGGER writingentry_append_only ON indicators_writingentry;
DROP TRIGGER writingentry_no_truncate ON indicators_writingentry;
DROP TRIGGER writtenreport_frozen ON indicators_writtenreport;
DROP FUNCTION indicators_writing_frozen();
"""


class Migration(migrations.Migration):
    """Triggers, like those of scores."""

    dependencies = [("indicators", "0012_writing"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

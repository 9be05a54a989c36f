"""What is final stays: scores and history are only added, entries and sheets of a final round do not change."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER finalscore_append_only BEFORE UPDATE OR DELETE ON indicators_finalscore
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER finalscore_no_truncate BEFORE TRUNCATE ON indicators_finalscore
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER roundstep_append_only BEFORE UPDATE OR DELETE ON indicators_roundstep
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER roundstep_no_truncate BEFORE TRUNCATE ON indicators_roundstep
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE FUNCTION indicators_entry_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM indicators_roundsubject s
               WHERE s.id = OLD.subject_id AND s.state IN ('final', 'published')) THEN
        RAISE EXCEPTION 'the scores of this sheet are final';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER criterionentry_final BEFORE UPDATE OR DELETE ON indicators_criterionentry
    FOR EACH ROW EXECUTE FUNCTION indicators_entry_final();
CREATE TRIGGER criterionentry_no_truncate BEFORE TRUNCATE ON indicators_criterionentry
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
CREATE FUNCTION indicators_sheet_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' AND NEW.state <> 'published'
       OR OLD.state = 'final' AND NEW.state NOT IN ('final', 'published') THEN
        RAISE EXCEPTION 'a final sheet does not open again';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER roundsubject_final BEFORE UPDATE ON indicators_roundsubject
    FOR EACH ROW EXECUTE FUNCTION indicators_sheet_final();
"""
BACKWARD = """
DROP TRIGGER finalscore_append_only ON indicators_finalscore;
DROP TRIGGER finalscore_no_truncate ON indicators_finalscore;
DROP TRIGGER roundstep_append_only ON indicators_roundstep;
DROP TRIGGER roundstep_no_truncate ON indicators_roundstep;
DROP TRIGGER criterionentry_final ON indicators_criterionentry;
DROP TRIGGER criterionentry_no_truncate ON indicators_criterionentry;
DROP TRIGGER roundsubject_final ON indicators_roundsubject;
DROP FUNCTION indicators_entry_final();
DROP FUNCTION indicators_sheet_final();
"""


class Migration(migrations.Migration):
    """Triggers, like those of the audit chain."""

    dependencies = [("indicators", "0007_scoring_rounds"), ("kernel", "0002_functions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]

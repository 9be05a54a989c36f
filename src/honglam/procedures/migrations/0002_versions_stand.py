"""A version that a draft or dossier stands on is refused by the database to change or to go."""

from django.db import migrations

STAND = """
CREATE FUNCTION procedures_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT OLD.in_use THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE'
       AND NEW.in_use AND NEW.procedure_id = OLD.procedure_id AND NEW.number = OLD.number
       AND NEW.valid_from = OLD.valid_from AND NEW.content = OLD.content AND NEW.digest = OLD.digest THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'version % of procedure % is in use: % refused', OLD.number, OLD.procedure_id, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER procedures_version_stands BEFORE UPDATE OR DELETE ON procedures_procedureversion
    FOR EACH ROW EXECUTE FUNCTION procedures_version_stands();
"""


class Migration(migrations.Migration):
    """The guard stands in the database, because a script or a superuser's slip goes past every service."""

    dependencies = [("procedures", "0001_initial")]
    operations = [migrations.RunSQL(STAND, "DROP FUNCTION procedures_version_stands() CASCADE")]

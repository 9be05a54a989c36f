"""SQL of the ground floor, kept beside the migration that runs it."""

EXTENSIONS = """
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
"""

# unaccent() is only STABLE because its dictionary could be replaced; ours is not, so the wrapper may be IMMUTABLE
# and stand in indexes. Equal to kernel.text.fold for Vietnamese text.
FOLD = """
CREATE FUNCTION honglam_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN btrim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFC))), '\\s+', ' ', 'g'));
"""

REFUSE = """
CREATE FUNCTION honglam_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON kernel_auditentry
    FOR EACH ROW EXECUTE FUNCTION honglam_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON kernel_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION honglam_append_only();
"""

HASH = """
CREATE FUNCTION kernel_audit_hash(e kernel_auditentry) RETURNS bytea
LANGUAGE sql STABLE
RETURN sha256(e.prev_hash || convert_to(jsonb_build_array(
    e.id, e.subject_kind, e.subject_id, e.seq,
    (extract(epoch FROM e.at) * 1000000)::bigint, (extract(epoch FROM e.recorded_at) * 1000000)::bigint,
    e.action, e.actor_kind, e.actor_id, e.actor_name, e.post_id, e.agency_id, e.detail)::text, 'UTF8'));
"""

# Two writers of one subject: the second waits on the unique index, sees the violation, reads anew and follows.
# No lock is taken on anything else, so writers of different subjects never meet.
APPEND = """
CREATE FUNCTION kernel_audit_append(entries jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    item jsonb;
    e kernel_auditentry;
BEGIN
    FOR item IN SELECT value FROM jsonb_array_elements(entries) WITH ORDINALITY
                ORDER BY value->>'subject_kind', value->>'subject_id', ordinality LOOP
        LOOP
            BEGIN
                e := NULL;
                SELECT a.seq, a.hash INTO e.seq, e.prev_hash FROM kernel_auditentry a
                    WHERE a.subject_kind = item->>'subject_kind' AND a.subject_id = item->>'subject_id'
                    ORDER BY a.seq DESC LIMIT 1;
                e.seq := coalesce(e.seq, 0) + 1;
                e.prev_hash := coalesce(e.prev_hash, ''::bytea);
                e.id := (item->>'id')::uuid;
                e.subject_kind := item->>'subject_kind';
                e.subject_id := item->>'subject_id';
                e.at := (item->>'at')::timestamptz;
                e.recorded_at := clock_timestamp();
                e.action := item->>'action';
                e.actor_kind := item->>'actor_kind';
                e.actor_id := (item->>'actor_id')::uuid;
                e.actor_name := item->>'actor_name';
                e.post_id := (item->>'post_id')::bigint;
                e.agency_id := (item->>'agency_id')::bigint;
                e.detail := item->'detail';
                e.hash := kernel_audit_hash(e);
                INSERT INTO kernel_auditentry (id, subject_kind, subject_id, seq, at, recorded_at, action, actor_kind,
                        actor_id, actor_name, post_id, agency_id, detail, prev_hash, hash)
                    VALUES (e.id, e.subject_kind, e.subject_id, e.seq, e.at, e.recorded_at, e.action, e.actor_kind,
                        e.actor_id, e.actor_name, e.post_id, e.agency_id, e.detail, e.prev_hash, e.hash);
                EXIT;
            EXCEPTION WHEN unique_violation THEN
                -- somebody was quicker on this subject; look again (a repeated id would loop, so let it out)
                IF EXISTS (SELECT 1 FROM kernel_auditentry a WHERE a.id = (item->>'id')::uuid) THEN
                    RAISE;
                END IF;
            END;
        END LOOP;
    END LOOP;
END $$;
"""

FAULTS = """
CREATE FUNCTION kernel_audit_faults(since timestamptz, how_many int)
RETURNS TABLE (entry_id uuid, kind text, subject text, seq_no int, reason text) LANGUAGE sql STABLE AS $$
    WITH linked AS (
        SELECT a.*, lag(a.hash) OVER w AS before_hash, lag(a.seq) OVER w AS before_seq
        FROM kernel_auditentry a
        WINDOW w AS (PARTITION BY a.subject_kind, a.subject_id ORDER BY a.seq)
    )
    SELECT l.id, l.subject_kind, l.subject_id, l.seq,
        CASE WHEN l.seq <> coalesce(l.before_seq, 0) + 1 THEN 'gap'
             WHEN l.prev_hash <> coalesce(l.before_hash, ''::bytea) THEN 'unlinked'
             ELSE 'altered' END
    FROM linked l
    WHERE (since IS NULL OR l.recorded_at >= since)
      AND (l.seq <> coalesce(l.before_seq, 0) + 1
           OR l.prev_hash <> coalesce(l.before_hash, ''::bytea)
           OR l.hash <> (SELECT kernel_audit_hash(a) FROM kernel_auditentry a WHERE a.id = l.id))
    ORDER BY l.recorded_at LIMIT how_many
$$;
"""

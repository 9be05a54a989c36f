-- The tables of the migrations named at the end, for a database that has none of them (see tables.py).
-- Made from a database in which they were run: python -m tests.house.schema

SET LOCAL search_path = '';
SET LOCAL check_function_bodies = false;

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

CREATE FUNCTION public.honglam_append_only() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'table % is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION public.honglam_fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, NORMALIZE(value, NFC))), '\s+'::text, ' '::text, 'g'::text));

CREATE FUNCTION public.indicators_entry_final() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM indicators_roundsubject s
               WHERE s.id = OLD.subject_id AND s.state IN ('final', 'published')) THEN
        RAISE EXCEPTION 'the scores of this sheet are final';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE FUNCTION public.indicators_sheet_final() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    IF OLD.state = 'published' AND NEW.state <> 'published'
       OR OLD.state = 'final' AND NEW.state NOT IN ('final', 'published') THEN
        RAISE EXCEPTION 'a final sheet does not open again';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION public.indicators_writing_frozen() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.kernel_audit_append(entries jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
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

CREATE FUNCTION public.kernel_audit_faults(since timestamp with time zone, how_many integer) RETURNS TABLE(entry_id uuid, kind text, subject text, seq_no integer, reason text)
    LANGUAGE sql STABLE
    AS $$
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

CREATE TABLE public.kernel_auditentry (
    id uuid NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    seq integer NOT NULL,
    at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    action text NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_name text NOT NULL,
    post_id bigint,
    agency_id bigint,
    detail jsonb NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL
);

CREATE FUNCTION public.kernel_audit_hash(e public.kernel_auditentry) RETURNS bytea
    LANGUAGE sql STABLE
    RETURN sha256(((e).prev_hash || convert_to((jsonb_build_array((e).id, (e).subject_kind, (e).subject_id, (e).seq, ((EXTRACT(epoch FROM (e).at) * (1000000)::numeric))::bigint, ((EXTRACT(epoch FROM (e).recorded_at) * (1000000)::numeric))::bigint, (e).action, (e).actor_kind, (e).actor_id, (e).actor_name, (e).post_id, (e).agency_id, (e).detail))::text, 'UTF8'::name)));

CREATE FUNCTION public.procedures_version_stands() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
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

CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);

ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);

ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directives_directive (
    id uuid NOT NULL,
    code character varying(80) NOT NULL COLLATE pg_catalog."C",
    title character varying(400) NOT NULL,
    text text NOT NULL,
    source_kind character varying(10) NOT NULL,
    symbol character varying(100) NOT NULL,
    issued_on date,
    issuer character varying(300) NOT NULL,
    place character varying(200) NOT NULL,
    quote text NOT NULL,
    given_by uuid,
    given_name character varying(200) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    record boolean NOT NULL,
    from_pack boolean NOT NULL,
    provisional boolean NOT NULL,
    stated jsonb NOT NULL,
    folded text NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL,
    conclusion smallint,
    meeting_id bigint,
    CONSTRAINT directives_directive_conclusion_check CHECK ((conclusion >= 0))
);

CREATE TABLE public.directives_directiveseries (
    agency_id bigint NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL
);

CREATE TABLE public.directives_escalationstep (
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    days smallint NOT NULL,
    tells character varying(10) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

CREATE TABLE public.directives_moneyline (
    id bigint NOT NULL,
    year smallint,
    source character varying(10) NOT NULL,
    kind character varying(10) NOT NULL,
    amount bigint NOT NULL,
    document character varying(300) NOT NULL,
    note character varying(500) NOT NULL,
    stated boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying(200) NOT NULL,
    retired_at timestamp with time zone,
    project_id uuid NOT NULL,
    CONSTRAINT money_line_of_something CHECK ((NOT (amount = 0)))
);

ALTER TABLE public.directives_moneyline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directives_moneyline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directives_plan (
    code character varying(80) NOT NULL COLLATE pg_catalog."C",
    title character varying(400) NOT NULL,
    first_year smallint NOT NULL,
    last_year smallint NOT NULL,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL,
    directive_id uuid
);

CREATE TABLE public.directives_programme (
    code character varying(80) NOT NULL COLLATE pg_catalog."C",
    title character varying(400) NOT NULL,
    first_year smallint NOT NULL,
    last_year smallint NOT NULL,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL
);

CREATE TABLE public.directives_project (
    id uuid NOT NULL,
    code character varying(120) NOT NULL COLLATE pg_catalog."C",
    "position" smallint NOT NULL,
    title text NOT NULL,
    folded text NOT NULL,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    programme_id character varying(80) NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.directives_recommendation (
    id uuid NOT NULL,
    code character varying(80) NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL,
    addressee character varying(10) NOT NULL,
    addressed_to character varying(300) NOT NULL,
    document character varying(300) NOT NULL,
    place character varying(200) NOT NULL,
    raised_on date,
    topic character varying(60) NOT NULL COLLATE pg_catalog."C",
    answer character varying(10) NOT NULL,
    folded text NOT NULL,
    from_pack boolean NOT NULL,
    content jsonb NOT NULL,
    line_count integer NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL
);

CREATE TABLE public.directives_recommendationstep (
    line integer NOT NULL,
    at timestamp with time zone NOT NULL,
    what character varying(24) NOT NULL,
    words text NOT NULL,
    document character varying(300) NOT NULL,
    "on" date,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    recommendation_id uuid NOT NULL
);

CREATE TABLE public.directives_stagetrack (
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    title character varying(200) NOT NULL,
    stages jsonb NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

CREATE TABLE public.directives_task (
    id uuid NOT NULL,
    number character varying(30) NOT NULL,
    "position" integer NOT NULL,
    code character varying(120) NOT NULL COLLATE pg_catalog."C",
    title text NOT NULL,
    result text NOT NULL,
    supporting bigint[] NOT NULL,
    due_on date,
    due_kind character varying(10) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    state character varying(20) NOT NULL,
    track character varying(40) NOT NULL COLLATE pg_catalog."C",
    stage character varying(40) NOT NULL COLLATE pg_catalog."C",
    holder_id uuid,
    holder_name character varying(200) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    moved_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    closed_at timestamp with time zone,
    paused_since timestamp with time zone,
    pause_cause text NOT NULL,
    latest text NOT NULL,
    asked_due_on date,
    asked_reason text NOT NULL,
    extended smallint NOT NULL,
    record boolean NOT NULL,
    from_pack boolean NOT NULL,
    provisional boolean NOT NULL,
    stated jsonb NOT NULL,
    warned_on date,
    watch_on date,
    line_count integer NOT NULL,
    folded text NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL,
    directive_id uuid NOT NULL,
    lead_id bigint NOT NULL,
    parent_id uuid,
    named text GENERATED ALWAYS AS (public.honglam_fold(title)) STORED,
    CONSTRAINT directive_task_live_has_day CHECK ((record OR (due_on IS NOT NULL))),
    CONSTRAINT directive_task_over_has_moment CHECK ((((closed_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('closed'::character varying)::text, ('cancelled'::character varying)::text]))) OR ((NOT ((state)::text = ANY (ARRAY[('closed'::character varying)::text, ('cancelled'::character varying)::text]))) AND (closed_at IS NULL)))),
    CONSTRAINT directive_task_pause_has_cause CHECK (((paused_since IS NULL) OR (NOT (pause_cause = ''::text))))
);

CREATE TABLE public.directives_taskline (
    line integer NOT NULL,
    at timestamp with time zone NOT NULL,
    what character varying(24) NOT NULL,
    state_from character varying(20) NOT NULL,
    state_to character varying(20) NOT NULL,
    actor_kind character varying(10) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    post_id bigint,
    unit_id bigint,
    agency_id bigint,
    words text NOT NULL,
    file_ids uuid[] NOT NULL,
    content jsonb NOT NULL,
    task_id uuid NOT NULL
);

CREATE TABLE public.directives_taskscope (
    ancestor_id bigint NOT NULL,
    here boolean NOT NULL,
    waiting boolean NOT NULL,
    due_at timestamp with time zone NOT NULL,
    task_id uuid NOT NULL
);

CREATE TABLE public.directives_tasktarget (
    id bigint NOT NULL,
    year smallint NOT NULL,
    quarter smallint NOT NULL,
    indicator character varying(300) NOT NULL,
    unit character varying(60) NOT NULL,
    target numeric(20,4),
    stated numeric(20,4),
    actual numeric(20,4),
    task_id uuid NOT NULL,
    CONSTRAINT directive_target_quarter CHECK (((quarter >= 1) AND (quarter <= 4)))
);

ALTER TABLE public.directives_tasktarget ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directives_tasktarget_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directives_urgingletter (
    id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by uuid,
    made_name character varying(200) NOT NULL,
    signer_title character varying(200) NOT NULL,
    signer character varying(200) NOT NULL,
    reply_by date,
    tasks jsonb NOT NULL,
    agency_id bigint NOT NULL,
    lead_id bigint NOT NULL
);

CREATE TABLE public.directory_absence (
    id bigint NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    cancelled_at timestamp with time zone,
    deputy_id bigint NOT NULL,
    holding_id bigint NOT NULL,
    CONSTRAINT absence_ends_after_it_begins CHECK ((last_day >= first_day)),
    CONSTRAINT absence_has_another_hand CHECK ((NOT (deputy_id = holding_id)))
);

ALTER TABLE public.directory_absence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_absence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_administrativeunit (
    id bigint NOT NULL,
    code character varying(10) NOT NULL COLLATE pg_catalog."C",
    name character varying(100) NOT NULL,
    kind character varying(12) NOT NULL,
    level character varying(8) NOT NULL,
    valid_from date,
    valid_to date,
    lat double precision,
    lon double precision,
    area_km2 double precision,
    source character varying(60) NOT NULL,
    retired_at timestamp with time zone,
    parent_id bigint,
    CONSTRAINT unit_ends_after_it_begins CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to >= valid_from)))
);

ALTER TABLE public.directory_administrativeunit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_administrativeunit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_agency (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(200) NOT NULL,
    name_en character varying(200) NOT NULL,
    short_name character varying(40) NOT NULL,
    kind character varying(24) NOT NULL,
    level character varying(8) NOT NULL,
    identifier_code character varying(40) NOT NULL,
    identifier_provisional boolean NOT NULL,
    valid_from date,
    valid_to date,
    address character varying(300) NOT NULL,
    phone character varying(60) NOT NULL,
    email character varying(120) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    sort_key character varying(600) NOT NULL COLLATE pg_catalog."C",
    search character varying(400) NOT NULL,
    closed_at timestamp with time zone,
    retired_at timestamp with time zone,
    administrative_unit_id bigint NOT NULL,
    one_stop_id bigint,
    parent_id bigint,
    CONSTRAINT agency_ends_after_it_begins CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT agency_not_its_own_parent CHECK ((NOT ((parent_id = id) AND (parent_id IS NOT NULL))))
);

ALTER TABLE public.directory_agency ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_agency_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_agencyclosure (
    id bigint NOT NULL,
    depth smallint NOT NULL,
    ancestor_id bigint NOT NULL,
    descendant_id bigint NOT NULL,
    CONSTRAINT directory_agencyclosure_depth_check CHECK ((depth >= 0))
);

ALTER TABLE public.directory_agencyclosure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_agencyclosure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_agencysuccession (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    since date NOT NULL,
    scope character varying(500) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    new_id bigint NOT NULL,
    old_id bigint NOT NULL,
    CONSTRAINT agency_succeeds_another CHECK ((NOT (old_id = new_id)))
);

ALTER TABLE public.directory_agencysuccession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_agencysuccession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_committee (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(300) NOT NULL,
    name_en character varying(300) NOT NULL,
    kind character varying(10) NOT NULL,
    duties text NOT NULL,
    ended_on date,
    source jsonb,
    provisional boolean NOT NULL,
    sort_key character varying(600) NOT NULL COLLATE pg_catalog."C",
    search text NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL,
    parent_id bigint,
    standing_id bigint
);

ALTER TABLE public.directory_committee ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_committee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_committeedecision (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    kind character varying(10) NOT NULL,
    symbol character varying(100) NOT NULL,
    title character varying(400) NOT NULL,
    issuer character varying(300) NOT NULL,
    decided_on date,
    effective_on date NOT NULL,
    releases character varying(70)[] NOT NULL,
    unnamed boolean NOT NULL,
    note character varying(500) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying(200) NOT NULL,
    retired_at timestamp with time zone,
    committee_id bigint NOT NULL
);

ALTER TABLE public.directory_committeedecision ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_committeedecision_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_committeemeeting (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    title character varying(400) NOT NULL,
    held_on date NOT NULL,
    chair character varying(200) NOT NULL,
    symbol character varying(100) NOT NULL,
    conclusions text[] NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying(200) NOT NULL,
    retired_at timestamp with time zone,
    committee_id bigint NOT NULL
);

ALTER TABLE public.directory_committeemeeting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_committeemeeting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_committeemember (
    id bigint NOT NULL,
    number smallint NOT NULL,
    role character varying(16) NOT NULL,
    person character varying(200) NOT NULL,
    title character varying(400) NOT NULL,
    note character varying(300) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    retired_at timestamp with time zone,
    agency_id bigint,
    decision_id bigint NOT NULL,
    ended_by_id bigint,
    CONSTRAINT directory_committeemember_number_check CHECK ((number >= 0))
);

ALTER TABLE public.directory_committeemember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_committeemember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_directorystate (
    id smallint NOT NULL,
    token uuid NOT NULL,
    CONSTRAINT directory_state_is_one CHECK ((id = 1))
);

CREATE TABLE public.directory_holding (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    closed_at timestamp with time zone,
    account_id uuid NOT NULL,
    post_id bigint NOT NULL
);

ALTER TABLE public.directory_holding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_holding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_post (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    title character varying(120) NOT NULL,
    roles character varying(24)[] NOT NULL,
    seats smallint NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL,
    CONSTRAINT directory_post_seats_check CHECK ((seats >= 0)),
    CONSTRAINT post_has_a_seat CHECK ((seats >= 1))
);

ALTER TABLE public.directory_post ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_post_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_reorganisation (
    id bigint NOT NULL,
    name character varying(200) NOT NULL,
    "on" date NOT NULL,
    plan jsonb NOT NULL,
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    counts jsonb NOT NULL,
    applied_at timestamp with time zone NOT NULL
);

ALTER TABLE public.directory_reorganisation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_reorganisation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.directory_unitsuccession (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    since date NOT NULL,
    divided boolean NOT NULL,
    retired_at timestamp with time zone,
    new_id bigint NOT NULL,
    old_id bigint NOT NULL,
    CONSTRAINT unit_succession_divided_is_split CHECK (((NOT divided) OR ((kind)::text = 'split'::text)))
);

ALTER TABLE public.directory_unitsuccession ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.directory_unitsuccession_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.documents_citation (
    id uuid NOT NULL,
    code character varying(120) NOT NULL COLLATE pg_catalog."C",
    relation character varying(10) NOT NULL,
    symbol character varying(80) NOT NULL,
    symbol_key character varying(80) NOT NULL COLLATE pg_catalog."C",
    dated date,
    title text NOT NULL,
    place character varying(200) NOT NULL,
    quote text NOT NULL,
    from_pack boolean NOT NULL,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    cited_id uuid,
    document_id uuid NOT NULL
);

CREATE TABLE public.documents_document (
    id uuid NOT NULL,
    code character varying(80) NOT NULL COLLATE pg_catalog."C",
    kind character varying(20) NOT NULL,
    symbol character varying(80) NOT NULL,
    symbol_key character varying(80) NOT NULL COLLATE pg_catalog."C",
    dated date,
    listed_on date NOT NULL,
    issuer character varying(300) NOT NULL,
    title text NOT NULL,
    signer character varying(200) NOT NULL,
    signer_post character varying(200) NOT NULL,
    recipients jsonb NOT NULL,
    validity character varying(10) NOT NULL,
    note text NOT NULL,
    file_id uuid,
    disputed boolean NOT NULL,
    provisional boolean NOT NULL,
    folded text NOT NULL,
    from_pack boolean NOT NULL,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint,
    revision integer NOT NULL,
    CONSTRAINT documents_document_revision_check CHECK ((revision >= 0))
);

CREATE TABLE public.documents_documentfigure (
    id uuid NOT NULL,
    number integer NOT NULL,
    place character varying(200) NOT NULL,
    quote text NOT NULL,
    value numeric(24,6) NOT NULL,
    upper numeric(24,6),
    of numeric(24,6),
    bound character varying(5) NOT NULL,
    unit character varying(100) NOT NULL,
    period character varying(100) NOT NULL,
    what character varying(300) NOT NULL,
    confirmed_by character varying(200) NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    document_id uuid NOT NULL,
    source_id uuid NOT NULL,
    by_hand boolean NOT NULL,
    whom character varying(300) NOT NULL,
    CONSTRAINT documents_documentfigure_number_check CHECK ((number >= 0))
);

CREATE TABLE public.documents_documentimport (
    id uuid NOT NULL,
    file_id uuid NOT NULL,
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    name character varying(255) NOT NULL,
    state character varying(10) NOT NULL,
    fault character varying(40) NOT NULL,
    tries smallint NOT NULL,
    begun_at timestamp with time zone,
    text jsonb NOT NULL,
    pages integer NOT NULL,
    recognised integer NOT NULL,
    unread integer NOT NULL,
    cut boolean NOT NULL,
    head jsonb NOT NULL,
    revision integer NOT NULL,
    taken_by character varying(200) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    settled_by character varying(200) NOT NULL,
    settled_at timestamp with time zone,
    agency_id bigint NOT NULL,
    document_id uuid,
    queued_at timestamp with time zone NOT NULL,
    CONSTRAINT documents_documentimport_pages_check CHECK ((pages >= 0)),
    CONSTRAINT documents_documentimport_recognised_check CHECK ((recognised >= 0)),
    CONSTRAINT documents_documentimport_revision_check CHECK ((revision >= 0)),
    CONSTRAINT documents_documentimport_tries_check CHECK ((tries >= 0)),
    CONSTRAINT documents_documentimport_unread_check CHECK ((unread >= 0))
);

CREATE TABLE public.documents_proposal (
    id bigint NOT NULL,
    number integer NOT NULL,
    kind character varying(8) NOT NULL,
    paragraph integer NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    quote text NOT NULL,
    said jsonb NOT NULL,
    typed jsonb NOT NULL,
    verdict character varying(9) NOT NULL,
    new_entry boolean NOT NULL,
    revision integer NOT NULL,
    decided_by character varying(200) NOT NULL,
    decided_at timestamp with time zone,
    cited_id uuid,
    document_import_id uuid NOT NULL,
    by_hand character varying(200) NOT NULL,
    passed_over jsonb NOT NULL,
    CONSTRAINT documents_proposal_end_check CHECK (("end" >= 0)),
    CONSTRAINT documents_proposal_number_check CHECK ((number >= 0)),
    CONSTRAINT documents_proposal_paragraph_check CHECK ((paragraph >= 0)),
    CONSTRAINT documents_proposal_revision_check CHECK ((revision >= 0)),
    CONSTRAINT documents_proposal_start_check CHECK ((start >= 0))
);

ALTER TABLE public.documents_proposal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_proposal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_answers (
    dossier_id uuid NOT NULL,
    data jsonb NOT NULL,
    sources jsonb
);

CREATE TABLE public.dossiers_bulkact (
    id uuid NOT NULL,
    post_id bigint NOT NULL,
    verb character varying(24) NOT NULL,
    holder_id uuid,
    outcome character varying(60) NOT NULL,
    note text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    worked_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    account_id uuid NOT NULL,
    undoes_id uuid
);

CREATE TABLE public.dossiers_bulkitem (
    number integer NOT NULL,
    state character varying(8) NOT NULL,
    task_id uuid,
    held_before uuid,
    refusal jsonb,
    bulk_id uuid NOT NULL,
    dossier_id uuid NOT NULL
);

CREATE TABLE public.dossiers_codecounter (
    agency_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    "on" date NOT NULL,
    last integer NOT NULL
);

CREATE TABLE public.dossiers_cosigner (
    id uuid NOT NULL,
    contact character varying(120) NOT NULL,
    name character varying(200) NOT NULL,
    citizen_number character varying(12) NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    signed_at timestamp with time zone,
    digest character varying(64) NOT NULL,
    voided_at timestamp with time zone,
    declined_at timestamp with time zone,
    account_id uuid,
    draft_id uuid NOT NULL
);

CREATE TABLE public.dossiers_dailycount (
    procedure_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    "on" date NOT NULL,
    agency_id bigint NOT NULL,
    channel character varying(10) NOT NULL,
    submitted integer NOT NULL,
    received integer NOT NULL,
    refused integer NOT NULL,
    settled_early integer NOT NULL,
    settled_on_time integer NOT NULL,
    settled_overdue integer NOT NULL,
    withdrawn integer NOT NULL,
    returned integer NOT NULL
);

CREATE TABLE public.dossiers_deskrule (
    code character varying(40) NOT NULL,
    valid_from date NOT NULL,
    hours integer NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

CREATE TABLE public.dossiers_dossier (
    id uuid NOT NULL,
    registration_code character varying(16) NOT NULL COLLATE pg_catalog."C",
    code character varying(60) COLLATE pg_catalog."C",
    procedure_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    procedure_name character varying(600) NOT NULL,
    immediate boolean NOT NULL,
    channel character varying(10) NOT NULL,
    status character varying(30) NOT NULL,
    returns_to character varying(30) NOT NULL,
    concluded character varying(10) NOT NULL,
    outcome character varying(10) NOT NULL,
    result_class character varying(10) NOT NULL,
    unit_ids bigint[] NOT NULL,
    unit_code character varying(20) NOT NULL,
    applicant_kind character varying(20) NOT NULL,
    applicant_name character varying(300) NOT NULL,
    applicant_sort_key character varying(900) NOT NULL COLLATE pg_catalog."C",
    applicant_id_number character varying(30) NOT NULL COLLATE pg_catalog."C",
    applicant_birth_on character varying(10) NOT NULL,
    applicant_phone character varying(30) NOT NULL,
    applicant_email character varying(120) NOT NULL,
    applicant_address character varying(300) NOT NULL,
    submitter jsonb,
    return_method character varying(10) NOT NULL,
    return_address character varying(300) NOT NULL,
    submitted_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    clock_started_at timestamp with time zone,
    due_at timestamp with time zone,
    due_provisional boolean NOT NULL,
    paused_since timestamp with time zone,
    resolved_at timestamp with time zone,
    returned_at timestamp with time zone,
    returned_by character varying(20) NOT NULL,
    closed_at timestamp with time zone,
    warned_at timestamp with time zone,
    line_count integer NOT NULL,
    desk_id bigint NOT NULL,
    enterprise_id uuid,
    lead_agency_id bigint NOT NULL,
    owner_account_id uuid,
    version_id bigint NOT NULL,
    extended_at timestamp with time zone,
    fee_paid_at timestamp with time zone,
    fee_paid_online boolean DEFAULT false NOT NULL,
    synchronised_at timestamp with time zone,
    received_elsewhere boolean DEFAULT false NOT NULL,
    CONSTRAINT dossier_accepted_has_code_and_due CHECK (((accepted_at IS NULL) OR ((clock_started_at IS NOT NULL) AND (code IS NOT NULL) AND (due_at IS NOT NULL)))),
    CONSTRAINT dossier_code_only_after_acceptance CHECK (((accepted_at IS NOT NULL) OR (code IS NULL))),
    CONSTRAINT dossier_returned_has_moment CHECK (((NOT ((status)::text = 'returned'::text)) OR (returned_at IS NOT NULL))),
    CONSTRAINT dossier_settled_has_outcome CHECK (((NOT ((status)::text = ANY (ARRAY[('resolved'::character varying)::text, ('returned'::character varying)::text]))) OR ((resolved_at IS NOT NULL) AND (NOT ((outcome)::text = ''::text)) AND (NOT ((result_class)::text = ''::text)))))
);

CREATE TABLE public.dossiers_dossiersearch (
    dossier_id uuid NOT NULL,
    words tsvector NOT NULL,
    codes character varying(80) NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.dossiers_draft (
    id uuid NOT NULL,
    answers jsonb NOT NULL,
    page character varying(40) NOT NULL,
    applicant jsonb,
    submitter jsonb,
    unit_code character varying(20) NOT NULL,
    return_method character varying(10) NOT NULL,
    return_address character varying(300) NOT NULL,
    revision integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    enterprise_id uuid,
    owner_id uuid NOT NULL,
    version_id bigint NOT NULL,
    sources jsonb NOT NULL,
    principal_id uuid
);

CREATE TABLE public.dossiers_draftpaper (
    id uuid NOT NULL,
    component_code character varying(60) NOT NULL,
    name character varying(500) NOT NULL,
    kind character varying(20) NOT NULL,
    file_name character varying(200) NOT NULL,
    attached_at timestamp with time zone NOT NULL,
    draft_id uuid NOT NULL,
    file_id uuid NOT NULL,
    held_id uuid
);

CREATE TABLE public.dossiers_extension (
    dossier_id uuid NOT NULL,
    extended_at timestamp with time zone NOT NULL,
    old_due_at timestamp with time zone NOT NULL,
    new_due_at timestamp with time zone NOT NULL,
    reason text NOT NULL,
    was_late boolean NOT NULL,
    step_name character varying(300) NOT NULL,
    holder_id uuid,
    holder_name character varying(200) NOT NULL,
    signer_name character varying(200) NOT NULL,
    unit_id bigint NOT NULL,
    CONSTRAINT extension_is_later CHECK ((new_due_at > old_due_at))
);

CREATE TABLE public.dossiers_feedback (
    id uuid NOT NULL,
    code character varying(16) NOT NULL COLLATE pg_catalog."C",
    kind character varying(12) NOT NULL,
    topic character varying(14) NOT NULL,
    status character varying(12) NOT NULL,
    content text NOT NULL,
    procedure_code character varying(60) NOT NULL COLLATE pg_catalog."C",
    procedure_name character varying(600) NOT NULL,
    dossier_code character varying(60) NOT NULL,
    sender_name character varying(200) NOT NULL,
    sender_phone character varying(30) NOT NULL,
    sender_email character varying(120) NOT NULL,
    may_publish boolean NOT NULL,
    received_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    times jsonb NOT NULL,
    question text NOT NULL,
    refusal text NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    published_at timestamp with time zone,
    satisfaction character varying(20) NOT NULL,
    line_count integer NOT NULL,
    agency_id bigint NOT NULL,
    dossier_id uuid,
    owner_account_id uuid,
    unit_id bigint,
    CONSTRAINT feedback_answered_is_complete CHECK (((NOT ((status)::text = ANY (ARRAY[('answered'::character varying)::text, ('published'::character varying)::text]))) OR ((answered_at IS NOT NULL) AND (NOT (answer = ''::text)))))
);

CREATE TABLE public.dossiers_feedbackline (
    feedback_id uuid NOT NULL,
    line integer NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(12) NOT NULL,
    status_to character varying(12) NOT NULL,
    actor_name character varying(200) NOT NULL,
    actor_id uuid,
    post_id bigint,
    note text NOT NULL
);

CREATE TABLE public.dossiers_feedbacktimes (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    refuse_days smallint NOT NULL,
    ask_days smallint NOT NULL,
    settle_days smallint NOT NULL,
    publish_days smallint NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT dossiers_feedbacktimes_ask_days_check CHECK ((ask_days >= 0)),
    CONSTRAINT dossiers_feedbacktimes_publish_days_check CHECK ((publish_days >= 0)),
    CONSTRAINT dossiers_feedbacktimes_refuse_days_check CHECK ((refuse_days >= 0)),
    CONSTRAINT dossiers_feedbacktimes_settle_days_check CHECK ((settle_days >= 0))
);

ALTER TABLE public.dossiers_feedbacktimes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_feedbacktimes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_historyevent (
    line integer NOT NULL,
    at timestamp with time zone NOT NULL,
    verb character varying(24) NOT NULL,
    status_from character varying(30) NOT NULL,
    status_to character varying(30) NOT NULL,
    actor_kind character varying(10) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    post_id bigint,
    unit_id bigint,
    agency_id bigint,
    task_id uuid,
    reason text NOT NULL,
    content jsonb NOT NULL,
    attachments uuid[] NOT NULL,
    dossier_id uuid NOT NULL
);

CREATE TABLE public.dossiers_lapse (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    step_name character varying(300) NOT NULL,
    holder_id uuid,
    holder_name character varying(200) NOT NULL,
    due_at timestamp with time zone NOT NULL,
    dossier_late boolean NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    dossier_id uuid NOT NULL,
    task_id uuid NOT NULL,
    unit_id bigint NOT NULL
);

CREATE TABLE public.dossiers_latesteps (
    "on" date NOT NULL,
    agency_id bigint NOT NULL,
    unit_id bigint NOT NULL,
    kind character varying(14) NOT NULL,
    many integer NOT NULL
);

CREATE TABLE public.dossiers_look (
    id uuid NOT NULL,
    procedure_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    procedure_name character varying(600) NOT NULL,
    asker_name character varying(200) NOT NULL,
    question character varying(1000) NOT NULL,
    revision integer NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    verdict character varying(10) NOT NULL,
    answer character varying(4000) NOT NULL,
    officer_name character varying(200) NOT NULL,
    desk_id bigint NOT NULL,
    draft_id uuid NOT NULL
);

CREATE TABLE public.dossiers_officerday (
    agency_id bigint NOT NULL,
    "on" date NOT NULL,
    officer_id uuid NOT NULL,
    officer_name character varying(200) NOT NULL,
    settled integer NOT NULL,
    settled_early integer NOT NULL,
    settled_on_time integer NOT NULL,
    settled_overdue integer NOT NULL,
    settled_at_desk integer NOT NULL,
    asked_never integer NOT NULL,
    asked_once integer NOT NULL,
    visited_none integer NOT NULL,
    blamed_early integer NOT NULL,
    blamed_on_time integer NOT NULL,
    result_electronic integer NOT NULL,
    all_electronic integer NOT NULL,
    steps_early integer NOT NULL,
    steps_on_time integer NOT NULL,
    steps_overdue integer NOT NULL,
    in_time_asked_more integer NOT NULL
);

CREATE TABLE public.dossiers_paper (
    id uuid NOT NULL,
    component_code character varying(60) NOT NULL,
    name character varying(500) NOT NULL,
    kind character varying(20) NOT NULL,
    originals smallint NOT NULL,
    copies smallint NOT NULL,
    file_name character varying(200) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    dossier_id uuid NOT NULL,
    file_id uuid,
    held_id uuid,
    given_back_at timestamp with time zone,
    given_back_to character varying(200),
    kept_at timestamp with time zone,
    CONSTRAINT dossiers_paper_copies_check CHECK ((copies >= 0)),
    CONSTRAINT dossiers_paper_originals_check CHECK ((originals >= 0)),
    CONSTRAINT paper_is_something CHECK (((file_id IS NOT NULL) OR (originals > 0) OR (copies > 0)))
);

CREATE TABLE public.dossiers_pause (
    id uuid NOT NULL,
    kind character varying(12) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    reason text NOT NULL,
    legal_basis text NOT NULL,
    dossier_id uuid NOT NULL
);

CREATE TABLE public.dossiers_rating (
    dossier_id uuid NOT NULL,
    level character varying(20) NOT NULL,
    comment text NOT NULL,
    rated_at timestamp with time zone NOT NULL,
    reasons character varying(20)[] NOT NULL,
    via character varying(10) NOT NULL
);

CREATE TABLE public.dossiers_resultdocument (
    id uuid NOT NULL,
    outcome character varying(10) NOT NULL,
    number character varying(80) NOT NULL,
    issued_on date,
    title character varying(500) NOT NULL,
    file_name character varying(200) NOT NULL,
    signer_name character varying(200) NOT NULL,
    reason text NOT NULL,
    legal_basis text NOT NULL,
    signature_state character varying(12) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    dossier_id uuid NOT NULL,
    file_id uuid,
    CONSTRAINT result_granted_is_complete CHECK (((NOT ((outcome)::text = 'granted'::text)) OR ((file_id IS NOT NULL) AND (issued_on IS NOT NULL) AND (NOT ((number)::text = ''::text)))))
);

CREATE TABLE public.dossiers_resultdraft (
    dossier_id uuid NOT NULL,
    outcome character varying(10) NOT NULL,
    title character varying(500) NOT NULL,
    blocks jsonb NOT NULL,
    reason text NOT NULL,
    legal_basis text NOT NULL,
    revision integer NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    saved_by_name character varying(200) NOT NULL,
    signed_at timestamp with time zone,
    signer_name character varying(200) NOT NULL,
    signer_title character varying(200) NOT NULL
);

CREATE TABLE public.dossiers_resultseries (
    agency_id bigint NOT NULL,
    series character varying(60) NOT NULL COLLATE pg_catalog."C",
    year smallint NOT NULL,
    last integer NOT NULL
);

CREATE TABLE public.dossiers_reusecount (
    "on" date NOT NULL,
    agency_id bigint NOT NULL,
    procedure_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    required integer NOT NULL,
    reused integer NOT NULL
);

CREATE TABLE public.dossiers_scan (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    component_code character varying(60) NOT NULL,
    file_name character varying(200) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    file_id uuid NOT NULL
);

CREATE TABLE public.dossiers_serviceday (
    "on" date NOT NULL,
    agency_id bigint NOT NULL,
    received integer NOT NULL,
    received_online integer NOT NULL,
    received_full integer NOT NULL,
    received_full_online integer NOT NULL,
    settled integer NOT NULL,
    settled_early integer NOT NULL,
    settled_on_time integer NOT NULL,
    settled_overdue integer NOT NULL,
    settled_at_desk integer NOT NULL,
    withdrawn integer NOT NULL,
    asked_never integer NOT NULL,
    asked_once integer NOT NULL,
    visited_none integer NOT NULL,
    blamed_early integer NOT NULL,
    blamed_on_time integer NOT NULL,
    result_electronic integer NOT NULL,
    all_electronic integer NOT NULL,
    rated_very integer NOT NULL,
    rated_satisfied integer NOT NULL,
    rated_not integer NOT NULL,
    steps_early integer NOT NULL,
    steps_on_time integer NOT NULL,
    steps_overdue integer NOT NULL,
    fee_paid integer NOT NULL,
    fee_paid_online integer NOT NULL,
    received_reusing integer NOT NULL,
    received_synchronised integer NOT NULL,
    in_time_asked_more integer NOT NULL
);

CREATE TABLE public.dossiers_servicepromise (
    code character varying(30) NOT NULL COLLATE pg_catalog."C",
    within character varying(8) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

CREATE TABLE public.dossiers_slip (
    id uuid NOT NULL,
    kind character varying(30) NOT NULL,
    form_number character varying(10) NOT NULL,
    book_year smallint NOT NULL,
    number integer NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    content jsonb NOT NULL,
    book_id bigint NOT NULL,
    dossier_id uuid NOT NULL
);

CREATE TABLE public.dossiers_slipbook (
    agency_id bigint NOT NULL,
    kind character varying(30) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL
);

CREATE TABLE public.dossiers_slipform (
    id bigint NOT NULL,
    code character varying(30) NOT NULL,
    number character varying(10) NOT NULL,
    title character varying(300) NOT NULL,
    paper character varying(4) NOT NULL,
    texts jsonb NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.dossiers_slipform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.dossiers_slipform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.dossiers_stepday (
    "on" date NOT NULL,
    steps integer NOT NULL
);

CREATE TABLE public.dossiers_steptimes (
    agency_id bigint NOT NULL,
    procedure_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    "on" date NOT NULL,
    steps jsonb NOT NULL
);

CREATE TABLE public.dossiers_supplement (
    id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer_by timestamp with time zone NOT NULL,
    reason text NOT NULL,
    items jsonb NOT NULL,
    replies jsonb,
    answered_at timestamp with time zone,
    closed_at timestamp with time zone,
    dossier_id uuid NOT NULL
);

CREATE TABLE public.dossiers_takenover (
    dossier_id uuid NOT NULL,
    system character varying(60) NOT NULL,
    foreign_code character varying(60) NOT NULL COLLATE pg_catalog."C",
    digest character varying(64) NOT NULL COLLATE pg_catalog."C",
    taken_at timestamp with time zone NOT NULL
);

CREATE TABLE public.dossiers_task (
    id uuid NOT NULL,
    kind character varying(14) NOT NULL,
    step_code character varying(60) NOT NULL,
    step_name character varying(300) NOT NULL,
    hours double precision NOT NULL,
    role character varying(30) NOT NULL,
    holder_name character varying(200) NOT NULL,
    question text NOT NULL,
    state character varying(10) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closed_by_name character varying(200) NOT NULL,
    outcome character varying(60) NOT NULL,
    note text NOT NULL,
    result_class character varying(10) NOT NULL,
    agency_id bigint NOT NULL,
    dossier_id uuid NOT NULL,
    holder_id uuid,
    parent_id uuid,
    unit_id bigint NOT NULL,
    watch_at timestamp with time zone,
    silence character varying(10) DEFAULT ''::character varying NOT NULL,
    silent_at timestamp with time zone,
    heard_at timestamp with time zone,
    CONSTRAINT task_closed_has_moment CHECK ((((closed_at IS NOT NULL) AND ((state)::text = ANY (ARRAY[('done'::character varying)::text, ('cancelled'::character varying)::text]))) OR ((closed_at IS NULL) AND ((state)::text = ANY (ARRAY[('open'::character varying)::text, ('suspended'::character varying)::text])))))
);

CREATE TABLE public.dossiers_taskscope (
    ancestor_id bigint NOT NULL,
    role smallint NOT NULL,
    here boolean NOT NULL,
    due_at timestamp with time zone NOT NULL,
    task_id uuid NOT NULL
);

CREATE TABLE public.exchange_delivery (
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    event character varying(40) NOT NULL,
    body text NOT NULL,
    state character varying(9) NOT NULL,
    attempts smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone,
    delivered_at timestamp with time zone,
    last_status smallint,
    last_error character varying(300) NOT NULL,
    subscription_id uuid NOT NULL,
    last_fault jsonb NOT NULL,
    CONSTRAINT exchange_delivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT exchange_delivery_last_status_check CHECK ((last_status >= 0))
);

CREATE TABLE public.exchange_nationalfiling (
    id uuid NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    procedure_code character varying(40) NOT NULL,
    digest character varying(64) NOT NULL,
    body jsonb NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    received_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone,
    faults jsonb NOT NULL,
    last_error character varying(300) NOT NULL,
    account_id uuid NOT NULL,
    dossier_id uuid,
    last_fault jsonb NOT NULL,
    CONSTRAINT exchange_nationalfiling_attempts_check CHECK ((attempts >= 0))
);

CREATE TABLE public.exchange_nationallink (
    dossier_id uuid NOT NULL,
    code character varying(60) COLLATE pg_catalog."C",
    known_at timestamp with time zone
);

CREATE TABLE public.exchange_nationalreport (
    id uuid NOT NULL,
    event_id uuid NOT NULL,
    topic character varying(40) NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    line jsonb NOT NULL,
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    next_attempt_at timestamp with time zone,
    sent_at timestamp with time zone,
    last_error character varying(300) NOT NULL,
    dossier_id uuid NOT NULL,
    last_fault jsonb NOT NULL,
    CONSTRAINT exchange_nationalreport_attempts_check CHECK ((attempts >= 0))
);

CREATE TABLE public.exchange_subscription (
    id uuid NOT NULL,
    label character varying(100) NOT NULL,
    target character varying(500) NOT NULL,
    events character varying(40)[] NOT NULL,
    secret text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    paused_at timestamp with time zone,
    ended_at timestamp with time zone,
    last_delivered_at timestamp with time zone,
    failures integer NOT NULL,
    dead_in_a_row integer NOT NULL,
    held_until timestamp with time zone,
    agency_id bigint,
    owner_id uuid NOT NULL,
    post_id bigint,
    CONSTRAINT exchange_subscription_dead_in_a_row_check CHECK ((dead_in_a_row >= 0)),
    CONSTRAINT exchange_subscription_failures_check CHECK ((failures >= 0))
);

CREATE TABLE public.files_blob (
    sha256 character varying(64) NOT NULL COLLATE pg_catalog."C",
    size bigint NOT NULL,
    media_type character varying(100) NOT NULL,
    suspicions jsonb NOT NULL,
    scan character varying(8) NOT NULL,
    signature character varying(200) NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    CONSTRAINT files_digest_is_whole CHECK (((sha256)::text ~ '^[0-9a-f]{64}$'::text))
);

CREATE TABLE public.files_claim (
    id bigint NOT NULL,
    holder_kind character varying(40) NOT NULL,
    holder_id character varying(64) NOT NULL COLLATE pg_catalog."C",
    at timestamp with time zone NOT NULL,
    file_id uuid NOT NULL
);

ALTER TABLE public.files_claim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_claim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.files_reading (
    blob_id character varying(64) NOT NULL COLLATE pg_catalog."C",
    state character varying(12) NOT NULL,
    tries smallint NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    begun_at timestamp with time zone,
    read_at timestamp with time zone,
    pages smallint NOT NULL,
    fault character varying(40) NOT NULL,
    lines jsonb NOT NULL,
    text text NOT NULL,
    CONSTRAINT files_reading_pages_check CHECK ((pages >= 0)),
    CONSTRAINT files_reading_tries_check CHECK ((tries >= 0))
);

CREATE TABLE public.files_storedfile (
    id uuid NOT NULL,
    name character varying(255) NOT NULL,
    purpose character varying(40) NOT NULL,
    stored_at timestamp with time zone NOT NULL,
    blob_id character varying(64) NOT NULL COLLATE pg_catalog."C"
);

CREATE TABLE public.files_upload (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    name character varying(255) NOT NULL,
    size bigint NOT NULL,
    taken bigint NOT NULL,
    begun_at timestamp with time zone NOT NULL,
    file_id uuid,
    CONSTRAINT files_upload_within_size CHECK ((taken <= size))
);

CREATE TABLE public.files_uploadpiece (
    id bigint NOT NULL,
    "position" bigint NOT NULL,
    data bytea NOT NULL,
    upload_id uuid NOT NULL
);

ALTER TABLE public.files_uploadpiece ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.files_uploadpiece_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_account (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    kind character varying(8) NOT NULL,
    full_name character varying(100) NOT NULL,
    sort_key character varying(300) NOT NULL COLLATE pg_catalog."C",
    email character varying(254),
    phone character varying(16),
    citizen_id character varying(12) NOT NULL,
    citizen_id_proof character varying(8) NOT NULL,
    birth character varying(10) NOT NULL,
    gender character varying(6) NOT NULL,
    address character varying(300) NOT NULL,
    unit_code character varying(10) NOT NULL,
    language character varying(2) NOT NULL,
    second_factor_required boolean NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT account_birth_iso CHECK ((((birth)::text = ''::text) OR ((birth)::text ~ '^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$'::text))),
    CONSTRAINT account_citizen_id_digits CHECK ((((citizen_id)::text = ''::text) OR ((citizen_id)::text ~ '^[0-9]{12}$'::text))),
    CONSTRAINT account_email_in_lower_case CHECK (((email)::text = lower((email)::text))),
    CONSTRAINT account_proof_of_something CHECK ((((citizen_id_proof)::text = ''::text) OR (NOT ((citizen_id)::text = ''::text))))
);

CREATE TABLE public.identity_apitoken (
    id uuid NOT NULL,
    label character varying(100) NOT NULL,
    prefix character varying(12) NOT NULL,
    secret_hash character varying(64) NOT NULL,
    scopes character varying(50)[] NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    account_id uuid NOT NULL
);

CREATE TABLE public.identity_consent (
    id uuid NOT NULL,
    purpose character varying(40) NOT NULL,
    text_version character varying(20) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    account_id uuid NOT NULL
);

CREATE TABLE public.identity_contactcode (
    id uuid NOT NULL,
    purpose character varying(12) NOT NULL,
    contact character varying(254) NOT NULL,
    code_hash character varying(64) NOT NULL,
    tries_left smallint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    proven_at timestamp with time zone,
    used_at timestamp with time zone,
    account_id uuid,
    CONSTRAINT contact_code_proven_first CHECK (((used_at IS NULL) OR (proven_at IS NOT NULL))),
    CONSTRAINT contact_code_tries CHECK ((tries_left >= 0))
);

CREATE TABLE public.identity_datarequest (
    id uuid NOT NULL,
    kind character varying(7) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    account_id uuid NOT NULL,
    answer text NOT NULL,
    done jsonb NOT NULL,
    due_at timestamp with time zone,
    extended_at timestamp with time zone,
    grounds text NOT NULL,
    items jsonb NOT NULL,
    kept jsonb NOT NULL,
    respond_by timestamp with time zone,
    state character varying(9) NOT NULL,
    wish text NOT NULL,
    CONSTRAINT data_request_open_is_due CHECK (((NOT ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('taken'::character varying)::text]))) OR ((due_at IS NOT NULL) AND (settled_at IS NULL))))
);

CREATE TABLE public.identity_datarequestline (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    act character varying(12) NOT NULL,
    actor_name character varying(200) NOT NULL,
    note text NOT NULL,
    request_id uuid NOT NULL
);

ALTER TABLE public.identity_datarequestline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_datarequestline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_enterprise (
    id uuid NOT NULL,
    tax_code character varying(14) NOT NULL,
    name character varying(300) NOT NULL,
    sort_key character varying(900) NOT NULL COLLATE pg_catalog."C",
    address character varying(300) NOT NULL,
    unit_code character varying(10) NOT NULL,
    proven boolean NOT NULL,
    created_at timestamp with time zone NOT NULL
);

CREATE TABLE public.identity_externalidentity (
    id uuid NOT NULL,
    issuer character varying(200) NOT NULL,
    subject character varying(255) NOT NULL,
    assurance smallint NOT NULL,
    linked_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone NOT NULL,
    account_id uuid NOT NULL
);

CREATE TABLE public.identity_mandate (
    id uuid NOT NULL,
    contact character varying(254) NOT NULL,
    powers character varying(10)[] NOT NULL,
    topics character varying(60)[] NOT NULL,
    subject_id uuid,
    subject_code character varying(60) NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    ended_at timestamp with time zone,
    paper_id uuid,
    principal_id uuid NOT NULL,
    proxy_id uuid,
    CONSTRAINT mandate_accepted_by_somebody CHECK (((accepted_at IS NULL) OR (proxy_id IS NOT NULL))),
    CONSTRAINT mandate_days_in_order CHECK ((last_day >= first_day)),
    CONSTRAINT mandate_not_to_oneself CHECK ((NOT ((principal_id = proxy_id) AND (proxy_id IS NOT NULL))))
);

CREATE TABLE public.identity_mandaterule (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    longest_days integer NOT NULL,
    paper_for character varying(60)[] NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT identity_mandaterule_longest_days_check CHECK ((longest_days >= 0))
);

ALTER TABLE public.identity_mandaterule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_mandaterule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_membership (
    id uuid NOT NULL,
    role character varying(6) NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    ended_at timestamp with time zone,
    account_id uuid NOT NULL,
    enterprise_id uuid NOT NULL
);

CREATE TABLE public.identity_requesttimes (
    id bigint NOT NULL,
    kind character varying(7) NOT NULL,
    valid_from date NOT NULL,
    confirm character varying(6) NOT NULL,
    answer character varying(6) NOT NULL,
    extend character varying(6) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.identity_requesttimes ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_requesttimes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_retentionrule (
    id bigint NOT NULL,
    kind character varying(60) NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    fate character varying(9) NOT NULL,
    days integer,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT identity_retentionrule_days_check CHECK ((days >= 0)),
    CONSTRAINT retention_dated CHECK ((((fate)::text = 'archive'::text) OR (days IS NOT NULL)))
);

ALTER TABLE public.identity_retentionrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.identity_retentionrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.identity_signin (
    id uuid NOT NULL,
    method character varying(20) NOT NULL,
    succeeded boolean NOT NULL,
    second_factor boolean NOT NULL,
    assurance smallint NOT NULL,
    user_agent character varying(300) NOT NULL,
    address inet,
    began_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    end_reason character varying(20) NOT NULL,
    account_id uuid NOT NULL,
    CONSTRAINT sign_in_refused_is_over CHECK ((succeeded OR (ended_at IS NOT NULL)))
);

CREATE TABLE public.indicators_appeal (
    id uuid NOT NULL,
    words text NOT NULL,
    evidence jsonb NOT NULL,
    filed_by character varying(200) NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    state character varying(10) NOT NULL,
    answer text NOT NULL,
    answered_by character varying(200) NOT NULL,
    answered_at timestamp with time zone,
    entry_id bigint NOT NULL,
    CONSTRAINT scoring_appeal_answered CHECK ((((state)::text = 'open'::text) OR ((NOT (answer = ''::text)) AND (NOT ((answered_by)::text = ''::text)) AND (answered_at IS NOT NULL))))
);

CREATE TABLE public.indicators_citeddocument (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    symbol character varying(80) NOT NULL,
    dated date,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    from_pack boolean NOT NULL
);

ALTER TABLE public.indicators_citeddocument ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_citeddocument_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_computation (
    value_id uuid NOT NULL,
    formula text NOT NULL,
    numerator numeric(30,6),
    denominator numeric(30,6),
    inputs jsonb NOT NULL,
    confirmed boolean NOT NULL
);

CREATE TABLE public.indicators_computedtime (
    id bigint NOT NULL,
    first_on date,
    last_on date NOT NULL,
    asked_at timestamp with time zone
);

ALTER TABLE public.indicators_computedtime ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_computedtime_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_criteriasetrow (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    index character varying(40) NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    valid_to date,
    "order" integer NOT NULL,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT criteria_set_ends_after CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);

ALTER TABLE public.indicators_criteriasetrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_criteriasetrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_criterionentry (
    id bigint NOT NULL,
    code character varying(20) NOT NULL COLLATE pg_catalog."C",
    "position" smallint NOT NULL,
    measured jsonb NOT NULL,
    self_given jsonb NOT NULL,
    self_points numeric(9,4),
    self_reason text NOT NULL,
    self_by character varying(200) NOT NULL,
    evidence jsonb NOT NULL,
    judged_given jsonb NOT NULL,
    judged_points numeric(9,4),
    judged_reason text NOT NULL,
    judged_by character varying(200) NOT NULL,
    explanation text NOT NULL,
    subject_id uuid NOT NULL,
    CONSTRAINT indicators_criterionentry_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.indicators_criterionentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_criterionentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_cutoff (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    day smallint NOT NULL,
    valid_from date NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT cut_off_in_every_month CHECK (((day >= 1) AND (day <= 28))),
    CONSTRAINT indicators_cutoff_day_check CHECK ((day >= 0))
);

ALTER TABLE public.indicators_cutoff ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_cutoff_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_finalscore (
    id uuid NOT NULL,
    points numeric(9,4),
    note text NOT NULL,
    by character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    entry_id bigint NOT NULL,
    replaces_id uuid
);

CREATE TABLE public.indicators_finding (
    id uuid NOT NULL,
    key character varying(600) NOT NULL COLLATE pg_catalog."C",
    kind character varying(20) NOT NULL,
    severity character varying(8) NOT NULL,
    rank smallint NOT NULL,
    state character varying(10) NOT NULL,
    message text NOT NULL,
    params jsonb NOT NULL,
    arithmetic text NOT NULL,
    sides jsonb NOT NULL,
    found_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    explanation text NOT NULL,
    explained_by character varying(200) NOT NULL,
    explained_at timestamp with time zone,
    indicator_id bigint,
    CONSTRAINT finding_explained_by_somebody CHECK (((NOT ((state)::text = 'explained'::text)) OR ((explained_at IS NOT NULL) AND (NOT ((explained_by)::text = ''::text)) AND (NOT (explanation = ''::text))))),
    CONSTRAINT indicators_finding_rank_check CHECK ((rank >= 0))
);

CREATE TABLE public.indicators_formedition (
    number smallint NOT NULL,
    content jsonb NOT NULL,
    "values" jsonb NOT NULL,
    counted jsonb NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    approved_by character varying(200) NOT NULL,
    approved_title character varying(200) NOT NULL,
    form_id uuid NOT NULL,
    CONSTRAINT indicators_formedition_number_check CHECK ((number >= 0))
);

CREATE TABLE public.indicators_formline (
    line integer NOT NULL,
    at timestamp with time zone NOT NULL,
    what character varying(24) NOT NULL,
    state_from character varying(12) NOT NULL,
    state_to character varying(12) NOT NULL,
    actor_kind character varying(10) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    post_id bigint,
    agency_id bigint,
    words text NOT NULL,
    content jsonb NOT NULL,
    form_id uuid NOT NULL
);

CREATE TABLE public.indicators_formtemplaterow (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    version smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    receiver_id bigint NOT NULL,
    CONSTRAINT form_template_ends_after CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT indicators_formtemplaterow_version_check CHECK ((version >= 0))
);

ALTER TABLE public.indicators_formtemplaterow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_formtemplaterow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_ground (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    place character varying(300) NOT NULL,
    quote text NOT NULL,
    note text NOT NULL,
    reference character varying(200) NOT NULL COLLATE pg_catalog."C",
    public boolean NOT NULL,
    person_id uuid,
    person character varying(200) NOT NULL,
    post_id bigint,
    recorded_at timestamp with time zone NOT NULL,
    agency_id bigint,
    document_id bigint
);

CREATE TABLE public.indicators_growthclaim (
    id bigint NOT NULL,
    first_on date,
    last_on date NOT NULL,
    base_first_on date,
    base_last_on date NOT NULL,
    kind character varying(8) NOT NULL,
    amount numeric(24,6) NOT NULL,
    bound character varying(5) NOT NULL,
    ground_id uuid NOT NULL,
    indicator_id bigint NOT NULL,
    scope_id bigint NOT NULL
);

ALTER TABLE public.indicators_growthclaim ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_growthclaim_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_incomingfigurerow (
    id bigint NOT NULL,
    figure_id uuid NOT NULL,
    document_id uuid NOT NULL,
    document character varying(80) NOT NULL COLLATE pg_catalog."C",
    symbol character varying(80) NOT NULL,
    dated date,
    issuer character varying(300) NOT NULL,
    title text NOT NULL,
    place character varying(200) NOT NULL,
    quote text NOT NULL,
    said numeric(24,6) NOT NULL,
    upper numeric(24,6),
    of numeric(24,6),
    bound character varying(5) NOT NULL,
    unit character varying(100) NOT NULL,
    period character varying(100) NOT NULL,
    what character varying(300) NOT NULL,
    confirmed_by character varying(200) NOT NULL,
    confirmed_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    decided_by character varying(200) NOT NULL,
    decided_at timestamp with time zone,
    agency_id bigint,
    value_id uuid,
    by_hand boolean NOT NULL,
    whom character varying(300) NOT NULL
);

ALTER TABLE public.indicators_incomingfigurerow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_incomingfigurerow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_indicator (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(300) NOT NULL,
    sort_key character varying(700) NOT NULL COLLATE pg_catalog."C",
    search text NOT NULL,
    topic character varying(120) NOT NULL,
    public boolean NOT NULL,
    retired_at timestamp with time zone,
    owner_id bigint NOT NULL
);

ALTER TABLE public.indicators_indicator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_indicator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_indicatorvalue (
    id uuid NOT NULL,
    nature character varying(8) NOT NULL,
    first_on date,
    last_on date NOT NULL,
    value numeric(24,6),
    upper numeric(24,6),
    bound character varying(5) NOT NULL,
    unit character varying(12) NOT NULL,
    corrects_id uuid,
    ground_id uuid NOT NULL,
    indicator_id bigint NOT NULL,
    version_id bigint NOT NULL,
    scope_id bigint NOT NULL,
    CONSTRAINT value_ends_after_it_begins CHECK (((first_on IS NULL) OR (last_on >= first_on))),
    CONSTRAINT value_range_has_two_ends CHECK (((((bound)::text = 'range'::text) AND (upper > value)) OR ((NOT ((bound)::text = 'range'::text)) AND (upper IS NULL)))),
    CONSTRAINT value_withdrawn_by_correction CHECK (((value IS NOT NULL) OR (corrects_id IS NOT NULL)))
);

CREATE TABLE public.indicators_indicatorversion (
    id bigint NOT NULL,
    number smallint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    indicator_id bigint NOT NULL,
    CONSTRAINT indicator_version_ends_after CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT indicators_indicatorversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.indicators_indicatorversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_indicatorversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_legalcitation (
    id bigint NOT NULL,
    symbol character varying(60) NOT NULL,
    dated date,
    issuer character varying(200) NOT NULL,
    document_id bigint NOT NULL,
    ground_id uuid NOT NULL
);

ALTER TABLE public.indicators_legalcitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_legalcitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_outsideindexrow (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    "order" integer NOT NULL,
    content jsonb NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.indicators_outsideindexrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_outsideindexrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_report (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    cut_off smallint NOT NULL,
    state character varying(10) NOT NULL,
    number character varying(60) NOT NULL,
    figures jsonb NOT NULL,
    remarks text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by character varying(200) NOT NULL,
    approved_at timestamp with time zone,
    approved_by character varying(200) NOT NULL,
    approved_title character varying(200) NOT NULL,
    agency_id bigint NOT NULL,
    CONSTRAINT indicators_report_cut_off_check CHECK ((cut_off >= 0)),
    CONSTRAINT report_approved_by_somebody CHECK (((NOT ((state)::text = 'approved'::text)) OR ((approved_at IS NOT NULL) AND (NOT ((approved_by)::text = ''::text)))))
);

CREATE TABLE public.indicators_reportinground (
    id uuid NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    kind character varying(10) NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    cut_off smallint NOT NULL,
    due_on date NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by character varying(200) NOT NULL,
    locked_at timestamp with time zone,
    locked_by character varying(200) NOT NULL,
    receiver_id bigint NOT NULL,
    template_id bigint NOT NULL,
    total_ids jsonb NOT NULL,
    CONSTRAINT indicators_reportinground_cut_off_check CHECK ((cut_off >= 0)),
    CONSTRAINT round_ends_after_it_begins CHECK ((last_on >= first_on))
);

CREATE TABLE public.indicators_roundform (
    id uuid NOT NULL,
    sort_key character varying(700) NOT NULL COLLATE pg_catalog."C",
    state character varying(12) NOT NULL,
    content jsonb NOT NULL,
    counted jsonb NOT NULL,
    revision integer NOT NULL,
    edition smallint NOT NULL,
    errors integer NOT NULL,
    warnings integer NOT NULL,
    complete boolean NOT NULL,
    due_on date NOT NULL,
    until_on date NOT NULL,
    due_at timestamp with time zone NOT NULL,
    exception_reason text NOT NULL,
    asked text NOT NULL,
    holder_id uuid,
    holder_name character varying(200) NOT NULL,
    saved_at timestamp with time zone,
    saved_by character varying(200) NOT NULL,
    sent_on date,
    sent_at timestamp with time zone,
    approved_by_id uuid,
    accepted_at timestamp with time zone,
    value_ids jsonb NOT NULL,
    told_on date,
    watch_on date,
    line_count integer NOT NULL,
    agency_id bigint NOT NULL,
    receiver_id bigint NOT NULL,
    round_id uuid NOT NULL,
    accepted_edition smallint NOT NULL,
    CONSTRAINT indicators_roundform_accepted_edition_check CHECK ((accepted_edition >= 0)),
    CONSTRAINT indicators_roundform_edition_check CHECK ((edition >= 0)),
    CONSTRAINT indicators_roundform_errors_check CHECK ((errors >= 0)),
    CONSTRAINT indicators_roundform_warnings_check CHECK ((warnings >= 0)),
    CONSTRAINT round_form_exception_has_reason CHECK (((until_on = due_on) OR (NOT (exception_reason = ''::text)))),
    CONSTRAINT round_form_sent_has_day CHECK (((NOT ((state)::text = ANY (ARRAY[('approved'::character varying)::text, ('accepted'::character varying)::text]))) OR ((edition >= 1) AND (sent_on IS NOT NULL))))
);

CREATE TABLE public.indicators_roundstep (
    id uuid NOT NULL,
    verb character varying(20) NOT NULL,
    from_state character varying(20) NOT NULL,
    to_state character varying(20) NOT NULL,
    words text NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    post character varying(200) NOT NULL,
    agency_id bigint,
    at timestamp with time zone NOT NULL,
    subject_id uuid NOT NULL
);

CREATE TABLE public.indicators_roundsubject (
    id uuid NOT NULL,
    name character varying(300) NOT NULL,
    sort_key character varying(400) NOT NULL COLLATE pg_catalog."C",
    state character varying(20) NOT NULL,
    due_at timestamp with time zone,
    revision integer NOT NULL,
    agency_id bigint NOT NULL,
    next_agency_id bigint,
    round_id uuid NOT NULL,
    watch_on date,
    noted integer NOT NULL,
    CONSTRAINT indicators_roundsubject_noted_check CHECK ((noted >= 0)),
    CONSTRAINT indicators_roundsubject_revision_check CHECK ((revision >= 0))
);

CREATE TABLE public.indicators_scope (
    id bigint NOT NULL,
    kind character varying(8) NOT NULL,
    external character varying(200) NOT NULL,
    part character varying(120) NOT NULL COLLATE pg_catalog."C",
    agency_id bigint,
    area_id bigint,
    CONSTRAINT scope_is_one_of_three CHECK ((((agency_id IS NOT NULL) AND (area_id IS NULL) AND ((external)::text = ''::text) AND ((kind)::text = 'agency'::text)) OR ((agency_id IS NULL) AND (area_id IS NOT NULL) AND ((external)::text = ''::text) AND ((kind)::text = 'area'::text)) OR ((agency_id IS NULL) AND (area_id IS NULL) AND ((kind)::text = 'external'::text) AND (NOT ((external)::text = ''::text)))))
);

ALTER TABLE public.indicators_scope ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_scope_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_scoringround (
    id uuid NOT NULL,
    title character varying(300) NOT NULL,
    index character varying(40) NOT NULL COLLATE pg_catalog."C",
    set_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    content jsonb NOT NULL,
    kind character varying(10) NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    cut_off smallint NOT NULL,
    state character varying(20) NOT NULL,
    self_due_on date NOT NULL,
    appraise_due_on date NOT NULL,
    explain_due_on date NOT NULL,
    appeal_days smallint NOT NULL,
    appeal_until_on date,
    opened_at timestamp with time zone NOT NULL,
    opened_by character varying(200) NOT NULL,
    filled_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    owner_id bigint NOT NULL,
    CONSTRAINT indicators_scoringround_appeal_days_check CHECK ((appeal_days >= 0)),
    CONSTRAINT indicators_scoringround_cut_off_check CHECK ((cut_off >= 0)),
    CONSTRAINT scoring_dates_in_order CHECK (((first_on <= last_on) AND (self_due_on <= appraise_due_on) AND (appraise_due_on <= explain_due_on)))
);

CREATE TABLE public.indicators_statement (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    ground_id uuid NOT NULL,
    kept jsonb NOT NULL
);

ALTER TABLE public.indicators_statement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_statement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_writingentry (
    id bigint NOT NULL,
    line integer NOT NULL,
    at timestamp with time zone NOT NULL,
    what character varying(20) NOT NULL,
    state character varying(10) NOT NULL,
    revision integer NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    post_id bigint,
    agency_id bigint,
    words text NOT NULL,
    report_id uuid NOT NULL,
    CONSTRAINT indicators_writingentry_revision_check CHECK ((revision >= 0))
);

ALTER TABLE public.indicators_writingentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_writingentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_writingpattern (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    content jsonb NOT NULL,
    retired_at timestamp with time zone,
    since date NOT NULL
);

ALTER TABLE public.indicators_writingpattern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_writingpattern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_writingreminder (
    id bigint NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    days smallint NOT NULL,
    told_at timestamp with time zone NOT NULL,
    agency_id bigint NOT NULL,
    pattern_id bigint NOT NULL
);

ALTER TABLE public.indicators_writingreminder ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.indicators_writingreminder_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.indicators_writtenreport (
    id uuid NOT NULL,
    kind character varying(10) NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    cut_off smallint NOT NULL,
    state character varying(10) NOT NULL,
    revision integer NOT NULL,
    number character varying(60) NOT NULL,
    subject character varying(400) NOT NULL,
    content jsonb NOT NULL,
    own jsonb NOT NULL,
    returned text NOT NULL,
    composed_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    made_by character varying(200) NOT NULL,
    approved_at timestamp with time zone,
    approved_by character varying(200) NOT NULL,
    approved_title character varying(200) NOT NULL,
    line_count integer NOT NULL,
    agency_id bigint NOT NULL,
    pattern_id bigint NOT NULL,
    due_at timestamp with time zone,
    writer_id uuid,
    writer_name character varying(200) NOT NULL,
    CONSTRAINT indicators_writtenreport_cut_off_check CHECK ((cut_off >= 0)),
    CONSTRAINT indicators_writtenreport_revision_check CHECK ((revision >= 0)),
    CONSTRAINT writing_approved_by_somebody CHECK (((NOT ((state)::text = ANY (ARRAY[('approved'::character varying)::text, ('published'::character varying)::text]))) OR ((approved_at IS NOT NULL) AND (NOT ((approved_by)::text = ''::text)) AND (NOT ((number)::text = ''::text))))),
    CONSTRAINT writing_ends_after_it_begins CHECK ((last_on >= first_on))
);

CREATE TABLE public.kernel_cache (
    cache_key character varying(255) NOT NULL,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);

CREATE TABLE public.kernel_eventreceipt (
    id bigint NOT NULL,
    subscriber text NOT NULL,
    event_id uuid NOT NULL,
    received_at timestamp with time zone NOT NULL
);

ALTER TABLE public.kernel_eventreceipt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_eventreceipt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.kernel_outboxmessage (
    id uuid NOT NULL,
    kind character varying(5) NOT NULL,
    name text NOT NULL,
    payload jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    not_before timestamp with time zone
);

CREATE UNLOGGED TABLE public.kernel_ratebucket (
    bucket text NOT NULL,
    window_start timestamp with time zone NOT NULL,
    count integer NOT NULL
);

CREATE TABLE public.kernel_rememberedanswer (
    id bigint NOT NULL,
    actor text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    answer jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE public.kernel_rememberedanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.kernel_rememberedanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);

ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_attempt (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome character varying(8) NOT NULL,
    detail text NOT NULL,
    message_id uuid NOT NULL
);

ALTER TABLE public.notices_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_gatewaykey (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    access text NOT NULL,
    refresh text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE public.notices_gatewaykey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_gatewaykey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notices_message (
    id uuid NOT NULL,
    dedupe_key character varying(200) NOT NULL COLLATE pg_catalog."C",
    channel character varying(5) NOT NULL,
    template character varying(80) NOT NULL,
    recipient_key character varying(80) NOT NULL COLLATE pg_catalog."C",
    recipient_name character varying(200) NOT NULL,
    address character varying(320) NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    language character varying(2) NOT NULL,
    url character varying(500) NOT NULL,
    secret boolean NOT NULL,
    subject_kind character varying(40) NOT NULL,
    subject_id character varying(64) NOT NULL COLLATE pg_catalog."C",
    state character varying(8) NOT NULL,
    attempts smallint NOT NULL,
    next_attempt_at timestamp with time zone,
    last_error text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    provider_ref character varying(100) NOT NULL,
    receipt character varying(11) NOT NULL,
    read_at timestamp with time zone,
    form jsonb,
    erased_at timestamp with time zone,
    trouble character varying(16) DEFAULT ''::character varying NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT notices_message_attempts_check CHECK ((attempts >= 0))
);

CREATE TABLE public.notices_template (
    id bigint NOT NULL,
    code character varying(80) NOT NULL,
    subject jsonb NOT NULL,
    body jsonb NOT NULL,
    sms jsonb,
    channels jsonb NOT NULL,
    secret boolean NOT NULL,
    retired_at timestamp with time zone,
    zalo jsonb
);

ALTER TABLE public.notices_template ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notices_template_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pack_packapplication (
    id bigint NOT NULL,
    pack_code character varying(60) NOT NULL,
    folder_digest character varying(64) NOT NULL,
    plan_digest character varying(64) NOT NULL,
    created integer NOT NULL,
    changed integer NOT NULL,
    retired integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by character varying(200) NOT NULL,
    CONSTRAINT pack_packapplication_changed_check CHECK ((changed >= 0)),
    CONSTRAINT pack_packapplication_created_check CHECK ((created >= 0)),
    CONSTRAINT pack_packapplication_retired_check CHECK ((retired >= 0))
);

ALTER TABLE public.pack_packapplication ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pack_packapplication_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pack_packrecord (
    id bigint NOT NULL,
    section character varying(40) NOT NULL,
    kind character varying(40) NOT NULL,
    key character varying(200) NOT NULL COLLATE pg_catalog."C",
    digest character varying(64) NOT NULL,
    content jsonb NOT NULL,
    file character varying(300) NOT NULL,
    "position" integer NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT pack_packrecord_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.pack_packrecord ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pack_packrecord_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_attempt (
    id uuid NOT NULL,
    amount bigint NOT NULL,
    state character varying(8) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    transaction character varying(64) NOT NULL,
    asked smallint NOT NULL,
    order_id uuid NOT NULL
);

CREATE TABLE public.payments_bankaccount (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    bank_bin character varying(6) NOT NULL,
    bank_name character varying(200) NOT NULL,
    number character varying(19) NOT NULL,
    holder character varying(200) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    agency_id bigint NOT NULL
);

ALTER TABLE public.payments_bankaccount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_bankaccount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_dayclosing (
    id uuid NOT NULL,
    cashier_id uuid NOT NULL,
    cashier character varying(300) NOT NULL,
    "on" date NOT NULL,
    issued integer NOT NULL,
    voided integer NOT NULL,
    total bigint NOT NULL,
    fees bigint NOT NULL,
    charges bigint NOT NULL,
    other bigint NOT NULL,
    counted bigint NOT NULL,
    note text NOT NULL,
    digest character varying(64) NOT NULL,
    closed_at timestamp with time zone NOT NULL,
    confirmed_by uuid,
    confirmed_by_name character varying(300) NOT NULL,
    confirmed_at timestamp with time zone,
    desk_id bigint NOT NULL,
    CONSTRAINT closing_by_two_persons CHECK (((confirmed_by IS NULL) OR (NOT ((confirmed_by = cashier_id) AND (confirmed_by IS NOT NULL))))),
    CONSTRAINT closing_sums_agree CHECK ((total = ((fees + charges) + other)))
);

CREATE TABLE public.payments_gatewaycall (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    way character varying(8) NOT NULL,
    attempt_id uuid,
    outcome character varying(14) NOT NULL,
    told jsonb NOT NULL
);

CREATE TABLE public.payments_gatewaynoise (
    "on" date NOT NULL,
    outcome character varying(14) NOT NULL,
    count bigint NOT NULL
);

CREATE TABLE public.payments_order (
    id uuid NOT NULL,
    reference character varying(16) NOT NULL COLLATE pg_catalog."C",
    key character varying(60) NOT NULL,
    subject_kind character varying(30) NOT NULL,
    subject_id uuid NOT NULL,
    subject_code character varying(60) NOT NULL COLLATE pg_catalog."C",
    title character varying(600) NOT NULL,
    occasion character varying(16) NOT NULL,
    payer_name character varying(300) NOT NULL,
    payer_address character varying(300) NOT NULL,
    lines jsonb NOT NULL,
    gross bigint NOT NULL,
    amount bigint NOT NULL,
    refunded bigint NOT NULL,
    reason text NOT NULL,
    state character varying(10) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone,
    paid_at timestamp with time zone,
    method character varying(10) NOT NULL,
    cancel_reason text NOT NULL,
    account_id uuid,
    desk_id bigint NOT NULL,
    enterprise_id uuid,
    payee_id bigint NOT NULL,
    CONSTRAINT order_amounts_sane CHECK (((amount >= 0) AND (amount <= gross) AND (refunded >= 0) AND (refunded <= amount))),
    CONSTRAINT order_open_asks_something CHECK (((NOT ((state)::text = 'open'::text)) OR (amount > 0))),
    CONSTRAINT order_paid_has_moment CHECK (((NOT ((state)::text = ANY (ARRAY[('paid'::character varying)::text, ('refunded'::character varying)::text]))) OR ((paid_at IS NOT NULL) AND (NOT ((method)::text = ''::text)))))
);

CREATE TABLE public.payments_payment (
    id uuid NOT NULL,
    method character varying(10) NOT NULL,
    amount bigint NOT NULL,
    paid_at timestamp with time zone NOT NULL,
    reference character varying(100) NOT NULL,
    taken_by uuid,
    taken_by_name character varying(300) NOT NULL,
    surplus boolean NOT NULL,
    voided_at timestamp with time zone,
    order_id uuid NOT NULL,
    CONSTRAINT payment_of_something CHECK ((amount > 0))
);

CREATE TABLE public.payments_receipt (
    id uuid NOT NULL,
    symbol character varying(20) NOT NULL,
    year smallint NOT NULL,
    number integer NOT NULL,
    "on" date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    cashier_id uuid,
    cashier character varying(300) NOT NULL,
    method character varying(10) NOT NULL,
    amount bigint NOT NULL,
    content jsonb NOT NULL,
    voided_at timestamp with time zone,
    voided_by_name character varying(300) NOT NULL,
    void_reason text NOT NULL,
    desk_id bigint NOT NULL,
    order_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    series_id bigint NOT NULL,
    CONSTRAINT receipt_void_says_why CHECK (((voided_at IS NULL) OR (NOT (void_reason = ''::text))))
);

CREATE TABLE public.payments_receiptbook (
    series_id bigint NOT NULL,
    desk_id bigint NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL
);

CREATE TABLE public.payments_receiptseries (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    form_number character varying(40) NOT NULL,
    symbol character varying(20) NOT NULL,
    title character varying(200) NOT NULL,
    note character varying(500) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.payments_receiptseries ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.payments_receiptseries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.payments_reversal (
    id uuid NOT NULL,
    amount bigint NOT NULL,
    reason text NOT NULL,
    legal_basis text NOT NULL,
    decision_number character varying(60) NOT NULL,
    decision_on date,
    pay_to character varying(300) NOT NULL,
    state character varying(10) NOT NULL,
    asked_by uuid,
    asked_by_name character varying(300) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_by_name character varying(300) NOT NULL,
    decided_at timestamp with time zone,
    decision_note text NOT NULL,
    paid_out_at timestamp with time zone,
    paid_out_reference character varying(100) NOT NULL,
    payment_id uuid NOT NULL,
    CONSTRAINT reversal_by_two_persons CHECK (((decided_by IS NULL) OR (asked_by IS NULL) OR (NOT ((decided_by = asked_by) AND (decided_by IS NOT NULL) AND (asked_by IS NOT NULL))))),
    CONSTRAINT reversal_of_something CHECK ((amount > 0))
);

CREATE TABLE public.payments_statement (
    id uuid NOT NULL,
    name character varying(200) NOT NULL,
    state character varying(8) NOT NULL,
    entries jsonb NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by uuid,
    uploaded_by_name character varying(300) NOT NULL,
    booked_at timestamp with time zone,
    account_id bigint NOT NULL
);

CREATE TABLE public.payments_statementline (
    id uuid NOT NULL,
    fingerprint character varying(64) NOT NULL,
    "row" integer NOT NULL,
    booked_on date NOT NULL,
    amount bigint NOT NULL,
    text character varying(500) NOT NULL,
    bank_ref character varying(100) NOT NULL,
    state character varying(9) NOT NULL,
    note character varying(500) NOT NULL,
    settled_by_name character varying(300) NOT NULL,
    settled_at timestamp with time zone,
    account_id bigint NOT NULL,
    order_id uuid,
    statement_id uuid NOT NULL,
    CONSTRAINT statement_line_paid_has_order CHECK (((NOT ((state)::text = ANY (ARRAY[('matched'::character varying)::text, ('settled'::character varying)::text]))) OR (order_id IS NOT NULL)))
);

CREATE TABLE public.postal_handoveritem (
    id bigint NOT NULL,
    "position" smallint NOT NULL,
    standing boolean NOT NULL,
    refused text NOT NULL,
    record_id uuid NOT NULL,
    parcel_id uuid NOT NULL
);

ALTER TABLE public.postal_handoveritem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.postal_handoveritem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.postal_handoverrecord (
    id uuid NOT NULL,
    number character varying(60) NOT NULL COLLATE pg_catalog."C",
    kind character varying(10) NOT NULL,
    state character varying(10) NOT NULL,
    digest character varying(64) NOT NULL,
    given_by uuid NOT NULL,
    given_name character varying(200) NOT NULL,
    given_title character varying(200) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    taken_by uuid,
    taken_name character varying(200) NOT NULL,
    taken_title character varying(200) NOT NULL,
    taken_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    size smallint NOT NULL,
    desk_id bigint NOT NULL,
    office_id bigint NOT NULL,
    CONSTRAINT handover_settled_by_both CHECK (((((state)::text = 'settled'::text) AND (taken_at IS NOT NULL) AND (taken_by IS NOT NULL)) OR ((NOT ((state)::text = 'settled'::text)) AND (taken_at IS NULL) AND (taken_by IS NULL)))),
    CONSTRAINT handover_two_people CHECK (((taken_by IS NULL) OR (NOT ((taken_by = given_by) AND (taken_by IS NOT NULL)))))
);

CREATE TABLE public.postal_parcel (
    id uuid NOT NULL,
    number character varying(60) NOT NULL COLLATE pg_catalog."C",
    tracking character varying(13) NOT NULL COLLATE pg_catalog."C",
    direction character varying(10) NOT NULL,
    state character varying(20) NOT NULL,
    procedure_code character varying(40) NOT NULL COLLATE pg_catalog."C",
    procedure_name character varying(600) NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    sender jsonb NOT NULL,
    receiver jsonb NOT NULL,
    contact jsonb NOT NULL,
    enclosures jsonb NOT NULL,
    submission jsonb,
    consent jsonb,
    weight_g integer,
    postage bigint NOT NULL,
    fees_taken bigint NOT NULL,
    receipt_number character varying(60) NOT NULL,
    note jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    collected_at timestamp with time zone,
    last_told_at timestamp with time zone,
    due_at timestamp with time zone NOT NULL,
    attempts smallint NOT NULL,
    reason text NOT NULL,
    received_by character varying(200) NOT NULL,
    relation character varying(100) NOT NULL,
    line_count integer NOT NULL,
    account_id uuid,
    desk_id bigint NOT NULL,
    dossier_id uuid,
    office_id bigint,
    replaces_id uuid,
    result_id uuid,
    recalled_at timestamp with time zone,
    settled_at timestamp with time zone,
    CONSTRAINT parcel_carried_has_number CHECK (((NOT ((state)::text = ANY (ARRAY[('collected'::character varying)::text, ('handed_over'::character varying)::text, ('refused'::character varying)::text, ('given_back'::character varying)::text, ('result_collected'::character varying)::text, ('undelivered'::character varying)::text, ('delivered'::character varying)::text, ('lost'::character varying)::text, ('back_at_desk'::character varying)::text]))) OR ((NOT ((number)::text = ''::text)) AND (collected_at IS NOT NULL) AND (office_id IS NOT NULL)))),
    CONSTRAINT parcel_delivered_has_receiver CHECK (((NOT ((state)::text = 'delivered'::text)) OR (NOT ((received_by)::text = ''::text)))),
    CONSTRAINT parcel_handed_over_has_dossier CHECK (((NOT ((state)::text = 'handed_over'::text)) OR (dossier_id IS NOT NULL)))
);

CREATE TABLE public.postal_parcelline (
    line integer NOT NULL,
    at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    what character varying(24) NOT NULL,
    state_from character varying(20) NOT NULL,
    state_to character varying(20) NOT NULL,
    actor_kind character varying(10) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    post_id bigint,
    unit_id bigint,
    agency_id bigint,
    reason text NOT NULL,
    content jsonb NOT NULL,
    parcel_id uuid NOT NULL
);

CREATE TABLE public.postal_postalform (
    id bigint NOT NULL,
    code character varying(30) NOT NULL,
    title character varying(200) NOT NULL,
    legal_basis character varying(300) NOT NULL,
    declaration text NOT NULL,
    note text NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.postal_postalform ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.postal_postalform_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.postal_postalseries (
    place_id bigint NOT NULL,
    kind character varying(10) NOT NULL,
    year smallint NOT NULL,
    last integer NOT NULL
);

CREATE TABLE public.procedures_catalogueimport (
    id uuid NOT NULL,
    file_name character varying(200) NOT NULL,
    records jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id uuid,
    by_name character varying(200) NOT NULL,
    applied_at timestamp with time zone
);

CREATE TABLE public.procedures_draftstep (
    id bigint NOT NULL,
    place integer NOT NULL,
    content jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id uuid,
    draft_id uuid NOT NULL,
    CONSTRAINT procedures_draftstep_place_check CHECK ((place >= 0))
);

ALTER TABLE public.procedures_draftstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_draftstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_englishtext (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    texts jsonb NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.procedures_englishtext ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_englishtext_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_field (
    id bigint NOT NULL,
    code character varying(40) NOT NULL COLLATE pg_catalog."C",
    slug character varying(60) NOT NULL,
    name character varying(200) NOT NULL,
    name_en character varying(200) NOT NULL,
    "order" integer NOT NULL,
    ministry character varying(200) NOT NULL,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.procedures_field ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_field_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_lifeevent (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    name character varying(200) NOT NULL,
    name_en character varying(200) NOT NULL,
    "order" integer NOT NULL,
    description text NOT NULL,
    audience character varying(20) NOT NULL,
    retired_at timestamp with time zone
);

ALTER TABLE public.procedures_lifeevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_lifeevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_lifeeventprocedure (
    id bigint NOT NULL,
    "order" integer NOT NULL,
    life_event_id bigint NOT NULL,
    procedure_id bigint NOT NULL
);

ALTER TABLE public.procedures_lifeeventprocedure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_lifeeventprocedure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_procedure (
    id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(600) NOT NULL,
    name_en character varying(600) NOT NULL,
    levels character varying(10)[] NOT NULL,
    keywords character varying(200)[] NOT NULL,
    popularity integer NOT NULL,
    retired_at timestamp with time zone,
    field_id bigint NOT NULL
);

ALTER TABLE public.procedures_procedure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_procedure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_procedureevent (
    id uuid NOT NULL,
    act character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind character varying(10) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    post_id bigint,
    agency_id bigint,
    state_from character varying(10) NOT NULL,
    state_to character varying(10) NOT NULL,
    note text NOT NULL,
    version_number integer,
    decision_number character varying(80) NOT NULL,
    decision_on date,
    decision_file uuid,
    effective_on date,
    procedure_id bigint NOT NULL,
    CONSTRAINT procedures_procedureevent_version_number_check CHECK ((version_number >= 0))
);

CREATE TABLE public.procedures_procedureversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    state character varying(10) NOT NULL,
    provisional boolean NOT NULL,
    content jsonb NOT NULL,
    digest character varying(64) NOT NULL,
    in_use boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    procedure_id bigint NOT NULL,
    CONSTRAINT procedures_procedureversion_number_check CHECK ((number >= 0)),
    CONSTRAINT procedures_version_ends_after CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);

ALTER TABLE public.procedures_procedureversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.procedures_procedureversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procedures_searchentry (
    version_id bigint NOT NULL,
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    valid_from date NOT NULL,
    valid_to date,
    listed boolean NOT NULL,
    name character varying(600) NOT NULL,
    name_en character varying(600) NOT NULL,
    summary text NOT NULL,
    levels character varying(10)[] NOT NULL,
    applicants character varying(20)[] NOT NULL,
    channels character varying(10)[] NOT NULL,
    agencies character varying(60)[] NOT NULL,
    online character varying(10) NOT NULL,
    has_form boolean NOT NULL,
    immediate boolean NOT NULL,
    provisional boolean NOT NULL,
    sort_key text NOT NULL COLLATE pg_catalog."C",
    phrases text[] NOT NULL,
    document tsvector NOT NULL,
    field_id bigint NOT NULL,
    procedure_id bigint NOT NULL
);

CREATE TABLE public.procedures_searchword (
    word character varying(60) NOT NULL COLLATE pg_catalog."C",
    entries integer NOT NULL
);

CREATE TABLE public.procedures_versiondraft (
    id uuid NOT NULL,
    content jsonb NOT NULL,
    revision integer NOT NULL,
    place integer NOT NULL,
    state character varying(10) NOT NULL,
    decision_number character varying(80) NOT NULL,
    decision_on date,
    decision_file uuid,
    valid_from date,
    updated_at timestamp with time zone NOT NULL,
    updated_by character varying(200) NOT NULL,
    updated_by_id uuid,
    base_id bigint,
    procedure_id bigint NOT NULL,
    version_id bigint,
    base_digest character varying(64) DEFAULT ''::character varying NOT NULL,
    ended jsonb,
    CONSTRAINT procedures_versiondraft_place_check CHECK ((place >= 0)),
    CONSTRAINT procedures_versiondraft_revision_check CHECK ((revision >= 0))
);

CREATE TABLE public.queue_daynumber (
    id bigint NOT NULL,
    day date NOT NULL,
    letter character varying(2) NOT NULL,
    last integer NOT NULL,
    hall_id bigint NOT NULL,
    CONSTRAINT queue_daynumber_last_check CHECK ((last >= 0))
);

ALTER TABLE public.queue_daynumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.queue_daynumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.queue_group (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    letter character varying(2) NOT NULL,
    name character varying(200) NOT NULL,
    minutes smallint NOT NULL,
    "position" smallint NOT NULL,
    retired_at timestamp with time zone,
    hall_id bigint NOT NULL,
    CONSTRAINT queue_group_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT queue_group_position_check CHECK (("position" >= 0))
);

ALTER TABLE public.queue_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.queue_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.queue_hall (
    id bigint NOT NULL,
    online boolean NOT NULL,
    priorities jsonb NOT NULL,
    priority_in_row smallint NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    desk_id bigint NOT NULL,
    kiosk_key character varying(24) NOT NULL,
    CONSTRAINT queue_hall_priority_in_row_check CHECK ((priority_in_row >= 0))
);

ALTER TABLE public.queue_hall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.queue_hall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.queue_ticket (
    id uuid NOT NULL,
    token character varying(32) NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    label character varying(8) NOT NULL,
    priority character varying(12) NOT NULL,
    rank smallint NOT NULL,
    state character varying(10) NOT NULL,
    taken_by character varying(8) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    queued_at timestamp with time zone NOT NULL,
    "window" smallint,
    clerk_id uuid,
    first_called_at timestamp with time zone,
    called_at timestamp with time zone,
    call_count smallint NOT NULL,
    finished_at timestamp with time zone,
    group_id bigint NOT NULL,
    hall_id bigint NOT NULL,
    CONSTRAINT queue_ticket_call_count_check CHECK ((call_count >= 0)),
    CONSTRAINT queue_ticket_rank_check CHECK ((rank >= 0)),
    CONSTRAINT queue_ticket_window_check CHECK (("window" >= 0))
);

CREATE TABLE public.queue_turn (
    id bigint NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    priority boolean NOT NULL,
    group_id bigint NOT NULL,
    hall_id bigint NOT NULL
);

ALTER TABLE public.queue_turn ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.queue_turn_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.registries_heldpaper (
    id uuid NOT NULL,
    holder_kind character varying(10) NOT NULL,
    holder_number character varying(30) NOT NULL COLLATE pg_catalog."C",
    holder_name character varying(300) NOT NULL,
    title character varying(500) NOT NULL,
    number character varying(80) NOT NULL,
    issuer character varying(300) NOT NULL,
    issued_on date,
    valid_from date,
    valid_to date,
    file_name character varying(200) NOT NULL,
    sha256 character varying(64) NOT NULL,
    origin character varying(10) NOT NULL,
    origin_id uuid NOT NULL,
    dossier_id uuid,
    dossier_code character varying(60) NOT NULL,
    dossier_name character varying(600) NOT NULL,
    checked_by character varying(200) NOT NULL,
    folded text NOT NULL,
    deposited_at timestamp with time zone NOT NULL,
    status character varying(10) NOT NULL,
    status_reason character varying(500) NOT NULL,
    over_on date,
    hidden_at timestamp with time zone,
    erased_at timestamp with time zone,
    account_id uuid,
    enterprise_id uuid,
    file_id uuid,
    superseded_by_id uuid,
    type_id character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT held_paper_days_in_order CHECK (((valid_from IS NULL) OR (valid_to IS NULL) OR (valid_to >= valid_from))),
    CONSTRAINT held_paper_has_holder CHECK (((NOT ((holder_number)::text = ''::text)) OR (account_id IS NOT NULL) OR (enterprise_id IS NOT NULL)))
);

CREATE TABLE public.registries_papertype (
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(300) NOT NULL,
    name_en character varying(300) NOT NULL,
    holder_kind character varying(10) NOT NULL,
    given_by character varying(40)[] NOT NULL,
    answers character varying(101)[] NOT NULL,
    valid_months smallint,
    one_in_force boolean NOT NULL,
    kept_months smallint,
    kept_because character varying(300) NOT NULL,
    source jsonb,
    provisional boolean NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT registries_papertype_kept_months_check CHECK ((kept_months >= 0)),
    CONSTRAINT registries_papertype_valid_months_check CHECK ((valid_months >= 0))
);

CREATE TABLE public.registries_paperuse (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(10) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    agency_id bigint,
    agency_name character varying(300) NOT NULL,
    purpose_kind character varying(10) NOT NULL,
    purpose_id uuid,
    purpose_code character varying(60) NOT NULL,
    procedure_code character varying(40) NOT NULL,
    procedure_name character varying(600) NOT NULL,
    basis character varying(10) NOT NULL,
    by_owner boolean NOT NULL,
    paper_id uuid NOT NULL
);

CREATE TABLE public.registries_register (
    code character varying(60) NOT NULL COLLATE pg_catalog."C",
    name character varying(300) NOT NULL,
    content jsonb NOT NULL,
    edition smallint NOT NULL,
    retired_at timestamp with time zone,
    owner_id bigint NOT NULL,
    CONSTRAINT registries_register_edition_check CHECK ((edition >= 0))
);

CREATE TABLE public.registries_registeredition (
    id bigint NOT NULL,
    number smallint NOT NULL,
    content jsonb NOT NULL,
    since timestamp with time zone NOT NULL,
    register_id character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT registries_registeredition_number_check CHECK ((number >= 0))
);

ALTER TABLE public.registries_registeredition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registries_registeredition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.registries_registerrecord (
    id uuid NOT NULL,
    title character varying(500) NOT NULL,
    state character varying(40) NOT NULL,
    "values" jsonb NOT NULL,
    unique_key character varying(500) NOT NULL,
    version integer NOT NULL,
    doubt character varying(500) NOT NULL,
    confirmed_on date NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    struck_at timestamp with time zone,
    sort_key character varying(1000) NOT NULL COLLATE pg_catalog."C",
    folded text NOT NULL,
    agency_id bigint NOT NULL,
    register_id character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT registries_registerrecord_version_check CHECK ((version >= 0))
);

CREATE TABLE public.registries_registerversion (
    id bigint NOT NULL,
    number integer NOT NULL,
    edition smallint NOT NULL,
    at timestamp with time zone NOT NULL,
    act character varying(10) NOT NULL,
    actor_id uuid,
    actor_name character varying(200) NOT NULL,
    actor_agency character varying(300) NOT NULL,
    state character varying(40) NOT NULL,
    "values" jsonb NOT NULL,
    reason character varying(500) NOT NULL,
    struck boolean NOT NULL,
    agency_id bigint NOT NULL,
    record_id uuid NOT NULL,
    register_id character varying(60) NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT registries_registerversion_edition_check CHECK ((edition >= 0)),
    CONSTRAINT registries_registerversion_number_check CHECK ((number >= 0))
);

ALTER TABLE public.registries_registerversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registries_registerversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.worktime_calendar (
    id bigint NOT NULL,
    code character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    announced_through date NOT NULL,
    revision uuid NOT NULL
);

ALTER TABLE public.worktime_calendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.worktime_calendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.worktime_calendarversion (
    id bigint NOT NULL,
    valid_from date NOT NULL,
    valid_to date,
    sessions jsonb NOT NULL,
    source jsonb,
    retired_at timestamp with time zone,
    calendar_id bigint NOT NULL
);

ALTER TABLE public.worktime_calendarversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.worktime_calendarversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.worktime_specialday (
    id bigint NOT NULL,
    date date NOT NULL,
    kind character varying(10) NOT NULL,
    name character varying(200) NOT NULL,
    provisional boolean NOT NULL,
    source jsonb,
    retired_at timestamp with time zone,
    calendar_id bigint NOT NULL
);

ALTER TABLE public.worktime_specialday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.worktime_specialday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.directory_absence
    ADD CONSTRAINT absence_once_at_a_time EXCLUDE USING gist (holding_id WITH =, daterange(first_day, (last_day + 1)) WITH &&) WHERE ((cancelled_at IS NULL));

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT account_one_per_email UNIQUE (email);

ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT account_one_per_phone UNIQUE (phone);

ALTER TABLE ONLY public.directory_agencyclosure
    ADD CONSTRAINT agency_closure_once UNIQUE (ancestor_id, descendant_id);

ALTER TABLE ONLY public.directory_agencysuccession
    ADD CONSTRAINT agency_succession_once UNIQUE (old_id, new_id, since);

ALTER TABLE ONLY public.kernel_rememberedanswer
    ADD CONSTRAINT answer_once UNIQUE (actor, key);

ALTER TABLE ONLY public.identity_apitoken
    ADD CONSTRAINT api_token_prefix UNIQUE (prefix);

ALTER TABLE ONLY public.kernel_auditentry
    ADD CONSTRAINT audit_one_successor UNIQUE (subject_kind, subject_id, seq);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_computedtime
    ADD CONSTRAINT computed_time_once UNIQUE NULLS NOT DISTINCT (last_on, first_on);

ALTER TABLE ONLY public.dossiers_cosigner
    ADD CONSTRAINT cosigner_asked_once UNIQUE (draft_id, contact);

ALTER TABLE ONLY public.payments_dayclosing
    ADD CONSTRAINT day_closed_once UNIQUE (desk_id, cashier_id, "on");

ALTER TABLE ONLY public.directory_committeedecision
    ADD CONSTRAINT decision_once_a_committee UNIQUE (committee_id, code);

ALTER TABLE ONLY public.directives_tasktarget
    ADD CONSTRAINT directive_target_once UNIQUE (task_id, year, quarter, indicator);

ALTER TABLE ONLY public.directives_task
    ADD CONSTRAINT directive_task_number_once UNIQUE (directive_id, number);

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT directives_directive_code_key UNIQUE (code);

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT directives_directive_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_directiveseries
    ADD CONSTRAINT directives_directiveseries_pkey PRIMARY KEY (agency_id, year);

ALTER TABLE ONLY public.directives_escalationstep
    ADD CONSTRAINT directives_escalationstep_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.directives_moneyline
    ADD CONSTRAINT directives_moneyline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_plan
    ADD CONSTRAINT directives_plan_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.directives_programme
    ADD CONSTRAINT directives_programme_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.directives_project
    ADD CONSTRAINT directives_project_code_key UNIQUE (code);

ALTER TABLE ONLY public.directives_project
    ADD CONSTRAINT directives_project_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_recommendation
    ADD CONSTRAINT directives_recommendation_code_key UNIQUE (code);

ALTER TABLE ONLY public.directives_recommendation
    ADD CONSTRAINT directives_recommendation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_recommendationstep
    ADD CONSTRAINT directives_recommendationstep_pkey PRIMARY KEY (recommendation_id, line);

ALTER TABLE ONLY public.directives_stagetrack
    ADD CONSTRAINT directives_stagetrack_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.directives_task
    ADD CONSTRAINT directives_task_code_key UNIQUE (code);

ALTER TABLE ONLY public.directives_task
    ADD CONSTRAINT directives_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_taskline
    ADD CONSTRAINT directives_taskline_pkey PRIMARY KEY (task_id, line);

ALTER TABLE ONLY public.directives_taskscope
    ADD CONSTRAINT directives_taskscope_pkey PRIMARY KEY (ancestor_id, here, waiting, due_at, task_id);

ALTER TABLE ONLY public.directives_tasktarget
    ADD CONSTRAINT directives_tasktarget_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directives_urgingletter
    ADD CONSTRAINT directives_urgingletter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_absence
    ADD CONSTRAINT directory_absence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_administrativeunit
    ADD CONSTRAINT directory_administrativeunit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_agency
    ADD CONSTRAINT directory_agency_code_key UNIQUE (code);

ALTER TABLE ONLY public.directory_agency
    ADD CONSTRAINT directory_agency_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_agencyclosure
    ADD CONSTRAINT directory_agencyclosure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_agencysuccession
    ADD CONSTRAINT directory_agencysuccession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_committee
    ADD CONSTRAINT directory_committee_code_key UNIQUE (code);

ALTER TABLE ONLY public.directory_committee
    ADD CONSTRAINT directory_committee_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_committeedecision
    ADD CONSTRAINT directory_committeedecision_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_committeemeeting
    ADD CONSTRAINT directory_committeemeeting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_committeemember
    ADD CONSTRAINT directory_committeemember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_directorystate
    ADD CONSTRAINT directory_directorystate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_holding
    ADD CONSTRAINT directory_holding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_post
    ADD CONSTRAINT directory_post_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_reorganisation
    ADD CONSTRAINT directory_reorganisation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_unitsuccession
    ADD CONSTRAINT directory_unitsuccession_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.documents_citation
    ADD CONSTRAINT documents_citation_code_key UNIQUE (code);

ALTER TABLE ONLY public.documents_citation
    ADD CONSTRAINT documents_citation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_code_key UNIQUE (code);

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_documentfigure
    ADD CONSTRAINT documents_documentfigure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_documentimport
    ADD CONSTRAINT documents_documentimport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_proposal
    ADD CONSTRAINT documents_proposal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossier_code_once UNIQUE (code);

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossier_registration_code_once UNIQUE (registration_code);

ALTER TABLE ONLY public.dossiers_answers
    ADD CONSTRAINT dossiers_answers_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.dossiers_bulkact
    ADD CONSTRAINT dossiers_bulkact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_bulkact
    ADD CONSTRAINT dossiers_bulkact_undoes_id_key UNIQUE (undoes_id);

ALTER TABLE ONLY public.dossiers_bulkitem
    ADD CONSTRAINT dossiers_bulkitem_pkey PRIMARY KEY (bulk_id, number);

ALTER TABLE ONLY public.dossiers_codecounter
    ADD CONSTRAINT dossiers_codecounter_pkey PRIMARY KEY (agency_code, "on");

ALTER TABLE ONLY public.dossiers_cosigner
    ADD CONSTRAINT dossiers_cosigner_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dailycount
    ADD CONSTRAINT dossiers_dailycount_pkey PRIMARY KEY (procedure_code, "on", agency_id, channel);

ALTER TABLE ONLY public.dossiers_deskrule
    ADD CONSTRAINT dossiers_deskrule_pkey PRIMARY KEY (code, valid_from);

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_dossiersearch
    ADD CONSTRAINT dossiers_dossiersearch_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_draftpaper
    ADD CONSTRAINT dossiers_draftpaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_extension
    ADD CONSTRAINT dossiers_extension_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.dossiers_feedback
    ADD CONSTRAINT dossiers_feedback_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_feedbackline
    ADD CONSTRAINT dossiers_feedbackline_pkey PRIMARY KEY (feedback_id, line);

ALTER TABLE ONLY public.dossiers_feedbacktimes
    ADD CONSTRAINT dossiers_feedbacktimes_code_key UNIQUE (code);

ALTER TABLE ONLY public.dossiers_feedbacktimes
    ADD CONSTRAINT dossiers_feedbacktimes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_historyevent
    ADD CONSTRAINT dossiers_historyevent_pkey PRIMARY KEY (dossier_id, line);

ALTER TABLE ONLY public.dossiers_lapse
    ADD CONSTRAINT dossiers_lapse_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_latesteps
    ADD CONSTRAINT dossiers_latesteps_pkey PRIMARY KEY ("on", agency_id, unit_id, kind);

ALTER TABLE ONLY public.dossiers_look
    ADD CONSTRAINT dossiers_look_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_officerday
    ADD CONSTRAINT dossiers_officerday_pkey PRIMARY KEY (agency_id, "on", officer_id);

ALTER TABLE ONLY public.dossiers_paper
    ADD CONSTRAINT dossiers_paper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_rating
    ADD CONSTRAINT dossiers_rating_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.dossiers_resultdocument
    ADD CONSTRAINT dossiers_resultdocument_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_resultdraft
    ADD CONSTRAINT dossiers_resultdraft_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.dossiers_resultseries
    ADD CONSTRAINT dossiers_resultseries_pkey PRIMARY KEY (agency_id, series, year);

ALTER TABLE ONLY public.dossiers_reusecount
    ADD CONSTRAINT dossiers_reusecount_pkey PRIMARY KEY ("on", agency_id, procedure_code);

ALTER TABLE ONLY public.dossiers_scan
    ADD CONSTRAINT dossiers_scan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_serviceday
    ADD CONSTRAINT dossiers_serviceday_pkey PRIMARY KEY ("on", agency_id);

ALTER TABLE ONLY public.dossiers_servicepromise
    ADD CONSTRAINT dossiers_servicepromise_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.dossiers_slip
    ADD CONSTRAINT dossiers_slip_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_slipbook
    ADD CONSTRAINT dossiers_slipbook_pkey PRIMARY KEY (agency_id, kind, year);

ALTER TABLE ONLY public.dossiers_slipform
    ADD CONSTRAINT dossiers_slipform_code_key UNIQUE (code);

ALTER TABLE ONLY public.dossiers_slipform
    ADD CONSTRAINT dossiers_slipform_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_stepday
    ADD CONSTRAINT dossiers_stepday_pkey PRIMARY KEY ("on");

ALTER TABLE ONLY public.dossiers_steptimes
    ADD CONSTRAINT dossiers_steptimes_pkey PRIMARY KEY (agency_id, procedure_code, "on");

ALTER TABLE ONLY public.dossiers_supplement
    ADD CONSTRAINT dossiers_supplement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_takenover
    ADD CONSTRAINT dossiers_takenover_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.dossiers_task
    ADD CONSTRAINT dossiers_task_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_taskscope
    ADD CONSTRAINT dossiers_taskscope_pkey PRIMARY KEY (ancestor_id, role, here, due_at, task_id);

ALTER TABLE ONLY public.dossiers_draftpaper
    ADD CONSTRAINT draft_paper_once UNIQUE (draft_id, component_code, file_id);

ALTER TABLE ONLY public.registries_registeredition
    ADD CONSTRAINT edition_once UNIQUE (register_id, number);

ALTER TABLE ONLY public.exchange_delivery
    ADD CONSTRAINT exchange_delivery_once UNIQUE (subscription_id, event_id);

ALTER TABLE ONLY public.exchange_delivery
    ADD CONSTRAINT exchange_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_nationalfiling
    ADD CONSTRAINT exchange_filing_once UNIQUE (code);

ALTER TABLE ONLY public.exchange_nationallink
    ADD CONSTRAINT exchange_national_code_once UNIQUE (code);

ALTER TABLE ONLY public.exchange_nationalfiling
    ADD CONSTRAINT exchange_nationalfiling_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_nationallink
    ADD CONSTRAINT exchange_nationallink_pkey PRIMARY KEY (dossier_id);

ALTER TABLE ONLY public.exchange_nationalreport
    ADD CONSTRAINT exchange_nationalreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_nationalreport
    ADD CONSTRAINT exchange_report_once UNIQUE (dossier_id, event_id);

ALTER TABLE ONLY public.exchange_subscription
    ADD CONSTRAINT exchange_subscription_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_externalidentity
    ADD CONSTRAINT external_identity_once UNIQUE (issuer, subject);

ALTER TABLE ONLY public.identity_externalidentity
    ADD CONSTRAINT external_identity_per_issuer UNIQUE (account_id, issuer);

ALTER TABLE ONLY public.dossiers_feedback
    ADD CONSTRAINT feedback_code_once UNIQUE (code);

ALTER TABLE ONLY public.documents_documentfigure
    ADD CONSTRAINT figure_confirmed_once UNIQUE (source_id, number);

ALTER TABLE ONLY public.files_blob
    ADD CONSTRAINT files_blob_pkey PRIMARY KEY (sha256);

ALTER TABLE ONLY public.files_claim
    ADD CONSTRAINT files_claim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.files_claim
    ADD CONSTRAINT files_one_claim_each UNIQUE (file_id, holder_kind, holder_id);

ALTER TABLE ONLY public.files_uploadpiece
    ADD CONSTRAINT files_piece_once UNIQUE (upload_id, "position");

ALTER TABLE ONLY public.files_reading
    ADD CONSTRAINT files_reading_pkey PRIMARY KEY (blob_id);

ALTER TABLE ONLY public.files_storedfile
    ADD CONSTRAINT files_storedfile_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.files_upload
    ADD CONSTRAINT files_upload_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.files_uploadpiece
    ADD CONSTRAINT files_uploadpiece_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_formtemplaterow
    ADD CONSTRAINT form_template_version_once UNIQUE (code, version);

ALTER TABLE ONLY public.postal_handoveritem
    ADD CONSTRAINT handover_item_once UNIQUE (record_id, parcel_id);

ALTER TABLE ONLY public.postal_handoverrecord
    ADD CONSTRAINT handover_number_once UNIQUE (number);

ALTER TABLE ONLY public.registries_heldpaper
    ADD CONSTRAINT held_paper_once UNIQUE (origin, origin_id);

ALTER TABLE ONLY public.directory_holding
    ADD CONSTRAINT holding_once_at_a_time EXCLUDE USING gist (post_id WITH =, account_id WITH =, daterange(valid_from, (valid_to + 1)) WITH &&);

ALTER TABLE ONLY public.identity_account
    ADD CONSTRAINT identity_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_apitoken
    ADD CONSTRAINT identity_apitoken_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_consent
    ADD CONSTRAINT identity_consent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_contactcode
    ADD CONSTRAINT identity_contactcode_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_datarequest
    ADD CONSTRAINT identity_datarequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_datarequestline
    ADD CONSTRAINT identity_datarequestline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_enterprise
    ADD CONSTRAINT identity_enterprise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_externalidentity
    ADD CONSTRAINT identity_externalidentity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_mandaterule
    ADD CONSTRAINT identity_mandaterule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_mandaterule
    ADD CONSTRAINT identity_mandaterule_valid_from_key UNIQUE (valid_from);

ALTER TABLE ONLY public.identity_membership
    ADD CONSTRAINT identity_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_requesttimes
    ADD CONSTRAINT identity_requesttimes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_retentionrule
    ADD CONSTRAINT identity_retentionrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identity_signin
    ADD CONSTRAINT identity_signin_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indicatorversion
    ADD CONSTRAINT indicator_one_version_a_day EXCLUDE USING gist (indicator_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((retired_at IS NULL)) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicatorversion
    ADD CONSTRAINT indicator_version_number_once UNIQUE (indicator_id, number);

ALTER TABLE ONLY public.indicators_appeal
    ADD CONSTRAINT indicators_appeal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_citeddocument
    ADD CONSTRAINT indicators_citeddocument_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_citeddocument
    ADD CONSTRAINT indicators_citeddocument_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_computation
    ADD CONSTRAINT indicators_computation_pkey PRIMARY KEY (value_id);

ALTER TABLE ONLY public.indicators_computedtime
    ADD CONSTRAINT indicators_computedtime_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_criteriasetrow
    ADD CONSTRAINT indicators_criteriasetrow_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_criteriasetrow
    ADD CONSTRAINT indicators_criteriasetrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_criterionentry
    ADD CONSTRAINT indicators_criterionentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_cutoff
    ADD CONSTRAINT indicators_cutoff_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_cutoff
    ADD CONSTRAINT indicators_cutoff_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_finalscore
    ADD CONSTRAINT indicators_finalscore_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_finalscore
    ADD CONSTRAINT indicators_finalscore_replaces_id_key UNIQUE (replaces_id);

ALTER TABLE ONLY public.indicators_finding
    ADD CONSTRAINT indicators_finding_key_key UNIQUE (key);

ALTER TABLE ONLY public.indicators_finding
    ADD CONSTRAINT indicators_finding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_formedition
    ADD CONSTRAINT indicators_formedition_pkey PRIMARY KEY (form_id, number);

ALTER TABLE ONLY public.indicators_formline
    ADD CONSTRAINT indicators_formline_pkey PRIMARY KEY (form_id, line);

ALTER TABLE ONLY public.indicators_formtemplaterow
    ADD CONSTRAINT indicators_formtemplaterow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_ground
    ADD CONSTRAINT indicators_ground_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_growthclaim
    ADD CONSTRAINT indicators_growthclaim_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_incomingfigurerow
    ADD CONSTRAINT indicators_incomingfigurerow_figure_id_key UNIQUE (figure_id);

ALTER TABLE ONLY public.indicators_incomingfigurerow
    ADD CONSTRAINT indicators_incomingfigurerow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indicatorvalue
    ADD CONSTRAINT indicators_indicatorvalue_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_indicatorversion
    ADD CONSTRAINT indicators_indicatorversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_legalcitation
    ADD CONSTRAINT indicators_legalcitation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_outsideindexrow
    ADD CONSTRAINT indicators_outsideindexrow_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_outsideindexrow
    ADD CONSTRAINT indicators_outsideindexrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_report
    ADD CONSTRAINT indicators_report_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_reportinground
    ADD CONSTRAINT indicators_reportinground_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_roundform
    ADD CONSTRAINT indicators_roundform_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_roundstep
    ADD CONSTRAINT indicators_roundstep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_roundsubject
    ADD CONSTRAINT indicators_roundsubject_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_scope
    ADD CONSTRAINT indicators_scope_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_scoringround
    ADD CONSTRAINT indicators_scoringround_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_statement
    ADD CONSTRAINT indicators_statement_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_statement
    ADD CONSTRAINT indicators_statement_ground_id_key UNIQUE (ground_id);

ALTER TABLE ONLY public.indicators_statement
    ADD CONSTRAINT indicators_statement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_writingentry
    ADD CONSTRAINT indicators_writingentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_writingpattern
    ADD CONSTRAINT indicators_writingpattern_code_key UNIQUE (code);

ALTER TABLE ONLY public.indicators_writingpattern
    ADD CONSTRAINT indicators_writingpattern_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_writingreminder
    ADD CONSTRAINT indicators_writingreminder_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_writtenreport
    ADD CONSTRAINT indicators_writtenreport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.kernel_auditentry
    ADD CONSTRAINT kernel_auditentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.kernel_cache
    ADD CONSTRAINT kernel_cache_pkey PRIMARY KEY (cache_key);

ALTER TABLE ONLY public.kernel_eventreceipt
    ADD CONSTRAINT kernel_eventreceipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.kernel_outboxmessage
    ADD CONSTRAINT kernel_outboxmessage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.kernel_ratebucket
    ADD CONSTRAINT kernel_ratebucket_pkey PRIMARY KEY (bucket);

ALTER TABLE ONLY public.kernel_rememberedanswer
    ADD CONSTRAINT kernel_rememberedanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.dossiers_lapse
    ADD CONSTRAINT lapse_once UNIQUE (task_id, kind);

ALTER TABLE ONLY public.directory_committeemeeting
    ADD CONSTRAINT meeting_once_a_committee UNIQUE (committee_id, code);

ALTER TABLE ONLY public.directory_committeemember
    ADD CONSTRAINT member_once_a_decision UNIQUE (decision_id, number);

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_attempt
    ADD CONSTRAINT notices_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_gatewaykey
    ADD CONSTRAINT notices_gatewaykey_name_key UNIQUE (name);

ALTER TABLE ONLY public.notices_gatewaykey
    ADD CONSTRAINT notices_gatewaykey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_message
    ADD CONSTRAINT notices_message_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notices_message
    ADD CONSTRAINT notices_once_per_channel UNIQUE (dedupe_key, channel);

ALTER TABLE ONLY public.notices_template
    ADD CONSTRAINT notices_template_code_key UNIQUE (code);

ALTER TABLE ONLY public.notices_template
    ADD CONSTRAINT notices_template_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT order_reference_once UNIQUE (reference);

ALTER TABLE ONLY public.pack_packapplication
    ADD CONSTRAINT pack_packapplication_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pack_packrecord
    ADD CONSTRAINT pack_packrecord_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pack_packrecord
    ADD CONSTRAINT pack_record_key UNIQUE (kind, key);

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT payments_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_bankaccount
    ADD CONSTRAINT payments_bankaccount_code_key UNIQUE (code);

ALTER TABLE ONLY public.payments_bankaccount
    ADD CONSTRAINT payments_bankaccount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_dayclosing
    ADD CONSTRAINT payments_dayclosing_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_gatewaycall
    ADD CONSTRAINT payments_gatewaycall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_gatewaynoise
    ADD CONSTRAINT payments_gatewaynoise_pkey PRIMARY KEY ("on", outcome);

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_payment_id_key UNIQUE (payment_id);

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_receiptbook
    ADD CONSTRAINT payments_receiptbook_pkey PRIMARY KEY (series_id, desk_id, year);

ALTER TABLE ONLY public.payments_receiptseries
    ADD CONSTRAINT payments_receiptseries_code_key UNIQUE (code);

ALTER TABLE ONLY public.payments_receiptseries
    ADD CONSTRAINT payments_receiptseries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_reversal
    ADD CONSTRAINT payments_reversal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_statement
    ADD CONSTRAINT payments_statement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_statementline
    ADD CONSTRAINT payments_statementline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.directory_post
    ADD CONSTRAINT post_code_in_agency UNIQUE (agency_id, code);

ALTER TABLE ONLY public.postal_postalform
    ADD CONSTRAINT postal_form_once UNIQUE (code);

ALTER TABLE ONLY public.postal_handoveritem
    ADD CONSTRAINT postal_handoveritem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.postal_handoverrecord
    ADD CONSTRAINT postal_handoverrecord_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.postal_parcel
    ADD CONSTRAINT postal_parcel_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.postal_parcelline
    ADD CONSTRAINT postal_parcelline_pkey PRIMARY KEY (parcel_id, line);

ALTER TABLE ONLY public.postal_postalform
    ADD CONSTRAINT postal_postalform_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.postal_postalseries
    ADD CONSTRAINT postal_postalseries_pkey PRIMARY KEY (place_id, kind, year);

ALTER TABLE ONLY public.procedures_catalogueimport
    ADD CONSTRAINT procedures_catalogueimport_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_draftstep
    ADD CONSTRAINT procedures_draftstep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_englishtext
    ADD CONSTRAINT procedures_englishtext_code_key UNIQUE (code);

ALTER TABLE ONLY public.procedures_englishtext
    ADD CONSTRAINT procedures_englishtext_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_field
    ADD CONSTRAINT procedures_field_code_key UNIQUE (code);

ALTER TABLE ONLY public.procedures_field
    ADD CONSTRAINT procedures_field_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_field
    ADD CONSTRAINT procedures_field_slug_key UNIQUE (slug);

ALTER TABLE ONLY public.procedures_lifeevent
    ADD CONSTRAINT procedures_lifeevent_code_key UNIQUE (code);

ALTER TABLE ONLY public.procedures_lifeevent
    ADD CONSTRAINT procedures_lifeevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_lifeeventprocedure
    ADD CONSTRAINT procedures_lifeeventprocedure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_lifeeventprocedure
    ADD CONSTRAINT procedures_once_in_a_life_event UNIQUE (life_event_id, procedure_id);

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedures_one_version_a_day EXCLUDE USING gist (procedure_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE (((state)::text = 'published'::text)) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_draftstep
    ADD CONSTRAINT procedures_one_writing_a_place UNIQUE (draft_id, place);

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_code_key UNIQUE (code);

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_procedureevent
    ADD CONSTRAINT procedures_procedureevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedures_procedureversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procedures_searchentry
    ADD CONSTRAINT procedures_searchentry_pkey PRIMARY KEY (version_id);

ALTER TABLE ONLY public.procedures_searchword
    ADD CONSTRAINT procedures_searchword_pkey PRIMARY KEY (word);

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedures_version_number_once UNIQUE (procedure_id, number);

ALTER TABLE ONLY public.procedures_versiondraft
    ADD CONSTRAINT procedures_versiondraft_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_proposal
    ADD CONSTRAINT proposal_once UNIQUE (document_import_id, number);

ALTER TABLE ONLY public.queue_daynumber
    ADD CONSTRAINT queue_counter_once UNIQUE (hall_id, day, letter);

ALTER TABLE ONLY public.queue_daynumber
    ADD CONSTRAINT queue_daynumber_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.queue_group
    ADD CONSTRAINT queue_group_once UNIQUE (hall_id, code);

ALTER TABLE ONLY public.queue_group
    ADD CONSTRAINT queue_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.queue_hall
    ADD CONSTRAINT queue_hall_desk_id_key UNIQUE (desk_id);

ALTER TABLE ONLY public.queue_hall
    ADD CONSTRAINT queue_hall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.queue_ticket
    ADD CONSTRAINT queue_label_once UNIQUE (hall_id, day, label);

ALTER TABLE ONLY public.queue_ticket
    ADD CONSTRAINT queue_ticket_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.queue_ticket
    ADD CONSTRAINT queue_ticket_token_key UNIQUE (token);

ALTER TABLE ONLY public.queue_turn
    ADD CONSTRAINT queue_turn_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT receipt_number_once UNIQUE (series_id, desk_id, year, number);

ALTER TABLE ONLY public.kernel_eventreceipt
    ADD CONSTRAINT receipt_once UNIQUE (subscriber, event_id);

ALTER TABLE ONLY public.registries_heldpaper
    ADD CONSTRAINT registries_heldpaper_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registries_papertype
    ADD CONSTRAINT registries_papertype_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.registries_paperuse
    ADD CONSTRAINT registries_paperuse_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registries_register
    ADD CONSTRAINT registries_register_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.registries_registeredition
    ADD CONSTRAINT registries_registeredition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registries_registerrecord
    ADD CONSTRAINT registries_registerrecord_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.registries_registerversion
    ADD CONSTRAINT registries_registerversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_report
    ADD CONSTRAINT report_once_a_period UNIQUE (agency_id, first_on, last_on);

ALTER TABLE ONLY public.identity_requesttimes
    ADD CONSTRAINT request_times_once UNIQUE (kind, valid_from);

ALTER TABLE ONLY public.identity_retentionrule
    ADD CONSTRAINT retention_rule_once UNIQUE (kind, valid_from);

ALTER TABLE ONLY public.indicators_roundform
    ADD CONSTRAINT round_form_once_an_agency UNIQUE (round_id, agency_id);

ALTER TABLE ONLY public.indicators_reportinground
    ADD CONSTRAINT round_once_a_period UNIQUE (code, first_on, last_on);

ALTER TABLE ONLY public.indicators_scope
    ADD CONSTRAINT scope_once UNIQUE NULLS NOT DISTINCT (agency_id, area_id, external, part);

ALTER TABLE ONLY public.indicators_roundsubject
    ADD CONSTRAINT scoring_agency_once UNIQUE (round_id, agency_id);

ALTER TABLE ONLY public.indicators_criterionentry
    ADD CONSTRAINT scoring_criterion_once UNIQUE (subject_id, code);

ALTER TABLE ONLY public.indicators_scoringround
    ADD CONSTRAINT scoring_once_a_period UNIQUE (owner_id, index, first_on, last_on);

ALTER TABLE ONLY public.dossiers_slip
    ADD CONSTRAINT slip_number_once UNIQUE (book_id, kind, book_year, number);

ALTER TABLE ONLY public.payments_statementline
    ADD CONSTRAINT statement_line_once UNIQUE (account_id, fingerprint);

ALTER TABLE ONLY public.dossiers_takenover
    ADD CONSTRAINT taken_over_once UNIQUE (system, foreign_code);

ALTER TABLE ONLY public.directory_administrativeunit
    ADD CONSTRAINT unit_one_life UNIQUE NULLS NOT DISTINCT (code, valid_from);

ALTER TABLE ONLY public.directory_administrativeunit
    ADD CONSTRAINT unit_one_per_code_and_day EXCLUDE USING gist (code WITH =, daterange(valid_from, (valid_to + 1)) WITH &&) WHERE ((retired_at IS NULL));

ALTER TABLE ONLY public.directory_unitsuccession
    ADD CONSTRAINT unit_succession_once UNIQUE (old_id, new_id, since);

ALTER TABLE ONLY public.registries_registerversion
    ADD CONSTRAINT version_once UNIQUE (record_id, number);

ALTER TABLE ONLY public.worktime_calendar
    ADD CONSTRAINT worktime_calendar_code_key UNIQUE (code);

ALTER TABLE ONLY public.worktime_calendar
    ADD CONSTRAINT worktime_calendar_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.worktime_calendarversion
    ADD CONSTRAINT worktime_calendarversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.worktime_calendarversion
    ADD CONSTRAINT worktime_one_set_of_sessions EXCLUDE USING gist (calendar_id WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE ((retired_at IS NULL)) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.worktime_specialday
    ADD CONSTRAINT worktime_specialday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.indicators_writingentry
    ADD CONSTRAINT writing_line_once UNIQUE (report_id, line);

ALTER TABLE ONLY public.indicators_writtenreport
    ADD CONSTRAINT writing_once_a_period UNIQUE (pattern_id, agency_id, first_on, last_on);

ALTER TABLE ONLY public.indicators_writingreminder
    ADD CONSTRAINT writing_reminded_once UNIQUE (pattern_id, last_on, first_on, agency_id, days);

CREATE INDEX account_by_citizen_id ON public.identity_account USING btree (citizen_id);

CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);

CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);

CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);

CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);

CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);

CREATE UNIQUE INDEX account_one_per_citizen ON public.identity_account USING btree (citizen_id) WHERE ((NOT ((citizen_id_proof)::text = ''::text)) AND (NOT ((citizen_id)::text = ''::text)));

CREATE INDEX agency_by_name ON public.directory_agency USING btree (sort_key, id);

CREATE UNIQUE INDEX attempt_transaction_once ON public.payments_attempt USING btree (transaction) WHERE (NOT ((transaction)::text = ''::text));

CREATE INDEX attempt_waiting ON public.payments_attempt USING btree (created_at) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX audit_by_actor ON public.kernel_auditentry USING btree (actor_id, recorded_at);

CREATE INDEX audit_by_time ON public.kernel_auditentry USING btree (recorded_at, id);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX bulk_unfinished ON public.dossiers_bulkact USING btree (worked_at) WHERE (finished_at IS NULL);

CREATE INDEX bulk_waiting ON public.dossiers_bulkitem USING btree (bulk_id, number) WHERE ((state)::text = 'waiting'::text);

CREATE INDEX citation_by_symbol ON public.documents_citation USING btree (symbol_key);

CREATE INDEX committee_by_name ON public.directory_committee USING btree (sort_key, id);

CREATE UNIQUE INDEX consent_one_standing ON public.identity_consent USING btree (account_id, purpose) WHERE (withdrawn_at IS NULL);

CREATE UNIQUE INDEX cosigner_one_identity ON public.dossiers_cosigner USING btree (draft_id, citizen_number) WHERE (NOT ((citizen_number)::text = ''::text));

CREATE INDEX daily_count_services ON public.dossiers_dailycount USING btree (agency_id, procedure_code, "on") WHERE ((procedure_code)::text > ''::text);

CREATE INDEX daily_count_totals ON public.dossiers_dailycount USING btree ("on", agency_id, channel) INCLUDE (submitted, received, refused, settled_early, settled_on_time, settled_overdue, withdrawn, returned) WHERE ((procedure_code)::text = ''::text);

CREATE INDEX data_request_of ON public.identity_datarequest USING btree (account_id, id DESC);

CREATE UNIQUE INDEX data_request_one_open ON public.identity_datarequest USING btree (account_id, kind) WHERE ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('taken'::character varying)::text]));

CREATE INDEX data_request_open ON public.identity_datarequest USING btree (due_at, id) WHERE ((state)::text = ANY (ARRAY[('asked'::character varying)::text, ('taken'::character varying)::text]));

CREATE INDEX directive_task_alike ON public.directives_task USING gist (named public.gist_trgm_ops (siglen='64')) WHERE ((parent_id IS NULL) AND (retired_at IS NULL) AND (NOT ((track)::text = ''::text)));

CREATE INDEX directive_task_by_due ON public.directives_task USING btree (due_at, id);

CREATE INDEX directive_task_by_giver ON public.directives_task USING btree (agency_id, due_at, id);

CREATE INDEX directive_task_by_lead ON public.directives_task USING btree (lead_id, due_at, id);

CREATE INDEX directive_task_held ON public.directives_task USING btree (holder_id, due_at, id) WHERE (closed_at IS NULL);

CREATE INDEX directive_task_running ON public.directives_task USING btree (due_at, id) WHERE ((closed_at IS NULL) AND (NOT record));

CREATE INDEX directive_task_support ON public.directives_task USING gin (supporting);

CREATE INDEX directive_task_watched ON public.directives_task USING btree (watch_on) WHERE (watch_on IS NOT NULL);

CREATE INDEX directive_task_words ON public.directives_task USING gin (folded public.gin_trgm_ops);

CREATE INDEX directive_words ON public.directives_directive USING gin (folded public.gin_trgm_ops);

CREATE INDEX directives_directive_agency_id_e31c260c ON public.directives_directive USING btree (agency_id);

CREATE INDEX directives_directive_code_6c43a87d_like ON public.directives_directive USING btree (code varchar_pattern_ops);

CREATE INDEX directives_directive_meeting_id_ff6801ae ON public.directives_directive USING btree (meeting_id);

CREATE INDEX directives_escalationstep_code_3222b4d2_like ON public.directives_escalationstep USING btree (code varchar_pattern_ops);

CREATE INDEX directives_moneyline_project_id_7ac8db1c ON public.directives_moneyline USING btree (project_id);

CREATE INDEX directives_plan_agency_id_5db224ff ON public.directives_plan USING btree (agency_id);

CREATE INDEX directives_plan_code_f879603a_like ON public.directives_plan USING btree (code varchar_pattern_ops);

CREATE INDEX directives_plan_directive_id_037790fd ON public.directives_plan USING btree (directive_id);

CREATE INDEX directives_programme_agency_id_fc41cf72 ON public.directives_programme USING btree (agency_id);

CREATE INDEX directives_programme_code_efee5c8c_like ON public.directives_programme USING btree (code varchar_pattern_ops);

CREATE INDEX directives_project_code_cee802fe_like ON public.directives_project USING btree (code varchar_pattern_ops);

CREATE INDEX directives_project_programme_id_334a3223 ON public.directives_project USING btree (programme_id);

CREATE INDEX directives_project_programme_id_334a3223_like ON public.directives_project USING btree (programme_id varchar_pattern_ops);

CREATE INDEX directives_recommendation_agency_id_16b9c83e ON public.directives_recommendation USING btree (agency_id);

CREATE INDEX directives_recommendation_code_0d26e0d6_like ON public.directives_recommendation USING btree (code varchar_pattern_ops);

CREATE INDEX directives_stagetrack_code_3e49170c_like ON public.directives_stagetrack USING btree (code varchar_pattern_ops);

CREATE INDEX directives_task_code_28ebe01a_like ON public.directives_task USING btree (code varchar_pattern_ops);

CREATE INDEX directives_task_parent_id_eede51eb ON public.directives_task USING btree (parent_id);

CREATE INDEX directives_taskscope_task_id_d01ec53b ON public.directives_taskscope USING btree (task_id);

CREATE INDEX directives_tasktarget_task_id_06608a35 ON public.directives_tasktarget USING btree (task_id);

CREATE INDEX directory_absence_deputy_id_1658cc83 ON public.directory_absence USING btree (deputy_id);

CREATE INDEX directory_absence_holding_id_6c8121d0 ON public.directory_absence USING btree (holding_id);

CREATE INDEX directory_administrativeunit_parent_id_6c45b5b0 ON public.directory_administrativeunit USING btree (parent_id);

CREATE INDEX directory_agency_administrative_unit_id_0d251128 ON public.directory_agency USING btree (administrative_unit_id);

CREATE INDEX directory_agency_code_f3d8f897_like ON public.directory_agency USING btree (code varchar_pattern_ops);

CREATE INDEX directory_agency_one_stop_id_aa02d103 ON public.directory_agency USING btree (one_stop_id);

CREATE INDEX directory_agency_parent_id_1ca1b498 ON public.directory_agency USING btree (parent_id);

CREATE INDEX directory_agencyclosure_ancestor_id_8db6fd9d ON public.directory_agencyclosure USING btree (ancestor_id);

CREATE INDEX directory_agencyclosure_descendant_id_e0ae9fad ON public.directory_agencyclosure USING btree (descendant_id);

CREATE INDEX directory_agencysuccession_new_id_f6f41cb5 ON public.directory_agencysuccession USING btree (new_id);

CREATE INDEX directory_agencysuccession_old_id_f0cad556 ON public.directory_agencysuccession USING btree (old_id);

CREATE INDEX directory_committee_agency_id_2ff6a0dc ON public.directory_committee USING btree (agency_id);

CREATE INDEX directory_committee_code_cab4c728_like ON public.directory_committee USING btree (code varchar_pattern_ops);

CREATE INDEX directory_committee_parent_id_45c232eb ON public.directory_committee USING btree (parent_id);

CREATE INDEX directory_committee_standing_id_641cbd65 ON public.directory_committee USING btree (standing_id);

CREATE INDEX directory_committeedecision_committee_id_8a4f002a ON public.directory_committeedecision USING btree (committee_id);

CREATE INDEX directory_committeemeeting_committee_id_d69c6821 ON public.directory_committeemeeting USING btree (committee_id);

CREATE INDEX directory_committeemember_agency_id_62309d7a ON public.directory_committeemember USING btree (agency_id);

CREATE INDEX directory_committeemember_decision_id_1af02e21 ON public.directory_committeemember USING btree (decision_id);

CREATE INDEX directory_committeemember_ended_by_id_39617128 ON public.directory_committeemember USING btree (ended_by_id);

CREATE INDEX directory_holding_account_id_7fa577f6 ON public.directory_holding USING btree (account_id);

CREATE INDEX directory_holding_post_id_5a669b9e ON public.directory_holding USING btree (post_id);

CREATE INDEX directory_post_agency_id_49c05d9c ON public.directory_post USING btree (agency_id);

CREATE INDEX directory_unitsuccession_new_id_c6d90aa4 ON public.directory_unitsuccession USING btree (new_id);

CREATE INDEX directory_unitsuccession_old_id_db5ee700 ON public.directory_unitsuccession USING btree (old_id);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX document_by_agency ON public.documents_document USING btree (agency_id, listed_on DESC, id DESC);

CREATE INDEX document_by_day ON public.documents_document USING btree (listed_on DESC, id DESC);

CREATE INDEX document_by_symbol ON public.documents_document USING btree (symbol_key);

CREATE INDEX document_words ON public.documents_document USING gin (folded public.gin_trgm_ops);

CREATE INDEX documents_citation_cited_id_eea557b7 ON public.documents_citation USING btree (cited_id);

CREATE INDEX documents_citation_code_764e6b29_like ON public.documents_citation USING btree (code varchar_pattern_ops);

CREATE INDEX documents_citation_document_id_f4080ba2 ON public.documents_citation USING btree (document_id);

CREATE INDEX documents_document_agency_id_13da214f ON public.documents_document USING btree (agency_id);

CREATE INDEX documents_document_code_06f0bf8e_like ON public.documents_document USING btree (code varchar_pattern_ops);

CREATE INDEX documents_documentfigure_document_id_97443322 ON public.documents_documentfigure USING btree (document_id);

CREATE INDEX documents_documentfigure_source_id_e5c156e8 ON public.documents_documentfigure USING btree (source_id);

CREATE INDEX documents_documentimport_agency_id_c49f5d56 ON public.documents_documentimport USING btree (agency_id);

CREATE INDEX documents_documentimport_document_id_7519b2f0 ON public.documents_documentimport USING btree (document_id);

CREATE INDEX documents_proposal_cited_id_a9c98490 ON public.documents_proposal USING btree (cited_id);

CREATE INDEX documents_proposal_document_import_id_f89653e3 ON public.documents_proposal USING btree (document_import_id);

CREATE INDEX dossier_by_enterprise ON public.dossiers_dossier USING btree (enterprise_id, id DESC) WHERE (enterprise_id IS NOT NULL);

CREATE INDEX dossier_by_owner ON public.dossiers_dossier USING btree (owner_account_id, id DESC) WHERE (owner_account_id IS NOT NULL);

CREATE INDEX dossier_closed ON public.dossiers_dossier USING btree (lead_agency_id, status, closed_at DESC, id DESC) WHERE (closed_at IS NOT NULL);

CREATE INDEX dossier_codes_trigram ON public.dossiers_dossiersearch USING gin (upper((codes)::text) public.gin_trgm_ops);

CREATE INDEX dossier_fee_paid ON public.dossiers_dossier USING btree (lead_agency_id, fee_paid_at DESC, id DESC) WHERE (fee_paid_at IS NOT NULL);

CREATE INDEX dossier_handed_over ON public.dossiers_dossier USING btree (desk_id, returned_at DESC) WHERE (returned_at IS NOT NULL);

CREATE INDEX dossier_paid_online ON public.dossiers_dossier USING btree (lead_agency_id, procedure_code, fee_paid_at) WHERE fee_paid_online;

CREATE INDEX dossier_received ON public.dossiers_dossier USING btree (lead_agency_id, accepted_at DESC, id DESC) WHERE (accepted_at IS NOT NULL);

CREATE INDEX dossier_register ON public.dossiers_dossier USING btree (desk_id, accepted_at, id) WHERE (accepted_at IS NOT NULL);

CREATE INDEX dossier_returned ON public.dossiers_dossier USING btree (lead_agency_id, returned_at DESC, id DESC) WHERE (returned_at IS NOT NULL);

CREATE INDEX dossier_running ON public.dossiers_dossier USING btree (lead_agency_id, due_at, id) WHERE ((paused_since IS NULL) AND ((status)::text = ANY (ARRAY[('accepted'::character varying)::text, ('processing'::character varying)::text])));

CREATE INDEX dossier_settled ON public.dossiers_dossier USING btree (lead_agency_id, result_class, resolved_at DESC, id DESC) WHERE (resolved_at IS NOT NULL);

CREATE INDEX dossier_standing ON public.dossiers_dossier USING btree (lead_agency_id, paused_since, id) WHERE ((accepted_at IS NOT NULL) AND (paused_since IS NOT NULL) AND (resolved_at IS NULL));

CREATE INDEX dossier_submitted ON public.dossiers_dossier USING btree (lead_agency_id, submitted_at DESC, id DESC);

CREATE INDEX dossier_taken_by ON public.dossiers_dossier USING btree (lead_agency_id, accepted_at) WHERE ((accepted_at IS NOT NULL) AND received_elsewhere);

CREATE INDEX dossier_taken_for ON public.dossiers_dossier USING btree (desk_id, accepted_at) WHERE ((accepted_at IS NOT NULL) AND received_elsewhere);

CREATE INDEX dossier_times ON public.dossiers_dossier USING btree (resolved_at) INCLUDE (procedure_code, clock_started_at, lead_agency_id) WHERE (resolved_at IS NOT NULL);

CREATE INDEX dossier_words ON public.dossiers_dossiersearch USING gin (words);

CREATE INDEX dossiers_bulkact_account_id_bbb87c07 ON public.dossiers_bulkact USING btree (account_id);

CREATE INDEX dossiers_cosigner_draft_id_546cf672 ON public.dossiers_cosigner USING btree (draft_id);

CREATE INDEX dossiers_draftpaper_draft_id_0fc95fbd ON public.dossiers_draftpaper USING btree (draft_id);

CREATE INDEX dossiers_draftpaper_file_id_50851124 ON public.dossiers_draftpaper USING btree (file_id);

CREATE INDEX dossiers_feedback_dossier_id_f2adc406 ON public.dossiers_feedback USING btree (dossier_id);

CREATE INDEX dossiers_feedbacktimes_code_58662236_like ON public.dossiers_feedbacktimes USING btree (code varchar_pattern_ops);

CREATE INDEX dossiers_lapse_dossier_id_dc0601bd ON public.dossiers_lapse USING btree (dossier_id);

CREATE INDEX dossiers_look_draft_id_e7026411 ON public.dossiers_look USING btree (draft_id);

CREATE INDEX dossiers_paper_dossier_id_7f1e1888 ON public.dossiers_paper USING btree (dossier_id);

CREATE INDEX dossiers_paper_file_id_a84c4263 ON public.dossiers_paper USING btree (file_id);

CREATE INDEX dossiers_pause_dossier_id_98a94956 ON public.dossiers_pause USING btree (dossier_id);

CREATE INDEX dossiers_resultdocument_dossier_id_6f053bb6 ON public.dossiers_resultdocument USING btree (dossier_id);

CREATE INDEX dossiers_resultdocument_file_id_eca10788 ON public.dossiers_resultdocument USING btree (file_id);

CREATE INDEX dossiers_scan_file_id_5567e688 ON public.dossiers_scan USING btree (file_id);

CREATE INDEX dossiers_servicepromise_code_917b6d87_like ON public.dossiers_servicepromise USING btree (code varchar_pattern_ops);

CREATE INDEX dossiers_slip_dossier_id_f78ce3dc ON public.dossiers_slip USING btree (dossier_id);

CREATE INDEX dossiers_slipform_code_ef000dba_like ON public.dossiers_slipform USING btree (code varchar_pattern_ops);

CREATE INDEX dossiers_supplement_dossier_id_3292197c ON public.dossiers_supplement USING btree (dossier_id);

CREATE INDEX dossiers_task_dossier_id_a29622ed ON public.dossiers_task USING btree (dossier_id);

CREATE INDEX dossiers_taskscope_task_id_e0b12294 ON public.dossiers_taskscope USING btree (task_id);

CREATE INDEX draft_by_owner ON public.dossiers_draft USING btree (owner_id, saved_at DESC);

CREATE INDEX enterprise_by_tax_code ON public.identity_enterprise USING btree (tax_code);

CREATE UNIQUE INDEX enterprise_one_per_tax_code ON public.identity_enterprise USING btree (tax_code) WHERE proven;

CREATE INDEX exchange_deliveries_of ON public.exchange_delivery USING btree (subscription_id, id DESC);

CREATE INDEX exchange_delivery_subscription_id_87a8d4fe ON public.exchange_delivery USING btree (subscription_id);

CREATE INDEX exchange_filings_by_state ON public.exchange_nationalfiling USING btree (state, id DESC);

CREATE INDEX exchange_nationalfiling_dossier_id_b775e1a8 ON public.exchange_nationalfiling USING btree (dossier_id);

CREATE INDEX exchange_own_subscriptions ON public.exchange_subscription USING btree (owner_id, id) WHERE (ended_at IS NULL);

CREATE INDEX exchange_reports_by_state ON public.exchange_nationalreport USING btree (state, id DESC);

CREATE INDEX exchange_reports_in_turn ON public.exchange_nationalreport USING btree (dossier_id, id) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('failed'::character varying)::text]));

CREATE INDEX exchange_reports_to_erase ON public.exchange_nationalreport USING btree (created_at) WHERE ((state)::text = ANY (ARRAY[('sent'::character varying)::text, ('dropped'::character varying)::text]));

CREATE INDEX exchange_subscription_agency_id_02a19ef3 ON public.exchange_subscription USING btree (agency_id);

CREATE INDEX exchange_subscription_owner_id_8af96a1f ON public.exchange_subscription USING btree (owner_id);

CREATE INDEX exchange_subscription_post_id_c8f76c1a ON public.exchange_subscription USING btree (post_id);

CREATE INDEX exchange_to_deliver ON public.exchange_delivery USING btree (next_attempt_at) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('failed'::character varying)::text]));

CREATE INDEX exchange_to_file ON public.exchange_nationalfiling USING btree (next_attempt_at) WHERE ((state)::text = ANY (ARRAY[('received'::character varying)::text, ('working'::character varying)::text, ('failed'::character varying)::text]));

CREATE INDEX exchange_to_forget ON public.exchange_delivery USING btree (created_at) WHERE ((state)::text = ANY (ARRAY[('delivered'::character varying)::text, ('dead'::character varying)::text]));

CREATE INDEX exchange_to_report ON public.exchange_nationalreport USING btree (next_attempt_at) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('failed'::character varying)::text]));

CREATE INDEX feedback_by_owner ON public.dossiers_feedback USING btree (owner_account_id, id DESC);

CREATE INDEX feedback_open ON public.dossiers_feedback USING btree (agency_id, due_at, id) WHERE ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('needs_info'::character varying)::text, ('assigned'::character varying)::text, ('drafted'::character varying)::text]));

CREATE INDEX feedback_published ON public.dossiers_feedback USING btree (published_at DESC, id DESC) WHERE (published_at IS NOT NULL);

CREATE INDEX feedback_received ON public.dossiers_feedback USING btree (agency_id, received_at);

CREATE INDEX figure_by_document ON public.documents_documentfigure USING btree (document_id, number);

CREATE INDEX files_blob_sha256_1fb08d3d_like ON public.files_blob USING btree (sha256 varchar_pattern_ops);

CREATE INDEX files_claim_file_id_54da6b32 ON public.files_claim USING btree (file_id);

CREATE INDEX files_claims_of ON public.files_claim USING btree (holder_kind, holder_id);

CREATE INDEX files_reading_blob_id_81b8681d_like ON public.files_reading USING btree (blob_id varchar_pattern_ops);

CREATE INDEX files_storedfile_blob_id_bdd9f48c ON public.files_storedfile USING btree (blob_id);

CREATE INDEX files_storedfile_blob_id_bdd9f48c_like ON public.files_storedfile USING btree (blob_id varchar_pattern_ops);

CREATE INDEX files_to_read ON public.files_reading USING btree (asked_at) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('reading'::character varying)::text]));

CREATE INDEX files_to_scan ON public.files_blob USING btree (stored_at) WHERE ((scan)::text = 'pending'::text);

CREATE INDEX files_upload_file_id_1d6074eb ON public.files_upload USING btree (file_id);

CREATE INDEX files_uploadpiece_upload_id_0cfd92d6 ON public.files_uploadpiece USING btree (upload_id);

CREATE INDEX files_uploads_of ON public.files_upload USING btree (account_id, begun_at);

CREATE INDEX files_uploads_to_forget ON public.files_upload USING btree (begun_at);

CREATE INDEX finding_by_state ON public.indicators_finding USING btree (state, rank, id);

CREATE INDEX gateway_call_refused ON public.payments_gatewaycall USING btree (outcome) WHERE ((outcome)::text = ANY (ARRAY[('forged'::character varying)::text, ('stale'::character varying)::text, ('wrong_amount'::character varying)::text]));

CREATE INDEX handover_by_desk ON public.postal_handoverrecord USING btree (desk_id, state, given_at, id);

CREATE INDEX handover_by_office ON public.postal_handoverrecord USING btree (office_id, state, given_at, id);

CREATE UNIQUE INDEX handover_item_one_standing ON public.postal_handoveritem USING btree (parcel_id) WHERE standing;

CREATE INDEX held_by_account ON public.registries_heldpaper USING btree (account_id, id DESC) WHERE (account_id IS NOT NULL);

CREATE INDEX held_by_enterprise ON public.registries_heldpaper USING btree (enterprise_id, id DESC) WHERE (enterprise_id IS NOT NULL);

CREATE INDEX held_by_number ON public.registries_heldpaper USING btree (holder_number, holder_kind, id DESC);

CREATE INDEX held_over ON public.registries_heldpaper USING btree (over_on) WHERE ((erased_at IS NULL) AND (over_on IS NOT NULL));

CREATE INDEX holding_by_account ON public.directory_holding USING btree (account_id, valid_from);

CREATE INDEX identity_apitoken_account_id_9e4170f2 ON public.identity_apitoken USING btree (account_id);

CREATE INDEX identity_consent_account_id_e6c76872 ON public.identity_consent USING btree (account_id);

CREATE INDEX identity_contactcode_account_id_cf5f3478 ON public.identity_contactcode USING btree (account_id);

CREATE INDEX identity_contactcode_created_at_a8533dd2 ON public.identity_contactcode USING btree (created_at);

CREATE INDEX identity_datarequest_account_id_c62f2c31 ON public.identity_datarequest USING btree (account_id);

CREATE INDEX identity_datarequestline_request_id_9e4cdfa7 ON public.identity_datarequestline USING btree (request_id);

CREATE INDEX identity_externalidentity_account_id_84f090ef ON public.identity_externalidentity USING btree (account_id);

CREATE INDEX identity_mandate_paper_id_aba2f4b2 ON public.identity_mandate USING btree (paper_id);

CREATE INDEX identity_mandate_principal_id_fe951da5 ON public.identity_mandate USING btree (principal_id);

CREATE INDEX identity_mandate_proxy_id_53f08ac6 ON public.identity_mandate USING btree (proxy_id);

CREATE INDEX identity_membership_account_id_5a508018 ON public.identity_membership USING btree (account_id);

CREATE INDEX identity_membership_enterprise_id_d242ca56 ON public.identity_membership USING btree (enterprise_id);

CREATE INDEX identity_signin_account_id_683cfdf8 ON public.identity_signin USING btree (account_id);

CREATE INDEX import_by_agency ON public.documents_documentimport USING btree (agency_id, id DESC);

CREATE UNIQUE INDEX import_once_by_digest ON public.documents_documentimport USING btree (agency_id, digest) WHERE (NOT ((state)::text = 'dropped'::text));

CREATE INDEX import_to_read ON public.documents_documentimport USING btree (queued_at) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('reading'::character varying)::text]));

CREATE INDEX incoming_by_state ON public.indicators_incomingfigurerow USING btree (state, agency_id, id);

CREATE INDEX indicator_by_name ON public.indicators_indicator USING btree (sort_key, id);

CREATE INDEX indicators_appeal_entry_id_9302e44a ON public.indicators_appeal USING btree (entry_id);

CREATE INDEX indicators_citeddocument_code_67a8a551_like ON public.indicators_citeddocument USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_criteriasetrow_code_bef03188_like ON public.indicators_criteriasetrow USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_criterionentry_subject_id_b225fb10 ON public.indicators_criterionentry USING btree (subject_id);

CREATE INDEX indicators_cutoff_code_d38dd100_like ON public.indicators_cutoff USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_finalscore_entry_id_0e3988a8 ON public.indicators_finalscore USING btree (entry_id);

CREATE INDEX indicators_finding_indicator_id_7ac68744 ON public.indicators_finding USING btree (indicator_id);

CREATE INDEX indicators_finding_key_39931791_like ON public.indicators_finding USING btree (key varchar_pattern_ops);

CREATE INDEX indicators_formtemplaterow_receiver_id_4b6084e4 ON public.indicators_formtemplaterow USING btree (receiver_id);

CREATE INDEX indicators_ground_agency_id_21153ef4 ON public.indicators_ground USING btree (agency_id);

CREATE INDEX indicators_ground_document_id_8b10fe86 ON public.indicators_ground USING btree (document_id);

CREATE INDEX indicators_growthclaim_ground_id_805be133 ON public.indicators_growthclaim USING btree (ground_id);

CREATE INDEX indicators_growthclaim_indicator_id_a63c4fb9 ON public.indicators_growthclaim USING btree (indicator_id);

CREATE INDEX indicators_incomingfigurerow_agency_id_d064655b ON public.indicators_incomingfigurerow USING btree (agency_id);

CREATE INDEX indicators_incomingfigurerow_value_id_8b070be8 ON public.indicators_incomingfigurerow USING btree (value_id);

CREATE INDEX indicators_indicator_code_2ca7c8f7_like ON public.indicators_indicator USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_indicator_owner_id_9edc90b6 ON public.indicators_indicator USING btree (owner_id);

CREATE INDEX indicators_indicatorvalue_ground_id_dcb9b407 ON public.indicators_indicatorvalue USING btree (ground_id);

CREATE INDEX indicators_indicatorversion_indicator_id_eb8b40ec ON public.indicators_indicatorversion USING btree (indicator_id);

CREATE INDEX indicators_legalcitation_document_id_232bcb9d ON public.indicators_legalcitation USING btree (document_id);

CREATE INDEX indicators_legalcitation_ground_id_76ddf3bc ON public.indicators_legalcitation USING btree (ground_id);

CREATE INDEX indicators_outsideindexrow_code_707787d0_like ON public.indicators_outsideindexrow USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_reportinground_template_id_20fad55c ON public.indicators_reportinground USING btree (template_id);

CREATE INDEX indicators_roundstep_subject_id_919990a0 ON public.indicators_roundstep USING btree (subject_id);

CREATE INDEX indicators_roundsubject_agency_id_556764a4 ON public.indicators_roundsubject USING btree (agency_id);

CREATE INDEX indicators_roundsubject_next_agency_id_055cbde8 ON public.indicators_roundsubject USING btree (next_agency_id);

CREATE INDEX indicators_roundsubject_round_id_c91a49d1 ON public.indicators_roundsubject USING btree (round_id);

CREATE INDEX indicators_scope_agency_id_5770f079 ON public.indicators_scope USING btree (agency_id);

CREATE INDEX indicators_scope_area_id_a678acce ON public.indicators_scope USING btree (area_id);

CREATE INDEX indicators_scoringround_owner_id_e1712f95 ON public.indicators_scoringround USING btree (owner_id);

CREATE INDEX indicators_statement_code_f33c9752_like ON public.indicators_statement USING btree (code varchar_pattern_ops);

CREATE INDEX indicators_writingpattern_code_7366756e_like ON public.indicators_writingpattern USING btree (code varchar_pattern_ops);

CREATE INDEX kernel_cache_expires ON public.kernel_cache USING btree (expires);

CREATE INDEX kernel_eventreceipt_received_at_14e99ec9 ON public.kernel_eventreceipt USING btree (received_at);

CREATE INDEX kernel_ratebucket_bucket_9a67b5c6_like ON public.kernel_ratebucket USING btree (bucket text_pattern_ops);

CREATE INDEX kernel_ratebucket_window_start_fd03ea75 ON public.kernel_ratebucket USING btree (window_start);

CREATE INDEX kernel_rememberedanswer_created_at_2d393a81 ON public.kernel_rememberedanswer USING btree (created_at);

CREATE INDEX lapse_of_unit ON public.dossiers_lapse USING btree (unit_id, noted_at DESC, id DESC);

CREATE UNIQUE INDEX look_one_open ON public.dossiers_look USING btree (draft_id) WHERE (closed_at IS NULL);

CREATE INDEX look_waiting ON public.dossiers_look USING btree (desk_id, due_at, id) WHERE (closed_at IS NULL);

CREATE INDEX mandate_offered_to ON public.identity_mandate USING btree (contact) WHERE ((ended_at IS NULL) AND (proxy_id IS NULL));

CREATE UNIQUE INDEX membership_one_open ON public.identity_membership USING btree (account_id, enterprise_id) WHERE (ended_at IS NULL);

CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);

CREATE INDEX notices_attempt_message_id_b792755c ON public.notices_attempt USING btree (message_id);

CREATE INDEX notices_gatewaykey_name_a2395800_like ON public.notices_gatewaykey USING btree (name varchar_pattern_ops);

CREATE INDEX notices_inbox ON public.notices_message USING btree (recipient_key, id DESC) WHERE (((channel)::text = 'inbox'::text) AND ((state)::text = 'sent'::text));

CREATE INDEX notices_no_receipt ON public.notices_message USING btree (sent_at) WHERE (((channel)::text = 'sms'::text) AND ((receipt)::text = ''::text) AND ((state)::text = 'sent'::text));

CREATE INDEX notices_of_subject ON public.notices_message USING btree (subject_kind, subject_id);

CREATE INDEX notices_template_code_fb5b0d95_like ON public.notices_template USING btree (code varchar_pattern_ops);

CREATE INDEX notices_to_erase ON public.notices_message USING btree (created_at) WHERE ((erased_at IS NULL) AND ((state)::text = ANY (ARRAY[('sent'::character varying)::text, ('dead'::character varying)::text])));

CREATE INDEX notices_to_send ON public.notices_message USING btree (next_attempt_at) WHERE ((state)::text = ANY (ARRAY[('queued'::character varying)::text, ('sending'::character varying)::text, ('failed'::character varying)::text]));

CREATE INDEX notices_undelivered ON public.notices_message USING btree (id DESC) WHERE ((state)::text = ANY (ARRAY[('failed'::character varying)::text, ('dead'::character varying)::text]));

CREATE INDEX notices_unread ON public.notices_message USING btree (recipient_key) WHERE (((channel)::text = 'inbox'::text) AND (read_at IS NULL) AND ((state)::text = 'sent'::text));

CREATE INDEX order_by_subject_code ON public.payments_order USING btree (subject_code);

CREATE UNIQUE INDEX order_key_once ON public.payments_order USING btree (subject_kind, subject_id, key) WHERE (NOT ((state)::text = 'cancelled'::text));

CREATE INDEX order_of_account ON public.payments_order USING btree (account_id, id DESC) WHERE (account_id IS NOT NULL);

CREATE INDEX order_open_by_desk ON public.payments_order USING btree (desk_id, opened_at, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX order_paid_by_desk ON public.payments_order USING btree (desk_id, paid_at DESC, id DESC) WHERE ((state)::text = 'paid'::text);

CREATE INDEX originals_to_give_back ON public.dossiers_paper USING btree (dossier_id) WHERE ((given_back_at IS NULL) AND (kept_at IS NOT NULL));

CREATE INDEX parcel_by_desk ON public.postal_parcel USING btree (desk_id, state, due_at, id);

CREATE INDEX parcel_by_office ON public.postal_parcel USING btree (office_id, state, due_at, id);

CREATE UNIQUE INDEX parcel_number_once ON public.postal_parcel USING btree (number) WHERE (NOT ((number)::text = ''::text));

CREATE INDEX parcel_of_account ON public.postal_parcel USING btree (account_id, id DESC) WHERE (account_id IS NOT NULL);

CREATE UNIQUE INDEX parcel_one_result_on_its_way ON public.postal_parcel USING btree (dossier_id, result_id) NULLS NOT DISTINCT WHERE (((direction)::text = 'result'::text) AND ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('result_collected'::character varying)::text, ('undelivered'::character varying)::text])));

CREATE UNIQUE INDEX parcel_tracking_once ON public.postal_parcel USING btree (tracking) WHERE (NOT ((tracking)::text = ''::text));

CREATE UNIQUE INDEX pause_one_open ON public.dossiers_pause USING btree (dossier_id) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX payment_once_per_order ON public.payments_payment USING btree (order_id) WHERE ((NOT surplus) AND (voided_at IS NULL));

CREATE INDEX payments_attempt_order_id_6dcd86b3 ON public.payments_attempt USING btree (order_id);

CREATE INDEX payments_bankaccount_agency_id_b3e77c50 ON public.payments_bankaccount USING btree (agency_id);

CREATE INDEX payments_bankaccount_code_327ed0e8_like ON public.payments_bankaccount USING btree (code varchar_pattern_ops);

CREATE INDEX payments_gatewaycall_at_254824b3 ON public.payments_gatewaycall USING btree (at);

CREATE INDEX payments_gatewaycall_attempt_id_7c04c517 ON public.payments_gatewaycall USING btree (attempt_id);

CREATE INDEX payments_payment_order_id_22c479b7 ON public.payments_payment USING btree (order_id);

CREATE INDEX payments_receipt_order_id_cd497bc3 ON public.payments_receipt USING btree (order_id);

CREATE INDEX payments_receiptseries_code_038c0969_like ON public.payments_receiptseries USING btree (code varchar_pattern_ops);

CREATE INDEX payments_reversal_payment_id_5e3aa284 ON public.payments_reversal USING btree (payment_id);

CREATE INDEX payments_statement_account_id_7c12832e ON public.payments_statement USING btree (account_id);

CREATE INDEX payments_statementline_account_id_3d5d52c8 ON public.payments_statementline USING btree (account_id);

CREATE INDEX payments_statementline_order_id_da08dda1 ON public.payments_statementline USING btree (order_id);

CREATE INDEX payments_statementline_statement_id_0e2b52e7 ON public.payments_statementline USING btree (statement_id);

CREATE INDEX postal_handoveritem_parcel_id_ac4cda4f ON public.postal_handoveritem USING btree (parcel_id);

CREATE INDEX postal_handoveritem_record_id_df5075c6 ON public.postal_handoveritem USING btree (record_id);

CREATE INDEX postal_parcel_dossier_id_2fc0c40b ON public.postal_parcel USING btree (dossier_id);

CREATE INDEX procedures_draftstep_draft_id_1e37892d ON public.procedures_draftstep USING btree (draft_id);

CREATE INDEX procedures_englishtext_code_6a15ea0d_like ON public.procedures_englishtext USING btree (code varchar_pattern_ops);

CREATE INDEX procedures_field_code_7258b866_like ON public.procedures_field USING btree (code varchar_pattern_ops);

CREATE INDEX procedures_field_slug_1f2133f4_like ON public.procedures_field USING btree (slug varchar_pattern_ops);

CREATE INDEX procedures_history ON public.procedures_procedureevent USING btree (procedure_id, id DESC);

CREATE INDEX procedures_lifeevent_code_9ee34050_like ON public.procedures_lifeevent USING btree (code varchar_pattern_ops);

CREATE INDEX procedures_lifeeventprocedure_life_event_id_c3d5e0e5 ON public.procedures_lifeeventprocedure USING btree (life_event_id);

CREATE INDEX procedures_lifeeventprocedure_procedure_id_60d77e39 ON public.procedures_lifeeventprocedure USING btree (procedure_id);

CREATE UNIQUE INDEX procedures_one_open_draft ON public.procedures_versiondraft USING btree (procedure_id) WHERE ((state)::text = ANY (ARRAY[('drafting'::character varying)::text, ('proposed'::character varying)::text, ('decided'::character varying)::text]));

CREATE INDEX procedures_procedure_code_e4d5567f_like ON public.procedures_procedure USING btree (code varchar_pattern_ops);

CREATE INDEX procedures_procedure_field_id_37df8c45 ON public.procedures_procedure USING btree (field_id);

CREATE INDEX procedures_procedureevent_procedure_id_37ce39a9 ON public.procedures_procedureevent USING btree (procedure_id);

CREATE INDEX procedures_procedureversion_procedure_id_8362303d ON public.procedures_procedureversion USING btree (procedure_id);

CREATE INDEX procedures_search_code ON public.procedures_searchentry USING btree (code);

CREATE INDEX procedures_search_document ON public.procedures_searchentry USING gin (document);

CREATE INDEX procedures_search_near ON public.procedures_searchword USING gist (word public.gist_trgm_ops);

CREATE INDEX procedures_search_order ON public.procedures_searchentry USING btree (sort_key, version_id);

CREATE INDEX procedures_searchentry_field_id_51ee4760 ON public.procedures_searchentry USING btree (field_id);

CREATE INDEX procedures_searchentry_procedure_id_f2d5c138 ON public.procedures_searchentry USING btree (procedure_id);

CREATE INDEX procedures_searchword_word_9c200bd6_like ON public.procedures_searchword USING btree (word varchar_pattern_ops);

CREATE INDEX procedures_versiondraft_base_id_dc7f798e ON public.procedures_versiondraft USING btree (base_id);

CREATE INDEX procedures_versiondraft_procedure_id_3b8a6c96 ON public.procedures_versiondraft USING btree (procedure_id);

CREATE INDEX procedures_versiondraft_version_id_a33c8ba0 ON public.procedures_versiondraft USING btree (version_id);

CREATE INDEX project_alike ON public.directives_project USING gist (folded public.gist_trgm_ops (siglen='64'));

CREATE INDEX project_words ON public.directives_project USING gin (folded public.gin_trgm_ops);

CREATE UNIQUE INDEX queue_clerk_serves_one ON public.queue_ticket USING btree (clerk_id, day) WHERE ((state)::text = 'called'::text);

CREATE INDEX queue_daynumber_hall_id_fdb13ea1 ON public.queue_daynumber USING btree (hall_id);

CREATE INDEX queue_group_hall_id_2d24ea55 ON public.queue_group USING btree (hall_id);

CREATE UNIQUE INDEX queue_letter_once ON public.queue_group USING btree (hall_id, letter) WHERE (retired_at IS NULL);

CREATE INDEX queue_next ON public.queue_ticket USING btree (hall_id, day, state, rank, queued_at);

CREATE INDEX queue_ticket_hall_id_11e0c6be ON public.queue_ticket USING btree (hall_id);

CREATE INDEX queue_ticket_token_1a598044_like ON public.queue_ticket USING btree (token varchar_pattern_ops);

CREATE INDEX queue_to_close ON public.queue_ticket USING btree (day) WHERE ((state)::text = ANY (ARRAY[('waiting'::character varying)::text, ('called'::character varying)::text]));

CREATE INDEX queue_turns ON public.queue_turn USING btree (hall_id, day, at DESC, id DESC);

CREATE UNIQUE INDEX queue_window_serves_one ON public.queue_ticket USING btree (hall_id, day, "window") WHERE ((state)::text = 'called'::text);

CREATE INDEX rating_by_day ON public.dossiers_rating USING btree (rated_at);

CREATE INDEX receipt_by_day ON public.payments_receipt USING btree (desk_id, "on", cashier_id);

CREATE INDEX recommendation_by_agency ON public.directives_recommendation USING btree (agency_id, raised_on DESC, id DESC);

CREATE INDEX recommendation_words ON public.directives_recommendation USING gin (folded public.gin_trgm_ops);

CREATE INDEX record_by_title ON public.registries_registerrecord USING btree (register_id, sort_key, id);

CREATE UNIQUE INDEX record_has_its_key_alone ON public.registries_registerrecord USING btree (register_id, unique_key) WHERE ((struck_at IS NULL) AND (NOT ((unique_key)::text = ''::text)));

CREATE INDEX record_words ON public.registries_registerrecord USING gin (folded public.gin_trgm_ops);

CREATE INDEX registries_heldpaper_file_id_57c2ce2a ON public.registries_heldpaper USING btree (file_id);

CREATE INDEX registries_papertype_code_115e8f9a_like ON public.registries_papertype USING btree (code varchar_pattern_ops);

CREATE INDEX registries_register_code_2caea90d_like ON public.registries_register USING btree (code varchar_pattern_ops);

CREATE INDEX registries_register_owner_id_a20592b5 ON public.registries_register USING btree (owner_id);

CREATE INDEX registries_registeredition_register_id_1963cf17 ON public.registries_registeredition USING btree (register_id);

CREATE INDEX registries_registeredition_register_id_1963cf17_like ON public.registries_registeredition USING btree (register_id varchar_pattern_ops);

CREATE INDEX registries_registerrecord_agency_id_1339dbd9 ON public.registries_registerrecord USING btree (agency_id);

CREATE INDEX registries_registerversion_record_id_4d891f32 ON public.registries_registerversion USING btree (record_id);

CREATE INDEX report_of_agency ON public.indicators_report USING btree (agency_id, last_on DESC);

CREATE UNIQUE INDEX result_one_in_force ON public.dossiers_resultdocument USING btree (dossier_id) WHERE (revoked_at IS NULL);

CREATE INDEX reversal_waiting ON public.payments_reversal USING btree (asked_at, id) WHERE (NOT ((state)::text = 'paid_out'::text));

CREATE INDEX round_form_board ON public.indicators_roundform USING btree (round_id, sort_key, id);

CREATE INDEX round_form_of_agency ON public.indicators_roundform USING btree (agency_id, state, due_at, id);

CREATE INDEX round_form_of_receiver ON public.indicators_roundform USING btree (receiver_id, state, due_at, id);

CREATE INDEX round_form_watched ON public.indicators_roundform USING btree (watch_on) WHERE (watch_on IS NOT NULL);

CREATE INDEX round_of_receiver ON public.indicators_reportinground USING btree (receiver_id, last_on DESC, id);

CREATE INDEX scans_to_forget ON public.dossiers_scan USING btree (made_at);

CREATE INDEX scoring_by_state ON public.indicators_scoringround USING btree (state, last_on DESC);

CREATE INDEX scoring_history ON public.indicators_roundstep USING btree (subject_id, at);

CREATE UNIQUE INDEX scoring_one_first_final ON public.indicators_finalscore USING btree (entry_id) WHERE (replaces_id IS NULL);

CREATE UNIQUE INDEX scoring_one_open_appeal ON public.indicators_appeal USING btree (entry_id) WHERE ((state)::text = 'open'::text);

CREATE INDEX scoring_waiting ON public.indicators_roundsubject USING btree (next_agency_id, due_at, id);

CREATE INDEX scoring_watched ON public.indicators_roundsubject USING btree (watch_on) WHERE (watch_on IS NOT NULL);

CREATE INDEX sign_in_by_time ON public.identity_signin USING btree (began_at);

CREATE INDEX sign_in_history ON public.identity_signin USING btree (account_id, began_at DESC);

CREATE INDEX sign_in_live ON public.identity_signin USING btree (account_id) WHERE (ended_at IS NULL);

CREATE INDEX statement_line_waiting ON public.payments_statementline USING btree (account_id, booked_on, id) WHERE ((state)::text = ANY (ARRAY[('ambiguous'::character varying)::text, ('unmatched'::character varying)::text]));

CREATE INDEX steptimes_day ON public.dossiers_steptimes USING btree ("on");

CREATE INDEX supplement_expiring ON public.dossiers_supplement USING btree (answer_by) WHERE (closed_at IS NULL);

CREATE UNIQUE INDEX supplement_one_open ON public.dossiers_supplement USING btree (dossier_id) WHERE (closed_at IS NULL);

CREATE INDEX task_done ON public.dossiers_task USING btree (agency_id, closed_at DESC, id) WHERE ((state)::text = 'done'::text);

CREATE INDEX task_held ON public.dossiers_task USING btree (holder_id, due_at, id) WHERE ((holder_id IS NOT NULL) AND ((state)::text = 'open'::text));

CREATE INDEX task_late ON public.dossiers_task USING btree (closed_at, agency_id, unit_id, kind) WHERE (((result_class)::text = 'overdue'::text) AND ((state)::text = 'done'::text));

CREATE INDEX task_open_in_unit ON public.dossiers_task USING btree (unit_id, holder_id, due_at) WHERE ((state)::text = 'open'::text);

CREATE INDEX task_suspended ON public.dossiers_task USING btree (unit_id, due_at, id) WHERE ((state)::text = 'suspended'::text);

CREATE INDEX task_unanswered ON public.dossiers_task USING btree (due_at) WHERE (((kind)::text = 'consultation'::text) AND (silent_at IS NULL) AND ((state)::text = 'open'::text));

CREATE INDEX task_watched ON public.dossiers_task USING btree (watch_at) WHERE (((state)::text = 'open'::text) AND (watch_at IS NOT NULL));

CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY (ARRAY[('totp'::character varying)::text, ('recovery_codes'::character varying)::text]));

CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";

CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;

CREATE INDEX urging_by_agency ON public.directives_urgingletter USING btree (agency_id, id DESC);

CREATE INDEX urging_by_lead ON public.directives_urgingletter USING btree (lead_id, id DESC);

CREATE INDEX use_by_paper ON public.registries_paperuse USING btree (paper_id, id DESC);

CREATE INDEX value_by_indicator ON public.indicators_indicatorvalue USING btree (indicator_id, scope_id, last_on);

CREATE INDEX value_by_scope ON public.indicators_indicatorvalue USING btree (scope_id, last_on, indicator_id);

CREATE UNIQUE INDEX value_corrected_once ON public.indicators_indicatorvalue USING btree (corrects_id) WHERE (corrects_id IS NOT NULL);

CREATE INDEX value_newest ON public.indicators_indicatorvalue USING btree (indicator_id, last_on DESC, id DESC);

CREATE INDEX value_targets ON public.indicators_indicatorvalue USING btree (last_on, id) WHERE ((nature)::text = 'target'::text);

CREATE INDEX version_by_record ON public.registries_registerversion USING btree (register_id, record_id, number DESC);

CREATE INDEX worktime_calendar_code_54152e38_like ON public.worktime_calendar USING btree (code varchar_pattern_ops);

CREATE INDEX worktime_calendarversion_calendar_id_f7decfd4 ON public.worktime_calendarversion USING btree (calendar_id);

CREATE UNIQUE INDEX worktime_one_say_a_day ON public.worktime_specialday USING btree (calendar_id, date) WHERE (retired_at IS NULL);

CREATE INDEX worktime_specialday_calendar_id_1b2f2321 ON public.worktime_specialday USING btree (calendar_id);

CREATE INDEX writing_of_agency ON public.indicators_writtenreport USING btree (agency_id, last_on DESC, id DESC);

CREATE INDEX writing_published ON public.indicators_writtenreport USING btree (last_on DESC, id DESC) WHERE ((state)::text = 'published'::text);

CREATE INDEX writing_waiting ON public.indicators_writtenreport USING btree (agency_id, due_at, id) WHERE ((due_at IS NOT NULL) AND (NOT ((state)::text = 'published'::text)));

CREATE TRIGGER audit_append_only BEFORE DELETE OR UPDATE ON public.kernel_auditentry FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON public.kernel_auditentry FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER computation_append_only BEFORE DELETE OR UPDATE ON public.indicators_computation FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER computation_no_truncate BEFORE TRUNCATE ON public.indicators_computation FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER criterionentry_final BEFORE DELETE OR UPDATE ON public.indicators_criterionentry FOR EACH ROW EXECUTE FUNCTION public.indicators_entry_final();

CREATE TRIGGER criterionentry_no_truncate BEFORE TRUNCATE ON public.indicators_criterionentry FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER data_request_line_append_only BEFORE DELETE OR UPDATE ON public.identity_datarequestline FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER data_request_line_no_truncate BEFORE TRUNCATE ON public.identity_datarequestline FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER dayclosing_fixed BEFORE DELETE OR UPDATE OF desk_id, cashier_id, "on", issued, voided, total, fees, charges, other, counted, note, digest, closed_at ON public.payments_dayclosing FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER dayclosing_no_truncate BEFORE TRUNCATE ON public.payments_dayclosing FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER directive_taskline_append_only BEFORE DELETE OR UPDATE ON public.directives_taskline FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER directive_taskline_no_truncate BEFORE TRUNCATE ON public.directives_taskline FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER feedback_line_append_only BEFORE DELETE OR UPDATE ON public.dossiers_feedbackline FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER feedback_line_no_truncate BEFORE TRUNCATE ON public.dossiers_feedbackline FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER finalscore_append_only BEFORE DELETE OR UPDATE ON public.indicators_finalscore FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER finalscore_no_truncate BEFORE TRUNCATE ON public.indicators_finalscore FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER formedition_append_only BEFORE DELETE OR UPDATE ON public.indicators_formedition FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER formedition_no_truncate BEFORE TRUNCATE ON public.indicators_formedition FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER formline_append_only BEFORE DELETE OR UPDATE ON public.indicators_formline FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER formline_no_truncate BEFORE TRUNCATE ON public.indicators_formline FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER gatewaycall_append_only BEFORE DELETE OR UPDATE ON public.payments_gatewaycall FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER gatewaycall_no_truncate BEFORE TRUNCATE ON public.payments_gatewaycall FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER ground_append_only BEFORE DELETE OR UPDATE ON public.indicators_ground FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER ground_no_truncate BEFORE TRUNCATE ON public.indicators_ground FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER growthclaim_append_only BEFORE DELETE OR UPDATE ON public.indicators_growthclaim FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER growthclaim_no_truncate BEFORE TRUNCATE ON public.indicators_growthclaim FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER handover_fixed BEFORE DELETE OR UPDATE OF number, kind, office_id, desk_id, digest, given_by, given_name, given_title, given_at, size ON public.postal_handoverrecord FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER handover_no_truncate BEFORE TRUNCATE ON public.postal_handoverrecord FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER handover_settled BEFORE UPDATE ON public.postal_handoverrecord FOR EACH ROW WHEN (((old.state)::text <> 'given'::text)) EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER handoveritem_fixed BEFORE DELETE OR UPDATE OF record_id, parcel_id, "position" ON public.postal_handoveritem FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER handoveritem_no_truncate BEFORE TRUNCATE ON public.postal_handoveritem FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER history_append_only BEFORE DELETE OR UPDATE ON public.dossiers_historyevent FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON public.dossiers_historyevent FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER indicatorvalue_append_only BEFORE DELETE OR UPDATE ON public.indicators_indicatorvalue FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER indicatorvalue_no_truncate BEFORE TRUNCATE ON public.indicators_indicatorvalue FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER legalcitation_append_only BEFORE DELETE OR UPDATE ON public.indicators_legalcitation FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER legalcitation_no_truncate BEFORE TRUNCATE ON public.indicators_legalcitation FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER money_line_fixed BEFORE DELETE OR UPDATE OF project_id, year, source, kind, amount, document, note, stated, recorded_at, recorded_by ON public.directives_moneyline FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER money_line_no_truncate BEFORE TRUNCATE ON public.directives_moneyline FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER parcelline_append_only BEFORE DELETE OR UPDATE ON public.postal_parcelline FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER parcelline_no_truncate BEFORE TRUNCATE ON public.postal_parcelline FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER procedures_history_append_only BEFORE DELETE OR UPDATE ON public.procedures_procedureevent FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER procedures_history_no_truncate BEFORE TRUNCATE ON public.procedures_procedureevent FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER procedures_version_stands BEFORE DELETE OR UPDATE ON public.procedures_procedureversion FOR EACH ROW EXECUTE FUNCTION public.procedures_version_stands();

CREATE TRIGGER receipt_fixed BEFORE DELETE OR UPDATE OF order_id, payment_id, series_id, symbol, desk_id, year, number, "on", issued_at, cashier_id, method, amount, content ON public.payments_receipt FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER receipt_no_truncate BEFORE TRUNCATE ON public.payments_receipt FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER recommendation_step_append_only BEFORE DELETE OR UPDATE ON public.directives_recommendationstep FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER recommendation_step_no_truncate BEFORE TRUNCATE ON public.directives_recommendationstep FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER registries_registeredition_append_only BEFORE DELETE OR UPDATE ON public.registries_registeredition FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER registries_registeredition_no_truncate BEFORE TRUNCATE ON public.registries_registeredition FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER registries_registerversion_append_only BEFORE DELETE OR UPDATE ON public.registries_registerversion FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER registries_registerversion_no_truncate BEFORE TRUNCATE ON public.registries_registerversion FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER roundstep_append_only BEFORE DELETE OR UPDATE ON public.indicators_roundstep FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER roundstep_no_truncate BEFORE TRUNCATE ON public.indicators_roundstep FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER roundsubject_final BEFORE UPDATE ON public.indicators_roundsubject FOR EACH ROW EXECUTE FUNCTION public.indicators_sheet_final();

CREATE TRIGGER slip_append_only BEFORE DELETE OR UPDATE ON public.dossiers_slip FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER slip_no_truncate BEFORE TRUNCATE ON public.dossiers_slip FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER urging_letter_append_only BEFORE DELETE OR UPDATE ON public.directives_urgingletter FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER urging_letter_no_truncate BEFORE TRUNCATE ON public.directives_urgingletter FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER use_append_only BEFORE DELETE OR UPDATE ON public.registries_paperuse FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER use_no_truncate BEFORE TRUNCATE ON public.registries_paperuse FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER writingentry_append_only BEFORE DELETE OR UPDATE ON public.indicators_writingentry FOR EACH ROW EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER writingentry_no_truncate BEFORE TRUNCATE ON public.indicators_writingentry FOR EACH STATEMENT EXECUTE FUNCTION public.honglam_append_only();

CREATE TRIGGER writtenreport_frozen BEFORE DELETE OR UPDATE ON public.indicators_writtenreport FOR EACH ROW EXECUTE FUNCTION public.indicators_writing_frozen();

ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT directives_directive_agency_id_e31c260c_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_directive
    ADD CONSTRAINT directives_directive_meeting_id_ff6801ae_fk_directory FOREIGN KEY (meeting_id) REFERENCES public.directory_committeemeeting(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_moneyline
    ADD CONSTRAINT directives_moneyline_project_id_7ac8db1c_fk_directive FOREIGN KEY (project_id) REFERENCES public.directives_project(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_plan
    ADD CONSTRAINT directives_plan_agency_id_5db224ff_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_plan
    ADD CONSTRAINT directives_plan_directive_id_037790fd_fk_directive FOREIGN KEY (directive_id) REFERENCES public.directives_directive(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_programme
    ADD CONSTRAINT directives_programme_agency_id_fc41cf72_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_project
    ADD CONSTRAINT directives_project_programme_id_334a3223_fk_directive FOREIGN KEY (programme_id) REFERENCES public.directives_programme(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_recommendation
    ADD CONSTRAINT directives_recommend_agency_id_16b9c83e_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_recommendationstep
    ADD CONSTRAINT directives_recommend_recommendation_id_219f4688_fk_directive FOREIGN KEY (recommendation_id) REFERENCES public.directives_recommendation(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_task
    ADD CONSTRAINT directives_task_agency_id_e37f78de_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_task
    ADD CONSTRAINT directives_task_directive_id_4c75e048_fk_directive FOREIGN KEY (directive_id) REFERENCES public.directives_directive(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_task
    ADD CONSTRAINT directives_task_lead_id_804b789d_fk_directory_agency_id FOREIGN KEY (lead_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_task
    ADD CONSTRAINT directives_task_parent_id_eede51eb_fk_directives_task_id FOREIGN KEY (parent_id) REFERENCES public.directives_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_taskline
    ADD CONSTRAINT directives_taskline_task_id_cc9007e9_fk_directives_task_id FOREIGN KEY (task_id) REFERENCES public.directives_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_taskscope
    ADD CONSTRAINT directives_taskscope_task_id_d01ec53b_fk_directives_task_id FOREIGN KEY (task_id) REFERENCES public.directives_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_tasktarget
    ADD CONSTRAINT directives_tasktarget_task_id_06608a35_fk_directives_task_id FOREIGN KEY (task_id) REFERENCES public.directives_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_urgingletter
    ADD CONSTRAINT directives_urginglet_agency_id_fd29c139_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directives_urgingletter
    ADD CONSTRAINT directives_urgingletter_lead_id_12292b96_fk_directory_agency_id FOREIGN KEY (lead_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_absence
    ADD CONSTRAINT directory_absence_deputy_id_1658cc83_fk_directory_holding_id FOREIGN KEY (deputy_id) REFERENCES public.directory_holding(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_absence
    ADD CONSTRAINT directory_absence_holding_id_6c8121d0_fk_directory_holding_id FOREIGN KEY (holding_id) REFERENCES public.directory_holding(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_administrativeunit
    ADD CONSTRAINT directory_administra_parent_id_6c45b5b0_fk_directory FOREIGN KEY (parent_id) REFERENCES public.directory_administrativeunit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_agency
    ADD CONSTRAINT directory_agency_administrative_unit__0d251128_fk_directory FOREIGN KEY (administrative_unit_id) REFERENCES public.directory_administrativeunit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_agency
    ADD CONSTRAINT directory_agency_one_stop_id_aa02d103_fk_directory_agency_id FOREIGN KEY (one_stop_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_agency
    ADD CONSTRAINT directory_agency_parent_id_1ca1b498_fk_directory_agency_id FOREIGN KEY (parent_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_agencyclosure
    ADD CONSTRAINT directory_agencyclos_ancestor_id_8db6fd9d_fk_directory FOREIGN KEY (ancestor_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_agencyclosure
    ADD CONSTRAINT directory_agencyclos_descendant_id_e0ae9fad_fk_directory FOREIGN KEY (descendant_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_agencysuccession
    ADD CONSTRAINT directory_agencysucc_new_id_f6f41cb5_fk_directory FOREIGN KEY (new_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_agencysuccession
    ADD CONSTRAINT directory_agencysucc_old_id_f0cad556_fk_directory FOREIGN KEY (old_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committee
    ADD CONSTRAINT directory_committee_agency_id_2ff6a0dc_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committee
    ADD CONSTRAINT directory_committee_parent_id_45c232eb_fk_directory FOREIGN KEY (parent_id) REFERENCES public.directory_committee(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committee
    ADD CONSTRAINT directory_committee_standing_id_641cbd65_fk_directory_agency_id FOREIGN KEY (standing_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committeedecision
    ADD CONSTRAINT directory_committeed_committee_id_8a4f002a_fk_directory FOREIGN KEY (committee_id) REFERENCES public.directory_committee(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committeemember
    ADD CONSTRAINT directory_committeem_agency_id_62309d7a_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committeemeeting
    ADD CONSTRAINT directory_committeem_committee_id_d69c6821_fk_directory FOREIGN KEY (committee_id) REFERENCES public.directory_committee(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committeemember
    ADD CONSTRAINT directory_committeem_decision_id_1af02e21_fk_directory FOREIGN KEY (decision_id) REFERENCES public.directory_committeedecision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_committeemember
    ADD CONSTRAINT directory_committeem_ended_by_id_39617128_fk_directory FOREIGN KEY (ended_by_id) REFERENCES public.directory_committeedecision(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_holding
    ADD CONSTRAINT directory_holding_account_id_7fa577f6_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_holding
    ADD CONSTRAINT directory_holding_post_id_5a669b9e_fk_directory_post_id FOREIGN KEY (post_id) REFERENCES public.directory_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_post
    ADD CONSTRAINT directory_post_agency_id_49c05d9c_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_unitsuccession
    ADD CONSTRAINT directory_unitsucces_new_id_c6d90aa4_fk_directory FOREIGN KEY (new_id) REFERENCES public.directory_administrativeunit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.directory_unitsuccession
    ADD CONSTRAINT directory_unitsucces_old_id_db5ee700_fk_directory FOREIGN KEY (old_id) REFERENCES public.directory_administrativeunit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_citation
    ADD CONSTRAINT documents_citation_cited_id_eea557b7_fk_documents_document_id FOREIGN KEY (cited_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_citation
    ADD CONSTRAINT documents_citation_document_id_f4080ba2_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_agency_id_13da214f_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentfigure
    ADD CONSTRAINT documents_documentfi_document_id_97443322_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentfigure
    ADD CONSTRAINT documents_documentfi_source_id_e5c156e8_fk_documents FOREIGN KEY (source_id) REFERENCES public.documents_documentimport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentimport
    ADD CONSTRAINT documents_documentim_agency_id_c49f5d56_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentimport
    ADD CONSTRAINT documents_documentim_document_id_7519b2f0_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_proposal
    ADD CONSTRAINT documents_proposal_cited_id_a9c98490_fk_documents_document_id FOREIGN KEY (cited_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_proposal
    ADD CONSTRAINT documents_proposal_document_import_id_f89653e3_fk_documents FOREIGN KEY (document_import_id) REFERENCES public.documents_documentimport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_answers
    ADD CONSTRAINT dossiers_answers_dossier_id_13c371e0_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_bulkact
    ADD CONSTRAINT dossiers_bulkact_account_id_bbb87c07_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_bulkact
    ADD CONSTRAINT dossiers_bulkact_undoes_id_cb8f4de7_fk_dossiers_bulkact_id FOREIGN KEY (undoes_id) REFERENCES public.dossiers_bulkact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_bulkitem
    ADD CONSTRAINT dossiers_bulkitem_bulk_id_a832f26f_fk_dossiers_bulkact_id FOREIGN KEY (bulk_id) REFERENCES public.dossiers_bulkact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_bulkitem
    ADD CONSTRAINT dossiers_bulkitem_dossier_id_1d6e9982_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_cosigner
    ADD CONSTRAINT dossiers_cosigner_account_id_3d3e860c_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_cosigner
    ADD CONSTRAINT dossiers_cosigner_draft_id_546cf672_fk_dossiers_draft_id FOREIGN KEY (draft_id) REFERENCES public.dossiers_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_desk_id_6fa124fe_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_enterprise_id_e2271997_fk_identity_ FOREIGN KEY (enterprise_id) REFERENCES public.identity_enterprise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_lead_agency_id_73ff39b8_fk_directory_agency_id FOREIGN KEY (lead_agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_owner_account_id_76515182_fk_identity_ FOREIGN KEY (owner_account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossier
    ADD CONSTRAINT dossiers_dossier_version_id_8589a504_fk_procedure FOREIGN KEY (version_id) REFERENCES public.procedures_procedureversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_dossiersearch
    ADD CONSTRAINT dossiers_dossiersear_dossier_id_7f49e9a8_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_enterprise_id_fcfd320a_fk_identity_enterprise_id FOREIGN KEY (enterprise_id) REFERENCES public.identity_enterprise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_owner_id_e37e41fb_fk_identity_account_id FOREIGN KEY (owner_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_principal_id_cd203792_fk_identity_account_id FOREIGN KEY (principal_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draft
    ADD CONSTRAINT dossiers_draft_version_id_8aa373ff_fk_procedure FOREIGN KEY (version_id) REFERENCES public.procedures_procedureversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draftpaper
    ADD CONSTRAINT dossiers_draftpaper_draft_id_0fc95fbd_fk_dossiers_draft_id FOREIGN KEY (draft_id) REFERENCES public.dossiers_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draftpaper
    ADD CONSTRAINT dossiers_draftpaper_file_id_50851124_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_draftpaper
    ADD CONSTRAINT dossiers_draftpaper_held_id_f8b8faca_fk_registries_heldpaper_id FOREIGN KEY (held_id) REFERENCES public.registries_heldpaper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_extension
    ADD CONSTRAINT dossiers_extension_dossier_id_cb3bb9c0_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_extension
    ADD CONSTRAINT dossiers_extension_unit_id_27e3d753_fk_directory_agency_id FOREIGN KEY (unit_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_feedback
    ADD CONSTRAINT dossiers_feedback_agency_id_95c04d57_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_feedback
    ADD CONSTRAINT dossiers_feedback_dossier_id_f2adc406_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_feedback
    ADD CONSTRAINT dossiers_feedback_owner_account_id_86694284_fk_identity_ FOREIGN KEY (owner_account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_feedback
    ADD CONSTRAINT dossiers_feedback_unit_id_3c9025d4_fk_directory_agency_id FOREIGN KEY (unit_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_feedbackline
    ADD CONSTRAINT dossiers_feedbacklin_feedback_id_9c6faf01_fk_dossiers_ FOREIGN KEY (feedback_id) REFERENCES public.dossiers_feedback(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_historyevent
    ADD CONSTRAINT dossiers_historyeven_dossier_id_ec1a4934_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_lapse
    ADD CONSTRAINT dossiers_lapse_agency_id_865f27ed_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_lapse
    ADD CONSTRAINT dossiers_lapse_dossier_id_dc0601bd_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_lapse
    ADD CONSTRAINT dossiers_lapse_task_id_672c4934_fk_dossiers_task_id FOREIGN KEY (task_id) REFERENCES public.dossiers_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_lapse
    ADD CONSTRAINT dossiers_lapse_unit_id_83a8a4af_fk_directory_agency_id FOREIGN KEY (unit_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_look
    ADD CONSTRAINT dossiers_look_desk_id_91ee1e62_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_look
    ADD CONSTRAINT dossiers_look_draft_id_e7026411_fk_dossiers_draft_id FOREIGN KEY (draft_id) REFERENCES public.dossiers_draft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_paper
    ADD CONSTRAINT dossiers_paper_dossier_id_7f1e1888_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_paper
    ADD CONSTRAINT dossiers_paper_file_id_a84c4263_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_paper
    ADD CONSTRAINT dossiers_paper_held_id_c93f81a6_fk_registries_heldpaper_id FOREIGN KEY (held_id) REFERENCES public.registries_heldpaper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_pause
    ADD CONSTRAINT dossiers_pause_dossier_id_98a94956_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_rating
    ADD CONSTRAINT dossiers_rating_dossier_id_fa6be400_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_resultdocument
    ADD CONSTRAINT dossiers_resultdocum_dossier_id_6f053bb6_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_resultdocument
    ADD CONSTRAINT dossiers_resultdocument_file_id_eca10788_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_resultdraft
    ADD CONSTRAINT dossiers_resultdraft_dossier_id_4bb0846b_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_scan
    ADD CONSTRAINT dossiers_scan_file_id_5567e688_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_slip
    ADD CONSTRAINT dossiers_slip_book_id_50f99b68_fk_directory_agency_id FOREIGN KEY (book_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_slip
    ADD CONSTRAINT dossiers_slip_dossier_id_f78ce3dc_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_supplement
    ADD CONSTRAINT dossiers_supplement_dossier_id_3292197c_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_takenover
    ADD CONSTRAINT dossiers_takenover_dossier_id_65a3425e_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_task
    ADD CONSTRAINT dossiers_task_agency_id_1c1fa377_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_task
    ADD CONSTRAINT dossiers_task_dossier_id_a29622ed_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_task
    ADD CONSTRAINT dossiers_task_holder_id_53e3e464_fk_identity_account_id FOREIGN KEY (holder_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_task
    ADD CONSTRAINT dossiers_task_parent_id_fbb36505_fk_dossiers_task_id FOREIGN KEY (parent_id) REFERENCES public.dossiers_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_task
    ADD CONSTRAINT dossiers_task_unit_id_495ff8e6_fk_directory_agency_id FOREIGN KEY (unit_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.dossiers_taskscope
    ADD CONSTRAINT dossiers_taskscope_task_id_e0b12294_fk_dossiers_task_id FOREIGN KEY (task_id) REFERENCES public.dossiers_task(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_delivery
    ADD CONSTRAINT exchange_delivery_subscription_id_87a8d4fe_fk_exchange_ FOREIGN KEY (subscription_id) REFERENCES public.exchange_subscription(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_nationalfiling
    ADD CONSTRAINT exchange_nationalfil_account_id_cc12b2ea_fk_identity_ FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_nationalfiling
    ADD CONSTRAINT exchange_nationalfil_dossier_id_b775e1a8_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_nationallink
    ADD CONSTRAINT exchange_nationallin_dossier_id_e86a3501_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_nationalreport
    ADD CONSTRAINT exchange_nationalrep_dossier_id_03557ae9_fk_dossiers_ FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_subscription
    ADD CONSTRAINT exchange_subscription_agency_id_02a19ef3_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_subscription
    ADD CONSTRAINT exchange_subscription_owner_id_8af96a1f_fk_identity_account_id FOREIGN KEY (owner_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_subscription
    ADD CONSTRAINT exchange_subscription_post_id_c8f76c1a_fk_directory_post_id FOREIGN KEY (post_id) REFERENCES public.directory_post(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.files_claim
    ADD CONSTRAINT files_claim_file_id_54da6b32_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.files_reading
    ADD CONSTRAINT files_reading_blob_id_81b8681d_fk_files_blob_sha256 FOREIGN KEY (blob_id) REFERENCES public.files_blob(sha256) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.files_storedfile
    ADD CONSTRAINT files_storedfile_blob_id_bdd9f48c_fk_files_blob_sha256 FOREIGN KEY (blob_id) REFERENCES public.files_blob(sha256) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.files_upload
    ADD CONSTRAINT files_upload_file_id_1d6074eb_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.files_uploadpiece
    ADD CONSTRAINT files_uploadpiece_upload_id_0cfd92d6_fk_files_upload_id FOREIGN KEY (upload_id) REFERENCES public.files_upload(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_apitoken
    ADD CONSTRAINT identity_apitoken_account_id_9e4170f2_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_consent
    ADD CONSTRAINT identity_consent_account_id_e6c76872_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_contactcode
    ADD CONSTRAINT identity_contactcode_account_id_cf5f3478_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_datarequest
    ADD CONSTRAINT identity_datarequest_account_id_c62f2c31_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_datarequestline
    ADD CONSTRAINT identity_datarequest_request_id_9e4cdfa7_fk_identity_ FOREIGN KEY (request_id) REFERENCES public.identity_datarequest(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_externalidentity
    ADD CONSTRAINT identity_externalide_account_id_84f090ef_fk_identity_ FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_paper_id_aba2f4b2_fk_files_storedfile_id FOREIGN KEY (paper_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_principal_id_fe951da5_fk_identity_account_id FOREIGN KEY (principal_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_mandate
    ADD CONSTRAINT identity_mandate_proxy_id_53f08ac6_fk_identity_account_id FOREIGN KEY (proxy_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_membership
    ADD CONSTRAINT identity_membership_account_id_5a508018_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_membership
    ADD CONSTRAINT identity_membership_enterprise_id_d242ca56_fk_identity_ FOREIGN KEY (enterprise_id) REFERENCES public.identity_enterprise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.identity_signin
    ADD CONSTRAINT identity_signin_account_id_683cfdf8_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_appeal
    ADD CONSTRAINT indicators_appeal_entry_id_9302e44a_fk_indicator FOREIGN KEY (entry_id) REFERENCES public.indicators_criterionentry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_computation
    ADD CONSTRAINT indicators_computati_value_id_8797cc8d_fk_indicator FOREIGN KEY (value_id) REFERENCES public.indicators_indicatorvalue(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_criterionentry
    ADD CONSTRAINT indicators_criterion_subject_id_b225fb10_fk_indicator FOREIGN KEY (subject_id) REFERENCES public.indicators_roundsubject(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_finalscore
    ADD CONSTRAINT indicators_finalscor_entry_id_0e3988a8_fk_indicator FOREIGN KEY (entry_id) REFERENCES public.indicators_criterionentry(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_finalscore
    ADD CONSTRAINT indicators_finalscor_replaces_id_32efaa14_fk_indicator FOREIGN KEY (replaces_id) REFERENCES public.indicators_finalscore(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_finding
    ADD CONSTRAINT indicators_finding_indicator_id_7ac68744_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_formedition
    ADD CONSTRAINT indicators_formediti_form_id_5746eba9_fk_indicator FOREIGN KEY (form_id) REFERENCES public.indicators_roundform(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_formline
    ADD CONSTRAINT indicators_formline_form_id_7fd24ae9_fk_indicators_roundform_id FOREIGN KEY (form_id) REFERENCES public.indicators_roundform(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_formtemplaterow
    ADD CONSTRAINT indicators_formtempl_receiver_id_4b6084e4_fk_directory FOREIGN KEY (receiver_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_ground
    ADD CONSTRAINT indicators_ground_agency_id_21153ef4_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_ground
    ADD CONSTRAINT indicators_ground_document_id_8b10fe86_fk_indicator FOREIGN KEY (document_id) REFERENCES public.indicators_citeddocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_growthclaim
    ADD CONSTRAINT indicators_growthcla_ground_id_805be133_fk_indicator FOREIGN KEY (ground_id) REFERENCES public.indicators_ground(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_growthclaim
    ADD CONSTRAINT indicators_growthcla_indicator_id_a63c4fb9_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_growthclaim
    ADD CONSTRAINT indicators_growthclaim_scope_id_33ea696c_fk_indicators_scope_id FOREIGN KEY (scope_id) REFERENCES public.indicators_scope(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_incomingfigurerow
    ADD CONSTRAINT indicators_incomingf_agency_id_d064655b_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_incomingfigurerow
    ADD CONSTRAINT indicators_incomingf_value_id_8b070be8_fk_indicator FOREIGN KEY (value_id) REFERENCES public.indicators_indicatorvalue(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicatorvalue
    ADD CONSTRAINT indicators_indicator_corrects_id_61b7c73d_fk_indicator FOREIGN KEY (corrects_id) REFERENCES public.indicators_indicatorvalue(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicatorvalue
    ADD CONSTRAINT indicators_indicator_ground_id_dcb9b407_fk_indicator FOREIGN KEY (ground_id) REFERENCES public.indicators_ground(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicatorvalue
    ADD CONSTRAINT indicators_indicator_indicator_id_a69c020d_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicatorversion
    ADD CONSTRAINT indicators_indicator_indicator_id_eb8b40ec_fk_indicator FOREIGN KEY (indicator_id) REFERENCES public.indicators_indicator(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicator
    ADD CONSTRAINT indicators_indicator_owner_id_9edc90b6_fk_directory_agency_id FOREIGN KEY (owner_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicatorvalue
    ADD CONSTRAINT indicators_indicator_scope_id_1aa0a6ab_fk_indicator FOREIGN KEY (scope_id) REFERENCES public.indicators_scope(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_indicatorvalue
    ADD CONSTRAINT indicators_indicator_version_id_a69afa3e_fk_indicator FOREIGN KEY (version_id) REFERENCES public.indicators_indicatorversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_legalcitation
    ADD CONSTRAINT indicators_legalcita_document_id_232bcb9d_fk_indicator FOREIGN KEY (document_id) REFERENCES public.indicators_citeddocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_legalcitation
    ADD CONSTRAINT indicators_legalcita_ground_id_76ddf3bc_fk_indicator FOREIGN KEY (ground_id) REFERENCES public.indicators_ground(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_report
    ADD CONSTRAINT indicators_report_agency_id_fb75fb21_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_reportinground
    ADD CONSTRAINT indicators_reporting_receiver_id_051afac4_fk_directory FOREIGN KEY (receiver_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_reportinground
    ADD CONSTRAINT indicators_reporting_template_id_20fad55c_fk_indicator FOREIGN KEY (template_id) REFERENCES public.indicators_formtemplaterow(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_roundform
    ADD CONSTRAINT indicators_roundform_agency_id_76802819_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_roundform
    ADD CONSTRAINT indicators_roundform_receiver_id_b991b9a4_fk_directory FOREIGN KEY (receiver_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_roundform
    ADD CONSTRAINT indicators_roundform_round_id_e2fbf382_fk_indicator FOREIGN KEY (round_id) REFERENCES public.indicators_reportinground(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_roundstep
    ADD CONSTRAINT indicators_roundstep_subject_id_919990a0_fk_indicator FOREIGN KEY (subject_id) REFERENCES public.indicators_roundsubject(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_roundsubject
    ADD CONSTRAINT indicators_roundsubj_agency_id_556764a4_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_roundsubject
    ADD CONSTRAINT indicators_roundsubj_next_agency_id_055cbde8_fk_directory FOREIGN KEY (next_agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_roundsubject
    ADD CONSTRAINT indicators_roundsubj_round_id_c91a49d1_fk_indicator FOREIGN KEY (round_id) REFERENCES public.indicators_scoringround(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_scope
    ADD CONSTRAINT indicators_scope_agency_id_5770f079_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_scope
    ADD CONSTRAINT indicators_scope_area_id_a678acce_fk_directory FOREIGN KEY (area_id) REFERENCES public.directory_administrativeunit(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_scoringround
    ADD CONSTRAINT indicators_scoringro_owner_id_e1712f95_fk_directory FOREIGN KEY (owner_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_statement
    ADD CONSTRAINT indicators_statement_ground_id_06e5df9e_fk_indicators_ground_id FOREIGN KEY (ground_id) REFERENCES public.indicators_ground(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_writingentry
    ADD CONSTRAINT indicators_writingen_report_id_fc2ac8fe_fk_indicator FOREIGN KEY (report_id) REFERENCES public.indicators_writtenreport(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_writingreminder
    ADD CONSTRAINT indicators_writingre_agency_id_b8eadee2_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_writingreminder
    ADD CONSTRAINT indicators_writingre_pattern_id_26bacfe3_fk_indicator FOREIGN KEY (pattern_id) REFERENCES public.indicators_writingpattern(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_writtenreport
    ADD CONSTRAINT indicators_writtenre_agency_id_26780eb7_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.indicators_writtenreport
    ADD CONSTRAINT indicators_writtenre_pattern_id_2e69532d_fk_indicator FOREIGN KEY (pattern_id) REFERENCES public.indicators_writingpattern(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_identity_account_id FOREIGN KEY (user_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notices_attempt
    ADD CONSTRAINT notices_attempt_message_id_b792755c_fk_notices_message_id FOREIGN KEY (message_id) REFERENCES public.notices_message(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_attempt
    ADD CONSTRAINT payments_attempt_order_id_6dcd86b3_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_bankaccount
    ADD CONSTRAINT payments_bankaccount_agency_id_b3e77c50_fk_directory_agency_id FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_dayclosing
    ADD CONSTRAINT payments_dayclosing_desk_id_c81e7192_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_account_id_e6f91da9_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_desk_id_979c8256_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_enterprise_id_d65d9442_fk_identity_enterprise_id FOREIGN KEY (enterprise_id) REFERENCES public.identity_enterprise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_order
    ADD CONSTRAINT payments_order_payee_id_a4e2538b_fk_directory_agency_id FOREIGN KEY (payee_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_payment
    ADD CONSTRAINT payments_payment_order_id_22c479b7_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_desk_id_30c0628b_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_order_id_cd497bc3_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_payment_id_5c31062a_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_receipt
    ADD CONSTRAINT payments_receipt_series_id_1bc1d6ca_fk_payments_ FOREIGN KEY (series_id) REFERENCES public.payments_receiptseries(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_reversal
    ADD CONSTRAINT payments_reversal_payment_id_5e3aa284_fk_payments_payment_id FOREIGN KEY (payment_id) REFERENCES public.payments_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_statement
    ADD CONSTRAINT payments_statement_account_id_7c12832e_fk_payments_ FOREIGN KEY (account_id) REFERENCES public.payments_bankaccount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_statementline
    ADD CONSTRAINT payments_statementli_account_id_3d5d52c8_fk_payments_ FOREIGN KEY (account_id) REFERENCES public.payments_bankaccount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_statementline
    ADD CONSTRAINT payments_statementli_statement_id_0e2b52e7_fk_payments_ FOREIGN KEY (statement_id) REFERENCES public.payments_statement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.payments_statementline
    ADD CONSTRAINT payments_statementline_order_id_da08dda1_fk_payments_order_id FOREIGN KEY (order_id) REFERENCES public.payments_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_handoveritem
    ADD CONSTRAINT postal_handoveritem_parcel_id_ac4cda4f_fk_postal_parcel_id FOREIGN KEY (parcel_id) REFERENCES public.postal_parcel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_handoveritem
    ADD CONSTRAINT postal_handoveritem_record_id_df5075c6_fk_postal_ha FOREIGN KEY (record_id) REFERENCES public.postal_handoverrecord(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_handoverrecord
    ADD CONSTRAINT postal_handoverrecord_desk_id_5e4b349f_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_handoverrecord
    ADD CONSTRAINT postal_handoverrecord_office_id_719ba147_fk_directory_agency_id FOREIGN KEY (office_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_parcel
    ADD CONSTRAINT postal_parcel_account_id_327987de_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_parcel
    ADD CONSTRAINT postal_parcel_desk_id_ea84e573_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_parcel
    ADD CONSTRAINT postal_parcel_dossier_id_2fc0c40b_fk_dossiers_dossier_id FOREIGN KEY (dossier_id) REFERENCES public.dossiers_dossier(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_parcel
    ADD CONSTRAINT postal_parcel_office_id_57b3b8e4_fk_directory_agency_id FOREIGN KEY (office_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_parcel
    ADD CONSTRAINT postal_parcel_replaces_id_9c61a285_fk_postal_parcel_id FOREIGN KEY (replaces_id) REFERENCES public.postal_parcel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_parcel
    ADD CONSTRAINT postal_parcel_result_id_c3c7a406_fk_dossiers_resultdocument_id FOREIGN KEY (result_id) REFERENCES public.dossiers_resultdocument(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.postal_parcelline
    ADD CONSTRAINT postal_parcelline_parcel_id_4f254cce_fk_postal_parcel_id FOREIGN KEY (parcel_id) REFERENCES public.postal_parcel(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_draftstep
    ADD CONSTRAINT procedures_draftstep_draft_id_1e37892d_fk_procedure FOREIGN KEY (draft_id) REFERENCES public.procedures_versiondraft(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_lifeeventprocedure
    ADD CONSTRAINT procedures_lifeevent_life_event_id_c3d5e0e5_fk_procedure FOREIGN KEY (life_event_id) REFERENCES public.procedures_lifeevent(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_lifeeventprocedure
    ADD CONSTRAINT procedures_lifeevent_procedure_id_60d77e39_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedure
    ADD CONSTRAINT procedures_procedure_field_id_37df8c45_fk_procedures_field_id FOREIGN KEY (field_id) REFERENCES public.procedures_field(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedureevent
    ADD CONSTRAINT procedures_procedure_procedure_id_37ce39a9_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_procedureversion
    ADD CONSTRAINT procedures_procedure_procedure_id_8362303d_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_searchentry
    ADD CONSTRAINT procedures_searchent_procedure_id_f2d5c138_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_searchentry
    ADD CONSTRAINT procedures_searchent_version_id_90f4dcda_fk_procedure FOREIGN KEY (version_id) REFERENCES public.procedures_procedureversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_searchentry
    ADD CONSTRAINT procedures_searchentry_field_id_51ee4760_fk_procedures_field_id FOREIGN KEY (field_id) REFERENCES public.procedures_field(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_versiondraft
    ADD CONSTRAINT procedures_versiondr_base_id_dc7f798e_fk_procedure FOREIGN KEY (base_id) REFERENCES public.procedures_procedureversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_versiondraft
    ADD CONSTRAINT procedures_versiondr_procedure_id_3b8a6c96_fk_procedure FOREIGN KEY (procedure_id) REFERENCES public.procedures_procedure(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procedures_versiondraft
    ADD CONSTRAINT procedures_versiondr_version_id_a33c8ba0_fk_procedure FOREIGN KEY (version_id) REFERENCES public.procedures_procedureversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.queue_daynumber
    ADD CONSTRAINT queue_daynumber_hall_id_fdb13ea1_fk_queue_hall_id FOREIGN KEY (hall_id) REFERENCES public.queue_hall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.queue_group
    ADD CONSTRAINT queue_group_hall_id_2d24ea55_fk_queue_hall_id FOREIGN KEY (hall_id) REFERENCES public.queue_hall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.queue_hall
    ADD CONSTRAINT queue_hall_desk_id_afbfb63f_fk_directory_agency_id FOREIGN KEY (desk_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.queue_ticket
    ADD CONSTRAINT queue_ticket_group_id_e86e7d6f_fk_queue_group_id FOREIGN KEY (group_id) REFERENCES public.queue_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.queue_ticket
    ADD CONSTRAINT queue_ticket_hall_id_11e0c6be_fk_queue_hall_id FOREIGN KEY (hall_id) REFERENCES public.queue_hall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.queue_turn
    ADD CONSTRAINT queue_turn_group_id_114754c5_fk_queue_group_id FOREIGN KEY (group_id) REFERENCES public.queue_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.queue_turn
    ADD CONSTRAINT queue_turn_hall_id_604a0914_fk_queue_hall_id FOREIGN KEY (hall_id) REFERENCES public.queue_hall(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_heldpaper
    ADD CONSTRAINT registries_heldpaper_account_id_8532ad8a_fk_identity_account_id FOREIGN KEY (account_id) REFERENCES public.identity_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_heldpaper
    ADD CONSTRAINT registries_heldpaper_enterprise_id_303be44d_fk_identity_ FOREIGN KEY (enterprise_id) REFERENCES public.identity_enterprise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_heldpaper
    ADD CONSTRAINT registries_heldpaper_file_id_57c2ce2a_fk_files_storedfile_id FOREIGN KEY (file_id) REFERENCES public.files_storedfile(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_heldpaper
    ADD CONSTRAINT registries_heldpaper_superseded_by_id_85a24542_fk_registrie FOREIGN KEY (superseded_by_id) REFERENCES public.registries_heldpaper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_heldpaper
    ADD CONSTRAINT registries_heldpaper_type_id_cd931908_fk_registrie FOREIGN KEY (type_id) REFERENCES public.registries_papertype(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_paperuse
    ADD CONSTRAINT registries_paperuse_paper_id_b75617ce_fk_registrie FOREIGN KEY (paper_id) REFERENCES public.registries_heldpaper(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_register
    ADD CONSTRAINT registries_register_owner_id_a20592b5_fk_directory_agency_id FOREIGN KEY (owner_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_registeredition
    ADD CONSTRAINT registries_registere_register_id_1963cf17_fk_registrie FOREIGN KEY (register_id) REFERENCES public.registries_register(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_registerrecord
    ADD CONSTRAINT registries_registerr_agency_id_1339dbd9_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_registerrecord
    ADD CONSTRAINT registries_registerr_register_id_88ae7a64_fk_registrie FOREIGN KEY (register_id) REFERENCES public.registries_register(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_registerversion
    ADD CONSTRAINT registries_registerv_agency_id_b275975d_fk_directory FOREIGN KEY (agency_id) REFERENCES public.directory_agency(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_registerversion
    ADD CONSTRAINT registries_registerv_record_id_4d891f32_fk_registrie FOREIGN KEY (record_id) REFERENCES public.registries_registerrecord(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.registries_registerversion
    ADD CONSTRAINT registries_registerv_register_id_7c831f36_fk_registrie FOREIGN KEY (register_id) REFERENCES public.registries_register(code) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.worktime_calendarversion
    ADD CONSTRAINT worktime_calendarver_calendar_id_f7decfd4_fk_worktime_ FOREIGN KEY (calendar_id) REFERENCES public.worktime_calendar(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.worktime_specialday
    ADD CONSTRAINT worktime_specialday_calendar_id_1b2f2321_fk_worktime_ FOREIGN KEY (calendar_id) REFERENCES public.worktime_calendar(id) DEFERRABLE INITIALLY DEFERRED;

INSERT INTO public.django_migrations (app, name, applied) VALUES
    ('account', '0001_initial', now()),
    ('account', '0002_email_max_length', now()),
    ('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
    ('account', '0004_alter_emailaddress_drop_unique_email', now()),
    ('account', '0005_emailaddress_idx_upper_email', now()),
    ('account', '0006_emailaddress_lower', now()),
    ('account', '0007_emailaddress_idx_email', now()),
    ('account', '0008_emailaddress_unique_primary_email_fixup', now()),
    ('account', '0009_emailaddress_unique_primary_email', now()),
    ('auth', '0001_initial', now()),
    ('auth', '0002_alter_permission_name_max_length', now()),
    ('auth', '0003_alter_user_email_max_length', now()),
    ('auth', '0004_alter_user_username_opts', now()),
    ('auth', '0005_alter_user_last_login_null', now()),
    ('auth', '0006_require_contenttypes_0002', now()),
    ('auth', '0007_alter_validators_add_error_messages', now()),
    ('auth', '0008_alter_user_username_max_length', now()),
    ('auth', '0009_alter_user_last_name_max_length', now()),
    ('auth', '0010_alter_group_name_max_length', now()),
    ('auth', '0011_update_proxy_permissions', now()),
    ('auth', '0012_alter_user_first_name_max_length', now()),
    ('contenttypes', '0001_initial', now()),
    ('contenttypes', '0002_remove_content_type_name', now()),
    ('directives', '0001_initial', now()),
    ('directives', '0002_evidence', now()),
    ('directives', '0003_planning', now()),
    ('directives', '0004_evidence_of_money', now()),
    ('directives', '0005_running', now()),
    ('directives', '0006_meeting', now()),
    ('directives', '0007_alike', now()),
    ('directory', '0001_initial', now()),
    ('directory', '0002_reorganisation', now()),
    ('directory', '0003_committees', now()),
    ('documents', '0001_initial', now()),
    ('documents', '0002_imports', now()),
    ('documents', '0003_figures_by_hand', now()),
    ('documents', '0004_put_right', now()),
    ('dossiers', '0001_initial', now()),
    ('dossiers', '0002_append_only', now()),
    ('dossiers', '0003_codes_once', now()),
    ('dossiers', '0004_daily_count_totals', now()),
    ('dossiers', '0005_wallet', now()),
    ('dossiers', '0006_results_made_here', now()),
    ('dossiers', '0007_move_verb', now()),
    ('dossiers', '0008_serving', now()),
    ('dossiers', '0009_takeover', now()),
    ('dossiers', '0010_apology_and_register', now()),
    ('dossiers', '0011_lapses', now()),
    ('dossiers', '0012_reuse_and_looks', now()),
    ('dossiers', '0013_bulk', now()),
    ('dossiers', '0014_indices', now()),
    ('dossiers', '0015_silence', now()),
    ('dossiers', '0016_elsewhere', now()),
    ('dossiers', '0017_convey_verb', now()),
    ('dossiers', '0018_kinds_of_lapses', now()),
    ('dossiers', '0019_feedback_moves', now()),
    ('dossiers', '0020_scans', now()),
    ('dossiers', '0021_originals', now()),
    ('dossiers', '0022_watch_what_stood_open', now()),
    ('dossiers', '0023_handed_over_last', now()),
    ('dossiers', '0024_in_whose_name', now()),
    ('dossiers', '0025_officer_days', now()),
    ('dossiers', '0026_late_opinions', now()),
    ('dossiers', '0027_step_times', now()),
    ('dossiers', '0028_late_steps', now()),
    ('dossiers', '0029_asked_more', now()),
    ('exchange', '0001_webhooks', now()),
    ('exchange', '0002_national_portal', now()),
    ('exchange', '0003_faults', now()),
    ('exchange', '0004_posts', now()),
    ('exchange', '0005_reports_to_erase', now()),
    ('files', '0001_initial', now()),
    ('files', '0002_uploads', now()),
    ('files', '0003_reading', now()),
    ('identity', '0001_initial', now()),
    ('identity', '0002_email_lower_case', now()),
    ('identity', '0003_contact_purpose', now()),
    ('identity', '0004_personal_data', now()),
    ('identity', '0005_request_lines_append_only', now()),
    ('identity', '0006_mandates', now()),
    ('indicators', '0001_initial', now()),
    ('indicators', '0002_figures', now()),
    ('indicators', '0003_figures_append_only', now()),
    ('indicators', '0004_findings', now()),
    ('indicators', '0005_rounds', now()),
    ('indicators', '0006_rounds_append_only', now()),
    ('indicators', '0007_scoring_rounds', now()),
    ('indicators', '0008_scores_final', now()),
    ('indicators', '0009_accepted_edition', now()),
    ('indicators', '0010_round_totals', now()),
    ('indicators', '0011_scoring_reminders', now()),
    ('indicators', '0012_writing', now()),
    ('indicators', '0013_writing_frozen', now()),
    ('indicators', '0014_outside_indices', now()),
    ('indicators', '0015_incoming_figures', now()),
    ('indicators', '0016_writing_due', now()),
    ('indicators', '0017_incoming_by_hand', now()),
    ('indicators', '0018_newest_values', now()),
    ('indicators', '0019_targets_by_day', now()),
    ('indicators', '0020_patterns_since', now()),
    ('indicators', '0021_computed_times', now()),
    ('indicators', '0022_writing_reminders', now()),
    ('indicators', '0023_statement_values', now()),
    ('indicators', '0024_notes_counted', now()),
    ('indicators', '0025_confirmed_computations', now()),
    ('kernel', '0001_initial', now()),
    ('kernel', '0002_functions', now()),
    ('kernel', '0003_unlogged_ratebucket', now()),
    ('mfa', '0001_initial', now()),
    ('mfa', '0002_authenticator_timestamps', now()),
    ('mfa', '0003_authenticator_type_uniq', now()),
    ('notices', '0001_initial', now()),
    ('notices', '0002_zalo', now()),
    ('notices', '0003_retention', now()),
    ('notices', '0004_retention_moved', now()),
    ('notices', '0005_trouble', now()),
    ('notices', '0006_settled', now()),
    ('pack', '0001_initial', now()),
    ('payments', '0001_initial', now()),
    ('payments', '0002_evidence', now()),
    ('payments', '0003_order_of_account', now()),
    ('payments', '0004_gateway_noise', now()),
    ('postal', '0001_initial', now()),
    ('postal', '0002_evidence', now()),
    ('postal', '0003_result_of_parcel', now()),
    ('postal', '0004_ways_out', now()),
    ('postal', '0005_parcel_of_account', now()),
    ('procedures', '0001_initial', now()),
    ('procedures', '0002_versions_stand', now()),
    ('procedures', '0003_keeping', now()),
    ('procedures', '0004_history_stands', now()),
    ('procedures', '0005_national_records', now()),
    ('procedures', '0006_english', now()),
    ('procedures', '0007_withdrawn_and_reopened', now()),
    ('queue', '0001_initial', now()),
    ('queue', '0002_kiosk_key', now()),
    ('queue', '0003_turns', now()),
    ('registries', '0001_initial', now()),
    ('registries', '0002_append_only', now()),
    ('registries', '0003_registers', now()),
    ('registries', '0004_registers_append_only', now()),
    ('sessions', '0001_initial', now()),
    ('worktime', '0001_initial', now());

-- Dossiers of the communes of today, as they would have stood on the last day of the old order: led by the districts
-- and communes of then, open, at their desks. What became of a divided commune is written into the address.
CREATE TEMPORARY TABLE former AS
SELECT s.new_id, s.old_id, o.one_stop_id AS desk_id, n_unit.name AS new_name,
    CASE WHEN o.level = 'commune' THEN o_unit.code ELSE (
        SELECT min(was.code) FROM directory_administrativeunit was
        JOIN directory_unitsuccession way ON way.old_id = was.id
        WHERE was.parent_id = o.administrative_unit_id AND way.new_id = n.administrative_unit_id
          AND way.since = '2025-07-01' AND NOT way.divided) END AS unit_code,
    row_number() OVER (PARTITION BY s.new_id ORDER BY s.old_id) - 1 AS nth,
    count(*) OVER (PARTITION BY s.new_id) AS many
FROM directory_agencysuccession s
JOIN directory_agency o ON o.id = s.old_id JOIN directory_agency n ON n.id = s.new_id
JOIN directory_administrativeunit o_unit ON o_unit.id = o.administrative_unit_id
JOIN directory_administrativeunit n_unit ON n_unit.id = n.administrative_unit_id
WHERE s.since = '2025-07-01' AND o.kind = 'committee' AND n.kind = 'committee' AND n.level = 'commune';

CREATE TEMPORARY TABLE chosen AS
SELECT d.id, d.lead_agency_id AS new_id, abs(hashtext(d.id::text)) AS dice FROM dossiers_dossier d
WHERE d.accepted_at IS NOT NULL AND d.lead_agency_id IN (SELECT new_id FROM former) ORDER BY d.id LIMIT {many};

UPDATE dossiers_dossier d SET lead_agency_id = f.old_id, desk_id = f.desk_id, unit_ids = ARRAY[f.old_id, f.desk_id],
    unit_code = coalesce(f.unit_code, ''), applicant_address = 'Thôn 3, ' || f.new_name,
    submitted_at = '2025-06-20 09:00+07', status = 'processing', paused_since = NULL, returns_to = '', concluded = '',
    outcome = '', result_class = '', resolved_at = NULL, returned_at = NULL, returned_by = '', closed_at = NULL
FROM chosen c JOIN former f ON f.new_id = c.new_id AND f.nth = c.dice % f.many WHERE d.id = c.id;

WITH last AS (
    SELECT DISTINCT ON (t.dossier_id) t.id, t.dossier_id FROM dossiers_task t JOIN chosen c ON c.id = t.dossier_id
    ORDER BY t.dossier_id, t.opened_at DESC, t.id DESC)
UPDATE dossiers_task t SET state = 'open', closed_at = NULL, unit_id = d.lead_agency_id, agency_id = d.lead_agency_id
FROM last JOIN dossiers_dossier d ON d.id = last.dossier_id WHERE t.id = last.id;

UPDATE dossiers_task t SET state = 'cancelled', closed_at = coalesce(t.closed_at, t.opened_at) FROM chosen c, dossiers_dossier d
WHERE t.dossier_id = c.id AND d.id = c.id AND t.state IN ('open', 'suspended') AND t.unit_id <> d.lead_agency_id;

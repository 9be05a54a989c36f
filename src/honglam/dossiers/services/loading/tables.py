"""The tables that are copied into, parents first, with their columns in the order of the lines."""

TABLES: dict[str, tuple[str, ...]] = {
    "dossiers_dossier": (
        *("id", "registration_code", "code", "version_id", "procedure_code", "procedure_name", "immediate", "channel"),
        *("status", "returns_to", "concluded", "outcome", "result_class", "lead_agency_id", "desk_id", "unit_ids"),
        *("unit_code", "owner_account_id", "enterprise_id", "applicant_kind", "applicant_name", "applicant_sort_key"),
        *("applicant_id_number", "applicant_birth_on", "applicant_phone", "applicant_email", "applicant_address"),
        *("submitter", "return_method", "return_address", "submitted_at", "accepted_at", "clock_started_at", "due_at"),
        *("due_provisional", "paused_since", "resolved_at", "returned_at", "returned_by", "closed_at", "warned_at"),
        "line_count",
    ),
    "dossiers_answers": ("dossier_id", "data"),
    "dossiers_paper": (
        *("id", "dossier_id", "component_code", "name", "kind", "originals", "copies", "file_id", "file_name"),
        *("received_at", "superseded_at"),
    ),
    "dossiers_task": (
        *("id", "dossier_id", "kind", "step_code", "step_name", "hours", "unit_id", "agency_id", "role", "holder_id"),
        *("holder_name", "parent_id", "question", "state", "opened_at", "due_at", "closed_at", "closed_by_name"),
        *("outcome", "note", "result_class"),
    ),
    "dossiers_taskscope": ("ancestor_id", "role", "here", "due_at", "task_id"),
    "dossiers_historyevent": (
        *("dossier_id", "line", "at", "verb", "status_from", "status_to", "actor_kind", "actor_id", "actor_name"),
        *("post_id", "unit_id", "agency_id", "task_id", "reason", "content", "attachments"),
    ),
    "dossiers_pause": ("id", "dossier_id", "kind", "started_at", "ended_at", "reason", "legal_basis"),
    "dossiers_supplement": (
        *("id", "dossier_id", "asked_at", "answer_by", "reason", "items", "replies", "answered_at", "closed_at"),
    ),
    "dossiers_slip": (
        *("id", "dossier_id", "kind", "form_number", "book_id", "book_year", "number", "issued_at", "content"),
    ),
    "dossiers_resultdocument": (
        *("id", "dossier_id", "outcome", "number", "issued_on", "title", "file_id", "file_name", "signer_name"),
        *("reason", "legal_basis", "signature_state", "created_at", "revoked_at"),
    ),
    "dossiers_rating": ("dossier_id", "level", "reasons", "via", "comment", "rated_at"),
    "dossiers_dossiersearch": ("dossier_id", "words", "codes"),
    "kernel_auditentry": (
        *("id", "subject_kind", "subject_id", "seq", "at", "recorded_at", "action", "actor_kind", "actor_id"),
        *("actor_name", "post_id", "agency_id", "detail", "prev_hash", "hash"),
    ),
}

"""Who may do what in which status, written out; and that a refused act leaves nothing behind.

Each status is reached lawfully once; then everybody tries everything, each try in a savepoint that is taken back.
"""

import pytest
from django.db import connection, transaction

from honglam.dossiers import api
from honglam.dossiers.contracts import Status, Verb
from honglam.kernel.values import DomainError, NotFound
from tests.dossiers.attempts import ATTEMPTS
from tests.dossiers.scene import MORNING, Scene

PEOPLE = (
    "citizen",
    "stranger",
    "reception",
    "desk_head",
    "officer",
    "colleague",
    "unit_head",
    "clerk",
    "chairman",
    "province_chairman",
    "auditor",
    "administrator",
    "specialist",
    "other_reception",
    "other_officer",
)
DESK = {"reception", "desk_head"}
HEADS = {"unit_head", "chairman"}
UNIT_HOLDERS = {"officer", "unit_head"}

# In `processing` the officer holds the task; the colleague may not act over the officer's head.
ALLOWED: dict[Status, dict[Verb, set[str]]] = {
    Status.REGISTERED: {
        Verb.ACCEPT: DESK,
        Verb.REFUSE: DESK,
        Verb.REQUEST_SUPPLEMENT: DESK,
        Verb.CLAIM: DESK,
        Verb.RELEASE: DESK,
        Verb.ASSIGN: {"desk_head", "chairman"},
        Verb.WITHDRAW: {"citizen", *DESK},
    },
    Status.ACCEPTED: {
        Verb.REQUEST_SUPPLEMENT: {*DESK, "officer", "colleague", *HEADS},
        Verb.CLAIM: {"officer", "colleague"},
        Verb.RELEASE: {"officer", "colleague"},
        Verb.ASSIGN: HEADS,
        Verb.FINISH_STEP: {"officer", "colleague"},
        Verb.DRAFT_RESULT: {"officer", "colleague"},
        Verb.EXTEND: HEADS,
        Verb.ASK_CONSULTATION: {"officer", "colleague"},
        Verb.PAUSE: {"officer", "colleague"},
        Verb.REQUEST_PAYMENT: {"officer", "colleague"},
        Verb.STOP: {"officer", "colleague", *HEADS},
        Verb.WITHDRAW: {"citizen", *DESK},
    },
    Status.PROCESSING: {
        Verb.REQUEST_SUPPLEMENT: {"officer", *HEADS},
        Verb.CLAIM: {"officer"},
        Verb.RELEASE: {"officer"},
        Verb.ASSIGN: HEADS,
        Verb.FINISH_STEP: {"officer"},
        Verb.DRAFT_RESULT: {"officer"},
        Verb.EXTEND: HEADS,
        Verb.ASK_CONSULTATION: {"officer"},
        Verb.PAUSE: {"officer"},
        Verb.REQUEST_PAYMENT: {"officer"},
        Verb.STOP: {"officer", *HEADS},
        Verb.WITHDRAW: {"citizen", *DESK},
    },
    Status.SUPPLEMENT_REQUESTED: {
        Verb.ANSWER_SUPPLEMENT: {"citizen", *DESK},
        Verb.ASSIGN: HEADS,
        Verb.STOP: {"desk_head", *HEADS},
        Verb.WITHDRAW: {"citizen", *DESK},
    },
    Status.AWAITING_PAYMENT: {
        Verb.CONFIRM_PAYMENT: {*DESK, "officer"},
        Verb.ASSIGN: HEADS,
        Verb.WITHDRAW: {"citizen", *DESK},
    },
    Status.STOPPED: {Verb.REOPEN: HEADS},
    Status.RESOLVED: {
        Verb.CLAIM: DESK,
        Verb.RELEASE: DESK,
        Verb.ASSIGN: {"desk_head", "chairman"},
        Verb.REVOKE_RESULT: {"chairman", "desk_head", "reception"},
        Verb.RETURN_RESULT: DESK,
    },
    Status.RETURNED: {Verb.RATE: {"citizen"}},
    Status.REFUSED: {},
    Status.WITHDRAWN: {},
}

OUTSIDERS = {"stranger", "other_reception", "other_officer", "specialist"}


# Before acceptance the dossier lies at the desk: the office that will have it does not see it yet.
UNROUTED = {Status.REGISTERED, Status.REFUSED, Status.WITHDRAWN}
INSIDE_OFFICE = {"officer", "colleague", "unit_head", "clerk"}
_COUNTS = """
SELECT (SELECT md5(string_agg(d::text, '|' ORDER BY id)) FROM dossiers_dossier d),
       (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM dossiers_task t),
       (SELECT count(*) FROM dossiers_historyevent), (SELECT count(*) FROM dossiers_slip),
       (SELECT count(*) FROM dossiers_taskscope), (SELECT count(*) FROM kernel_outboxmessage),
       (SELECT count(*) FROM kernel_auditentry WHERE subject_kind = 'dossier')
"""


class _TakeBackError(Exception):
    """Ends a savepoint without keeping what was done in it."""


def _footprint() -> tuple[object, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        row = cursor.fetchone()
    assert row is not None
    return tuple(row)


@pytest.mark.parametrize("status", list(Status))
def test_everybody_tries_everything(scene: Scene, status: Status) -> None:
    dossier_id = scene.at(status)
    found: dict[Verb, set[str]] = {}
    for verb, attempt in ATTEMPTS.items():
        for part in PEOPLE:
            before = _footprint()
            try:
                with transaction.atomic():
                    attempt(scene, scene.actors[part], dossier_id)
                    found.setdefault(verb, set()).add(part)
                    raise _TakeBackError
            except _TakeBackError:
                continue
            except DomainError as refusal:
                if part in OUTSIDERS:
                    assert isinstance(refusal, NotFound), f"{part} learns that the dossier exists: {refusal.code}"
            assert _footprint() == before, f"{part} was refused {verb} but left something behind"
    assert found == ALLOWED[status]


@pytest.mark.parametrize("status", list(Status))
def test_what_is_offered_is_what_is_allowed(scene: Scene, status: Status) -> None:
    """No button that is refused, and no right without its button (a download is nobody's button)."""
    dossier_id = scene.at(status)
    offered: dict[Verb, set[str]] = {}
    for part in PEOPLE:
        try:
            view = api.get_dossier(actor=scene.actors[part], dossier_id=dossier_id, at=MORNING)
        except NotFound:
            assert part in OUTSIDERS or (status in UNROUTED and part in INSIDE_OFFICE)
            continue
        assert part not in OUTSIDERS
        for action in view.actions:
            offered.setdefault(action.verb, set()).add(part)
    allowed = {verb: set(people) for verb, people in ALLOWED[status].items()}
    # What changes nothing has no button: taking what one holds, giving back what one does not hold.
    for idle in (Verb.CLAIM, Verb.RELEASE):
        allowed.pop(idle, None)
        offered.pop(idle, None)
    assert offered == allowed

"""What a citizen types to tell us something, and what an officer types to go on with it."""

from collections.abc import Mapping

from honglam.dossiers.contracts import FeedbackInput, FeedbackKind, FeedbackTopic
from honglam.kernel.values import FieldError, FieldErrors, NotOffered, text_noop

CHOOSE_KIND = text_noop("Choose whether something was handled wrongly or a rule should change.")
CHOOSE_TOPIC = text_noop("Choose what it is about.")
CHOOSE_AGENCY = text_noop("Choose the agency that it is about.")
GIVE_CONTACT = text_noop("Enter a phone number or e-mail address, so that we can answer.")
KEPT = ("kind", "topic", "content", "agency", "procedure", "dossier", "name", "contact", "may_publish")


def read_feedback(given: Mapping[str, str], *, need_contact: bool) -> FeedbackInput:
    """The case as typed; every fault at its field. Raises FieldErrors."""
    kind, topic, agency = given.get("kind", ""), given.get("topic", ""), given.get("agency", "")
    contact = given.get("contact", "").strip()
    faults = []
    if kind not in set(FeedbackKind):
        faults.append(FieldError(field="kind", code="choose", message=CHOOSE_KIND))
    if topic not in set(FeedbackTopic):
        faults.append(FieldError(field="topic", code="choose", message=CHOOSE_TOPIC))
    if not agency.isascii() or not agency.isdecimal() or len(agency) > 11:
        faults.append(FieldError(field="agency", code="choose", message=CHOOSE_AGENCY))
    if need_contact and not contact:
        faults.append(FieldError(field="contact", code="contact", message=GIVE_CONTACT))
    if faults:
        raise FieldErrors(faults)
    return FeedbackInput(
        kind=FeedbackKind(kind),
        topic=FeedbackTopic(topic),
        content=given.get("content", ""),
        agency_id=int(agency),
        procedure_code=given.get("procedure", ""),
        dossier_code=given.get("dossier", ""),
        sender_name=given.get("name", ""),
        sender_email=contact if "@" in contact else "",
        sender_phone="" if "@" in contact else contact,
        may_publish=given.get("may_publish") == "1",
    )


def read_unit(given: Mapping[str, str]) -> int | None:
    """The unit that an officer chose, none for the agency itself. Raises NotOffered."""
    value = given.get("unit", "").strip()
    if value and not (value.isascii() and value.isdecimal() and len(value) < 12):
        raise NotOffered(field="unit")
    return int(value) if value else None

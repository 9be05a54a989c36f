"""Identity's door: who someone is, how the numbers of people and enterprises are written, keys for programs."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from uuid import UUID

from honglam.identity import queries
from honglam.identity.contracts import (
    AccountKind,
    AccountNotFound,
    AccountView,
    Audience,
    CitizenCard,
    EnterpriseView,
    MandateNotFound,
    MandateView,
    MembershipView,
    Person,
    Power,
    Proof,
    TokenIdentity,
)
from honglam.identity.models import Account, Enterprise
from honglam.identity.queries import mandates as mandate_queries
from honglam.identity.queries import readers
from honglam.identity.rules import cards, citizen_ids, contacts, people, tax_codes
from honglam.identity.rules import masking as _masking
from honglam.identity.rules.scopes import Scope, scopes
from honglam.identity.services import (
    accounts,
    contact_codes,
    enterprises,
    letters,
    mandates,
    passwords,
    second_factor,
    tokens,
)
from honglam.identity.services.giving_up import EndSentTo, sent_to_contacts
from honglam.kernel import clock
from honglam.kernel.ready import ReadyQuery
from honglam.kernel.values import SYSTEM, Actor
from honglam.notices.contracts import Recipient

_ACCOUNT = ReadyQuery(lambda *, pk: Account.objects.filter(pk=pk), pk=UUID(int=1))


def get_account(*, account_id: UUID) -> AccountView:
    """The account of this id, closed ones included. Raises AccountNotFound."""
    return queries.as_account(_row(account_id))


def get_person(*, account_id: UUID) -> Person:
    """The facts that forms are prefilled with. Raises AccountNotFound."""
    return queries.as_person(_row(account_id))


def actor_of(*, account_id: UUID, scopes: frozenset[str] = frozenset()) -> Actor:
    """An active account as it acts, without a post: the directory's door adds it. Raises AccountNotFound."""
    row = _row(account_id)
    if not row.is_active:
        raise AccountNotFound
    return queries.as_actor(row, scopes=scopes)


def list_accounts(
    *, kind: AccountKind | None = None, ids: Iterable[UUID] | None = None, limit: int = 200
) -> list[AccountView]:
    """Accounts in the order of the Vietnamese alphabet, of one kind or of these ids."""
    return queries.list_accounts(kind=kind, ids=ids, limit=limit)


def find_by_citizen_id(*, citizen_id: str) -> AccountView | None:
    """The account for which somebody vouched that this number is theirs. What was merely typed does not count."""
    row = queries.find_by_citizen_id(citizen_id=citizen_ids.clean_digits(citizen_id))
    return queries.as_account(row) if row else None


def find_by_contact(*, contact: str) -> AccountView | None:
    """The account that proved this phone number or e-mail address. Raises a `FormatFault` for what is neither."""
    _, stored = contacts.check_contact(contact)
    row = queries.find_by_contact(contact=stored)
    return queries.as_account(row) if row else None


def create_account(
    *,
    actor: Actor,
    full_name: str,
    at: datetime,
    kind: AccountKind = AccountKind.CITIZEN,
    email: str = "",
    phone: str = "",
    citizen_id: str = "",
    citizen_id_proof: Proof = Proof.NOBODY,
    birth: str = "",
    gender: str = "",
    address: str = "",
    unit_code: str = "",
) -> AccountView:
    """Open an account without a way to sign in, for a walk-in or a new officer.

    `email` and `phone` must be proven (an officer's come from the personnel list); what a walk-in states is not, so
    leave them out. A clerk who held the card passes `citizen_id` with `Proof.COUNTER`. Raises a `FormatFault`,
    ContactTaken or CitizenIdTaken.
    """
    return accounts.create_account(
        actor=actor,
        full_name=full_name,
        at=at,
        kind=kind,
        email=email,
        phone=phone,
        citizen_id=citizen_id,
        citizen_id_proof=citizen_id_proof,
        birth=birth,
        gender=gender,
        address=address,
        unit_code=unit_code,
    )


def ensure_account(
    *,
    email: str,
    full_name: str,
    password: str,
    at: datetime,
    kind: AccountKind = AccountKind.CITIZEN,
    phone: str = "",
    citizen_id: str = "",
    birth: str = "",
    gender: str = "",
    address: str = "",
    unit_code: str = "",
    totp_secret: str = "",
) -> AccountView:
    """The account of this e-mail, opened with a password if need be: for demo accounts and tests.

    An account that stands is left as it is. `totp_secret` (base 32) installs an authenticator app known to the demo.
    """
    standing = queries.find_by_contact(contact=contacts.check_email(email))
    if standing is not None:
        return queries.as_account(standing)
    made = accounts.create_account(
        actor=SYSTEM,
        full_name=full_name,
        at=at,
        kind=kind,
        email=email,
        phone=phone,
        citizen_id=citizen_id,
        citizen_id_proof=Proof.DEMO if citizen_id else Proof.NOBODY,
        birth=birth,
        gender=gender,
        address=address,
        unit_code=unit_code,
    )
    passwords.set_password(actor=SYSTEM, account_id=made.id, password=password, at=at, silent=True)
    if totp_secret:
        second_factor.install_totp(actor=SYSTEM, account_id=made.id, secret=totp_secret, at=at)
    return made


def close_account(*, actor: Actor, account_id: UUID, at: datetime) -> None:
    """Close an account for good. Raises AccountNotFound for whom the actor may not manage."""
    accounts.close_account(actor=actor, account_id=account_id, at=at)


def require_second_factor(*, account_ids: Iterable[UUID], at: datetime) -> None:
    """These accounts must prove a second factor from now on: they came to hold a post."""
    accounts.require_second_factor(account_ids=account_ids, at=at)


def release_second_factor(
    *, account_ids: Iterable[UUID], at: datetime, unless: Callable[[UUID], bool] = lambda _: False
) -> None:
    """These accounts need no second factor any more: they hold no post. `unless`: asked of each under its lock."""
    accounts.release_second_factor(account_ids=account_ids, at=at, unless=unless)


def recipient_key(*, account_id: UUID) -> str:
    """The key under which notices knows a person, and the name of the person's inbox."""
    return letters.recipient_key(account_id=account_id)


def recipient_of(*, account_id: UUID, by_phone: bool = False) -> Recipient:
    """A person as letters go to them: in the product, by e-mail, by phone where asked. Raises AccountNotFound."""
    account = get_account(account_id=account_id)
    return Recipient(
        key=recipient_key(account_id=account_id),
        name=account.full_name,
        email=account.email,
        phone=account.phone if by_phone else "",
        language=account.language,
    )


def allows(*, account_id: UUID, purpose: str) -> bool:
    """Whether the person allows a purpose (`prefill`, `news`, `survey`) at present."""
    return queries.has_consent(account_id=account_id, purpose=purpose)


def list_memberships(*, account_id: UUID) -> list[MembershipView]:
    """The enterprises a person acts for."""
    return queries.list_memberships(account_id=account_id, accepted=True)


def list_readers(*, enterprise_id: UUID, account_id: UUID | None) -> list[AccountView]:
    """Whom letters to an enterprise reach: whoever acted for it, while they still do; else its owners."""
    return readers.list_readers(enterprise_id=enterprise_id, account_id=account_id)


def require_mandate(
    *, actor: Actor, power: Power, topics: frozenset[str], subject_id: UUID | None = None, at: datetime
) -> None:
    """Within the transaction of an act under a mandate: refuse by name what it does not carry now.

    Nothing is asked of who acts for themselves. Raises MandateEnded, MandateExpired, MandateNotYet, MandateOutside,
    MandatePaperMissing.
    """
    mandates.require(actor=actor, power=power, topics=topics, subject_id=subject_id, at=at)


def list_mandates_over(
    *, principal_id: UUID, topics: frozenset[str], subject_id: UUID, at: datetime
) -> list[MandateView]:
    """Who may act in a person's name in a matter, for the officer who settles it. One query."""
    return mandate_queries.list_over(principal_id=principal_id, topics=topics, subject_id=subject_id, at=at)


def acting_under(*, account_id: UUID, mandate_id: UUID, at: datetime) -> Actor:
    """An account as it acts under a mandate that it accepted. Raises AccountNotFound, MandateNotFound."""
    found = mandate_queries.find_held(account_id=account_id, mandate_id=mandate_id, at=at)
    if found is None:
        raise MandateNotFound
    return queries.as_actor(_row(account_id), mandate=mandate_queries.held_of(found))


def both_names(*, account_id: UUID, principal_id: UUID | None) -> str:
    """An account's name, and the principal's where it acts in somebody's name. Raises AccountNotFound."""
    name = _row(account_id).full_name
    return queries.both_names(name=name, principal=_row(principal_id).full_name) if principal_id else name


def get_enterprise(*, enterprise_id: UUID) -> EnterpriseView:
    """An enterprise. Raises NotFound."""
    row = Enterprise.objects.filter(pk=enterprise_id).first()
    if row is None:
        raise AccountNotFound
    return queries.as_enterprise(row)


def find_enterprise(*, tax_code: str) -> EnterpriseView | None:
    """The enterprise whose papers were seen under this tax code."""
    row = Enterprise.objects.filter(tax_code=tax_codes.check_tax_code(tax_code), proven=True).first()
    return queries.as_enterprise(row) if row else None


def add_enterprise(
    *, actor: Actor, tax_code: str, name: str, at: datetime, address: str = "", unit_code: str = ""
) -> EnterpriseView:
    """Put an enterprise on the actor's list as its owner. Raises a `FormatFault` at its field, or AlreadyMember."""
    return enterprises.add_enterprise(
        actor=actor, tax_code=tax_code, name=name, address=address, unit_code=unit_code, at=at
    )


def prove_enterprise(*, actor: Actor, enterprise_id: UUID, at: datetime) -> EnterpriseView:
    """An officer has seen the enterprise's papers. Raises NotFound, OwnAccount or EnterpriseTaken."""
    return enterprises.prove_enterprise(actor=actor, enterprise_id=enterprise_id, at=at)


def authenticate_token(*, raw: str) -> TokenIdentity | None:
    """Who an API token speaks for; None for anything that is no valid token."""
    return tokens.authenticate_token(raw=raw, at=clock.now())


def actor_of_token(*, token: TokenIdentity) -> Actor:
    """The account a token speaks for, as it acts; the directory adds the post."""
    return queries.as_token_actor(token)


def register_scope(*, code: str, description: str, audience: Audience = Audience.EVERYBODY) -> None:
    """Add a permission for tokens, at start. `description` is an English msgid. ValueError when it stands already.

    `audience`: whose screens offer it; the command line knows them all.
    """
    scopes.register(code, Scope(code=code, description=description, audience=audience))


def list_scopes() -> dict[str, str]:
    """Permissions a token may carry, with what they mean."""
    return {code: scope.description for code, scope in scopes.items()}


def register_sent_to_contacts(*, key: str, end: EndSentTo) -> None:
    """Add, at start, what else ends when an account gives a contact up: what was sent to whoever proves it."""
    sent_to_contacts.register(key, end)


def check_citizen_id(
    *, value: str, birth: str | date | None = None, gender: str | None = None, on: date | None = None
) -> str:
    """The citizen identity number as twelve plain digits. Raises a `FormatFault` that names what is wrong.

    `birth` (a date, or ISO text such as `1985`) and `gender` (`male`, `female`) are compared with what the number says.
    """
    return citizen_ids.check_citizen_id(value, birth=birth, gender_entered=gender, on=on)


def check_tax_code(*, value: str, on: date | None = None) -> str:
    """The tax code in its official writing. Raises a `FormatFault`. `on` is the day for which it is used."""
    return tax_codes.check_tax_code(value, on=on)


def check_phone(*, value: str, mobile: bool = False) -> str:
    """The phone number in E.164 (`+84912345678`). Raises a `FormatFault`."""
    return contacts.check_phone(value, mobile=mobile)


def check_email(*, value: str) -> str:
    """The e-mail address in lower case. Raises a `FormatFault`."""
    return contacts.check_email(value)


def check_name(*, value: str) -> str:
    """A person's name in composed form with single blanks. Raises a `FormatFault`."""
    return people.check_name(value)


def check_birth(*, value: str, on: date | None = None) -> str:
    """A birth as ISO text, as much as is known (`1985-03-12`, `1985`), from `12/03/1985`, `1985` or ISO."""
    return people.check_birth(value, on=on)


def show_phone(*, phone: str) -> str:
    """A stored phone number as people write it: `0912 345 678`."""
    return contacts.show_phone(phone)


def show_birth(*, birth: str) -> str:
    """A stored birth the Vietnamese way: `12/03/1985`, `1985`."""
    return people.show_birth(birth)


def read_card(*, text: str) -> CitizenCard:
    """What the QR code of a citizen card says, as a scanner typed it. Raises a `FormatFault`."""
    return cards.read_card(text)


def mask_citizen_id(*, citizen_id: str) -> str:
    """`042085001234` → `042•••••1234`."""
    return _masking.mask_citizen_id(citizen_id)


def mask_phone(*, phone: str) -> str:
    """`+84912345678` → `••• ••• 678`."""
    return _masking.mask_phone(phone)


def mask_email(*, email: str) -> str:
    """`nguyenvanan@example.vn` → `n•••@example.vn`."""
    return _masking.mask_email(email)


def mask_name(*, name: str) -> str:
    """`Nguyễn Văn An` → `Nguyễn V. A.`."""
    return _masking.mask_name(name)


def send_contact_code(*, contact: str, address: str, at: datetime) -> UUID:
    """Send a code to a phone number or e-mail address, account or none. Raises a `FormatFault`, TooManyRequests."""
    return contact_codes.send_code(
        contact=contact, purpose=contact_codes.CONTACT, account_id=None, address=address, at=at
    )


def check_contact_code(*, proof_id: UUID, code: str, address: str, at: datetime) -> str:
    """The contact that a right code proves, once; at the network `address` it then counts no more. Raises WrongCode."""
    return contact_codes.check_code(proof_id=proof_id, code=code, address=address, at=at)


def _row(account_id: UUID) -> Account:
    row = _ACCOUNT.first(pk=account_id)
    if row is None:
        raise AccountNotFound
    return row

"""Accounts to try the product with: two citizens, one with an enterprise, and officers for every step of a dossier.

Which posts are filled follows from the pack: the first commune, the province's own one-stop centre and control of
procedures, and every agency that a procedure with an electronic form names. All accounts share one password, which is
printed: they exist only where HONGLAM_DEMO is set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from honglam.directory import api as directory
from honglam.directory.contracts import AgencyKind, AgencyView, Level, PostRole, PostView
from honglam.embedded.database import forget_preparation
from honglam.embedded.state import State
from honglam.identity import api as identity
from honglam.identity.contracts import AccountKind, AccountView, Proof
from honglam.identity.models import Account
from honglam.indicators import api as indicators
from honglam.kernel import clock
from honglam.kernel.values import SYSTEM, DomainError
from honglam.pack import api as packs
from honglam.procedures import api as procedures
from honglam.procedures.contracts import SearchCriteria

PASSWORD = "mot-cua-1845"  # noqa: S105 - printed for everybody on purpose
DOMAIN = "honglam.example"
LIST = "demo-accounts.txt"
TAX_CODE = "0109999982"  # no such enterprise; its check digit is right

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Đinh")
_GIVEN = (
    *("Thị An", "Văn Bình", "Thị Cúc", "Đức Dũng", "Thị Giang", "Minh Hải", "Thu Hương", "Quốc Khánh", "Thị Lan"),
    *("Văn Mạnh", "Thị Ngọc", "Xuân Phúc", "Thị Quyên", "Hữu Sơn", "Thị Thảo", "Anh Tuấn", "Thị Uyên", "Quang Vinh"),
    *("Thị Xuân", "Thị Yến", "Trọng Nghĩa", "Thanh Tâm"),
)
# The most telling role of a post first.
_SPOKEN = {
    PostRole.ADMINISTRATOR: "quantri",
    PostRole.AUDITOR: "kiemtra",
    PostRole.PROCEDURE_CONTROLLER: "kiemsoat",
    PostRole.ONE_STOP_HEAD: "giamdoc",
    PostRole.LEADER: "lanhdao",
    PostRole.APPROVER: "lanhdao",
    PostRole.UNIT_HEAD: "truongphong",
    PostRole.RECEPTION_OFFICER: "tiepnhan",
    PostRole.PROCESSING_OFFICER: "chuyenvien",
    PostRole.CLERK: "vanthu",
    PostRole.RESULT_OFFICER: "traketqua",
    PostRole.ACCOUNTANT: "ketoan",
    PostRole.CASHIER: "thungan",
    PostRole.POSTAL_CLERK: "buuchinh",
}
_OVERSIGHT = {PostRole.ADMINISTRATOR, PostRole.AUDITOR, PostRole.PROCEDURE_CONTROLLER}
# In a commune the way of a dossier first, then who else is there.
_ORDER = [AgencyKind.ONE_STOP, AgencyKind.COMMITTEE, AgencyKind.OFFICE]


@dataclass(frozen=True)
class Line:
    """One account in the list that is printed."""

    email: str
    what: str

    def __str__(self) -> str:
        return f"  {self.email:<36} {self.what}"


def ensure() -> None:
    """Make what is missing, and write the list that `up` prints."""
    at = clock.now()
    with transaction.atomic():
        lines = [*citizens(at), *staff(at)]
        set_passwords([line.email for line in lines])
    shown = [line for line in lines if line.email.partition("@")[0].partition(".")[2] in ("", "xa", "tinh")]
    text = [f"Demo accounts, all with the password {PASSWORD}:", *map(str, shown), ""]
    text += [str(line) for line in lines if line not in shown]
    (Path(settings.STATE) / LIST).write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"{len(lines)} demo accounts.")


def set_passwords(emails: list[str]) -> None:
    """One hash for all who have none yet: two hundred runs of Argon2 would take a minute of the first start."""
    new = [row for row in Account.objects.filter(email__in=emails) if not row.has_usable_password()]
    Account.objects.filter(pk__in=[row.pk for row in new]).update(password=make_password(PASSWORD))


def still_open() -> list[str]:
    """Addresses of made-up people whom anybody can sign in as, since the password was printed for everybody."""
    rows = Account.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True).order_by("email")
    kept = [(str(email), password) for email, password in rows.values_list("email", "password")]
    published = {one for one in {password for _, password in kept} if check_password(PASSWORD, one)}
    return [email for email, password in kept if password in published]


def close() -> None:
    """Where this is no demo any more, nobody gets in with the printed password; whoever set one of their own does.

    Should it be one after all, the next start prepares again and opens them.
    """
    if emails := still_open():
        Account.objects.filter(email__in=emails).update(password=make_password(None))
        forget_preparation(State(Path(settings.STATE)))
        print(f"{len(emails)} demo accounts are closed: HONGLAM_DEMO is off.")


def citizens(at: datetime) -> Iterator[Line]:
    """A mother, and a father who also acts for an enterprise."""
    an = citizen("an", "Nguyễn Thị An", citizen_id("190004512"), "1990-03-08", "female", at)
    binh = citizen("binh", "Trần Văn Bình", citizen_id("088007319"), "1988-11-20", "male", at)
    yield Line(an.email, f"{an.full_name}, citizen")
    yield Line(binh.email, f"{binh.full_name}, citizen, acts for an enterprise too")
    if not identity.list_memberships(account_id=binh.id):
        actor = identity.actor_of(account_id=binh.id)
        name = "Công ty TNHH Thương mại Thông Xanh"
        made = identity.add_enterprise(actor=actor, tax_code=TAX_CODE, name=name, at=at)
        identity.prove_enterprise(actor=SYSTEM, enterprise_id=made.id, at=at)


def citizen_id(tail: str) -> str:
    """A number of the province served; of the capital where the pack's province is made up."""
    pack = packs.current_pack()
    try:
        return identity.check_citizen_id(value=f"0{pack.province_code}{tail}" if pack else "")
    except DomainError:
        return f"001{tail}"


def citizen(name: str, full_name: str, number: str, birth: str, gender: str, at: datetime) -> AccountView:
    """A citizen whose number, birth and gender agree."""
    email = f"{name}@{DOMAIN}"
    return identity.find_by_contact(contact=email) or identity.create_account(
        actor=SYSTEM,
        full_name=full_name,
        at=at,
        email=email,
        citizen_id=number,
        citizen_id_proof=Proof.DEMO,
        birth=birth,
        gender=gender,
    )


def staff(at: datetime) -> Iterator[Line]:
    """An officer for each role of each agency that demo dossiers go through."""
    on = clock.local(at).date()
    taken: set[str] = set()
    known = {row.email: row.full_name for row in identity.list_accounts(kind=AccountKind.STAFF, limit=100_000)}
    for number, (agency, post) in enumerate(posts_to_fill(on), start=3):  # nobody is called as the citizens are
        email = _email(agency, post, taken)
        name = f"{_FAMILY[number % len(_FAMILY)]} {_GIVEN[(number * 5 + number // 14) % len(_GIVEN)]}"
        if email not in known:
            account = identity.create_account(actor=SYSTEM, full_name=name, at=at, kind=AccountKind.STAFF, email=email)
            directory.appoint(actor=SYSTEM, post_id=post.id, account_id=account.id, valid_from=on, at=at)
        yield Line(email, f"{known.get(email, name)}, {post.title}, {agency.name}")


def posts_to_fill(on: date) -> Iterator[tuple[AgencyView, PostView]]:
    """In each agency, posts until every role that occurs there is held by somebody; oversight wherever it sits."""
    standing = {agency.id: agency for agency in directory.list_agencies(on=on)}
    posts = {place: directory.list_posts(agency_id=place) for place in standing}
    filled: set[int] = set()
    for agency in agencies_to_staff(standing, on):
        covered: set[PostRole] = set()
        for post in posts[agency.id]:
            if set(post.roles) - covered and post.id not in filled:
                covered |= set(post.roles)
                filled.add(post.id)
                yield agency, post
    for place, agency in standing.items():
        for post in posts[place]:
            if set(post.roles) & _OVERSIGHT and agency.level is Level.PROVINCE and post.id not in filled:
                yield agency, post


def agencies_to_staff(standing: dict[int, AgencyView], on: date) -> list[AgencyView]:
    """The first commune with its units, the province's centre, whom a procedure with a form names, who gets reports."""
    committees = [agency for agency in standing.values() if agency.kind is AgencyKind.COMMITTEE]
    communes = sorted((row for row in committees if row.level is Level.COMMUNE), key=lambda row: row.unit_code)
    chosen = [row for row in standing.values() if communes and row.unit_code == communes[0].unit_code]
    chosen.sort(key=lambda row: (_ORDER.index(row.kind) if row.kind in _ORDER else len(_ORDER), row.id))
    for province in [row for row in committees if row.level is Level.PROVINCE][:1]:
        chosen += [row for row in (directory.one_stop_of(agency_id=province.id), province) if row]
        tops = [row for row in standing.values() if row.parent_id == province.id and row.kind is AgencyKind.OFFICE]
        receivers = [one.template.receiver for one in indicators.list_openable(actor=SYSTEM, on=on)]
        named = [*named_agencies(on), *receivers]
        tops += [row for code in named if (row := directory.find_agency_by_code(code=code))]
        below = [standing.get(place) for top in tops for place in directory.descendant_ids(agency_id=top.id)]
        chosen += [row for row in below if row and row.level is Level.PROVINCE]
    return list({agency.id: agency for agency in chosen}.values())


def named_agencies(on: date) -> list[str]:
    """Codes of agencies that settle a procedure with an electronic form, or are asked for their opinion on the way."""
    codes: dict[str, None] = {}
    after: str | None = None
    while True:
        page = procedures.search(criteria=SearchCriteria(), on=on, after=after, limit=100)
        for found in page.items:
            if found.has_form:
                version = procedures.get_version(version_id=found.version_id)
                steps = version.process.steps if version.process else ()
                asked = [one.unit.agency for step in steps for one in step.parallel]
                codes |= dict.fromkeys(code for code in (version.competent.agency, *asked) if code)
        if page.next_cursor is None:
            return list(codes)
        after = page.next_cursor


def _email(agency: AgencyView, post: PostView, taken: set[str]) -> str:
    """`tiepnhan.xa@…` for the first of a role in the commune, `….tinh@…` in the province, later ones by agency."""
    word = next((spoken for role, spoken in _SPOKEN.items() if role in post.roles), post.code.lower())
    place = "xa" if agency.level is Level.COMMUNE else "tinh"
    for local in (f"{word}.{place}", f"{word}.{agency.code.lower()}", f"{post.code.lower()}.{agency.code.lower()}"):
        if local not in taken:
            break
    taken.add(local)
    return f"{local}@{DOMAIN}"

"""What a plan of reorganisation means: its codes looked up, its contradictions found, what it would move counted."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from honglam.directory.contracts import (
    AgencyKind,
    AgencyView,
    Asked,
    Belonging,
    Counted,
    EndingShape,
    Heirs,
    Moves,
    Part,
    PlanFault,
    PlanShape,
    PostMoveShape,
)
from honglam.directory.models import Holding, Post
from honglam.directory.queries.agencies import child_unit, descendant_ids, heir_ids, is_in_force, one_stop_of
from honglam.directory.queries.memory import snapshot
from honglam.directory.queries.people import in_force, real
from honglam.directory.rules.inheritance import Inheritance
from honglam.identity import api as identity
from honglam.identity.contracts import FormatFault
from honglam.kernel.values import text_noop

_UNKNOWN = text_noop("There is no agency with the code “%(agency)s”.")
_TWICE = text_noop("“%(agency)s” ends twice in this plan.")
_NOT_THERE = text_noop("“%(agency)s” is not there on %(on)s.")
_ENDS = text_noop("“%(agency)s” ends itself in this plan.")
_NOBODY = text_noop("Nobody succeeds “%(agency)s”: name a successor under “to”.")
_BELOW = text_noop("“%(below)s” still stands below “%(agency)s” and does not end.")
_NO_POST = text_noop("There is no post “%(post)s”.")
_RETIRED = text_noop("The post “%(post)s” is out of use.")
_HOLDS_IT_NOT = text_noop("Nobody with the contact “%(person)s” holds “%(post)s” then.")
_STARTS_LATE = text_noop(
    "%(person)s holds “%(post)s” only from %(day)s on, when it is gone: take that appointment back first."
)


def moves_of(plan: PlanShape) -> Moves:
    """The plan with ids in the place of codes. Only for plans without faults."""
    known = snapshot().by_code
    heirs = {known[line.agency].id: _heirs(line) for line in plan.ends}
    return Moves(
        name=plan.name,
        on=plan.on,
        source=plan.source.document if plan.source else "",
        heirs=heirs,
        ended_ids=frozenset(inner for one in heirs for inner in inside(one)),
        answers={answer.dossier: known[answer.to].id for answer in plan.answers},
        hamlets={(known[one.agency].id, one.area, one.hamlet): known[one.to].id for one in plan.hamlets},
    )


def moves_of_ended(agency_id: int, on: date) -> Moves:
    """What follows of itself when one agency ends: to its recorded successors, by address where there are several."""
    heirs = Heirs(to_ids=tuple(heir_ids(agency_id)))
    agency = snapshot().agencies[agency_id]
    return Moves(name=agency.name, on=on, source="", heirs={agency_id: heirs}, ended_ids=frozenset(inside(agency_id)))


def inside(agency_id: int) -> list[int]:
    """The agency itself and the units inside it."""
    tree = snapshot().agencies
    return [one for one in descendant_ids(agency_id) if one == agency_id or _is_inside(tree[one], agency_id)]


def _is_inside(unit: AgencyView, agency_id: int) -> bool:
    above = snapshot().ancestors[unit.id]
    return unit.is_internal and (unit.agency_id == agency_id or agency_id in above[1:])


def sent_on(plan: PlanShape, moves: Moves) -> list[tuple[Holding, PostMoveShape | None]]:
    """Everybody who holds a post in what ends, with the line that sends them on; one that names them goes before."""
    persons = {line.person: _person(line.person) for line in plan.posts if line.person}
    tree = snapshot().agencies
    found = []
    for row in holders_on(moves):
        key = f"{tree[row.post.agency_id].code}/{row.post.code}"
        # Whose account is closed goes on nowhere.
        lines = [line for line in plan.posts if line.post == key and row.account.is_active]
        named = [line for line in lines if line.person and persons[line.person] == row.account_id]
        found.append((row, next(iter(named + [line for line in lines if not line.person]), None)))
    return found


def _person(contact: str) -> UUID | None:
    try:
        account = identity.find_by_contact(contact=contact)
    except FormatFault:
        return None
    return account.id if account else None


def faults_of(plan: PlanShape) -> list[PlanFault]:
    """Everything in a plan that cannot be; needs the directory as it is."""
    known = snapshot().by_code
    ended = {line.agency for line in plan.ends}
    found: list[PlanFault] = []
    for index, line in enumerate(plan.ends):
        found += _faults_of_line(plan, line, f"ends[{index}]", ended)
    found += _faults_of_starters(plan)
    ending = {one for line in plan.ends if line.agency in known for one in inside(known[line.agency].id)}
    for index, move in enumerate(plan.posts):
        found += _faults_of_post(plan, move, f"posts[{index}]", ending)
    for index, answer in enumerate(plan.answers):
        if answer.to not in known:
            found.append(_fault(f"answers[{index}].to", "unknown_agency", _UNKNOWN, agency=answer.to))
    for index, one in enumerate(plan.hamlets):
        for name, code in (("agency", one.agency), ("to", one.to)):
            if code not in known:
                found.append(_fault(f"hamlets[{index}].{name}", "unknown_agency", _UNKNOWN, agency=code))
    return found


def _faults_of_line(plan: PlanShape, line: EndingShape, path: str, ended: set[str]) -> Iterator[PlanFault]:
    known = snapshot().by_code
    if line.agency not in known:
        yield _fault(f"{path}.agency", "unknown_agency", _UNKNOWN, agency=line.agency)
        return
    if [other.agency for other in plan.ends].count(line.agency) > 1:
        yield _fault(f"{path}.agency", "ends_twice", _TWICE, agency=line.agency)
    named = [(f"{path}.to[{index}]", code) for index, code in enumerate(line.to)]
    named += [(f"{path}.parts[{index}].to", part.to) for index, part in enumerate(line.parts)]
    named += [(f"{path}.undecided", line.undecided)] if line.undecided else []
    for where, code in named:
        yield from _faults_of_successor(plan, where, code, ended)
    agency = known[line.agency]
    if not line.to and not heir_ids(agency.id):
        yield _fault(path, "no_successor", _NOBODY, agency=line.agency)
    for below in snapshot().children[agency.id]:
        if not below.is_internal and is_in_force(below, plan.on) and below.code not in ended:
            yield _fault(f"{path}.agency", "agency_below", _BELOW, agency=line.agency, below=below.code)


def _faults_of_successor(plan: PlanShape, path: str, code: str, ended: set[str]) -> Iterator[PlanFault]:
    known = snapshot().by_code
    if code not in known:
        yield _fault(path, "unknown_agency", _UNKNOWN, agency=code)
    elif code in ended:
        yield _fault(path, "successor_ends", _ENDS, agency=code)
    elif not is_in_force(known[code], plan.on):
        yield _fault(path, "successor_not_there", _NOT_THERE, agency=code, on=f"{plan.on:%d/%m/%Y}")


def _faults_of_starters(plan: PlanShape) -> Iterator[PlanFault]:
    """Who is to begin in what ends only when it is over: the plan cannot send on who is not there yet."""
    known = snapshot().by_code
    lines: dict[int, int] = {}
    for index, line in enumerate(plan.ends):
        for one in inside(known[line.agency].id) if line.agency in known else ():
            lines.setdefault(one, index)
    late = Holding.objects.filter(real(), post__agency__in=lines, valid_from__gt=plan.on, closed_at=None)
    for row in late.select_related("post__agency", "account").order_by("id"):
        key, day = f"{row.post.agency.code}/{row.post.code}", f"{row.valid_from:%d/%m/%Y}"
        path = f"ends[{lines[row.post.agency_id]}].agency"
        yield _fault(path, "starts_late", _STARTS_LATE, person=row.account.full_name, post=key, day=day)


def _faults_of_post(plan: PlanShape, move: PostMoveShape, path: str, ending: set[int]) -> Iterator[PlanFault]:
    old, new = find_post(move.post), find_post(move.to)
    if old is None:
        yield _fault(f"{path}.post", "unknown_post", _NO_POST, post=move.post)
    elif move.person and not _holds(_person(move.person), old, plan.on):
        yield _fault(f"{path}.person", "unknown_holder", _HOLDS_IT_NOT, person=move.person, post=move.post)
    if new is None:
        yield _fault(f"{path}.to", "unknown_post", _NO_POST, post=move.to)
    elif new.retired_at is not None:
        yield _fault(f"{path}.to", "retired_post", _RETIRED, post=move.to)
    agency = snapshot().by_code.get(move.to.partition("/")[0])
    if agency is not None and not is_in_force(agency, plan.on):
        yield _fault(f"{path}.to", "successor_not_there", _NOT_THERE, agency=agency.code, on=f"{plan.on:%d/%m/%Y}")
    elif agency is not None and agency.id in ending:
        yield _fault(f"{path}.to", "successor_ends", _ENDS, agency=agency.code)


def _holds(account_id: UUID | None, post: Post, on: date) -> bool:
    """Whether a person is in the post when the new order begins, or left it for that, as when the plan was applied."""
    if account_id is None:
        return False
    held = Holding.objects.filter(real(), post=post, account=account_id, valid_from__lte=on)
    return held.exclude(valid_to__lt=on - timedelta(days=1)).exists()


def _fault(path: str, code: str, message: str, **params: Any) -> PlanFault:
    return PlanFault(path=path, code=code, message=message, params=params)


def _heirs(line: EndingShape) -> Heirs:
    known = snapshot().by_code
    return Heirs(
        to_ids=tuple(known[code].id for code in line.to) or tuple(heir_ids(known[line.agency].id)),
        parts=tuple(
            Part(
                to_id=known[part.to].id,
                fields=frozenset(part.fields),
                procedures=frozenset(part.procedures),
                units=frozenset(part.units),
            )
            for part in line.parts
        ),
        undecided_id=known[line.undecided].id if line.undecided else None,
    )


def find_post(key: str) -> Post | None:
    """A post by its natural key, `AGENCY/POST`."""
    agency, _, code = key.partition("/")
    return Post.objects.filter(agency__code=agency, code=code).first()


def inheritance_of(moves: Moves) -> Inheritance:
    """The rules of a plan over the tree as it is."""
    tree = snapshot()
    return Inheritance(moves, tree.agencies, tree.gazetteer, lambda heir, kind: _inner_unit(heir, kind, moves.on))


def _inner_unit(heir: int, kind: AgencyKind, on: date) -> int:
    found = one_stop_of(heir) if kind is AgencyKind.ONE_STOP else child_unit(heir, kind, on)
    return found.id if found else heir


def heirs_of(moves: Moves, belongings: Iterable[Belonging]) -> tuple[list[dict[int, int]], list[Asked]]:
    """For each belonging who takes it over from whom, and a question for each agency where nobody does."""
    rules = inheritance_of(moves)
    found: list[dict[int, int]] = []
    asked: list[Asked] = []
    for one in belongings:
        heirs = rules.heirs_of(one)
        found.append(heirs)
        asked += [rules.question(one, agency_id) for agency_id in one.agency_ids if agency_id not in heirs]
    return found, asked


def holders_on(moves: Moves) -> list[Holding]:
    """Who still holds a post in what ends, on the first day of the new order.

    Who has left between that day and the day on which the plan is applied is closed, and stays where history has them.
    """
    held = Holding.objects.filter(in_force(moves.on), post__agency__in=moves.ended_ids, closed_at=None)
    return list(held.select_related("post", "account").order_by("id"))


def agencies_to_end(moves: Moves) -> list[AgencyView]:
    """What the plan ends and is still there on the first day, the units inside first."""
    tree = snapshot()
    there = [tree.agencies[one] for one in moves.ended_ids if is_in_force(tree.agencies[one], moves.on)]
    return sorted(there, key=lambda agency: (-len(tree.ancestors[agency.id]), agency.id))


def survey_of_directory(moves: Moves, plan: PlanShape) -> list[Counted]:
    """How many agencies end, how many posts with them, who goes on elsewhere and whose post ends."""
    ending = agencies_to_end(moves)
    holders = sent_on(plan, moves)
    going_on = sum(line is not None for _, line in holders)
    posts = Post.objects.filter(agency__in=[agency.id for agency in ending], retired_at=None).count()
    return [
        Counted(kind="agencies", label=text_noop("agencies and units that end"), count=len(ending)),
        Counted(kind="posts", label=text_noop("posts that end with them"), count=posts),
        Counted(kind="holders_on", label=text_noop("people who go on in another post"), count=going_on),
        Counted(kind="holders_end", label=text_noop("people whose post ends"), count=len(holders) - going_on),
    ]


def last_day(moves: Moves) -> date:
    """The last day of what ends."""
    return moves.on - timedelta(days=1)

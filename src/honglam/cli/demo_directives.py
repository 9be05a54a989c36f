"""Directives to try the product with: given by the leaders among the demo accounts to units whose heads can sign in.

Made once, by verbs only, on days before today: some done, some on their way, some late with and without a cause.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from honglam.cli.demo_accounts import DOMAIN
from honglam.directives import api
from honglam.directives.contracts import ActInput, DirectiveInput, SourceKind, TargetInput, TaskInput, TasksAsked, Verb
from honglam.directory import api as directory
from honglam.identity import api as identity
from honglam.kernel import clock
from honglam.kernel.ids import uuid7
from honglam.kernel.values import Actor

_NAMES = UUID("5b0e3c3a-6f1c-4d0a-9a65-1f5c1d0f7a11")
Act = tuple[Verb, int, str]


@dataclass(frozen=True, kw_only=True)
class Story:
    """One directive: given so many days ago, due in so many days, and what became of it (verb, days ago, words)."""

    text: str
    given: int
    due: int
    acts: tuple[Act, ...] = ()
    part: str = ""
    symbol: str = ""
    kind: SourceKind = SourceKind.LEADER
    track: bool = False
    target: tuple[str, str, int] | None = None


STORIES = (
    Story(
        text="Rà soát, công khai đầy đủ thủ tục hành chính tại nơi tiếp nhận và trên trang thông tin điện tử.",
        given=40,
        due=-12,
        acts=((Verb.ACKNOWLEDGE, 39, ""), (Verb.REPORT, 25, "Đã rà soát hai phần ba, còn lĩnh vực đất đai.")),
        symbol="128/TB-VP",
        kind=SourceKind.MEETING,
    ),
    Story(
        text="Tập huấn nộp hồ sơ trực tuyến và thanh toán không dùng tiền mặt cho người dân.",
        given=30,
        due=20,
        acts=((Verb.REPORT, 10, "Đã mở ba lớp, 165 người tham gia."),),
        part="Chuẩn bị tài liệu và máy cho các lớp",
        target=("Người được tập huấn", "người", 400),
    ),
    Story(
        text="Thuê dịch vụ hệ thống giám sát an toàn thông tin.",
        given=60,
        due=45,
        acts=((Verb.PAUSE, 8, "Chờ thẩm định giá của cơ quan tài chính."),),
        symbol="57/KH-UBND",
        kind=SourceKind.DOCUMENT,
        track=True,
    ),
    Story(
        text="Trả lời các kiến nghị của cử tri gửi đến kỳ họp, báo cáo kết quả.",
        given=25,
        due=4,
        acts=((Verb.FINISH, 2, "Đã trả lời 11/11 kiến nghị, kèm bảng tổng hợp."),),
    ),
    Story(
        text="Khắc phục tình trạng hồ sơ đất đai chậm trả kết quả trong quý.",
        given=20,
        due=-3,
        kind=SourceKind.MEETING,
        symbol="131/TB-VP",
    ),
    Story(
        text="Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực của năm trước.",
        given=18,
        due=5,
        acts=((Verb.REPORT, 6, "Đã số hóa 1.240 trên 2.100 kết quả."),),
        target=("Kết quả đã số hóa", "kết quả", 2100),
    ),
    Story(
        text="Niêm yết mã QR đánh giá mức độ hài lòng tại tất cả các quầy.",
        given=35,
        due=-15,
        acts=((Verb.FINISH, 17, "Đã niêm yết tại mọi quầy."), (Verb.CLOSE, 16, "")),
    ),
)


def ensure() -> None:
    """Nothing where a demo directive stands already, or where nobody leads."""
    leaders = [actor for name in ("lanhdao.tinh", "lanhdao.xa") if (actor := _person(name)) is not None]
    at, made = clock.now(), 0
    for leader in leaders:
        if api.list_tasks(actor=leader, asked=TasksAsked(), at=at, limit=1).items:
            continue
        heads = _heads(leader, at)
        for number, story in enumerate(STORIES):
            if heads:
                _tell(story, leader, heads[number % len(heads)], at)
                made += 1
    print(f"{made} demo directives.")


def _heads(leader: Actor, at: datetime) -> list[Actor]:
    """Heads of agencies or units that the leader may direct, one for each, in the order of their names."""
    found: dict[int, Actor] = {}
    for lead_id, _name in api.list_leads(actor=leader, at=at):
        for role in ("leader", "unit_head"):
            holders = directory.holders_of(agency_id=lead_id, role=role, at=at)
            if holders and lead_id != leader.agency_id:
                actor = directory.actor_of_account(account_id=holders[0].account_id)
                found.setdefault(lead_id, actor)
    return [actor for lead_id, actor in found.items() if lead_id in actor.scope_ids][:4]


def _tell(story: Story, leader: Actor, head: Actor, at: datetime) -> None:
    today, given_at = clock.local(at).date(), at - timedelta(days=story.given)
    due_on = today + timedelta(days=story.due)
    targets: tuple[TargetInput, ...] = ()
    if story.target:
        indicator, unit, amount = story.target
        quarter = (due_on.month + 2) // 3
        one = TargetInput(year=due_on.year, quarter=quarter, indicator=indicator, unit=unit, target=Decimal(amount))
        targets = (one,)
    tracks = api.list_tracks() if story.track else []
    task = TaskInput(
        title=story.text,
        lead_id=head.scope_ids[0],
        due_on=due_on,
        targets=targets,
        track=tracks[0][0] if tracks else "",
    )
    wish = DirectiveInput(
        text=story.text, source_kind=story.kind, symbol=story.symbol, issued_on=clock.local(given_at).date(), task=task
    )
    key = str(uuid5(_NAMES, f"{leader.id}{story.text}"))
    task_id = api.give_directive(actor=leader, wish=wish, key=key, at=given_at)
    if story.part:
        part = TaskInput(title=story.part, lead_id=head.scope_ids[0], due_on=today + timedelta(days=3))
        api.break_down_task(
            actor=head, task_id=task_id, wish=part, key=str(uuid7()), at=at - timedelta(days=story.given - 1)
        )
    for verb, days, words in story.acts:
        actor = leader if verb is Verb.CLOSE else head
        given = ActInput(words=words)
        api.move_task(actor=actor, task_id=task_id, verb=verb, given=given, at=at - timedelta(days=days))


def _person(name: str) -> Actor | None:
    account = identity.find_by_contact(contact=f"{name}@{DOMAIN}")
    return directory.actor_of_account(account_id=account.id) if account else None

"""Documents in the world of the faces: one about which those that cite it do not agree, and files on their way in."""

from decimal import Decimal
from uuid import UUID

from honglam.documents import api
from honglam.documents.contracts import TAKEN, ProposalKind
from honglam.documents.models import Document
from honglam.indicators import api as api_of_figures
from honglam.indicators.contracts import Figure, IncomingState, ScopeRef, Span, ValueEntry
from honglam.indicators.services.figures.incoming import receive_figures
from honglam.kernel import clock
from honglam.kernel.values import Actor
from tests.files import papers
from tests.journeys.world import World, person


def register(world: World) -> None:
    """The register is the pack's; three files of the province's leader: to look through, unreadable, confirmed."""
    world.named["document"] = Document.objects.filter(disputed=True).latest("listed_on").id
    leader = person("lanhdao.tinh")
    world.named["incoming"] = _read(leader, papers.report(), "bao-cao-chuyen-doi-so.docx")
    world.named["unreadable"] = _read(leader, papers.pdf(["Ngắn"]), "ban-quet.pdf")
    other = papers.report("Phụ lục kèm theo có 12 hồ sơ.")
    world.named["confirmed"] = _read(leader, other, "bao-cao-co-phu-luc.docx")
    world.named["entered_document"] = _confirm(leader, world.named["confirmed"])
    _figures(world, leader)


def _figures(world: World, leader: Actor) -> None:
    """Of the confirmed figures one waits, one was set aside and one is a value."""
    at = clock.now()
    receive_figures(document_id=world.named["entered_document"], at=at)
    waiting = api_of_figures.list_incoming(actor=leader, state=IncomingState.WAITING).items
    world.named["incoming_figure"], aside, taken = (one.id for one in waiting[:3])
    world.named["aside_figure"], world.named["taken_figure"] = aside, taken
    api_of_figures.set_aside(actor=leader, incoming_id=aside, aside=True, at=at)
    entry = ValueEntry(
        indicator="level4_services",
        scope=ScopeRef(area="42"),
        span=Span(first_on=None, last_on=clock.today().replace(year=2020)),
        figure=Figure(value=Decimal(300)),
    )
    api_of_figures.take_figure(actor=leader, incoming_id=taken, entry=entry, at=at)


def _read(actor: Actor, content: bytes, name: str) -> UUID:
    came, _ = api.import_document(actor=actor, content=content, name=name, at=clock.now())
    while api.read_next_import(at=clock.now()):
        pass
    return came


def _confirm(actor: Actor, came: UUID) -> UUID:
    """Every citation is left out and every figure taken, then the document enters the register."""
    at, view = clock.now(), api.get_import(actor=actor, import_id=came)
    for one in view.proposals:
        if one.kind is ProposalKind.CITATION:
            api.drop_proposal(actor=actor, import_id=came, number=one.number, revision=0, at=at)
            continue
        verdict = api.take_proposal(
            actor=actor, import_id=came, number=one.number, typed=one.typed, link="", revision=0, at=at
        )
        assert verdict in TAKEN
    typed = {**view.head, "symbol": "48/BC-SM"}
    return api.confirm_import(
        actor=actor, import_id=came, typed=typed, revision=0, document="", leave=False, at=clock.now()
    ).document_id

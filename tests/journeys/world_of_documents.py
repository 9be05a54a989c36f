"""Documents in the world of the faces: one about which those that cite it do not agree."""

from honglam.documents.models import Document
from tests.journeys.world import World


def register(world: World) -> None:
    """The register is the pack's."""
    world.named["document"] = Document.objects.filter(disputed=True).latest("listed_on").id

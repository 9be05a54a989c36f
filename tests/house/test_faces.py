"""Every URL has been looked at: the table of faces names each line of the permission table."""

from tests.house.permissions import TABLE
from tests.journeys.faces import FACES


def test_every_url_has_its_faces() -> None:
    """A page nobody opens in a browser is a page whose faults nobody sees."""
    missing = sorted(set(TABLE) - set(FACES))
    gone = sorted(set(FACES) - set(TABLE))
    words = [f'no face for "{route}": add a line to tests/journeys/faces.py (its head shows how)' for route in missing]
    words += [f'no URL "{route}" any more: take its line out of tests/journeys/faces.py' for route in gone]
    assert words == []

"""Open dossiers follow the agencies that end.

Whoever takes over gets the whole of an open dossier: it leads it, receives it, works on it, reads it and is counted
with it. Its code, its due times and its history stay as they are; one line of history says what happened. What is
closed stays where it is: successors read it by their scope. The work is done set by set in the database, in the one
transaction of the reorganisation (docs/decisions/0014): a kill leaves nothing half done.
"""

from honglam.dossiers.services.moving.beside import FeedbackFollower, OrderFollower, desks_after
from honglam.dossiers.services.moving.follower import DossierFollower
from honglam.dossiers.services.moving.rescoping import rescope_agency

__all__ = ["DossierFollower", "FeedbackFollower", "OrderFollower", "desks_after", "rescope_agency"]

"""What crosses the door of `dossiers`: codes, inputs, views, events and refusals. Pure values, no Django."""

from honglam.dossiers.contracts.bulk import *  # noqa: F403
from honglam.dossiers.contracts.carrying import *  # noqa: F403
from honglam.dossiers.contracts.codes import *  # noqa: F403
from honglam.dossiers.contracts.consulting import *  # noqa: F403
from honglam.dossiers.contracts.errors import *  # noqa: F403
from honglam.dossiers.contracts.events import *  # noqa: F403
from honglam.dossiers.contracts.feedback import *  # noqa: F403
from honglam.dossiers.contracts.inputs import *  # noqa: F403
from honglam.dossiers.contracts.loads import *  # noqa: F403
from honglam.dossiers.contracts.national import *  # noqa: F403
from honglam.dossiers.contracts.preparing import *  # noqa: F403
from honglam.dossiers.contracts.scanning import *  # noqa: F403
from honglam.dossiers.contracts.takeover import *  # noqa: F403
from honglam.dossiers.contracts.views import *  # noqa: F403
from honglam.procedures.contracts import Channel as Channel

"""Open due times after the calendar changed.

A newly announced day off moves every appointment that lies behind it. Due times are composed from their ingredients
and never shifted, and an appointment depends on nothing but the minute it began in, its limit and its pauses. So for
dossiers that never paused (`plain`) the few distinct answers are counted once and written set by set; the others
(`paused`) are counted one by one, and so is the work that no running limit carries along (`beside`). Chunks have their
own transactions: nobody at a counter waits for a million rows, and what a kill interrupts is simply done again.
"""

from honglam.dossiers.services.recomputing.all_open import recompute_due_times
from honglam.dossiers.services.recomputing.trace import REASON

__all__ = ["REASON", "recompute_due_times"]

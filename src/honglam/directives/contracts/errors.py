"""Refusals, each named for what is refused. Messages are English msgids; entrances show them at the field."""

from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class TaskNotFound(NotFound):
    """No such task for this actor."""

    code = "task_not_found"
    message = text_noop("No task was found here.")


class DirectiveNotFound(NotFound):
    """No such directive for this actor."""

    code = "directive_not_found"
    message = text_noop("No directive was found here.")


class LetterNotFound(NotFound):
    """No such urging letter for this actor."""

    code = "urging_letter_not_found"
    message = text_noop("No urging letter was found here.")


class NotYours(DomainError):
    """The actor sees the task, but this is not theirs to do."""

    code = "not_yours"
    message = text_noop("Only those who answer for it may do this. Ask the lead unit's head or whoever gave the task.")
    status = 403


class WrongState(Conflict):
    """The task is not where this act finds it."""

    code = "wrong_state"
    message = text_noop("The task has moved on: %(state)s. Please look again.")


class Suspended(Conflict):
    """A task that stands still is first taken up again."""

    code = "task_suspended"
    message = text_noop("The task is suspended. Go on with it first.")


class SubtasksOpen(Conflict):
    """A task is not done while parts of it are not."""

    code = "subtasks_open"
    message = text_noop("%(count)s sub-tasks are not closed yet. Close them or call them off first.")


class TextMissing(Invalid):
    """A directive without words."""

    code = "directive_text_missing"
    message = text_noop("Write what is to be done.")


class WordsMissing(Invalid):
    """Why, or what, must be said."""

    code = "words_missing"
    message = text_noop("Write a sentence: what was done, or why.")


class LeadMissing(Invalid):
    """Every task has one lead unit."""

    code = "lead_missing"
    message = text_noop("Choose the unit that leads.")


class LeadOutOfReach(Invalid):
    """Nobody directs an agency that is not below theirs."""

    code = "lead_out_of_reach"
    message = text_noop("This unit does not stand below yours. Choose another one.")


class DueMissing(Invalid):
    """Every task has a day."""

    code = "due_missing"
    message = text_noop("Choose the day by which it must be done.")


class DueInThePast(Invalid):
    """Nobody can be asked for yesterday."""

    code = "due_in_the_past"
    message = text_noop("The day lies in the past. Choose today or a later day.")


class DueNotLater(Invalid):
    """More time means a later day."""

    code = "due_not_later"
    message = text_noop("Choose a day after %(due)s, the present time limit.")


class DueAfterParent(Invalid):
    """A part is due with its whole at the latest."""

    code = "due_after_parent"
    message = text_noop("A sub-task is due by %(due)s at the latest, the day of the task it belongs to.")


class TooDeep(Invalid):
    """Parts of parts of parts are nobody's work any more."""

    code = "tree_too_deep"
    message = text_noop("A task is broken down over four levels at most.")


class HolderElsewhere(Invalid):
    """The officer does not work in the lead unit."""

    code = "holder_elsewhere"
    message = text_noop("Choose an officer of the lead unit.")


class HolderAway(Conflict):
    """The officer named is away from every post in which they could hold the task."""

    code = "holder_away"
    message = text_noop("%(officer)s is away. Choose the deputy or another officer.")


class StageUnknown(Invalid):
    """The track of the task has no such stage."""

    code = "stage_unknown"
    message = text_noop("Choose one of the stages shown.")


class ExtensionOpen(Conflict):
    """One question at a time."""

    code = "extension_open"
    message = text_noop("More time has been asked for already and is not decided yet.")


class NoExtensionAsked(Conflict):
    """Nothing to decide."""

    code = "no_extension_asked"
    message = text_noop("Nobody has asked for more time, or it is decided already.")


class NumberMalformed(Invalid):
    """A reported quantity that is none."""

    code = "number_malformed"
    message = text_noop("Enter a number such as 1.250 or 12,5.")


class NothingToUrge(Invalid):
    """A letter about nothing."""

    code = "nothing_to_urge"
    message = text_noop("Choose at least one task that is late or soon due.")


class NotToUrge(Invalid):
    """A letter leaves out nothing that somebody ticked, unless they say so."""

    code = "not_to_urge"
    message = text_noop(
        "%(count)s of the tasks you chose cannot be urged: they are over, suspended, reported as done, or others gave"
        " them. Choose again."
    )


class SeveralLeads(Invalid):
    """One letter goes to one unit."""

    code = "several_leads"
    message = text_noop("One letter goes to one unit. Choose tasks of one lead unit only.")


class SeveralGivers(Invalid):
    """One letter is sent in one name."""

    code = "several_givers"
    message = text_noop("One letter is sent in the name of one agency. Choose tasks that one agency gave.")


class TooManyTicked(Invalid):
    """More tasks than a letter takes; leaving some out in silence would urge half."""

    code = "too_many_ticked"
    message = text_noop("One letter names at most %(most)s tasks. Write another letter for the others.")


class TooManyPapers(Invalid):
    """More evidence than one report takes."""

    code = "too_many_papers"
    message = text_noop("Attach at most %(most)s files; the others go with another report.")


class QuantityUnnamed(Invalid):
    """A number of what?"""

    code = "quantity_unnamed"
    message = text_noop("Say what is counted, and in which unit of measure.")


class ConclusionUnknown(NotFound):
    """The meeting concluded nothing of that number."""

    code = "conclusion_unknown"
    message = text_noop("This meeting has no such conclusion.")

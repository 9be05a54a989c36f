"""What each measure of dossiers means, in words that a reader outside the office can check."""

from collections.abc import Mapping

from honglam.kernel.values import text_noop

DOSSIERS, STEPS, RATINGS, PROCEDURES, CASES = (
    text_noop("dossiers"),
    text_noop("steps"),
    text_noop("ratings"),
    text_noop("procedures"),
    text_noop("feedback cases"),
)

WORDS: Mapping[str, tuple[str, str, str]] = {
    "received": (
        text_noop("Received in the period"),
        text_noop("Dossiers that the one-stop accepted in the period, by any channel."),
        DOSSIERS,
    ),
    "received_online": (
        text_noop("Received online"),
        text_noop("Those of them that were filed online."),
        DOSSIERS,
    ),
    "received_offline": (
        text_noop("Received at the desk or by post"),
        text_noop("Those of them that were filed at the desk or by public post."),
        DOSSIERS,
    ),
    "received_full": (
        text_noop("Received for services online from end to end"),
        text_noop("Dossiers, by any channel, of procedures whose whole course is online."),
        DOSSIERS,
    ),
    "received_full_online": (
        text_noop("Filed online for services online from end to end"),
        text_noop("Those of them that were really filed online."),
        DOSSIERS,
    ),
    "received_synchronised": (
        text_noop("Received and known to the national portal"),
        text_noop("Those of them that the national public-service portal has taken in since."),
        DOSSIERS,
    ),
    "received_reusing": (
        text_noop("Received with a reused paper"),
        text_noop("Those of them with at least one paper taken from what the province holds, instead of an upload."),
        DOSSIERS,
    ),
    "carried_over": (
        text_noop("Carried over"),
        text_noop("Received before the period and neither settled nor taken back when it began."),
        DOSSIERS,
    ),
    "settled": (
        text_noop("Settled in the period"),
        text_noop("Dossiers whose result, positive or negative, was issued in the period."),
        DOSSIERS,
    ),
    "settled_early": (
        text_noop("Settled early"),
        text_noop("Settled before the appointment's day."),
        DOSSIERS,
    ),
    "settled_on_time": (
        text_noop("Settled on time"),
        text_noop("Settled on the appointment's day, no later than its hour."),
        DOSSIERS,
    ),
    "settled_overdue": (text_noop("Settled late"), text_noop("Settled after the appointment."), DOSSIERS),
    "settled_at_desk": (
        text_noop("Settled at the desk"),
        text_noop("Settled while the applicant waited."),
        DOSSIERS,
    ),
    "withdrawn": (
        text_noop("Taken back after receipt"),
        text_noop("Received and then taken back by the applicant."),
        DOSSIERS,
    ),
    "open": (
        text_noop("In process at the end"),
        text_noop(
            "Received and neither settled nor taken back when the period ended, or now if it runs; what was stopped"
            " is among them, since it can be reopened."
        ),
        DOSSIERS,
    ),
    "open_in_time": (
        text_noop("In process, in time"),
        text_noop("Those of them whose appointment had not passed, or whose clock stood still when it came."),
        DOSSIERS,
    ),
    "open_overdue": (
        text_noop("In process, late"),
        text_noop("Those of them whose appointment had passed while the clock ran."),
        DOSSIERS,
    ),
    "asked_never": (
        text_noop("Settled without asking for more"),
        text_noop("Settled dossiers for which no supplement was asked."),
        DOSSIERS,
    ),
    "asked_once": (
        text_noop("Settled after asking once"),
        text_noop("Settled dossiers for which a supplement was asked once."),
        DOSSIERS,
    ),
    "asked_more": (
        text_noop("Settled after asking more than once"),
        text_noop("Settled dossiers for which a supplement was asked more than once."),
        DOSSIERS,
    ),
    "in_time_asked_more": (
        text_noop("Settled in time after asking more than once"),
        text_noop("Settled early or on time, though a supplement was asked more than once: the index counts it late."),
        DOSSIERS,
    ),
    "visited_none": (
        text_noop("Settled without a visit"),
        text_noop("Settled dossiers that were filed and returned online or by post."),
        DOSSIERS,
    ),
    "visited_desk": (
        text_noop("Settled through the one-stop only"),
        text_noop("Settled dossiers for which the applicant came to the one-stop."),
        DOSSIERS,
    ),
    "blamed_early": (
        text_noop("Settled early, attitude blamed"),
        text_noop("Settled early, with feedback or a rating that blames how officers behaved."),
        DOSSIERS,
    ),
    "blamed_on_time": (
        text_noop("Settled on time, attitude blamed"),
        text_noop("Settled on time, with feedback or a rating that blames how officers behaved."),
        DOSSIERS,
    ),
    "result_electronic": (
        text_noop("Settled with an electronic result"),
        text_noop("Settled dossiers whose result is a file in the product."),
        DOSSIERS,
    ),
    "all_electronic": (
        text_noop("Settled with papers and result digitised"),
        text_noop("Those of them of which every paper in force is a file as well."),
        DOSSIERS,
    ),
    "rated": (text_noop("Ratings given"), text_noop("Answers to “How did we serve you?” in the period."), RATINGS),
    "rated_very": (text_noop("Very satisfied"), text_noop("Ratings with the first of three levels."), RATINGS),
    "rated_satisfied": (text_noop("Satisfied"), text_noop("Ratings with the second of three levels."), RATINGS),
    "rated_not": (text_noop("Not satisfied"), text_noop("Ratings with the third of three levels."), RATINGS),
    "steps": (
        text_noop("Steps finished"),
        text_noop("Steps of dossiers that the agency's units finished in the period."),
        STEPS,
    ),
    "steps_early": (text_noop("Steps finished early"), text_noop("Before the day on which they were due."), STEPS),
    "steps_on_time": (text_noop("Steps finished on time"), text_noop("On the day on which they were due."), STEPS),
    "steps_overdue": (text_noop("Steps finished late"), text_noop("After they were due."), STEPS),
    "services_used": (
        text_noop("Services with dossiers"),
        text_noop("Procedures on offer for which at least one dossier was received in the period."),
        PROCEDURES,
    ),
    "services_used_online": (
        text_noop("Services with dossiers filed online"),
        text_noop("Procedures on offer for which at least one dossier was filed online in the period."),
        PROCEDURES,
    ),
    "fee_paid": (
        text_noop("Dossiers with a fee paid"),
        text_noop("Dossiers whose first fee or charge was paid in the period, by any way; obligations left out."),
        DOSSIERS,
    ),
    "fee_paid_online": (
        text_noop("Dossiers with a fee paid online"),
        text_noop("Those of them with a fee or charge paid through the online gateway or by bank transfer."),
        DOSSIERS,
    ),
    "services_payable_online": (
        text_noop("Services payable online"),
        text_noop("Procedures with a fee or charge of agencies with an online gateway or a collecting bank account."),
        PROCEDURES,
    ),
    "services_paid_online": (
        text_noop("Services paid online"),
        text_noop("Those of them for which at least one dossier paid a fee or charge online in the period."),
        PROCEDURES,
    ),
}
FEEDBACK_WORDS: Mapping[str, tuple[str, str, str]] = {
    "received": (
        text_noop("Feedback received"),
        text_noop("Feedback and proposals that arrived in the period."),
        CASES,
    ),
    "settled": (text_noop("Feedback answered"), text_noop("Cases whose answer was approved in the period."), CASES),
    "settled_on_time": (
        text_noop("Feedback answered on time"),
        text_noop("Those of them that were answered by their legal time."),
        CASES,
    ),
    "open_overdue": (
        text_noop("Feedback unanswered and late"),
        text_noop("Cases whose legal time had passed without an answer when the period ended, or now if it runs."),
        CASES,
    ),
    "rated": (
        text_noop("Answers rated"),
        text_noop("Cases answered in the period whose sender said how content they are."),
        CASES,
    ),
    "satisfied": (
        text_noop("Answers that content"),
        text_noop("Those of them whose sender is satisfied or very satisfied."),
        CASES,
    ),
}

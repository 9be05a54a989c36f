"""What identity refuses, each refusal by its name."""

from honglam.kernel.values import Conflict, DomainError, Invalid, NotFound, text_noop


class WrongPassword(DomainError):
    """The present password was not typed rightly."""

    code = "wrong_password"
    message = text_noop("This is not your present password.")


class SignInRefused(DomainError):
    """Unknown account and wrong password look alike on purpose."""

    code = "sign_in_refused"
    message = text_noop("The phone number, e-mail or password is not right.")


class WrongCode(DomainError):
    """The code was mistyped, is too old or was never sent: all look alike."""

    code = "wrong_code"
    message = text_noop("This code is not right or has expired. Please check the latest message or ask for a new code.")


class SecondFactorSealed(DomainError):
    """What an authenticator is checked against was sealed under a key that this installation no longer has."""

    code = "second_factor_sealed"
    message = text_noop(
        "Codes cannot be checked at the moment. Your phone is all right: it is a setting of this service. "
        "Please tell those who look after it."
    )
    status = 503


class TermsNotAgreed(DomainError):
    """No account without the terms."""

    code = "terms_not_agreed"
    message = text_noop("Please agree to the terms to open an account.")


class ContactTaken(Conflict):
    """Another account proved this contact first."""

    code = "contact_taken"
    message = text_noop("This phone number or e-mail belongs to another account.")


class LastContact(DomainError):
    """Without any contact nobody could ever come back in."""

    code = "last_contact"
    message = text_noop("This is the only way to reach you. Please add another phone number or e-mail first.")


class LastWayIn(DomainError):
    """Without the provider nothing would be left to sign in with: a password opens an account only with a contact."""

    code = "last_way_in"
    message = text_noop(
        "Without this link you could not sign in any more. Please choose a password and add a phone number or e-mail "
        "first."
    )


class CitizenIdTaken(Conflict):
    """Another account proved this citizen id."""

    code = "citizen_id_taken"
    message = text_noop(
        "This citizen identity number is already linked to another account. If that account is yours, sign in there; "
        "to keep this one instead, close that one first. If you cannot get in there, ask at a one-stop desk and bring "
        "the card."
    )


class AccountKnown(Conflict):
    """A provider's answer names a contact that somebody proved here: a second account would split one person in two."""

    code = "account_known"
    message = text_noop("There is an account here already with %(contact)s.")


class CitizenIdProven(DomainError):
    """What a provider or clerk vouched for is not overwritten by typing."""

    code = "citizen_id_proven"
    message = text_noop("This information was confirmed from the citizen card and cannot be changed here.")


class StaffNameKept(Invalid):
    """An officer's name stands under what they decide: it is not theirs to choose."""

    code = "staff_name_kept"
    message = text_noop(
        "The name of an officer's account is not changed here. If it is wrong, ask to have it corrected: Account, "
        "Your data."
    )


class ConfirmedBefore(Conflict):
    """Somebody vouched for this account's number already; what is wrong in it is corrected on request."""

    code = "confirmed_before"
    message = text_noop(
        "The identity behind this account was confirmed before. If something in it is wrong, the person asks to have "
        "it corrected: Account, Your data."
    )


class NobodyThere(NotFound):
    """No account that an officer at a desk could confirm proved this contact."""

    code = "nobody_there"
    message = text_noop(
        "No account was opened with this phone number or e-mail. The person opens one first, here or at home."
    )
    status = 422


class NameDiffers(Invalid):
    """The card is not of whom the account says it is; the name there is not told."""

    code = "name_differs"
    message = text_noop(
        "The account is under another name than the card. If it is this person's, they correct the name in their "
        "account (Your details) and come back; nothing was confirmed."
    )


class OwnAccount(DomainError):
    """Nobody vouches for themselves, nor manages their own account as others'."""

    code = "own_account"
    message = text_noop("This is your own account. A colleague must do this for you.")
    status = 403


class CardTaken(Conflict):
    """At the desk: the number on the card is confirmed for another account."""

    code = "card_taken"
    message = text_noop(
        "The number on the card is confirmed for another account. The person signs in to that one. If they cannot, "
        "those who look after this service close it, and then this one can be confirmed."
    )


class EnterpriseNotThere(NotFound):
    """Nobody put an enterprise with this tax code on their list, or it is confirmed."""

    code = "enterprise_not_there"
    message = text_noop(
        "No enterprise with this tax code waits to be confirmed. Its owner adds it first: Account, Enterprises."
    )
    status = 422


class EnterpriseTaken(Conflict):
    """The tax code is confirmed for another entry."""

    code = "enterprise_taken"
    message = text_noop(
        "This tax code is confirmed already. Its owner can invite the person. Where nobody acts for it any more, or "
        "the register names another representative, the person adds it to the own account first; then it is handed "
        "over here."
    )


class EnterpriseOwned(Conflict):
    """Somebody still owns the confirmed enterprise, and nobody said that the register names another."""

    code = "enterprise_owned"
    message = text_noop(
        "Somebody acts for this enterprise already and can invite the person. Hand it over only where the register "
        "names another representative, and say so."
    )


class PostHeld(DomainError):
    """Whoever closed their own account while holding a post would leave the post held by nobody who can sign in."""

    code = "post_held"
    message = text_noop(
        "Your account belongs to a post that you hold. Your post must end first: ask an administrator, then close the "
        "account."
    )


class ProviderFailed(DomainError):
    """The identity provider's answer cannot be trusted or did not come."""

    code = "provider_failed"
    message = text_noop("Signing in with %(provider)s did not succeed. Please try again, or sign in with a password.")
    status = 502


class LinkNotAsked(DomainError):
    """Somebody signed in came back with an identity that is not theirs, and had not proven that they may link it."""

    code = "link_not_asked"
    message = text_noop(
        "This identity is not linked with your account. If it is yours, choose on the page of your account to link it."
    )
    status = 409


class LinkedMeanwhile(Conflict):
    """The identity was linked, unlinked or its contact proven by somebody while we looked."""

    code = "linked_meanwhile"


class ProviderDeclined(DomainError):
    """The person said no at the provider."""

    code = "provider_declined"
    message = text_noop("You have cancelled signing in with %(provider)s.")


class AccountInactive(DomainError):
    """The account was closed."""

    code = "account_inactive"
    message = text_noop("This account has been closed.")
    status = 403


class TokenLabelMissing(Invalid):
    """A key whose purpose nobody remembers is never revoked."""

    code = "token_label_missing"
    message = text_noop("Say which program the access code is for. Example: Accounting software of the commune.")


class TokenScopesMissing(Invalid):
    """A key that allows nothing."""

    code = "token_scopes_missing"
    message = text_noop("Choose at least one thing that the program may do.")


class TokenPeriodUnknown(Invalid):
    """Not one of the periods that are offered."""

    code = "token_period_unknown"
    message = text_noop("Choose how long the access code is valid.")


class TokenShown(Conflict):
    """The form was sent before: the secret was shown then, and only then."""

    code = "token_shown"
    message = text_noop(
        "This access code was made already and shown once. If you did not keep it, revoke it and make another."
    )


class TooManyTokens(Conflict):
    """A program that makes a key at every start would leave hundreds that nobody watches."""

    code = "too_many_tokens"
    message = text_noop("You have %(limit)s valid access codes already. Please revoke one first.")


class SecondStepFirst(DomainError):
    """A key made behind a password alone would open what the second factor closes."""

    code = "second_step_first"
    message = text_noop(
        "An access code can be made only where the second step was passed. Set up the second step first, or sign in "
        "again with it."
    )
    status = 403


class SecondStepNotPassed(DomainError):
    """A session from before the second factor would change or read what was set up to close it out."""

    code = "second_step_not_passed"
    message = text_noop(
        "Your account has a second step that you have not passed since you signed in. Please sign in again and pass it."
    )
    status = 403


class UnknownScope(DomainError):
    """No such permission exists for tokens."""

    code = "unknown_scope"
    message = text_noop("There is no permission called %(scope)s.")


class WrongTotpCode(DomainError):
    """The six digits do not fit this half minute."""

    code = "wrong_totp_code"
    message = text_noop("The six digits are not right. They change every 30 seconds: please enter the present ones.")


class SecondFactorKept(DomainError):
    """Staff may not go without a second factor."""

    code = "second_factor_kept"
    message = text_noop("Your post requires a second step when signing in. Add another one before removing this one.")


class PasskeyRefused(DomainError):
    """The device's answer does not fit our question."""

    code = "passkey_refused"
    message = text_noop("The device did not confirm. Please try again.")


class LastOwner(DomainError):
    """An enterprise keeps at least one owner."""

    code = "last_owner"
    message = text_noop("An enterprise needs at least one owner. Please name another owner first.")


class AlreadyMember(Conflict):
    """The enterprise is on the list already."""

    code = "already_member"
    message = text_noop("This enterprise is already on your list.")


class AccountNotFound(NotFound):
    """No such account, or not for this actor."""

    code = "account_not_found"
    message = text_noop("There is no such account.")

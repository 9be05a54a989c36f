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


class CitizenIdTaken(Conflict):
    """Another account proved this citizen id."""

    code = "citizen_id_taken"
    message = text_noop("This citizen identity number is already linked to another account.")


class CitizenIdProven(DomainError):
    """What a provider or clerk vouched for is not overwritten by typing."""

    code = "citizen_id_proven"
    message = text_noop("This information was confirmed from the citizen card and cannot be changed here.")


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

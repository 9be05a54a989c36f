"""Mistakes in how a number, a name or a password is written, each by its name."""

from honglam.kernel.values import Invalid, text_noop


class FormatFault(Invalid):
    """A number or a name is not written the way it must be."""


class CitizenIdLength(FormatFault):
    """Not twelve digits."""

    code = "citizen_id_length"
    message = text_noop("A citizen identity number has 12 digits. Example: 042085001234.")


class CitizenIdOldCard(FormatFault):
    """Nine digits: the old identity card, which lost its validity (Law 26/2023/QH15, article 46)."""

    code = "citizen_id_old_card"
    message = text_noop(
        "This is the 9-digit number of an old identity card, which is no longer valid since 1 January 2025. "
        "Please enter the 12-digit number of the citizen card."
    )


class CitizenIdProvince(FormatFault):
    """The first three digits name no place of birth registration."""

    code = "citizen_id_province"
    message = text_noop(
        "The first three digits (%(digits)s) are not the code of any province. Please check the number."
    )


class CitizenIdBirth(FormatFault):
    """The number and the birth date contradict each other."""

    code = "citizen_id_birth"
    message = text_noop("This number belongs to a person born in %(year)s, but the birth date says otherwise.")


class CitizenIdGender(FormatFault):
    """The number and the gender contradict each other."""

    code = "citizen_id_gender"
    message = text_noop("The fourth digit of this number does not fit the gender entered.")


class CitizenIdFuture(FormatFault):
    """The number says that the person is not born yet."""

    code = "citizen_id_future"
    message = text_noop("This number says that its holder was born in %(year)s, which has not come yet.")


class TaxCodeFormat(FormatFault):
    """Not 10, 12 or 13 digits."""

    code = "tax_code_format"
    message = text_noop(
        "A tax code has 10 digits, 10 digits with a branch number, or the 12 digits of a citizen identity number. "
        "Example: 0100109106 or 0100109106-001."
    )


class TaxCodeCheckDigit(FormatFault):
    """The tenth digit does not follow from the first nine."""

    code = "tax_code_check_digit"
    message = text_noop(
        "This tax code is mistyped: its last digit does not fit the others. Please compare it with the certificate."
    )


class PhoneFormat(FormatFault):
    """Not a Vietnamese phone number."""

    code = "phone_format"
    message = text_noop("This is not a phone number in use in Viet Nam. Example: 0912 345 678.")


class PhoneOldPrefix(FormatFault):
    """An eleven-digit mobile number from before the conversion of 2018."""

    code = "phone_old_prefix"
    message = text_noop(
        "Numbers beginning with %(old)s have begun with %(new)s since 2018. Please enter the new number."
    )


class PhoneNotMobile(FormatFault):
    """A landline where a text message must arrive."""

    code = "phone_not_mobile"
    message = text_noop("A landline cannot receive text messages. Please enter a mobile number.")


class EmailFormat(FormatFault):
    """Not an e-mail address."""

    code = "email_format"
    message = text_noop("This is not an e-mail address. Example: nguyenvanan@example.vn.")


class ContactFormat(FormatFault):
    """Neither a phone number nor an e-mail address."""

    code = "contact_format"
    message = text_noop("Please enter a mobile number or an e-mail address. Example: 0912 345 678.")


class NameFormat(FormatFault):
    """Not a person's name."""

    code = "name_format"
    message = text_noop("Please enter the full name as on the citizen card, in letters only.")


class EnterpriseName(FormatFault):
    """No name, or hardly one."""

    code = "enterprise_name"
    message = text_noop("Please enter the full name as on the registration certificate.")


class LanguageUnknown(FormatFault):
    """A language in which nothing is written here."""

    code = "language_unknown"
    message = text_noop("Please choose one of the languages offered.")


class GenderFormat(FormatFault):
    """Neither of the two that the citizen card knows."""

    code = "gender_format"
    message = text_noop("Please choose male or female, as on the citizen card.")


class BirthFormat(FormatFault):
    """Not a date, month or year of birth."""

    code = "birth_format"
    message = text_noop(
        "Please enter the date as day/month/year, or only the year if the rest is unknown. Example: 12/03/1985."
    )


class CardUnreadable(FormatFault):
    """The scanned text is not a citizen card's."""

    code = "card_unreadable"
    message = text_noop("This is not the QR code of a citizen card. Please scan again.")


class PasswordTooShort(FormatFault):
    """Length is what makes a password strong."""

    code = "password_too_short"
    message = text_noop("Please use at least %(length)s characters. Several words in a row are easy to remember.")


class PasswordTooLong(FormatFault):
    """Hashing a megabyte would be an attack on us."""

    code = "password_too_long"
    message = text_noop("Please use at most %(length)s characters.")


class PasswordCommon(FormatFault):
    """Among the first that a burglar tries."""

    code = "password_common"
    message = text_noop("Many people use this password, so it is guessed first. Please choose another.")


class PasswordPersonal(FormatFault):
    """Made of what others know about the person."""

    code = "password_personal"
    message = text_noop(
        "This password contains your name, phone number, e-mail or identity number. Please choose another."
    )


class PasswordSimple(FormatFault):
    """One character, or one short run, repeated."""

    code = "password_simple"
    message = text_noop("This password repeats the same few characters. Please choose another.")

"""What a failed attempt is called before people. The row keeps what the machine said, for whoever mends it.

Each line is tried in turn; what the pattern names stands in the sentence.
"""

import re

from honglam.kernel.values import text_noop

Said = tuple[str, dict[str, str]]

_SENTENCES: tuple[tuple[str, str], ...] = (
    (r"no answer within (?P<seconds>\d+) seconds", text_noop("No answer within %(seconds)s seconds.")),
    (r"\w*Timeout\b", text_noop("No answer in time.")),
    (
        r"the receiver answered (?P<status>\d+): redirects",
        text_noop("The receiver answered %(status)s and pointed elsewhere; redirects are not followed."),
    ),
    (r"the receiver answered (?P<status>\d+)", text_noop("The receiver answered %(status)s.")),
    (
        r"(a paper: )?the portal answered (?P<status>\d+)",
        text_noop("The national portal answered %(status)s."),
    ),
    (r"a paper is larger than we take", text_noop("A paper is larger than this installation takes.")),
    (r"the portal refused our sign-in", text_noop("The national portal refused our sign-in. Check name and password.")),
    (
        r"the portal answered something else|JSONDecodeError|UnicodeDecodeError",
        text_noop("The national portal's answer could not be understood."),
    ),
    (r"the host cannot be found", text_noop("There is no such host. Check the address.")),
    (r"the host's address is not a public one", text_noop("The address does not lie in the public network.")),
    (
        r"without encryption only receivers",
        text_noop("Unencrypted messages go only to receivers in the installation's own networks."),
    ),
    (r"the receiver took nothing for days", text_noop("The receiver took nothing for days.")),
    (r"the subscription was deleted", text_noop("The subscription was switched off.")),
    (r"\w*Error\b.*certificate", text_noop("The receiver's certificate is not valid, or not trusted here.")),
    (r"\w*Error\b.*refused", text_noop("The receiver refused the connection: nothing listens there at the moment.")),
    (r"\w*(Error|Exception|Closed|Reset)\b", text_noop("The connection could not be made, or broke off.")),
    (
        r"(?P<service>\w+): (?P<answer>.+)",
        text_noop("The national portal did not take it (%(service)s): %(answer)s"),
    ),
)
_KNOWN = tuple((re.compile(pattern, re.IGNORECASE | re.DOTALL), sentence) for pattern, sentence in _SENTENCES)
_OTHER = text_noop("It could not be sent: %(said)s")


def say(said: str) -> Said:
    """The sentence (an English msgid) and what stands in it; an empty one where nothing went wrong."""
    if not said:
        return "", {}
    for pattern, sentence in _KNOWN:
        found = pattern.match(said)
        if found:
            return sentence, {name: value for name, value in found.groupdict().items() if f"%({name})" in sentence}
    return _OTHER, {"said": said}

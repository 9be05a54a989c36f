"""The language of a page: Vietnamese unless the visitor chose otherwise here."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from honglam.kernel.problems import API


class ChosenLanguage(LocaleMiddleware):
    """Reads the cookie and nothing else: many telephones in Vietnam are set to English by their makers."""

    def process_request(self, request: HttpRequest) -> None:
        """Speak the chosen language for the time of this request."""
        if request.path.startswith(API):
            # Programs send no cookie and mean what they ask for.
            code = translation.get_language_from_request(request)
            translation.activate(code)
            request.LANGUAGE_CODE = code
            return
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code

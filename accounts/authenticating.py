"""Who asks the API: nobody in particular, or a program with somebody's access key."""

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import APIException, AuthenticationFailed, ErrorDetail, Throttled
from rest_framework.request import Request

from accounts.access_keys import PREFIX, note_use, recognised
from accounts.models import AccessKey, User
from accounts.signing_in import address_of
from accounts.tries import WRONG_KEYS, is_used_up, note

SCHEME = "Bearer"
LONGEST_WORDS = 200


class ByAccessKey(BaseAuthentication):
    """`Authorization: Bearer sozm_…`, and nothing else: no cookie, nothing in the address.

    An address that sent many wrong keys waits; a good key opens nevertheless, since nobody
    guesses one, and since whole offices share an address.
    """

    def authenticate(self, request: Request) -> tuple[User, AccessKey] | None:
        parts = get_authorization_header(request).split()
        if not parts:
            return None
        key = self._key(parts)
        if key is None:
            raise self._refused(address_of(request._request) or "")
        note_use(key)
        key.user.through = key.name
        return key.user, key

    def _key(self, parts: list[bytes]) -> AccessKey | None:
        scheme, *words = (part.decode("latin-1") for part in parts)
        if scheme.lower() != SCHEME.lower() or len(words) != 1 or len(words[0]) > LONGEST_WORDS:
            return None
        return recognised(words[0])

    def _refused(self, address: str) -> APIException:
        if is_used_up(WRONG_KEYS, address):
            refusal = Throttled(wait=WRONG_KEYS.within.total_seconds())
            refusal.detail = ErrorDetail(
                _("Many wrong access keys came from here. Please wait 15 minutes."), "throttled"
            )
            return refusal
        note(WRONG_KEYS, address)
        return AuthenticationFailed(
            _("This access key is wrong, expired or withdrawn, or its person may not sign in.")
        )

    def authenticate_header(self, request: Request) -> str:
        return f'{SCHEME} realm="{settings.SPECTACULAR_SETTINGS["TITLE"]}"'


class AccessKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """For the description of the API (/api/schema/)."""

    target_class = ByAccessKey
    name = "accessKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": SCHEME.lower(),
            "bearerFormat": f"{PREFIX}…",
            "description": "made on the staff desk, page “Access keys for programs”",
        }

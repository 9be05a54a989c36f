"""Paths of the simulators under /gia-lap/, mounted only where they are wanted."""

from django.urls import include, path

from honglam.kernel.guards import PUBLIC, guard
from honglam.simulators import sms, vneid

_VNEID = [
    path(".well-known/openid-configuration", guard(vneid.configuration, PUBLIC), name="configuration"),
    path("authorize", guard(vneid.authorize, PUBLIC), name="authorize"),
    path("token", guard(vneid.token, PUBLIC), name="token"),
    path("userinfo", guard(vneid.userinfo, PUBLIC), name="userinfo"),
    path("jwks", guard(vneid.jwks, PUBLIC), name="jwks"),
]
_SMS = [
    path("", guard(sms.telephone, PUBLIC), name="telephone"),
    path("messages", guard(sms.messages, PUBLIC), name="messages"),
    path("messages/<str:message_id>", guard(sms.receipt, PUBLIC), name="receipt"),
]
urlpatterns = [path("vneid/", include((_VNEID, "vneid"))), path("sms/", include((_SMS, "sms")))]

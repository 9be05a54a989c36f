"""Paths of the simulators under /gia-lap/, mounted only where they are wanted."""

from django.urls import include, path

from honglam.kernel.guards import PUBLIC, guard
from honglam.simulators import gateway, national_portal, post, sms, vneid, zalo

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
_PORTAL = [
    path("", guard(national_portal.told, PUBLIC), name="told"),
    path("mapi/login", guard(national_portal.login, PUBLIC), name="login"),
    path("mapi/g", guard(national_portal.services, PUBLIC), name="services"),
    path("giay-to/<str:name>", guard(national_portal.paper, PUBLIC), name="paper"),
]
_ZALO = [
    path("", guard(zalo.telephone, PUBLIC), name="telephone"),
    path("v4/oa/access_token", guard(zalo.access_key, PUBLIC), name="access_key"),
    path("message/template", guard(zalo.message, PUBLIC), name="message"),
]
_GATEWAY = [
    path("", guard(gateway.overview, PUBLIC), name="overview"),
    path("pay", guard(gateway.pay, PUBLIC), name="pay"),
    path("query", guard(gateway.query, PUBLIC), name="query"),
    path("deliver", guard(gateway.deliver, PUBLIC), name="deliver"),
]
_POST = [
    path("", guard(post.overview, PUBLIC), name="overview"),
    path("nghe", guard(post.hear, PUBLIC), name="hear"),
    path("bao", guard(post.report, PUBLIC), name="report"),
    path("giao", guard(post.deliver, PUBLIC), name="deliver"),
]
urlpatterns = [
    path("buu-chinh/", include((_POST, "post"))),
    path("zalo/", include((_ZALO, "zalo"))),
    path("vneid/", include((_VNEID, "vneid"))),
    path("sms/", include((_SMS, "sms"))),
    path("cong-quoc-gia/", include((_PORTAL, "national_portal"))),
    path("thanh-toan/", include((_GATEWAY, "gateway"))),
]

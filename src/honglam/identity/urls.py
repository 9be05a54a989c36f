"""Paths under /tai-khoan/ and about personal data. allauth looks some pages up under names without a namespace."""

from django.urls import URLPattern, URLResolver, include, path

from honglam.identity.access import AT_DESK
from honglam.identity.views import (
    answering,
    asking,
    at_desk,
    enterprises,
    mandates,
    passwords,
    privacy,
    profile,
    provider,
    second_factor,
    sign_in,
    sign_up,
    staff,
    tokens,
)
from honglam.kernel.guards import PUBLIC, SIGNED_IN, guard, role

_OWN = [
    path("", guard(profile.account, SIGNED_IN), name="account"),
    path("dang-nhap/", guard(sign_in.sign_in, PUBLIC), name="sign_in"),
    path("dang-xuat/", guard(sign_in.sign_out, PUBLIC), name="sign_out"),
    path("dang-ky/", guard(sign_up.contact, PUBLIC), name="sign_up"),
    path("dang-ky/ma/", guard(sign_up.code, PUBLIC), name="sign_up_code"),
    path("dang-ky/thong-tin/", guard(sign_up.details, PUBLIC), name="sign_up_details"),
    path("quen-mat-khau/", guard(passwords.forgotten, PUBLIC), name="forgotten"),
    path("quen-mat-khau/ma/", guard(passwords.reset_code, PUBLIC), name="reset_code"),
    path("quen-mat-khau/moi/", guard(passwords.reset_new, PUBLIC), name="reset_new"),
    path("mat-khau/", guard(passwords.change, SIGNED_IN), name="change_password"),
    path("thong-tin/", guard(profile.profile, SIGNED_IN), name="profile"),
    path("lien-he/them/", guard(profile.add_contact, SIGNED_IN), name="add_contact"),
    path("lien-he/ma/", guard(profile.contact_code, SIGNED_IN), name="contact_code"),
    path("lien-he/<slug:channel>/xoa/", guard(profile.remove_contact, SIGNED_IN), name="remove_contact"),
    path("thiet-bi/", guard(profile.devices, SIGNED_IN), name="devices"),
    path("thiet-bi/khac/dang-xuat/", guard(profile.end_other_devices, SIGNED_IN), name="end_other_devices"),
    path("thiet-bi/<uuid:sign_in_id>/dang-xuat/", guard(profile.end_device, SIGNED_IN), name="end_device"),
    path("xac-thuc-hai-buoc/", guard(second_factor.second_steps, SIGNED_IN), name="second_factor"),
    path("xac-thuc-hai-buoc/ung-dung/", guard(second_factor.set_up_app, SIGNED_IN), name="set_up_app"),
    path("xac-thuc-hai-buoc/ung-dung/qr.svg", guard(second_factor.app_qr, SIGNED_IN), name="app_qr"),
    path("xac-thuc-hai-buoc/ung-dung/xoa/", guard(second_factor.remove_app, SIGNED_IN), name="remove_app"),
    path("xac-thuc-hai-buoc/ma-du-phong/", guard(second_factor.new_recovery_codes, SIGNED_IN), name="recovery_codes"),
    path("xac-thuc-hai-buoc/khoa/them/", guard(second_factor.add_passkey, SIGNED_IN), name="add_passkey"),
    path(
        "xac-thuc-hai-buoc/khoa/<int:passkey_id>/xoa/",
        guard(second_factor.remove_passkey, SIGNED_IN),
        name="remove_passkey",
    ),
    path("doanh-nghiep/", guard(enterprises.own, SIGNED_IN), name="enterprises"),
    path("doanh-nghiep/chon/", guard(enterprises.choose, SIGNED_IN), name="choose_enterprise"),
    path("doanh-nghiep/them/", guard(enterprises.add, SIGNED_IN), name="add_enterprise"),
    path("doanh-nghiep/loi-moi/<uuid:membership_id>/", guard(enterprises.answer, SIGNED_IN), name="answer_invitation"),
    path("doanh-nghiep/<uuid:enterprise_id>/", guard(enterprises.members, SIGNED_IN), name="members"),
    path(
        "doanh-nghiep/<uuid:enterprise_id>/<uuid:membership_id>/xoa/",
        guard(enterprises.remove_member, SIGNED_IN),
        name="remove_member",
    ),
    path("uy-quyen/", guard(mandates.own, SIGNED_IN), name="mandates"),
    path("uy-quyen/moi/", guard(mandates.offer, SIGNED_IN), name="mandate_offer"),
    path("uy-quyen/<uuid:mandate_id>/", guard(mandates.one, SIGNED_IN), name="mandate"),
    path("uy-quyen/<uuid:mandate_id>/chon/", guard(mandates.choose, SIGNED_IN), name="mandate_choose"),
    path("uy-quyen/<uuid:mandate_id>/giay/", guard(mandates.paper, SIGNED_IN), name="mandate_paper"),
    path("du-lieu/", guard(privacy.data, SIGNED_IN), name="data"),
    path("du-lieu/ban-sao/", guard(privacy.copy, SIGNED_IN), name="copy_of_data"),
    path("du-lieu/xoa/", guard(asking.erase, SIGNED_IN), name="ask_erase"),
    path("du-lieu/dinh-chinh/", guard(asking.correct, SIGNED_IN), name="ask_correct"),
    path("du-lieu/yeu-cau/<uuid:request_id>/", guard(asking.one, SIGNED_IN), name="request"),
    path("du-lieu/dong-tai-khoan/", guard(privacy.close, SIGNED_IN), name="close_account"),
    path("ma-truy-cap/", guard(tokens.own, SIGNED_IN), name="tokens"),
    path("ma-truy-cap/tao/", guard(tokens.issue, SIGNED_IN), name="token_new"),
    path("ma-truy-cap/<uuid:token_id>/thu-hoi/", guard(tokens.revoke, SIGNED_IN), name="token_revoke"),
    path("ma-truy-cap/he-thong/", guard(tokens.services, role("administrator")), name="service_tokens"),
    path("dinh-danh/", guard(provider.set_out, PUBLIC), name="provider"),
    path("dinh-danh/tro-ve/", guard(provider.come_back, PUBLIC), name="provider_back"),
    path("dinh-danh/huy/", guard(profile.unlink_provider, SIGNED_IN), name="unlink_provider"),
]

_ELSEWHERE = [
    path("can-bo/xac-nhan/", guard(at_desk.person, AT_DESK), name="at_desk"),
    path("can-bo/xac-nhan/doanh-nghiep/", guard(at_desk.enterprise, AT_DESK), name="at_desk_enterprise"),
    path("du-lieu-ca-nhan/", guard(privacy.kept, PUBLIC), name="kept"),
    path("quan-tri/tai-khoan/<uuid:account_id>/", guard(staff.one, role("administrator")), name="staff_account"),
    path("quan-tri/du-lieu-ca-nhan/", guard(answering.requests, role("administrator")), name="requests"),
    path(
        "quan-tri/du-lieu-ca-nhan/<uuid:request_id>/",
        guard(answering.one, role("administrator")),
        name="answer_request",
    ),
]

_FOR_ALLAUTH = [
    path("dang-nhap/", guard(sign_in.sign_in, PUBLIC), name="account_login"),
    path("dang-ky/", guard(sign_up.contact, PUBLIC), name="account_signup"),
    path("dang-nhap/buoc-hai/", guard(sign_in.second_step, PUBLIC), name="mfa_authenticate"),
    path("dang-nhap/khoa/", guard(sign_in.passkey_sign_in, PUBLIC), name="mfa_login_webauthn"),
    path("xac-nhan/", guard(sign_in.prove_again, SIGNED_IN), name="account_reauthenticate"),
    path("xac-nhan/buoc-hai/", guard(sign_in.second_step_again, SIGNED_IN), name="mfa_reauthenticate"),
    path("xac-nhan/khoa/", guard(sign_in.passkey_again, SIGNED_IN), name="mfa_reauthenticate_webauthn"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(([path("tai-khoan/", include(_OWN)), *_ELSEWHERE], "identity"))),
    path("tai-khoan/", include(_FOR_ALLAUTH)),
]

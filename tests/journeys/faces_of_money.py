"""The faces of payments, of work on many dossiers, and of uploads."""

from collections.abc import Mapping, Sequence

from tests.journeys.face import DATA, FILE, Face, Other, post_only

MONEY: Mapping[str, Sequence[Face] | Other] = {
    "thanh-toan/<uuid:order_id>/": [Face("an", "/thanh-toan/{owed}/", dark=True), Face("an", "/thanh-toan/{paid}/")],
    "thanh-toan/<uuid:order_id>/ma-qr.png": Other("an", "/thanh-toan/{owed}/ma-qr.png", "a picture"),
    "thanh-toan/<uuid:order_id>/truc-tuyen/": post_only("an", "/thanh-toan/{owed}/truc-tuyen/"),
    "thanh-toan/bien-lai/<uuid:receipt_id>.pdf": Other("an", "/thanh-toan/bien-lai/{receipt}.pdf", FILE),
    "thanh-toan/tro-ve/<uuid:attempt_id>/": [Face("an", "/thanh-toan/tro-ve/{attempt}/")],
    "can-bo/thu-phi/": [
        Face("traketqua.xa", "/can-bo/thu-phi/", dark=True),
        Face("ketoan.xa", "/can-bo/thu-phi/?q=zz"),
    ],
    "can-bo/thu-phi/<uuid:order_id>/": [
        Face("traketqua.xa", "/can-bo/thu-phi/{owed}/", dark=True),
        Face("traketqua.xa", "/can-bo/thu-phi/{paid}/"),
        Face("ketoan.xa", "/can-bo/thu-phi/{owed}/"),
    ],
    "can-bo/thu-phi/<uuid:order_id>/hoan/": [
        Face("traketqua.xa", "/can-bo/thu-phi/{paid}/hoan/"),
        Face("traketqua.xa", "/can-bo/thu-phi/{paid}/hoan/", send=True),
    ],
    "can-bo/thu-phi/<uuid:order_id>/huy/": post_only("ketoan.xa", "/can-bo/thu-phi/{owed}/huy/"),
    "can-bo/thu-phi/<uuid:order_id>/mien-giam/": post_only("traketqua.xa", "/can-bo/thu-phi/{owed}/mien-giam/"),
    "can-bo/thu-phi/<uuid:order_id>/thu/": post_only("traketqua.xa", "/can-bo/thu-phi/{owed}/thu/"),
    "can-bo/thu-phi/bien-lai/": [Face("traketqua.xa", "/can-bo/thu-phi/bien-lai/")],
    "can-bo/thu-phi/bien-lai/<uuid:receipt_id>/huy/": [
        Face("traketqua.xa", "/can-bo/thu-phi/bien-lai/{receipt}/huy/"),
    ],
    "can-bo/thu-phi/bien-lai/in/": Other("traketqua.xa", "/can-bo/thu-phi/bien-lai/in/?bien-lai={receipt}", FILE),
    "can-bo/thu-phi/hoan/": [Face("traketqua.xa", "/can-bo/thu-phi/hoan/")],
    "can-bo/thu-phi/hoan/<uuid:refund_id>/": [
        Face("traketqua.xa", "/can-bo/thu-phi/hoan/{refund}/"),
        Face("giamdoc.xa", "/can-bo/thu-phi/hoan/{refund}/"),
    ],
    "can-bo/thu-phi/hoan/<uuid:refund_id>/chi/": post_only("ketoan.xa", "/can-bo/thu-phi/hoan/{refund}/chi/"),
    "can-bo/thu-phi/hoan/<uuid:refund_id>/de-nghi/": [
        Face("traketqua.xa", "/can-bo/thu-phi/hoan/{refund}/de-nghi/"),
    ],
    "can-bo/thu-phi/hoan/<uuid:refund_id>/duyet/": post_only("giamdoc.xa", "/can-bo/thu-phi/hoan/{refund}/duyet/"),
    "can-bo/thu-phi/khoa-so/": [Face("traketqua.xa", "/can-bo/thu-phi/khoa-so/", dark=True)],
    "can-bo/thu-phi/khoa-so/tai-ve/": Other("traketqua.xa", "/can-bo/thu-phi/khoa-so/tai-ve/", FILE),
    "can-bo/thu-phi/sao-ke/": [
        Face("ketoan.xa", "/can-bo/thu-phi/sao-ke/"),
        Face("ketoan.xa", "/can-bo/thu-phi/sao-ke/", send=True),
    ],
    "can-bo/thu-phi/sao-ke/<uuid:statement_id>/": [Face("ketoan.xa", "/can-bo/thu-phi/sao-ke/{statement}/")],
    "can-bo/thu-phi/sao-ke/doi-chieu/": [Face("ketoan.xa", "/can-bo/thu-phi/sao-ke/doi-chieu/")],
    "can-bo/thu-phi/sao-ke/doi-chieu/<uuid:line_id>/": post_only(
        "ketoan.xa", "/can-bo/thu-phi/sao-ke/doi-chieu/{owed}/"
    ),
    "can-bo/thu-phi/so-quy/": [Face("traketqua.xa", "/can-bo/thu-phi/so-quy/")],
    "can-bo/thu-phi/so-quy/<uuid:closing_id>/": [Face("traketqua.tinh", "/can-bo/thu-phi/so-quy/{closing}/")],
    "can-bo/thu-phi/so-quy/<uuid:closing_id>/tai-ve/": Other(
        "traketqua.tinh", "/can-bo/thu-phi/so-quy/{closing}/tai-ve/", FILE
    ),
    "can-bo/thu-phi/so-quy/<uuid:closing_id>/xac-nhan/": post_only(
        "giamdoc.tinh", "/can-bo/thu-phi/so-quy/{closing}/xac-nhan/"
    ),
    "gia-lap/thanh-toan/": [Face("", "/gia-lap/thanh-toan/")],
    "gia-lap/thanh-toan/deliver": post_only("", "/gia-lap/thanh-toan/deliver"),
    "gia-lap/thanh-toan/pay": post_only("", "/gia-lap/thanh-toan/pay"),
    "gia-lap/thanh-toan/query": Other("", "/gia-lap/thanh-toan/query", DATA),
    "tep/tai-len/": Other("an", "/tep/tai-len/", DATA),
    "tep/tai-len/<uuid:upload_id>/": Other("an", "/tep/tai-len/{owed}/", DATA),
    "can-bo/hang-loat/": [Face("chuyenvien.xa", "/can-bo/hang-loat/"), Face("truongphong.xa", "/can-bo/hang-loat/")],
    "can-bo/hang-loat/<uuid:bulk_id>/": [Face("truongphong.xa", "/can-bo/hang-loat/{bulk}/")],
    "can-bo/hang-loat/<uuid:bulk_id>/hoan-tac/": post_only("truongphong.xa", "/can-bo/hang-loat/{bulk}/hoan-tac/"),
    "can-bo/hang-loat/moi/": [Face("truongphong.xa", "/can-bo/hang-loat/moi/?ho-so={accepted}")],
}

"""DATABASE_URL as the product reads it: what libpq takes, with words where it does not."""

import pytest

from honglam.settings.base import WHEN_LOST, database


def test_a_primary_and_its_standby_may_listen_on_ports_of_their_own() -> None:
    read = database("postgresql://honglam:b%40d@db1:5432,db2:5433/tỉnh?sslmode=verify-full", pool_size=0)
    assert (read["HOST"], read["PORT"], read["NAME"], read["USER"], read["PASSWORD"]) == (
        "db1,db2", "5432,5433", "tỉnh", "honglam", "b@d",
    )  # fmt: skip
    assert read["OPTIONS"] == {**WHEN_LOST, "sslmode": "verify-full"}


def test_a_server_on_another_machine_is_given_up_unless_the_address_says_otherwise() -> None:
    options = database("postgresql://honglam@db1/honglam?connect_timeout=9&keepalives=0", pool_size=4)["OPTIONS"]
    assert isinstance(options, dict)
    assert options["connect_timeout"] == "9"
    assert options["tcp_user_timeout"] == WHEN_LOST["tcp_user_timeout"]
    assert options["pool"]["max_size"] == 4


@pytest.mark.parametrize(
    ("url", "host"), [("postgresql:///honglam", ""), ("postgresql://u:p@/honglam?host=%2Ftmp%2Fa%20b", "/tmp/a b")]
)
def test_a_server_on_this_machine_is_waited_for(url: str, host: str) -> None:
    read = database(url, pool_size=0)
    assert (read["HOST"], read["NAME"], read["OPTIONS"]) == (host, "honglam", {})


def test_an_address_that_cannot_be_read_is_refused_in_words_without_its_password() -> None:
    with pytest.raises(SystemExit) as refused:
        database("postgresql://honglam:s3cret@[db1/honglam", pool_size=0)
    assert "DATABASE_URL cannot be read" in str(refused.value)
    assert "s3cret" not in str(refused.value)

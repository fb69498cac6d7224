"""Who is signed in: for as long as the limits say, by a secret that is not kept, in any process."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from starlette.responses import Response

from api.credentials import Credential
from api.pages.cookies import SESSION, SIGN_IN, VISIT, Cookie
from api.register.backup import backed_up, restored
from api.service.settings import Settings
from api.store import sessions as kept_sessions
from api.store import sign_ins as kept_sign_ins
from api.store.keys import clock
from api.store.sessions import Limits, Sessions, hashed, token_of
from api.store.sign_ins import SignIns
from api.store.tables import links, sessions
from criteria.errors import InputError
from tests.register.places import Opened

LIMITS = Limits(idle=timedelta(minutes=30), whole=timedelta(hours=12))


def somebody() -> Credential:
    """Somebody who can sign in."""
    return Credential("0123456789abcdef", "a chair", "chair", "north", clock())


class Later:
    """A clock that can be set forward."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.past = timedelta()
        for module in (kept_sessions, kept_sign_ins):
            monkeypatch.setattr(module, "clock", self.now)

    def now(self) -> datetime:
        """The time now, as far as the sessions know."""
        return clock() + self.past


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """A clock that can be set forward."""
    return Later(monkeypatch)


def test_a_session_is_found_by_its_secret_in_any_process_until_it_is_ended(kept: Opened):
    one, other = Sessions(kept.engine, LIMITS), Sessions(kept.engine, LIMITS)
    begun = one.begin(somebody())
    found = other.found(begun.secret)
    assert found is not None
    assert found.credential.panel == "north"
    assert other.found(f"{begun.secret}x") is None
    assert begun.secret not in repr(begun)
    with kept.engine.connect() as connection:
        assert connection.execute(select(sessions.c.hashed)).scalars().all() == [
            hashed(begun.secret)
        ]
    other.end(begun.secret)
    assert one.found(begun.secret) is None


def test_a_session_that_nobody_uses_ends(kept: Opened, later: Later):
    every = Sessions(kept.engine, LIMITS)
    used, unused = every.begin(somebody()), every.begin(somebody())
    later.past += timedelta(minutes=20)
    assert every.found(used.secret)
    later.past += timedelta(minutes=20)
    assert every.found(used.secret)
    assert every.found(unused.secret) is None


def test_a_session_ends_after_a_day_however_it_is_used(kept: Opened, later: Later):
    every = Sessions(kept.engine, LIMITS)
    begun = every.begin(somebody())
    for _ in range(35):
        later.past += timedelta(minutes=20)
        assert every.found(begun.secret)
    later.past += timedelta(minutes=20)
    assert every.found(begun.secret) is None
    every.begin(somebody())  # which sweeps away what ended
    with kept.engine.connect() as connection:
        assert len(connection.execute(select(sessions)).all()) == 1


def test_each_session_has_a_token_of_its_own(kept: Opened):
    every = Sessions(kept.engine, LIMITS)
    one, other = every.begin(somebody()), every.begin(somebody())
    assert one.secret != other.secret
    assert len({token_of(one.secret), token_of(other.secret), one.secret, hashed(one.secret)}) == 4


def test_a_link_is_good_once_and_for_a_quarter_of_an_hour(kept: Opened, later: Later):
    every = SignIns(kept.engine)
    link = every.invite("the-chair", "chair", "north")
    assert every.invited(link) is not None
    assert every.invited(link) is not None
    found = every.redeem(link)
    assert found is not None
    assert (found.name, found.role, found.panel) == ("the-chair", "chair", "north")
    assert every.redeem(link) is None
    late = every.invite("the-chair", "chair", "north")
    later.past += timedelta(minutes=15)
    assert every.invited(late) is None
    assert every.redeem(late) is None
    with kept.engine.connect() as connection:
        assert link not in str(connection.execute(select(links)).all())


def test_of_two_who_redeem_a_link_at_once_one_gets_in(
    kept: Opened, monkeypatch: pytest.MonkeyPatch
):
    every = SignIns(kept.engine)
    link = every.invite("the-chair", "chair", "north")
    row = every._look(links, link)
    monkeypatch.setattr(every, "_look", lambda *_: row)  # both looked before either took it
    assert every.redeem(link) is not None
    assert every.redeem(link) is None


def test_a_link_is_for_a_name_a_role_and_a_panel_that_can_be(kept: Opened):
    every = SignIns(kept.engine)
    for name, role, panel in (
        ("<b>", "chair", "p"),
        ("a", "king", "p"),
        ("a", "system", "p"),
        ("a", "chair", "../p"),
    ):
        with pytest.raises(InputError):
            every.invite(name, role, panel)


def test_what_is_kept_for_a_provider_comes_back_once(kept: Opened, later: Later):
    every = SignIns(kept.engine)
    secret = every.begin({"state": "s", "then": "/cases"})
    assert every.finish(secret) == {"state": "s", "then": "/cases"}
    assert every.finish(secret) is None
    late = every.begin({})
    later.past += timedelta(minutes=15)
    assert every.finish(late) is None


def test_a_back_up_opens_no_session_and_can_be_restored_over_one(kept: Opened, tmp_path):
    begun = Sessions(kept.engine, LIMITS).begin(somebody())
    SignIns(kept.engine).invite("the-chair", "chair", "north")
    file = tmp_path / "copy.sqlite3"
    backed_up(kept.engine, file)
    assert hashed(begun.secret).encode() not in file.read_bytes()
    assert restored(kept.engine, file, lambda _: None) == 0


@pytest.mark.parametrize("cookie", [SESSION, SIGN_IN, VISIT], ids=lambda one: one.name)
def test_a_cookie_is_out_of_reach_and_away_from_loopback_for_tls_alone(cookie: Cookie):
    plain, behind = Response(), Response()
    cookie.set(plain, Settings(), "x")
    cookie.set(behind, Settings(behind_proxy=True), "x")
    assert plain.headers["set-cookie"].startswith(f"{cookie.name}=x; HttpOnly")
    told = behind.headers["set-cookie"]
    assert told.startswith(f"__Host-{cookie.name}=x; ")
    assert "; Path=/" in told
    assert "; Secure" in told
    assert "Domain" not in told
    assert f"SameSite={cookie.same_site}" in told

"""A verifier that overlooks what a key list says is seen to let papers in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.certificates import keylist
from carbon_points.certificates import trust
from drills import key_forgeries

if TYPE_CHECKING:
    import pytest


def test_whoever_overlooks_a_loss_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keylist.ListedKey, "is_lost_on", lambda *_: False)

    assert key_forgeries.lost_and_changed(50).let_in


def test_whoever_overlooks_the_days_of_a_key_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keylist.ListedKey, "may_sign_on", lambda *_: True)

    assert key_forgeries.lost_and_changed(50).let_in


def test_whoever_lets_any_bureau_list_any_key_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keylist.ListedKey, "joined", lambda *_: True)

    assert key_forgeries.foreign(20).let_in


def test_whoever_believes_any_list_of_a_desk_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trust.Keys, "may_revoke", lambda *_: True)

    assert key_forgeries.foreign(20).let_in


def test_whoever_checks_no_signature_of_a_list_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keylist, "is_signed", lambda *_: True)

    assert key_forgeries.lists_that_lie(50).let_in

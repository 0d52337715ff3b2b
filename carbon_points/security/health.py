"""What `doctor` and every window say about sign-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbon_points.security.service import in_set_up_mode
from carbon_points.storage.health import HealthCheck
from carbon_points.storage.health import Words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def checks(session: Session) -> list[HealthCheck]:
    """Whether the database asks who works with it."""
    if not in_set_up_mode(session):
        said = Words("操作员凭密码登录", "people sign in with passwords")
        return [HealthCheck("sign-in", ok=True, says=said)]
    return [
        HealthCheck(
            "sign-in",
            ok=True,
            says=Words(
                "初始设置模式：尚未设置密码，命令不加 --as 也能执行",
                "set-up mode: nobody has a password, commands run without --as",
            ),
            remedy=Words(
                "正式使用前设置第一个密码",
                "set the first password before real work begins",
            ),
            act="people",
        )
    ]

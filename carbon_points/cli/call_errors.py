"""What is wrong with a call, in Chinese: the parser speaks English by itself."""

from __future__ import annotations

import re
from typing import Final

_SAID: Final = (
    (r"the following arguments are required: (.+)", "还缺少：{0}"),
    (r"one of the arguments (.+) is required", "这几个里要写一个：{0}"),
    (r"argument (.+?): expected one argument", "{0} 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", "{0} 后面至少要写一个值"),
    (r"argument (.+?): expected (\d+) arguments?", "{0} 后面要写 {1} 个值"),
    (r"argument (.+?): not allowed with argument (.+)", "{0} 不能与 {1} 同时写"),
    (r"argument (.+?): ignored explicit argument (.+)", "{0} 后面不能写 {1}"),
    (r"unrecognized arguments: (.+)", "看不懂：{0}"),
    (r"ambiguous option: (.+?) could match (.+)", "{0} 不明确，可以是 {1}"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        "{0} 不能是 {1}，可以是 {2}",
    ),
    (r"argument (.+?): invalid int value: (.+)", "{0} 要写整数，不能是 {1}"),
    (r"argument (.+?): invalid \w+ value: (.+)", "{0} 不能是 {1}"),
    (r"argument (\S+?): (.+)", "{0}：{1}"),
)
"""What the parser says, and the same for who reads Chinese."""

_TYPES: Final = re.compile(r"invalid int value")


def call_sentence(message: str, *, english: bool) -> str:
    """One sentence about a call that cannot be understood."""
    program, _, said = message.partition(": ")
    if english:
        return f"{program}: {_TYPES.sub('not a whole number', said)}"
    for pattern, wording in _SAID:
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found is not None:
            return f"{program}：{wording.format(*found.groups())}"
    return f"{program}：{said}"

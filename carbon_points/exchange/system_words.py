"""What the operating system says of a file, in Chinese."""

from __future__ import annotations

import errno
import os
from functools import cache
from typing import Final
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ZH: Final = {
    errno.EACCES: "没有权限",
    errno.EBUSY: "正被别的程序使用",
    errno.EDQUOT: "已超过磁盘配额",
    errno.EEXIST: "同名文件已存在",
    errno.EFBIG: "文件太大",
    errno.EINVAL: "名称或参数不合规定",
    errno.EIO: "读写出错，磁盘可能有问题",
    errno.EISDIR: "这是一个文件夹",
    errno.ELOOP: "链接绕成了圈",
    errno.EMFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENODEV: "没有这个设备",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENXIO: "没有这个设备",
    errno.EPERM: "不允许这样做",
    errno.EPIPE: "接收的一方已关闭",
    errno.EROFS: "磁盘是只读的",
    errno.ETXTBSY: "文件正在运行",
    errno.EXDEV: "不在同一个磁盘上",
}


def in_chinese(details: Mapping[str, str]) -> dict[str, str]:
    """The details of an error with the system's English reasons put into Chinese.

    A reason that is not the system's, or is not known here, stays as it is.
    """
    known = _by_words()
    return {name: known.get(str(said), said) for name, said in details.items()}


@cache
def _by_words() -> Mapping[str, str]:
    """Chinese by what this system says in the language that it speaks."""
    return {os.strerror(number): said for number, said in _ZH.items()}

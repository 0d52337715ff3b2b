"""What the codes of this room say to people, in Chinese and English."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "EVIDENCE_UNREADABLE": (
        "文件“{file}”读不出来，请检查后再试。",
        "The file {file} cannot be read.",
    ),
    "EVIDENCE_TOO_LARGE": (
        "文件“{file}”超过 {most} MB，没有保存；请换成照片或扫描件。",
        "The file {file} is larger than {most} MB; hand in a photo or a scan.",
    ),
    "EVIDENCE_CHANGED": (
        "文件在读取时被改动，没有保存，请再试一次。",
        "The file changed while it was read; nothing was kept.",
    ),
    "EVIDENCE_UNKNOWN": ("没有这份证据。", "There is no such evidence."),
    "EVIDENCE_DROPPED": (
        "这份证据的文件已按规定删除，只保留摘要。",
        "The file of this evidence was deleted by rule; its digest is kept.",
    ),
    "EVIDENCE_MISSING": (
        "证据文件 {file} 不在证据文件夹里，请从备份恢复。",
        "The evidence file {file} is not in its folder; restore it from a backup.",
    ),
    "EVIDENCE_DAMAGED": (
        "证据文件被改动或损坏，请从备份恢复。",
        "The evidence file was altered or damaged; restore it from a backup.",
    ),
}
"""Code to (zh, en); the words in braces are the details of the error."""

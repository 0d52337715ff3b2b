"""What the health page says in the window's own words, by name and act of a check."""

from __future__ import annotations

from typing import Final

from ui.shared.language import tr_later

TITLES: Final = {
    "database": tr_later("health", "账本文件"),
    "integrity": tr_later("health", "文件完好"),
    "chain": tr_later("health", "流水链"),
    "evidence": tr_later("health", "凭证文件"),
    "clock": tr_later("health", "本机时间"),
    "papers": tr_later("health", "证书文件"),
    "signing": tr_later("health", "签名密钥"),
    "durability": tr_later("health", "断电保护"),
    "encryption": tr_later("health", "加密"),
    "key": tr_later("health", "密钥"),
    "keys": tr_later("health", "密钥文件"),
    "passphrase": tr_later("health", "口令"),
    "sign-in": tr_later("health", "登录方式"),
    "backup-1": tr_later("health", "备份"),
    "backup-2": tr_later("health", "第二处备份"),
    "backup-3": tr_later("health", "第三处备份"),
    "backup-4": tr_later("health", "第四处备份"),
    "backup-apart": tr_later("health", "备份分开放"),
    "disk": tr_later("health", "磁盘空间"),
    "holder": tr_later("health", "谁在使用账本"),
    "leftovers": tr_later("health", "中断的残留"),
    "journal": tr_later("health", "预写日志"),
    "engine": tr_later("health", "数据库引擎"),
    "program": tr_later("health", "程序"),
    "libraries": tr_later("health", "程序库"),
    "fonts": tr_later("health", "字体"),
    "display": tr_later("health", "显示器"),
    "printer": tr_later("health", "打印机"),
}
VERBS: Final = {
    "repair": tr_later("health", "修复"),
    "backup": tr_later("health", "去备份"),
    "restore": tr_later("health", "从备份恢复"),
    "people": tr_later("health", "去设置密码"),
    "keys": tr_later("health", "去密钥设置"),
    "signing": tr_later("health", "去签名密钥"),
}

SAYS: Final = {
    ("sign-in", "people"): tr_later(
        "health", "初始设置模式：还没有人设密码，谁打开程序都能办理"
    ),
}
REMEDIES: Final = {
    ("passphrase", "keys"): tr_later("health", "打印恢复密钥，两半分开保管"),
    ("keys", "keys"): tr_later(
        "health", "每次打开时输入口令；要在本机记住，到“设置 · 密钥”"
    ),
    ("encryption", ""): tr_later(
        "health", "请管理员装好加密组件 sqlcipher3，再到“设置 · 密钥”加密账本"
    ),
    ("leftovers", "repair"): tr_later("health", "下次打开时自动清理，也可以现在修复"),
    ("papers", "repair"): tr_later("health", "修复时补做，内容与编号不变"),
    ("evidence", ""): tr_later(
        "health", "请管理员从较早的备份取回；不要删除较早的备份"
    ),
    ("chain", "restore"): tr_later(
        "health", "先导出诊断包并联系管理员，必要时从备份恢复"
    ),
    ("database", "restore"): tr_later(
        "health", "从最近的备份恢复；现有的文件先移到一旁，不会删除"
    ),
}

"""What the refusals of the pool say, in Chinese and English."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TEXTS: Final = MappingProxyType(
    {
        "NOTICE_TEXT_MISSING": (
            "公示要有正文，没有发布；请写明公示的内容。",
            "A notice needs its text; nothing was published.",
        ),
        "NOTICE_STARTS": (
            "公示不能早于发布当天（{value}）开始，没有发布；请改公示起始日。",
            "A notice cannot begin before it is published ({value}); change its start.",
        ),
        "NOTICE_TOO_SHORT": (
            "{first} 至 {last} 没有一个工作日，没有发布；请延长公示期。",
            "There is no working day from {first} to {last}; make the notice longer.",
        ),
        "NOTICE_UNKNOWN": (
            "没有编号为[ {value}]的公示；请用 pool show 查看。",
            "There is no notice[ {value}]; pool show lists them.",
        ),
        "NOTICE_RUNNING": (
            "公示到 {value} 才结束，没有登记；请在期满后再登记。",
            "The notice runs until {value}; register after it.",
        ),
        "NOTICE_REGISTERED": (
            "这份公示已经登记成批次，没有改动。",
            "This notice is registered already; nothing was changed.",
        ),
        "NOTICE_CANCELLED": (
            "这份公示已经撤回，没有改动；请重新公示。",
            "This notice was cancelled; publish a new one.",
        ),
        "POOL_NOTHING": (
            "这段时间没有可公示登记的已核定减排量（摸底不入池），没有改动。",
            "Nothing is approved and free to register in this period; drafts stay out.",
        ),
        "OBJECTION_TEXT_MISSING": (
            "请写明异议的内容（不要写姓名、电话等个人信息），没有记录。",
            "Write what the objection says, without personal data; nothing was kept.",
        ),
        "OBJECTION_UNKNOWN": (
            "没有编号为[ {value}]的异议；请用 pool show 查看。",
            "There is no objection[ {value}]; pool show lists them.",
        ),
        "OBJECTION_OPEN": (
            "还有 {count} 条异议没有答复，没有登记；请先答复。",
            "{count} objections have no answer yet; answer them first.",
        ),
        "OBJECTION_ANSWERED": (
            "这条异议已经答复过，没有改动。",
            "This objection is answered already; nothing was changed.",
        ),
        "OBJECTION_CHANNEL": (
            "“{value}”不是异议的来源；请用 letter、visit、phone 或 web。",
            "“{value}” is no channel; use letter, visit, phone or web.",
        ),
        "OBJECTION_DATE": (
            "收到异议的日期 {value} 不在公示开始至今之间，没有记录；请核对。",
            "The day {value} does not lie between the notice's start and today.",
        ),
        "ANSWER_MISSING": (
            "请写明对异议的答复，没有记录。",
            "Write the answer to the objection; nothing was kept.",
        ),
        "POOL_USCC": (
            "“{value}”不是有效的统一社会信用代码，没有划拨；请对照营业执照。",
            "“{value}” is no unified social credit code; compare it with the licence.",
        ),
        "ENTERPRISE_NAME": (
            "请写明受让企业的名称，没有划拨。",
            "Give the name of the enterprise; nothing was disposed of.",
        ),
        "ENTERPRISE_OTHER_NAME": (
            "统一社会信用代码 {value} 已登记为“{name}”，没有划拨；请核对名称。",
            "The code {value} is that of “{name}”; check the name.",
        ),
        "PURPOSE_MISSING": (
            "请写明用途，没有改动。",
            "Say what it is for; nothing was changed.",
        ),
        "POOL_DOCUMENT": (
            "请写明文号，没有改动。",
            "Give the number of the document; nothing was changed.",
        ),
        "POOL_FILE_MISSING": (
            "划拨要附上批文或协议的文件，没有改动；请选择文件。",
            "A disposal needs the file of its document; choose it.",
        ),
        "POOL_AMOUNT": (
            "“{value}”不是可用的数量；请写成 250kg、1.5t 或整毫克数，且大于 0。",
            "“{value}” is no amount; write 250kg, 1.5t or whole milligrams above 0.",
        ),
        "POOL_BATCH_UNKNOWN": (
            "没有编号为[ {value}]的登记批次；请用 pool show 查看。",
            "There is no registered batch[ {value}]; pool show lists them.",
        ),
        "POOL_SHORT": (
            "批次 {batch} 只剩 {left} mg 可划拨，不够 {wanted} mg，请减少数量。",
            "Batch {batch} has {left} mg left, less than {wanted} mg; take less.",
        ),
        "POOL_DAY": (
            "日期早于登记或划拨的日期 {value}，没有改动；请改用那天或以后。",
            "The day lies before {value}, when it was registered or disposed of.",
        ),
        "POOL_PERSONAL": (
            "这段文字会公开，里面像有身份证号或手机号（{value}），没有保存；请删去。",
            "This text is published and seems to hold an ID or phone number ({value}).",
        ),
        "DISPOSAL_UNKNOWN": (
            "没有编号为[ {value}]的划拨；请用 pool show 查看。",
            "There is no disposal[ {value}]; pool show lists them.",
        ),
        "DISPOSAL_STATE": (
            "划拨 {value} 已不在可以这样处理的状态，没有改动；请刷新后再看。",
            "The disposal {value} is no longer in a state for this.",
        ),
        "USE_TOO_MUCH": (
            "划拨 {value} 只剩 {left} mg 未使用，不够 {wanted} mg，没有改动。",
            "The disposal {value} has {left} mg unused, less than {wanted} mg.",
        ),
    }
)
"""Code to (zh, en); the words in braces are the details of the error."""

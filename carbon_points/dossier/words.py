"""How a dossier speaks: names of files, claims, accounts and steps."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

NOT_RECORDED: Final = "尚未登记"
REPORT: Final = "01 自评报告"
WORKBOOK: Final = "02 统计与台账.xlsx"
INDEX: Final = "03 证据索引.csv"
PROOF: Final = "04 计算证明"
SELECTION: Final = f"{PROOF}/选取.csv"
FACTORS: Final = f"{PROOF}/因子.csv"
TRACES: Final = f"{PROOF}/计算过程.txt"
AUDIT_BOOK: Final = "05 审核材料.xlsx"
AUDIT_PAPER: Final = "05 审核材料.pdf"
LEDGER: Final = "06 台账说明.pdf"
PRIVACY: Final = "07 个人信息保护说明.pdf"
ACTIVITIES: Final = "08 活动与宣传.pdf"
SIGN_OFF: Final = "09 签署页.docx"
SELF_TEST: Final = "10 自测页.pdf"
README: Final = "00 使用说明.txt"

HELD: Final = MappingProxyType(
    {
        "accrued": "待登记",
        "pool": "在池",
        "enterprise": "已划拨",
        "retired": "已注销",
        "owed": "待补足",
    }
)
"""Accounts of reductions, in the order in which they pass through them."""

CAUSES: Final = MappingProxyType(
    {
        "approval": "核定",
        "reversal": "冲正",
        "correction": "因子或方法学变更的更正",
        "pool": "公示、登记、划拨与注销",
    }
)
IMPORTS: Final = MappingProxyType(
    {
        "residents": "居民登记",
        "smes": "企业登记",
        "rides": "骑行订单",
        "clothing": "旧衣称重",
        "pv_readings": "光伏抄表",
        "heat_pump": "热泵抄表",
        "air_conditioner": "空调登记",
        "": "服务台录入",
    }
)
STAGES: Final = MappingProxyType(
    {
        "applied": "申报",
        "review": "审核",
        "trial": "试运行",
        "published": "公布",
        "running": "运行",
        "acceptance": "验收",
        "extended": "延期",
        "ended": "结束",
    }
)
STANDINGS: Final = MappingProxyType(
    {
        "ahead": "未开始",
        "running": "公示中",
        "objected": "期满，异议待答复",
        "over": "期满",
    }
)
STEPS: Final = MappingProxyType(
    {
        "": "未核查",
        "right": "无误",
        "wrong": "有误",
        "open": "未处理",
        "corrected": "已整改",
        "closed": "已关闭",
        "dismissed": "不成立",
    }
)
CLAIMS: Final = MappingProxyType(
    {
        "conclusion": "自评结论",
        "ledger": "台账逐毫克平衡，与核定减排量相等",
        "calculation": "减排量可由他人按附上的因子和过程复算",
        "privacy": "档案不含身份证件号码和姓名",
        "totals": "每一个合计都能重新加总",
        "sign_off": "签署与承诺",
    }
)
"""What the files support besides the criteria."""

ACTIVITY_FACTS: Final = (
    ("线下活动", NOT_RECORDED),
    ("参与登记与签到表", NOT_RECORDED),
    ("现场照片", NOT_RECORDED),
    ("媒体与公众号宣传", NOT_RECORDED),
)
PRIVACY_WORDS: Final = (
    (
        "本档案供生态环境主管部门组织验收使用。档案里没有居民身份证件号码，没有参与者"
        "姓名、电话和住址；参与者只以人数出现。"
    ),
    (
        "不足 5 人的组不单独列示：它们与另一组合并成“其余”一行，合计不变，也不能由"
        "合计减去其余各行推算出个人。"
    ),
    (
        "计算证明里的行为只有登记编号，凭证编号只留末四位，电表以 METER-1 等代替；"
        "这些都不影响计算结果，授权的审核员可凭登记编号在系统中调阅原始记录。"
    ),
    (
        "导入的登记表、订单和称重表含有身份信息，原件加密留存在登记系统，不随档案交出；"
        "证据索引列出每份原件的 SHA-256，可与系统中的原件核对。"
    ),
    (
        "随附的证据文件改用哈希命名。能检索文字的文件已检查不含身份证件号码；图片不能"
        "自动检查，交出前请人工查看。"
    ),
    (
        "个人信息的收集依据是参与者签署的授权同意书；撤回同意的参与者不再登记新的行为，"
        "其他处理依授权文本执行。"
    ),
)
COMMITMENT: Final = (
    "我们已核对本档案所列数据与登记系统一致，对其真实性、完整性负责。"
    "本档案为区级核算登记的自评材料，未经核证，不得用于交易。"
)
SIGNERS: Final = (
    "场景承办单位",
    "编制人",
    "审核员（初审）",
    "审核员（复核）",
    "生态环境主管部门",
)
HOW_TO_CHECK: Final = (
    "{name} 验收档案",
    "",
    "{footer}",
    "",
    "里面有什么",
    "{files}",
    "",
    "怎样核对（不需要数据库）",
    "  carbon-points dossier check 本文件夹",
    "  逐个核对 manifest.json 所列文件的 SHA-256，重新加总每一个合计，按附上的因子集",
    "  重算“04 计算证明”里的每一条行为。缺少或改动的文件会连同它支持的主张一起列出，",
    "  多出来的文件也会列出。",
    "  也可以只重算：carbon-points calculate 方法学 “04 计算证明”里的 .json 文件",
    "",
    "未经核证。",
    "",
)

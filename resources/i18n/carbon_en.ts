<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
    <context>
        <name>AboutLeaf</name>
        <message>
            <source>运行核验并记入档案</source>
            <translation>Verify and put on record</translation>
        </message>
        <message>
            <source>承办单位</source>
            <translation>Host</translation>
        </message>
        <message>
            <source>还没有登记</source>
            <translation>not entered yet</translation>
        </message>
        <message>
            <source>统一社会信用代码</source>
            <translation>Unified social credit code</translation>
        </message>
        <message>
            <source>联系方式</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>全区 {n} 个街道（镇）</source>
            <translation>the whole district, {n} subdistricts</translation>
        </message>
        <message>
            <source>实施范围</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>全库核验</source>
            <translation>Verification</translation>
        </message>
        <message>
            <source>还没有核验</source>
            <translation>not verified yet</translation>
        </message>
        <message>
            <source>全部通过</source>
            <translation>clean</translation>
        </message>
        <message>
            <source>未通过</source>
            <translation>problems found</translation>
        </message>
        <message>
            <source>{day}，{n} 项，到链位置 {at}</source>
            <translation>{day}, {n} checks, up to chain position {at}</translation>
        </message>
    </context>
    <context>
        <name>AboutSection</name>
        <message>
            <source>碳普惠 · 版本 {version}</source>
            <translation>Carbon Inclusion · version {version}</translation>
        </message>
        <message>
            <source>数据只存本机，不联网。</source>
            <translation>Data stay on this computer; the program uses no network.</translation>
        </message>
        <message>
            <source>日志文件：{path}</source>
            <translation>Log file: {path}</translation>
        </message>
        <message>
            <source>许可证全文</source>
            <translation>Licence texts</translation>
        </message>
        <message>
            <source>字体、图标与程序库的许可证</source>
            <translation>Licences of fonts, icons and libraries</translation>
        </message>
        <message>
            <source>关于</source>
            <translation>About</translation>
        </message>
    </context>
    <context>
        <name>AcceptanceCard</name>
        <message>
            <source>全部达标才计入指标 6；标“假定”的目标待主管部门确认。</source>
            <translation>Counts for indicator 6 once all are met; targets marked “assumed” await the bureau.</translation>
        </message>
        <message>
            <source>验收进度</source>
            <translation>Acceptance</translation>
        </message>
        <message>
            <source>{met} 条达标，共 {all} 条</source>
            <translation>{met} of {all} criteria are met</translation>
        </message>
        <message>
            <source>查看全部 {n} 条与佐证</source>
            <translation>All {n} criteria and their proof</translation>
        </message>
        <message>
            <source>还缺的文件：{names}。</source>
            <translation>Documents still missing: {names}.</translation>
        </message>
    </context>
    <context>
        <name>AcceptanceLeaf</name>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>ActForm</name>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>AdoptCard</name>
        <message>
            <source>采用决定的文号</source>
            <translation>Document of the decision</translation>
        </message>
        <message>
            <source>生效日期</source>
            <translation>In force from</translation>
        </message>
        <message>
            <source>采用为试行</source>
            <translation>Adopt as a trial</translation>
        </message>
        <message>
            <source>须两位审核员：一位提出，另一位用同一文号和日期确认。试行从生效日期起计分，不追溯以前的行为。</source>
            <translation>It takes two auditors: one proposes, the other confirms the same document and date. Points are given from that date on, never for the past.</translation>
        </message>
        <message>
            <source>提出采用为试行</source>
            <translation>Propose the trial</translation>
        </message>
        <message>
            <source>{who} 已按“{document}”提出，{day} 起试行。</source>
            <translation>{who} proposed it under “{document}”, from {day} on. </translation>
        </message>
        <message>
            <source>请另一位审核员登录后在此确认。</source>
            <translation>Another auditor must sign in and confirm it here.</translation>
        </message>
        <message>
            <source>确认采用为试行</source>
            <translation>Confirm the trial</translation>
        </message>
    </context>
    <context>
        <name>AskBar</name>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>BackBar</name>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>BackupKeeper</name>
        <message>
            <source>正在备份，可以继续办理…</source>
            <translation>A backup is being made; go on working…</translation>
        </message>
    </context>
    <context>
        <name>BackupPresenter</name>
        <message>
            <source>正在备份并试恢复…</source>
            <translation>Backing up and restoring on trial …</translation>
        </message>
        <message>
            <source>正在试恢复最近的备份…</source>
            <translation>Restoring the newest backup on trial …</translation>
        </message>
        <message>
            <source>试恢复通过：{file} 能完整恢复，流水、合计和证据都对得上。</source>
            <translation>The trial restore passed: {file} can be restored whole; chain, sums and evidence agree.</translation>
        </message>
    </context>
    <context>
        <name>BackupSection</name>
        <message>
            <source>备份</source>
            <translation>Backup</translation>
        </message>
        <message>
            <source>立即备份</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>试恢复</source>
            <translation>Trial restore</translation>
        </message>
        <message>
            <source>把最近的备份恢复到一份临时副本，与账本逐项比较；不动现在的数据</source>
            <translation>Restores the newest backup into a scratch copy and compares it with the books; the present data are not touched</translation>
        </message>
        <message>
            <source>添加一处（U 盘或第二块硬盘）…</source>
            <translation>Add a place (stick or second disk) …</translation>
        </message>
        <message>
            <source>备份和账本在同一块硬盘上，硬盘坏了会一起丢。请再添加一处：U 盘或第二块硬盘。</source>
            <translation>Backups and books lie on the same disk and would be lost together. Add another place, a stick or a second disk.</translation>
        </message>
        <message>
            <source>不定时</source>
            <translation>None</translation>
        </message>
        <message>
            <source>到点自动备份到每一处；当时没有开机，下次打开程序时补做。</source>
            <translation>Every place gets a backup at this hour; a missed one is made up when the program is next opened.</translation>
        </message>
        <message>
            <source>每日钟点</source>
            <translation>Hour of the day</translation>
        </message>
        <message>
            <source>先备份</source>
            <translation>Back up first</translation>
        </message>
        <message>
            <source>直接退出</source>
            <translation>Just close</translation>
        </message>
        <message>
            <source>有新记录时，关闭程序前先备份；可以不等它，直接退出。</source>
            <translation>Where something is new, a backup comes before closing; it can be left out.</translation>
        </message>
        <message>
            <source>关闭程序时</source>
            <translation>On closing</translation>
        </message>
        <message>
            <source>{d} 天 {w} 周 {m} 月</source>
            <translation>{d} d · {w} wk · {m} mo</translation>
        </message>
        <message>
            <source>每天、每周、每月各留最新的一份；最近一份通过的永远不删。</source>
            <translation>The newest of each day, week and month stays; the newest proven one is never deleted.</translation>
        </message>
        <message>
            <source>保留多少</source>
            <translation>How many stay</translation>
        </message>
        <message>
            <source>备份到已插上的 {disk}</source>
            <translation>Back up to {disk}, which is plugged in</translation>
        </message>
        <message>
            <source>碳普惠备份</source>
            <translation>carbon-inclusion-backups</translation>
        </message>
        <message>
            <source>备份到哪个文件夹</source>
            <translation>Folder for the backups</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>BatchStrip</name>
        <message>
            <source>撤回</source>
            <translation>Undo</translation>
        </message>
        <message>
            <source>签批</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>本批 {n} 笔：{verbs}</source>
            <translation>{n} in the batch: {verbs}</translation>
        </message>
        <message>
            <source>{p} 分</source>
            <translation>{p} points</translation>
        </message>
        <message>
            <source>{n} 笔转待复核</source>
            <translation>{n} go to a second check</translation>
        </message>
    </context>
    <context>
        <name>BatchesLeaf</name>
        <message>
            <source>各方法学各年份的余额</source>
            <translation>Balances by methodology and year</translation>
        </message>
        <message>
            <source>批次</source>
            <translation>Batches</translation>
        </message>
        <message>
            <source>还没有登记的批次。公示期满后，从右边登记。</source>
            <translation>No batch yet. When a notice is over, register it at the right.</translation>
        </message>
        <message>
            <source>待登记的公示</source>
            <translation>Notices to register</translation>
        </message>
        <message>
            <source>公示期满、异议都已答复，才能登记；已冲正的不进批次。</source>
            <translation>Registered once the notice is over and every objection answered; what was reversed stays out.</translation>
        </message>
        <message>
            <source>方法学 × 年份</source>
            <translation>Methodology × year</translation>
        </message>
        <message>
            <source>没有等待登记的公示。</source>
            <translation>No notice waits.</translation>
        </message>
        <message>
            <source>待登记</source>
            <translation>To register</translation>
        </message>
        <message>
            <source>在池</source>
            <translation>In the pool</translation>
        </message>
        <message>
            <source>待复核</source>
            <translation>To be confirmed</translation>
        </message>
        <message>
            <source>已划拨</source>
            <translation>Disposed of</translation>
        </message>
        <message>
            <source>已注销</source>
            <translation>Used</translation>
        </message>
        <message>
            <source>待补足</source>
            <translation>Owed</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>年份</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>批次号</source>
            <translation>Batch</translation>
        </message>
        <message>
            <source>登记日期</source>
            <translation>Registered on</translation>
        </message>
        <message>
            <source>行为</source>
            <translation>Actions</translation>
        </message>
        <message>
            <source>登记量</source>
            <translation>Registered</translation>
        </message>
        <message>
            <source>余额</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>公示期</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>登记成批次</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>已登记批次 {numbers}</source>
            <translation>Registered {numbers}</translation>
        </message>
    </context>
    <context>
        <name>BooksCare</name>
        <message>
            <source>立即备份</source>
            <translation>Back up now</translation>
        </message>
    </context>
    <context>
        <name>BooksWatch</name>
        <message numerus="yes">
            <source>%n 分钟</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 天</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 小时</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BuildCard</name>
        <message>
            <source>生成验收材料</source>
            <translation>Make the dossier</translation>
        </message>
        <message>
            <source>打开文件夹</source>
            <translation>Open folder</translation>
        </message>
        <message>
            <source>自评报告（Word 和 PDF）、统计与台账、证据索引与文件、计算证明、审核材料、个人信息保护说明、签署页和带哈希的清单，一次生成。</source>
            <translation>Self-assessment (Word and PDF), statistics and ledger, evidence index and files, calculation proof, audit papers, privacy statement, sign-off page and a manifest with hashes, made in one go.</translation>
        </message>
        <message>
            <source>验收材料</source>
            <translation>Acceptance dossier</translation>
        </message>
        <message>
            <source>{n} 个，全部相等</source>
            <translation>{n}, all equal</translation>
        </message>
        <message>
            <source>{n} 个，{bad} 个不等</source>
            <translation>{n}, {bad} of them unequal</translation>
        </message>
        <message>
            <source>文件数</source>
            <translation>Files</translation>
        </message>
        <message numerus="yes">
            <source>%n 个</source>
            <translation>
                <numerusform>%n</numerusform>
                <numerusform>%n</numerusform>
            </translation>
        </message>
        <message>
            <source>达标</source>
            <translation>Met</translation>
        </message>
        <message>
            <source>重新加总的合计</source>
            <translation>Totals added again</translation>
        </message>
        <message>
            <source>清单摘要</source>
            <translation>Digest of the manifest</translation>
        </message>
    </context>
    <context>
        <name>BulkSheet</name>
        <message>
            <source>签批即入账</source>
            <translation>Booked</translation>
        </message>
        <message>
            <source>须再复核</source>
            <translation>Second check</translation>
        </message>
        <message>
            <source>不能通过</source>
            <translation>Refused</translation>
        </message>
        <message>
            <source>记入本批</source>
            <translation>Into the batch</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>现在只记入本批，随时可用 Z 撤回；Ctrl+Enter 签批后才入账。</source>
            <translation>They only go into the batch, and Z takes them out; Ctrl+Enter signs and books it.</translation>
        </message>
        <message numerus="yes">
            <source>批量通过 %Ln 笔</source>
            <translation>
                <numerusform>Approve %Ln action</numerusform>
                <numerusform>Approve %Ln actions</numerusform>
            </translation>
        </message>
        <message>
            <source>{p} 分</source>
            <translation>{p} points</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
    </context>
    <context>
        <name>CertificateView</name>
        <message>
            <source>先选持证人和期间，再签发；证书会显示在这里。</source>
            <translation>Choose holder and period, then issue; the certificate shows here.</translation>
        </message>
        <message>
            <source>签发与打印</source>
            <translation>Issue and print</translation>
        </message>
        <message>
            <source>登记簿</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>核验</source>
            <translation>Verify</translation>
        </message>
        <message>
            <source>核验不联网、不登录也能用</source>
            <translation>Verifying needs neither network nor sign-in</translation>
        </message>
        <message>
            <source>另存证书</source>
            <translation>Save the certificate</translation>
        </message>
        <message>
            <source>登记簿 {n}</source>
            <translation>Register {n}</translation>
        </message>
        <message>
            <source>正在送打印机…</source>
            <translation>Sending to the printer…</translation>
        </message>
        <message numerus="yes">
            <source>已打印：{serial}，%n 份。</source>
            <translation>
                <numerusform>Printed: {serial}, %n copy.</numerusform>
                <numerusform>Printed: {serial}, %n copies.</numerusform>
            </translation>
        </message>
        <message>
            <source>已另存到 {path}</source>
            <translation>Saved to {path}</translation>
        </message>
        <message>
            <source>已记为交付本人：{serial}</source>
            <translation>Noted as handed over: {serial}</translation>
        </message>
    </context>
    <context>
        <name>CertificatesLeaf</name>
        <message>
            <source>签发或重打证书</source>
            <translation>Issue or print again</translation>
        </message>
        <message>
            <source>还没有证书。</source>
            <translation>No certificates yet.</translation>
        </message>
        <message>
            <source>{day} 签发 · 行为 {first} 至 {last}</source>
            <translation>issued {day} · actions {first} to {last}</translation>
        </message>
        <message>
            <source>有效</source>
            <translation>valid</translation>
        </message>
        <message>
            <source>已作废</source>
            <translation>revoked</translation>
        </message>
        <message>
            <source>已被替换</source>
            <translation>replaced</translation>
        </message>
        <message>
            <source>已登记</source>
            <translation>recorded</translation>
        </message>
        <message>
            <source>已签发</source>
            <translation>issued</translation>
        </message>
        <message>
            <source>已打印</source>
            <translation>printed</translation>
        </message>
        <message>
            <source>已交付</source>
            <translation>handed over</translation>
        </message>
        <message numerus="yes">
            <source>打印 %n 次</source>
            <translation>
                <numerusform>printed once</numerusform>
                <numerusform>printed %n times</numerusform>
            </translation>
        </message>
        <message>
            <source>由 {serial} 替换</source>
            <translation>replaced by {serial}</translation>
        </message>
    </context>
    <context>
        <name>ChangeForm</name>
        <message>
            <source>换表：同一天的两个读数</source>
            <translation>New meter: two readings of one day</translation>
        </message>
        <message>
            <source>换表日期</source>
            <translation>Day of the change</translation>
        </message>
        <message>
            <source>旧表止码</source>
            <translation>Old meter, last reading</translation>
        </message>
        <message>
            <source>新表表号</source>
            <translation>New meter's number</translation>
        </message>
        <message>
            <source>不知道可不填</source>
            <translation>may stay empty</translation>
        </message>
        <message>
            <source>新表起码</source>
            <translation>New meter, first reading</translation>
        </message>
        <message>
            <source>记下换表</source>
            <translation>Note the new meter</translation>
        </message>
        <message>
            <source>不换了</source>
            <translation>No change</translation>
        </message>
        <message>
            <source>旧表止码（kWh）</source>
            <translation>Old meter, last (kWh)</translation>
        </message>
        <message>
            <source>新表起码（kWh）</source>
            <translation>New meter, first (kWh)</translation>
        </message>
        <message>
            <source>旧表 {meter} 到这一天为止，新表从这一天起，本期电量接着算。</source>
            <translation>Meter {meter} ends on this day, the new one begins; the period runs on.</translation>
        </message>
    </context>
    <context>
        <name>ChangesPanel</name>
        <message>
            <source>变更清单</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>还没有提出过变更。</source>
            <translation>No change was proposed yet.</translation>
        </message>
        <message>
            <source>逐条更正</source>
            <translation>Corrections one by one</translation>
        </message>
        <message>
            <source>确认并更正</source>
            <translation>Confirm and correct</translation>
        </message>
        <message>
            <source>撤回的理由</source>
            <translation>Reason for taking it back</translation>
        </message>
        <message>
            <source>撤回</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>导出清单</source>
            <translation>Export the list</translation>
        </message>
        <message>
            <source>自己提出的，由另一位审核员登录后确认</source>
            <translation>You proposed it; another auditor signs in and confirms</translation>
        </message>
        <message>
            <source>{name}：已撤回，{why}</source>
            <translation>{name}: taken back, {why}</translation>
        </message>
        <message>
            <source>{name} → {value}，自 {day}；{kept} 条在已关账月份，不动</source>
            <translation>{name} → {value} from {day}; {kept} in closed months stay</translation>
        </message>
    </context>
    <context>
        <name>Chart</name>
        <message>
            <source>单位：{unit}</source>
            <translation>Unit: {unit}</translation>
        </message>
        <message>
            <source>图表：{title}，最高 {highest} {unit}</source>
            <translation>Chart: {title}, highest {highest} {unit}</translation>
        </message>
    </context>
    <context>
        <name>ChartCard</name>
        <message>
            <source>保存或打印这张图</source>
            <translation>Save or print this chart</translation>
        </message>
        <message>
            <source>图片 PNG</source>
            <translation>Picture (PNG)</translation>
        </message>
        <message>
            <source>矢量图 SVG</source>
            <translation>Drawing (SVG)</translation>
        </message>
        <message>
            <source>PDF 文件</source>
            <translation>PDF file</translation>
        </message>
        <message>
            <source>数据表 xlsx</source>
            <translation>Numbers (xlsx)</translation>
        </message>
        <message>
            <source>打印…</source>
            <translation>Print…</translation>
        </message>
    </context>
    <context>
        <name>CheckCard</name>
        <message>
            <source>核对档案…</source>
            <translation>Check a dossier…</translation>
        </message>
        <message>
            <source>选一个档案文件夹：核对每个文件的哈希，重新加总每个合计，重算计算证明。不用数据库。</source>
            <translation>Choose the folder of a dossier: every hash is compared, every total added and every calculation made again. No database is needed.</translation>
        </message>
        <message>
            <source>核对一份档案</source>
            <translation>Check a dossier</translation>
        </message>
        <message>
            <source>档案完好</source>
            <translation>Whole</translation>
        </message>
        <message>
            <source>{files} 个文件、{totals} 个合计无误，{actions} 条行为重算一致。</source>
            <translation>{files} files and {totals} totals are right; {actions} actions computed again.</translation>
        </message>
        <message numerus="yes">
            <source>%n 处不符</source>
            <translation>
                <numerusform>%n problem</numerusform>
                <numerusform>%n problems</numerusform>
            </translation>
        </message>
        <message>
            <source>下列文件支持的主张不能再采信，请向编制人索要完整的档案。</source>
            <translation>What these files supported can no longer be relied on; ask for a whole dossier.</translation>
        </message>
        <message numerus="yes">
            <source>另有 %n 处。</source>
            <translation>
                <numerusform>%n more.</numerusform>
                <numerusform>%n more.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CheckLeaf</name>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>{p} 分</source>
            <translation>{p} points</translation>
        </message>
        <message>
            <source>该参与者 90 天均值</source>
            <translation>Own mean, 90 days</translation>
        </message>
        <message>
            <source>同类 P99</source>
            <translation>P99 of its kind</translation>
        </message>
        <message>
            <source>没有疑点。</source>
            <translation>No questions.</translation>
        </message>
        <message>
            <source>没有凭证文件。</source>
            <translation>No evidence file.</translation>
        </message>
        <message>
            <source>{name}　Enter 放大</source>
            <translation>{name} · Enter enlarges</translation>
        </message>
        <message>
            <source>正在读取</source>
            <translation>Loading</translation>
        </message>
        <message>
            <source>导入文件 {name} 第 {row} 行</source>
            <translation>Row {row} of {name}</translation>
        </message>
        <message>
            <source>{name}：打不开，文件可能已损坏</source>
            <translation>{name}: cannot be opened, perhaps damaged</translation>
        </message>
        <message>
            <source>{amount} / 次</source>
            <translation>{amount} each</translation>
        </message>
        <message numerus="yes">
            <source>看相关的 %n 笔</source>
            <translation>
                <numerusform>Look at the other one</numerusform>
                <numerusform>Look at the other %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CheckPanel</name>
        <message>
            <source>多计，千克</source>
            <translation>Claimed too much, kilograms</translation>
        </message>
        <message>
            <source>无误</source>
            <translation>Right</translation>
        </message>
        <message>
            <source>有误</source>
            <translation>Wrong</translation>
        </message>
        <message>
            <source>在左边选一条，这里显示凭证。</source>
            <translation>Choose one at the left; its evidence shows here.</translation>
        </message>
        <message>
            <source>说明（可空）</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>核查说明</source>
            <translation>Note on the check</translation>
        </message>
        <message>
            <source>多计</source>
            <translation>Too much</translation>
        </message>
        <message>
            <source>为什么是这个数</source>
            <translation>Why this number</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>证据等级</source>
            <translation>Evidence grade</translation>
        </message>
        <message>
            <source>该参与者 90 天均值</source>
            <translation>Own mean, 90 days</translation>
        </message>
        <message>
            <source>同类 P99</source>
            <translation>P99 of its kind</translation>
        </message>
        <message>
            <source>没有照片；凭证文件见下。</source>
            <translation>No photo; the files are named below.</translation>
        </message>
        <message>
            <source>没有凭证文件。</source>
            <translation>There is no evidence file.</translation>
        </message>
        <message>
            <source>这个文件显示不了。</source>
            <translation>This file cannot be shown.</translation>
        </message>
        <message>
            <source>有误：按 1–9 选理由，Esc 不选</source>
            <translation>Wrong: 1–9 gives the reason, Esc gives up</translation>
        </message>
        <message>
            <source>多计应在 0 和 {most} 千克之间。请改这个数。</source>
            <translation>What is claimed too much lies between 0 and {most} kg. Change it.</translation>
        </message>
        <message>
            <source>“其他”须写明：请先写核查说明。</source>
            <translation>“Other” needs words: write the note first.</translation>
        </message>
        <message>
            <source>已判有误：{reason}。改判由另一位审核员在“问题”里做。</source>
            <translation>Found wrong: {reason}. Another auditor can dismiss it under Findings.</translation>
        </message>
    </context>
    <context>
        <name>ClosingPanel</name>
        <message>
            <source>不备份，直接退出</source>
            <translation>Close without a backup</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>返回继续办理</source>
            <translation>Back to work</translation>
        </message>
        <message>
            <source>正在做收工备份，完成后程序自己退出。拔出 U 盘请等它退出之后。已保存的内容都在；不备份也不会丢。</source>
            <translation>The day's last backup is being made; the program closes by itself after it. Leave the stick in until then. What was saved is kept, with or without a backup.</translation>
        </message>
        <message>
            <source>收工备份</source>
            <translation>Backup before closing</translation>
        </message>
        <message>
            <source>正在备份并试恢复…</source>
            <translation>Backing up and restoring on trial …</translation>
        </message>
        <message>
            <source>退出</source>
            <translation>Quit</translation>
        </message>
    </context>
    <context>
        <name>CodeField</name>
        <message>
            <source>男</source>
            <translation>male</translation>
        </message>
        <message>
            <source>女</source>
            <translation>female</translation>
        </message>
        <message>
            <source>{date} 出生 · {sex}</source>
            <translation>born {date} · {sex}</translation>
        </message>
    </context>
    <context>
        <name>ColumnsPanel</name>
        <message>
            <source>文件的类别</source>
            <translation>Kind of file</translation>
        </message>
        <message>
            <source>这是一份</source>
            <translation>This file holds</translation>
        </message>
        <message>
            <source>记住，下次同样表头的文件照此办理</source>
            <translation>Remember this for files with the same headings</translation>
        </message>
        <message>
            <source>另存列对应…</source>
            <translation>Save columns as…</translation>
        </message>
        <message>
            <source>返回核对</source>
            <translation>Back to the rows</translation>
        </message>
        <message>
            <source>重新核对</source>
            <translation>Check again</translation>
        </message>
        <message>
            <source>文件里的表头</source>
            <translation>Heading in the file</translation>
        </message>
        <message>
            <source>前几行</source>
            <translation>First rows</translation>
        </message>
        <message>
            <source>当作</source>
            <translation>Taken for</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>{heading} 当作</source>
            <translation>{heading} is taken for</translation>
        </message>
        <message>
            <source>不用这一列</source>
            <translation>Leave this column out</translation>
        </message>
        <message>
            <source>{heading} 的单位</source>
            <translation>Unit of {heading}</translation>
        </message>
        <message>
            <source>按表头</source>
            <translation>As the heading says</translation>
        </message>
        <message>
            <source>还差：{fields}。请在“当作”里选出是哪一列。</source>
            <translation>Still missing: {fields}. Choose their columns under “Taken for”.</translation>
        </message>
        <message>
            <source>两列都当作了“{fields}”，请只留一列。</source>
            <translation>Two columns are taken for “{fields}”; please leave one of them.</translation>
        </message>
        <message>
            <source>必要的列都对上了。不对的可以改，改完再点“重新核对”。</source>
            <translation>All columns that are needed were found. Change what is wrong, then “Check again”.</translation>
        </message>
    </context>
    <context>
        <name>CompareSheet</name>
        <message>
            <source>两份档案对比</source>
            <translation>Two files compared</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>是同一人</source>
            <translation>Same person</translation>
        </message>
        <message>
            <source>不是同一人</source>
            <translation>Not the same</translation>
        </message>
        <message>
            <source>打开另一份</source>
            <translation>Open the other</translation>
        </message>
        <message>
            <source>标为待合并</source>
            <translation>Mark for merging</translation>
        </message>
        <message>
            <source>为什么认为是同一人</source>
            <translation>Why they are one person</translation>
        </message>
        <message>
            <source>记下不是同一人</source>
            <translation>Note it</translation>
        </message>
        <message>
            <source>为什么不是同一人</source>
            <translation>Why they are not</translation>
        </message>
        <message>
            <source>标记只是提请：由审核员合并，两人签批；合并前两份档案照常使用。</source>
            <translation>A mark only asks for it. Two auditors merge; until then both files are used as before.</translation>
        </message>
        <message>
            <source>记录号</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>登记日期</source>
            <translation>Registered</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>证件</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Telephone</translation>
        </message>
        <message>
            <source>街道（镇）</source>
            <translation>Subdistrict</translation>
        </message>
        <message>
            <source>社区</source>
            <translation>Community</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>记录</source>
            <translation>Actions</translation>
        </message>
    </context>
    <context>
        <name>ConsentBox</name>
        <message>
            <source>文本第 {version} 版</source>
            <translation>Text, version {version}</translation>
        </message>
        <message>
            <source>收起文本</source>
            <translation>Hide text</translation>
        </message>
        <message>
            <source>阅读文本</source>
            <translation>Read text</translation>
        </message>
    </context>
    <context>
        <name>ConsentLeaf</name>
        <message>
            <source>撤回同意</source>
            <translation>Withdraw consent</translation>
        </message>
        <message>
            <source>重新同意</source>
            <translation>Consent again</translation>
        </message>
        <message>
            <source>打印同意书</source>
            <translation>Print consent</translation>
        </message>
        <message>
            <source>撤回的原因，例如：本人要求</source>
            <translation>Why, e.g. the person asks for it</translation>
        </message>
        <message>
            <source>同意有效，可以登记新的行为。</source>
            <translation>The consent stands; new actions may be logged.</translation>
        </message>
        <message>
            <source>同意已撤回：不能登记新的行为。</source>
            <translation>The consent is withdrawn; nothing new may be logged.</translation>
        </message>
        <message>
            <source>{day} 同意 · 文本第 {version} 版</source>
            <translation>given {day} · text, version {version}</translation>
        </message>
        <message>
            <source>代办：{name}（{relation}）</source>
            <translation>by proxy: {name} ({relation})</translation>
        </message>
        <message>
            <source>{day} 撤回</source>
            <translation>withdrawn {day}</translation>
        </message>
        <message>
            <source>本人（单位）同意文本第 {version} 版</source>
            <translation>The person agrees to version {version}</translation>
        </message>
        <message>
            <source>由他人代办</source>
            <translation>By a proxy</translation>
        </message>
        <message>
            <source>登记同意</source>
            <translation>Record consent</translation>
        </message>
    </context>
    <context>
        <name>ConsentOffer</name>
        <message>
            <source>已登记。</source>
            <translation>Registered.</translation>
        </message>
        <message>
            <source>同意书可打印，由本人（代办人）签字后留存；以后也可在参与者页打印。</source>
            <translation>The consent may be printed, signed and kept; the page of participants prints it later, too.</translation>
        </message>
    </context>
    <context>
        <name>CountdownPanel</name>
        <message>
            <source>验收倒计时</source>
            <translation>Countdown</translation>
        </message>
        <message>
            <source>{met} / {all} 条达标</source>
            <translation>{met} of {all} met</translation>
        </message>
        <message>
            <source>还缺什么</source>
            <translation>Still missing</translation>
        </message>
        <message>
            <source>全部达标，可以申请验收。</source>
            <translation>Every criterion is met; acceptance can be applied for.</translation>
        </message>
        <message>
            <source>尚未公布；有效期从公布起算。</source>
            <translation>Not published yet; the validity begins with the publication.</translation>
        </message>
        <message>
            <source>天前已到期</source>
            <translation>days overdue</translation>
        </message>
        <message>
            <source>天后到期</source>
            <translation>days left</translation>
        </message>
        <message>
            <source>有效期至 {day}，已运行 {n} 天</source>
            <translation>valid to {day}, running for {n} days</translation>
        </message>
        <message>
            <source>最早可能达标</source>
            <translation>Earliest possible day</translation>
        </message>
        <message>
            <source>按月份连续和公示期推算：其他条件今天都补齐，也不会早于这一天。</source>
            <translation>From the months in a row and the notice: even with all else done today it cannot be earlier.</translation>
        </message>
        <message>
            <source>有效期 {day} 届满，请在届满前办理延期；到期未延即结束。</source>
            <translation>The validity ends on {day}; extend it before, or the scenario ends.</translation>
        </message>
        <message>
            <source>该申请延期了</source>
            <translation>Time to apply for an extension</translation>
        </message>
        <message>
            <source>登记延期</source>
            <translation>Record the extension</translation>
        </message>
        <message>
            <source>核查发现未结清</source>
            <translation>Audit findings not settled</translation>
        </message>
        <message numerus="yes">
            <source>还有 %n 条</source>
            <translation>
                <numerusform>one is open</numerusform>
                <numerusform>%n are open</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Counts</name>
        <message>
            <source>可导入</source>
            <translation>Good</translation>
        </message>
        <message>
            <source>需修正</source>
            <translation>To be mended</translation>
        </message>
        <message>
            <source>重复（将跳过）</source>
            <translation>Duplicates (skipped)</translation>
        </message>
        <message>
            <source>不予计入</source>
            <translation>Not credited</translation>
        </message>
        <message>
            <source>预计减排量</source>
            <translation>Expected reduction</translation>
        </message>
        <message>
            <source>新建档案</source>
            <translation>New participants</translation>
        </message>
        <message numerus="yes">
            <source>%Ln 行</source>
            <translation>
                <numerusform>%Ln row</numerusform>
                <numerusform>%Ln rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln 人（户）</source>
            <translation>
                <numerusform>%Ln</numerusform>
                <numerusform>%Ln</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CriteriaTable</name>
        <message>
            <source>验收条件</source>
            <translation>Criterion</translation>
        </message>
        <message>
            <source>目标</source>
            <translation>Target</translation>
        </message>
        <message>
            <source>现状</source>
            <translation>Actual</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>生效日期</source>
            <translation>Valid from</translation>
        </message>
        <message>
            <source>来源</source>
            <translation>Source</translation>
        </message>
    </context>
    <context>
        <name>CriterionRow</name>
        <message>
            <source>假定</source>
            <translation>assumed</translation>
        </message>
        <message>
            <source>{name}：看明细</source>
            <translation>{name}: show the records</translation>
        </message>
        <message>
            <source>目标的来源：{source}</source>
            <translation>Source of the target: {source}</translation>
        </message>
        <message>
            <source>尚未登记</source>
            <translation>not on record</translation>
        </message>
        <message>
            <source>未达标</source>
            <translation>not met</translation>
        </message>
        <message>
            <source>差 {gap}</source>
            <translation>lacks {gap}</translation>
        </message>
    </context>
    <context>
        <name>DailyView</name>
        <message>
            <source>当日</source>
            <translation>One day</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>Everything</translation>
        </message>
        <message>
            <source>对哪一天</source>
            <translation>Which day</translation>
        </message>
        <message>
            <source>对账</source>
            <translation>Reconcile</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>不为零的位置</source>
            <translation>Where it is not zero</translation>
        </message>
        <message>
            <source>请写对哪一天的账。</source>
            <translation>Write which day.</translation>
        </message>
        <message>
            <source>还没有对账</source>
            <translation>Nothing was reconciled</translation>
        </message>
        <message>
            <source>日清对账</source>
            <translation>Reconcile the day</translation>
        </message>
        <message>
            <source>打印日清对账单</source>
            <translation>Print the daily sheet</translation>
        </message>
        <message>
            <source>日清对账单</source>
            <translation>Daily sheet</translation>
        </message>
        <message>
            <source>按“对账”核对这一天的分录、积分、减排量、证书和统计。</source>
            <translation>Reconcile compares the entries, points, reductions, certificates and statistics of the day.</translation>
        </message>
        <message>
            <source>为零 {n}</source>
            <translation>{n} zero</translation>
        </message>
        <message>
            <source>不为零 {n}</source>
            <translation>{n} not zero</translation>
        </message>
        <message>
            <source>红色的行在最上面；下面写明在哪一笔，回车打开它的记录。</source>
            <translation>The red rows stand on top; below is where it lies, Enter opens the record.</translation>
        </message>
        <message>
            <source>有 {n} 项不为零</source>
            <translation>{n} rows are not zero</translation>
        </message>
        <message>
            <source>在哪里：{name}</source>
            <translation>Where: {name}</translation>
        </message>
        <message>
            <source>这一处没有可打开的记录</source>
            <translation>There is no record to open here</translation>
        </message>
        <message>
            <source>对账之后有新的记录写入</source>
            <translation>Records were written since</translation>
        </message>
        <message>
            <source>再对一次</source>
            <translation>Once more</translation>
        </message>
        <message>
            <source>正在对账…</source>
            <translation>Reconciling…</translation>
        </message>
        <message>
            <source>Excel (*.xlsx);;PDF (*.pdf)</source>
            <translation>Excel (*.xlsx);;PDF (*.pdf)</translation>
        </message>
        <message>
            <source>导出日清对账单</source>
            <translation>Export the daily sheet</translation>
        </message>
        <message>
            <source>日清对账单.xlsx</source>
            <translation>daily-sheet.xlsx</translation>
        </message>
        <message>
            <source>已保存到 {path}</source>
            <translation>Saved to {path}</translation>
        </message>
    </context>
    <context>
        <name>DataSection</name>
        <message>
            <source>正在读取…</source>
            <translation>Reading…</translation>
        </message>
        <message>
            <source>打开所在文件夹</source>
            <translation>Open its folder</translation>
        </message>
        <message>
            <source>健康检查</source>
            <translation>Health</translation>
        </message>
        <message>
            <source>账本、磁盘、备份、时间、打印机：哪里不对，怎么办。</source>
            <translation>Books, disk, backup, clock, printer: what is wrong, and what to do.</translation>
        </message>
        <message>
            <source>数据文件</source>
            <translation>Data file</translation>
        </message>
        <message>
            <source>数据</source>
            <translation>Data</translation>
        </message>
        <message>
            <source>文件已加密；密钥在本机用户的配置文件夹，不在文件旁边。</source>
            <translation>The file is encrypted; the key is in the user's configuration folder, not beside the file.</translation>
        </message>
        <message>
            <source>文件没有加密；身份证号仍单独加密。</source>
            <translation>The file is not encrypted; ID numbers still are.</translation>
        </message>
        <message>
            <source>磁盘剩余 {x} MB</source>
            <translation>{x} MB left on the disk</translation>
        </message>
    </context>
    <context>
        <name>DatedTable</name>
        <message>
            <source>没有。</source>
            <translation>None.</translation>
        </message>
        <message>
            <source>名称</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>数值</source>
            <translation>Value</translation>
        </message>
        <message>
            <source>适用期</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>出处</source>
            <translation>Source</translation>
        </message>
        <message>
            <source>确信度</source>
            <translation>Confidence</translation>
        </message>
        <message>
            <source>{source} · 已停用</source>
            <translation>{source} · no longer in force</translation>
        </message>
        <message>
            <source>{day} 起</source>
            <translation>from {day}</translation>
        </message>
        <message>
            <source>{first} 至 {last} 前</source>
            <translation>{first} to before {last}</translation>
        </message>
        <message>
            <source>已公布</source>
            <translation>published</translation>
        </message>
        <message>
            <source>转引</source>
            <translation>secondary</translation>
        </message>
        <message>
            <source>假定值</source>
            <translation>assumed</translation>
        </message>
    </context>
    <context>
        <name>DayEditor</name>
        <message>
            <source>打开日历</source>
            <translation>Open the calendar</translation>
        </message>
        <message>
            <source>“{text}”读不成日期。请写成 {day} 或 {short}。</source>
            <translation>“{text}” is no date. Write {day} or {short}.</translation>
        </message>
    </context>
    <context>
        <name>DeskView</name>
        <message>
            <source>刷身份证、扫码，或输入姓名首字母查找；没有档案的按 F3 登记。</source>
            <translation>Read a card, scan a code or type initials to find somebody; F3 registers who is new.</translation>
        </message>
        <message>
            <source>新登记参与者</source>
            <translation>Register a participant</translation>
        </message>
        <message>
            <source>查找参与者</source>
            <translation>Find a participant</translation>
        </message>
        <message>
            <source>登记新参与者</source>
            <translation>Register a participant</translation>
        </message>
        <message>
            <source>打印凭条</source>
            <translation>Print the slip</translation>
        </message>
        <message>
            <source>打印证书</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>打印存折</source>
            <translation>Print the passbook</translation>
        </message>
        <message>
            <source>结束办理</source>
            <translation>End the visit</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>继续</source>
            <translation>Carry on</translation>
        </message>
    </context>
    <context>
        <name>DetailPanel</name>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>证明什么</source>
            <translation>What it proves</translation>
        </message>
        <message>
            <source>文号</source>
            <translation>Document no.</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>存入</source>
            <translation>Filed</translation>
        </message>
        <message>
            <source>编号 · 链位置</source>
            <translation>Id · chain position</translation>
        </message>
        <message>
            <source>作废理由</source>
            <translation>Void because</translation>
        </message>
        <message>
            <source>现状</source>
            <translation>Actual</translation>
        </message>
        <message>
            <source>保存 {name} 的副本</source>
            <translation>Save a copy of {name}</translation>
        </message>
        <message>
            <source>自 {day} 起</source>
            <translation>from {day}</translation>
        </message>
        <message>
            <source>程序自带</source>
            <translation>shipped with the program</translation>
        </message>
        <message>
            <source>提出：{who}</source>
            <translation>proposed by {who}</translation>
        </message>
        <message>
            <source>提出、确认：{who}</source>
            <translation>proposed and confirmed by {who}</translation>
        </message>
        <message>
            <source>已撤回：{who}</source>
            <translation>taken back: {who}</translation>
        </message>
    </context>
    <context>
        <name>DevicesSection</name>
        <message>
            <source>打印机</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>设备</source>
            <translation>Devices</translation>
        </message>
        <message>
            <source>正在查找…</source>
            <translation>Looking…</translation>
        </message>
        <message>
            <source>没有打印机也能办理：凭条和证书存成 PDF，接好后可重打。</source>
            <translation>Works without a printer, too; slips and certificates are kept as PDF and can be printed later.</translation>
        </message>
        <message>
            <source>80 mm 小票</source>
            <translation>80 mm roll</translation>
        </message>
        <message>
            <source>A5 单页</source>
            <translation>A5 sheet</translation>
        </message>
        <message>
            <source>A4 整页</source>
            <translation>A4 page</translation>
        </message>
        <message>
            <source>凭条纸张</source>
            <translation>Paper of slips</translation>
        </message>
        <message>
            <source>打印凭条时先用这种纸；打印前还可以改。</source>
            <translation>Offered first when a slip is printed; it can be changed each time.</translation>
        </message>
        <message>
            <source>高拍仪或摄像头把照片存到哪个文件夹；选凭证时从这里开始找。</source>
            <translation>Where the camera or document scanner puts its pictures; choosing evidence starts there.</translation>
        </message>
        <message>
            <source>照片文件夹</source>
            <translation>Folder of photos</translation>
        </message>
        <message>
            <source>选择文件夹</source>
            <translation>Choose a folder</translation>
        </message>
        <message>
            <source>未设置</source>
            <translation>not set</translation>
        </message>
        <message>
            <source>系统默认打印机</source>
            <translation>The system's usual printer</translation>
        </message>
        <message>
            <source>没有找到打印机</source>
            <translation>No printer found</translation>
        </message>
        <message>
            <source>（未连接）</source>
            <translation> (not connected)</translation>
        </message>
    </context>
    <context>
        <name>Difference</name>
        <message>
            <source>现在</source>
            <translation>Now</translation>
        </message>
        <message>
            <source>恢复后</source>
            <translation>Afterwards</translation>
        </message>
        <message>
            <source>变化</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>参与者（人）</source>
            <translation>Participants</translation>
        </message>
        <message>
            <source>行为（笔）</source>
            <translation>Actions</translation>
        </message>
        <message>
            <source>积分流水（条）</source>
            <translation>Ledger entries</translation>
        </message>
        <message>
            <source>凭证文件（个）</source>
            <translation>Evidence files</translation>
        </message>
        <message>
            <source>全部记录（条）</source>
            <translation>All records</translation>
        </message>
        <message>
            <source>最近一笔</source>
            <translation>Newest record</translation>
        </message>
        <message>
            <source>少 {n}</source>
            <translation>{n} fewer</translation>
        </message>
        <message>
            <source>多 {n}</source>
            <translation>{n} more</translation>
        </message>
        <message>
            <source>不变</source>
            <translation>Same</translation>
        </message>
    </context>
    <context>
        <name>DisplaySection</name>
        <message>
            <source>显示</source>
            <translation>Display</translation>
        </message>
        <message>
            <source>标准</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>大字模式</source>
            <translation>Large</translation>
        </message>
        <message>
            <source>特大</source>
            <translation>Huge</translation>
        </message>
        <message>
            <source>文字、按钮和间距一起变大；也可按 Ctrl+= 和 Ctrl+-。</source>
            <translation>Text, buttons and spacing grow together; Ctrl+= and Ctrl+- do the same.</translation>
        </message>
        <message>
            <source>文字大小</source>
            <translation>Text size</translation>
        </message>
        <message>
            <source>浅色</source>
            <translation>Light</translation>
        </message>
        <message>
            <source>深色</source>
            <translation>Dark</translation>
        </message>
        <message>
            <source>跟随系统</source>
            <translation>As the system</translation>
        </message>
        <message>
            <source>深色适合光线较暗的窗口。</source>
            <translation>Dark suits a counter in dim light.</translation>
        </message>
        <message>
            <source>配色</source>
            <translation>Colours</translation>
        </message>
        <message>
            <source>立即切换，不用重新打开程序；证书和报表的语言不变。</source>
            <translation>Changes at once, no restart; certificates and reports keep their language.</translation>
        </message>
        <message>
            <source>语言</source>
            <translation>Language</translation>
        </message>
    </context>
    <context>
        <name>DisposalSide</name>
        <message>
            <source>划拨给企业</source>
            <translation>Dispose to an enterprise</translation>
        </message>
        <message>
            <source>支持高新技术企业和低碳供应链；须写明用途和文号，两位审核员签字。</source>
            <translation>For high-tech enterprises and low-carbon supply chains; with purpose and document, signed by two auditors.</translation>
        </message>
        <message>
            <source>选择批文</source>
            <translation>Choose the document</translation>
        </message>
        <message>
            <source>复核人</source>
            <translation>Second person</translation>
        </message>
        <message>
            <source>提交复核</source>
            <translation>Propose</translation>
        </message>
        <message>
            <source>另一位审核员稍后确认</source>
            <translation>Another auditor confirms later</translation>
        </message>
        <message>
            <source>还没有设密码：两位审核员的签名一并记下。</source>
            <translation>No password is set: both auditors' signatures are recorded.</translation>
        </message>
        <message>
            <source>{number}：{before} → 余 {after}</source>
            <translation>{number}: {before} → {after} left</translation>
        </message>
        <message>
            <source>{number} 不够，可划拨 {before}</source>
            <translation>{number} is short: {before} available</translation>
        </message>
        <message>
            <source>共划拨 {mass}（未经核证）</source>
            <translation>{mass} in all (not certified)</translation>
        </message>
        <message>
            <source>数量读不成数字，最多 6 位小数。</source>
            <translation>An amount is no number; at most 6 decimals.</translation>
        </message>
        <message>
            <source>统一社会信用代码</source>
            <translation>Unified social credit code</translation>
        </message>
        <message>
            <source>企业名称</source>
            <translation>Name of the enterprise</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>文号</source>
            <translation>Document no.</translation>
        </message>
        <message>
            <source>数量（千克）</source>
            <translation>Amount (kg)</translation>
        </message>
        <message>
            <source>复核人密码</source>
            <translation>The second person's password</translation>
        </message>
        <message>
            <source>复核人密码（请本人输入）</source>
            <translation>Password of the second person</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>{number} 全部划拨</source>
            <translation>All of {number}</translation>
        </message>
        <message>
            <source>两人签字，划拨</source>
            <translation>Sign together</translation>
        </message>
    </context>
    <context>
        <name>DisposalsLeaf</name>
        <message>
            <source>可划拨的批次</source>
            <translation>Available batches</translation>
        </message>
        <message>
            <source>划拨记录</source>
            <translation>Disposals</translation>
        </message>
        <message>
            <source>还没有可划拨的批次。先公示、登记，再划拨。</source>
            <translation>No batch is available. Publish, register, then dispose.</translation>
        </message>
        <message>
            <source>还没有划拨。</source>
            <translation>No disposal yet.</translation>
        </message>
        <message>
            <source>确认划拨</source>
            <translation>Confirm</translation>
        </message>
        <message>
            <source>收回的理由</source>
            <translation>Why it is taken back</translation>
        </message>
        <message>
            <source>收回提议</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>批次号</source>
            <translation>Batch</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>年份</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>登记量</source>
            <translation>Registered</translation>
        </message>
        <message>
            <source>待复核</source>
            <translation>To be confirmed</translation>
        </message>
        <message>
            <source>可划拨</source>
            <translation>Available</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Serial</translation>
        </message>
        <message>
            <source>受让企业</source>
            <translation>Enterprise</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>文号</source>
            <translation>Document no.</translation>
        </message>
        <message>
            <source>数量</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>您提出的，须另一位审核员登录后确认。</source>
            <translation>You proposed it; another auditor must sign in and confirm.</translation>
        </message>
        <message>
            <source>提出 {by}　复核 {second}　{reason}</source>
            <translation>Proposed by {by}, confirmed by {second} {reason}</translation>
        </message>
        <message>
            <source>{number} 已提交，待另一位审核员确认</source>
            <translation>{number} waits for another auditor</translation>
        </message>
        <message>
            <source>{number} 已划拨 {mass}</source>
            <translation>{number}: {mass} disposed of</translation>
        </message>
        <message>
            <source>{number} 已收回</source>
            <translation>{number} taken back</translation>
        </message>
    </context>
    <context>
        <name>DonePanel</name>
        <message>
            <source>没有写入：没有可写入的行，或者轮到它之前已经取消。</source>
            <translation>Not written: it has no row to write, or it was cancelled before its turn.</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>File</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>写入</source>
            <translation>Written</translation>
        </message>
        <message>
            <source>重复</source>
            <translation>Duplicate</translation>
        </message>
        <message>
            <source>不予计入</source>
            <translation>Not credited</translation>
        </message>
        <message>
            <source>需修正</source>
            <translation>To be mended</translation>
        </message>
        <message>
            <source>减排量（待审核）</source>
            <translation>Reduction (waiting)</translation>
        </message>
        <message>
            <source>整批撤回…</source>
            <translation>Take it all back…</translation>
        </message>
        <message>
            <source>查看问题行</source>
            <translation>Look at the rows</translation>
        </message>
        <message>
            <source>再导入一个文件</source>
            <translation>Import another file</translation>
        </message>
        <message numerus="yes">
            <source>整批撤回刚才写入的 %n 个文件？还没审核的行为会标明“已撤销”。</source>
            <translation>
                <numerusform>Take back the file just written? Actions that are not approved yet will be marked “withdrawn”.</numerusform>
                <numerusform>Take back the %n files just written? Actions that are not approved yet will be marked “withdrawn”.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>DossierPanel</name>
        <message>
            <source>核对一份档案</source>
            <translation>Check a dossier</translation>
        </message>
        <message>
            <source>生成验收材料</source>
            <translation>Make the dossier</translation>
        </message>
        <message>
            <source>存到哪里</source>
            <translation>Where to</translation>
        </message>
        <message>
            <source>选择档案文件夹</source>
            <translation>Choose the folder of a dossier</translation>
        </message>
        <message>
            <source>验收材料已生成：{folder}</source>
            <translation>Dossier made: {folder}</translation>
        </message>
        <message>
            <source>年度报告已生成：{file}</source>
            <translation>Report made: {file}</translation>
        </message>
    </context>
    <context>
        <name>DossierPresenter</name>
        <message>
            <source>正在核验全库并生成验收材料…</source>
            <translation>Checking the database and making the dossier…</translation>
        </message>
        <message>
            <source>正在逐个核对文件和合计…</source>
            <translation>Checking files and totals…</translation>
        </message>
        <message>
            <source>正在生成{place} {year} 年度报告…</source>
            <translation>Making the {year} report of {place}…</translation>
        </message>
        <message>
            <source>验收材料还没有生成完。</source>
            <translation>The dossier is not finished.</translation>
        </message>
        <message>
            <source>现在退出就不会留下半份材料，以后可重新生成。</source>
            <translation>If you quit now nothing half-made stays; it can be made again.</translation>
        </message>
    </context>
    <context>
        <name>DropZone</name>
        <message>
            <source>选文件…</source>
            <translation>Choose files…</translation>
        </message>
        <message>
            <source>把文件拖到这里</source>
            <translation>Drop files here</translation>
        </message>
        <message>
            <source>一个或几个都可以，xlsx、xls、csv 都认得。先核对，写入之前什么都不会变。</source>
            <translation>One or several; xlsx, xls and csv are all read. They are checked first: nothing changes before you write.</translation>
        </message>
    </context>
    <context>
        <name>EraseSheet</name>
        <message>
            <source>复核人</source>
            <translation>Second person</translation>
        </message>
        <message>
            <source>不做了</source>
            <translation>Not now</translation>
        </message>
        <message>
            <source>注销并匿名化</source>
            <translation>Erase</translation>
        </message>
        <message>
            <source>理由（会留下，请不要写姓名），例如：本人书面申请</source>
            <translation>Why (it stays: write no name), e.g. asked for in writing</translation>
        </message>
        <message>
            <source>复核人的密码，请本人输入</source>
            <translation>Password of the second person, typed by them</translation>
        </message>
    </context>
    <context>
        <name>EvidenceRow</name>
        <message>
            <source>添加凭证照片或文件</source>
            <translation>Add a photo or paper</translation>
        </message>
        <message>
            <source>粘贴</source>
            <translation>Paste</translation>
        </message>
        <message>
            <source>去掉凭证文件</source>
            <translation>Remove the files</translation>
        </message>
        <message>
            <source>用刚拍的 {name}</source>
            <translation>Use {name}, just taken</translation>
        </message>
        <message>
            <source>照片和文件 (*.jpg *.jpeg *.png *.pdf);;所有文件 (*)</source>
            <translation>Photos and papers (*.jpg *.jpeg *.png *.pdf);;All files (*)</translation>
        </message>
        <message>
            <source>选择凭证</source>
            <translation>Choose evidence</translation>
        </message>
    </context>
    <context>
        <name>ExportStrip</name>
        <message>
            <source>导出（脱敏）</source>
            <translation>Export (masked)</translation>
        </message>
        <message>
            <source>Excel 工作簿 (*.xlsx)</source>
            <translation>Excel workbook (*.xlsx)</translation>
        </message>
        <message>
            <source>正在导出…</source>
            <translation>Exporting …</translation>
        </message>
        <message>
            <source>已导出 {n} 行（脱敏）：{path}。导出已记入操作日志。</source>
            <translation>{n} rows exported (masked): {path}. The operation log has noted it.</translation>
        </message>
    </context>
    <context>
        <name>FigureRow</name>
        <message>
            <source>参与人数</source>
            <translation>Participants</translation>
        </message>
        <message>
            <source>核定行为</source>
            <translation>Approved actions</translation>
        </message>
        <message>
            <source>核定减排量</source>
            <translation>Approved reduction</translation>
        </message>
        <message>
            <source>发放积分</source>
            <translation>Points given</translation>
        </message>
        <message>
            <source>看明细</source>
            <translation>show the records</translation>
        </message>
        <message>
            <source>看待审核的</source>
            <translation>show those that wait</translation>
        </message>
        <message>
            <source>{here} / {all} 个街道（镇）</source>
            <translation>{here} of {all} subdistricts</translation>
        </message>
        <message>
            <source>人（户）</source>
            <translation>in all</translation>
        </message>
        <message>
            <source>其中中小微企业 {n} 家 · {reached}</source>
            <translation>{n} of them SMEs · {reached}</translation>
        </message>
        <message>
            <source>笔</source>
            <translation>actions</translation>
        </message>
        <message>
            <source>待审核 {mass} · 未经核证</source>
            <translation>{mass} waiting · not certified</translation>
        </message>
        <message>
            <source>分</source>
            <translation>points</translation>
        </message>
        <message>
            <source>人均 {n} 分</source>
            <translation>{n} each</translation>
        </message>
        <message>
            <source>待审核 {few}</source>
            <translation>waiting: {few}</translation>
        </message>
        <message>
            <source>待审核 {n} 笔</source>
            <translation>{n} waiting</translation>
        </message>
    </context>
    <context>
        <name>FileKey</name>
        <message>
            <source>账本已加密（密钥指纹 {new}）。请打印恢复密钥，并做一次备份。以前的备份没有加密，谁拿到都能读出姓名和电话：做好新备份后请删除它们。</source>
            <translation>The books are encrypted (fingerprint {new}). Print the recovery key and make a backup. Earlier backups are not encrypted, and whoever gets one reads the names and telephones in it: delete them once there is a new one.</translation>
        </message>
        <message>
            <source>账本已换用新的密钥（指纹 {new}）。请重新打印恢复密钥，并做一次备份。以前的备份仍用原来的密钥（指纹 {old}）打开，本机已保留。</source>
            <translation>The books have a new key (fingerprint {new}). Print the recovery key again and make a backup. Earlier backups still open with the old key (fingerprint {old}), which stays on this computer.</translation>
        </message>
        <message>
            <source>账本已换用新的密钥（指纹 {new}）。请重新打印恢复密钥，并做一次备份。以前的备份仍用原来的口令或恢复密钥（指纹 {old}）打开，请留好。</source>
            <translation>The books have a new key (fingerprint {new}). Print the recovery key again and make a backup. Earlier backups still open with the old passphrase or recovery key (fingerprint {old}); keep it.</translation>
        </message>
    </context>
    <context>
        <name>FileLeaf</name>
        <message>
            <source>显示证件号</source>
            <translation>Show whole ID</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>显示 30 秒</source>
            <translation>Show for 30 s</translation>
        </message>
        <message>
            <source>为什么要看完整证件号（会留下记录）</source>
            <translation>Why the whole number is needed (it is written down)</translation>
        </message>
        <message>
            <source>证件号</source>
            <translation>ID number</translation>
        </message>
        <message>
            <source>遮住证件号（{n} 秒）</source>
            <translation>Mask it ({n} s)</translation>
        </message>
        <message>
            <source>姓名、证件号、街道和社区已写入防改链，不能修改。换证或迁居请重新登记，再标记重复，由审核员合并。</source>
            <translation>Name, ID, subdistrict and community are sealed into the chain and stay. After a new card or a move register again and mark the duplicate; the auditors merge.</translation>
        </message>
        <message>
            <source>不改了</source>
            <translation>Leave it</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>已同意</source>
            <translation>given</translation>
        </message>
        <message>
            <source>已撤回</source>
            <translation>withdrawn</translation>
        </message>
        <message>
            <source>记录号</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>证件</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>无</source>
            <translation>none</translation>
        </message>
        <message>
            <source>街道（镇）</source>
            <translation>Subdistrict</translation>
        </message>
        <message>
            <source>社区</source>
            <translation>Community</translation>
        </message>
        <message>
            <source>登记日期</source>
            <translation>Registered</translation>
        </message>
        <message>
            <source>同意书</source>
            <translation>Consent</translation>
        </message>
        <message>
            <source>骑行平台账号</source>
            <translation>Bike account</translation>
        </message>
        <message>
            <source>联系人</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>行业</source>
            <translation>Industry</translation>
        </message>
        <message>
            <source>规模</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>备注</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>待审核</source>
            <translation>Waiting</translation>
        </message>
        <message numerus="yes">
            <source>%n 笔</source>
            <translation>
                <numerusform>%n action</numerusform>
                <numerusform>%n actions</numerusform>
            </translation>
        </message>
        <message>
            <source>{day}，{points} 分</source>
            <translation>{day}, {points} points</translation>
        </message>
        <message>
            <source>最早到期</source>
            <translation>Expires first</translation>
        </message>
    </context>
    <context>
        <name>FileList</name>
        <message>
            <source>这次导入的文件</source>
            <translation>Files of this import</translation>
        </message>
        <message numerus="yes">
            <source>%n 个文件</source>
            <translation>
                <numerusform>%n file</numerusform>
                <numerusform>%n files</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln 行有问题</source>
            <translation>
                <numerusform>%Ln to mend</numerusform>
                <numerusform>%Ln to mend</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FileRow</name>
        <message>
            <source>去掉附件</source>
            <translation>Leave the file out</translation>
        </message>
    </context>
    <context>
        <name>FileSide</name>
        <message>
            <source>补附件</source>
            <translation>Attach</translation>
        </message>
        <message>
            <source>新版本</source>
            <translation>New version</translation>
        </message>
        <message>
            <source>作废</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>修改目标</source>
            <translation>Change the target</translation>
        </message>
        <message>
            <source>撤回提议</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>确认新目标</source>
            <translation>Confirm the target</translation>
        </message>
        <message>
            <source>新目标已确认</source>
            <translation>The new target is confirmed</translation>
        </message>
        <message>
            <source>提议已撤回</source>
            <translation>The proposal is taken back</translation>
        </message>
        <message>
            <source>保存副本</source>
            <translation>Save a copy</translation>
        </message>
    </context>
    <context>
        <name>FileView</name>
        <message>
            <source>添加档案文件</source>
            <translation>Add a paper to the file</translation>
        </message>
        <message>
            <source>进入下一阶段</source>
            <translation>Next stage</translation>
        </message>
        <message>
            <source>登记公示</source>
            <translation>Record a notice</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>公示</source>
            <translation>Notice</translation>
        </message>
        <message>
            <source>验收条件</source>
            <translation>Criteria</translation>
        </message>
        <message>
            <source>承办与范围</source>
            <translation>Host and places</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>已保存到 {path}</source>
            <translation>Saved to {path}</translation>
        </message>
        <message>
            <source>正在核验全部记录…</source>
            <translation>Verifying every record…</translation>
        </message>
        <message>
            <source>核验 {n} 项，全部通过，已记入档案</source>
            <translation>{n} checks, all clean, put on record</translation>
        </message>
        <message>
            <source>核验有 {n} 项未通过</source>
            <translation>{n} checks found something</translation>
        </message>
        <message>
            <source>结果已记入档案；请先查清再验收：{names}</source>
            <translation>Put on record; clear it up before the acceptance: {names}</translation>
        </message>
        <message>
            <source>添加文件</source>
            <translation>Add a paper</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
    </context>
    <context>
        <name>FilesEditor</name>
        <message>
            <source>选择文件</source>
            <translation>Choose files</translation>
        </message>
        <message>
            <source>去掉这些文件</source>
            <translation>Let go of these files</translation>
        </message>
        <message>
            <source>选择扫描件或电子文件</source>
            <translation>Choose a scan or a file</translation>
        </message>
    </context>
    <context>
        <name>FindPanel</name>
        <message>
            <source>{people} 人次 · {actions} 笔</source>
            <translation>{people} visits · {actions} entries</translation>
        </message>
        <message>
            <source>今日已办</source>
            <translation>Served today</translation>
        </message>
        <message numerus="yes">
            <source>%n 位匹配</source>
            <translation>
                <numerusform>%n match</numerusform>
                <numerusform>%n matches</numerusform>
            </translation>
        </message>
        <message>
            <source>再次打开 {name}</source>
            <translation>Open {name} again</translation>
        </message>
        <message>
            <source>查找或登记</source>
            <translation>Find or register</translation>
        </message>
        <message>
            <source>↑↓ 选择　Enter 打开</source>
            <translation>↑↓ choose　Enter open</translation>
        </message>
        <message>
            <source>新登记参与者</source>
            <translation>Register a participant</translation>
        </message>
        <message>
            <source>新登记</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>为什么是这个数</source>
            <translation>Why this number</translation>
        </message>
        <message>
            <source>查找参与者</source>
            <translation>Find a participant</translation>
        </message>
        <message>
            <source>姓名、证件、手机</source>
            <translation>Name, ID or phone</translation>
        </message>
    </context>
    <context>
        <name>FindingPanel</name>
        <message>
            <source>更正后的行为</source>
            <translation>Action in its place</translation>
        </message>
        <message>
            <source>同时冲正这条行为（扣回积分和减排量）</source>
            <translation>Reverse the action, too (points and grams)</translation>
        </message>
        <message>
            <source>改判无误</source>
            <translation>Dismiss</translation>
        </message>
        <message>
            <source>在左边选一个问题，这里整改和关闭。</source>
            <translation>Choose a finding; correct and close it here.</translation>
        </message>
        <message>
            <source>做了什么，依据是什么</source>
            <translation>What was done, on what ground</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>更正后重新登记的行为编号（可空）</source>
            <translation>Action logged in its place (may be empty)</translation>
        </message>
        <message>
            <source>问题 {number}</source>
            <translation>Finding {number}</translation>
        </message>
        <message>
            <source>行为</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>地点和类别</source>
            <translation>Place and kind</translation>
        </message>
        <message>
            <source>统计日期</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>多计</source>
            <translation>Too much</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>{who} {day} 提出</source>
            <translation>Opened by {who}, {day}</translation>
        </message>
        <message>
            <source>整改</source>
            <translation>corrected</translation>
        </message>
        <message>
            <source>冲正决定 {n}</source>
            <translation>reversal {n}</translation>
        </message>
        <message>
            <source>更正为 {n}</source>
            <translation>replaced by {n}</translation>
        </message>
        <message>
            <source>记下整改</source>
            <translation>Correct</translation>
        </message>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>这个问题由您整改，须由另一位审核员关闭。</source>
            <translation>You corrected this finding; another auditor must close it.</translation>
        </message>
        <message>
            <source>这个问题由您提出，改判须由另一位审核员做。</source>
            <translation>You opened this finding; only another auditor can dismiss it.</translation>
        </message>
        <message>
            <source>“{text}”不是行为编号，请写成 12-345。</source>
            <translation>“{text}” is no action id; write it like 12-345.</translation>
        </message>
        <message>
            <source>请写明做了什么、依据是什么。</source>
            <translation>Say what was done and on what ground.</translation>
        </message>
    </context>
    <context>
        <name>FindingsPage</name>
        <message>
            <source>问题清单</source>
            <translation>Findings</translation>
        </message>
        <message>
            <source>没有问题。核查时判为有误的，会列在这里，直到关闭。</source>
            <translation>There are no findings. What is found wrong stays here until it is closed.</translation>
        </message>
        <message>
            <source>问题</source>
            <translation>Finding</translation>
        </message>
        <message>
            <source>行为编号</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>街道（镇）</source>
            <translation>Subdistrict</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>多计 kg</source>
            <translation>Too much kg</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>抽样</source>
            <translation>Sample</translation>
        </message>
    </context>
    <context>
        <name>FirstRunView</name>
        <message>
            <source>隐藏密码</source>
            <translation>Hide the password</translation>
        </message>
        <message>
            <source>显示密码</source>
            <translation>Show the password</translation>
        </message>
        <message>
            <source>正在准备演示数据…</source>
            <translation>Preparing the demo…</translation>
        </message>
        <message>
            <source>正在打开…</source>
            <translation>Opening…</translation>
        </message>
        <message>
            <source>更改存放位置</source>
            <translation>Another place</translation>
        </message>
        <message>
            <source>开始使用</source>
            <translation>Begin</translation>
        </message>
        <message>
            <source>只有这一页。选好后约 3 秒可以登记第一笔。</source>
            <translation>This one page only. About three seconds after it the first entry can be made.</translation>
        </message>
        <message>
            <source>空白账本，存放在本机，断电不丢；每天自动备份</source>
            <translation>Empty books on this computer, safe in a power cut; backed up every day</translation>
        </message>
        <message>
            <source>打开本机已有的账本，登录后继续</source>
            <translation>Opens the books of this computer; go on after signing in</translation>
        </message>
        <message>
            <source>正式使用</source>
            <translation>For real use</translation>
        </message>
        <message>
            <source>先看演示</source>
            <translation>Look at the demo first</translation>
        </message>
        <message>
            <source>带虚构参与者和两个应用场景，不会混入正式数据</source>
            <translation>Invented people, never mixed with real data</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>列出本机和 U 盘上的备份，先核验、比较，再替换</source>
            <translation>Lists backups on this computer and USB sticks; proven and compared first</translation>
        </message>
        <message>
            <source>所属街道（镇）</source>
            <translation>Subdistrict or town</translation>
        </message>
        <message numerus="yes">
            <source>%n 个街道和镇</source>
            <translation>
                <numerusform>%n subdistrict or town</numerusform>
                <numerusform>%n subdistricts and towns</numerusform>
            </translation>
        </message>
        <message>
            <source>服务点名称</source>
            <translation>Service point</translation>
        </message>
        <message>
            <source>会印在凭条和证书上</source>
            <translation>Printed on slips and certificates</translation>
        </message>
        <message>
            <source>您的姓名</source>
            <translation>Your name</translation>
        </message>
        <message>
            <source>您兼任管理员，其他人以后再加</source>
            <translation>You are the administrator, too; others can be added later</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message numerus="yes">
            <source>至少 %n 位；也是账本的第一个口令，请记好</source>
            <translation>
                <numerusform>At least %n character; also the books' first passphrase</numerusform>
                <numerusform>At least %n characters; also the books' first passphrase</numerusform>
            </translation>
        </message>
        <message>
            <source>请填写您的姓名，之后用它登录。</source>
            <translation>Please type your name; you will sign in with it.</translation>
        </message>
        <message>
            <source>请填写服务点名称。</source>
            <translation>Please name the service point.</translation>
        </message>
        <message>
            <source>正在建立账本…</source>
            <translation>Making the books…</translation>
        </message>
        <message numerus="yes">
            <source>密码至少 %n 位。已填的内容都在，补上就可以开始。</source>
            <translation>
                <numerusform>The password needs at least %n character. Everything you typed is still there.</numerusform>
                <numerusform>The password needs at least %n characters. Everything you typed is still there.</numerusform>
            </translation>
        </message>
        <message>
            <source>存放在 {path}</source>
            <translation>Kept in {path}</translation>
        </message>
    </context>
    <context>
        <name>Forms</name>
        <message>
            <source>延期须填写；公布时不填，则到第三年的 12 月 31 日。</source>
            <translation>Needed for an extension; a publication without it runs to 31 December of the third year.</translation>
        </message>
        <message>
            <source>阶段</source>
            <translation>Stage</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>由谁决定</source>
            <translation>Decided by</translation>
        </message>
        <message>
            <source>文号或文件名</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>有效期至</source>
            <translation>Valid to</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>只能进入列出的阶段；记录写入流水，不能改，只能继续往下走。</source>
            <translation>Only these stages come next. What is recorded stays; there is no way back but forward.</translation>
        </message>
        <message numerus="yes">
            <source>验收前请补齐：还有 %n 条没有达标。</source>
            <translation>
                <numerusform>One criterion is not met yet.</numerusform>
                <numerusform>%n criteria are not met yet.</numerusform>
            </translation>
        </message>
        <message>
            <source>进入下一阶段</source>
            <translation>Next stage</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>一个都不勾，就是全区。</source>
            <translation>None ticked means the whole district.</translation>
        </message>
        <message>
            <source>承办单位</source>
            <translation>Host</translation>
        </message>
        <message>
            <source>统一社会信用代码</source>
            <translation>Unified social credit code</translation>
        </message>
        <message>
            <source>联系方式</source>
            <translation>Contact</translation>
        </message>
        <message>
            <source>实施范围</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>原来的登记留在历史里。</source>
            <translation>The earlier entry stays in the history.</translation>
        </message>
        <message>
            <source>承办单位与范围</source>
            <translation>Host and places</translation>
        </message>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>添加文件</source>
            <translation>Add a paper</translation>
        </message>
        <message>
            <source>存入</source>
            <translation>File it</translation>
        </message>
        <message>
            <source>种类</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>附件</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>标题</source>
            <translation>Title</translation>
        </message>
        <message>
            <source>文号</source>
            <translation>Document no.</translation>
        </message>
        <message>
            <source>换成新版本</source>
            <translation>A newer version</translation>
        </message>
        <message>
            <source>给“{title}”补附件</source>
            <translation>Attach files to “{title}”</translation>
        </message>
        <message>
            <source>作废“{title}”</source>
            <translation>Void “{title}”</translation>
        </message>
        <message>
            <source>作废公示“{title}”</source>
            <translation>Void the notice “{title}”</translation>
        </message>
        <message>
            <source>{name}应用场景公示</source>
            <translation>Public notice of the scenario {name}</translation>
        </message>
        <message>
            <source>正文</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>公示地点</source>
            <translation>Published in</translation>
        </message>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到（含）</source>
            <translation>To (inclusive)</translation>
        </message>
        <message>
            <source>默认 7 个工作日，法定节假日请自行顺延。正文里不要写个人信息。</source>
            <translation>7 working days by default; add public holidays yourself. No personal data in the text.</translation>
        </message>
        <message>
            <source>登记公示</source>
            <translation>Record a notice</translation>
        </message>
        <message>
            <source>收到日期</source>
            <translation>Received on</translation>
        </message>
        <message>
            <source>来自</source>
            <translation>From whom</translation>
        </message>
        <message>
            <source>异议内容</source>
            <translation>What it says</translation>
        </message>
        <message>
            <source>不写姓名、电话和证件号。</source>
            <translation>No names, phone or ID numbers.</translation>
        </message>
        <message>
            <source>登记异议</source>
            <translation>Record an objection</translation>
        </message>
        <message>
            <source>答复日期</source>
            <translation>Answered on</translation>
        </message>
        <message>
            <source>结果</source>
            <translation>Outcome</translation>
        </message>
        <message>
            <source>答复内容</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>答复异议</source>
            <translation>Answer an objection</translation>
        </message>
        <message>
            <source>目标</source>
            <translation>Target</translation>
        </message>
        <message>
            <source>有文件</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>假定</source>
            <translation>Assumed</translation>
        </message>
        <message>
            <source>选“有文件”时必填。</source>
            <translation>Needed where the basis is a document.</translation>
        </message>
        <message>
            <source>依据</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>来源</source>
            <translation>Source</translation>
        </message>
        <message>
            <source>生效日期</source>
            <translation>Valid from</translation>
        </message>
        <message>
            <source>不改旧行，只加新行；另一位审核员确认后，从生效日期起采用。</source>
            <translation>The old row stays; a new one counts from its day once another auditor has confirmed it.</translation>
        </message>
        <message>
            <source>提出</source>
            <translation>Propose</translation>
        </message>
        <message>
            <source>已进入阶段：{name}</source>
            <translation>Now in the stage: {name}</translation>
        </message>
        <message>
            <source>承办单位与范围已保存</source>
            <translation>Host and places are kept</translation>
        </message>
        <message>
            <source>“{title}”已存入档案</source>
            <translation>“{title}” is filed</translation>
        </message>
        <message>
            <source>附件已存入</source>
            <translation>The files are kept</translation>
        </message>
        <message>
            <source>已作废，记录保留</source>
            <translation>Void; the record stays</translation>
        </message>
        <message>
            <source>公示已登记，到 {day} 期满</source>
            <translation>The notice is on record and runs to {day}</translation>
        </message>
        <message>
            <source>异议已登记，请按时答复</source>
            <translation>The objection is on record; answer it in time</translation>
        </message>
        <message>
            <source>答复已登记</source>
            <translation>The answer is on record</translation>
        </message>
        <message>
            <source>新目标已提出</source>
            <translation>The new target is proposed</translation>
        </message>
        <message>
            <source>只有方法学文件要选。</source>
            <translation>Only for a decision on a methodology.</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>不填则写：{claim}</source>
            <translation>if empty: {claim}</translation>
        </message>
        <message>
            <source>证明什么</source>
            <translation>What it proves</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>记录和附件都保留，只是不再算数。</source>
            <translation>The record and its files stay; they only count no more.</translation>
        </message>
        <message>
            <source>作废</source>
            <translation>Void it</translation>
        </message>
        <message>
            <source>附件加密保存在证据库，内容不可改；有附件才算齐。</source>
            <translation>Files lie encrypted among the evidence and cannot be altered; a paper counts with its file.</translation>
        </message>
    </context>
    <context>
        <name>FormulaView</name>
        <message>
            <source>公式读法：{text}</source>
            <translation>The formula reads: {text}</translation>
        </message>
    </context>
    <context>
        <name>FoundCard</name>
        <message>
            <source>{time} 的备份</source>
            <translation>Backup of {time}</translation>
        </message>
        <message>
            <source>{time} 另存的账本</source>
            <translation>Books set aside on {time}</translation>
        </message>
        <message>
            <source>{time} 的演示备份</source>
            <translation>Demo backup of {time}</translation>
        </message>
        <message>
            <source>{people} 人、{actions} 笔</source>
            <translation>{people} people, {actions} actions</translation>
        </message>
    </context>
    <context>
        <name>GreenSide</name>
        <message>
            <source>{district}碳普惠</source>
            <translation>{district} Carbon Inclusion</translation>
        </message>
        <message>
            <source>骑车、交旧衣、用热泵和光伏，
每一克减排都有出处。</source>
            <translation>Cycling, used clothes, heat pumps and solar:
every gram saved has its source.</translation>
        </message>
        <message>
            <source>数据保存在本机，断网可用</source>
            <translation>Data stay on this computer, no network needed</translation>
        </message>
        <message>
            <source>每个数都能展开看公式和因子</source>
            <translation>Every number opens to its formula and factors</translation>
        </message>
        <message>
            <source>流水只增不改，证书可离线核验</source>
            <translation>Entries are never altered; certificates verify offline</translation>
        </message>
        <message>
            <source>版本 {version}　•　数据只存本机，不联网</source>
            <translation>Version {version} · data stay here, no network</translation>
        </message>
    </context>
    <context>
        <name>HalfField</name>
        <message numerus="yes">
            <source>还差 %n 位</source>
            <translation>
                <numerusform>%n letter to go</numerusform>
                <numerusform>%n letters to go</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>多了 %n 位</source>
            <translation>
                <numerusform>%n letter too many</numerusform>
                <numerusform>%n letters too many</numerusform>
            </translation>
        </message>
        <message>
            <source>有一位读错了，请逐组核对</source>
            <translation>A letter was misread; compare group by group</translation>
        </message>
        <message>
            <source>核对无误 ✓</source>
            <translation>Checked ✓</translation>
        </message>
    </context>
    <context>
        <name>HealthView</name>
        <message>
            <source>再查一次</source>
            <translation>Look again</translation>
        </message>
        <message>
            <source>导出诊断包…</source>
            <translation>Export a diagnosis…</translation>
        </message>
        <message>
            <source>修复</source>
            <translation>Repair</translation>
        </message>
        <message>
            <source>导出诊断包</source>
            <translation>Export a diagnosis</translation>
        </message>
        <message>
            <source>程序每次打开都会自己检查流水链末端；这里看全部，并说明怎么办。</source>
            <translation>The end of the chain is checked at each start; this page looks at everything and says what to do.</translation>
        </message>
        <message>
            <source>正在检查…</source>
            <translation>Looking…</translation>
        </message>
        <message>
            <source>要处理的</source>
            <translation>To do</translation>
        </message>
        <message>
            <source>请留意</source>
            <translation>To mind</translation>
        </message>
        <message numerus="yes">
            <source>正常 %n 项</source>
            <translation>
                <numerusform>%n is well</numerusform>
                <numerusform>%n are well</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 项要处理</source>
            <translation>
                <numerusform>%n needs somebody</numerusform>
                <numerusform>%n need somebody</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>可以正常使用，%n 项请留意</source>
            <translation>
                <numerusform>In working order, %n thing to mind</numerusform>
                <numerusform>In working order, %n things to mind</numerusform>
            </translation>
        </message>
        <message>
            <source>一切正常</source>
            <translation>All is well</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>没有查完</source>
            <translation>Not finished</translation>
        </message>
        <message>
            <source>诊断包已存到 {file}。里面没有任何人的信息，可以直接发给管理员。</source>
            <translation>The diagnosis is in {file}. It holds nobody's data and can be sent to the administrator as it is.</translation>
        </message>
        <message numerus="yes">
            <source>补做证书 %n 份</source>
            <translation>
                <numerusform>%n paper made</numerusform>
                <numerusform>%n papers made</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>清理文件 %n 个</source>
            <translation>
                <numerusform>%n file cleared</numerusform>
                <numerusform>%n files cleared</numerusform>
            </translation>
        </message>
        <message>
            <source>修复完成。</source>
            <translation>Repaired.</translation>
        </message>
    </context>
    <context>
        <name>HelpPanel</name>
        <message>
            <source>收起帮助</source>
            <translation>Close help</translation>
        </message>
        <message>
            <source>在本页帮助里查找</source>
            <translation>Find in this page's help</translation>
        </message>
        <message>
            <source>帮助</source>
            <translation>Help</translation>
        </message>
        <message numerus="yes">
            <source>%n 处</source>
            <translation>
                <numerusform>%n place</numerusform>
                <numerusform>%n places</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>History</name>
        <message>
            <source>还没有消息</source>
            <translation>No messages yet</translation>
        </message>
    </context>
    <context>
        <name>HistoryCard</name>
        <message>
            <source>版本与变更</source>
            <translation>Versions and changes</translation>
        </message>
        <message>
            <source>只有一个版本，因子和上限也没有换过。</source>
            <translation>There is one version, and no factor or limit was ever replaced.</translation>
        </message>
        <message>
            <source>版本 {version}：{day} 起生效</source>
            <translation>Version {version}: from {day}</translation>
        </message>
        <message>
            <source>{day} 起</source>
            <translation>from {day}</translation>
        </message>
        <message>
            <source>最近记录</source>
            <translation>Recent actions</translation>
        </message>
        <message numerus="yes">
            <source>共 %n 笔</source>
            <translation>
                <numerusform>%n in all</numerusform>
                <numerusform>%n in all</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有记录</source>
            <translation>Nothing yet</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>撤销 {what}</source>
            <translation>Take back {what}</translation>
        </message>
        <message>
            <source>为什么</source>
            <translation>Why</translation>
        </message>
        <message>
            <source>{what}，为什么是这个数</source>
            <translation>{what}, why this number</translation>
        </message>
        <message>
            <source>打印 {what} 的说明</source>
            <translation>Print the explanation of {what}</translation>
        </message>
        <message>
            <source>撤销理由，例如：重量录错</source>
            <translation>Why it is taken back, e.g. wrong weight</translation>
        </message>
        <message>
            <source>撤销理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>撤销这笔</source>
            <translation>Take it back</translation>
        </message>
    </context>
    <context>
        <name>HolderPicker</name>
        <message>
            <source>查找持证人</source>
            <translation>Find the holder</translation>
        </message>
    </context>
    <context>
        <name>ImportPresenter</name>
        <message numerus="yes">
            <source>正在检查 %n 个文件…</source>
            <translation>
                <numerusform>Checking %n file…</numerusform>
                <numerusform>Checking %n files…</numerusform>
            </translation>
        </message>
        <message>
            <source>正在重新核对…</source>
            <translation>Checking again…</translation>
        </message>
        <message>
            <source>正在写入…</source>
            <translation>Writing…</translation>
        </message>
        <message>
            <source>正在撤回…</source>
            <translation>Taking back…</translation>
        </message>
        <message>
            <source>正在保存…</source>
            <translation>Saving…</translation>
        </message>
        <message numerus="yes">
            <source>已取消。前 %n 个文件已写入，其余一行也没有写入。</source>
            <translation>
                <numerusform>Cancelled. The first file was written, of the others not one row.</numerusform>
                <numerusform>Cancelled. The first %n files were written, of the others not one row.</numerusform>
            </translation>
        </message>
        <message>
            <source>已整批撤回。记录保留并标明“已撤销”。</source>
            <translation>Taken back as a whole. The records stay, marked “withdrawn”.</translation>
        </message>
        <message>
            <source>已保存到 {path}</source>
            <translation>Saved as {path}</translation>
        </message>
        <message>
            <source>正在写入…第 {done} / {rows} 行，每秒 {speed} 行</source>
            <translation>Writing… row {done} of {rows}, {speed} rows a second</translation>
        </message>
    </context>
    <context>
        <name>ImportView</name>
        <message>
            <source>选文件</source>
            <translation>Choose</translation>
        </message>
        <message>
            <source>对应列</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>核对与修正</source>
            <translation>Check</translation>
        </message>
        <message>
            <source>写入</source>
            <translation>Write</translation>
        </message>
        <message>
            <source>选文件导入</source>
            <translation>Choose files to import</translation>
        </message>
        <message>
            <source>下一个问题行</source>
            <translation>Next row with a problem</translation>
        </message>
        <message>
            <source>表格文件 (*.xlsx *.xls *.csv *.txt *.html);;所有文件 (*)</source>
            <translation>Tables (*.xlsx *.xls *.csv *.txt *.html);;All files (*)</translation>
        </message>
        <message>
            <source>选择要导入的文件</source>
            <translation>Choose the files to import</translation>
        </message>
        <message numerus="yes">
            <source>上次改到一半：{file}，已改 %n 格，尚未写入。</source>
            <translation>
                <numerusform>Left half mended: {file}, %n cell changed, nothing written yet.</numerusform>
                <numerusform>Left half mended: {file}, %n cells changed, nothing written yet.</numerusform>
            </translation>
        </message>
        <message>
            <source>继续</source>
            <translation>Carry on</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Forget it</translation>
        </message>
        <message>
            <source>保存问题行</source>
            <translation>Save the rows with problems</translation>
        </message>
        <message>
            <source>另存列对应</source>
            <translation>Save columns as</translation>
        </message>
    </context>
    <context>
        <name>IndicatorDetail</name>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>登记新值</source>
            <translation>Report a value</translation>
        </message>
        <message>
            <source>2025 年目标</source>
            <translation>Target for 2025</translation>
        </message>
        <message>
            <source>最新</source>
            <translation>Latest</translation>
        </message>
        <message>
            <source>完成日期</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>项目内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>按数值测算已达到</source>
            <translation>Reached by arithmetic</translation>
        </message>
        <message>
            <source>按数值测算未达到</source>
            <translation>Not reached by arithmetic</translation>
        </message>
        <message>
            <source>由人判断</source>
            <translation>Judged by a person</translation>
        </message>
        <message>
            <source>全部验收标准达到的场景计为 1 个，由程序计算，不能手填。</source>
            <translation>A scenario that meets every criterion counts as one. The program counts; nobody types it.</translation>
        </message>
        <message>
            <source>{met} / {all} 项</source>
            <translation>{met} / {all}</translation>
        </message>
        <message>
            <source>看验收佐证</source>
            <translation>See the criteria</translation>
        </message>
        <message>
            <source>已被更正</source>
            <translation>Corrected since</translation>
        </message>
        <message>
            <source>佐证 {name}</source>
            <translation>Evidence {name}</translation>
        </message>
        <message>
            <source>方案原表（章政办字〔2024〕1号）</source>
            <translation>The plan's own table (No. 1 of 2024)</translation>
        </message>
    </context>
    <context>
        <name>Indicators</name>
        <message>
            <source>序号</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>指标</source>
            <translation>Indicator</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>最新</source>
            <translation>Latest</translation>
        </message>
        <message>
            <source>年份</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>2025 目标</source>
            <translation>Target 2025</translation>
        </message>
        <message>
            <source>属性</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>走势</source>
            <translation>Trend</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>项目</source>
            <translation>Project</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>完成日期</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>责任部门</source>
            <translation>Responsible</translation>
        </message>
        <message>
            <source>最新进展</source>
            <translation>Latest</translation>
        </message>
        <message>
            <source>自动：未完成</source>
            <translation>Counted: open</translation>
        </message>
        <message>
            <source>自动：完成</source>
            <translation>Counted: reached</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Reached</translation>
        </message>
        <message>
            <source>未完成</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>完成 {reached} / {of} 项：约束 {binding}，参考 {reference}，特色 {special}。指标 6 由“应用场景”自动计算，不能手填。</source>
            <translation>{reached} of {of} reached: binding {binding}, reference {reference}, special {special}. Indicator 6 is counted from the scenarios and cannot be typed.</translation>
        </message>
        <message>
            <source>{n} 项，未完成 {left} 项</source>
            <translation>{n}, of these {left} open</translation>
        </message>
    </context>
    <context>
        <name>IndicatorsView</name>
        <message>
            <source>主要指标</source>
            <translation>Main indicators</translation>
        </message>
        <message>
            <source>重点项目</source>
            <translation>Key projects</translation>
        </message>
        <message>
            <source>登记新值</source>
            <translation>Report a value</translation>
        </message>
        <message>
            <source>导出指标表</source>
            <translation>Export the register</translation>
        </message>
        <message>
            <source>没有符合条件的条目。</source>
            <translation>Nothing fits.</translation>
        </message>
        <message>
            <source>看全部</source>
            <translation>Show all</translation>
        </message>
        <message>
            <source>来源：{source}</source>
            <translation>Source: {source}</translation>
        </message>
        <message>
            <source>已登记 {year} 年 {value}</source>
            <translation>Recorded {value} for {year}</translation>
        </message>
        <message>
            <source>保存佐证文件的副本</source>
            <translation>Save a copy of the evidence</translation>
        </message>
        <message>
            <source>已保存到 {path}</source>
            <translation>Saved to {path}</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>InstallationList</name>
        <message>
            <source>本月应抄</source>
            <translation>This month</translation>
        </message>
        <message>
            <source>逾期</source>
            <translation>Overdue</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>业主、编号、户号</source>
            <translation>Owner, number or account</translation>
        </message>
        <message>
            <source>新设施</source>
            <translation>New</translation>
        </message>
        <message>
            <source>设施列表</source>
            <translation>Installations</translation>
        </message>
        <message>
            <source>看全部设施</source>
            <translation>Show all</translation>
        </message>
        <message>
            <source>登记新设施</source>
            <translation>Register an installation</translation>
        </message>
        <message>
            <source>下一台，列不变</source>
            <translation>Next one, same column</translation>
        </message>
        <message>
            <source>本月应抄 {n}</source>
            <translation>This month {n}</translation>
        </message>
        <message>
            <source>逾期 {n}</source>
            <translation>Overdue {n}</translation>
        </message>
        <message>
            <source>全部 {n}</source>
            <translation>All {n}</translation>
        </message>
        <message>
            <source>{n} 台，已抄 {read}</source>
            <translation>{n} installations, {read} read</translation>
        </message>
        <message>
            <source>还没有登记设施。按 F3 登记第一处，或用批量导入。</source>
            <translation>No installation is registered yet. Press F3 for the first one, or import a list.</translation>
        </message>
        <message>
            <source>没有符合条件的设施。</source>
            <translation>No installation fits.</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>业主</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>规模</source>
            <translation>Size</translation>
        </message>
        <message>
            <source>投运</source>
            <translation>Since</translation>
        </message>
        <message>
            <source>上次</source>
            <translation>Last</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
    </context>
    <context>
        <name>InstallationsLeaf</name>
        <message>
            <source>没有登记设施。</source>
            <translation>No devices.</translation>
        </message>
        <message>
            <source>户号未登记</source>
            <translation>no account number</translation>
        </message>
        <message>
            <source>设备 {key} · {account}</source>
            <translation>Device {key} · {account}</translation>
        </message>
        <message>
            <source>投运 {day}</source>
            <translation>since {day}</translation>
        </message>
        <message>
            <source>最近抄表 {day}</source>
            <translation>last read {day}</translation>
        </message>
        <message numerus="yes">
            <source>%n 期</source>
            <translation>
                <numerusform>%n period</numerusform>
                <numerusform>%n periods</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>IssuePanel</name>
        <message>
            <source>换人或改期间</source>
            <translation>Another holder or period</translation>
        </message>
        <message>
            <source>期间起</source>
            <translation>From</translation>
        </message>
        <message>
            <source>期间止</source>
            <translation>Until</translation>
        </message>
        <message>
            <source>签发</source>
            <translation>Issue</translation>
        </message>
        <message>
            <source>打印机</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>份数</source>
            <translation>Copies</translation>
        </message>
        <message>
            <source>另存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>重打</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>已打印</source>
            <translation>Printed</translation>
        </message>
        <message>
            <source>已交付本人</source>
            <translation>Handed to the holder</translation>
        </message>
        <message>
            <source>返回服务台</source>
            <translation>Back to the desk</translation>
        </message>
        <message>
            <source>{points} 分</source>
            <translation>{points} points</translation>
        </message>
        <message>
            <source>公钥 {key}</source>
            <translation>Key {key}</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Serial</translation>
        </message>
        <message>
            <source>持证人</source>
            <translation>Holder</translation>
        </message>
        <message>
            <source>核定减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>签名</source>
            <translation>Signature</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>纸张</source>
            <translation>Paper</translation>
        </message>
        <message numerus="yes">
            <source>%n 次</source>
            <translation>
                <numerusform>%n time</numerusform>
                <numerusform>%n times</numerusform>
            </translation>
        </message>
        <message>
            <source>内容没有变化，还是原来的编号。</source>
            <translation>Nothing changed, so the serial is the same.</translation>
        </message>
        <message>
            <source>编号在签发或打印时占用；打印不成可重打，编号不变。</source>
            <translation>The serial is taken when it is issued or printed; a print that failed is repeated under the same serial.</translation>
        </message>
        <message>
            <source>没有找到打印机</source>
            <translation>No printer found</translation>
        </message>
        <message>
            <source>签发证书</source>
            <translation>Issue a certificate</translation>
        </message>
        <message>
            <source>打印证书</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>今年</source>
            <translation>This year</translation>
        </message>
        <message>
            <source>去年</source>
            <translation>Last year</translation>
        </message>
    </context>
    <context>
        <name>KeyForm</name>
        <message>
            <source>口令</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>恢复密钥（两半）</source>
            <translation>Recovery key (two halves)</translation>
        </message>
        <message>
            <source>密钥文件</source>
            <translation>Key file</translation>
        </message>
        <message>
            <source>用{way}</source>
            <translation>By {way}</translation>
        </message>
        <message>
            <source>建立账本时定的：第一位管理员当时的密码，或后来在“设置 · 密钥”里改过的。</source>
            <translation>Chosen when the books were made: the first administrator's password then, or what was set later under Settings · Keys.</translation>
        </message>
        <message>
            <source>第一半</source>
            <translation>First half</translation>
        </message>
        <message>
            <source>第二半</source>
            <translation>Second half</translation>
        </message>
        <message>
            <source>照两张恢复密钥纸输入，大小写、空格和横线不论；也可以扫纸上的码。</source>
            <translation>Type it from the two recovery sheets; case, blanks and dashes do not matter. A reader may scan the code on the sheet.</translation>
        </message>
        <message>
            <source>选择密钥文件</source>
            <translation>Choose a key file</translation>
        </message>
        <message>
            <source>还没有选择。</source>
            <translation>Nothing chosen yet.</translation>
        </message>
        <message>
            <source>另存过的 .key 文件；不要和备份放在一起。</source>
            <translation>A .key file that was saved; do not keep it beside the backups.</translation>
        </message>
        <message>
            <source>请输入口令。</source>
            <translation>Enter the passphrase.</translation>
        </message>
        <message>
            <source>请先选择密钥文件。</source>
            <translation>Choose a key file first.</translation>
        </message>
        <message>
            <source>两半都要完整无误；请对照纸面逐组核对。</source>
            <translation>Both halves must be whole; compare them group by group with the paper.</translation>
        </message>
        <message>
            <source>在这台电脑上记住密钥，下次不再问</source>
            <translation>Remember the key on this computer</translation>
        </message>
        <message>
            <source>记住以后，别人只拿走账本文件或备份仍打不开；但能用这个系统账户登录本机的人打得开。公用电脑请不要记住。</source>
            <translation>Then who carries off the books or a backup still cannot open them, but whoever uses this system account on this computer can. Do not remember it on a shared computer.</translation>
        </message>
    </context>
    <context>
        <name>KeysSection</name>
        <message>
            <source>正在读取…</source>
            <translation>Reading…</translation>
        </message>
        <message>
            <source>密钥</source>
            <translation>Keys</translation>
        </message>
        <message>
            <source>加密账本…</source>
            <translation>Encrypt the books…</translation>
        </message>
        <message>
            <source>更改口令…</source>
            <translation>Change passphrase…</translation>
        </message>
        <message>
            <source>换电脑或本机不记住密钥时，用它打开账本；与各人的登录密码无关。</source>
            <translation>Opens the books on another computer, or where the key is not remembered; it has nothing to do with people's passwords.</translation>
        </message>
        <message>
            <source>口令</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>记住以后，别人只拿走账本文件或备份仍打不开；但能用这个系统账户登录本机的人打得开。公用电脑请不要记住。</source>
            <translation>Then who carries off the books or a backup still cannot open them, but whoever uses this system account on this computer can. Do not remember it on a shared computer.</translation>
        </message>
        <message>
            <source>记住</source>
            <translation>Remember</translation>
        </message>
        <message>
            <source>不记住</source>
            <translation>Do not remember</translation>
        </message>
        <message>
            <source>在这台电脑上</source>
            <translation>On this computer</translation>
        </message>
        <message>
            <source>打印两张…</source>
            <translation>Print two sheets…</translation>
        </message>
        <message>
            <source>另存为 PDF…</source>
            <translation>Save as PDF…</translation>
        </message>
        <message>
            <source>忘记口令、电脑坏了时用。一半一张纸，分两处保管；合在一起才能打开。</source>
            <translation>For a forgotten passphrase or a broken computer. One half a sheet, kept in two places; only both together open the books.</translation>
        </message>
        <message>
            <source>恢复密钥</source>
            <translation>Recovery key</translation>
        </message>
        <message>
            <source>更换密钥…</source>
            <translation>New key…</translation>
        </message>
        <message>
            <source>怀疑密钥被别人知道时用：整个账本换成新的密钥。有口令的，改一次口令就换了，新口令可以和现在的相同。</source>
            <translation>When others may know the key: the books get a new one. With a passphrase, changing it does that; the new one may be the same.</translation>
        </message>
        <message>
            <source>新的密钥</source>
            <translation>A new key</translation>
        </message>
        <message>
            <source>从备份恢复…</source>
            <translation>Restore from a backup…</translation>
        </message>
        <message>
            <source>先核验、比较，最后才替换；现在的账本另存一份，可以换回来。</source>
            <translation>First proven and compared, replaced last; the present books are set aside and can be taken back.</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>账本没有加密（身份证号仍单独加密）。密钥指纹 {print}。</source>
            <translation>The books are not encrypted (ID numbers are, on their own). Key fingerprint {print}.</translation>
        </message>
        <message>
            <source>账本已加密，由口令保护。密钥指纹 {print}。</source>
            <translation>The books are encrypted, protected by a passphrase. Key fingerprint {print}.</translation>
        </message>
        <message>
            <source>账本已加密，密钥是随机的，没有口令。密钥指纹 {print}。</source>
            <translation>The books are encrypted with a random key, without a passphrase. Key fingerprint {print}.</translation>
        </message>
        <message>
            <source>恢复密钥还没有打印。</source>
            <translation>The recovery key has not been printed yet.</translation>
        </message>
        <message>
            <source>恢复密钥上次打印：{time}。</source>
            <translation>The recovery key was last printed {time}.</translation>
        </message>
        <message>
            <source>整个账本将加密成新的文件。期间请不要关机；断电也不会坏。</source>
            <translation>The books are encrypted into a new file. Do not switch off meanwhile; a power cut does no harm.</translation>
        </message>
        <message>
            <source>加密账本</source>
            <translation>Encrypt the books</translation>
        </message>
        <message>
            <source>整个账本将换成新的随机密钥，原来的恢复密钥不再能打开它。以前的备份仍用原来的；换好后请立即重新打印恢复密钥。</source>
            <translation>The books get a new random key; the old recovery key no longer opens them. Earlier backups keep the old one. Print the recovery key again right afterwards.</translation>
        </message>
        <message>
            <source>更换密钥</source>
            <translation>Make a new key</translation>
        </message>
        <message>
            <source>显示并打印</source>
            <translation>Show and print</translation>
        </message>
        <message>
            <source>选择文件夹</source>
            <translation>Choose a folder</translation>
        </message>
        <message>
            <source>恢复密钥的两半会显示出来，并记入操作日志。谁同时拿到两半和账本（或备份），就能打开它；请确认旁边没有别人。</source>
            <translation>Both halves of the recovery key are shown, and the log notes it. Who has both and the books (or a backup) can open them; see that nobody looks on.</translation>
        </message>
        <message>
            <source>先不做</source>
            <translation>Not now</translation>
        </message>
        <message>
            <source>打印恢复密钥</source>
            <translation>Print the recovery key</translation>
        </message>
        <message>
            <source>恢复密钥：两张，分开保管</source>
            <translation>Recovery key: two sheets, to be kept apart</translation>
        </message>
        <message>
            <source>已写入 {folder}：{first}、{second}。打印后分开保管，再删除这两个文件。</source>
            <translation>Written to {folder}: {first}, {second}. Print them, keep them apart, then delete both files.</translation>
        </message>
    </context>
    <context>
        <name>LedgerLeaf</name>
        <message>
            <source>积分流水</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>行为记录</source>
            <translation>Actions</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>F1 为什么是这个数</source>
            <translation>F1: why this number</translation>
        </message>
        <message>
            <source>流水暂时读不出来，档案仍可查看。</source>
            <translation>The movements cannot be read now; the file still can.</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>{day} 的 {points} 分由这 {n} 条行为得来；选一条按 F1 看计算。</source>
            <translation>The {points} points of {day} come from these {n} actions; F1 on one shows its calculation.</translation>
        </message>
        <message>
            <source>这一笔用掉或到期的是以前的积分，没有计算过程。</source>
            <translation>This one spends or ends earlier points; nothing was calculated.</translation>
        </message>
        <message>
            <source>分录 {entry} · 来自 {source}</source>
            <translation>Entry {entry} · from {source}</translation>
        </message>
        <message>
            <source>还没有审核</source>
            <translation>not decided yet</translation>
        </message>
        <message>
            <source>审核人 {who}</source>
            <translation>decided by {who}</translation>
        </message>
        <message>
            <source>核定入账</source>
            <translation>Approved</translation>
        </message>
        <message>
            <source>冲正</source>
            <translation>Reversed</translation>
        </message>
        <message>
            <source>更正</source>
            <translation>Correction</translation>
        </message>
        <message>
            <source>兑换</source>
            <translation>Redeemed</translation>
        </message>
        <message>
            <source>到期</source>
            <translation>Expired</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>还没有记录</source>
            <translation>Nothing yet</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>摘要</source>
            <translation>What</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>余额</source>
            <translation>Balance</translation>
        </message>
        <message>
            <source>行为</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
    </context>
    <context>
        <name>LineCard</name>
        <message>
            <source>未登录</source>
            <translation>nobody signed in</translation>
        </message>
        <message>
            <source>对象：{text}</source>
            <translation>Subject: {text}</translation>
        </message>
        <message>
            <source>原因：{text}</source>
            <translation>Reason: {text}</translation>
        </message>
        <message>
            <source>流水第 {n} 条</source>
            <translation>Record {n} of the chain</translation>
        </message>
        <message>
            <source>复核：{name}</source>
            <translation>Second person: {name}</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message>
            <source>抽样名单</source>
            <translation>Drawn list</translation>
        </message>
        <message>
            <source>序</source>
            <translation>No.</translation>
        </message>
        <message>
            <source>行为编号</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>层</source>
            <translation>Stratum</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>减排量 kg</source>
            <translation>Reduction kg</translation>
        </message>
        <message>
            <source>证据</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>结论</source>
            <translation>Outcome</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>下一条</source>
            <translation>next</translation>
        </message>
        <message>
            <source>上一条</source>
            <translation>previous</translation>
        </message>
        <message>
            <source>无误</source>
            <translation>right</translation>
        </message>
        <message>
            <source>有误，再按 1–9</source>
            <translation>wrong, then 1–9</translation>
        </message>
        <message>
            <source>下一条待核查</source>
            <translation>next unchecked</translation>
        </message>
    </context>
    <context>
        <name>ListingForm</name>
        <message>
            <source>从哪天起可以签</source>
            <translation>May sign from</translation>
        </message>
        <message>
            <source>最后一天</source>
            <translation>Last day</translation>
        </message>
        <message>
            <source>列入名单…</source>
            <translation>List…</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>请用电话核对每把钥匙的代号，确认是服务台本人在申请。</source>
            <translation>Compare the code of each key by telephone, to be sure that it is the desk that asks.</translation>
        </message>
        <message>
            <source>空着：按申请，或从明天起</source>
            <translation>Empty: as asked, or from tomorrow</translation>
        </message>
        <message>
            <source>空着：没有期限</source>
            <translation>Empty: without an end</translation>
        </message>
        <message>
            <source>列入公钥名单</source>
            <translation>Put on the key list</translation>
        </message>
        <message>
            <source>服务台 {n}　{district}　钥匙 {key}　{day} 申请</source>
            <translation>Desk {n} · {district} · key {key} · asked on {day}</translation>
        </message>
    </context>
    <context>
        <name>LockView</name>
        <message>
            <source>大写锁定已打开</source>
            <translation>Caps Lock is on</translation>
        </message>
        <message>
            <source>正在输入全角字符，与半角同样有效</source>
            <translation>Full-width letters are being typed; they count like ordinary ones</translation>
        </message>
        <message>
            <source>{month} 月 {day} 日　星期{weekday}</source>
            <translation>{weekday}, {day}/{month}</translation>
        </message>
        <message>
            <source>输入密码，按 Enter 登录。</source>
            <translation>Type your password and press Enter.</translation>
        </message>
        <message>
            <source>密码或数字口令</source>
            <translation>Password or PIN</translation>
        </message>
        <message>
            <source>核验证书（不用登录）</source>
            <translation>Verify a certificate (no sign-in)</translation>
        </message>
        <message>
            <source>现在可以再试。</source>
            <translation>You may try again now.</translation>
        </message>
        <message numerus="yes">
            <source>错误次数较多，请等 %n 秒再试。其他人可以照常登录。</source>
            <translation>
                <numerusform>Too many wrong passwords: wait %n second. Others can sign in as usual.</numerusform>
                <numerusform>Too many wrong passwords: wait %n seconds. Others can sign in as usual.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>错误次数较多，请等 %n 分钟再试。其他人可以照常登录。</source>
            <translation>
                <numerusform>Too many wrong passwords: wait %n minute. Others can sign in as usual.</numerusform>
                <numerusform>Too many wrong passwords: wait %n minutes. Others can sign in as usual.</numerusform>
            </translation>
        </message>
        <message>
            <source>开</source>
            <translation>on</translation>
        </message>
        <message>
            <source>关</source>
            <translation>off</translation>
        </message>
        <message>
            <source>忘记密码的，请管理员在“设置 · 人员”里重设。</source>
            <translation>Forgotten? An administrator sets a new one under Settings · People.</translation>
        </message>
    </context>
    <context>
        <name>LogFilter</name>
        <message>
            <source>筛选：对象、原因、姓名、事项，按 / 键</source>
            <translation>Filter: subject, reason, name, act; press /</translation>
        </message>
        <message>
            <source>全部类别</source>
            <translation>All kinds</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>操作员</source>
            <translation>Operator</translation>
        </message>
        <message>
            <source>全部操作员</source>
            <translation>Everybody</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>Today</translation>
        </message>
        <message>
            <source>近 7 天</source>
            <translation>Last 7 days</translation>
        </message>
        <message>
            <source>近 30 天</source>
            <translation>Last 30 days</translation>
        </message>
        <message>
            <source>全部时间</source>
            <translation>All of it</translation>
        </message>
    </context>
    <context>
        <name>LogForm</name>
        <message>
            <source>不填则由本机编号</source>
            <translation>Numbered here if left empty</translation>
        </message>
        <message>
            <source>上限 {amount}</source>
            <translation>at most {amount}</translation>
        </message>
    </context>
    <context>
        <name>LogView</name>
        <message>
            <source>操作日志</source>
            <translation>Operation log</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear the filter</translation>
        </message>
        <message>
            <source>导出操作日志</source>
            <translation>Export the operation log</translation>
        </message>
        <message>
            <source>筛选操作日志</source>
            <translation>Filter the operation log</translation>
        </message>
        <message>
            <source>操作日志-{day}.xlsx</source>
            <translation>operation-log-{day}.xlsx</translation>
        </message>
        <message>
            <source>Excel 工作簿 (*.xlsx)</source>
            <translation>Excel workbook (*.xlsx)</translation>
        </message>
        <message>
            <source>正在导出…</source>
            <translation>Exporting …</translation>
        </message>
        <message>
            <source>时间</source>
            <translation>Time</translation>
        </message>
        <message>
            <source>操作员</source>
            <translation>Operator</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>事项</source>
            <translation>Act</translation>
        </message>
        <message>
            <source>对象</source>
            <translation>Subject</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>复核</source>
            <translation>Second</translation>
        </message>
        <message>
            <source>流水</source>
            <translation>Chain</translation>
        </message>
        <message>
            <source>没有符合条件的记录。</source>
            <translation>Nothing fits.</translation>
        </message>
        <message>
            <source>这段时间没有记录。</source>
            <translation>Nothing was recorded in this time.</translation>
        </message>
        <message>
            <source>共 {n} 条，列出最近 {shown} 条；导出的表是全部。</source>
            <translation>{n} lines, the newest {shown} are listed; an export holds all of them.</translation>
        </message>
        <message>
            <source>共 {n} 条。</source>
            <translation>{n} lines.</translation>
        </message>
        <message>
            <source>日志只增不改，随备份封存进流水；未封存 {waiting} 条。</source>
            <translation>The log only grows and is sealed into the chain with each backup; {waiting} lines are not sealed yet.</translation>
        </message>
        <message>
            <source>日志暂时读不出来，数据没有改动。</source>
            <translation>The log cannot be read just now; nothing was changed.</translation>
        </message>
        <message>
            <source>已导出 {n} 条：{path}。导出已记入操作日志。</source>
            <translation>{n} lines are in {path}. The log says that you took them.</translation>
        </message>
    </context>
    <context>
        <name>LossForm</name>
        <message>
            <source>服务台</source>
            <translation>Desk</translation>
        </message>
        <message>
            <source>谁的钥匙丢了</source>
            <translation>Whose key is lost</translation>
        </message>
        <message>
            <source>从哪天起挂失</source>
            <translation>Lost from which day</translation>
        </message>
        <message>
            <source>挂失</source>
            <translation>Declare lost</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>挂失签名密钥</source>
            <translation>Declare a signing key lost</translation>
        </message>
        <message>
            <source>从这一天起用这把钥匙签的证书，所有核验的人都会看到“钥匙已挂失”。请写最后确认安全的那一天。本机的证书会按原编号重做。</source>
            <translation>Everybody who verifies a paper signed with it from that day on is told that the key is lost. Give the last day on which it was surely safe. Papers of this desk are made again under their serials.</translation>
        </message>
        <message>
            <source>从哪天起</source>
            <translation>From which day</translation>
        </message>
        <message>
            <source>不能晚于今天</source>
            <translation>Not after today</translation>
        </message>
        <message>
            <source>原因</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>记入名单和操作日志，例如：电脑被盗</source>
            <translation>Goes into the list's record and the log, e.g. computer stolen</translation>
        </message>
        <message>
            <source>服务台 {n}</source>
            <translation>Desk {n}</translation>
        </message>
        <message>
            <source>请写从哪天起挂失。</source>
            <translation>Say from which day it is lost.</translation>
        </message>
        <message>
            <source>挂失的日期不能晚于今天。</source>
            <translation>The day of the loss cannot lie in the future.</translation>
        </message>
        <message>
            <source>请写原因。</source>
            <translation>Give a reason.</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>退出</source>
            <translation>Quit</translation>
        </message>
        <message>
            <source>继续写入</source>
            <translation>Keep writing</translation>
        </message>
        <message>
            <source>碳普惠</source>
            <translation>Carbon Inclusion</translation>
        </message>
        <message>
            <source>您的角色现在是：{roles}。没有办完的内容都已保存。</source>
            <translation>Your roles are now: {roles}. What was not finished is kept.</translation>
        </message>
        <message>
            <source>“{name}”已被停用，不能再登录；填写中的内容已保存。请找管理员。</source>
            <translation>“{name}” was closed and cannot sign in any more. What was being typed is kept. Please ask an administrator.</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
    </context>
    <context>
        <name>MetersDraft</name>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
    </context>
    <context>
        <name>MetersView</name>
        <message>
            <source>选一处设施，开始抄表。</source>
            <translation>Choose an installation to read its meter.</translation>
        </message>
        <message>
            <source>登记新设施</source>
            <translation>Register an installation</translation>
        </message>
        <message>
            <source>换表</source>
            <translation>New meter</translation>
        </message>
        <message>
            <source>读数无误，照此保存</source>
            <translation>It is right, save it</translation>
        </message>
        <message>
            <source>当场撤销</source>
            <translation>Taken back at once</translation>
        </message>
    </context>
    <context>
        <name>MethodologiesView</name>
        <message>
            <source>版本与变更</source>
            <translation>Versions and changes</translation>
        </message>
        <message>
            <source>打开文件原文</source>
            <translation>Full text</translation>
        </message>
        <message>
            <source>因子与参数</source>
            <translation>Factors and parameters</translation>
        </message>
        <message>
            <source>按行为发生日取值，不按录入日</source>
            <translation>The row of the day of the action holds, not that of its entry</translation>
        </message>
        <message>
            <source>上限与门槛</source>
            <translation>Limits and thresholds</translation>
        </message>
        <message>
            <source>正好等于上限的可以计入</source>
            <translation>A limit itself is allowed</translation>
        </message>
        <message>
            <source>方法学全文</source>
            <translation>The methodology's full text</translation>
        </message>
        <message>
            <source>公式</source>
            <translation>Formula</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>版本 {version} · {day} 起生效</source>
            <translation>Version {version} · from {day}</translation>
        </message>
        <message>
            <source>正式：核算并计分。</source>
            <translation>Published: computed, with points.</translation>
        </message>
        <message>
            <source>试行：核算并计分，证书注明“试行”。</source>
            <translation>Trial: computed, with points; the certificate says “trial”.</translation>
        </message>
        <message>
            <source>研究稿：只作摸底核算，不计分、不入池、不发证书。</source>
            <translation>Draft: for stock-taking only; no points, no pool, no certificates.</translation>
        </message>
        <message>
            <source>停用：只受理停用日以前的行为。</source>
            <translation>Withdrawn: only actions before the day of its end are taken.</translation>
        </message>
        <message>
            <source>已采用为试行。</source>
            <translation>It is a trial now.</translation>
        </message>
        <message>
            <source>已提出，等另一位审核员确认。</source>
            <translation>Proposed; another auditor must confirm it.</translation>
        </message>
    </context>
    <context>
        <name>MethodologyList</name>
        <message>
            <source>名称、编号</source>
            <translation>Name or id</translation>
        </message>
        <message>
            <source>筛选方法学</source>
            <translation>Filter the methodologies</translation>
        </message>
        <message>
            <source>正式：核算并计分。试行：核算并计分，证书注明“试行”。研究稿：只作摸底核算，不计分、不入池、不发证书。停用：只受理停用日以前的行为。</source>
            <translation>Published: computed, with points. Trial: the same, and the certificate says so. Draft: for stock-taking only; no points, no pool, no certificates. Withdrawn: only actions before the day of its end.</translation>
        </message>
        <message>
            <source>没有这样的方法学。</source>
            <translation>There is no such methodology.</translation>
        </message>
        <message>
            <source>看全部</source>
            <translation>Show all</translation>
        </message>
        <message>
            <source>居民</source>
            <translation>residents</translation>
        </message>
        <message>
            <source>企业</source>
            <translation>SMEs</translation>
        </message>
        <message>
            <source>逐次</source>
            <translation>events</translation>
        </message>
        <message>
            <source>抄表</source>
            <translation>metered</translation>
        </message>
    </context>
    <context>
        <name>MomentEditor</name>
        <message>
            <source>年-月-日 时:分</source>
            <translation>year-month-day h:min</translation>
        </message>
        <message>
            <source>“{text}”读不成时间。请写成 {moment}；今天的只写 8:30 也行。</source>
            <translation>“{text}” is no time. Write {moment}; for today 8:30 is enough.</translation>
        </message>
    </context>
    <context>
        <name>Neighbours</name>
        <message>
            <source>日期</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
    </context>
    <context>
        <name>NewPanel</name>
        <message>
            <source>设施类别</source>
            <translation>Kind of installation</translation>
        </message>
        <message>
            <source>业主已签排他性声明</source>
            <translation>The owner signed the exclusivity declaration</translation>
        </message>
        <message>
            <source>登记设施</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>业主：姓名、证件、手机</source>
            <translation>Owner: name, ID or phone</translation>
        </message>
        <message>
            <source>业主</source>
            <translation>Owner</translation>
        </message>
        <message>
            <source>登记新设施</source>
            <translation>Register an installation</translation>
        </message>
        <message>
            <source>排他性声明</source>
            <translation>exclusivity declaration</translation>
        </message>
        <message>
            <source>投运证件：{papers}</source>
            <translation>Papers of the commissioning: {papers}</translation>
        </message>
        <message>
            <source>声明内容：本设施的减排量未在国家核证自愿减排量（CCER）、绿证交易或其他碳普惠机制申领，也不会重复申领。</source>
            <translation>It says: no other scheme (CCER, green certificates, another carbon-inclusion programme) credits this installation, and none will.</translation>
        </message>
    </context>
    <context>
        <name>NoticeBoard</name>
        <message>
            <source>还没有公示。公示期满、异议都答复后，才能进入“公布”。</source>
            <translation>No notice yet. The scenario can be published once a notice is over and every objection is answered.</translation>
        </message>
        <message>
            <source>{first} 至 {last}，{n} 个工作日 · {where}</source>
            <translation>{first} to {last}, {n} working days · {where}</translation>
        </message>
        <message>
            <source>作废理由：{why}</source>
            <translation>Void because: {why}</translation>
        </message>
        <message>
            <source>登记异议</source>
            <translation>Record an objection</translation>
        </message>
        <message>
            <source>作废</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>答复 {day}（{outcome}）：{text}</source>
            <translation>Answer {day} ({outcome}): {text}</translation>
        </message>
        <message>
            <source>待答复</source>
            <translation>Answer due</translation>
        </message>
        <message>
            <source>答复</source>
            <translation>Answer</translation>
        </message>
    </context>
    <context>
        <name>NoticeDetail</name>
        <message>
            <source>异议内容</source>
            <translation>What the objection says</translation>
        </message>
        <message>
            <source>来源</source>
            <translation>Came by</translation>
        </message>
        <message>
            <source>来信</source>
            <translation>Letter</translation>
        </message>
        <message>
            <source>来访</source>
            <translation>Visit</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>网络</source>
            <translation>Internet</translation>
        </message>
        <message>
            <source>记录异议</source>
            <translation>Record it</translation>
        </message>
        <message>
            <source>撤回的理由</source>
            <translation>Why it is cancelled</translation>
        </message>
        <message>
            <source>撤回公示</source>
            <translation>Cancel the notice</translation>
        </message>
        <message>
            <source>公示 {day}</source>
            <translation>Notice of {day}</translation>
        </message>
        <message>
            <source>只记内容，不写姓名、电话等个人信息。</source>
            <translation>Only what it says: no names, no telephone numbers.</translation>
        </message>
        <message>
            <source>{n} 个工作日</source>
            <translation>{n} working days</translation>
        </message>
        <message>
            <source>公示期</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>时长</source>
            <translation>Length</translation>
        </message>
        <message>
            <source>统计期</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>发布人</source>
            <translation>Published by</translation>
        </message>
        <message>
            <source>批次 {numbers}</source>
            <translation>Batches {numbers}</translation>
        </message>
        <message>
            <source>异议与答复</source>
            <translation>Objections and answers</translation>
        </message>
        <message>
            <source>未经核证</source>
            <translation>Not certified</translation>
        </message>
        <message>
            <source>采纳</source>
            <translation>Upheld</translation>
        </message>
        <message>
            <source>不采纳</source>
            <translation>Not upheld</translation>
        </message>
        <message>
            <source>答复</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>已记录异议</source>
            <translation>Objection recorded</translation>
        </message>
        <message>
            <source>已答复</source>
            <translation>Answered</translation>
        </message>
        <message>
            <source>已撤回公示</source>
            <translation>Notice cancelled</translation>
        </message>
    </context>
    <context>
        <name>NoticeSide</name>
        <message>
            <source>新公示</source>
            <translation>New notice</translation>
        </message>
        <message>
            <source>已核定、还没有公示过的减排量先公示，期满无异议再登记。不写个人信息。</source>
            <translation>What is approved is published first and registered when nobody objects. No personal data.</translation>
        </message>
        <message>
            <source>公示正文</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>统计期从</source>
            <translation>Period from</translation>
        </message>
        <message>
            <source>统计期到</source>
            <translation>Period to</translation>
        </message>
        <message>
            <source>公示从</source>
            <translation>Published from</translation>
        </message>
        <message>
            <source>公示到</source>
            <translation>Published to</translation>
        </message>
        <message>
            <source>全部方法学</source>
            <translation>Every methodology</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>发布公示</source>
            <translation>Publish</translation>
        </message>
        <message>
            <source>公示到 {day}（{n} 个工作日，只扣周末，未计法定节假日）。</source>
            <translation>Published until {day} ({n} working days, weekends counted out, public holidays not known).</translation>
        </message>
        <message>
            <source>这段时间没有可公示的已核定减排量。</source>
            <translation>Nothing is approved and unpublished in this period.</translation>
        </message>
        <message>
            <source>{name} {year} 年：{n} 笔，{mass}</source>
            <translation>{name} {year}: {n} actions, {mass}</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>today</translation>
        </message>
        <message>
            <source>7 个工作日</source>
            <translation>7 working days</translation>
        </message>
    </context>
    <context>
        <name>NoticesLeaf</name>
        <message>
            <source>公示</source>
            <translation>Notices</translation>
        </message>
        <message>
            <source>还没有公示。发布第一份后，期满即可登记成批次。</source>
            <translation>There is no notice yet. Publish the first; when it is over, register it.</translation>
        </message>
        <message>
            <source>新公示</source>
            <translation>New notice</translation>
        </message>
        <message>
            <source>公示期</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>内容</source>
            <translation>Content</translation>
        </message>
        <message>
            <source>统计期</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>异议</source>
            <translation>Objections</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>已发布公示，{day} 期满</source>
            <translation>Published; it is over on {day}</translation>
        </message>
    </context>
    <context>
        <name>OpeningNews</name>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>健康检查</source>
            <translation>Health</translation>
        </message>
    </context>
    <context>
        <name>OpeningStrip</name>
        <message>
            <source>行为编号</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>理由</source>
            <translation>Reason</translation>
        </message>
        <message>
            <source>多计，千克；空着为全部</source>
            <translation>Claimed too much, kilograms; empty for all</translation>
        </message>
        <message>
            <source>提出问题</source>
            <translation>Open a finding</translation>
        </message>
        <message>
            <source>多计 kg</source>
            <translation>kg, all</translation>
        </message>
        <message>
            <source>对一条记录提出问题：发现了什么</source>
            <translation>A finding at one record: what was found</translation>
        </message>
        <message>
            <source>发现了什么</source>
            <translation>What was found</translation>
        </message>
        <message>
            <source>“{text}”不是行为编号，请写成 12-345。</source>
            <translation>“{text}” is no action id; write it like 12-345.</translation>
        </message>
        <message>
            <source>“{text}”读不成千克数，请写成 0.076。</source>
            <translation>“{text}” is no number of kilograms; write it like 0.076.</translation>
        </message>
        <message>
            <source>“其他”须写明发现了什么。</source>
            <translation>“Other” needs words: say what was found.</translation>
        </message>
    </context>
    <context>
        <name>OperatorTile</name>
        <message>
            <source>操作员 {name} {roles}</source>
            <translation>Operator {name} {roles}</translation>
        </message>
    </context>
    <context>
        <name>OutcomeCard</name>
        <message>
            <source>填读数后，这里显示本期电量、减排量和积分。</source>
            <translation>Enter the reading to see energy, reduction and points.</translation>
        </message>
        <message>
            <source>{value} 作为起码，下次抄表起计入。</source>
            <translation>{value} sets the start, the next reading counts.</translation>
        </message>
        <message>
            <source>本期减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>本期电量</source>
            <translation>Energy</translation>
        </message>
        <message>
            <source>日均</source>
            <translation>Mean of a day</translation>
        </message>
        <message>
            <source>研究稿：只作摸底核算，不发分</source>
            <translation>Draft: for stock-taking only, no points</translation>
        </message>
        <message>
            <source>+{points} 分，审核后可用</source>
            <translation>+{points} points after approval</translation>
        </message>
    </context>
    <context>
        <name>OutcomeStrip</name>
        <message>
            <source>已核查</source>
            <translation>Checked</translation>
        </message>
        <message>
            <source>差错率</source>
            <translation>Error share</translation>
        </message>
        <message>
            <source>单侧上限（验收用）</source>
            <translation>Upper bound (acceptance)</translation>
        </message>
        <message>
            <source>推算总体多计</source>
            <translation>Projected too much</translation>
        </message>
        <message>
            <source>已全部核查</source>
            <translation>all are checked</translation>
        </message>
        <message>
            <source>尚未核完，阶段数</source>
            <translation>not finished, so far</translation>
        </message>
        <message>
            <source>有误 {n} 条，按层加权</source>
            <translation>{n} wrong, weighted by strata</translation>
        </message>
        <message>
            <source>置信度 {sure}，{n} 个问题未关闭</source>
            <translation>confidence {sure}, {n} open</translation>
        </message>
        <message>
            <source>推算有误 {n} 条，样本内 {mass}</source>
            <translation>{n} wrong; in the list {mass}</translation>
        </message>
    </context>
    <context>
        <name>OverviewLeaf</name>
        <message>
            <source>导出场景数据</source>
            <translation>Export the figures</translation>
        </message>
        <message>
            <source>看表格或图表</source>
            <translation>Tables or charts</translation>
        </message>
        <message>
            <source>表格 T</source>
            <translation>Table T</translation>
        </message>
        <message>
            <source>用表格显示</source>
            <translation>Show as a table</translation>
        </message>
        <message>
            <source>导出数据</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>逐月核定减排量</source>
            <translation>Approved by month</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>证据等级</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>累计核定减排量与目标</source>
            <translation>Approved so far, and the target</translation>
        </message>
        <message>
            <source>各街道（镇）</source>
            <translation>By place</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>参与者</source>
            <translation>People</translation>
        </message>
        <message>
            <source>街道（镇）排名</source>
            <translation>Ranking</translation>
        </message>
        <message>
            <source>证据等级构成</source>
            <translation>Shares of evidence</translation>
        </message>
        <message>
            <source>从登记到核定</source>
            <translation>From registered to approved</translation>
        </message>
        <message>
            <source>本场景还没有已核定的行为。核定第一笔后这里会出现图表。</source>
            <translation>Nothing of this scenario is approved yet. The charts appear with the first approval.</translation>
        </message>
        <message>
            <source>导入行为</source>
            <translation>Import actions</translation>
        </message>
        <message>
            <source>保存这张图</source>
            <translation>Save this chart</translation>
        </message>
        <message>
            <source>所有数字未经核证</source>
            <translation>No figure is certified</translation>
        </message>
        <message>
            <source>数据截至 {at}</source>
            <translation>as of {at}</translation>
        </message>
        <message>
            <source>链位置 {n} · 可复算</source>
            <translation>chain position {n} · can be recomputed</translation>
        </message>
        <message>
            <source>方法学 {used}</source>
            <translation>methodologies {used}</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>已导出到 {path}</source>
            <translation>Exported to {path}</translation>
        </message>
    </context>
    <context>
        <name>PageStack</name>
        <message>
            <source>这一页现在打不开。其他页不受影响。</source>
            <translation>This page cannot be opened now. The other pages are not affected.</translation>
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>去哪里，做什么：输入名称或拼音首字母</source>
            <translation>Where to, what to do. Type a name or pinyin initials</translation>
        </message>
        <message>
            <source>命令</source>
            <translation>Commands</translation>
        </message>
        <message>
            <source>↑↓ 选择　Enter 执行　Esc 返回</source>
            <translation>↑↓ choose   Enter run   Esc back</translation>
        </message>
        <message>
            <source>没有找到“{q}”。可以输入页面、命令、姓名或首字母、证件或手机尾号、证书编号、方法学名称。</source>
            <translation>Nothing found for “{q}”. Type a page, a command, a name or its initials, the last digits of an ID or phone, a certificate's serial or a methodology.</translation>
        </message>
    </context>
    <context>
        <name>PaletteSearch</name>
        <message>
            <source>证书</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
    </context>
    <context>
        <name>PapersButton</name>
        <message>
            <source>补证件</source>
            <translation>Add papers</translation>
        </message>
        <message>
            <source>投运证件：{papers}</source>
            <translation>Papers of the commissioning: {papers}</translation>
        </message>
        <message>
            <source>照片和文件 (*.jpg *.jpeg *.png *.pdf);;所有文件 (*)</source>
            <translation>Photos and papers (*.jpg *.jpeg *.png *.pdf);;All files (*)</translation>
        </message>
        <message>
            <source>选择投运证件</source>
            <translation>Choose the papers</translation>
        </message>
    </context>
    <context>
        <name>PapersPanel</name>
        <message>
            <source>关闭</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>大字版</source>
            <translation>Large print</translation>
        </message>
        <message>
            <source>整页重打</source>
            <translation>Whole page again</translation>
        </message>
        <message>
            <source>打印机</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>份数</source>
            <translation>Copies</translation>
        </message>
        <message>
            <source>另存为 PDF</source>
            <translation>Save as PDF</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>重打</source>
            <translation>Print again</translation>
        </message>
        <message>
            <source>已打印</source>
            <translation>Printed</translation>
        </message>
        <message>
            <source>没有找到打印机</source>
            <translation>No printer found</translation>
        </message>
        <message>
            <source>存为 PDF</source>
            <translation>Save PDF</translation>
        </message>
        <message numerus="yes">
            <source>这张以前打过 %n 次，纸上会写明重打。</source>
            <translation>
                <numerusform>Printed %n time before; the paper says so.</numerusform>
                <numerusform>Printed %n times before; the paper says so.</numerusform>
            </translation>
        </message>
        <message>
            <source>正在送打印机…</source>
            <translation>Sending to the printer…</translation>
        </message>
        <message numerus="yes">
            <source>已打印：{paper}，%n 份。</source>
            <translation>
                <numerusform>Printed: {paper}, %n copy.</numerusform>
                <numerusform>Printed: {paper}, %n copies.</numerusform>
            </translation>
        </message>
        <message>
            <source>已送打印机。请看一眼存折：打在该打的行上，点“已打印”。</source>
            <translation>Sent to the printer. Look at the passbook: if the lines stand where they belong, press Printed.</translation>
        </message>
        <message>
            <source>没有打出来点“重打”，还从这一行打起。</source>
            <translation>If nothing came out, press Print again; it starts at the same line.</translation>
        </message>
        <message>
            <source>没有找到打印机。{paper}已保存到“{path}”，接好后可重打，不会重复计数。</source>
            <translation>No printer was found. {paper} saved to “{path}”; print it again once one is connected, it is not counted twice.</translation>
        </message>
        <message>
            <source>{paper}已保存到“{path}”。</source>
            <translation>{paper} saved to “{path}”.</translation>
        </message>
    </context>
    <context>
        <name>PapersTable</name>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>标题、文号</source>
            <translation>Title, number</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>附件</source>
            <translation>Files</translation>
        </message>
        <message>
            <source>档案文件</source>
            <translation>Papers on file</translation>
        </message>
        <message>
            <source>由记录证明</source>
            <translation>shown by the records</translation>
        </message>
    </context>
    <context>
        <name>PassphraseForm</name>
        <message>
            <source>更改口令</source>
            <translation>Change the passphrase</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>现在的口令</source>
            <translation>Present passphrase</translation>
        </message>
        <message>
            <source>先核对知道原来的口令</source>
            <translation>To see that you know it</translation>
        </message>
        <message>
            <source>新口令</source>
            <translation>New passphrase</translation>
        </message>
        <message>
            <source>至少 8 位；只用数字要 12 位</source>
            <translation>At least 8 characters; 12 if only digits</translation>
        </message>
        <message>
            <source>再输一次</source>
            <translation>Once more</translation>
        </message>
        <message>
            <source>两次要一样</source>
            <translation>Both must be the same</translation>
        </message>
        <message>
            <source>两次输入的新口令不一样，请重新输入。</source>
            <translation>The two new passphrases differ; type them again.</translation>
        </message>
    </context>
    <context>
        <name>PeopleSection</name>
        <message>
            <source>新增操作员</source>
            <translation>Add an operator</translation>
        </message>
        <message>
            <source>人员</source>
            <translation>People</translation>
        </message>
        <message>
            <source>还没有设置任何密码，不用登录就能操作。请先给一位管理员设密码，之后人人凭密码登录。</source>
            <translation>No password is set, so anyone can act. Give an administrator a password first; from then on everybody signs in.</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>可登录</source>
            <translation>Can sign in</translation>
        </message>
        <message>
            <source>未设密码</source>
            <translation>No password</translation>
        </message>
        <message>
            <source>日志</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>修改</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>设密码</source>
            <translation>Set password</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Reopen</translation>
        </message>
        <message>
            <source>停用此人</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>修改 {name}</source>
            <translation>Change {name}</translation>
        </message>
        <message>
            <source>给 {name} 设新密码</source>
            <translation>A new password for {name}</translation>
        </message>
        <message>
            <source>停用 {name}：不能再登录，做过的记录都保留。</source>
            <translation>Close {name}: no more sign-in; everything done stays.</translation>
        </message>
        <message>
            <source>恢复 {name}：用原来的密码登录。</source>
            <translation>Reopen {name}: signs in with the old password.</translation>
        </message>
        <message>
            <source>已保存：{name}</source>
            <translation>Saved: {name}</translation>
        </message>
    </context>
    <context>
        <name>PeriodBar</name>
        <message>
            <source>统计期</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>从哪个月</source>
            <translation>From month</translation>
        </message>
        <message>
            <source>到哪个月</source>
            <translation>To month</translation>
        </message>
        <message>
            <source>至</source>
            <translation>to</translation>
        </message>
        <message>
            <source>全部{span}</source>
            <translation>All {span}</translation>
        </message>
        <message>
            <source>{year} 年</source>
            <translation>{year}</translation>
        </message>
        <message numerus="yes">
            <source>近 %n 个月</source>
            <translation>
                <numerusform>Last month</numerusform>
                <numerusform>Last %n months</numerusform>
            </translation>
        </message>
        <message>
            <source>自选月份…</source>
            <translation>Choose months…</translation>
        </message>
    </context>
    <context>
        <name>PersonCard</name>
        <message>
            <source>可用积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>核定减排量</source>
            <translation>Approved reduction</translation>
        </message>
        <message>
            <source>未写明原因</source>
            <translation>no reason given</translation>
        </message>
        <message>
            <source>分</source>
            <translation>points</translation>
        </message>
        <message numerus="yes">
            <source>待审核 %n 笔</source>
            <translation>
                <numerusform>%n waits for approval</numerusform>
                <numerusform>%n wait for approval</numerusform>
            </translation>
        </message>
        <message>
            <source>约 {points} 分</source>
            <translation>about {points} points</translation>
        </message>
        <message>
            <source>{points} 分到 {day} 到期</source>
            <translation>{points} points expire on {day}</translation>
        </message>
    </context>
    <context>
        <name>PersonForm</name>
        <message>
            <source>保存</source>
            <translation>Save</translation>
        </message>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>停用此人</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>恢复</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>登录名</source>
            <translation>Name to sign in</translation>
        </message>
        <message>
            <source>之后不能再改；可以就用姓名</source>
            <translation>Cannot be changed later; may be the person's name</translation>
        </message>
        <message>
            <source>显示的姓名</source>
            <translation>Name to show</translation>
        </message>
        <message>
            <source>显示在锁屏和凭条上</source>
            <translation>Shown on the lock page and on slips</translation>
        </message>
        <message>
            <source>角色</source>
            <translation>Roles</translation>
        </message>
        <message>
            <source>审核员不能兼任其他角色</source>
            <translation>An auditor has no other role</translation>
        </message>
        <message>
            <source>所在街道（镇）</source>
            <translation>Subdistrict or town</translation>
        </message>
        <message>
            <source>登记员只查看本街道的居民；其他角色不受限制</source>
            <translation>A desk worker sees the people of this subdistrict only; others see all</translation>
        </message>
        <message>
            <source>密码</source>
            <translation>Password</translation>
        </message>
        <message>
            <source>至少 6 位，当面交给本人</source>
            <translation>At least 6 characters; hand it over in person</translation>
        </message>
        <message>
            <source>复核人</source>
            <translation>Second person</translation>
        </message>
        <message>
            <source>人员变动须一位审核员当面签字</source>
            <translation>An auditor must sign changes of people</translation>
        </message>
        <message>
            <source>复核人密码</source>
            <translation>The second person's password</translation>
        </message>
        <message>
            <source>请复核人本人输入</source>
            <translation>To be typed by that person</translation>
        </message>
        <message>
            <source>不限</source>
            <translation>No limit</translation>
        </message>
    </context>
    <context>
        <name>PhoneEntry</name>
        <message>
            <source>无手机</source>
            <translation>No mobile</translation>
        </message>
        <message>
            <source>{masked}（不改就留空）</source>
            <translation>{masked} (leave empty to keep it)</translation>
        </message>
    </context>
    <context>
        <name>PhotoSheet</name>
        <message>
            <source>向左转</source>
            <translation>Turn left</translation>
        </message>
        <message>
            <source>向右转</source>
            <translation>Turn right</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>+ - 放大缩小　[ ] 旋转　← → 前后张　Enter 收起</source>
            <translation>+ - zoom · [ ] turn · ← → other file · Enter closes</translation>
        </message>
    </context>
    <context>
        <name>PivotBar</name>
        <message>
            <source>（无）</source>
            <translation>(none)</translation>
        </message>
        <message>
            <source>行</source>
            <translation>Row</translation>
        </message>
        <message>
            <source>列</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>数值</source>
            <translation>Figure</translation>
        </message>
        <message>
            <source>只看</source>
            <translation>Only</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
    </context>
    <context>
        <name>PivotLeaf</name>
        <message>
            <source>选定的范围里还没有已核定的行为。换一个筛选或统计期试试。</source>
            <translation>Nothing is approved in what was chosen. Try another filter or period.</translation>
        </message>
        <message>
            <source>图 T</source>
            <translation>Chart T</translation>
        </message>
        <message>
            <source>用图显示</source>
            <translation>Show as a chart</translation>
        </message>
        <message>
            <source>导出数据</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>导出交叉统计</source>
            <translation>Export the cross table</translation>
        </message>
        <message>
            <source>所有数字未经核证</source>
            <translation>No figure is certified</translation>
        </message>
        <message>
            <source>Enter 打开一格的明细</source>
            <translation>Enter opens the records of a cell</translation>
        </message>
        <message>
            <source>不足 {n} 人的组和能推出它们的合计不显示</source>
            <translation>groups of fewer than {n}, and totals that would give them away, are not shown</translation>
        </message>
        <message>
            <source>参与者按不同的人（户）计，各格之和可以大于合计</source>
            <translation>participants are counted once each, so cells may add up to more than the total</translation>
        </message>
        <message>
            <source>链位置 {n} · 可复算</source>
            <translation>chain position {n} · can be recomputed</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>PivotTable</name>
        <message>
            <source>交叉统计</source>
            <translation>Cross table</translation>
        </message>
        <message>
            <source>合计</source>
            <translation>Total</translation>
        </message>
    </context>
    <context>
        <name>PlaceCard</name>
        <message>
            <source>账本旁</source>
            <translation>Beside the books</translation>
        </message>
        <message>
            <source>换位置</source>
            <translation>Change place</translation>
        </message>
        <message>
            <source>移除</source>
            <translation>Take out</translation>
        </message>
        <message>
            <source>U 盘或另一块硬盘</source>
            <translation>Stick or another disk</translation>
        </message>
        <message>
            <source>同一块硬盘上的文件夹</source>
            <translation>Folder on the same disk</translation>
        </message>
        <message>
            <source>试恢复通过</source>
            <translation>Trial restore passed</translation>
        </message>
        <message>
            <source>现在不在</source>
            <translation>Not there now</translation>
        </message>
        <message>
            <source>上一次没有完成</source>
            <translation>The last one was not finished</translation>
        </message>
        <message>
            <source>还没有备份到这里。</source>
            <translation>No backup was made here yet.</translation>
        </message>
        <message>
            <source>上次 {time} · {size}</source>
            <translation>Last {time} · {size}</translation>
        </message>
        <message>
            <source>又试恢复过 {time}</source>
            <translation>tried again {time}</translation>
        </message>
    </context>
    <context>
        <name>PlanPage</name>
        <message>
            <source>从</source>
            <translation>From</translation>
        </message>
        <message>
            <source>到</source>
            <translation>To</translation>
        </message>
        <message>
            <source>可容忍差错</source>
            <translation>Tolerable error</translation>
        </message>
        <message>
            <source>误差</source>
            <translation>Margin</translation>
        </message>
        <message>
            <source>抽取并固定名单</source>
            <translation>Draw and fix the list</translation>
        </message>
        <message>
            <source>分层</source>
            <translation>Strata</translation>
        </message>
        <message>
            <source>层</source>
            <translation>Stratum</translation>
        </message>
        <message>
            <source>总体</source>
            <translation>Population</translation>
        </message>
        <message>
            <source>抽取</source>
            <translation>Drawn</translation>
        </message>
        <message>
            <source>百分之几</source>
            <translation>Percent</translation>
        </message>
        <message>
            <source>种子</source>
            <translation>Seed</translation>
        </message>
        <message>
            <source>检查人员说出的任意文字</source>
            <translation>Any words the inspector speaks</translation>
        </message>
        <message>
            <source>抽样方案</source>
            <translation>Sampling plan</translation>
        </message>
        <message>
            <source>应用场景</source>
            <translation>Scenario</translation>
        </message>
        <message>
            <source>定样方法</source>
            <translation>Size by</translation>
        </message>
        <message>
            <source>置信度</source>
            <translation>Confidence</translation>
        </message>
        <message>
            <source>统计日期（空着为全部）</source>
            <translation>Days (empty for all)</translation>
        </message>
        <message>
            <source>由现场检查人员当场说出。同一种子在任何电脑上得到同一名单。</source>
            <translation>Spoken by the inspector on the spot. One seed gives the same list on any computer.</translation>
        </message>
        <message>
            <source>条将被抽取</source>
            <translation>will be drawn</translation>
        </message>
        <message>
            <source>已核定 {n} 条；按规则 {wanted} 条，每层至少 1 条</source>
            <translation>{n} approved; {wanted} by the rule, at least 1 of each stratum</translation>
        </message>
        <message>
            <source>估出的差错率上下不超过这个百分点。</source>
            <translation>The error share is estimated to within this many points.</translation>
        </message>
        <message>
            <source>抽到的全部无误时，可排除总体差错率达到这个百分数。</source>
            <translation>If none drawn is wrong, an error share of this much is excluded.</translation>
        </message>
        <message>
            <source>这个场景和时段里没有已核定的行为。</source>
            <translation>Nothing is approved in this scenario and period.</translation>
        </message>
        <message>
            <source>方案定好后显示各层条数。</source>
            <translation>The strata show once the plan is complete.</translation>
        </message>
        <message>
            <source>百分数应在 0 和 100 之间，例如 5。</source>
            <translation>The percentage lies between 0 and 100, e.g. 5.</translation>
        </message>
        <message>
            <source>开始日期晚于结束日期。请对调。</source>
            <translation>The first day is after the last one. Swap them.</translation>
        </message>
        <message>
            <source>还差：种子</source>
            <translation>Still missing: seed</translation>
        </message>
    </context>
    <context>
        <name>PolicyPresenter</name>
        <message>
            <source>正在签批…</source>
            <translation>Signing…</translation>
        </message>
        <message>
            <source>已核定 {n} 笔，发放 {p} 分。留待审核 {left} 笔，其中有疑点的 {flagged} 笔。</source>
            <translation>{n} actions approved, {p} points given. {left} still wait, {flagged} of them with doubts.</translation>
        </message>
    </context>
    <context>
        <name>Pool</name>
        <message>
            <source>公示中</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>异议待答</source>
            <translation>Objection open</translation>
        </message>
        <message>
            <source>可登记</source>
            <translation>Ready</translation>
        </message>
        <message>
            <source>已登记</source>
            <translation>Registered</translation>
        </message>
        <message>
            <source>已撤回</source>
            <translation>Cancelled</translation>
        </message>
        <message>
            <source>待复核</source>
            <translation>To be confirmed</translation>
        </message>
        <message>
            <source>已划拨</source>
            <translation>Disposed of</translation>
        </message>
        <message>
            <source>已收回</source>
            <translation>Taken back</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>In</translation>
        </message>
        <message>
            <source>划拨</source>
            <translation>Out</translation>
        </message>
        <message>
            <source>冲正</source>
            <translation>Reversed</translation>
        </message>
        <message>
            <source>更正</source>
            <translation>Corrected</translation>
        </message>
    </context>
    <context>
        <name>PoolView</name>
        <message>
            <source>待登记</source>
            <translation>To register</translation>
        </message>
        <message>
            <source>可划拨</source>
            <translation>Available</translation>
        </message>
        <message>
            <source>已划拨</source>
            <translation>Disposed of</translation>
        </message>
        <message>
            <source>冻结（待复核）</source>
            <translation>Held (to be confirmed)</translation>
        </message>
        <message>
            <source>导出公开台账</source>
            <translation>Export the register</translation>
        </message>
        <message>
            <source>支配权：生态环境主管部门</source>
            <translation>At the disposal of the ecology authority</translation>
        </message>
        <message>
            <source>未经核证</source>
            <translation>Not certified</translation>
        </message>
        <message>
            <source>公示</source>
            <translation>Notice</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Registration</translation>
        </message>
        <message>
            <source>划拨</source>
            <translation>Disposal</translation>
        </message>
        <message>
            <source>使用注销</source>
            <translation>Use</translation>
        </message>
        <message>
            <source>公开台账</source>
            <translation>Public register</translation>
        </message>
        <message>
            <source>有 {mass} 在划拨后被冲正，待下一批登记补足。</source>
            <translation>{mass} was reversed after its disposal; the next registration makes it good.</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>已导出到 {path}</source>
            <translation>Exported to {path}</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>Preview</name>
        <message>
            <source>预览</source>
            <translation>Preview</translation>
        </message>
        <message>
            <source>上一页</source>
            <translation>Previous page</translation>
        </message>
        <message>
            <source>下一页</source>
            <translation>Next page</translation>
        </message>
        <message>
            <source>横向</source>
            <translation>landscape</translation>
        </message>
        <message>
            <source>纵向</source>
            <translation>portrait</translation>
        </message>
        <message>
            <source>第 {page} / {pages} 页 · {lies}</source>
            <translation>Page {page} of {pages} · {lies}</translation>
        </message>
        <message>
            <source>适合窗口</source>
            <translation>Fit</translation>
        </message>
    </context>
    <context>
        <name>PreviewBar</name>
        <message>
            <source>本笔减排量</source>
            <translation>This reduction</translation>
        </message>
        <message>
            <source>本笔积分</source>
            <translation>These points</translation>
        </message>
        <message>
            <source>记入本次办理</source>
            <translation>Log it</translation>
        </message>
        <message>
            <source>选一个类别，开始记录</source>
            <translation>Choose a kind to begin</translation>
        </message>
        <message>
            <source>分</source>
            <translation>points</translation>
        </message>
        <message>
            <source>研究稿：只作摸底核算，不发分</source>
            <translation>Draft: for stock-taking only, no points</translation>
        </message>
        <message>
            <source>通过后共 {points} 分 · 待审核后可用</source>
            <translation>{points} points in all once it is approved</translation>
        </message>
        <message>
            <source>本笔减排量 {reduction}，积分 {points}</source>
            <translation>This reduction {reduction}, points {points}</translation>
        </message>
    </context>
    <context>
        <name>PrintDrawer</name>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>打印机</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>份数</source>
            <translation>Copies</translation>
        </message>
        <message>
            <source>打印</source>
            <translation>Print</translation>
        </message>
        <message>
            <source>没有找到打印机</source>
            <translation>No printer found</translation>
        </message>
        <message>
            <source>可以先保存为 PDF，接好打印机后再打印。</source>
            <translation>Save it as a PDF now and print it once a printer is connected.</translation>
        </message>
        <message>
            <source>已送打印机，但没有记入操作日志</source>
            <translation>Sent to the printer, but not noted in the operation log</translation>
        </message>
        <message>
            <source>打印机还没有回音</source>
            <translation>The printer has not answered</translation>
        </message>
        <message>
            <source>请看一眼出纸口；没有出来可再打印一次，数字不会变。</source>
            <translation>Look at the paper tray; if nothing came out, print again: the figures stay the same.</translation>
        </message>
        <message numerus="yes">
            <source>已送打印机，共 %n 页。</source>
            <translation>
                <numerusform>Sent to the printer: one page.</numerusform>
                <numerusform>Sent to the printer: %n pages.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ProgressStrip</name>
        <message>
            <source>取消</source>
            <translation>Cancel</translation>
        </message>
        <message>
            <source>正在取消…</source>
            <translation>Cancelling…</translation>
        </message>
    </context>
    <context>
        <name>PublicLeaf</name>
        <message>
            <source>减排量池流水</source>
            <translation>Movements of the pool</translation>
        </message>
        <message>
            <source>池里还没有流水。登记第一批后，这里逐笔列出。</source>
            <translation>Nothing moved yet. The first registration stands here.</translation>
        </message>
        <message>
            <source>导出公开台账</source>
            <translation>Export the register</translation>
        </message>
        <message>
            <source>公开台账不含个人信息，参与者少于 5 人的批次只列合计。</source>
            <translation>The register holds no personal data; batches of fewer than 5 people stand in the total only.</translation>
        </message>
        <message>
            <source>背后的行为</source>
            <translation>Actions behind it</translation>
        </message>
        <message>
            <source>减排量公开台账.pdf</source>
            <translation>public-register.pdf</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>变动</source>
            <translation>Movement</translation>
        </message>
        <message>
            <source>批次号</source>
            <translation>Batch</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>年份</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>数量</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>池余额</source>
            <translation>Pool after it</translation>
        </message>
        <message>
            <source>参与者</source>
            <translation>People</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>{name} {year}：背后的行为</source>
            <translation>{name} {year}: the actions behind it</translation>
        </message>
        <message numerus="yes">
            <source>共 %n 笔；Enter 看每一笔怎么算出来</source>
            <translation>
                <numerusform>%n action; Enter shows how it was calculated</numerusform>
                <numerusform>%n actions; Enter shows how one was calculated</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>只列前 %n 笔；Enter 看每一笔怎么算出来</source>
            <translation>
                <numerusform>The first %n; Enter shows how it was calculated</numerusform>
                <numerusform>The first %n; Enter shows how one was calculated</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QueueFilter</name>
        <message>
            <source>单号、姓名、拼音首字母、登记点</source>
            <translation>Number, name, initials, place</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>登记点</source>
            <translation>Place</translation>
        </message>
        <message>
            <source>疑点</source>
            <translation>Question</translation>
        </message>
        <message>
            <source>缺凭据</source>
            <translation>No evidence</translation>
        </message>
        <message>
            <source>全部方法学</source>
            <translation>All methods</translation>
        </message>
        <message>
            <source>全部登记点</source>
            <translation>All places</translation>
        </message>
        <message>
            <source>全部疑点</source>
            <translation>All questions</translation>
        </message>
        <message>
            <source>待初审</source>
            <translation>To check</translation>
        </message>
        <message>
            <source>待复核</source>
            <translation>Second check</translation>
        </message>
        <message>
            <source>有风险</source>
            <translation>Doubtful</translation>
        </message>
        <message>
            <source>已冻结</source>
            <translation>Frozen</translation>
        </message>
        <message>
            <source>已通过</source>
            <translation>Approved</translation>
        </message>
    </context>
    <context>
        <name>QueueList</name>
        <message>
            <source>待审核的行为</source>
            <translation>Actions that wait</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear the filter</translation>
        </message>
        <message>
            <source>导入行为</source>
            <translation>Import actions</translation>
        </message>
        <message>
            <source>已选 {n} 笔 · 合计 {amount}</source>
            <translation>{n} ticked · {amount}</translation>
        </message>
        <message>
            <source>共 {n} 笔 · 合计 {amount}</source>
            <translation>{n} actions · {amount}</translation>
        </message>
        <message>
            <source>没有符合筛选的行为。</source>
            <translation>No action fits the filter.</translation>
        </message>
        <message>
            <source>没有等待审核的行为。登记或导入以后，这里会列出来。</source>
            <translation>Nothing waits for approval. What is logged or imported will be listed here.</translation>
        </message>
        <message>
            <source>这里没有行为。</source>
            <translation>No actions here.</translation>
        </message>
        <message>
            <source>下一笔</source>
            <translation>next</translation>
        </message>
        <message>
            <source>上一笔</source>
            <translation>previous</translation>
        </message>
        <message>
            <source>勾选</source>
            <translation>tick</translation>
        </message>
        <message>
            <source>通过</source>
            <translation>approve</translation>
        </message>
        <message>
            <source>驳回</source>
            <translation>reject</translation>
        </message>
        <message>
            <source>冻结</source>
            <translation>freeze</translation>
        </message>
        <message>
            <source>撤回</source>
            <translation>undo</translation>
        </message>
        <message>
            <source>单号</source>
            <translation>Number</translation>
        </message>
        <message>
            <source>参与者</source>
            <translation>People</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>数量</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>减排量 kg</source>
            <translation>kg CO₂e</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>凭证</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>风险提示</source>
            <translation>Questions</translation>
        </message>
        <message>
            <source>意见</source>
            <translation>Mark</translation>
        </message>
        <message>
            <source>登记点</source>
            <translation>Place</translation>
        </message>
        <message>
            <source>等待</source>
            <translation>Waited</translation>
        </message>
    </context>
    <context>
        <name>QueuePanel</name>
        <message>
            <source>同一人的其他行为</source>
            <translation>Other actions of this person</translation>
        </message>
        <message>
            <source>90 天内没有同类行为。</source>
            <translation>Nothing of the kind within 90 days.</translation>
        </message>
        <message>
            <source>同一设施的其他时段</source>
            <translation>Other periods of this installation</translation>
        </message>
        <message>
            <source>没有其他时段。</source>
            <translation>No other periods.</translation>
        </message>
        <message>
            <source>通过</source>
            <translation>Approve</translation>
        </message>
        <message>
            <source>驳回</source>
            <translation>Reject</translation>
        </message>
        <message>
            <source>冻结</source>
            <translation>Freeze</translation>
        </message>
        <message>
            <source>冻结此人</source>
            <translation>Freeze this person</translation>
        </message>
        <message>
            <source>在左边选一笔，这里显示凭证。</source>
            <translation>Choose an action; its evidence is shown here.</translation>
        </message>
        <message>
            <source>核对</source>
            <translation>Check</translation>
        </message>
        <message>
            <source>本人</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>设施</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>经过</source>
            <translation>History</translation>
        </message>
        <message>
            <source>为什么是这个数</source>
            <translation>Why this number</translation>
        </message>
        <message>
            <source>{who}登记 {time}</source>
            <translation>logged by {who}, {time}</translation>
        </message>
        <message>
            <source>待复核</source>
            <translation>Second check</translation>
        </message>
        <message>
            <source>冲正</source>
            <translation>Reverse</translation>
        </message>
        <message>
            <source>解冻</source>
            <translation>Release</translation>
        </message>
        <message>
            <source>解冻此人</source>
            <translation>Release this person</translation>
        </message>
        <message>
            <source>已由 {who} 初审，您是复核人。</source>
            <translation>{who} signed first; you are the second.</translation>
        </message>
        <message>
            <source>冲正另记一笔相反的流水，原记录保留。</source>
            <translation>A reversal is an entry of its own; the record stays.</translation>
        </message>
        <message>
            <source>有疑点或数额大，须第二人复核；您是初审人。</source>
            <translation>Doubtful or large: a second person signs; you are the first.</translation>
        </message>
        <message>
            <source>A、R、F 先记入本批，Ctrl+Enter 签批后入账。</source>
            <translation>A, R and F go into the batch; Ctrl+Enter signs and books it.</translation>
        </message>
    </context>
    <context>
        <name>QueuePresenter</name>
        <message>
            <source>正在签批…</source>
            <translation>Signing…</translation>
        </message>
        <message>
            <source>已签批 {n} 笔，积分 {p} 分。待另一位审核员复核 {second} 笔。</source>
            <translation>{n} signed, {p} points. {second} wait for another auditor.</translation>
        </message>
        <message>
            <source>已签批 {n} 笔，积分 {p} 分。都已写入流水。</source>
            <translation>{n} signed, {p} points. All of it is booked.</translation>
        </message>
        <message>
            <source>已冻结 {name}。积分暂停使用，待审核的 {n} 笔等您处理。</source>
            <translation>{name} is frozen. Points cannot be spent; {n} actions wait for you.</translation>
        </message>
        <message>
            <source>已解冻 {name}。待审核的 {n} 笔可以继续处理。</source>
            <translation>{name} is released. {n} actions can be decided.</translation>
        </message>
    </context>
    <context>
        <name>QueueView</name>
        <message>
            <source>按规则签批</source>
            <translation>Sign by rule</translation>
        </message>
        <message>
            <source>把当前筛选存为视图</source>
            <translation>Keep this filter as a view</translation>
        </message>
        <message>
            <source>队列暂时读不出来，账本没有改动。</source>
            <translation>The queue cannot be read now; nothing in the books has changed.</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>还没有勾选。按 X 勾选，Ctrl+A 全选。</source>
            <translation>Nothing is ticked. X ticks, Ctrl+A ticks all.</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>页面</source>
            <translation>Pages</translation>
        </message>
    </context>
    <context>
        <name>ReaderTest</name>
        <message>
            <source>点这里，再刷一次卡或扫一次码</source>
            <translation>Click here, then read a card or scan a code</translation>
        </message>
        <message>
            <source>还没有收到按键。</source>
            <translation>No key has come yet.</translation>
        </message>
        <message>
            <source>收到的按键</source>
            <translation>Keys that came</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>逐键显示读卡器发来的内容和间隔（毫秒），不保存。</source>
            <translation>Shows each key that the reader sends, with the gap in milliseconds; nothing is kept.</translation>
        </message>
        <message>
            <source>读卡器测试</source>
            <translation>Test of the card reader</translation>
        </message>
        <message>
            <source>读卡器正常：收到 {n} 个字符，最长间隔 {ms} 毫秒，以回车结束。</source>
            <translation>The reader works: {n} characters, longest gap {ms} ms, ended by Enter.</translation>
        </message>
        <message>
            <source>像是手工输入：最长间隔 {ms} 毫秒。读卡器应不超过 {limit} 毫秒，至少 {n} 个字符并以回车结束；太慢请在读卡器里调快键盘输出。</source>
            <translation>This looks typed by hand: longest gap {ms} ms. A reader should stay within {limit} ms, send at least {n} characters and end with Enter; set it to type faster if it is too slow.</translation>
        </message>
        <message numerus="yes">
            <source>已收到 %n 个按键，等待回车。</source>
            <translation>
                <numerusform>%n key has come; waiting for Enter.</numerusform>
                <numerusform>%n keys have come; waiting for Enter.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReadingPanel</name>
        <message>
            <source>其他数（可不填）</source>
            <translation>Other figures (optional)</translation>
        </message>
        <message>
            <source>换表</source>
            <translation>New meter</translation>
        </message>
        <message>
            <source>抄表日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>表号</source>
            <translation>Meter no.</translation>
        </message>
        <message>
            <source>正向总读数</source>
            <translation>Reading</translation>
        </message>
        <message>
            <source>正向总读数（kWh）</source>
            <translation>Reading (kWh)</translation>
        </message>
        <message>
            <source>上一台</source>
            <translation>Before</translation>
        </message>
        <message>
            <source>下一台</source>
            <translation>Next</translation>
        </message>
        <message>
            <source>保存并下一台</source>
            <translation>Save, then next</translation>
        </message>
        <message>
            <source>抄表由登记员录入，这里只供查看。</source>
            <translation>Readings are entered by a worker; here they are shown.</translation>
        </message>
        <message>
            <source>核算到哪一天</source>
            <translation>Credit until</translation>
        </message>
        <message>
            <source>与登记一致</source>
            <translation>as registered</translation>
        </message>
        <message>
            <source>首抄</source>
            <translation>first reading</translation>
        </message>
        <message numerus="yes">
            <source>距上次 %n 天</source>
            <translation>
                <numerusform>%n day since the last</numerusform>
                <numerusform>%n days since the last</numerusform>
            </translation>
        </message>
        <message>
            <source>从 {day} 起，按铭牌核算</source>
            <translation>From {day} on, by the nameplate</translation>
        </message>
        <message>
            <source>走满归零（满码 {top}）</source>
            <translation>Counter passed zero at {top}</translation>
        </message>
        <message>
            <source>从这次读数重新起算</source>
            <translation>Start anew from this reading</translation>
        </message>
    </context>
    <context>
        <name>ReasonBar</name>
        <message>
            <source>为什么撤回（写入记录）</source>
            <translation>Why it is taken back (kept on record)</translation>
        </message>
        <message>
            <source>撤回的原因，必填</source>
            <translation>Reason for taking it back, required</translation>
        </message>
        <message>
            <source>整批撤回</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>不撤了</source>
            <translation>Leave it</translation>
        </message>
    </context>
    <context>
        <name>Reasons</name>
        <message>
            <source>处理意见</source>
            <translation>Decision</translation>
        </message>
        <message>
            <source>其他理由，Enter 记下</source>
            <translation>Another reason; Enter keeps it</translation>
        </message>
        <message>
            <source>其他理由</source>
            <translation>Another reason</translation>
        </message>
        <message>
            <source>{verb}：按 1–9 选理由，Esc 不选</source>
            <translation>{verb}: choose a reason with 1–9, Esc to leave</translation>
        </message>
    </context>
    <context>
        <name>RecentCard</name>
        <message>
            <source>还没有导入过文件。</source>
            <translation>No file was imported yet.</translation>
        </message>
        <message>
            <source>最近的导入</source>
            <translation>Latest imports</translation>
        </message>
        <message>
            <source>写入 {n} 行，共 {m} 行</source>
            <translation>{n} of {m} rows written</translation>
        </message>
        <message>
            <source>整批撤回</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>整批撤回 {file}</source>
            <translation>Take back {file}</translation>
        </message>
        <message>
            <source>整批撤回“{file}”？还没审核的行为会标明“已撤销”。</source>
            <translation>Take back all of “{file}”? Actions that are not approved yet will be marked “withdrawn”.</translation>
        </message>
    </context>
    <context>
        <name>RecordRow</name>
        <message>
            <source>+{points} 分</source>
            <translation>+{points}</translation>
        </message>
    </context>
    <context>
        <name>RecordsDrawer</name>
        <message>
            <source>为什么是这个数</source>
            <translation>Why this number</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>正在读取…</source>
            <translation>Reading…</translation>
        </message>
        <message>
            <source>没有可以列出的记录。</source>
            <translation>There is no record to list.</translation>
        </message>
        <message>
            <source>按街道（镇）和月份列出，不足 {n} 人的组不显示；逐笔记录只对审核员开放。</source>
            <translation>Listed by place and month; groups of fewer than {n} are not shown. Single records are open to auditors only.</translation>
        </message>
        <message>
            <source>姓名已脱敏；按核定减排量从多到少。</source>
            <translation>Names are masked; the largest approved reduction comes first.</translation>
        </message>
        <message>
            <source>姓名已脱敏；逐笔计算只对审核员开放。</source>
            <translation>Names are masked; single calculations are open to auditors only.</translation>
        </message>
        <message>
            <source>姓名已脱敏。Enter 或 F1 打开这一笔的计算过程。</source>
            <translation>Names are masked. Enter or F1 opens the calculation of a record.</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
    </context>
    <context>
        <name>RegisterBar</name>
        <message>
            <source>主要指标</source>
            <translation>Main indicators</translation>
        </message>
        <message>
            <source>重点项目</source>
            <translation>Key projects</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>未完成</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>约束</source>
            <translation>Binding</translation>
        </message>
        <message>
            <source>参考</source>
            <translation>Reference</translation>
        </message>
        <message>
            <source>本局负责</source>
            <translation>Ours</translation>
        </message>
        <message>
            <source>登记新值</source>
            <translation>Report a value</translation>
        </message>
        <message>
            <source>导出</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>全部 {n}</source>
            <translation>All {n}</translation>
        </message>
        <message>
            <source>导出指标表</source>
            <translation>Export the register</translation>
        </message>
        <message>
            <source>指标登记.xlsx</source>
            <translation>indicators.xlsx</translation>
        </message>
    </context>
    <context>
        <name>RegisterForm</name>
        <message>
            <source>由他人代办（亲属、邻居等代为登记）</source>
            <translation>Registered by a proxy (relative, neighbour …)</translation>
        </message>
        <message>
            <source>社区</source>
            <translation>Community</translation>
        </message>
    </context>
    <context>
        <name>RegisterPanel</name>
        <message>
            <source>上次没登记完的内容还在，可继续填写。</source>
            <translation>What you had begun is still here; just go on.</translation>
        </message>
        <message>
            <source>清空</source>
            <translation>Clear</translation>
        </message>
        <message>
            <source>打开原档案</source>
            <translation>Open the record</translation>
        </message>
        <message>
            <source>还有内容要改，见红框；已填写的都保留。</source>
            <translation>Something needs mending, see the red frames; what was typed is kept.</translation>
        </message>
        <message>
            <source>可能是同一人：{name}（{street}，{number}），姓名和电话相同。</source>
            <translation>May be the same person: {name} ({street}, {number}), same name and telephone.</translation>
        </message>
        <message>
            <source>是同一人就打开原档案；不是就继续登记，以后发现重复也可标记，由审核员合并。</source>
            <translation>If so, open the file; if not, go on. A duplicate found later can be marked, and the auditors merge it.</translation>
        </message>
        <message>
            <source>收起更多项目</source>
            <translation>Fewer fields</translation>
        </message>
        <message>
            <source>更多项目（日期、备注等）</source>
            <translation>More (date, note …)</translation>
        </message>
        <message>
            <source>登记新参与者</source>
            <translation>Register a participant</translation>
        </message>
        <message>
            <source>Enter 到下一项，最后一次保存</source>
            <translation>Enter goes on; the last one saves</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
    </context>
    <context>
        <name>RegisterTab</name>
        <message>
            <source>筛选：编号或持证人，按 / 键</source>
            <translation>Filter: serial or holder, key /</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>纸张</source>
            <translation>Paper</translation>
        </message>
        <message>
            <source>证书登记簿</source>
            <translation>Register of certificates</translation>
        </message>
        <message>
            <source>查看与重打</source>
            <translation>Open and print again</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear the filter</translation>
        </message>
        <message>
            <source>去签发第一张</source>
            <translation>Issue the first one</translation>
        </message>
        <message numerus="yes">
            <source>%n 张</source>
            <translation>
                <numerusform>%n certificate</numerusform>
                <numerusform>%n certificates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>证书登记簿 %n 行</source>
            <translation>
                <numerusform>Register of certificates, %n row</numerusform>
                <numerusform>Register of certificates, %n rows</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有签发过证书。</source>
            <translation>No certificate was issued yet.</translation>
        </message>
        <message>
            <source>没有符合条件的证书。</source>
            <translation>No certificate fits.</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>全部纸张</source>
            <translation>All papers</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Serial</translation>
        </message>
        <message>
            <source>持证人</source>
            <translation>Holder</translation>
        </message>
        <message>
            <source>核定减排量</source>
            <translation>Approved reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>签发日期</source>
            <translation>Issued</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>重打次数</source>
            <translation>Reprints</translation>
        </message>
    </context>
    <context>
        <name>RehearsalForm</name>
        <message>
            <source>因子取值</source>
            <translation>Factor</translation>
        </message>
        <message>
            <source>方法学版本</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>变更哪一项</source>
            <translation>What changes</translation>
        </message>
        <message>
            <source>新取值</source>
            <translation>New value</translation>
        </message>
        <message>
            <source>自哪一天起</source>
            <translation>From which day</translation>
        </message>
        <message>
            <source>试算</source>
            <translation>Rehearse</translation>
        </message>
        <message>
            <source>依据文件</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>文号和标题</source>
            <translation>Number and title</translation>
        </message>
        <message>
            <source>附文件…</source>
            <translation>Attach a file…</translation>
        </message>
        <message>
            <source>提出变更</source>
            <translation>Propose the change</translation>
        </message>
        <message>
            <source>试算一项变更</source>
            <translation>Rehearse a change</translation>
        </message>
        <message>
            <source>试算不写任何数据。提出后由另一位审核员确认；确认时才生效，未关账月份的记录逐条更正，已关账月份只列出。</source>
            <translation>A rehearsal writes nothing. Another auditor confirms a proposal; only then it is in force, records of open months are corrected one by one, those of closed months are listed.</translation>
        </message>
        <message>
            <source>还差：取值或日期</source>
            <translation>Still missing: the value or the day</translation>
        </message>
        <message>
            <source>请写依据文件的文号和标题</source>
            <translation>Write number and title of the document</translation>
        </message>
        <message>
            <source>现行版本 {version}</source>
            <translation>In force: version {version}</translation>
        </message>
        <message>
            <source>{day} 的取值：{value} {unit}　{id}</source>
            <translation>On {day}: {value} {unit}　{id}</translation>
        </message>
        <message>
            <source>文件 (*.pdf *.jpg *.png *.docx)</source>
            <translation>Files (*.pdf *.jpg *.png *.docx)</translation>
        </message>
    </context>
    <context>
        <name>RehearsalResult</name>
        <message>
            <source>会变的记录</source>
            <translation>Records that differ</translation>
        </message>
        <message>
            <source>减排量变化</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分变化</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>涉及证书</source>
            <translation>Certificates</translation>
        </message>
        <message>
            <source>导出清单</source>
            <translation>Export the list</translation>
        </message>
        <message>
            <source>差异清单</source>
            <translation>Difference list</translation>
        </message>
        <message>
            <source>在左边选一项变更，按“试算”。结果只在屏幕上，不写任何数据。</source>
            <translation>Choose a change at the left and rehearse it. The result is on the screen alone; nothing is written.</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>已通过</source>
            <translation>Approved</translation>
        </message>
        <message>
            <source>待审核</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>只作摸底</source>
            <translation>Stock-taking</translation>
        </message>
        <message>
            <source>已关账月份</source>
            <translation>Closed months</translation>
        </message>
        <message>
            <source>核对 {n} 条</source>
            <translation>{n} looked at</translation>
        </message>
        <message>
            <source>条</source>
            <translation>records</translation>
        </message>
        <message>
            <source>{before} → {after}</source>
            <translation>{before} → {after}</translation>
        </message>
        <message>
            <source>按现行换算率</source>
            <translation>At today's rate</translation>
        </message>
        <message>
            <source>分</source>
            <translation>points</translation>
        </message>
        <message>
            <source>没有会变的记录。</source>
            <translation>No record would differ.</translation>
        </message>
        <message>
            <source>没有符合条件的记录。</source>
            <translation>No record fits.</translation>
        </message>
        <message>
            <source>份</source>
            <translation>papers</translation>
        </message>
        <message>
            <source>（已关账，不动）</source>
            <translation> (closed, stays)</translation>
        </message>
        <message>
            <source>{n} 条，差额合计 {mass}；回车看为什么</source>
            <translation>{n} records, together {mass}; Enter shows why</translation>
        </message>
    </context>
    <context>
        <name>RehearsalView</name>
        <message>
            <source>试算变更</source>
            <translation>Rehearse a change</translation>
        </message>
        <message>
            <source>变更清单</source>
            <translation>Changes</translation>
        </message>
        <message>
            <source>试算</source>
            <translation>Rehearsal</translation>
        </message>
        <message>
            <source>变更清单（{n} 待确认）</source>
            <translation>Changes ({n} open)</translation>
        </message>
        <message>
            <source>试算之后有新的记录写入</source>
            <translation>Records were written since the rehearsal</translation>
        </message>
        <message>
            <source>提出之前请再试算一次。</source>
            <translation>Rehearse once more before you propose it.</translation>
        </message>
        <message>
            <source>再试算</source>
            <translation>Rehearse again</translation>
        </message>
        <message>
            <source>已提出，待另一位审核员确认</source>
            <translation>Proposed; another auditor confirms it</translation>
        </message>
        <message>
            <source>确认前不改任何数据；请另一位审核员登录后在这里核对清单。</source>
            <translation>Nothing changes before that; the other auditor signs in and checks the list here.</translation>
        </message>
        <message>
            <source>已生效，更正 {n} 条</source>
            <translation>In force, {n} records corrected</translation>
        </message>
        <message>
            <source>减排量变化 {mass}CO₂e，积分变化 {points}；已关账月份 {kept} 条不动。</source>
            <translation>Reduction {mass} CO₂e, points {points}; {kept} records of closed months stay.</translation>
        </message>
        <message>
            <source>已撤回，清单和理由留档</source>
            <translation>Taken back; list and reason are kept</translation>
        </message>
        <message>
            <source>正在试算…</source>
            <translation>Rehearsing…</translation>
        </message>
        <message>
            <source>正在存下试算清单…</source>
            <translation>Storing the list…</translation>
        </message>
        <message>
            <source>正在复核并更正…</source>
            <translation>Checking and correcting…</translation>
        </message>
        <message>
            <source>正在撤回…</source>
            <translation>Taking back…</translation>
        </message>
        <message>
            <source>差异清单.xlsx</source>
            <translation>differences.xlsx</translation>
        </message>
        <message>
            <source>变更清单.xlsx</source>
            <translation>change.xlsx</translation>
        </message>
        <message>
            <source>导出清单</source>
            <translation>Export the list</translation>
        </message>
        <message>
            <source>已保存到 {path}</source>
            <translation>Saved to {path}</translation>
        </message>
    </context>
    <context>
        <name>ReportForm</name>
        <message>
            <source>年份</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>完成</source>
            <translation>Reached</translation>
        </message>
        <message>
            <source>未完成</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>选择佐证文件</source>
            <translation>Choose the evidence</translation>
        </message>
        <message>
            <source>去掉佐证文件</source>
            <translation>Leave the evidence out</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Record</translation>
        </message>
        <message>
            <source>返回</source>
            <translation>Back</translation>
        </message>
        <message>
            <source>补充佐证</source>
            <translation>Evidence added</translation>
        </message>
        <message>
            <source>数值或进展</source>
            <translation>Value or progress</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>来源（文件、台账或统计表）</source>
            <translation>Source (paper, ledger or table)</translation>
        </message>
        <message>
            <source>填报部门</source>
            <translation>Reported by</translation>
        </message>
        <message>
            <source>佐证文件</source>
            <translation>Evidence file</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>说明（可不填）</source>
            <translation>Note (optional)</translation>
        </message>
        <message>
            <source>已登记 {value}；保存后成为更正，旧值留在历史里。</source>
            <translation>{value} is recorded; saving corrects it, the old value stays in the history.</translation>
        </message>
        <message>
            <source>更正的原因（必填）</source>
            <translation>Reason of the correction (needed)</translation>
        </message>
        <message>
            <source>目标 {target}：不能测算，请按实际选择。</source>
            <translation>Target {target}: arithmetic cannot tell, please choose.</translation>
        </message>
        <message>
            <source>目标 {target}：按数值测算已达到。</source>
            <translation>Target {target}: reached by arithmetic.</translation>
        </message>
        <message>
            <source>目标 {target}：按数值测算未达到。</source>
            <translation>Target {target}: not reached by arithmetic.</translation>
        </message>
    </context>
    <context>
        <name>Restore</name>
        <message>
            <source>现在的账本打不开，将用 {time} 的备份替换。打不开的账本会先另存一份，不会删除。</source>
            <translation>The present books cannot be opened and are replaced with the backup of {time}. They are set aside first, not deleted.</translation>
        </message>
        <message>
            <source>将用 {time} 的备份替换当前数据：少 {n} 条审核、证书或设置的记录。当前数据会先另存一份，可再换回来。</source>
            <translation>The current data will be replaced by the backup of {time}: {n} records of decisions, certificates or settings fewer. The current data are saved first and can be put back.</translation>
        </message>
    </context>
    <context>
        <name>RestoreView</name>
        <message>
            <source>用它打开备份</source>
            <translation>Open the backup with it</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>先核验、再比较，最后才替换；现在的账本会另存一份，随时可以换回来。</source>
            <translation>First proven, then compared, replaced last; the present books are set aside and can be taken back at any time.</translation>
        </message>
        <message>
            <source>这台电脑和插着的 U 盘上没有找到备份。插好 U 盘再找，或自己选文件。</source>
            <translation>No backup was found on this computer or a USB stick. Plug the stick in and look again, or choose a file.</translation>
        </message>
        <message>
            <source>选择其他文件</source>
            <translation>Choose another file</translation>
        </message>
        <message>
            <source>重新查找</source>
            <translation>Look again</translation>
        </message>
        <message>
            <source>备份完好，但这台电脑没有它的密钥。有下面任何一样都可以打开。</source>
            <translation>The backup is whole, but this computer does not have its key. Any of these opens it.</translation>
        </message>
        <message>
            <source>返回设置</source>
            <translation>Back to Settings</translation>
        </message>
        <message>
            <source>换一份备份</source>
            <translation>Another backup</translation>
        </message>
        <message>
            <source>保留现在的账本</source>
            <translation>Keep the present books</translation>
        </message>
        <message>
            <source>选择备份文件</source>
            <translation>Choose a backup</translation>
        </message>
        <message>
            <source>另存并替换</source>
            <translation>Set aside and replace</translation>
        </message>
        <message>
            <source>正在逐页核验并替换；现在的账本另存一份…</source>
            <translation>Proving every page and replacing; the present books are set aside…</translation>
        </message>
        <message>
            <source>正在核验每一个字节…</source>
            <translation>Checking every byte…</translation>
        </message>
        <message>
            <source>正在核对密钥…</source>
            <translation>Checking the key…</translation>
        </message>
        <message>
            <source>“{file}”完好：每个字节、每一页、每一行和流水链都核对过。</source>
            <translation>“{file}” is whole: every byte, page, row and the chain were checked.</translation>
        </message>
        <message>
            <source>现在的账本打不开（{code}），会原样另存。</source>
            <translation>The present books cannot be opened ({code}); they are set aside as they are.</translation>
        </message>
        <message>
            <source>这里还没有账本，不会丢失任何东西。</source>
            <translation>There are no books here yet; nothing is lost.</translation>
        </message>
        <message>
            <source>两边在同一笔之后各自记了账，不能合并；替换后只剩备份里的。</source>
            <translation>Both went on after the last record they share and cannot be merged; only what is in the backup remains.</translation>
        </message>
        <message>
            <source>备份里什么也不少，替换不会丢失记录。</source>
            <translation>The backup lacks nothing; no record is lost.</translation>
        </message>
        <message>
            <source>核验并比较</source>
            <translation>Prove and compare</translation>
        </message>
        <message>
            <source>用它替换…</source>
            <translation>Replace with it…</translation>
        </message>
        <message>
            <source>恢复到这里</source>
            <translation>Restore here</translation>
        </message>
        <message>
            <source>恢复到 {path}</source>
            <translation>Restores to {path}</translation>
        </message>
    </context>
    <context>
        <name>ResultCard</name>
        <message>
            <source>结果：{title}。{sentence}</source>
            <translation>Result: {title}. {sentence}</translation>
        </message>
    </context>
    <context>
        <name>RetentionReminder</name>
        <message numerus="yes">
            <source>有 %n 项个人信息已过保存期限。</source>
            <translation>
                <numerusform>%n piece of personal information is past its time.</numerusform>
                <numerusform>%n pieces of personal information are past their time.</numerusform>
            </translation>
        </message>
        <message>
            <source>请到“设置 › 保存期限”看过后清理。</source>
            <translation>Have a look under Settings, Keeping times, and let it go.</translation>
        </message>
    </context>
    <context>
        <name>RetentionSection</name>
        <message>
            <source>立即清理</source>
            <translation>Let it go now</translation>
        </message>
        <message>
            <source>看看会删什么</source>
            <translation>See what would go</translation>
        </message>
        <message>
            <source>复核人</source>
            <translation>Second person</translation>
        </message>
        <message>
            <source>复核人的密码，请本人输入</source>
            <translation>Password of the second person, typed by them</translation>
        </message>
        <message>
            <source>保存期限</source>
            <translation>Keeping times</translation>
        </message>
        <message>
            <source>有参与者到期：匿名化须一位审核员当面签字；不签字时只清理其余各项。</source>
            <translation>People are past their time: erasing them takes an auditor's signature here; without it all else goes.</translation>
        </message>
        <message>
            <source>到期的个人信息每天打开程序时提示一次，由管理员清理；核算所需的数字和摘要一直保留。期限为假定，待主管部门确认。</source>
            <translation>What is past its time is told once a day and let go by an administrator; figures and digests stay. The times are assumed until the bureau confirms them.</translation>
        </message>
        <message>
            <source>还没有清理过</source>
            <translation>never</translation>
        </message>
        <message>
            <source>上次清理：{day}</source>
            <translation>Last run: {day}</translation>
        </message>
        <message numerus="yes">
            <source>有 %n 项个人信息已过保存期限。</source>
            <translation>
                <numerusform>%n piece of personal information is past its time.</numerusform>
                <numerusform>%n pieces of personal information are past their time.</numerusform>
            </translation>
        </message>
        <message>
            <source>看过后点“立即清理”。</source>
            <translation>Have a look, then press “Let it go now”.</translation>
        </message>
        <message>
            <source>长期</source>
            <translation>for good</translation>
        </message>
        <message>
            <source>假定</source>
            <translation>assumed</translation>
        </message>
        <message numerus="yes">
            <source>%n 项到期</source>
            <translation>
                <numerusform>%n past it</numerusform>
                <numerusform>%n past it</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 天</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message>
            <source>{years}（{days}）</source>
            <translation>{years} ({days})</translation>
        </message>
        <message numerus="yes">
            <source>%n 年</source>
            <translation>
                <numerusform>%n year</numerusform>
                <numerusform>%n years</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 项</source>
            <translation>
                <numerusform>%n</numerusform>
                <numerusform>%n</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已按期限清理 %n 项。</source>
            <translation>
                <numerusform>%n thing past its time went.</numerusform>
                <numerusform>%n things past their time went.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另有 %n 位参与者等两人签字。</source>
            <translation>
                <numerusform>%n person waits for two signatures.</numerusform>
                <numerusform>%n people wait for two signatures.</numerusform>
            </translation>
        </message>
        <message>
            <source>账本正被使用，空闲处下次清理时再擦除。</source>
            <translation>The file is in use; its free space is wiped at the next run.</translation>
        </message>
    </context>
    <context>
        <name>ReviewPanel</name>
        <message>
            <source>登记表先写入，其余文件届时再核对一次；审核前可整批撤回</source>
            <translation>Registers go first, the other files are checked once more then; can be taken back until approved</translation>
        </message>
        <message>
            <source>审核前可整批撤回</source>
            <translation>Can be taken back until it is approved</translation>
        </message>
        <message numerus="yes">
            <source>写入 %Ln 行</source>
            <translation>
                <numerusform>Write %Ln row</numerusform>
                <numerusform>Write %Ln rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>留存 %Ln 行（不予计入）</source>
            <translation>
                <numerusform>Keep %Ln row (not credited)</numerusform>
                <numerusform>Keep %Ln rows (not credited)</numerusform>
            </translation>
        </message>
        <message>
            <source>没有可写入的行</source>
            <translation>No row to write</translation>
        </message>
        <message>
            <source>返回结果</source>
            <translation>Back to the outcome</translation>
        </message>
        <message>
            <source>放弃本次导入</source>
            <translation>Give this import up</translation>
        </message>
        <message numerus="yes">
            <source>%n 条提示</source>
            <translation>
                <numerusform>%n remark</numerusform>
                <numerusform>%n remarks</numerusform>
            </translation>
        </message>
        <message>
            <source>只看问题行 {n}</source>
            <translation>Problems only ({n})</translation>
        </message>
        <message numerus="yes">
            <source>已改 %n 格，随文件留痕</source>
            <translation>
                <numerusform>%n cell mended, kept with the file</numerusform>
                <numerusform>%n cells mended, kept with the file</numerusform>
            </translation>
        </message>
        <message>
            <source>文件里的行，共 {n} 行</source>
            <translation>Rows of the file, {n} in all</translation>
        </message>
        <message>
            <source>下载问题行.xlsx</source>
            <translation>Download problem rows</translation>
        </message>
        <message>
            <source>对应列</source>
            <translation>Columns</translation>
        </message>
        <message>
            <source>改这一格</source>
            <translation>mend this cell</translation>
        </message>
        <message>
            <source>下一个问题</source>
            <translation>next problem</translation>
        </message>
        <message>
            <source>上一个</source>
            <translation>previous</translation>
        </message>
        <message>
            <source>登记此人</source>
            <translation>Register this person</translation>
        </message>
        <message>
            <source>写入</source>
            <translation>Write</translation>
        </message>
    </context>
    <context>
        <name>RightsLeaf</name>
        <message>
            <source>制作资料副本</source>
            <translation>Make a copy of the data</translation>
        </message>
        <message>
            <source>选文件夹并制作</source>
            <translation>Choose a folder and make it</translation>
        </message>
        <message>
            <source>谁申请、怎样核实身份，例如：本人持证到场</source>
            <translation>Who asks, e.g. came with the ID card</translation>
        </message>
        <message>
            <source>销户…</source>
            <translation>Close the account …</translation>
        </message>
        <message>
            <source>销户</source>
            <translation>Close it</translation>
        </message>
        <message>
            <source>销户的原因，例如：本人迁出</source>
            <translation>Why, e.g. the person moves away</translation>
        </message>
        <message>
            <source>注销并匿名化…</source>
            <translation>Erase …</translation>
        </message>
        <message>
            <source>本人权利</source>
            <translation>Rights of the person</translation>
        </message>
        <message>
            <source>把本系统保存的关于本人的全部信息做成 PDF 和 JSON，含谁查看过；制作会留下记录。</source>
            <translation>Everything kept of the person as PDF and JSON, with who looked; that it was made is written down.</translation>
        </message>
        <message>
            <source>积分当天到期，不再登记新的行为；请先打印对账凭条。档案留到保存期限。</source>
            <translation>Points expire today and nothing new is logged; print a statement first. The file stays until its time is over.</translation>
        </message>
        <message>
            <source>删除姓名、证件号、电话和只属于本人的文件，核算数字保留、不再指向任何人。须两人签字，不能恢复。</source>
            <translation>Name, numbers and the person's own files go; the figures stay and point at nobody. Two people sign, and there is no way back.</translation>
        </message>
        <message>
            <source>这位参与者已注销并匿名化。</source>
            <translation>This participant was erased.</translation>
        </message>
        <message>
            <source>副本放到哪个文件夹</source>
            <translation>Folder for the copy</translation>
        </message>
        <message>
            <source>副本已写入“{folder}”：{pdf}、{json}</source>
            <translation>The copy is in {folder}: {pdf}, {json}</translation>
        </message>
        <message>
            <source>其中有完整证件号，请当面交给本人，随后从本机删除。</source>
            <translation>It holds the whole ID number. Hand it to the person, then delete it here.</translation>
        </message>
        <message>
            <source>到期才会消失的：</source>
            <translation>What stays until its time:</translation>
        </message>
        <message numerus="yes">
            <source>已注销并匿名化，%n 笔核算记录保留。</source>
            <translation>
                <numerusform>Erased; %n record stays.</numerusform>
                <numerusform>Erased; %n records stay.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>核算记录 %n 笔保留，不再指向任何人</source>
            <translation>
                <numerusform>%n record stays and points at nobody</numerusform>
                <numerusform>%n records stay and point at nobody</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>账上 %Ln 分同日到期</source>
            <translation>
                <numerusform>%Ln point expires the same day</numerusform>
                <numerusform>%Ln points expire the same day</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>有效证书 %n 张作废，核验时会说明</source>
            <translation>
                <numerusform>%n certificate in force is revoked; checking it says why</numerusform>
                <numerusform>%n certificates in force are revoked; checking them says why</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>只属于本人的文件 %n 个删除，留摘要</source>
            <translation>
                <numerusform>%n file of this person alone is deleted; its digest stays</numerusform>
                <numerusform>%n files of this person alone are deleted; their digests stay</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>多人的导入文件 %n 个</source>
            <translation>
                <numerusform>%n imported file of many people</numerusform>
                <numerusform>%n imported files of many people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>备份 %n 份</source>
            <translation>
                <numerusform>%n backup</numerusform>
                <numerusform>%n backups</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>另存的旧库 %n 份</source>
            <translation>
                <numerusform>%n database set aside</numerusform>
                <numerusform>%n databases set aside</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>已交付的证书 %n 张</source>
            <translation>
                <numerusform>%n certificate handed out</numerusform>
                <numerusform>%n certificates handed out</numerusform>
            </translation>
        </message>
        <message>
            <source>留：{what}，最晚至 {day}</source>
            <translation>Stays: {what}, until {day} at the latest</translation>
        </message>
        <message>
            <source>留：{what}，本程序收不回</source>
            <translation>Stays: {what}; out of the program's reach</translation>
        </message>
        <message>
            <source>须另一位审核员当面签字，而还没有设了密码的审核员。</source>
            <translation>A second auditor has to sign here, and none has a password yet.</translation>
        </message>
    </context>
    <context>
        <name>RightsPresenter</name>
        <message>
            <source>资料副本已制作。</source>
            <translation>The copy was made.</translation>
        </message>
        <message numerus="yes">
            <source>已销户，%Ln 分同日到期。</source>
            <translation>
                <numerusform>The account is closed; %Ln point expired.</numerusform>
                <numerusform>The account is closed; %Ln points expired.</numerusform>
            </translation>
        </message>
        <message>
            <source>已注销并匿名化。</source>
            <translation>Erased.</translation>
        </message>
    </context>
    <context>
        <name>RollDetail</name>
        <message>
            <source>在左边选一位，这里显示档案。</source>
            <translation>Choose somebody at the left; the file is shown here.</translation>
        </message>
        <message>
            <source>可用积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>核定减排量（未经核证）</source>
            <translation>Approved reduction (not certified)</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>在服务台办理</source>
            <translation>Serve</translation>
        </message>
        <message>
            <source>打印证书</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>档案</source>
            <translation>File</translation>
        </message>
        <message>
            <source>流水</source>
            <translation>Ledger</translation>
        </message>
        <message>
            <source>设施</source>
            <translation>Devices</translation>
        </message>
        <message>
            <source>证书</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>同意书</source>
            <translation>Consent</translation>
        </message>
        <message>
            <source>{name}的档案</source>
            <translation>Record of {name}</translation>
        </message>
        <message>
            <source>分</source>
            <translation>points</translation>
        </message>
    </context>
    <context>
        <name>RollFilterBar</name>
        <message>
            <source>筛选：姓名、证件、手机，按 / 键</source>
            <translation>Filter: name, ID or phone, key /</translation>
        </message>
        <message>
            <source>街道</source>
            <translation>Subdistrict</translation>
        </message>
        <message>
            <source>全部街道</source>
            <translation>All subdistricts</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>导出（脱敏）</source>
            <translation>Export (masked)</translation>
        </message>
        <message>
            <source>全部状态</source>
            <translation>Any state</translation>
        </message>
        <message>
            <source>正常</source>
            <translation>Open</translation>
        </message>
        <message>
            <source>已冻结</source>
            <translation>Frozen</translation>
        </message>
        <message>
            <source>已销户</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
        <message>
            <source>居民</source>
            <translation>Resident</translation>
        </message>
        <message>
            <source>小微企业</source>
            <translation>Small business</translation>
        </message>
        <message>
            <source>待合并</source>
            <translation>To merge</translation>
        </message>
    </context>
    <context>
        <name>RollList</name>
        <message>
            <source>参与者列表</source>
            <translation>Participants</translation>
        </message>
        <message>
            <source>重试</source>
            <translation>Try again</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>Register</translation>
        </message>
        <message>
            <source>清除筛选</source>
            <translation>Clear the filter</translation>
        </message>
        <message numerus="yes">
            <source>参与者列表 %n 行</source>
            <translation>
                <numerusform>Participants, %n row</numerusform>
                <numerusform>Participants, %n rows</numerusform>
            </translation>
        </message>
        <message>
            <source>名单暂时读不出来，数据没有改动。</source>
            <translation>The list cannot be read now; nothing was changed.</translation>
        </message>
        <message>
            <source>还没有参与者。刷身份证、扫码，或按 F3 登记第一位。</source>
            <translation>Nobody is registered yet. Read a card, scan a code, or press F3 for the first one.</translation>
        </message>
        <message>
            <source>没有符合条件的参与者。</source>
            <translation>Nobody fits.</translation>
        </message>
        <message>
            <source>没有待合并的档案。在一份档案里点“标记重复”即可提请合并。</source>
            <translation>Nothing waits to be merged. “Mark a duplicate” in a file asks for it.</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>类型</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>证件</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>电话</source>
            <translation>Phone</translation>
        </message>
        <message>
            <source>街道</source>
            <translation>Subdistrict</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>核定减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>最近办理</source>
            <translation>Last action</translation>
        </message>
    </context>
    <context>
        <name>RollPresenter</name>
        <message>
            <source>档案已保存。</source>
            <translation>The file is saved.</translation>
        </message>
        <message>
            <source>同意已撤回：不再登记新的行为，已核定的保留。</source>
            <translation>The consent is withdrawn. Nothing new is logged; what was approved stays.</translation>
        </message>
        <message>
            <source>同意已重新登记（文本第 {version} 版）。</source>
            <translation>Consent is recorded again (text, version {version}).</translation>
        </message>
        <message>
            <source>已标为待合并，由审核员合并。</source>
            <translation>Marked; the auditors merge.</translation>
        </message>
        <message>
            <source>已取消待合并标记。</source>
            <translation>The mark is taken back.</translation>
        </message>
        <message>
            <source>已记下：不是同一人，不再提示。</source>
            <translation>Noted: not the same person; it is not asked again.</translation>
        </message>
    </context>
    <context>
        <name>RollView</name>
        <message>
            <source>导出参与者（脱敏）</source>
            <translation>Export people (masked)</translation>
        </message>
        <message>
            <source>待合并的参与者</source>
            <translation>People to merge</translation>
        </message>
        <message numerus="yes">
            <source>%Ln 位</source>
            <translation>
                <numerusform>%Ln person</numerusform>
                <numerusform>%Ln people</numerusform>
            </translation>
        </message>
        <message>
            <source>没保存的修改还在，可继续，或不改了。</source>
            <translation>What was not saved is still there; go on, or leave it.</translation>
        </message>
    </context>
    <context>
        <name>RunList</name>
        <message>
            <source>还没有备份过。</source>
            <translation>No backup was made yet.</translation>
        </message>
        <message>
            <source>最近的备份</source>
            <translation>Latest backups</translation>
        </message>
        <message>
            <source>✓ 试恢复通过</source>
            <translation>✓ trial restore passed</translation>
        </message>
        <message>
            <source>（文件已不在）</source>
            <translation>(file gone) </translation>
        </message>
        <message>
            <source>✗ 没有完成</source>
            <translation>✗ not finished</translation>
        </message>
    </context>
    <context>
        <name>SamplingPresenter</name>
        <message>
            <source>正在抽取…</source>
            <translation>Drawing…</translation>
        </message>
    </context>
    <context>
        <name>SamplingView</name>
        <message>
            <source>抽样</source>
            <translation>Sample</translation>
        </message>
        <message>
            <source>工作底稿</source>
            <translation>Working paper</translation>
        </message>
        <message>
            <source>另存工作底稿</source>
            <translation>Save the working paper</translation>
        </message>
        <message>
            <source>还没有抽样。先定方案，请检查人员说出种子，再抽取名单。</source>
            <translation>Nothing is drawn yet. Make a plan, let the inspector speak a seed, then draw the list.</translation>
        </message>
        <message>
            <source>定抽样方案</source>
            <translation>Make a plan</translation>
        </message>
        <message>
            <source>方案</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>名单与核查</source>
            <translation>List</translation>
        </message>
        <message>
            <source>问题</source>
            <translation>Findings</translation>
        </message>
        <message>
            <source>抽样底稿_{number}</source>
            <translation>working_paper_{number}</translation>
        </message>
        <message>
            <source>抽样：定方案</source>
            <translation>Sampling: plan</translation>
        </message>
        <message>
            <source>抽样：名单与核查</source>
            <translation>Sampling: list and checks</translation>
        </message>
        <message>
            <source>抽样：问题</source>
            <translation>Sampling: findings</translation>
        </message>
        <message>
            <source>名单已固定，编号 {number}。逐条核查；名单不能再改。</source>
            <translation>The list {number} is fixed. Check it one by one; it cannot change any more.</translation>
        </message>
        <message>
            <source>问题已提出，列在最上面。</source>
            <translation>The finding is open and stands on top.</translation>
        </message>
        <message>
            <source>整改已记下。请另一位审核员复核后关闭。</source>
            <translation>The correction is recorded. Another auditor closes the finding.</translation>
        </message>
        <message>
            <source>问题已关闭。</source>
            <translation>The finding is closed.</translation>
        </message>
        <message>
            <source>已改判无误，抽样结果随之更新。</source>
            <translation>Dismissed; the result of the sample follows.</translation>
        </message>
        <message>
            <source>抽样核查工作底稿</source>
            <translation>Working paper of the sample</translation>
        </message>
        <message>
            <source>工作底稿已保存到“{path}”。</source>
            <translation>The working paper is saved to “{path}”.</translation>
        </message>
    </context>
    <context>
        <name>ScenarioPresenter</name>
        <message>
            <source>正在写 {file}…</source>
            <translation>Writing {file}…</translation>
        </message>
    </context>
    <context>
        <name>ScenarioView</name>
        <message>
            <source>场景{n}</source>
            <translation>Scenario {n}</translation>
        </message>
    </context>
    <context>
        <name>Section</name>
        <message>
            <source>恢复默认</source>
            <translation>Restore defaults</translation>
        </message>
    </context>
    <context>
        <name>SecuritySection</name>
        <message>
            <source>安全</source>
            <translation>Security</translation>
        </message>
        <message numerus="yes">
            <source>%n 分钟</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message>
            <source>没有人操作多久后锁屏；正在填写的内容会保留。也可按 Ctrl+L。</source>
            <translation>How long nobody is there before the screen locks; what is being typed is kept. Ctrl+L locks, too.</translation>
        </message>
        <message>
            <source>自动锁屏</source>
            <translation>Lock by itself</translation>
        </message>
        <message>
            <source>还没有设置任何密码，屏幕不会锁定。管理员在“人员”里设第一个密码。</source>
            <translation>No password is set, so the screen does not lock. An administrator sets the first one under People.</translation>
        </message>
        <message>
            <source>更改密码</source>
            <translation>Change password</translation>
        </message>
        <message>
            <source>现在的密码</source>
            <translation>Present password</translation>
        </message>
        <message>
            <source>先核对是本人</source>
            <translation>To be sure that it is you</translation>
        </message>
        <message>
            <source>新密码</source>
            <translation>New password</translation>
        </message>
        <message>
            <source>至少 6 位</source>
            <translation>At least 6 characters</translation>
        </message>
        <message>
            <source>更改自己的密码</source>
            <translation>Change one's own password</translation>
        </message>
        <message>
            <source>密码已更改，下次登录用新密码。</source>
            <translation>The password was changed; use the new one next time.</translation>
        </message>
    </context>
    <context>
        <name>SegmentsEditor</name>
        <message>
            <source>换表：再加一段</source>
            <translation>Meter changed: add a line</translation>
        </message>
        <message>
            <source>每一段都要有表号、起码和止码，读数只写数字。</source>
            <translation>Each line needs a meter number and both readings, in digits only.</translation>
        </message>
    </context>
    <context>
        <name>SettingsView</name>
        <message>
            <source>查找设置</source>
            <translation>Find a setting</translation>
        </message>
        <message>
            <source>没有这样的设置。清除查找词看全部。</source>
            <translation>No such setting. Clear the search to see all.</translation>
        </message>
        <message>
            <source>清除</source>
            <translation>Clear</translation>
        </message>
    </context>
    <context>
        <name>SharesEditor</name>
        <message>
            <source>占比只写小数，例如 0.35；合计为 1。</source>
            <translation>Shares are decimals such as 0.35 and add up to 1.</translation>
        </message>
    </context>
    <context>
        <name>SigningPresenter</name>
        <message>
            <source>正在换钥匙…</source>
            <translation>Making a new key…</translation>
        </message>
        <message>
            <source>正在挂失…</source>
            <translation>Declaring the loss…</translation>
        </message>
        <message>
            <source>正在写出名单…</source>
            <translation>Writing the list…</translation>
        </message>
        <message>
            <source>正在写出申请…</source>
            <translation>Writing the request…</translation>
        </message>
        <message>
            <source>正在列入名单…</source>
            <translation>Listing…</translation>
        </message>
        <message>
            <source>正在安装名单…</source>
            <translation>Installing the list…</translation>
        </message>
        <message>
            <source>正在重新封存证件号码…</source>
            <translation>Sealing the ID numbers anew…</translation>
        </message>
        <message>
            <source>新钥匙已备好；主管部门的新名单装上之前，仍用旧的签名。</source>
            <translation>The new key is ready. Until the bureau's new list is installed the old one signs.</translation>
        </message>
        <message>
            <source>新钥匙从明天起签名，旧的今天用完；已发的证书照旧有效。</source>
            <translation>The new key signs from tomorrow; papers that were issued stay valid.</translation>
        </message>
        <message>
            <source>已挂失。请把新名单公布出去，核验的人才看得到。</source>
            <translation>Declared lost. Publish the new list, so that whoever verifies sees it.</translation>
        </message>
        <message>
            <source>已列入名单第 {n} 版，写到 {file}；请交给服务台安装，并公布。</source>
            <translation>Edition {n} of the list was written to {file}: have the desk install it, and publish it.</translation>
        </message>
        <message>
            <source>名单第 {n} 版已生效，由{district}的主管部门签名。</source>
            <translation>Edition {n} is in force, signed by the bureau of {district}.</translation>
        </message>
        <message numerus="yes">
            <source>%n 个文件已写到 {folder}，可以公布。</source>
            <translation>
                <numerusform>%n file was written to {folder}, ready to be published.</numerusform>
                <numerusform>%n files were written to {folder}, ready to be published.</numerusform>
            </translation>
        </message>
        <message>
            <source>申请已写到 {file}，请交给{district}的主管部门（代号 {bureau}）。</source>
            <translation>The request is in {file}; hand it to the bureau of {district} ({bureau}).</translation>
        </message>
        <message numerus="yes">
            <source>%n 人的证件号码已用新密钥封存；旧备份里仍是旧密钥。</source>
            <translation>
                <numerusform>The number of %n person is sealed with new keys; backups of before hold the old ones.</numerusform>
                <numerusform>The numbers of %n people are sealed with new keys; backups of before hold the old ones.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n 份证书已按原编号重做，请重新打印换给持证人。</source>
            <translation>
                <numerusform> %n certificate was made again under its serial; print it and hand it over anew.</numerusform>
                <numerusform> %n certificates were made again under their serials; print them and hand them over anew.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SigningSection</name>
        <message>
            <source>正在读取…</source>
            <translation>Reading…</translation>
        </message>
        <message>
            <source>公布名单…</source>
            <translation>Publish the list…</translation>
        </message>
        <message>
            <source>更换钥匙…</source>
            <translation>Change the key…</translation>
        </message>
        <message>
            <source>挂失…</source>
            <translation>Declare lost…</translation>
        </message>
        <message>
            <source>列入服务台…</source>
            <translation>List a desk…</translation>
        </message>
        <message>
            <source>申请加入主管部门…</source>
            <translation>Ask to join a bureau…</translation>
        </message>
        <message>
            <source>安装名单…</source>
            <translation>Install a list…</translation>
        </message>
        <message>
            <source>更换证件密钥…</source>
            <translation>Change the identity keys…</translation>
        </message>
        <message>
            <source>签名密钥</source>
            <translation>Signing keys</translation>
        </message>
        <message>
            <source>单独使用的服务台自任主管部门。加入区里的名单后，核验的人只需要主管部门的一份名单。</source>
            <translation>A desk of its own is its own bureau. Once it has joined the district's, whoever verifies needs the bureau's one list only.</translation>
        </message>
        <message>
            <source>证件密钥</source>
            <translation>Identity keys</translation>
        </message>
        <message>
            <source>证件号码用它单独封存。怀疑它泄露时换一把：所有号码当场重新封存，查找照旧。</source>
            <translation>ID numbers are sealed with them, one by one. Change them if somebody may have seen them: all numbers are sealed anew at once, and people are found as before.</translation>
        </message>
        <message numerus="yes">
            <source>另有 %n 把钥匙</source>
            <translation>
                <numerusform>%n more key</numerusform>
                <numerusform>%n more keys</numerusform>
            </translation>
        </message>
        <message>
            <source>公钥名单第 {n} 版，本机自任主管部门（代号 {bureau}）。</source>
            <translation>Edition {n} of the key list; this desk is its own bureau ({bureau}).</translation>
        </message>
        <message>
            <source>公钥名单第 {n} 版，由{district}的主管部门（{bureau}）签名。</source>
            <translation>Edition {n} of the key list, signed by the bureau of {district} ({bureau}).</translation>
        </message>
        <message>
            <source>今天没有可用的签名密钥，发不了证书。</source>
            <translation> No signing key is in force today: no paper can be issued.</translation>
        </message>
        <message>
            <source>本机已有第 {n} 版，请安装。</source>
            <translation> Edition {n} is on this computer: install it.</translation>
        </message>
        <message>
            <source>本机公布过第 {n} 版：账本可能是从旧备份恢复的，请再换一次钥匙。</source>
            <translation> Edition {n} was published here: the books may come from an older backup; change the key once more.</translation>
        </message>
        <message>
            <source>新钥匙 {key} 还没有列入名单，请向主管部门申请。</source>
            <translation> The new key {key} is not listed yet; ask the bureau.</translation>
        </message>
        <message>
            <source>名单写到哪个文件夹</source>
            <translation>Folder for the list</translation>
        </message>
        <message>
            <source>换一把新的签名密钥？</source>
            <translation>Make a new signing key?</translation>
        </message>
        <message>
            <source>已发的证书照旧有效。换过之后请重新公布名单。</source>
            <translation>Papers that were issued stay valid. Publish the list again afterwards.</translation>
        </message>
        <message>
            <source>更换</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>不换</source>
            <translation>Leave it</translation>
        </message>
        <message>
            <source>更换证件密钥，重新封存所有证件号码？</source>
            <translation>Change the identity keys and seal every number anew?</translation>
        </message>
        <message>
            <source>人多时要几分钟，可以取消；取消就一个也不改。旧备份仍用旧密钥。</source>
            <translation>With many people it takes minutes and can be cancelled; then none is changed. Backups of before keep the old keys.</translation>
        </message>
        <message>
            <source>选择服务台的申请</source>
            <translation>The desks' requests</translation>
        </message>
        <message>
            <source>新名单写到哪里</source>
            <translation>Where to write the new list</translation>
        </message>
        <message>
            <source>选择主管部门公布的公钥名单</source>
            <translation>The key list that the bureau published</translation>
        </message>
        <message>
            <source>申请写到哪里</source>
            <translation>Where to write the request</translation>
        </message>
        <message>
            <source>选择主管部门的新名单</source>
            <translation>The bureau's new list</translation>
        </message>
        <message>
            <source>加入{district}的主管部门（代号 {bureau}）？</source>
            <translation>Join the bureau of {district} ({bureau})?</translation>
        </message>
        <message>
            <source>请先用电话或公函核对代号。以后由它决定哪把钥匙可以签名。</source>
            <translation>Compare the code by telephone or letter first. From then on it decides which key may sign.</translation>
        </message>
        <message>
            <source>加入</source>
            <translation>Join</translation>
        </message>
        <message>
            <source>不加入</source>
            <translation>Do not join</translation>
        </message>
        <message>
            <source>已核实，仍然办理</source>
            <translation>I made sure: go on</translation>
        </message>
    </context>
    <context>
        <name>SigningSheet</name>
        <message>
            <source>谨慎</source>
            <translation>Careful</translation>
        </message>
        <message>
            <source>两人签批</source>
            <translation>Two sign</translation>
        </message>
        <message>
            <source>这次会通过</source>
            <translation>Will be approved</translation>
        </message>
        <message>
            <source>留在队列</source>
            <translation>Will stay</translation>
        </message>
        <message>
            <source>签批后发放积分、写入流水；通过的只能冲正，不能撤销。</source>
            <translation>Signing gives the points and books them; what is approved can be reversed, not withdrawn.</translation>
        </message>
        <message>
            <source>签批</source>
            <translation>Sign</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>按规则签批</source>
            <translation>Sign by rule</translation>
        </message>
        <message>
            <source>范围：全区待审核的 {names}</source>
            <translation>Scope: all that waits of {names}</translation>
        </message>
        <message numerus="yes">
            <source>%Ln 笔</source>
            <translation>
                <numerusform>%Ln</numerusform>
                <numerusform>%Ln</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>签批 %Ln 笔</source>
            <translation>
                <numerusform>Sign %Ln action</numerusform>
                <numerusform>Sign %Ln actions</numerusform>
            </translation>
        </message>
        <message>
            <source>实测或有凭证、没有疑点、数额不大的，一位审核员即可签批；自己登记的、缺凭据的留在队列。</source>
            <translation>What is measured or documented, without doubt and not large, one auditor may sign; what you logged yourself or has no file stays.</translation>
        </message>
        <message>
            <source>有疑点和数额大的也通过，由两位审核员共同签批，两人都留名。</source>
            <translation>Doubtful and large ones pass too; two auditors sign together and both are named.</translation>
        </message>
    </context>
    <context>
        <name>Skeleton</name>
        <message>
            <source>正在读取</source>
            <translation>Loading</translation>
        </message>
    </context>
    <context>
        <name>StageCard</name>
        <message>
            <source>进入下一阶段</source>
            <translation>Next stage</translation>
        </message>
        <message>
            <source>登记申报</source>
            <translation>Record the application</translation>
        </message>
    </context>
    <context>
        <name>StageLine</name>
        <message>
            <source>阶段：还没有申报</source>
            <translation>Stage: not applied yet</translation>
        </message>
        <message>
            <source>阶段：{name}，{day} 起，{who}，{document}</source>
            <translation>Stage: {name} since {day}, {who}, {document}</translation>
        </message>
    </context>
    <context>
        <name>StateButton</name>
        <message>
            <source>磁盘只剩 {x} MB</source>
            <translation>Only {x} MB left on the disk</translation>
        </message>
        <message numerus="yes">
            <source>备份已 %n 天未做</source>
            <translation>
                <numerusform>No backup for %n day</numerusform>
                <numerusform>No backup for %n days</numerusform>
            </translation>
        </message>
        <message>
            <source>备份没有完成</source>
            <translation>The backup was not finished</translation>
        </message>
        <message numerus="yes">
            <source>%n 处还没有备份</source>
            <translation>
                <numerusform>%n place has no backup yet</numerusform>
                <numerusform>%n places have no backup yet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>有一处备份已 %n 天未做</source>
            <translation>
                <numerusform>One place: no backup for %n day</numerusform>
                <numerusform>One place: no backup for %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>备份 %n 天前 ✓</source>
            <translation>
                <numerusform>backup %n day ago ✓</numerusform>
                <numerusform>backup %n days ago ✓</numerusform>
            </translation>
        </message>
        <message>
            <source>备份 {time} ✓</source>
            <translation>backup {time} ✓</translation>
        </message>
        <message>
            <source>本机已保存</source>
            <translation>Saved here</translation>
        </message>
        <message>
            <source>本机已保存 {time}</source>
            <translation>Saved here {time}</translation>
        </message>
        <message>
            <source>现在备份</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>打开所在文件夹</source>
            <translation>Open its folder</translation>
        </message>
        <message>
            <source>数据文件 {path}</source>
            <translation>Data file {path}</translation>
        </message>
        <message numerus="yes">
            <source>待审核 %n 笔</source>
            <translation>
                <numerusform>%n entry waits for a decision</numerusform>
                <numerusform>%n entries wait for a decision</numerusform>
            </translation>
        </message>
        <message>
            <source>磁盘剩余 {x} MB</source>
            <translation>{x} MB left on the disk</translation>
        </message>
        <message>
            <source>离线可用：不联网，断网照常办理</source>
            <translation>Offline: the program uses no network</translation>
        </message>
        <message>
            <source>还没有备份</source>
            <translation>No backup yet</translation>
        </message>
        <message>
            <source>最近一次备份 {time}，已读回核对</source>
            <translation>Last backup {time}, proved by reading it back</translation>
        </message>
    </context>
    <context>
        <name>Stepper</name>
        <message>
            <source>第 {n} 步，{name}</source>
            <translation>Step {n}, {name}</translation>
        </message>
    </context>
    <context>
        <name>TableModel</name>
        <message>
            <source>上升</source>
            <translation>rising</translation>
        </message>
        <message>
            <source>下降</source>
            <translation>falling</translation>
        </message>
        <message>
            <source>持平</source>
            <translation>level</translation>
        </message>
    </context>
    <context>
        <name>TileRow</name>
        <message>
            <source>{status} · 抄表</source>
            <translation>{status} · metered</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>无密码</source>
            <translation>No password</translation>
        </message>
        <message>
            <source>离线可用</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>正式使用…</source>
            <translation>Real use…</translation>
        </message>
        <message>
            <source>命令面板</source>
            <translation>Command palette</translation>
        </message>
        <message>
            <source>消息</source>
            <translation>Messages</translation>
        </message>
        <message>
            <source>锁屏</source>
            <translation>Lock</translation>
        </message>
        <message numerus="yes">
            <source>待审核 %n</source>
            <translation>
                <numerusform>%n waiting</numerusform>
                <numerusform>%n waiting</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有核定的记录，审核员在“审核”页处理</source>
            <translation>Entries not decided yet; auditors see to them on the audit page</translation>
        </message>
        <message>
            <source>只读</source>
            <translation>Read-only</translation>
        </message>
        <message>
            <source>还没有设置口令，任何人都可以任一角色操作。请在设置里设置。</source>
            <translation>No password is set yet, so anyone can act in any role. Please set one in Settings.</translation>
        </message>
        <message>
            <source>数据文件没有加密。请在设置里处理。</source>
            <translation>The data file is not encrypted. Please see to it in Settings.</translation>
        </message>
        <message>
            <source>未加密</source>
            <translation>Not encrypted</translation>
        </message>
        <message>
            <source>操作员 {name}</source>
            <translation>Operator {name}</translation>
        </message>
    </context>
    <context>
        <name>TryCard</name>
        <message>
            <source>试算结果</source>
            <translation>Result</translation>
        </message>
        <message>
            <source>文件算例</source>
            <translation>Worked cases of the document</translation>
        </message>
        <message>
            <source>复制计算过程</source>
            <translation>Copy the calculation</translation>
        </message>
        <message>
            <source>回到算例</source>
            <translation>Back to the case</translation>
        </message>
        <message>
            <source>试一试</source>
            <translation>Try it</translation>
        </message>
        <message>
            <source>不入账</source>
            <translation>nothing is booked</translation>
        </message>
        <message>
            <source>文件里没有算例。</source>
            <translation>The document has no worked case.</translation>
        </message>
        <message>
            <source>已改动；文件算例为 {mass}</source>
            <translation>Changed; the document's case comes to {mass}</translation>
        </message>
        <message>
            <source>与文件算例一致（{mass}，逐毫克相同）</source>
            <translation>As in the document ({mass}, the same milligram)</translation>
        </message>
        <message>
            <source>与文件算例不一致：文件为 {mass}</source>
            <translation>Not as in the document, which says {mass}</translation>
        </message>
    </context>
    <context>
        <name>TwinBox</name>
        <message>
            <source>标记重复…</source>
            <translation>Mark a duplicate …</translation>
        </message>
        <message>
            <source>另一份档案：证件、手机或姓名，按 Enter</source>
            <translation>The other file: ID, phone or name, then Enter</translation>
        </message>
        <message>
            <source>可能重复：{name}（{street}，{number}），{why}。</source>
            <translation>May be the same: {name} ({street}, {number}), {why}.</translation>
        </message>
        <message numerus="yes">
            <source>另有 %n 位姓名相同的，可用“标记重复”查找。</source>
            <translation>
                <numerusform>%n more has the same name; “Mark a duplicate” finds them.</numerusform>
                <numerusform>%n more have the same name; “Mark a duplicate” finds them.</numerusform>
            </translation>
        </message>
        <message>
            <source>没有找到另一份档案。</source>
            <translation>No other file was found.</translation>
        </message>
        <message>
            <source>待合并：与 {name}（{number}），{who} 标记：{reason}。由审核员合并。</source>
            <translation>To merge with {name} ({number}), marked by {who}: {reason}. The auditors merge.</translation>
        </message>
        <message>
            <source>对比</source>
            <translation>Compare</translation>
        </message>
    </context>
    <context>
        <name>TypedTwice</name>
        <message>
            <source>两次输入的密码不一样，请重新输入。别的内容都在。</source>
            <translation>The two passwords differ; please type it anew. All else is kept.</translation>
        </message>
        <message>
            <source>请把密码再输一次，确认没有按错。（点开右边的眼睛看着输，就不用重复。）</source>
            <translation>Please type the password once more, to be sure of it. (With the eye beside it open you need not.)</translation>
        </message>
    </context>
    <context>
        <name>UndoToast</name>
        <message>
            <source>撤销</source>
            <translation>Undo</translation>
        </message>
    </context>
    <context>
        <name>UnlockView</name>
        <message>
            <source>核验证书（不用登录）</source>
            <translation>Verify a certificate (no sign-in)</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>解锁</source>
            <translation>Unlock</translation>
        </message>
        <message>
            <source>账本已加密，这台电脑没有记住它的密钥。解锁以后照常登录。</source>
            <translation>The books are encrypted and this computer does not keep their key. Sign in as usual afterwards.</translation>
        </message>
        <message>
            <source>解锁账本</source>
            <translation>Unlock the books</translation>
        </message>
    </context>
    <context>
        <name>UsesLeaf</name>
        <message>
            <source>使用注销</source>
            <translation>Use</translation>
        </message>
        <message>
            <source>还没有使用记录。企业用掉划拨量后，在右边注销。</source>
            <translation>Nothing was used yet. What an enterprise uses is ended at the right.</translation>
        </message>
        <message>
            <source>用掉的减排量从此注销，不能再划拨、再使用。</source>
            <translation>What is used is gone: it is never disposed of or used again.</translation>
        </message>
        <message>
            <source>登记使用</source>
            <translation>Record a use</translation>
        </message>
        <message>
            <source>哪一笔划拨</source>
            <translation>Which disposal</translation>
        </message>
        <message>
            <source>数量（千克）</source>
            <translation>Amount (kg)</translation>
        </message>
        <message>
            <source>选择附件</source>
            <translation>Choose a file</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Serial</translation>
        </message>
        <message>
            <source>企业</source>
            <translation>Enterprise</translation>
        </message>
        <message>
            <source>用途</source>
            <translation>Purpose</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>文号</source>
            <translation>Document no.</translation>
        </message>
        <message>
            <source>数量</source>
            <translation>Amount</translation>
        </message>
        <message>
            <source>不填就是余下的全部</source>
            <translation>empty: all that is left</translation>
        </message>
        <message>
            <source>文号（可不填）</source>
            <translation>Document no. (optional)</translation>
        </message>
        <message>
            <source>没有还可使用的划拨。</source>
            <translation>No disposal has anything left.</translation>
        </message>
        <message>
            <source>还可使用 {left}　划拨用途：{purpose}</source>
            <translation>{left} left, disposed of for: {purpose}</translation>
        </message>
        <message>
            <source>{number} 已注销 {mass}</source>
            <translation>{number}: {mass} used</translation>
        </message>
    </context>
    <context>
        <name>VerifyPanel</name>
        <message>
            <source>扫码、粘贴二维码文字、输入编号，或把 PDF 拖到这里</source>
            <translation>Scan, paste the text of a QR code, type a serial, or drop a PDF here</translation>
        </message>
        <message>
            <source>选择 PDF 文件</source>
            <translation>Choose a PDF</translation>
        </message>
        <message>
            <source>今天的核验</source>
            <translation>Verified today</translation>
        </message>
        <message numerus="yes">
            <source>%n 次</source>
            <translation>
                <numerusform>%n time</numerusform>
                <numerusform>%n times</numerusform>
            </translation>
        </message>
        <message>
            <source>选择证书</source>
            <translation>Choose a certificate</translation>
        </message>
    </context>
    <context>
        <name>Views</name>
        <message>
            <source>视图</source>
            <translation>Views</translation>
        </message>
        <message>
            <source>已存为视图：{name}</source>
            <translation>Kept as a view: {name}</translation>
        </message>
        <message>
            <source>已删除视图：{name}</source>
            <translation>View deleted: {name}</translation>
        </message>
        <message>
            <source>把当前筛选存为视图</source>
            <translation>Keep this filter as a view</translation>
        </message>
        <message>
            <source>删除视图</source>
            <translation>Delete a view</translation>
        </message>
    </context>
    <context>
        <name>VisitCard</name>
        <message>
            <source>本次办理</source>
            <translation>Visit</translation>
        </message>
        <message>
            <source>凭条</source>
            <translation>Slip</translation>
        </message>
        <message>
            <source>打印凭条</source>
            <translation>Print the slip</translation>
        </message>
        <message>
            <source>存折</source>
            <translation>Passbook</translation>
        </message>
        <message>
            <source>打印存折</source>
            <translation>Print the passbook</translation>
        </message>
        <message>
            <source>证书</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>打印证书</source>
            <translation>Certificate</translation>
        </message>
        <message>
            <source>结束办理</source>
            <translation>Done</translation>
        </message>
        <message numerus="yes">
            <source>%n 笔 · 可逐笔撤销</source>
            <translation>
                <numerusform>%n entry · can be taken back</numerusform>
                <numerusform>%n entries · each can be taken back</numerusform>
            </translation>
        </message>
        <message>
            <source>还没有记录</source>
            <translation>Nothing yet</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>Take back</translation>
        </message>
        <message>
            <source>本次办理第 {number} 笔，撤销</source>
            <translation>Entry {number} of this visit, take back</translation>
        </message>
    </context>
    <context>
        <name>WayCard</name>
        <message>
            <source>，已选</source>
            <translation>, chosen</translation>
        </message>
    </context>
    <context>
        <name>WhyOver</name>
        <message>
            <source>按变更 {change} 更正：{old} {before} g → {new} {after} g</source>
            <translation>Corrected by change {change}: {old} {before} g → {new} {after} g</translation>
        </message>
    </context>
    <context>
        <name>WhyPanel</name>
        <message>
            <source>为什么是这个数</source>
            <translation>Why this number</translation>
        </message>
        <message>
            <source>收起</source>
            <translation>Close</translation>
        </message>
        <message>
            <source>复制计算过程</source>
            <translation>Copy the calculation</translation>
        </message>
        <message>
            <source>打开方法学全文</source>
            <translation>Open the methodology</translation>
        </message>
        <message>
            <source>录入后，这里逐步写明数是怎么算出来的：每一步的数值、因子、来源和日期。</source>
            <translation>Once something is entered, each step stands here: value, factor, source and date.</translation>
        </message>
        <message>
            <source>{factor}：假定值，待主管部门确认</source>
            <translation>{factor}: assumed, to be confirmed by the bureau</translation>
        </message>
    </context>
    <context>
        <name>WorkPage</name>
        <message>
            <source>记录低碳行为</source>
            <translation>Log a low-carbon action</translation>
        </message>
        <message>
            <source>当场撤销</source>
            <translation>Taken back at once</translation>
        </message>
        <message>
            <source>研究稿：只作摸底核算，不发分</source>
            <translation>Draft: for stock-taking only, no points</translation>
        </message>
        <message>
            <source>按数字键 1–{n} 选类别</source>
            <translation>Digits 1–{n} choose a kind</translation>
        </message>
    </context>
    <context>
        <name>YearCard</name>
        <message>
            <source>街道（镇）</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>年份</source>
            <translation>Year</translation>
        </message>
        <message>
            <source>生成年度报告…</source>
            <translation>Make the report…</translation>
        </message>
        <message>
            <source>按登记记录生成第一、二、四、七部分，Word 和 PDF 各一份；没有登记的写明“尚未登记”，不覆盖已有的报告。</source>
            <translation>Sections 1, 2, 4 and 7 from the records, as Word and PDF; what is not on record is said so, and an earlier report is never overwritten.</translation>
        </message>
        <message>
            <source>街道年度报告</source>
            <translation>Yearly report of a subdistrict</translation>
        </message>
        <message numerus="yes">
            <source>%n 项</source>
            <translation>
                <numerusform>%n thing</numerusform>
                <numerusform>%n things</numerusform>
            </translation>
        </message>
        <message>
            <source>尚未登记的项目</source>
            <translation>Not on record</translation>
        </message>
        <message>
            <source>已关账</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>未结账，草稿</source>
            <translation>Not closed, a draft</translation>
        </message>
        <message>
            <source>年度账目</source>
            <translation>Books of the year</translation>
        </message>
    </context>
    <context>
        <name>_DayLine</name>
        <message>
            <source>年-月-日</source>
            <translation>year-month-day</translation>
        </message>
    </context>
    <context>
        <name>_Interval</name>
        <message>
            <source>差错率区间 {low} – {high}（总体 {n} 条）</source>
            <translation>Interval of the error share {low} – {high} (population {n})</translation>
        </message>
    </context>
    <context>
        <name>_Segment</name>
        <message>
            <source>只在电表走满归零时填：归零前的满码，例如 100000。</source>
            <translation>Only if the counter turned over: its range, for example 100000.</translation>
        </message>
        <message>
            <source>删去第 {n} 段</source>
            <translation>Remove line {n}</translation>
        </message>
    </context>
    <context>
        <name>audit</name>
        <message>
            <source>队列</source>
            <translation>Queue</translation>
        </message>
        <message>
            <source>抽样</source>
            <translation>Samples</translation>
        </message>
        <message>
            <source>试算与更正</source>
            <translation>Rehearse</translation>
        </message>
        <message>
            <source>日清</source>
            <translation>Day sheet</translation>
        </message>
        <message>
            <source>凭证不清</source>
            <translation>Unclear</translation>
        </message>
        <message>
            <source>单位有误</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>疑似重复</source>
            <translation>Duplicate</translation>
        </message>
        <message>
            <source>超出范围</source>
            <translation>Range</translation>
        </message>
        <message>
            <source>身份不符</source>
            <translation>Person</translation>
        </message>
        <message>
            <source>日期有误</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>抄表异常</source>
            <translation>Reading</translation>
        </message>
        <message>
            <source>方法学错</source>
            <translation>Method</translation>
        </message>
        <message>
            <source>其他…</source>
            <translation>Other…</translation>
        </message>
        <message>
            <source>通过</source>
            <translation>approved</translation>
        </message>
        <message>
            <source>驳回</source>
            <translation>rejected</translation>
        </message>
        <message>
            <source>冻结</source>
            <translation>frozen</translation>
        </message>
        <message>
            <source>解冻</source>
            <translation>released</translation>
        </message>
        <message>
            <source>冲正</source>
            <translation>reversed</translation>
        </message>
        <message>
            <source>登记</source>
            <translation>logged</translation>
        </message>
        <message>
            <source>通过（摸底）</source>
            <translation>approved (stock-taking)</translation>
        </message>
        <message>
            <source>撤销</source>
            <translation>withdrawn</translation>
        </message>
        <message>
            <source>实测</source>
            <translation>measured</translation>
        </message>
        <message>
            <source>有凭证</source>
            <translation>documented</translation>
        </message>
        <message>
            <source>自报</source>
            <translation>own word</translation>
        </message>
        <message numerus="yes">
            <source>%n 天</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
        <message>
            <source>参与者已冻结</source>
            <translation>Person frozen</translation>
        </message>
        <message numerus="yes">
            <source>%n 小时</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message>
            <source>是本人 90 天均值的 {times} 倍</source>
            <translation>{times} times the person's mean of 90 days</translation>
        </message>
        <message>
            <source>超过同类 99% 的单次减排量</source>
            <translation>more than 99% of its kind</translation>
        </message>
    </context>
    <context>
        <name>backup</name>
        <message numerus="yes">
            <source>已备份到 %n 处，逐个试恢复通过。</source>
            <translation>
                <numerusform>Backed up to %n place and proven by a trial restore.</numerusform>
                <numerusform>Backed up to %n places, each proven by a trial restore.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>但有 %n 个凭证文件在备份之前就已不见或损坏，备份里也没有。请管理员从较早的备份取回；有这些文件的备份不会被轮换删掉。</source>
            <translation>
                <numerusform>But %n evidence file was lost or damaged before, and the backup lacks it. An administrator can take it from an earlier backup; none that has it is rotated away.</numerusform>
                <numerusform>But %n evidence files were lost or damaged before, and the backup lacks them. An administrator can take them from an earlier backup; none that has them is rotated away.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>其余 %n 处已备份，试恢复通过。</source>
            <translation>
                <numerusform>The other place has its backup, proven by a trial restore.</numerusform>
                <numerusform>The other %n places have their backups, proven by a trial restore.</numerusform>
            </translation>
        </message>
        <message>
            <source>现在不在</source>
            <translation>Not there now</translation>
        </message>
        <message>
            <source>上一次没有完成</source>
            <translation>The last one was not finished</translation>
        </message>
        <message>
            <source>还没有备份</source>
            <translation>No backup yet</translation>
        </message>
        <message>
            <source>试恢复通过 ✓</source>
            <translation>trial restore passed ✓</translation>
        </message>
        <message>
            <source>手动</source>
            <translation>by hand</translation>
        </message>
        <message>
            <source>每日</source>
            <translation>daily</translation>
        </message>
        <message>
            <source>收工</source>
            <translation>at closing</translation>
        </message>
        <message>
            <source>试恢复</source>
            <translation>trial</translation>
        </message>
    </context>
    <context>
        <name>badges</name>
        <message>
            <source>已通过</source>
            <translation>Approved</translation>
        </message>
        <message>
            <source>达标</source>
            <translation>Met</translation>
        </message>
        <message>
            <source>待审核</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>即将到期</source>
            <translation>Due soon</translation>
        </message>
        <message>
            <source>试行</source>
            <translation>Trial</translation>
        </message>
        <message>
            <source>演示数据</source>
            <translation>Demo data</translation>
        </message>
        <message>
            <source>已驳回</source>
            <translation>Rejected</translation>
        </message>
        <message>
            <source>超限</source>
            <translation>Over limit</translation>
        </message>
        <message>
            <source>不予计入</source>
            <translation>Not credited</translation>
        </message>
        <message>
            <source>已撤销</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>已冲正</source>
            <translation>Reversed</translation>
        </message>
        <message>
            <source>有风险</source>
            <translation>At risk</translation>
        </message>
        <message>
            <source>已冻结</source>
            <translation>Frozen</translation>
        </message>
        <message>
            <source>研究稿</source>
            <translation>Draft</translation>
        </message>
        <message>
            <source>停用</source>
            <translation>Stopped</translation>
        </message>
        <message>
            <source>正式</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>已作废</source>
            <translation>Revoked</translation>
        </message>
        <message>
            <source>已销户</source>
            <translation>Closed</translation>
        </message>
        <message>
            <source>居民</source>
            <translation>Resident</translation>
        </message>
        <message>
            <source>小微企业</source>
            <translation>Small business</translation>
        </message>
    </context>
    <context>
        <name>certificates</name>
        <message>
            <source>有效</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>已被替换</source>
            <translation>Replaced</translation>
        </message>
        <message>
            <source>已作废</source>
            <translation>Revoked</translation>
        </message>
        <message>
            <source>已登记</source>
            <translation>Reserved</translation>
        </message>
        <message>
            <source>已签发</source>
            <translation>Issued</translation>
        </message>
        <message>
            <source>已打印</source>
            <translation>Printed</translation>
        </message>
        <message>
            <source>已交付</source>
            <translation>Handed over</translation>
        </message>
    </context>
    <context>
        <name>charts</name>
        <message>
            <source>不足 {n} 人</source>
            <translation>fewer than {n}</translation>
        </message>
        <message>
            <source>暂无</source>
            <translation>none</translation>
        </message>
        <message>
            <source>低</source>
            <translation>lowest</translation>
        </message>
        <message>
            <source>较低</source>
            <translation>low</translation>
        </message>
        <message>
            <source>中等</source>
            <translation>middle</translation>
        </message>
        <message>
            <source>较高</source>
            <translation>high</translation>
        </message>
        <message>
            <source>高</source>
            <translation>highest</translation>
        </message>
    </context>
    <context>
        <name>daily</name>
        <message>
            <source>为零</source>
            <translation>Zero</translation>
        </message>
        <message>
            <source>成立</source>
            <translation>Holds</translation>
        </message>
        <message>
            <source>不为零</source>
            <translation>Not zero</translation>
        </message>
        <message>
            <source>不成立</source>
            <translation>Broken</translation>
        </message>
        <message>
            <source>结论</source>
            <translation>Answer</translation>
        </message>
        <message>
            <source>对账项</source>
            <translation>Equation</translation>
        </message>
        <message>
            <source>左</source>
            <translation>Left</translation>
        </message>
        <message>
            <source>右</source>
            <translation>Right</translation>
        </message>
        <message>
            <source>差</source>
            <translation>Difference</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>核对数</source>
            <translation>Counted</translation>
        </message>
        <message>
            <source>范围</source>
            <translation>Scope</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Where</translation>
        </message>
        <message>
            <source>说明</source>
            <translation>What</translation>
        </message>
        <message>
            <source>分</source>
            <translation>points</translation>
        </message>
        <message>
            <source>当日</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>全部</source>
            <translation>All</translation>
        </message>
    </context>
    <context>
        <name>dates</name>
        <message>
            <source>周{day}</source>
            <translation>{day}</translation>
        </message>
        <message>
            <source>今天</source>
            <translation>today</translation>
        </message>
        <message>
            <source>昨天</source>
            <translation>yesterday</translation>
        </message>
        <message>
            <source>前天</source>
            <translation>2 days ago</translation>
        </message>
        <message>
            <source>在今天之后</source>
            <translation>after today</translation>
        </message>
        <message numerus="yes">
            <source>%n 天前</source>
            <translation>
                <numerusform>%n day ago</numerusform>
                <numerusform>%n days ago</numerusform>
            </translation>
        </message>
        <message>
            <source>一 二 三 四 五 六 日</source>
            <translation>Mon Tue Wed Thu Fri Sat Sun</translation>
        </message>
    </context>
    <context>
        <name>desk</name>
        <message>
            <source>账本现在不能写入，本机以只读方式打开：可以查看，不能登记。</source>
            <translation>The books cannot be written to now and were opened read-only: you can look, not register.</translation>
        </message>
        <message>
            <source>本机的另一个窗口</source>
            <translation>another window on this computer</translation>
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>这一步没有做完。此前已保存的内容都在，账本没有只写一半。请再试一次；仍不行，请把日志文件交给管理员：{path}</source>
            <translation>This step was not finished. Everything saved before is still there, and nothing was half-written. Please try again; if it still fails, give this log file to the administrator: {path}</translation>
        </message>
    </context>
    <context>
        <name>fields</name>
        <message>
            <source>还差：{what}</source>
            <translation>Still missing: {what}</translation>
        </message>
        <message>
            <source>按{unit}填写，例如 12.4</source>
            <translation>In {unit}, for example 12.4</translation>
        </message>
    </context>
    <context>
        <name>grades</name>
        <message>
            <source>实测</source>
            <translation>measured</translation>
        </message>
        <message>
            <source>有凭证</source>
            <translation>documented</translation>
        </message>
        <message>
            <source>自报，不计分</source>
            <translation>declared, earns nothing</translation>
        </message>
        <message>
            <source>凭证等级：{grade}</source>
            <translation>Evidence: {grade}</translation>
        </message>
        <message>
            <source>凭证等级：{grade}；选“{word}”为{better}</source>
            <translation>Evidence: {grade}; “{word}” would be {better}</translation>
        </message>
        <message>
            <source>没有凭证文件的留待审核员逐笔看</source>
            <translation>without a file an auditor looks at it singly</translation>
        </message>
    </context>
    <context>
        <name>health</name>
        <message>
            <source>账本文件</source>
            <translation>Books</translation>
        </message>
        <message>
            <source>文件完好</source>
            <translation>File</translation>
        </message>
        <message>
            <source>流水链</source>
            <translation>Chain</translation>
        </message>
        <message>
            <source>凭证文件</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>本机时间</source>
            <translation>Clock</translation>
        </message>
        <message>
            <source>证书文件</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>签名密钥</source>
            <translation>Signing keys</translation>
        </message>
        <message>
            <source>断电保护</source>
            <translation>Power cuts</translation>
        </message>
        <message>
            <source>加密</source>
            <translation>Encryption</translation>
        </message>
        <message>
            <source>密钥</source>
            <translation>Key</translation>
        </message>
        <message>
            <source>密钥文件</source>
            <translation>Key files</translation>
        </message>
        <message>
            <source>口令</source>
            <translation>Passphrase</translation>
        </message>
        <message>
            <source>登录方式</source>
            <translation>Sign-in</translation>
        </message>
        <message>
            <source>备份</source>
            <translation>Backup</translation>
        </message>
        <message>
            <source>第二处备份</source>
            <translation>Second place</translation>
        </message>
        <message>
            <source>第三处备份</source>
            <translation>Third place</translation>
        </message>
        <message>
            <source>第四处备份</source>
            <translation>Fourth place</translation>
        </message>
        <message>
            <source>备份分开放</source>
            <translation>Kept apart</translation>
        </message>
        <message>
            <source>磁盘空间</source>
            <translation>Disk</translation>
        </message>
        <message>
            <source>谁在使用账本</source>
            <translation>Who has the books</translation>
        </message>
        <message>
            <source>中断的残留</source>
            <translation>Left by a crash</translation>
        </message>
        <message>
            <source>预写日志</source>
            <translation>Journal</translation>
        </message>
        <message>
            <source>数据库引擎</source>
            <translation>Engine</translation>
        </message>
        <message>
            <source>程序</source>
            <translation>Program</translation>
        </message>
        <message>
            <source>程序库</source>
            <translation>Libraries</translation>
        </message>
        <message>
            <source>字体</source>
            <translation>Fonts</translation>
        </message>
        <message>
            <source>显示器</source>
            <translation>Display</translation>
        </message>
        <message>
            <source>打印机</source>
            <translation>Printer</translation>
        </message>
        <message>
            <source>修复</source>
            <translation>Repair</translation>
        </message>
        <message>
            <source>去备份</source>
            <translation>To the backup</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore a backup</translation>
        </message>
        <message>
            <source>去设置密码</source>
            <translation>To the passwords</translation>
        </message>
        <message>
            <source>去密钥设置</source>
            <translation>To the keys</translation>
        </message>
        <message>
            <source>去签名密钥</source>
            <translation>Signing keys</translation>
        </message>
        <message>
            <source>初始设置模式：还没有人设密码，谁打开程序都能办理</source>
            <translation>Set-up mode; nobody has a password, and whoever opens the program can act</translation>
        </message>
        <message>
            <source>打印恢复密钥，两半分开保管</source>
            <translation>Print the recovery key and keep the halves apart</translation>
        </message>
        <message>
            <source>每次打开时输入口令；要在本机记住，到“设置 · 密钥”</source>
            <translation>Type the passphrase at each opening; Settings · Keys can keep it here</translation>
        </message>
        <message>
            <source>请管理员装好加密组件 sqlcipher3，再到“设置 · 密钥”加密账本</source>
            <translation>Have an administrator install sqlcipher3, then encrypt the books under Settings · Keys</translation>
        </message>
        <message>
            <source>下次打开时自动清理，也可以现在修复</source>
            <translation>Cleared at the next start, or now by a repair</translation>
        </message>
        <message>
            <source>修复时补做，内容与编号不变</source>
            <translation>Made by a repair; content and serial stay</translation>
        </message>
        <message>
            <source>请管理员从较早的备份取回；不要删除较早的备份</source>
            <translation>An administrator takes them from an earlier backup; keep it</translation>
        </message>
        <message>
            <source>先导出诊断包并联系管理员，必要时从备份恢复</source>
            <translation>Export a diagnosis and call the administrator; restore a backup if need be</translation>
        </message>
        <message>
            <source>从最近的备份恢复；现有的文件先移到一旁，不会删除</source>
            <translation>Restore the latest backup; the present file is set aside, not deleted</translation>
        </message>
    </context>
    <context>
        <name>identity</name>
        <message>
            <source>统一社会信用代码还差 {n} 位。已输入的保留，可继续输入。</source>
            <translation>The credit code lacks {n} characters. What you typed is kept; please go on.</translation>
        </message>
    </context>
    <context>
        <name>imports</name>
        <message>
            <source>结果</source>
            <translation>Verdict</translation>
        </message>
        <message>
            <source>问题</source>
            <translation>Problem</translation>
        </message>
        <message>
            <source>行</source>
            <translation>Row</translation>
        </message>
        <message>
            <source>第 {row} 行：{says}</source>
            <translation>Row {row}: {says}</translation>
        </message>
        <message>
            <source>可导入</source>
            <translation>Good</translation>
        </message>
        <message>
            <source>存疑</source>
            <translation>Doubtful</translation>
        </message>
        <message>
            <source>需修正</source>
            <translation>To be mended</translation>
        </message>
        <message>
            <source>待登记</source>
            <translation>To register</translation>
        </message>
        <message>
            <source>重复</source>
            <translation>Duplicate</translation>
        </message>
        <message>
            <source>不导入</source>
            <translation>Left out</translation>
        </message>
        <message>
            <source>已写入</source>
            <translation>Written</translation>
        </message>
        <message>
            <source>以前已登记过，将跳过</source>
            <translation>Recorded before, is skipped</translation>
        </message>
        <message>
            <source>与第 {row} 行相同，将跳过</source>
            <translation>Same as row {row}, is skipped</translation>
        </message>
        <message>
            <source>请在“对应列”里指明每一列是什么，再点“重新核对”。</source>
            <translation>Say under “Columns” what each column is, then “Check again”.</translation>
        </message>
        <message>
            <source>可直接在红框里改，改完自动重检。</source>
            <translation>Mend them in the red frames; each row is checked again at once.</translation>
        </message>
        <message>
            <source>读不出来</source>
            <translation>cannot be read</translation>
        </message>
        <message>
            <source>列还没有对上</source>
            <translation>columns not understood yet</translation>
        </message>
        <message numerus="yes">
            <source>%Ln 行</source>
            <translation>
                <numerusform>%Ln row</numerusform>
                <numerusform>%Ln rows</numerusform>
            </translation>
        </message>
        <message>
            <source>检查用时 {s} 秒</source>
            <translation>checked in {s} s</translation>
        </message>
        <message>
            <source>还有工作表没有读：{names}</source>
            <translation>Sheets that were not read: {names}</translation>
        </message>
    </context>
    <context>
        <name>leaves</name>
        <message>
            <source>概览</source>
            <translation>Overview</translation>
        </message>
        <message>
            <source>统计</source>
            <translation>Statistics</translation>
        </message>
        <message>
            <source>档案</source>
            <translation>File</translation>
        </message>
        <message>
            <source>验收</source>
            <translation>Acceptance</translation>
        </message>
    </context>
    <context>
        <name>messages</name>
        <message>
            <source>身份证号还差 {n} 位。已输入的保留，可继续刷卡或手输。</source>
            <translation>The ID number lacks {n} digits. What you typed is kept; go on reading the card or typing.</translation>
        </message>
        <message>
            <source>校验位对不上，有一位输错了。已输入的保留，请对照证件逐位核对或重新刷卡。</source>
            <translation>The check digit does not fit: one character is wrong. What you typed is kept; please compare it with the card or read the card again.</translation>
        </message>
        <message>
            <source>第 7–14 位 {date} 不是有效日期，请核对。</source>
            <translation>Digits 7–14, {date}, are not a valid date. Please check.</translation>
        </message>
        <message>
            <source>此证件已登记：{name}（{street}）。按 Enter 打开原档案，不会新建。</source>
            <translation>This ID is already registered: {name} ({street}). Press Enter to open the record; no new one is made.</translation>
        </message>
        <message>
            <source>统一社会信用代码校验不符，有一位输错了。已输入的保留，请对照营业执照核对。</source>
            <translation>The credit code does not add up: one character is wrong. What you typed is kept; please compare it with the business licence.</translation>
        </message>
        <message>
            <source>手机号应为 11 位、以 1 开头；没有手机可勾选“无手机”。</source>
            <translation>A mobile number has 11 digits and starts with 1. If there is none, tick “no phone”.</translation>
        </message>
        <message>
            <source>“{ch}”是生僻字，已按原字保存，屏幕和证书都能显示。请看一眼字形是否与证件一致。</source>
            <translation>“{ch}” is a rare character. It is saved as it is and shows on screen and certificates. Please check that its shape is that of the ID card.</translation>
        </message>
        <message>
            <source>没有找到“{q}”。内容已保留，按 Enter 登记为新参与者。</source>
            <translation>Nobody found for “{q}”. The text is kept; press Enter to register a new participant.</translation>
        </message>
        <message>
            <source>读卡器没有回应。可重新放卡，或直接手输；设置里可测试读卡器。</source>
            <translation>The card reader does not answer. Place the card again or type; the reader can be tested in Settings.</translation>
        </message>
        <message>
            <source>收到一次扫码，但本页用不上。已忽略，正在填写的内容没有变化。</source>
            <translation>A scan came in that this page has no use for. It was ignored; what you are filling in is unchanged.</translation>
        </message>
        <message>
            <source>“{text}”读不成数字。请只写数字，例如 12.4。</source>
            <translation>“{text}” cannot be read as a number. Please write digits only, for example 12.4.</translation>
        </message>
        <message>
            <source>日期在今天之后。行为要先发生再登记。</source>
            <translation>The date is after today. An action is registered after it happened.</translation>
        </message>
        <message>
            <source>该日期已超过 {n} 天登记期限，不能计入。请核对日期；仍要留存，可记为“不予计入”。</source>
            <translation>This date is past the {n} days allowed for registering and cannot be credited. Please check it; to keep a record, register it as “not credited”.</translation>
        </message>
        <message>
            <source>今日{quantity}已到上限 {max}，超出的 {x} 记录在案，不计减排。</source>
            <translation>Today's {quantity} has reached its limit of {max}. The {x} beyond it are recorded and earn no reduction.</translation>
        </message>
        <message>
            <source>本笔减排 {g} 克，不足 1 分；已结转，与下一笔合并计分。</source>
            <translation>This action saves {g} g, less than one point. It is carried over to the next one.</translation>
        </message>
        <message>
            <source>行程编号 {no} 已在 {date} 由 {point} 登记过。本笔未保存，可改编号或查看原记录。</source>
            <translation>Trip number {no} was already registered on {date} by {point}. This one is not saved; change the number or look at the earlier record.</translation>
        </message>
        <message>
            <source>{w} kg 比平时大很多。请确认单位是公斤不是斤；确认后可继续。</source>
            <translation>{w} kg is far more than usual. Please make sure that the unit is kilograms, not jin; then go on.</translation>
        </message>
        <message>
            <source>本方法学为研究稿：减排量只作摸底核算，暂不发积分。</source>
            <translation>This methodology is a draft. Reductions count for stock-taking only; no points yet.</translation>
        </message>
        <message>
            <source>已记入：{what}，+{p} 分（待审核）。撤销 Ctrl+Z</source>
            <translation>Recorded: {what}, +{p} points (waiting for approval). Undo with Ctrl+Z</translation>
        </message>
        <message>
            <source>已撤销：{what}。记录保留并标明“已撤销”。</source>
            <translation>Undone: {what}. The record stays, marked “withdrawn”.</translation>
        </message>
        <message>
            <source>本次办理已结束：{n} 笔，共 {p} 分。未审核的可在记录里撤销；已审核的请审核员冲正后重记。</source>
            <translation>The visit is over: {n} actions, {p} points. What is not approved can be withdrawn in the records; what is approved, an auditor reverses first.</translation>
        </message>
        <message>
            <source>上次未保存的内容已找回（{time}）。继续填写，或清空。</source>
            <translation>Your unsaved entry is back ({time}). Go on, or clear it.</translation>
        </message>
        <message>
            <source>读数 {v} 小于上次 {v0}（{date}）。若换过表，请点“换表”；否则请核对。</source>
            <translation>The reading {v} is below the last one, {v0} ({date}). If the meter was changed, choose “meter changed”; otherwise please check.</translation>
        </message>
        <message>
            <source>日均 {x} kWh 高于常见值 {max}。可保存，审核时会重点核对；高于 {limit} 的不能计入。</source>
            <translation>{x} kWh a day is above the usual {max}. It can be saved and will be looked at closely; above {limit} it cannot be credited.</translation>
        </message>
        <message>
            <source>距上次抄表 {n} 天，超过 {m} 天；本期可入账，报告会注明。</source>
            <translation>The last reading was {n} days ago, more than {m}. This period can be booked; the report will say so.</translation>
        </message>
        <message>
            <source>{bad} 行有问题，尚未写入任何数据。可直接在红框里改，也可先写入 {good} 行好的。</source>
            <translation>{bad} rows have problems; nothing is written yet. Correct them in the red frames, or write the {good} good rows first.</translation>
        </message>
        <message>
            <source>这个文件 {time} 已导入过（{n} 行）。继续的话只会处理新出现的行。</source>
            <translation>This file was already imported on {time} ({n} rows). Going on takes only the rows that are new.</translation>
        </message>
        <message>
            <source>已取消，一行也没有写入，账本与导入前一致。</source>
            <translation>Cancelled. Not one row was written; the books are as before the import.</translation>
        </message>
        <message>
            <source>已写入 {n} 行，跳过 {k} 行。审核前可整批撤销。</source>
            <translation>{n} rows written, {k} skipped. Until approval the whole batch can be withdrawn.</translation>
        </message>
        <message>
            <source>打不开“{file}”：{why}。原文件没有改动。请另存为 xlsx 或 csv（UTF-8/GBK 均可）再试。</source>
            <translation>“{file}” cannot be opened: {why}. The file is unchanged. Please save it as xlsx or csv (UTF-8 or GBK) and try again.</translation>
        </message>
        <message>
            <source>这笔由您初审，须由另一位审核员复核。已放入“待复核”。</source>
            <translation>You audited this one first, so another auditor must confirm it. It is in “second check”.</translation>
        </message>
        <message>
            <source>{name} 已于 {time} 处理为“{result}”。您的意见未提交，文字已复制到剪贴板。</source>
            <translation>{name} already decided this at {time}: “{result}”. Your decision was not sent; your text is on the clipboard.</translation>
        </message>
        <message>
            <source>驳回需选原因：按 1–9。</source>
            <translation>A rejection needs a reason. Press 1–9.</translation>
        </message>
        <message>
            <source>该参与者已冻结（{reason}）。可登记，积分暂不可用。</source>
            <translation>This participant is frozen ({reason}). Actions can be registered; points cannot be used for now.</translation>
        </message>
        <message>
            <source>可划拨量为 {a} tCO₂e，少于申请的 {b}。未扣减，请改数量。</source>
            <translation>{a} tCO₂e can be disposed of, less than the {b} asked for. Nothing was deducted; please change the quantity.</translation>
        </message>
        <message>
            <source>可用 {a} 分，还差 {b} 分；另有 {c} 分待审核。</source>
            <translation>{a} points can be used, {b} more are needed; {c} points are waiting for approval.</translation>
        </message>
        <message>
            <source>{channel} 暂时连不上。积分已预留、未扣除，恢复后自动补办，也可取消。</source>
            <translation>{channel} cannot be reached now. The points are reserved, not deducted; the order goes out when it is back, or can be cancelled.</translation>
        </message>
        <message>
            <source>没有找到打印机。证书已生成并保存到“{path}”，接好后可重打，编号不变。</source>
            <translation>No printer was found. The certificate is saved at “{path}”; print it later, the number stays the same.</translation>
        </message>
        <message>
            <source>已送打印机 {n} 秒没有回音。请看一眼纸张：出来了点“已打印”，没有点“重打”，不会重复占号。</source>
            <translation>The printer has not answered for {n} seconds. Please look at the paper: choose “printed” if it came out, “print again” if not; no number is used twice.</translation>
        </message>
        <message>
            <source>将用 {time} 的备份替换当前数据：少 {n} 笔、{m} 人。当前数据会先另存一份，可再换回来。</source>
            <translation>The current data will be replaced by the backup of {time}: {n} actions and {m} people fewer. The current data are saved first and can be put back.</translation>
        </message>
        <message>
            <source>已 {n} 天没有备份。现在备份约需 {s} 秒，不影响办理。</source>
            <translation>The last backup was {n} days ago. A backup now takes about {s} seconds and does not disturb the work.</translation>
        </message>
        <message>
            <source>备份没有完成：U 盘空间不足（差 {x} MB）。原有备份完好。请换盘后点“重试”。</source>
            <translation>The backup was not finished: the USB drive lacks {x} MB. The earlier backup is intact. Please change the drive and choose “try again”.</translation>
        </message>
        <message>
            <source>磁盘只剩 {x} MB，已暂停导入；单笔登记仍可保存约 {n} 笔。请清理后重试。</source>
            <translation>Only {x} MB are left on the disk, so imports are paused; about {n} single entries can still be saved. Please make room and try again.</translation>
        </message>
        <message>
            <source>账本正被“{host}”使用，本机以只读方式打开。对方退出后点“重试”即可登记。</source>
            <translation>“{host}” is using the books; this computer opened them read-only. When the other has left, choose “try again”.</translation>
        </message>
        <message>
            <source>流水第 {n} 条核对不上，已停止写入以保护数据。第 {n} 条之前完好。请导出诊断包并联系管理员。</source>
            <translation>Entry {n} of the journal does not add up, so writing has stopped to protect the data. Everything before entry {n} is intact. Please export the diagnosis and call the administrator.</translation>
        </message>
        <message>
            <source>真实有效：{name}，{amount} kgCO₂e，{date} 签发。内容与签名一致。</source>
            <translation>Genuine: {name}, {amount} kgCO₂e, issued {date}. The content fits the signature.</translation>
        </message>
        <message>
            <source>签名对不上：二维码或内容被改动过，不能作为凭据。</source>
            <translation>The signature does not fit: the QR code or the content was changed. It proves nothing.</translation>
        </message>
        <message>
            <source>签名真实，但该证书已于 {date} 作废（{reason}）。</source>
            <translation>The signature is genuine, but this certificate was revoked on {date} ({reason}).</translation>
        </message>
        <message>
            <source>密码不对，还可试 {n} 次。大写锁定：{on}。</source>
            <translation>Wrong password, {n} tries left. Caps lock: {on}.</translation>
        </message>
        <message>
            <source>已锁屏，正在填写的内容已保存，登录后继续。</source>
            <translation>Locked. What you were filling in is saved; sign in to go on.</translation>
        </message>
        <message>
            <source>本机时间比最后一笔流水早 {x}。请先校准时间再登记，避免记错日期。</source>
            <translation>This computer's clock is {x} before the last entry. Please set it right before registering, so that no date is wrong.</translation>
        </message>
        <message>
            <source>{date} 没有适用的“{factor}”。本笔留在草稿，未记入；因子补齐后按 Enter 即可记入。</source>
            <translation>No “{factor}” is in force on {date}. This entry stays a draft and is not recorded; once the factor is there, press Enter.</translation>
        </message>
        <message>
            <source>程序刚才异常退出。账本完好，最后保存于 {time}；未保存的一笔已找回。</source>
            <translation>The program ended unexpectedly. The books are intact, last saved at {time}; the one unsaved entry is back.</translation>
        </message>
        <message>
            <source>正在写入第 {n}/{m} 行。退出则这批数据一行也不写入（不会只写一半）。</source>
            <translation>Row {n} of {m} is being written. If you quit now, not one row of this batch is written (never half of it).</translation>
        </message>
    </context>
    <context>
        <name>meters</name>
        <message>
            <source>已登记新设施，接着抄第一个读数。</source>
            <translation>Registered. Its first reading is next.</translation>
        </message>
        <message>
            <source>已记下换表：{who}，本期接着算。</source>
            <translation>The new meter of {who} is noted; the period runs on.</translation>
        </message>
        <message>
            <source>已记下起码：{who}。</source>
            <translation>The first reading of {who} is noted.</translation>
        </message>
        <message>
            <source>抄表读数</source>
            <translation>the reading</translation>
        </message>
        <message>
            <source>换表登记</source>
            <translation>the change of meters</translation>
        </message>
        <message>
            <source>设施登记</source>
            <translation>the installation</translation>
        </message>
        <message>
            <source>不抄表</source>
            <translation>No meter</translation>
        </message>
        <message>
            <source>待首抄</source>
            <translation>First reading</translation>
        </message>
        <message numerus="yes">
            <source>逾期 %n 天</source>
            <translation>
                <numerusform>%n day late</numerusform>
                <numerusform>%n d late</numerusform>
            </translation>
        </message>
        <message>
            <source>今天到期</source>
            <translation>Due today</translation>
        </message>
        <message>
            <source>明天到期</source>
            <translation>Due tomorrow</translation>
        </message>
        <message>
            <source>待抄</source>
            <translation>Due</translation>
        </message>
        <message>
            <source>已抄</source>
            <translation>Read</translation>
        </message>
        <message>
            <source>{day} 投运</source>
            <translation>since {day}</translation>
        </message>
        <message>
            <source>户号 {no}</source>
            <translation>account {no}</translation>
        </message>
        <message>
            <source>户号未登记</source>
            <translation>account unknown</translation>
        </message>
        <message>
            <source>证件待补</source>
            <translation>papers to come</translation>
        </message>
        <message>
            <source>第一次抄表：只作起码，下次抄表起计入。</source>
            <translation>First reading: it sets the start, the next one counts.</translation>
        </message>
        <message>
            <source>上次 {day}：{value}</source>
            <translation>Last {day}: {value}</translation>
        </message>
        <message>
            <source>合理区间 {low} – {high}</source>
            <translation>plausible {low} – {high}</translation>
        </message>
        <message>
            <source>合理区间 {low} 到 {high}</source>
            <translation>plausible {low} to {high}</translation>
        </message>
        <message>
            <source>日均 {x} kWh 低于常见值 {min}。可保存，审核时会核对是否停运或抄错。</source>
            <translation>{x} kWh a day are below the usual {min}. It can be saved; the auditor will ask about an outage or a misreading.</translation>
        </message>
        <message>
            <source>历次日均</source>
            <translation>Daily means</translation>
        </message>
        <message>
            <source>kWh/天</source>
            <translation>kWh a day</translation>
        </message>
    </context>
    <context>
        <name>pages</name>
        <message>
            <source>设置</source>
            <translation>Settings</translation>
        </message>
        <message>
            <source>健康检查</source>
            <translation>Health</translation>
        </message>
        <message>
            <source>操作日志</source>
            <translation>Log</translation>
        </message>
        <message>
            <source>登录</source>
            <translation>Sign in</translation>
        </message>
        <message>
            <source>解锁账本</source>
            <translation>Unlock</translation>
        </message>
        <message>
            <source>从备份恢复</source>
            <translation>Restore</translation>
        </message>
        <message>
            <source>开始使用</source>
            <translation>Begin</translation>
        </message>
        <message>
            <source>审核</source>
            <translation>Audit</translation>
        </message>
        <message>
            <source>减排量池</source>
            <translation>Pool</translation>
        </message>
        <message>
            <source>应用场景</source>
            <translation>Scenarios</translation>
        </message>
        <message>
            <source>指标登记</source>
            <translation>Indicators</translation>
        </message>
        <message>
            <source>服务台</source>
            <translation>Desk</translation>
        </message>
        <message>
            <source>参与者</source>
            <translation>People</translation>
        </message>
        <message>
            <source>设施抄表</source>
            <translation>Meters</translation>
        </message>
        <message>
            <source>批量导入</source>
            <translation>Import</translation>
        </message>
        <message>
            <source>证书核验</source>
            <translation>Papers</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methods</translation>
        </message>
    </context>
    <context>
        <name>palette</name>
        <message>
            <source>设置：显示、文字大小、配色、语言</source>
            <translation>Settings: display, text size, colours, language</translation>
        </message>
        <message>
            <source>设置：打印机、凭条纸张、读卡器</source>
            <translation>Settings: printer, paper of slips, card reader</translation>
        </message>
        <message>
            <source>设置：人员、角色、密码</source>
            <translation>Settings: people, roles, passwords</translation>
        </message>
        <message>
            <source>设置：锁屏时间、更改密码</source>
            <translation>Settings: time to lock, own password</translation>
        </message>
        <message>
            <source>设置：数据文件、备份</source>
            <translation>Settings: data file, backup</translation>
        </message>
        <message>
            <source>设置：关于、许可证、日志</source>
            <translation>Settings: about, licences, log</translation>
        </message>
        <message>
            <source>锁屏，换人</source>
            <translation>Lock, change the person</translation>
        </message>
        <message>
            <source>现在备份</source>
            <translation>Back up now</translation>
        </message>
        <message>
            <source>离开演示，正式使用</source>
            <translation>Leave the demo, work for real</translation>
        </message>
    </context>
    <context>
        <name>papers</name>
        <message>
            <source>办理凭条</source>
            <translation>Slip</translation>
        </message>
        <message>
            <source>碳积分存折</source>
            <translation>Passbook</translation>
        </message>
        <message>
            <source>授权书</source>
            <translation>Consent form</translation>
        </message>
        <message>
            <source>为什么是这个数</source>
            <translation>Why this number</translation>
        </message>
        <message>
            <source>80 毫米小票</source>
            <translation>80 mm roll</translation>
        </message>
    </context>
    <context>
        <name>pivot</name>
        <message>
            <source>街道（镇）</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>月份</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>证据等级</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>参与者类别</source>
            <translation>Kind of participant</translation>
        </message>
        <message>
            <source>核定减排量</source>
            <translation>Approved reduction</translation>
        </message>
        <message>
            <source>核定行为</source>
            <translation>Approved actions</translation>
        </message>
        <message>
            <source>参与者</source>
            <translation>People</translation>
        </message>
        <message>
            <source>发放积分</source>
            <translation>Points given</translation>
        </message>
    </context>
    <context>
        <name>records</name>
        <message>
            <source>已登记的参与者</source>
            <translation>Registered participants</translation>
        </message>
        <message>
            <source>有行为记录的参与者</source>
            <translation>Participants with a record</translation>
        </message>
        <message>
            <source>有核定行为的参与者</source>
            <translation>Participants with an approval</translation>
        </message>
        <message>
            <source>待审核</source>
            <translation>Waiting</translation>
        </message>
        <message>
            <source>截至 {month}</source>
            <translation>up to {month}</translation>
        </message>
        <message>
            <source>{actions} 笔 · {people} 人（户）· {mass} · {points} 分</source>
            <translation>{actions} actions · {people} participants · {mass} · {points} points</translation>
        </message>
        <message>
            <source>{people} 人（户）</source>
            <translation>{people} participants</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Date</translation>
        </message>
        <message>
            <source>姓名</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>街道（镇）</source>
            <translation>Places</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>证据</source>
            <translation>Evidence</translation>
        </message>
        <message>
            <source>减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>类别</source>
            <translation>Kind</translation>
        </message>
        <message>
            <source>笔数</source>
            <translation>Actions</translation>
        </message>
        <message>
            <source>最近</source>
            <translation>Latest</translation>
        </message>
        <message>
            <source>月份</source>
            <translation>Month</translation>
        </message>
        <message>
            <source>人（户）</source>
            <translation>People</translation>
        </message>
    </context>
    <context>
        <name>register</name>
        <message>
            <source>“{ch}”是旧系统的自造字，别的电脑可能显示不出。请改用标准字，或照原样保留。</source>
            <translation>“{ch}” is an old system's own character that other computers may not show. Use the standard one, or leave it.</translation>
        </message>
    </context>
    <context>
        <name>rehearsal</name>
        <message>
            <source>待确认</source>
            <translation>To confirm</translation>
        </message>
        <message>
            <source>已生效</source>
            <translation>In force</translation>
        </message>
        <message>
            <source>已撤回</source>
            <translation>Taken back</translation>
        </message>
        <message>
            <source>行为编号</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>日期</source>
            <translation>Day</translation>
        </message>
        <message>
            <source>方法学</source>
            <translation>Methodology</translation>
        </message>
        <message>
            <source>变更前 g</source>
            <translation>Before, g</translation>
        </message>
        <message>
            <source>变更后 g</source>
            <translation>After, g</translation>
        </message>
        <message>
            <source>差 g</source>
            <translation>Difference, g</translation>
        </message>
        <message>
            <source>状态</source>
            <translation>State</translation>
        </message>
        <message>
            <source>处理</source>
            <translation>Outcome</translation>
        </message>
        <message>
            <source>已关账，不动</source>
            <translation>Closed, stays</translation>
        </message>
        <message>
            <source>更正</source>
            <translation>Corrected</translation>
        </message>
        <message>
            <source>变更</source>
            <translation>Change</translation>
        </message>
        <message>
            <source>取值</source>
            <translation>Value</translation>
        </message>
        <message>
            <source>自</source>
            <translation>From</translation>
        </message>
        <message>
            <source>文件</source>
            <translation>Document</translation>
        </message>
        <message>
            <source>提出</source>
            <translation>Proposed</translation>
        </message>
        <message>
            <source>确认</source>
            <translation>Confirmed</translation>
        </message>
        <message>
            <source>条数</source>
            <translation>Records</translation>
        </message>
        <message>
            <source>减排量变化</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>原行为</source>
            <translation>Action</translation>
        </message>
        <message>
            <source>更正为</source>
            <translation>Corrected as</translation>
        </message>
        <message>
            <source>当时状态</source>
            <translation>State then</translation>
        </message>
    </context>
    <context>
        <name>roles</name>
        <message>
            <source>登记员</source>
            <translation>Desk worker</translation>
        </message>
        <message>
            <source>审核员</source>
            <translation>Auditor</translation>
        </message>
        <message>
            <source>管理员</source>
            <translation>Administrator</translation>
        </message>
        <message>
            <source>只读</source>
            <translation>Viewer</translation>
        </message>
        <message>
            <source>{name}（{roles}）</source>
            <translation>{name} ({roles})</translation>
        </message>
    </context>
    <context>
        <name>sampling</name>
        <message>
            <source>另存工作底稿</source>
            <translation>Save the working paper</translation>
        </message>
        <message>
            <source>待核查</source>
            <translation>to check</translation>
        </message>
        <message>
            <source>无误</source>
            <translation>right</translation>
        </message>
        <message>
            <source>有误</source>
            <translation>wrong</translation>
        </message>
        <message>
            <source>待整改</source>
            <translation>to correct</translation>
        </message>
        <message>
            <source>待关闭</source>
            <translation>to close</translation>
        </message>
        <message>
            <source>已关闭</source>
            <translation>closed</translation>
        </message>
        <message>
            <source>改判无误</source>
            <translation>dismissed</translation>
        </message>
        <message>
            <source>实测</source>
            <translation>measured</translation>
        </message>
        <message>
            <source>有凭证</source>
            <translation>documented</translation>
        </message>
        <message>
            <source>自述</source>
            <translation>declared</translation>
        </message>
    </context>
    <context>
        <name>scenario_file</name>
        <message>
            <source>申报</source>
            <translation>Applied</translation>
        </message>
        <message>
            <source>审核</source>
            <translation>Review</translation>
        </message>
        <message>
            <source>试运行</source>
            <translation>Trial run</translation>
        </message>
        <message>
            <source>公布</source>
            <translation>Published</translation>
        </message>
        <message>
            <source>运行</source>
            <translation>Running</translation>
        </message>
        <message>
            <source>验收</source>
            <translation>Acceptance</translation>
        </message>
        <message>
            <source>延期</source>
            <translation>Extended</translation>
        </message>
        <message>
            <source>结束</source>
            <translation>Ended</translation>
        </message>
        <message>
            <source>还没有这份文件</source>
            <translation>not on file</translation>
        </message>
        <message>
            <source>缺附件，只有登记</source>
            <translation>no file attached</translation>
        </message>
        <message>
            <source>有方法学未发布或未采用</source>
            <translation>a methodology is not adopted</translation>
        </message>
        <message>
            <source>还没有公示</source>
            <translation>no public notice</translation>
        </message>
        <message>
            <source>公示还没开始</source>
            <translation>the notice has not begun</translation>
        </message>
        <message>
            <source>公示期未满</source>
            <translation>the notice is running</translation>
        </message>
        <message>
            <source>有异议没有答复</source>
            <translation>an objection has no answer</translation>
        </message>
        <message>
            <source>还没有核验</source>
            <translation>not verified yet</translation>
        </message>
        <message>
            <source>最近一次核验未通过</source>
            <translation>the last verification found problems</translation>
        </message>
        <message>
            <source>最近一次核验超过 31 天</source>
            <translation>verified over 31 days ago</translation>
        </message>
        <message>
            <source>居民</source>
            <translation>Resident</translation>
        </message>
        <message>
            <source>企业</source>
            <translation>Enterprise</translation>
        </message>
        <message>
            <source>单位</source>
            <translation>Unit</translation>
        </message>
        <message>
            <source>其他</source>
            <translation>Other</translation>
        </message>
        <message>
            <source>采纳</source>
            <translation>Accepted</translation>
        </message>
        <message>
            <source>不采纳</source>
            <translation>Declined</translation>
        </message>
        <message>
            <source>异议人撤回</source>
            <translation>Withdrawn</translation>
        </message>
        <message>
            <source>未开始</source>
            <translation>Not begun</translation>
        </message>
        <message>
            <source>公示中</source>
            <translation>Running</translation>
        </message>
        <message>
            <source>待答复</source>
            <translation>Answer due</translation>
        </message>
        <message>
            <source>已期满</source>
            <translation>Over</translation>
        </message>
        <message>
            <source>已作废</source>
            <translation>Void</translation>
        </message>
        <message>
            <source>齐</source>
            <translation>There</translation>
        </message>
        <message>
            <source>缺</source>
            <translation>Missing</translation>
        </message>
        <message>
            <source>已替换</source>
            <translation>Replaced</translation>
        </message>
        <message>
            <source>存档</source>
            <translation>On file</translation>
        </message>
        <message>
            <source>待确认</source>
            <translation>Waits</translation>
        </message>
        <message>
            <source>假定</source>
            <translation>Assumed</translation>
        </message>
        <message>
            <source>有文件</source>
            <translation>Document</translation>
        </message>
    </context>
    <context>
        <name>scenarios</name>
        <message>
            <source>远超目标进度</source>
            <translation>far ahead of target</translation>
        </message>
        <message>
            <source>落后目标进度 {n}%</source>
            <translation>{n}% behind target</translation>
        </message>
        <message>
            <source>领先目标进度 {n}%</source>
            <translation>{n}% ahead of target</translation>
        </message>
    </context>
    <context>
        <name>segments</name>
        <message>
            <source>表号</source>
            <translation>Meter no.</translation>
        </message>
        <message>
            <source>起码</source>
            <translation>First reading</translation>
        </message>
        <message>
            <source>止码</source>
            <translation>Last reading</translation>
        </message>
        <message>
            <source>变比</source>
            <translation>Ratio</translation>
        </message>
        <message>
            <source>满码归零</source>
            <translation>Turned over at</translation>
        </message>
    </context>
    <context>
        <name>signing</name>
        <message>
            <source>正在使用</source>
            <translation>In use</translation>
        </message>
        <message>
            <source>可以签名</source>
            <translation>May sign</translation>
        </message>
        <message>
            <source>尚未启用</source>
            <translation>Not yet in use</translation>
        </message>
        <message>
            <source>已停用</source>
            <translation>Ended</translation>
        </message>
        <message>
            <source>已挂失</source>
            <translation>Lost</translation>
        </message>
        <message>
            <source>服务台 {n}</source>
            <translation>Desk {n}</translation>
        </message>
        <message>
            <source>本机（服务台 {n}）</source>
            <translation>This desk ({n})</translation>
        </message>
        <message>
            <source>{day} 及以后签发的证书不再被承认</source>
            <translation>Papers issued on or after {day} are refused</translation>
        </message>
        <message>
            <source>{day} 起，没有期限</source>
            <translation>From {day}, without an end</translation>
        </message>
    </context>
    <context>
        <name>units</name>
        <message>
            <source>千米</source>
            <translation>km</translation>
        </message>
        <message>
            <source>千克</source>
            <translation>kg</translation>
        </message>
    </context>
    <context>
        <name>verdicts</name>
        <message>
            <source>没有打开登记簿，只凭编号不能核验；请扫二维码或拖入 PDF。</source>
            <translation>No register is open, so a serial alone cannot be verified; scan the QR code or drop the PDF.</translation>
        </message>
        <message>
            <source>真实有效</source>
            <translation>Genuine and in force</translation>
        </message>
        <message>
            <source>文件被改动</source>
            <translation>File changed</translation>
        </message>
        <message>
            <source>内容被改动</source>
            <translation>Content altered</translation>
        </message>
        <message>
            <source>签名不符</source>
            <translation>Signature does not fit</translation>
        </message>
        <message>
            <source>非本区签发</source>
            <translation>Not issued here</translation>
        </message>
        <message>
            <source>钥匙已挂失</source>
            <translation>Key lost</translation>
        </message>
        <message>
            <source>已作废</source>
            <translation>Revoked</translation>
        </message>
        <message>
            <source>已被替换</source>
            <translation>Replaced</translation>
        </message>
        <message>
            <source>不是证书</source>
            <translation>No certificate</translation>
        </message>
        <message>
            <source>演示</source>
            <translation>Demonstration</translation>
        </message>
        <message>
            <source>钥匙当日无效</source>
            <translation>Key not in force</translation>
        </message>
        <message>
            <source>查不到</source>
            <translation>Not found</translation>
        </message>
        <message>
            <source>演示证书：签名正确，但不作凭据。</source>
            <translation>A demonstration: the signature is right, but it proves nothing.</translation>
        </message>
        <message>
            <source>自 {day} 起挂失。</source>
            <translation> Lost since {day}.</translation>
        </message>
        <message>
            <source>未写明原因</source>
            <translation>no reason given</translation>
        </message>
        <message>
            <source>自 {day} 起，新证书 {by}。</source>
            <translation>Since {day}, the new one is {by}.</translation>
        </message>
        <message>
            <source>本机登记簿</source>
            <translation>The register of this desk</translation>
        </message>
        <message>
            <source>不在本机登记簿，可能由其他服务台签发</source>
            <translation>not in this register; perhaps another desk issued it</translation>
        </message>
        <message>
            <source>在册；还没有打印</source>
            <translation>listed; not printed yet</translation>
        </message>
        <message>
            <source>在册；首次打印 {at}，重打 {n} 次</source>
            <translation>listed; first printed {at}, {n} times again</translation>
        </message>
        <message>
            <source>{name}（证件尾号 {tail}）</source>
            <translation>{name} (ID ends {tail})</translation>
        </message>
        <message>
            <source>{points} 分</source>
            <translation>{points} points</translation>
        </message>
        <message>
            <source>持证人</source>
            <translation>Holder</translation>
        </message>
        <message>
            <source>核定减排量</source>
            <translation>Reduction</translation>
        </message>
        <message>
            <source>积分</source>
            <translation>Points</translation>
        </message>
        <message>
            <source>期间</source>
            <translation>Period</translation>
        </message>
        <message>
            <source>签发日期</source>
            <translation>Issued</translation>
        </message>
        <message>
            <source>编号</source>
            <translation>Serial</translation>
        </message>
        <message>
            <source>签发方在公钥名单里</source>
            <translation>The issuer is on the key list</translation>
        </message>
        <message>
            <source>钥匙在签发日有效</source>
            <translation>The key was in force on the day of issue</translation>
        </message>
        <message>
            <source>数字签名与内容一致</source>
            <translation>The signature fits the content</translation>
        </message>
        <message>
            <source>签发后没有改动</source>
            <translation>Unchanged since it was issued</translation>
        </message>
        <message>
            <source>没有作废或被替换</source>
            <translation>Neither revoked nor replaced</translation>
        </message>
        <message>
            <source>{day} 起挂失</source>
            <translation>lost since {day}</translation>
        </message>
        <message>
            <source>自 {day} 起可签</source>
            <translation>since {day}</translation>
        </message>
        <message>
            <source>本机没有作废名单</source>
            <translation>No revocation list here</translation>
        </message>
        <message>
            <source>作废名单更新于 {day}</source>
            <translation>Revocation list of {day}</translation>
        </message>
    </context>
</TS>

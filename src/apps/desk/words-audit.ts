/** The journal's codes in Chinese; a code without a word here is shown as it is. */
export const ACTIONS: Readonly<Record<string, string>> = {
  'audit.journal-read': '查阅审计记录', 'audit.verified': '校验审计链条',
  'casework.archived': '归档', 'casework.closed': '批准结案', 'casework.closing-proposed': '提请结案', 'casework.closing-returned': '退回结案申请', 'casework.decided': '作出处罚决定',
  'casework.decision-proposed': '提请处罚决定', 'casework.decision-returned': '退回处罚决定', 'casework.decision-served': '送达处罚决定书', 'casework.defence-recorded': '记录陈述申辩',
  'casework.discretion-computed': '推算裁量', 'casework.discussed': '集体讨论', 'casework.evidence-added': '添加证据', 'casework.file-read': '查阅案卷', 'casework.filing-approved': '批准立案',
  'casework.filing-declined': '不予立案', 'casework.filing-proposed': '提请立案', 'casework.interview-recorded': '制作询问笔录', 'casework.notification-approved': '批准告知',
  'casework.notification-served': '送达告知书', 'casework.paid': '登记缴款', 'casework.read': '查阅案件', 'casework.report-rejected': '退回补充调查（负责人）', 'casework.report-returned': '退回补充调查（法制）',
  'casework.report-submitted': '提交调查报告', 'casework.reviewed': '法制审核', 'casework.rights-waived': '登记放弃权利',
  'document.corrected': '更正文书', 'document.docx-read': '下载文书（DOCX）', 'document.file-verified': '核验文件', 'document.pdf-read': '查阅文书（PDF）', 'document.previewed': '预览文书',
  'document.read': '查阅文书', 'document.served': '登记送达', 'evidence.added': '上传证据', 'evidence.listed': '查阅证据清单', 'evidence.read': '查阅证据原件', 'evidence.thumbnail-read': '查阅证据缩略图',
  'hazard.listed': '查阅隐患清单', 'hazard.rectification-reported': '企业上报整改',
  'inspection.cancelled': '取消检查', 'inspection.concluded': '办结检查', 'inspection.entered': '扫码入企', 'inspection.ordered': '责令限期整改', 'inspection.ordered-again': '再次责令整改',
  'inspection.plan-approved': '批准检查方案', 'inspection.plan-drafted': '编制检查方案', 'inspection.plan-revised': '修改检查方案', 'inspection.read': '查阅检查', 'inspection.rechecked': '整改复查',
  'inspection.recorded': '制作现场检查记录',
  'people.certificate-recorded': '登记执法证变化', 'people.officer-created': '新增人员', 'people.officer-read': '查阅人员', 'people.password-changed': '修改密码', 'people.session-ended': '结束登录',
  'people.sessions-read': '查阅登录记录', 'people.signed-in': '登录', 'people.signed-out': '退出登录', 'publicity.published': '公示处罚决定', 'publicity.withdrawn': '撤下公示',
  'registry.door-code-read': '读取门口二维码', 'registry.door-code-replaced': '更换门口二维码', 'registry.door-scanned': '扫描门口二维码', 'registry.enterprise-changed': '修改企业档案',
  'registry.enterprise-created': '登记企业', 'registry.enterprise-read': '查阅企业档案', 'registry.enterprises-merged': '合并企业档案', 'registry.exported': '导出企业清单', 'registry.import-confirmed': '确认导入',
  'registry.import-previewed': '预览导入', 'registry.import-undone': '撤销导入', 'registry.licence-added': '登记许可证照', 'registry.operator-checked': '核查特种作业证',
}

export const SUBJECTS: Readonly<Record<string, string>> = {
  account: '账号', case: '案件', enterprise: '企业', evidence: '证据', hazard: '隐患', import: '导入', inspection: '检查', notice: '公示', officer: '人员', paper: '文书',
}

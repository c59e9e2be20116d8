/** What the desk says about cases. */
export const words = {
  title: '案件', under: '行政处罚案件（普通程序）。', searchLabel: '案号、案由或当事人', stateLabel: '状态', mine: '只看我承办的', dueBy: '期限截止',
  number: '立案文号', party: '当事人', cause: '案由', handlers: '承办人', amount: '罚款（元）', due: '下一期限', updated: '最近办理', add: '提请立案',
  empty: '没有符合条件的案件', emptyUnder: '放宽筛选条件，或从检查中提请立案。',
  filing: {
    title: '提请立案', from: '由检查带入的内容不必重新填写，请核对。', cause: '案由', brief: '案件基本情况', foundOn: '发现日期', source: '案件来源', handlers: '承办人（不少于两名）',
    opinion: '承办人意见', opinionDefault: '建议立案调查。', acts: '违法行为', evidence: '证据', submit: '提请立案', done: '已提请立案', party: '当事人', noEvidence: '立案后可继续添加证据',
    chooseEnterprise: '当事人（企业）', discretion: '初步裁量', against: '处罚对象', unit: '生产经营单位', principal: '主要负责人',
    againstHint: '同一次检查中，法条处罚单位的和处罚主要负责人的分别立案。', nothing: '本次检查没有可对该对象立案的违法行为',
    nothingMend: '换另一处罚对象，或者返回检查页面核对发现的问题。',
  },
  act: {
    fact: '违法事实', date: '行为日期', stage: '查处阶段', quantity: '数量（人、处、台等）', circumstances: '法定和酌定情节', harmed: '危害公民生命健康或金融安全且有危害后果',
    violation: '违法条款', violationHint: '输入违法行为检索', add: '添加违法行为', nth: (n: number) => `违法行为 ${n}`, remove: '删除',
  },
  circumstances: {
    'slight-corrected-no-harm': '轻微并及时改正，没有危害后果', 'first-slight-corrected': '初次违法、后果轻微并及时改正', 'no-fault': '有证据证明没有主观过错',
    'self-found-reported': '自查发现重大隐患并报告、消除', 'self-removed-harm': '主动消除或减轻危害后果', coerced: '受胁迫或诱骗', confessed: '主动供述尚未掌握的违法行为', merit: '有立功表现',
    mitigate: '法定减轻情形', repeat: '一年内再次实施同一违法行为', resisting: '阻挠或抗拒执法', 'destroyed-evidence': '伪造、隐匿、毁灭证据', retaliation: '打击报复举报人、证人',
    'continued-after-order': '责令停止后继续实施', emergency: '重大突发事件期间违反应对措施', aggravate: '其他从重情形', cooperated: '积极配合调查', corrected: '及时改正',
    'dangerous-operation': '涉及危险作业', 'major-hazard': '存在重大事故隐患', 'caused-harm': '造成危害后果', intentional: '主观故意',
  },
  page: {
    next: '下一步', noNext: '本案没有等您办理的步骤', others: (count: number) => `尚不能办理的步骤（${count}）`, facts: '案件情况', matrix: '事实与证据', matrixUnder: '每项违法事实都要有证据证明。',
    fact: '违法事实', evidence: '证据', proves: '证明', noEvidence: '还没有证据', gap: '没有证据证明', papers: '文书和案卷', file: '下载全卷（PDF）', discretion: '裁量', noDiscretion: '查不到行为日有效的处罚条款，无法推算裁量幅度',
    clocks: '期限', journal: '审计记录', inspection: '来源检查', enterprise: '企业档案', returns: '退回记录', interviews: '询问笔录', nth: (n: number) => `第${n}次`, legalReview: '法制审核', discussion: '集体讨论',
    notice: '处罚告知', decision: '处罚决定', payment: '缴款', closing: '结案', archive: '归档', report: '调查报告', source: '案件来源', filedOn: '立案日期', foundOn: '发现日期', brief: '基本情况', creditCode: '统一社会信用代码',
    representative: '法定代表人', address: '地址', until: (date: string) => `至 ${date}`, defenceUntil: '陈述申辩期限', hearingUntil: '听证申请期限', waivedOn: '书面放弃', served: '送达日期', payBy: '缴款期限', openPaper: '查看',
  },
  discretion: {
    range: '法定幅度', tier: '裁量档次', band: '档内幅度', suggested: '推算金额', because: '推算过程', violated: '违反', basis: '处罚依据', measures: '一并处理', total: '合计', chosen: '现拟金额',
    flags: { hearing: '应告知听证权利', legalReview: '应经法制审核', discussion: '应集体讨论' }, noFlags: '不需听证告知、法制审核和集体讨论', mayMitigate: '有法定减轻情节，可低于最低额', exempt: { must: '依法不予处罚', may: '可以不予处罚', none: '' },
    procedure: '程序要求', yuan: (text: string) => `${text} 元`,
  },
  form: {
    opinion: '审批意见', agree: '同意。', reason: '理由', submit: '提交', missing: '提交前还缺', done: (label: string) => `已办理：${label}`, back: '收起',
    course: '调查经过', proposal: '处理建议', reasons: '裁量理由', reasonsNote: '金额不在裁量档内时必须写明（不少于 10 个字）', amounts: '罚款金额（元）', conclusion: '审核结论', points: '逐项审核意见', pointsNote: '只写“同意”等于没有审核，请写明审查了什么、依据什么、结论是什么。',
    from: '开始时间', until: '结束时间', place: '地点', chair: '主持人', reporter: '汇报人', recorder: '记录人', attendees: '参加人员及意见', attendee: '参加人', attendeePost: '职务', attendeeOpinion: '意见和理由', addAttendee: '添加参加人', discussConclusion: '结论性意见',
    method: '送达方式', servedAt: '送达时间', recipient: '收件人', relation: '收件人身份', servers: '送达人', witness: '见证人', recorded: '送达过程已拍照或录像', addressConfirmed: '当事人已签送达地址确认书', refused: '拒收', note: '备注（公告送达写明原因和登载处）',
    points2: '当事人意见逐条复核', said: '当事人的意见', answer: '复核答复', adopted: '采纳', addPoint: '添加一条', oral: '当事人当面口头陈述申辩（制作笔录）', speaker: '陈述申辩人', waivedOn: '放弃日期', statement: '当事人的书面表示', statementDefault: '我单位已收到行政处罚告知书，自愿放弃陈述、申辩和要求听证的权利。',
    waiveDefence: '放弃陈述、申辩', waiveHearing: '放弃要求听证', waiverFile: '书面放弃声明（照片或扫描件）', upload: '上传文件', uploading: '正在上传…', uploaded: (name: string) => `已上传：${name}`,
    measures: '其他处理（每行一项）', decisionOpinion: '承办人意见', paidOn: '缴款日期', paid: '缴款金额', receipt: '财政票据号', receiptFile: '缴款凭证', outcome: '处理结果', execution: '执行情况', closingOpinion: '承办人意见',
    archiveNumber: '归档号', retention: '保管期限',
    respondent: '被询问人', gender: '性别', genders: ['男', '女'], age: '年龄', idNumber: '公民身份号码', employer: '工作单位', jobTitle: '职务或工种', home: '住址', phone: '电话', interviewers: '询问人（不少于两名）', certificatesShown: '询问前已出示执法证件', rightsTold: '已告知如实回答的义务和申请回避的权利',
    recusal: '是否申请回避', questions: '问答', question: '问', answerLabel: '答', addQuestion: '添加一问', bank: '从题库加入', proves: '证明的违法事实', evidenceKind: '证据种类', evidenceName: '证据名称', evidenceSource: '来源', takenOn: '取得日期', addItem: '添加一项证据', evidenceFile: '原件（照片、扫描件等）',
  },
  bank: [
    '我们是应急管理部门的执法人员，这是我们的执法证件。请问您看清楚了吗？', '根据法律规定，您有如实回答询问的义务，也有申请回避的权利。您听明白了吗？是否申请回避？', '请介绍您的基本情况和在单位的职务、职责。',
    '请介绍单位的基本情况、从业人员和生产经营情况。', '检查时发现的问题，您是否知情？情况是否属实？', '上述情况从什么时候开始，涉及多少人（处、台）？', '发生上述情况的原因是什么？', '单位是否制定了相应的制度，是否组织过教育培训？', '发现问题后采取了哪些措施，现在是否已经改正？',
    '此前是否因同类行为受过行政处罚？', '是否造成人员伤亡或者财产损失？', '您还有什么需要补充或者说明的？', '以上笔录请您核对，如有错误可以更正；无误请逐页签名。',
  ],
  law: { filing: '立案', evidence: '证据', benchmark: '裁量基准', review: '法制审核', discussion: '集体讨论', notify: '告知', defence: '陈述和申辩', hearing: '听证', decide: '作出决定', serve: '送达', pay: '缴纳罚款', noTwice: '一事不再罚', lenient: '从轻或者减轻' },
} as const

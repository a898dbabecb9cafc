/** What a reader looks for, in the order of the filter. */
export const AUDIT_KINDS = [
  ...(['sign_in', 'refused', 'upload', 'mapping', 'period'] as const),
  ...(['case', 'personal', 'configuration'] as const),
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface ActionWords {
  readonly kind: AuditKind;
  readonly zh: string;
  readonly en: string;
}

const of = (kind: AuditKind, zh: string, en: string): ActionWords => ({ kind, zh, en });

/** Words of the acts that are no commands or say more than the title of one; a test finds those that have none. */
export const ACTIONS: Readonly<Record<string, ActionWords>> = {
  'session.sign-in': of('sign_in', '登录', 'Signed in'),
  'session.sign-out': of('sign_in', '退出登录', 'Signed out'),
  'session.sign-out-everywhere': of('sign_in', '退出全部设备', 'Signed out everywhere'),
  'session.choose-post': of('sign_in', '选择岗位', 'Chose a post'),
  'account.renew': of('sign_in', '重置密码或密钥', 'Renewed a password or secret'),
  'request.refused': of('refused', '越权操作被拒绝', 'Was refused what the post does not allow'),
  'batch.receive': of('upload', '上传数据', 'Uploaded data'),
  'batch.retry': of('upload', '重新处理上传', 'Took an upload up again'),
  'intake.foreign-county': of('upload', '上传中夹有其他区县的数据', 'Uploaded rows that name another county'),
  'intake.row-fault': of('upload', '上传中有未能写入的数据', 'Uploaded rows that could not be written'),
  'intake.feedback': of('case', '上传处置结果', 'Fed back by an upload'),
  'case.rebuild': of('case', '按办理记录重建案卷', 'Rebuilt cases from their records'),
  'drafts.hand_over': of('case', '移交未发送的草稿', 'Handed drafts over'),
  'cases.reveal_reporter': of('personal', '查看反映人信息', 'Looked at who reported a case'),
  'cases.open_of_caller': of('personal', '按来电号码查找案卷', 'Looked up cases by a caller’s number'),
  'list.export': of('case', '导出列表', 'Exported a list'),
  'batch.read-rows': of('personal', '查看上传的原始数据', 'Read uploaded rows as they were sent'),
  'period.open': of('period', '设立评价周期', 'Opened a period'),
  'period.close': of('period', '评价周期定稿', 'Closed a period'),
  'period.freeze': of('period', '评价结果定稿', 'Froze a result'),
  'scheme.publish': of('period', '发布评价方案', 'Published a scheme'),
  'scheme.adopt': of('period', '确认评价口径', 'Adopted readings of a scheme'),
  'scheme.input': of('period', '录入评价数据', 'Entered a value for the assessment'),
  'calendar.load': of('configuration', '更新工作日历', 'Loaded a working calendar'),
  'catalogues.load': of('configuration', '更新分类目录', 'Loaded catalogues'),
  'operator.create': of('configuration', '新增平台运维人员', 'Made an operator'),
  'tenant.apply': of('configuration', '变更配置', 'Changed the configuration'),
  'area.import': of('configuration', '导入网格与区划', 'Imported areas'),
};

/** Of an act that nobody foresaw: a row that some other hand wrote. */
export const OTHER_ACT = { zh: '其他操作', en: 'Another act' } as const;

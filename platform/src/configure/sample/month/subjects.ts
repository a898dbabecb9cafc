/** Rules (ids of case-rules.csv) the sample month draws its cases from, with a weight, and who disposes them. */
export type Duty = 'enforcement' | 'sanitation' | 'works' | 'parks';

export const SUBJECTS: readonly (readonly [ruleId: number, weight: number, duty: Duty])[] = [
  [389, 14, 'sanitation'], // 暴露垃圾
  [391, 10, 'sanitation'], // 道路不洁
  [390, 4, 'sanitation'], // 积存垃圾渣土
  [404, 3, 'sanitation'], // 水域不洁
  [418, 3, 'sanitation'], // 废弃家具设备
  [482, 12, 'enforcement'], // 店外经营
  [477, 9, 'enforcement'], // 无照经营游商
  [484, 8, 'enforcement'], // 非机动车乱停放
  [445, 8, 'enforcement'], // 非法小广告
  [419, 5, 'enforcement'], // 乱堆物堆料
  [386, 4, 'enforcement'], // 沿街晾挂
  [452, 3, 'enforcement'], // 违规标语宣传品
  [377, 1, 'enforcement'], // 私搭乱建, 15 working days
  [392, 4, 'works'], // 道路破损
  [1, 2, 'works'], // 上水井盖
  [9, 3, 'works'], // 雨水井盖
  [68, 4, 'works'], // 路灯
  [191, 3, 'works'], // 交通护栏
  [258, 2, 'works'], // 垃圾箱
  [462, 2, 'works'], // 工地物料乱堆放
  [396, 4, 'parks'], // 绿地脏乱
  [290, 3, 'parks'], // 行道树
  [309, 2, 'parks'], // 绿地护栏
];

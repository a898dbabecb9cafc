import type { Way } from './ways.ts';

/** What may be wrong on a street: filing condition of case-rules.csv, who works it, and in the words of who reports it. */
export const SUBJECTS = {
  waste: { ruleId: 389, lead: 'sanitation', words: '路边堆着生活垃圾，气味很大，没人清理' },
  dirt: { ruleId: 391, lead: 'sanitation', words: '路面有散落的渣土和油污' },
  furniture: { ruleId: 418, lead: 'sanitation', words: '废旧沙发丢在人行道上好几天' },
  stalls: { ruleId: 482, lead: 'enforcement', words: '店铺把货摆到人行道上，行人只能走车道' },
  hawkers: { ruleId: 477, lead: 'enforcement', words: '学校门口流动摊贩占道' },
  bikes: { ruleId: 484, lead: 'enforcement', words: '共享单车乱停，盲道被占' },
  stickers: { ruleId: 445, lead: 'enforcement', words: '电杆和墙面贴满小广告' },
  road: { ruleId: 392, lead: 'works', words: '路面破损有坑，晚上骑车容易摔倒' },
  lamp: { ruleId: 68, lead: 'works', words: '路灯不亮，一整段路很黑' },
  drain: { ruleId: 9, lead: 'works', words: '雨水井盖移位，有人差点踩空' },
  green: { ruleId: 396, lead: 'parks', words: '绿化带里有枯枝和垃圾' },
  tree: { ruleId: 290, lead: 'parks', words: '行道树枝条压低，挡住行人和车辆' },
  fence: { ruleId: 309, lead: 'parks', words: '绿地护栏断了一段，有尖头' },
  pole: { ruleId: 58, lead: 'power', words: '电力立杆歪斜，线缆垂到人行道上方' },
  hydrant: { ruleId: 42, lead: 'water', words: '供水器漏水，路面积水' },
} as const;

export type Subject = keyof typeof SUBJECTS;

/** Who takes it in: the city’s hotline or the county’s, or a collector of the one or the other who reports. */
export type Source = 'city' | 'own' | 'patrol';

/** Minutes ago of the last deed; or dispatched so that the disposal is at yellow now. */
export type When = number | 'yellow';

type Scene = readonly [slug: string, subject: Subject, source: Source, when: When];

const DAY = 24 * 60;
/** Longer than any limit of the subjects that use it takes, a week of holidays included. */
const LONG = 11 * DAY;

/** The native cases of the sample city, by how far they got. */
export const SCENES: Readonly<Partial<Record<Way, readonly Scene[]>>> = {
  registered: [
    ['pengxi', 'waste', 'city', 4],
    ['chuanshan', 'stalls', 'city', 9],
    ['shehong', 'lamp', 'own', 6],
    ['hedong', 'tree', 'patrol', 12],
  ],
  verifying: [
    ['pengxi', 'road', 'own', 11],
    ['anju', 'dirt', 'city', 45],
    ['chuanshan', 'bikes', 'city', 8],
  ],
  verified: [
    ['pengxi', 'green', 'city', 5],
    ['daying', 'stickers', 'own', 7],
  ],
  notFound: [['wuliugang', 'hawkers', 'city', 10]],
  accepted: [
    ['pengxi', 'bikes', 'city', 6],
    ['anju', 'waste', 'own', 5],
    ['chuanshan', 'road', 'patrol', 25],
    ['kaifaqu', 'dirt', 'patrol', 3],
  ],
  backAtAcceptor: [['shehong', 'furniture', 'city', 16]],
  filed: [
    ['pengxi', 'stalls', 'city', 8],
    ['pengxi', 'hawkers', 'own', 40],
    ['chuanshan', 'waste', 'city', 7],
    ['daying', 'road', 'city', 10],
    ['chuangxin', 'lamp', 'patrol', 5],
  ],
  notOurs: [['anju', 'tree', 'city', 13]],
  dispatched: [
    ['pengxi', 'waste', 'own', 5],
    ['chuanshan', 'green', 'city', 8],
    ['shehong', 'drain', 'own', 4],
    ['hedong', 'stickers', 'patrol', 9],
  ],
  taken: [
    ['pengxi', 'lamp', 'city', 30],
    ['pengxi', 'fence', 'patrol', 90],
    ['chuanshan', 'lamp', 'city', 25],
    ['anju', 'road', 'own', 3 * 60],
    ['daying', 'tree', 'own', 50],
    ['kaifaqu', 'furniture', 'patrol', 70],
    // at yellow
    ['pengxi', 'stickers', 'city', 'yellow'],
    ['chuanshan', 'tree', 'patrol', 'yellow'],
    ['anju', 'furniture', 'city', 'yellow'],
    ['shehong', 'green', 'own', 'yellow'],
    // overdue
    ['pengxi', 'waste', 'city', LONG],
    ['pengxi', 'dirt', 'city', LONG + 300],
    ['chuanshan', 'stalls', 'city', LONG],
    ['daying', 'bikes', 'own', LONG + 200],
    ['chuangxin', 'green', 'patrol', LONG],
  ],
  extensionWaits: [
    ['pengxi', 'road', 'city', 15],
    ['chuanshan', 'fence', 'city', 20],
    ['shehong', 'road', 'own', 35],
  ],
  extended: [['anju', 'lamp', 'city', 60]],
  returnWaits: [
    ['pengxi', 'furniture', 'city', 12],
    ['hedong', 'lamp', 'patrol', 18],
  ],
  returned: [
    ['pengxi', 'tree', 'own', 9],
    ['chuanshan', 'stickers', 'city', 11],
  ],
  suspensionWaits: [['daying', 'road', 'city', 25]],
  suspended: [
    ['pengxi', 'road', 'city', 2 * DAY],
    ['wuliugang', 'road', 'patrol', DAY],
  ],
  resumesTomorrow: [
    ['pengxi', 'lamp', 'own', DAY],
    ['chuanshan', 'road', 'city', 300],
  ],
  voidWaits: [['anju', 'stickers', 'own', 14]],
  voided: [['shehong', 'bikes', 'own', 200]],
  assisting: [['pengxi', 'tree', 'city', 15]],
  assisted: [['chuanshan', 'furniture', 'city', 10]],
  fedBack: [
    ['pengxi', 'hawkers', 'city', 6],
    ['shehong', 'stalls', 'own', 11],
    ['kaifaqu', 'waste', 'patrol', 20],
  ],
  checking: [
    ['pengxi', 'dirt', 'own', 15],
    ['chuanshan', 'dirt', 'city', 30],
    ['anju', 'green', 'city', 100],
  ],
  checked: [
    ['pengxi', 'drain', 'city', 4],
    ['daying', 'waste', 'own', 9],
  ],
  checkedBad: [['chuanshan', 'hawkers', 'city', 6]],
  reworked: [
    ['pengxi', 'stalls', 'own', 20],
    ['hedong', 'waste', 'patrol', 35],
  ],
  passed: [
    ['pengxi', 'green', 'own', 8],
    ['chuanshan', 'drain', 'city', 12],
    ['shehong', 'waste', 'city', 5],
    // disposed in time days ago: closing them moves a score today
    ['pengxi', 'stalls', 'own', 2 * DAY],
    ['pengxi', 'hawkers', 'own', 2 * DAY + 90],
    ['daying', 'hawkers', 'own', 2 * DAY + 30],
  ],
  closed: [
    ['pengxi', 'bikes', 'own', 30],
    ['chuanshan', 'waste', 'patrol', 55],
    ['anju', 'stalls', 'own', 90],
    ['daying', 'green', 'city', 120],
    ['wuliugang', 'dirt', 'patrol', 25],
  ],
  calledBack: [['pengxi', 'waste', 'city', 45]],
  refused: [['shehong', 'hawkers', 'own', 150]],
  notFiled: [['daying', 'fence', 'own', 80]],
  selfHandled: [
    ['pengxi', 'stickers', 'own', 15],
    ['chuanshan', 'bikes', 'city', 22],
  ],
  archived: [['anju', 'bikes', 'own', 130]],
  urgent: [
    ['pengxi', 'drain', 'own', 3],
    ['chuanshan', 'drain', 'city', 7],
  ],
  supervised: [
    ['pengxi', 'lamp', 'city', 60],
    ['anju', 'road', 'city', 40],
  ],
  supervisedAndAnswered: [['chuanshan', 'road', 'city', 70]],
  passedUp: [['pengxi', 'pole', 'own', 10]],
  atCityBody: [['daying', 'hydrant', 'own', 15]],
  takenByCityBody: [['shehong', 'pole', 'city', 50]],
  fedBackByCityBody: [['anju', 'hydrant', 'own', 12]],
};

/** Reports of collectors that wait for an acceptor. */
export const WAITING_REPORTS: readonly Scene[] = [
  ['pengxi', 'waste', 'patrol', 2],
  ['shehong', 'tree', 'patrol', 5],
  ['chuanshan', 'bikes', 'patrol', 3],
  ['hedong', 'stalls', 'patrol', 8],
];

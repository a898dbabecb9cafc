import { ANJU, CHUANSHAN, PENGXI, type Place } from './desk-people.ts';

/**
 * What stands in the bar of a desk, by state, mode and post. Written by hand from workflow.md (§2, §3, §4, §7) and the issue (督办,
 * who closes by force, who is helped), never produced by the table that is tested. Acts that are not named stand in no bar.
 */
export type Bars = Readonly<Record<string, string>>;

export interface Column {
  readonly title: string;
  readonly place: Place;
  /** Accounts by role: `supervision` takes in, files, checks and closes; `command` dispatches. */
  readonly people: Readonly<Record<string, string>>;
  /** The body that works the case. */
  readonly body: string;
  /** The body whose collectors look on the spot. */
  readonly collectors: string;
  /** Who may give orders (督办, 抽查) about a case that is open or closed. */
  readonly orders: Bars;
  /** … and who may end it at any time while it is open (强制结案). */
  readonly ends: Bars;
  /** … and while a body works it to which the county gave it. */
  readonly given: Bars;
  /** A body of the city is reached through the city (蓬溪), or its people are at hand (船山). */
  readonly throughCity: boolean;
}

const CITY = {
  'city acceptor': 'wangxiaoyan',
  'city shift leader': 'yangyongqiang',
  'city dispatcher': 'kongxue',
  'city inspector': 'xielixin',
  'city leader': 'wanghai',
} as const;

export const COLUMNS: readonly Column[] = [
  {
    title: '一级监督一级指挥, 船山区',
    ...{ place: CHUANSHAN, body: '船山区综合行政执法局', collectors: '遂宁市城管信息采集公司', throughCity: false },
    people: {
      ...{ ...CITY, acceptor: CITY['city acceptor'], 'shift leader': CITY['city shift leader'], collector: 'gejia' },
      ...{ dispatcher: 'wangxiaomei', leader: 'yanghaitao', department: 'konghong', worker: 'xiewentao' },
    },
    orders: { 'shift leader': 'supervise', 'city inspector': 'supervise', 'city leader': 'supervise' },
    ends: { 'city leader': 'force_close' },
    given: { dispatcher: 'supervise', leader: 'supervise' },
  },
  {
    title: '一级监督两级指挥, 蓬溪县, taken in by the city',
    ...{ place: PENGXI, body: '蓬溪县综合行政执法局', collectors: '遂宁市城管信息采集公司', throughCity: true },
    people: {
      ...{ ...CITY, acceptor: CITY['city acceptor'], 'shift leader': CITY['city shift leader'], collector: 'gejia' },
      ...{ dispatcher: 'xiechunmei', leader: 'fangxiuying', department: 'guhaitao', worker: 'zhaohong' },
      ...{ 'county acceptor': 'wanglixin', 'county shift leader': 'kongguoqing', inspector: 'gechangping' },
    },
    orders: { 'shift leader': 'supervise', 'city inspector': 'supervise', 'city leader': 'supervise' },
    ends: { 'city leader': 'force_close' },
    given: {
      ...{ dispatcher: 'supervise', leader: 'supervise', inspector: 'supervise', 'county shift leader': 'supervise' },
    },
  },
  {
    title: '一级监督两级指挥, 安居区, taken in by the county',
    ...{ place: ANJU, body: '安居区综合行政执法局', collectors: '安居区城管信息采集公司', throughCity: true },
    people: {
      ...{
        ...CITY,
        acceptor: 'geqian',
        'shift leader': 'xuejingyi',
        dispatcher: 'haozhiyuan',
        leader: 'zhaoyongqiang',
      },
      ...{ inspector: 'guxiaoyan', collector: 'wangxue', department: 'kongjia', worker: 'xieguoqing' },
    },
    orders: {
      ...{ 'city shift leader': 'supervise', 'city inspector': 'supervise', 'city leader': 'supervise' },
      ...{ 'shift leader': 'supervise', inspector: 'supervise', leader: 'supervise' },
    },
    ends: { leader: 'force_close' },
    given: { dispatcher: 'supervise' },
  },
];

/** A stop on the way of a case: what is done to come there, and by whom acts then stand in a bar. */
export const STOPS = {
  collecting: { acceptor: 'ask_verify refuse_acceptance', 'shift leader': 'file_urgent' },
  'collecting, to be verified': {
    ...{ acceptor: 'refuse_acceptance', 'shift leader': 'file_urgent' },
    collector: 'answer_verify assign_inside acknowledge',
  },
  'collecting, verified': { acceptor: 'ask_verify accept refuse_acceptance', 'shift leader': 'file_urgent' },
  filing: { 'shift leader': 'file return_to_acceptor refuse_filing file_urgent' },
  dispatching: { dispatcher: 'dispatch return_case', 'shift leader': 'recall' },
  disposing: {
    dispatcher: 'ask_assist recall',
    department: 'take feed_back ask_extension ask_return ask_suspension ask_void assign_inside',
    worker: 'take ask_extension',
  },
  'disposing, taken': {
    ...{ dispatcher: 'ask_assist', worker: 'ask_extension' },
    department: 'feed_back ask_extension ask_return ask_suspension ask_void assign_inside',
  },
  'disposing, an extension asked for': {
    ...{ dispatcher: 'ask_assist extend refuse_request', department: 'assign_inside' },
  },
  // The first extension is the dispatcher's, a second one the leader's (workflow.md §4, §7).
  'disposing, a second extension asked for': {
    ...{ dispatcher: 'ask_assist', leader: 'extend refuse_request', department: 'assign_inside' },
  },
  // Who wants to give a case back gives it to nobody inside.
  'disposing, a return asked for': { dispatcher: 'ask_assist take_back refuse_request' },
  'disposing, its void asked for': {
    ...{ dispatcher: 'ask_assist', department: 'assign_inside', 'shift leader': 'void refuse_request' },
  },
  'disposing, a suspension asked for': {
    ...{ dispatcher: 'ask_assist suspend refuse_request', department: 'assign_inside' },
  },
  suspended: { dispatcher: 'resume' },
  check_sending: { acceptor: 'ask_check fail_check' },
  'check_sending, to be checked': {
    ...{ acceptor: 'fail_check', collector: 'answer_check assign_inside acknowledge' },
  },
  'check_sending, found well': { acceptor: 'ask_check pass_check fail_check' },
  closing: { 'shift leader': 'close fail_closing' },
  closed: { acceptor: 'call_back' },
} as const satisfies Record<string, Bars>;

/** Where command is another desk than supervision, the desk of command acknowledges what it was given. */
export const ACKNOWLEDGES: Bars = {
  dispatcher: 'acknowledge',
  leader: 'acknowledge',
  'county acceptor': 'acknowledge',
  'county shift leader': 'acknowledge',
};

/** A county’s case that a body of the city has to work: passed up, then at 供电公司; at once where its people are at hand. */
export const POWER = {
  name: '供电公司',
  people: { 'power department': 'haochangping', 'power worker': 'hepeng' },
  passedUp: {
    'city dispatcher': 'dispatch return_case send_down acknowledge',
    ...{ 'city acceptor': 'acknowledge', 'city shift leader': 'acknowledge', 'city leader': 'acknowledge' },
    dispatcher: 'recall',
  },
  disposing: {
    'power department': 'take feed_back ask_extension ask_return ask_suspension ask_void assign_inside',
    'power worker': 'take ask_extension',
  },
  /** Whoever dispatched it, and the posts above him. */
  byCity: { 'city dispatcher': 'ask_assist recall supervise' },
  byCounty: { dispatcher: 'ask_assist recall supervise', leader: 'supervise' },
} as const;

import { phrase } from '../kernel/message.ts';

export const CALENDARS_MESSAGES = {
  'hours.time': phrase('须写成 08:30 这样的时刻', 'must be a time of day such as 08:30'),
  'hours.month-day': phrase('须写成 05-01 这样的月-日', 'must be a month and day such as 05-01'),
  'hours.none': phrase('至少需要一个工作时段', 'there must be a working period'),
  'hours.ends-first': phrase(
    '时段 {from}–{to} 未晚于开始即结束',
    'the period {from}–{to} does not end after it starts',
  ),
  'hours.overlap': phrase(
    '时段 {from}–{to} 与前一时段重叠或先后颠倒',
    'the period {from}–{to} begins before the one above it has ended',
  ),
  'hours.no-day': phrase('没有 {day} 这一天（格式为 月-日）', 'no year has a day {day} (month-day)'),
  'hours.seasons-share': phrase(
    '与 {from} 至 {to} 的季节有相同的日期',
    'it shares days with the season {from} to {to}',
  ),
  'calendar.line': phrase(
    '日历的一行须为 日期,off 或 日期,makeup，每日一行：{line}',
    'a line of a calendar is a day and off or makeup, each day once: {line}',
  ),
};

import { phrase } from '../kernel/message.ts';

export const CALENDARS_MESSAGES = {
  'calendar.line': phrase(
    '日历的一行须为 日期,off 或 日期,makeup，每日一行：{line}',
    'a line of a calendar is a day and off or makeup, each day once: {line}',
  ),
};

/**
 * The one catalogue of errors. A code is stable and never reused; the class before the first dash says where it
 * belongs: ENV- envelope, KEY- identity of a row, MAP- unmapped code, CASE- field rules, GEO- place, TIME- order and
 * zone, FLOW- impossible step, PERIOD- closed period, AUTH-, QUOTA-, SCHEME- assessment scheme, SYS- operation.
 *
 * `problem` entries end a request (`status` is the HTTP status the gateway answers with); `finding` entries describe one
 * row of an upload and never throw. `{name}` in a text is filled from the details.
 */
export interface CatalogueEntry {
  readonly kind: 'problem' | 'finding';
  /** HTTP status for a problem; 0 for a finding. */
  readonly status: number;
  /** True where sending the same bytes again can succeed. */
  readonly retryable: boolean;
  /** Who must act. */
  readonly owner: 'county' | 'city' | 'platform';
  readonly zh: string;
  readonly en: string;
}

const problem = (
  status: number,
  owner: CatalogueEntry['owner'],
  zh: string,
  en: string,
  retryable = false,
): CatalogueEntry & { kind: 'problem' } => ({ kind: 'problem', status, retryable, owner, zh, en });

const finding = (
  zh: string,
  en: string,
  owner: CatalogueEntry['owner'] = 'county',
): CatalogueEntry & { kind: 'finding' } => ({
  kind: 'finding',
  status: 0,
  retryable: false,
  owner,
  zh,
  en,
});

export const CATALOGUE = {
  // identity and rights
  'AUTH-MISSING': problem(401, 'county', '请先登录。', 'Sign in first.'),
  'AUTH-TOKEN': problem(401, 'county', '令牌无效：{reason}。', 'The token is not valid: {reason}.'),
  'AUTH-FORBIDDEN': problem(403, 'county', '当前岗位无权执行该操作。', 'Your post does not allow this.'),
  'AUTH-ORIGIN': problem(403, 'county', '请求来源不是本站。', 'The request does not come from our own pages.'),
  'AUTH-SIGN-IN': problem(
    400,
    'county',
    '登录未完成：{reason}。请重新登录。',
    'Signing in was not completed: {reason}. Please start again.',
    true,
  ),
  'SYS-TOO-LARGE': problem(413, 'county', '请求内容过大。', 'The request is too large.'),
  'SYS-MEDIA-TYPE': problem(415, 'county', '不支持的内容类型。', 'This content type is not supported.'),
  'QUOTA-REQUESTS': problem(429, 'county', '请求过于频繁，请稍后重试。', 'Too many requests, try again later.', true),
  'SYS-NOT-FOUND': problem(404, 'county', '未找到。', 'Not found.'),
  'SYS-UNAVAILABLE': problem(
    503,
    'platform',
    '服务暂不可用，请稍后重试。',
    'Temporarily unavailable, try again.',
    true,
  ),
  'SYS-FAULT': problem(500, 'platform', '系统内部错误，编号 {ref}。', 'Internal fault, reference {ref}.', true),
  'SYS-INPUT': problem(400, 'county', '请求内容不符合要求：{reason}。', 'The request is not as required: {reason}.'),

  // intake: findings about one row
  'ENV-ROW-SYNTAX': finding('该行无法解析：{reason}。', 'This row cannot be read: {reason}.'),

  // end of catalogue (each room adds its own block above)
} as const satisfies Record<string, CatalogueEntry>;

export type Code = keyof typeof CATALOGUE;
export type CodeOf<K extends 'problem' | 'finding'> = {
  [C in Code]: (typeof CATALOGUE)[C]['kind'] extends K ? C : never;
}[Code];
export type Details = Readonly<Record<string, string | number>>;

/** Fills `{name}` in a catalogue text from the details; an unknown name stays visible. */
export function sentence(code: Code, language: 'zh' | 'en', details: Details = {}): string {
  return CATALOGUE[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

/** The only error the domain throws on purpose. Faces translate it; nobody else makes up messages. */
export class Problem extends Error {
  readonly code: CodeOf<'problem'>;
  readonly details: Details;
  constructor(code: CodeOf<'problem'>, details: Details = {}, options?: ErrorOptions) {
    super(sentence(code, 'en', details), options);
    this.name = 'Problem';
    this.code = code;
    this.details = details;
  }
  get status(): number {
    return CATALOGUE[this.code].status;
  }
}

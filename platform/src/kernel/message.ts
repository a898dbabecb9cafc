/**
 * What we say to people is a message: a stable code and its parameters, which may be messages themselves. Words come from
 * the catalogue only when somebody reads it, in the reader's language and the tenant's zone. Every room has its part of
 * the catalogue (`<room>/messages.ts`); `src/messages.ts` merges the parts and installs them here.
 */
export interface Message {
  readonly code: string;
  readonly params?: Params;
}

/** A moment, shown by the clock of the reader's tenant. */
export interface Instant {
  /** ISO 8601. */
  readonly at: string;
}

export type Param = string | number | Instant | Message | readonly Message[];
export type Params = Readonly<Record<string, Param>>;
export type Language = 'zh' | 'en';
export type InTwo = Readonly<Record<Language, string>>;

/** A text with `{name}` where a parameter goes. */
export interface Phrase<Zh extends string = string, En extends string = string> {
  readonly kind: 'phrase' | 'problem' | 'finding';
  readonly zh: Zh;
  readonly en: En;
}

/** A phrase with a stable code of its own: a problem ends a request, a finding describes a row or a scheme. */
export interface Coded<
  Kind extends 'problem' | 'finding' = 'problem' | 'finding',
  Zh extends string = string,
  En extends string = string,
> extends Phrase<Zh, En> {
  readonly kind: Kind;
  /** HTTP status of a problem; 0 for a finding. */
  readonly status: number;
  /** True where sending the same bytes again can succeed. */
  readonly retryable: boolean;
  /** Who must act. */
  readonly owner: Owner;
}

export type Owner = 'county' | 'city' | 'platform';

export const phrase = <const Zh extends string, const En extends string>(
  zh: Zh,
  en: En,
): Phrase<Zh, En> & { kind: 'phrase' } => ({ kind: 'phrase', zh, en });

export const problem = <const Zh extends string, const En extends string>(
  status: number,
  owner: Owner,
  zh: Zh,
  en: En,
  retryable = false,
): Coded<'problem', Zh, En> => ({ kind: 'problem', status, retryable, owner, zh, en });

export const finding = <const Zh extends string, const En extends string>(
  zh: Zh,
  en: En,
  owner: Owner = 'county',
): Coded<'finding', Zh, En> => ({ kind: 'finding', status: 0, retryable: false, owner, zh, en });

/** Every entry of the merged catalogue by its code; `src/messages.ts` declares what they are. */
export interface Messages {}

/** Codes of a kind. */
export type CodeOf<Kind extends Phrase['kind']> = {
  [Code in keyof Messages]: Messages[Code] extends { readonly kind: Kind } ? Code : never;
}[keyof Messages];

/** Codes that a finding or problem may have; stable and never reused. */
export type Code = CodeOf<'problem' | 'finding'>;

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;
type NamesOf<Entry> = Entry extends Phrase<infer Zh, infer En> ? NamesIn<Zh> | NamesIn<En> : never;

/** The parameters that the sentences of a code name. */
export type ParamsOf<Code extends keyof Messages> = Readonly<Record<NamesOf<Messages[Code]>, Param>> & Params;

/** What follows a code: its parameters, which may be left out where its sentences name none. */
export type Given<Code extends keyof Messages> = [NamesOf<Messages[Code]>] extends [never]
  ? [params?: Params]
  : [params: ParamsOf<Code>];

const catalogue = new Map<string, Phrase>();

/** Adds a room's part; a code that another part has is a mistake of ours. */
export function install(part: Readonly<Record<string, Phrase>>): void {
  for (const [code, entry] of Object.entries(part)) {
    if (catalogue.has(code)) throw new Error(`the message ${code} is defined twice`);
    catalogue.set(code, entry);
  }
}

/** The entry of a code, undefined where nobody has such a message. */
export const entryOf = (code: string): Phrase | undefined => catalogue.get(code);

/** A message of the catalogue, its parameters checked against its sentences. */
export function message<Code extends keyof Messages & string>(code: Code, ...[params]: Given<Code>): Message {
  return params === undefined ? { code } : { code, params };
}

/** Words of somebody else (a sender's cell, a library's text), which are shown as they are. */
export const plain = (text: string): Message => ({ code: 'text', params: { text } });

/** A moment as a parameter. */
export const instant = (at: Date | number): Instant => ({ at: new Date(at).toISOString() });

/**
 * The one place where a message becomes words. Moments are shown in `zone`, without one as ISO 8601; an unknown code, of a
 * newer release for example, stays visible, and so does a parameter that is not given.
 */
export function sentence({ code, params = {} }: Message, language: Language, zone?: string): string {
  const text = catalogue.get(code)?.[language] ?? code;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const param = params[name];
    return param === undefined ? whole : paramText(param, language, zone);
  });
}

/** Both languages of a message. */
export const inTwo = (one: Message, zone?: string): InTwo => ({
  zh: sentence(one, 'zh', zone),
  en: sentence(one, 'en', zone),
});

function paramText(param: Param, language: Language, zone: string | undefined): string {
  if (typeof param !== 'object') return String(param);
  if (isList(param)) return param.map((each) => sentence(each, language, zone)).join(language === 'zh' ? '；' : '; ');
  if ('at' in param) return zone === undefined ? param.at : wallClock(zone).format(Date.parse(param.at));
  return sentence(param, language, zone);
}

const isList = (param: object): param is readonly Message[] => Array.isArray(param);

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `2026-10-08 09:00:15`, as Swedish writes it. */
function wallClock(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(zone, clock);
  }
  return clock;
}

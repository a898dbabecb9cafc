/** One rule of readiness: its number on the page of the move (README.md), its sentence, and what finds a breach. */
export interface Rule<Subject> {
  readonly number: string;
  /** What must hold, as one sentence without its full stop. */
  readonly title: string;
  /** What of the subject breaks the rule, each as half a sentence that names it; none when all is well. */
  readonly breaches: (subject: Subject, facts: Facts) => string[];
}

/** What a parser cannot see of names: asked of a migrated database, see facts.ts. */
export interface Facts {
  /** `biz.case`, `api.case`: relations whose rows belong to a tenant. */
  readonly ofTenants: ReadonlySet<string>;
  /** Those of them whose rows the city publishes to its counties. */
  readonly published: ReadonlySet<string>;
  /** Functions that have a volatile form. */
  readonly volatile: ReadonlySet<string>;
  /** Functions that have no form but stable ones. */
  readonly stable: ReadonlySet<string>;
  /** `due_at::date`: casts of columns whose outcome depends on a setting of the session. */
  readonly stableCasts: ReadonlySet<string>;
  /** Columns that are not text everywhere: to join them to text by || is a stable operation. */
  readonly notText: ReadonlySet<string>;
}

export interface Breach {
  readonly rule: string;
  readonly sentence: string;
}

/** One sentence a breach: number of the rule, what is wrong, where. */
export function breachesOf<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  facts: Facts,
  where: string,
): Breach[] {
  return rules.flatMap((rule) =>
    rule.breaches(subject, facts).map((what) => ({
      rule: `${rule.number} ${rule.title}`,
      sentence: `Rule ${rule.number}: ${what}: ${where}`,
    })),
  );
}

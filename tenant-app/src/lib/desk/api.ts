import { trpc } from '#lib/trpc/client.ts';

/*
 * Procedures that the desk calls. The commands of acts are called by the name the platform offers them under, so they are typed
 * by what the forms give, not one by one.
 */

/** An act on the case or the task that is open: allowed, or why not. */
export interface Offer {
  readonly act: string;
  readonly needs: readonly Need[];
  readonly refusal: { readonly zh: string; readonly en: string } | null;
}

export interface Offers {
  readonly version: number;
  readonly state: string | null;
  readonly offers: readonly Offer[];
}

export type Need =
  | 'place'
  | 'class'
  | 'condition'
  | 'reason'
  | 'words'
  | 'photo_before'
  | 'photo_after'
  | 'unit'
  | 'inner'
  | 'until'
  | 'finding'
  | 'level'
  | 'satisfaction';

export interface Acted {
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string | null;
  readonly version: number | null;
  readonly state: string | null;
}

export interface Place {
  readonly tenantId: number;
  readonly tenantName: string;
  readonly streetId: number | null;
  readonly streetName: string | null;
  readonly communityId: number | null;
  readonly communityName: string | null;
  readonly cellId: number | null;
  readonly cellCode: string | null;
  readonly longitude: number;
  readonly latitude: number;
  readonly label: string;
}

export interface FoundClass {
  readonly id: number;
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly categoryName: string;
}

export interface Rule {
  readonly id: number;
  readonly condition: string;
  readonly limitValue: string | null;
  readonly limitUnit: string | null;
}

export interface Duplicate {
  readonly caseId: string;
  readonly caseNo: string;
  readonly state: string;
  readonly metres: number;
  readonly reportedAt: string;
  readonly address: string | null;
  readonly photo: string | null;
}

export interface Suggestion {
  readonly unitId: number;
  readonly name: string;
  readonly kind: 'duty' | 'lately';
  readonly rule: { readonly zh: string; readonly en: string };
}

export interface FoundBody {
  readonly unitId: number;
  readonly name: string;
  readonly kind: string;
  readonly code: string;
}

export interface CallersCase {
  readonly tenantId: number;
  readonly caseId: string;
  readonly caseNo: string;
  readonly state: string;
  readonly reportedAt: string;
  readonly address: string | null;
  readonly className: string | null;
}

export interface Draft {
  readonly about: string;
  readonly act: string;
  readonly tenantId: number | null;
  readonly text: Record<string, unknown>;
}

interface Query<Input, Output> {
  query: (input: Input) => Promise<Output>;
}
interface Mutation<Input, Output> {
  mutate: (input: Input) => Promise<Output>;
}

export interface DeskApi {
  readonly cases: Readonly<Record<string, Mutation<object, Acted>>> & {
    readonly actions: Query<{ tenantId: number; caseId: string; taskId?: string | undefined }, Offers>;
    readonly locate: Query<
      { tenantId?: number } & ({ longitude: number; latitude: number } | { text: string }),
      { places: Place[] }
    >;
    readonly search_classes: Query<{ tenantId: number; words: string }, { catalogueId: string; classes: FoundClass[] }>;
    readonly class_rules: Query<{ tenantId: number; classId: number }, { rules: Rule[] }>;
    readonly likely_duplicates: Query<
      { tenantId: number; classId: number; longitude: number; latitude: number },
      { duplicates: Duplicate[] }
    >;
    readonly suggest_unit: Query<
      { tenantId: number; classId: number; streetId?: number; communityId?: number },
      { suggestions: Suggestion[] }
    >;
    readonly search_bodies: Query<{ tenantId: number; words: string }, { bodies: FoundBody[] }>;
    readonly open_of_caller: Query<{ phone: string }, { cases: CallersCase[] }>;
  };
  readonly drafts: {
    readonly put: Mutation<Draft, unknown>;
    readonly list: Query<{ about?: string }, Draft[]>;
    readonly delete: Mutation<{ about: string; act: string }, unknown>;
  };
}

/** Those procedures, asked with the fetch of a `load` or the browser's. */
export const deskApi = (ask: typeof fetch): DeskApi => trpc(ask) as unknown as DeskApi;

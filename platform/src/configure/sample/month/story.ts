import type { Position } from '../../../geography/crs.ts';
import type { RuleRow } from '../../../catalogues/types.ts';
import type { Duty } from './subjects.ts';

export type Step =
  'reported' | 'filed' | 'dispatched' | 'disposed' | 'suspended' | 'resumed' | 'closed' | 'refused' | 'voided';

/** A case of the sample month as it really happened, before any system writes it in its own words. */
export interface Story {
  /** 1-based position in the county's month. */
  readonly number: number;
  readonly kind: 'component' | 'event';
  /** Category + class code, GB/T 30428.2. */
  readonly classCode: string;
  readonly className: string;
  readonly rule: RuleRow;
  readonly duty: Duty;
  readonly source: 'collector' | 'hotline' | 'web' | 'leader' | 'video';
  readonly position: Position;
  readonly address: string;
  readonly steps: Readonly<Partial<Record<Step, Date>>> & { readonly reported: Date };
  /** As the county's own system computed it. */
  readonly due: Date | null;
  readonly rework: number;
  readonly extensions: number;
  readonly selfHandled: boolean;
  readonly reporter: { readonly name: string; readonly phone: string } | null;
  /** Last step, what a system calls "last change". */
  readonly changed: Date;
}

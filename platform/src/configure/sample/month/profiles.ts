/** How a county of the sample behaves in October 2026. Shares are between 0 and 1. */
export interface Profile {
  readonly cases: number;
  /** Disposed after the deadline. */
  readonly late: number;
  /** Still not disposed when the month was exported, whatever the deadline. */
  readonly open: number;
  readonly publicReports: number;
  readonly rework: number;
  /** Rows spoilt on the way out of the system. */
  readonly careless: number;
  /** Days of October without a single row. */
  readonly silent: readonly number[];
}

const ordinary = { late: 0.08, open: 0.03, publicReports: 0.3, rework: 0.04, careless: 0.004, silent: [] };

export const PROFILES: Readonly<Record<string, Profile>> = {
  // ten times the median of the nine
  chuanshan: { ...ordinary, cases: 2600, late: 0.06, publicReports: 0.35 },
  wuliugang: { ...ordinary, cases: 180, late: 0.14, publicReports: 0.22 },
  kaifaqu: { ...ordinary, cases: 260, late: 0.05, publicReports: 0.2 },
  hedong: { ...ordinary, cases: 310, late: 0.03, open: 0.01, publicReports: 0.15 },
  // its system was silent for three days
  chuangxin: { ...ordinary, cases: 120, late: 0.27, publicReports: 0.28, silent: [20, 21, 22] },
  shehong: { ...ordinary, cases: 480, late: 0.07, publicReports: 0.25 },
  anju: { ...ordinary, cases: 300, late: 0.13, open: 0.04, publicReports: 0.33 },
  // careless: spoilt rows, missing fields, (0,0)
  pengxi: { ...ordinary, cases: 260, late: 0.22, open: 0.05, careless: 0.16 },
  // late
  daying: { ...ordinary, cases: 240, late: 0.44, open: 0.12, rework: 0.09, publicReports: 0.4 },
};

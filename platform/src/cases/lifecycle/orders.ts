/** What an order is for: 督办, 抽查, 再交办, 补充材料 (command model, subtypes of `reply`). */
export const ORDERS = ['supervise', 'spot_check', 'reassign', 'supplement'] as const;
export type Order = (typeof ORDERS)[number];

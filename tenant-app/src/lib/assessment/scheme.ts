/** What screens show of a stored scheme itself: where it comes from, its readings and its grades. */
export interface SchemeDocument {
  id: string;
  version: number;
  title: Words;
  source: Words;
  belonging: Reading;
  need_archive: Reading;
  in_time: Reading;
  suspended: Reading;
  backlog: Reading;
  /** Formulas by name. */
  definitions: Record<string, unknown>;
  grades: { grade: string; from: string }[];
}

export interface Words {
  zh: string;
  en: string;
}

/** A choice the scheme makes where sources differ; its note says which. */
interface Reading {
  note?: Words;
}

/** Where the pages around the uploads of one county are. */
export interface UploadPlaces {
  upload: (batchId: string) => string;
  row: (batchId: string, rowNo: number) => string;
  case: (caseId: string) => string;
  mapping: (sourceCode: string, version?: number) => string;
  /** Why a county has the score it has, at one of its figures. */
  score: (period: string, counter: string) => string;
}

/** Those of the county itself, or of one of its counties for the city. */
export function placesOf(slug: string | null): UploadPlaces {
  const at = (room: string): string =>
    slug === null ? `/county/${room}` : `/city/${room}/${encodeURIComponent(slug)}`;
  const upload = (batchId: string): string => `${at('uploads')}/${batchId}`;
  return {
    upload,
    row: (batchId, rowNo) => `${upload(batchId)}/rows/${rowNo}`,
    case: (caseId) => `${at('cases')}/${caseId}`,
    mapping: (sourceCode, version) =>
      `${at('mappings')}/${encodeURIComponent(sourceCode)}${version === undefined ? '' : `?version=${version}`}`,
    score(period, counter) {
      const label = encodeURIComponent(period);
      const page = slug === null ? `/county/score/${label}` : `/city/score/${label}/${encodeURIComponent(slug)}`;
      return `${page}?counter=${encodeURIComponent(counter)}#cases`;
    },
  };
}

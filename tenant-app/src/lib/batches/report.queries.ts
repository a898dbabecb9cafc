import { graphql } from '#lib/graphql/tada.ts';

/** What a person reads about an upload. */
export const BatchReport = graphql(`
  query BatchReport($tenantId: Int!, $id: UUID!) {
    batch(tenantId: $tenantId, id: $id) {
      tenantId
      id
      sender {
        kind
        name
      }
      refusal {
        code
        zh
        en
      }
      lines {
        records
        faults
        headers
        notes
        blanks
      }
      findingsByCode {
        code
        severity
        count
        zh
        en
        columns
        examples {
          rowNo
          line
          externalId
          field
          columns
          received
          expects {
            zh
            en
          }
        }
      }
      unknownWords {
        code
        zh
        en
        columns
        word
        rows
        firstLine
      }
    }
  }
`);

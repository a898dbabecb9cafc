// Public: who did what.
export { AUDIT_KINDS } from './actions.ts';
export { sealAudit } from './seal-audit.ts';
export { verifyAudit, type AuditVerdict, type MisdatedRow } from './verify-audit.ts';
export { writeAudit, type AuditEntry } from './write-audit.ts';

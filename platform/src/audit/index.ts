// Public: who did what.
export { sealAudit } from './seal-audit.ts';
export { verifyAudit, type AuditVerdict } from './verify-audit.ts';
export { writeAudit, type AuditEntry } from './write-audit.ts';

// Public: a copy of everything, and the way back.
export { type Manifest as BackupManifest } from './manifest.ts';
export { restoreBackup } from './restore-backup.ts';
export { takeBackup } from './take-backup.ts';

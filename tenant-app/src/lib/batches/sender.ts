import { m } from '#lib/paraglide/messages.js';

interface Sender {
  kind: string;
  name: string;
}

/** Who sent an upload. A city knows the machines of its counties by name, and not their people. */
export function senderText(sender: Sender | null | undefined, isForeign: boolean): string {
  if (!sender) return isForeign ? m.person_of_county() : '—';
  return sender.kind === 'machine' ? m.machine_client({ name: sender.name }) : sender.name;
}

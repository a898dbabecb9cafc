import { inTwo } from '../in-two.ts';
import { startIdentity } from './index.ts';

/**
 * The process: `node identity-provider/main.ts [realm file]` with PORT (its own, loopback), LIANGJI_ISSUER (the public address of
 * the realm) and LIANGJI_HOME (where the keys are kept).
 */
function needed(name: string, what: string): string {
  const value = process.env[name];
  if (!value) throw new Error(inTwo('START-MISSING', `未设置 ${name}。`, `${name} is missing: ${what}.`));
  return value;
}

try {
  const args = process.argv.slice(2);
  const realmFile = args.find((arg) => !arg.startsWith('--'));
  const accountsUrl = process.env['LIANGJI_DATABASE_URL_ACCOUNTS'];
  const identity = await startIdentity({
    port: Number(needed('PORT', 'the port of the identity provider itself')),
    issuer: needed('LIANGJI_ISSUER', 'the public address of the realm, such as http://localhost:8080/realms/liangji'),
    home: needed('LIANGJI_HOME', 'the folder of this installation'),
    listsPeople: !args.includes('--hide-people'),
    ...(realmFile ? { realmFile } : {}),
    ...(accountsUrl ? { accountsUrl } : {}),
  });
  const stop = (): void => void identity.stop().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}

import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainJpeg } from '@liangji/platform/testing/pictures';
import { expect, test } from 'vitest';
import { openForeignHouse, secretOf } from './foreign-house.ts';
import { machineToken } from './tokens.ts';
import { searchPath } from './foreign-client/environment.ts';

const PAGE = new URL('../docs/for-other-systems.md', import.meta.url);
const lacks = ['curl', 'jq'].filter((tool) => !isThere(tool));
if (lacks.length > 0) console.warn(`skipped, the commands of for-other-systems.md: ${lacks.join(', ')} missing`);

test.skipIf(lacks.length > 0)('the commands of for-other-systems.md do what the page says', async () => {
  const house = await openForeignHouse();
  const folder = mkdtempSync(join(tmpdir(), 'liangji-curl-'));
  try {
    await dispatchOne(house.origin, house.issuer);
    writeFileSync(join(folder, 'photo.jpg'), await plainJpeg('#484'));
    const script = [...readFileSync(PAGE, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)]
      .map(([, block]) => block)
      .join('\n');
    const env = { PATH: searchPath, LIANGJI: house.origin, CLIENT: 'pengxi-sanitation', NO_PROXY: '*' };
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], {
      ...{ cwd: folder, env: { ...env, SECRET: secretOf('pengxi-sanitation') } },
    });
    expect(stdout.trim().split('\n')).toEqual(['disposing', 'FLOW-MOVED-ON', 'check_sending', 'waiting']);
  } finally {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

function isThere(tool: string): boolean {
  try {
    execFileSync(tool, ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false; // that it is missing is all we ask
  }
}

/** A case that waits for 环卫所, made by the desk of its county. */
async function dispatchOne(origin: string, issuer: string): Promise<void> {
  const clientId = 'pengxi-centre';
  const token = await machineToken(issuer, { clientId, secret: secretOf(clientId), subject: '', tenant: 'pengxi' });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const call = async (path: string, input: object) => {
    const answer = await fetch(`${origin}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(input) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as never;
  };
  const me = await fetch(`${origin}/auth/me`, { headers });
  const { id: tenantId } = ((await me.json()) as { tenant: { id: number } }).tenant;
  const { classes } = (await call('cases/search_classes', { tenantId, words: '暴露垃圾' })) as {
    classes: [{ id: number }];
  };
  const classId = classes[0].id;
  const { rules } = (await call('cases/class_rules', { tenantId, classId })) as { rules: [{ id: number }] };
  const { bodies } = (await call('cases/search_bodies', { tenantId, words: '环境卫生所' })) as {
    bodies: [{ unitId: number }];
  };
  const place = { address: '迎宾大道 1 号', words: '路面有暴露垃圾' };
  const { caseId } = (await call('cases/register', {
    tenantId,
    source: 'patrol',
    kind: 'event',
    classId,
    ...place,
  })) as {
    caseId: string;
  };
  await call('cases/accept', { tenantId, caseId, version: 1, classId, ruleId: rules[0].id });
  await call('cases/file', { tenantId, caseId, version: 2 });
  await call('cases/dispatch', { tenantId, caseId, version: 3, unitId: bodies[0].unitId });
}

import { marksOf, type Hunt, type HuntFinding, type SandboxTenant } from '@liangji/platform';
import type { Answering } from './gateways.ts';
import { questionsAbout, type Question } from './questions.ts';

/** Who asks. `own` must be found, `foreign` must not. */
export interface EndpointReader {
  readonly name: string;
  readonly authorization: string | undefined;
  readonly own: SandboxTenant | undefined;
  readonly foreign: readonly SandboxTenant[];
}

/** Somebody nobody knows sees nothing, which proves nothing. */
const REFUSED = /^(401|403|429|5)/;

const FACES = ['HTTP', 'GraphQL', 'tRPC'] as const;

/** Asks every question about every tenant as every reader, and looks for the words of those who must stay unseen. */
export async function huntThroughEndpoints(
  where: string,
  gateway: Answering,
  readers: readonly EndpointReader[],
): Promise<Hunt[]> {
  const hunts: Hunt[] = [];
  for (const face of FACES) {
    const entryPoint = `${face}, ${where}`;
    const looks: Look[] = [];
    for (const reader of readers) looks.push(await look(entryPoint, face, gateway, reader));
    hunts.push({
      entryPoint,
      questions: looks.reduce((sum, { questions }) => sum + questions, 0),
      findings: looks.flatMap(({ findings }) => findings),
    });
  }
  return hunts;
}

/** Does the answer bring a row of the tenant to light? A refusal that repeats what was asked does not. */
export function shows({ path, body, answeredShows }: Question, answer: string, tenant: SandboxTenant): boolean {
  const asked = `${decodeURIComponent(path)} ${JSON.stringify(body)}`;
  const isRefusal = !answer.startsWith('2');
  if (answeredShows === tenant.tenantId && !isRefusal) return true;
  return marksOf(tenant).some((mark) => answer.includes(mark) && !(isRefusal && asked.includes(mark)));
}

type Look = Pick<Hunt, 'questions' | 'findings'>;

async function look(
  entryPoint: string,
  face: Question['face'],
  gateway: Answering,
  { name, authorization, own, foreign }: EndpointReader,
): Promise<Look> {
  const findings: HuntFinding[] = [];
  let [questions, seesOwn, isHeard] = [0, own === undefined, authorization === undefined];
  for (const target of [...foreign, ...(own ? [own] : [])]) {
    for (const question of (await questionsAbout(target)).filter((each) => each.face === face)) {
      const answer = await gateway.ask(question, authorization);
      questions += 1;
      seesOwn ||= own !== undefined && shows(question, answer, own);
      isHeard ||= !REFUSED.test(answer);
      const leaked = foreign.find((tenant) => shows(question, answer, tenant));
      if (leaked === undefined) continue;
      findings.push({ kind: 'leak', entryPoint, reader: name, what: `${question.name}: a row of ${leaked.slug}` });
    }
  }
  if (!isHeard) findings.push({ kind: 'blind', entryPoint, reader: name, what: 'every question was refused' });
  else if (!seesOwn) findings.push({ kind: 'blind', entryPoint, reader: name, what: 'its own rows are not there' });
  return { questions, findings };
}

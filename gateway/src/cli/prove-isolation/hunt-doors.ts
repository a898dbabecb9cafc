import { marksOf, type Hunt, type HuntFinding, type SandboxTenant } from '@liangji/platform';
import type { Answering } from './gateways.ts';
import { questionsAbout, type Question } from './questions.ts';

/** Who asks. `own` must be found, `foreign` must not. */
export interface DoorReader {
  readonly name: string;
  readonly authorization: string | undefined;
  readonly own: SandboxTenant | undefined;
  readonly foreign: readonly SandboxTenant[];
}

/** Somebody nobody knows sees nothing, which proves nothing. */
const TURNED_AWAY = /^(401|403|429|5)/;

const FACES = ['HTTP', 'GraphQL'] as const;

/** Asks every question about every tenant as every reader, and looks for the words of those who must stay unseen. */
export async function huntThroughDoors(
  where: string,
  gateway: Answering,
  readers: readonly DoorReader[],
): Promise<Hunt[]> {
  const hunts: Hunt[] = [];
  for (const face of FACES) {
    const door = `${face}, ${where}`;
    const looks: Look[] = [];
    for (const reader of readers) looks.push(await look(door, face, gateway, reader));
    hunts.push({
      door,
      questions: looks.reduce((sum, { questions }) => sum + questions, 0),
      findings: looks.flatMap(({ findings }) => findings),
    });
  }
  return hunts;
}

/** Does the answer bring a row of the tenant to light? A refusal that repeats what was asked does not. */
export function shows({ path, body }: Question, answer: string, tenant: SandboxTenant): boolean {
  const asked = `${decodeURIComponent(path)} ${JSON.stringify(body)}`;
  const isRefusal = !answer.startsWith('2');
  return marksOf(tenant).some((mark) => answer.includes(mark) && !(isRefusal && asked.includes(mark)));
}

type Look = Pick<Hunt, 'questions' | 'findings'>;

async function look(
  door: string,
  face: Question['face'],
  gateway: Answering,
  { name, authorization, own, foreign }: DoorReader,
): Promise<Look> {
  const findings: HuntFinding[] = [];
  let [questions, seesOwn, isHeard] = [0, own === undefined, authorization === undefined];
  for (const target of [...foreign, ...(own ? [own] : [])]) {
    for (const question of (await questionsAbout(target)).filter((each) => each.face === face)) {
      const answer = await gateway.ask(question, authorization);
      questions += 1;
      seesOwn ||= own !== undefined && shows(question, answer, own);
      isHeard ||= !TURNED_AWAY.test(answer);
      const leaked = foreign.find((tenant) => shows(question, answer, tenant));
      if (leaked === undefined) continue;
      findings.push({ kind: 'leak', door, reader: name, what: `${question.name}: a row of ${leaked.slug}` });
    }
  }
  if (!isHeard) findings.push({ kind: 'blind', door, reader: name, what: 'every question was turned away' });
  else if (!seesOwn) findings.push({ kind: 'blind', door, reader: name, what: 'its own rows are not there' });
  return { questions, findings };
}

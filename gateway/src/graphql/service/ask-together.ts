import { askInTenant, type ActingRole, type Database } from '@liangji/platform';
import type { ActingSettings } from './acting-settings.ts';

type Statement = Parameters<typeof askInTenant>[3][number];
type Answer = Awaited<ReturnType<typeof askInTenant>>[number];

interface Waiting {
  readonly statement: Statement;
  readonly answered: PromiseWithResolvers<Answer>;
}

/**
 * Makes the function that asks a statement for whoever `settings` are, one object a request. What a request asks in the same
 * moment (a page of a list and its total count) goes in one transaction, one packet and one connection.
 */
export function askTogether(database: Database) {
  const waiting = new WeakMap<ActingSettings, Waiting[]>();

  async function send(settings: ActingSettings, asked: readonly Waiting[]): Promise<void> {
    const [tenantId, cityId, unitId] = [Number(settings.tenantId), Number(settings.cityId), Number(settings.unitId)];
    const acting = { tenantId, cityId, unitId, actor: settings.actor };
    const statements = asked.map(({ statement }) => statement);
    try {
      const answers = await askInTenant(database, settings.role as ActingRole, acting, statements);
      asked.forEach(({ answered }, n) => answered.resolve(answers[n]!));
    } catch (error) {
      for (const { answered } of asked) answered.reject(error);
    }
  }

  return (settings: ActingSettings, statement: Statement): Promise<Answer> => {
    const answered = Promise.withResolvers<Answer>();
    const others = waiting.get(settings);
    if (others !== undefined) {
      others.push({ statement, answered });
    } else {
      const asked = [{ statement, answered }];
      waiting.set(settings, asked);
      process.nextTick(() => {
        waiting.delete(settings);
        void send(settings, asked);
      });
    }
    return answered.promise;
  };
}

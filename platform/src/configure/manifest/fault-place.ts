import { asProblem, Problem } from '../../kernel/problem.ts';
import { pathText } from './manifest.ts';

/** Adds the path in the manifest to a fault that only the database shows; a path that is there already is narrower. */
export const atPath = <T>(path: readonly (string | number)[], act: () => Promise<T>): Promise<T> =>
  placed({ path: pathText(path) }, act);

/** Adds whose manifest a fault is of, so that a command that reads several can name the file. */
export const ofManifest = <T>(slug: string, act: () => Promise<T>): Promise<T> => placed({ manifest: slug }, act);

async function placed<T>(place: Readonly<Record<string, string>>, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params } = error;
    throw asProblem({ code, params: { ...place, ...params } });
  }
}

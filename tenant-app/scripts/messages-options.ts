/** How the sentences of the screens are compiled: one place for the build, the check and the tests. */
export const MESSAGES = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  strategy: ['cookie', 'baseLocale'] as ['cookie', 'baseLocale'],
  cookieName: 'liangji_language',
  emitTsDeclarations: true,
};

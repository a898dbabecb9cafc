/** Where `npm run citus -- --check` wants to find what was heard; nothing is kept without it. */
export const heardFolder = process.env['LIANGJI_HEARD'];

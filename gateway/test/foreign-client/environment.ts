/** Where the programs of the machine lie. */
export const searchPath = process.env['PATH'];

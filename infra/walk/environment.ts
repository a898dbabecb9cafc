/** Address of a running product with the sample city, for the tests that walk through it; empty without one. */
export const PRODUCT_URL = process.env['E2E_URL'] ?? '';

/** Its folder; empty where it is not known. */
export const PRODUCT_HOME = process.env['LIANGJI_HOME'] ?? '';

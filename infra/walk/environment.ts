/** Address of a running product with the sample city, for the tests that walk through it; empty without one. */
export const PRODUCT_URL = process.env['E2E_URL'] ?? '';

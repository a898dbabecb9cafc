import { expect, test } from 'vitest';
import { javaVersion, whatJavaLacks } from './java.ts';

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['openjdk version "25" 2025-09-16', 25],
  ['java version "1.8.0_402"', 8],
  ['command not found', undefined],
])('the version in «%s» is %s', (words, version) => {
  expect(javaVersion(words)).toBe(version);
});

test('a java that is not there is reported in one sentence', () => {
  expect(whatJavaLacks('/nowhere/java')).toBe(
    'Keycloak 需要 Java 17 以上，此处无法运行 /nowhere/java。 Keycloak needs Java 17 or newer, and /nowhere/java does not run here. (KEYCLOAK-JAVA)',
  );
});

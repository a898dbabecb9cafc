import { expect, test } from 'vitest';
import { modeSchema } from './mode-document.ts';
import { shippedModes } from './shipped-modes.ts';

const ONE = 'one-supervision-one-command';
const TWO = 'one-supervision-two-commands';

/** Whose desks supervise and command, and who dispatches below them: the list of the command model, read by hand. */
const SIDES = {
  'central-collection-networked-disposal': ['city', 'city', ['centre']],
  'city-supervision-county-disposal': ['city', 'own', undefined],
  'county-with-streets-and-communities': ['own', 'own', ['street', 'community']],
  'county-with-sub-centres': ['own', 'own', ['sub_centre']],
  [ONE]: ['city', 'own', undefined],
  [TWO]: ['receiver', 'own', undefined],
  'two-centres-district-first': ['city', 'city', ['centre']],
  'two-supervisions-two-commands': ['own', 'own', undefined],
  'unified-command-separate-supervision': ['own', 'own', undefined],
};

test('the modes of the command model are there, each with its two sides and what lies below them', () => {
  const sides = [...shippedModes()].map(([name, { desks }]) => [
    name,
    [desks.supervision.tenant, desks.command.tenant, desks.sub?.kinds],
  ]);
  expect(Object.fromEntries(sides)).toEqual(SIDES);
});

test('those two that 遂宁 works by are tested, all others say that they are not', () => {
  const tested = [...shippedModes().values()].filter(({ untested }) => !untested).map(({ name }) => name);
  expect(tested).toEqual([ONE, TWO]);
});

test('in both of 遂宁 every step but disposal and review has a limit, and the sides decide as 值班长 and 派遣员 do', () => {
  for (const name of [ONE, TWO]) {
    const mode = shippedModes().get(name)!;
    expect(Object.fromEntries(mode.limits.map(({ step, value, unit }) => [step, `${value} ${unit}`]))).toEqual({
      ...{ acceptance: '0.25 clock_hour', verify: '0.5 clock_hour', filing: '0.25 clock_hour' },
      ...{ dispatch: '0.25 clock_hour', check_sending: '0.25 clock_hour', check: '1 clock_hour' },
      closing: '0.5 clock_hour',
    });
    expect(mode).toMatchObject({
      deciders: { extension: 'command', suspension: 'command', return: 'command', void: 'supervision' },
      pairs: [['dispatch', 'pass_check'], ['report', 'answer_check']], // prettier-ignore
      verifyFirst: ['public'],
      checkOnSite: true,
      cityBodies: name === ONE ? 'direct' : 'through_city',
    });
  }
});

test('an act nobody knows, a group of sources nobody knows and a limit for a step nobody knows are refused', () => {
  const { ...mode } = shippedModes().get(TWO)!;
  const paths = (fields: object) =>
    modeSchema.safeParse({ ...mode, ...fields }).error?.issues.map(({ path }) => path.join('.'));
  expect(paths({})).toBeUndefined();
  expect(paths({ rights: { close: ['acceptor'] } })).toBeUndefined();
  expect(paths({ rights: { finish: ['acceptor'] } })).toEqual(['rights']);
  expect(paths({ rights: { report: ['acceptor'] } })).toEqual(['rights']);
  expect(paths({ pairs: [['dispatch', 'check']] })).toEqual(['pairs.0.1']);
  expect(paths({ verifyFirst: ['media'] })).toEqual(['verifyFirst.0']);
  expect(paths({ limits: [{ step: 'reporting', value: '1', unit: 'clock_hour' }] })).toEqual(['limits.0.step']);
});

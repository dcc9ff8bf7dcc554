import { describe, expect, it } from 'vitest';
import { slowFirstByte } from '../../../../diagnostics/checks/web/slow-first-byte.ts';
import { aFailure } from '../../../support/factories.ts';
import { judgeAll } from '../../../support/judge.ts';
import { aPage, aRedirect } from '../../../support/service-factories.ts';

const url = 'https://example.test/';
const after = (firstByteMs: number, connectMs = 20) =>
  aPage(url, { data: { status: 200, connectMs, firstByteMs } });
const again = (firstByteMs: number) => ({ ...after(firstByteMs), id: `${after(0).id}#2`, attempt: 2 });
const never = {
  ...aPage(url, { data: { connectMs: 20 }, failure: aFailure('timed_out', 'exchange') }),
  attempt: 2,
};

describe('slow-first-byte', () => {
  it.each([
    ['passes for a quick page', [after(300)], 'passed'],
    ['fails for two slow ones', [after(4_200), again(3_900)], 'failed'],
    ['cannot tell after one slow page', [after(4_200)], 'cantTell'],
    ['cannot tell when the second was quick: a cold cache', [after(4_200), again(200)], 'cantTell'],
    ['takes the way there and back out: a satellite line is no slow server', [after(3_400, 700)], 'passed'],
    [
      'leaves server errors to their own check',
      [aPage(url, { data: { status: 504, firstByteMs: 9_000 } })],
      'untested',
    ],
    [
      'times no redirect',
      [aRedirect(url, 'https://www.example.test/', { data: { firstByteMs: 9_000 } })],
      'untested',
    ],
    ['is not about a page that never came', [never], 'untested'],
    [
      'looks at no control',
      [aPage(url, { control: 'C3', data: { status: 200, firstByteMs: 9_000 } })],
      'untested',
    ],
  ])('%s', (_, observations, outcome) => {
    expect(judgeAll(slowFirstByte, observations)[0]).toBe(`${outcome} example.test`);
  });
});

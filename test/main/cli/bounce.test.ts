import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../diagnostics/model/observation.ts';
import type { Engine } from '../../../main/services/engine.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { headerBlock, oneLine, postfixReport } from '../../diagnostics/run/bounce/samples.ts';
import { cli, engineWith, pathOf, writeFile } from './test-cli.ts';

/** An engine that notes what it was given. */
function listening(): { readonly engine: Partial<Engine>; readonly given: Observation[] } {
  const given: Observation[] = [];
  const { run } = engineWith(sampleReport());
  return {
    given,
    engine: {
      run: (options) => {
        given.push(...(options.given ?? []));
        return run!(options);
      },
    },
  };
}

describe('faultline check --bounce', () => {
  it('reads a file and hands over what it says, at the time of the run', async () => {
    const { engine, given } = listening();
    const file = writeFile('bounce.eml', postfixReport);
    expect((await cli(['check', 'example.test', '--bounce', file], { engine })).code).toBe(1);
    expect(given).toMatchObject([
      {
        id: 'delivery-status/1',
        kind: 'delivery-status',
        startedAt: '2026-11-21T13:00:00.000Z',
        data: { form: 'report', recipients: [{ status: '5.1.1' }] },
      },
    ]);
  });

  it.each([
    ['a line that somebody cut out', oneLine, 'text'],
    ['the header of a message', headerBlock, 'headers'],
  ])('reads %s from standard input', async (_, input, form) => {
    const { engine, given } = listening();
    await cli(['check', 'example.test', '--bounce', '-'], { engine, input });
    expect(given).toMatchObject([{ data: { form } }]);
  });

  it.each([
    ['a file that is not there', ['--bounce', pathOf('nowhere.eml')], undefined, 'nowhere.eml'],
    ['a text that is no bounce', ['--bounce', '-'], 'Dear all,\n\nsee you at five.', 'reads like a bounce'],
    ['no standard input', ['--bounce', '-'], undefined, 'standard input'],
  ])('refuses %s before the run', async (_, args, input, words) => {
    const result = await cli(['check', 'example.test', ...args], input === undefined ? {} : { input });
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(words);
  });

  it('leaves the rest of an endless input unread', async () => {
    const { engine, given } = listening();
    const endless = `${oneLine}\n\n${'x'.repeat(4_000_000)}`;
    await cli(['check', 'example.test', '--bounce', '-'], { engine, input: endless });
    expect(JSON.stringify(given).length).toBeLessThan(2_000);
  });
});

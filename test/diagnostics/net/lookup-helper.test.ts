import { describe, expect, it } from 'vitest';
import { createLookup } from '../../../diagnostics/net/lookup-helper.ts';

describe.each([
  ['in a process of its own', false],
  ['inside Electron, in the process of the engine', true],
])('a lookup by the operating system %s', (_, isElectron) => {
  const lookup = createLookup(isElectron);
  const signal = (): AbortSignal => AbortSignal.timeout(5_000);

  it('gives addresses with their family', async () => {
    const found = await lookup({ name: 'localhost', signal: signal() });
    expect(found.map(({ family }) => family)).toContain(found[0]?.address.includes(':') ? 6 : 4);
    expect(['127.0.0.1', '::1']).toContain(found[0]?.address);
  });

  it('rejects with the code of the system', async () => {
    // Longer than a label may be (RFC 1035 section 2.3.4): refused before anybody is asked.
    const name = `${'a'.repeat(64)}.test`;
    await expect(lookup({ name, signal: signal() })).rejects.toMatchObject({ code: 'ENOTFOUND' });
  });

  it('ends with its signal', async () => {
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(lookup({ name: 'localhost', signal: aborted })).rejects.toThrow('enough');
  });
});

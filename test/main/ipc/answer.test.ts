import { describe, expect, it, vi } from 'vitest';
import { channels, type Channel } from '../../../main/contract/channels.ts';
import { answer, type Handlers } from '../../../main/ipc/answer.ts';
import { ToldError } from '../../../main/ipc/engine-link.ts';

const badRequest = { ok: false, error: { key: 'app.error.bad_request', text: 'bad_request' } };
const internal = { ok: false, error: { key: 'app.error.internal', text: 'internal' } };

/** A door behind which every call is noted, and answered as the test says. */
function door(reply: (input: unknown) => unknown = () => 'done') {
  const heard: unknown[] = [];
  const lines: string[] = [];
  const handle = (input: unknown): unknown => {
    heard.push(input);
    return reply(input);
  };
  const handlers = Object.fromEntries(Object.keys(channels).map((id) => [id, handle])) as unknown as Handlers;
  return {
    heard,
    lines,
    ask: (channel: unknown, input?: unknown, isTrusted = true) =>
      answer(
        { isTrusted, channel, input },
        { handlers, text: (key) => key.replace('error.', ''), log: (what) => void lines.push(what) },
      ),
  };
}

describe('the door', () => {
  it('answers the own window with the value', async () => {
    const { ask, heard } = door();
    expect(await ask('reports:delete', { id: 'own-1' })).toEqual({ ok: true, value: 'done' });
    expect(heard).toEqual([{ id: 'own-1' }]);
  });

  it('hears nobody else, whatever is asked', async () => {
    const { ask, heard, lines } = door();
    expect(await ask('app:start', undefined, false)).toEqual(badRequest);
    expect(heard).toEqual([]);
    expect(lines).toEqual(['refused an unknown sender']);
  });

  it.each([['reports:everything'], ['__proto__'], ['constructor'], ['toString'], [''], [7], [null], [{}]])(
    'knows no channel %j',
    async (channel) => {
      const { ask, heard } = door();
      expect(await ask(channel, {})).toEqual(badRequest);
      expect(heard).toEqual([]);
    },
  );

  it.each<[Channel, unknown]>([
    ['app:start', {}],
    ['start:view', { language: 'de' }],
    ['start:view', { language: 'en', more: 1 }],
    ['target:understand', { language: 'en', text: 'x'.repeat(2_001) }],
    ['target:understand', { language: 'en', text: ['example.org'] }],
    ['run:start', { language: 'en', text: 'example.org' }],
    ['run:start', { language: 'en', text: '', isDemo: true, symptom: 'fire' }],
    ['run:start', { language: 'en', text: '', isDemo: true, facts: { a: 'x'.repeat(501) } }],
    ['run:start', { language: 'en', text: '', isDemo: true, services: ['web', 'gopher'] }],
    ['reports:view', { id: '', language: 'en' }],
    ['reports:view', { id: '../../etc/passwd'.repeat(10), language: 'en' }],
    ['reports:open-file', { language: 'en', path: 'x'.repeat(4_097) }],
    ['ticket:save', { id: 'a', language: 'en', problem: 0, answers: {}, keep: [], format: 'exe' }],
    ['ticket:compose', { id: 'a', language: 'en', problem: -1, answers: {}, keep: [] }],
    ['ticket:compose', { id: 'a', language: 'en', problem: 0.5, answers: {}, keep: [] }],
    [
      'settings:set',
      {
        language: 'en',
        theme: 'pink',
        outsideView: false,
        resolvers: [],
        anchors: [],
        defaultProvider: null,
      },
    ],
    ['external:open', { url: 'x'.repeat(8_001) }],
    ['external:open', 'https://example.org'],
  ])('refuses a malformed %s: %j', async (channel, input) => {
    const { ask, heard, lines } = door();
    expect(await ask(channel, input)).toEqual(badRequest);
    expect(heard).toEqual([]);
    expect(lines).toEqual([`refused a malformed ${channel}`]);
  });

  it('passes on only what the schema knows of an object with a dangerous prototype', async () => {
    const { ask, heard } = door();
    const input = JSON.parse('{"id":"own-1","__proto__":{"isAdmin":true}}') as unknown;
    expect(await ask('reports:delete', input)).toEqual(badRequest);
    expect(heard).toEqual([]);
  });

  it('tells a worded refusal as it is', async () => {
    const { ask } = door(() => {
      throw new ToldError('app.error.not_external', 'Only web addresses.');
    });
    expect(await ask('external:open', { url: 'file:///' })).toEqual({
      ok: false,
      error: { key: 'app.error.not_external', text: 'Only web addresses.' },
    });
  });

  it('lets no exception and no words of one through', async () => {
    const { ask, lines } = door(() => {
      throw new Error('/home/anna/secret');
    });
    const reply = await ask('privacy:storage');
    expect(reply).toEqual(internal);
    expect(JSON.stringify([reply, lines])).not.toContain('anna');
  });

  it('waits for a handler that takes its time', async () => {
    vi.useFakeTimers();
    const { ask } = door(() => new Promise((resolve) => setTimeout(() => resolve('late'), 1_000)));
    const reply = ask('privacy:storage');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await reply).toEqual({ ok: true, value: 'late' });
    vi.useRealTimers();
  });
});

import { describe, expect, it } from 'vitest';
import { askedByOf, bindingState, readBundle, type RunOptions } from '../../../diagnostics/index.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { loadRequest } from '../../../main/services/request-files.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { engineWith } from '../cli/test-cli.ts';
import { testEngine, type TestEngine } from './test-engine.ts';

const form = {
  language: 'en' as const,
  domain: 'https://www.example.org/shop',
  provider: null,
  product: null,
  services: ['web' as const],
  symptom: 'site_down' as const,
  reference: 'T-1042',
  from: 'Example Hosting support',
  customerLanguage: 'nl' as const,
  days: 7,
};

/** A customer’s app, whose engine notes what it is asked to run. */
async function customer(): Promise<TestEngine & { readonly asked: RunOptions[] }> {
  const asked: RunOptions[] = [];
  const engine = await testEngine(undefined, {
    run: (options) => {
      asked.push(options);
      const { askedBy } = options;
      return engineWith(sampleReport(askedBy === undefined ? {} : { askedBy })).run!(options);
    },
  });
  return Object.assign(engine, { asked });
}

describe('a request in the app', () => {
  it('is made by the desk: a mail in the customer’s language, a link and a file that say the same', async () => {
    const desk = await testEngine();
    const made = await desk.call('requests:make', form);
    expect(made).toMatchObject({
      reference: 'T-1042',
      domain: 'www.example.org',
      standing: 'current',
      refusal: '',
    });
    expect(made.text).toContain('wij u een controle te doen');
    expect(made.text).toContain(made.link);
    const file = await desk.call('request:file', { id: made.id, language: 'en' });
    const read = await loadRequest(made.link);
    expect(read.ok && JSON.parse(String(file.content))).toEqual(read.ok && read.value);
    expect(await desk.call('requests:list', { language: 'en' })).toMatchObject([{ id: made.id }]);
    await desk.call('requests:forget', { id: made.id });
    expect(await desk.refusal('requests:made', { id: made.id, language: 'en' })).toBe(
      'request.refused.unknown',
    );
  });

  it.each(languages)(
    'shows its receiver who asks for what, and that nothing proves it (%s)',
    async (language) => {
      const { link } = await (await testEngine()).call('requests:make', form);
      const app = await customer();
      const { id } = await app.call('requests:receive', { language, given: link });
      const view = await app.call('requests:view', { id, language });
      expect(view.rows.map((row) => row.id)).toEqual([
        'from',
        'reference',
        'domain',
        'services',
        'symptom',
        'provider',
        'valid',
        'does',
      ]);
      expect(
        view.rows.every(
          ({ label, paragraphs }) => label !== '' && paragraphs.every((text) => !/\{|request\./u.test(text)),
        ),
      ).toBe(true);
      expect(app.asked).toEqual([]);
    },
  );

  it('runs what was asked and nothing else, and the report answers that request alone', async () => {
    const desk = await testEngine();
    const { link } = await desk.call('requests:make', form);
    const other = await desk.call('requests:make', form);
    const app = await customer();
    const { id } = await app.call('requests:receive', { language: 'en', given: link });
    await app.call('run:start', {
      language: 'en',
      text: 'intranet.local',
      isDemo: true,
      services: ['ssh'],
      provider: 'webcanyon',
      facts: { works_elsewhere: 'yes' },
      checkRequest: id,
    });
    const end = await app.until('finished');
    const [run] = app.asked;
    expect(run?.request).toMatchObject({
      symptom: 'site_down',
      services: ['web'],
      hosts: [],
      provider: null,
      facts: {},
    });
    expect(run?.request.target.domain).toBe('www.example.org');
    const reportId = end.type === 'finished' ? end.reportId : '';
    const { content } = await app.call('report:file', { id: reportId, language: 'en' });
    const opened = await readBundle(content as Uint8Array);
    const [mine, theirs] = [await loadRequest(link), await loadRequest(other.link)];
    if (!opened.ok || !mine.ok || !theirs.ok) throw new Error('not read');
    expect(opened.report.askedBy).toEqual(askedByOf(mine.value));
    expect(JSON.stringify([opened.report, opened.manifest])).not.toContain(mine.value.nonce);
    expect(bindingState(opened.report, opened.manifest, mine.value)).toBe('bound');
    expect(bindingState(opened.report, opened.manifest, theirs.value)).toBe('other_request');
  });

  it.each([
    ['a request that nobody opened', 'a'.repeat(64), 'request.refused.unknown'],
    ['the name of a file', '../../settings', 'request.refused.unknown'],
  ])('does not run %s', async (_what, checkRequest, key) => {
    const app = await customer();
    expect(await app.refusal('run:start', { language: 'en', text: '', isDemo: false, checkRequest })).toBe(
      key,
    );
    expect(app.asked).toEqual([]);
  });

  it('does not run one that has expired', async () => {
    const { link } = await (await testEngine()).call('requests:make', { ...form, days: 1 });
    const later = Date.now() + 3 * 24 * 60 * 60_000;
    const app = await testEngine(undefined, {
      clock: () => ({ now: () => later, monotonic: () => 0, sleep: () => Promise.resolve() }),
    });
    const { id } = await app.call('requests:receive', { language: 'en', given: link });
    const view = await app.call('requests:view', { id, language: 'en' });
    expect([view.standing, view.refusal.startsWith('This request was valid until')]).toEqual([
      'expired',
      true,
    ]);
    expect(
      await app.refusal('run:start', { language: 'en', text: '', isDemo: false, checkRequest: id }),
    ).toBe('request.refused.expired');
  });
});

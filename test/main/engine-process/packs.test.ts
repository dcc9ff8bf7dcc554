import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findResources } from '../../../main/services/resource-paths.ts';
import { testEngine, type TestEngine } from './test-engine.ts';

const demoPack = readFileSync(join(findResources(), 'demo/demo-hosting.pack.json'), 'utf8');
const write = ({ folder }: TestEngine, text: string): string => {
  const path = join(folder, 'pack.json');
  writeFileSync(path, text);
  return path;
};
const ids = async (engine: TestEngine) =>
  (await engine.call('providers:list', { language: 'en' })).filter(({ isOwn }) => isOwn).map(({ id }) => id);

describe('provider packs of the person', () => {
  it('are taken in, listed, shown with every rule and its clause, and removed', async () => {
    const engine = await testEngine();
    const path = write(engine, demoPack);
    expect(await engine.call('providers:import-file', { path, language: 'en' })).toEqual({
      id: 'demo-hosting',
    });
    expect(await ids(engine)).toEqual(['demo-hosting']);
    const view = await engine.call('providers:view', { id: 'demo-hosting', language: 'fr' });
    expect(view).toMatchObject({ isOwn: true, name: 'Demo Hosting' });
    expect(view.rules.every(({ clause, section }) => clause !== '' && section !== '')).toBe(true);
    await engine.call('providers:remove', { id: 'demo-hosting' });
    expect(await ids(engine)).toEqual([]);
  });

  it('are still there at the next start, and one that was spoilt takes nothing down', async () => {
    const engine = await testEngine();
    await engine.call('providers:import-file', { path: write(engine, demoPack), language: 'en' });
    writeFileSync(join(engine.folder, 'packs', 'spoilt.json'), '{');
    expect(await ids(await testEngine(engine.folder))).toEqual(['demo-hosting']);
  });

  it.each([
    ['no JSON', '{', 'it has 1 mistake'],
    ['an unknown field', demoPack.replace('"id": "demo-hosting"', '"id": "demo-hosting", "more": 1'), 'more'],
    [
      'an example that fails',
      demoPack.replace('"decision": "supported"', '"decision": "billable"'),
      'mistake',
    ],
  ])('with %s are refused with what is wrong', async (_, text, words) => {
    const engine = await testEngine();
    const path = write(engine, text);
    const reply = await engine.service.answer('providers:import-file', { path, language: 'en' });
    expect(reply).toMatchObject({ ok: false, error: { key: 'app.error.bad_pack' } });
    expect(reply.ok ? '' : reply.error.text).toContain(words);
    expect(await ids(engine)).toEqual([]);
  });

  it('that ship with the app cannot be removed', async () => {
    const engine = await testEngine();
    const [first] = await engine.call('providers:list', { language: 'en' });
    expect(await engine.refusal('providers:remove', { id: first?.id ?? '' })).toBe('app.error.not_own_pack');
    expect(await engine.refusal('providers:remove', { id: '../../settings' })).toBe('app.error.not_own_pack');
  });
});

describe('the rest of the calls', () => {
  it('offer symptoms, services and providers in the language that is asked for', async () => {
    const engine = await testEngine();
    const view = await engine.call('start:view', { language: 'nl' });
    expect(view.symptoms[0]).toEqual({ id: 'site_down', label: 'De website opent niet' });
    expect(view.providers.map(({ id }) => id)).not.toContain('demo-hosting');
  });

  it.each([
    ['https://www.example.org/shop?x=1', 'www.example.org'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['anna@example.org', 'example.org'],
  ])('understand %s as %s and say what was taken', async (text, domain) => {
    const engine = await testEngine();
    const view = await engine.call('target:understand', { language: 'en', text });
    expect(view.domain).toBe(domain);
    expect(view.notes.length).toBeGreaterThan(0);
  });

  it.each([[''], ['   '], ['http://'], ['exa mple..org']])('refuse to understand %j', async (text) => {
    const engine = await testEngine();
    expect(await engine.refusal('target:understand', { language: 'en', text })).toMatch(/^target\./u);
    expect(await engine.refusal('run:start', { language: 'en', text, isDemo: false })).toMatch(/^target\./u);
  });

  it('delete all that was kept', async () => {
    const engine = await testEngine();
    await engine.call('providers:import-file', { path: write(engine, demoPack), language: 'en' });
    await engine.call('privacy:delete-all', undefined);
    expect(await ids(engine)).toEqual([]);
    expect(await engine.call('privacy:storage', undefined)).toMatchObject({ reports: 0, bytes: 0 });
  });
});

/** Bad bundles before the app’s way of opening: each is refused in its own words, and nothing is kept (issue 9, acceptance 2). */
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keepRequest } from '../../../main/services/request-store.ts';
import { answerTo, asked, badBundles } from '../../support/bad-bundles.ts';
import { testEngine } from './test-engine.ts';

const fileWith = (bytes: Uint8Array): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'faultline-sent-')), 'sent.faultline');
  writeFileSync(path, bytes);
  return path;
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true }).map(String).sort();

describe('opening a file in the app', () => {
  it.each(badBundles.map((each) => [each.name, each] as const))('%s', async (_name, { bytes, key }) => {
    const engine = await testEngine();
    const request = await keepRequest(engine.folder, 'made', asked);
    const path = fileWith(await bytes());
    const before = filesIn(engine.folder);
    expect(await engine.refusal('reports:open-file', { path, language: 'en', request })).toBe(key);
    expect(filesIn(engine.folder)).toEqual(before);
    expect(await engine.call('reports:list', { language: 'en', search: '' })).toEqual([]);
  });

  it('notices an edit without being told of the request, and shows what answers it', async () => {
    const engine = await testEngine();
    await keepRequest(engine.folder, 'made', asked);
    const edited = badBundles.find(({ name }) => name === 'a file edited and hashed again')!;
    const refused = await engine.refusal('reports:open-file', {
      path: fileWith(await edited.bytes()),
      language: 'en',
    });
    expect(refused).toBe('request.binding.edited');
    const { id } = await engine.call('reports:open-file', {
      path: fileWith(await answerTo(asked)),
      language: 'en',
    });
    const { opened } = await engine.call('reports:view', { id, language: 'nl' });
    expect(opened?.binding).toBe('bound');
    expect(opened?.rows.map((row) => row.id)).toEqual([
      'file',
      'request',
      'age',
      'seat',
      'then',
      'today',
      'differs',
      'redacted',
    ]);
  });
});

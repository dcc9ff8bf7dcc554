/** Whoever helps customers: a code that is read out, an answer to paste, a request that is made, and the customer who is asked. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { checkRequestSchema, type CheckRequest } from '../../diagnostics/model/check-request.ts';
import { sealedFor } from '../../main/services/sealed-report.ts';
import { answerTo, edited } from '../support/bad-bundles.ts';
import { startApp, words as t, type RunningApp } from './support/app.ts';
import { answerDialogs, button, dropFile, goTo, pathPicture, push, showReport } from './support/window.ts';

let running: RunningApp;
let folder: string;
let report: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-desk-'));
  running = await startApp();
  report = await showReport(running, inject('demoReport'));
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true });
});

const made = (): CheckRequest =>
  checkRequestSchema.parse(JSON.parse(readFileSync(join(folder, 'asked.faultline-request'), 'utf8')));

const clipboard = (): Promise<string> => running.app.evaluate(({ clipboard: board }) => board.readText());
const code = () => running.page.getByRole('textbox', { name: t('window.code.label'), exact: true });

describe('the code of a problem', () => {
  it('stands in the verdict, and the desk that types it learns the same', async () => {
    const { page } = running;
    const shown = await page
      .getByText(/^[2-8FKMR]{4}-[2-8FKMR]{4}$/u)
      .first()
      .innerText();
    const view = await running.call('reports:view', { id: report, language: 'en' });
    if (!view.ok) throw new Error(view.error.text);
    const [problem] = view.value.problems;
    expect(shown).toBe(problem?.phoneCode);

    await goTo(page, 'desk');
    await code().fill(shown.toLowerCase().replace('-', ' '));
    await code().press('Enter');
    await button(page, t('window.reply.copy')).waitFor();
    const meaning = await page
      .getByRole('status')
      .filter({ has: page.getByRole('term') })
      .innerText();
    expect(meaning).toContain(`(rule ${problem?.rule})`);
    expect(meaning).toContain(problem?.confidenceText);
  });

  it('is refused when it is mistyped, with the reason beside the field', async () => {
    const { page } = running;
    await code().fill('4453-RKM5');
    await button(page, t('window.code.go')).click();
    await page
      .getByRole('alert')
      .filter({ hasText: /a character is wrong, or two are swapped/u })
      .waitFor();
    expect(await button(page, t('window.reply.copy')).count()).toBe(0);
  });

  it('is answered by the policy of the provider that the desk names, in the customer’s language', async () => {
    const { page } = running;
    await code().fill('4453-RKM4');
    await button(page, t('window.code.go')).click();
    const section = page.getByRole('region', { name: t('window.code.title') });
    await section.getByLabel(t('window.provider.label')).selectOption('kenotronix');
    await section.getByLabel(t('window.reply.language')).selectOption('nl');
    const reply = page.getByRole('group', { name: t('window.reply.title') });
    await expect.poll(() => reply.innerText()).toMatch(/In de voorwaarden staat: “/u);
    await button(page, t('window.reply.copy')).click();
    await page.getByText(t('window.reply.copied')).waitFor();
    expect((await clipboard()).trim()).toBe((await reply.innerText()).trim());
  });
});

describe('a reply to a report', () => {
  it('is shown exactly as it is copied, in the customer’s language', async () => {
    const { page } = running;
    await push(running.app, 'report:show', { id: report });
    await pathPicture(page).waitFor();
    const fold = page.getByText(t('window.reply.summary')).first();
    await fold.click();
    await page.getByLabel(t('window.reply.language')).selectOption('fr');
    const reply = page.getByRole('group', { name: t('window.reply.title') });
    await expect.poll(() => reply.innerText()).toMatch(/^Le test du .* montre ceci/u);
    await button(page, t('window.reply.copy')).click();
    await page.getByText(t('window.reply.copied')).waitFor();
    expect((await clipboard()).trim()).toBe((await reply.innerText()).trim());
  });
});

describe('a request', () => {
  const path = () => join(folder, 'asked.faultline-request');

  it('is made by the form, as text and as a file', async () => {
    const { app, page } = running;
    await goTo(page, 'desk');
    expect(await button(page, t('window.ask.go')).isDisabled()).toBe(true);
    await page.getByLabel(t('window.ask.domain')).fill('lighthouse-bakery.test');
    await page.getByLabel(t('window.ask.from'), { exact: true }).fill('Ann, Example Hosting');
    await page.getByLabel(t('window.ask.reference'), { exact: true }).fill('T-1042');
    await button(page, t('window.ask.go')).click();
    await page
      .getByRole('heading', { level: 1, name: t('window.asked.title', { domain: 'lighthouse-bakery.test' }) })
      .waitFor();
    await button(page, t('window.asked.copy')).click();
    await page.getByText(t('window.asked.copied')).waitFor();
    expect(await clipboard()).toMatch(/faultline:\/\/check\?v=1&target=lighthouse-bakery\.test/u);
    await answerDialogs(app, { save: path() });
    await button(page, t('window.asked.save')).click();
    await page.getByText(t('window.saved', { path: path() })).waitFor();
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({
      format: 'faultline-request',
      domain: 'lighthouse-bakery.test',
      reference: 'T-1042',
    });
  });

  it('says who asks and what for when it is dropped, and runs nothing until it is agreed to', async () => {
    const { page } = running;
    await goTo(page, 'start');
    const before = await running.call('reports:list', { language: 'en', search: '' });
    await dropFile(page, path());
    await page
      .getByRole('heading', {
        level: 1,
        name: t('window.request.title', { domain: 'lighthouse-bakery.test' }),
      })
      .waitFor();
    const text = await page.getByRole('main').innerText();
    expect(
      ['“Ann, Example Hosting”', 'nothing proves it', 'T-1042', 'sends the report to nobody'].filter(
        (part) => !text.includes(part),
      ),
    ).toEqual([]);
    await button(page, t('window.request.decline')).click();
    await page.getByText(t('window.request.declined')).waitFor();
    expect(await running.call('reports:list', { language: 'en', search: '' })).toEqual(before);
  });

  it('is carried out only after consent, bound to the request, and recognised when the file comes back', async () => {
    const { app, page } = running;
    await dropFile(page, path());
    await button(page, t('window.request.accept')).click();
    // the tests have no network: the verdict is about this side, and it answers the request all the same
    await pathPicture(page).waitFor();
    await page.getByText(t('window.report.answers', { reference: 'T-1042' })).waitFor();
    const file = join(folder, 'own-answer.faultline');
    await answerDialogs(app, { save: file });
    await button(page, t('window.report.save')).click();
    await page.getByText(t('window.saved', { path: file })).waitFor();
    await goTo(page, 'start');
    await dropFile(page, file);
    await page.getByText(t('window.binding.bound')).first().waitFor();
    expect(await page.getByRole('region', { name: t('window.opened.title') }).innerText()).toContain(
      'T-1042',
    );
  }, 120_000);

  it.each([
    ['bound', 'bound', true],
    ['for a request of somebody else', 'unknown_request', false],
  ] as const)('the answer is recognised: %s', async (_name, binding, isOurs) => {
    const { page } = running;
    const asked = isOurs ? made() : { ...made(), nonce: 'A'.repeat(22), reference: 'T-7' };
    const file = join(folder, `${binding}.faultline`);
    writeFileSync(file, await answerTo(asked));
    // from a screen that shows no report, so that what is waited for is what was dropped
    await goTo(page, 'start');
    await dropFile(page, file);
    await pathPicture(page).waitFor();
    await page
      .getByText(t(`window.binding.${binding}`))
      .first()
      .waitFor();
    const about = await page.getByRole('region', { name: t('window.opened.title') }).innerText();
    expect(
      [/Verdict then/u, /Verdict by today’s rules/u, /Finished at/u].filter((each) => !each.test(about)),
    ).toEqual([]);
  });

  it('an answer that was edited is refused in words, and not kept', async () => {
    const { page } = running;
    const before = await running.call('reports:list', { language: 'en', search: '' });
    const file = join(folder, 'edited.faultline');
    writeFileSync(file, await edited(await answerTo(made()), (each) => ({ ...each, problems: [] })));
    await dropFile(page, file);
    await page
      .getByRole('alert')
      .filter({ hasText: /edited after it was made for the request T-1042/u })
      .waitFor();
    expect(await running.call('reports:list', { language: 'en', search: '' })).toEqual(before);
  });

  it('a sealed answer is opened with the identity file that the person chooses', async () => {
    const { app, page } = running;
    const identity = await generateX25519Identity();
    const [file, key] = [join(folder, 'sealed.faultline'), join(folder, 'identity.txt')];
    writeFileSync(
      file,
      await sealedFor({ reportRecipient: await identityToRecipient(identity) }, await answerTo(made())),
    );
    writeFileSync(key, `# created: 2026-11-22\n${identity}\n`);
    await goTo(page, 'start');
    await answerDialogs(app, { open: null });
    await dropFile(page, file);
    await page.getByRole('alert').waitFor();
    await answerDialogs(app, { open: key });
    await dropFile(page, file);
    await pathPicture(page).waitFor();
    await page.getByText(t('window.binding.bound')).first().waitFor();
    expect(readdirSync(running.userData).filter((name) => name.includes('identity'))).toEqual([]);
  });

  it('stands in the list of those made here until it is removed', async () => {
    const { page } = running;
    await goTo(page, 'desk');
    const line = page.getByRole('listitem').filter({ hasText: 'T-1042' });
    await line.getByText(t('window.request.standing.current')).waitFor();
    await line.getByText(t('window.desk.forget'), { exact: true }).click();
    await page.getByText(t('window.desk.made_none')).waitFor();
    expect(await line.count()).toBe(0);
  });
});

it('nothing was complained of', () => {
  expect(running.complaints).toEqual([]);
});

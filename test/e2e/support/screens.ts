/** Every screen and what can stand on it, with the way there. Used by what looks at all of them. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import type { Translate } from '../../../renderer/i18n/translate.ts';
import type { RunningApp } from './app.ts';
import { answerDialogs, button, goTo, pathPicture, push, startDemo } from './window.ts';

export interface Stage {
  readonly running: RunningApp;
  /** Id of the demo's report, which is kept in the history. */
  readonly report: string;
  readonly t: Translate;
}

export interface ScreenToSee {
  readonly id: string;
  readonly show: (stage: Stage) => Promise<void>;
  /** Puts away what would stay over the next screen. */
  readonly leave?: (stage: Stage) => Promise<void>;
  /** It is over after a moment. */
  readonly isFleeting?: boolean;
}

const escape = ({ running }: Stage): Promise<void> => running.page.keyboard.press('Escape');

async function showReport({ running, report, t }: Stage): Promise<void> {
  // Away from a report that may be shown already.
  await goTo(running.page, 'settings', t);
  await push(running.app, 'report:show', { id: report });
  await pathPicture(running.page, t).waitFor();
}

/** Opens everything that is folded, level by level. */
export async function unfold(page: Page): Promise<void> {
  for (let level = 0; level < 4; level += 1) {
    await page.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    await page.waitForTimeout(60);
  }
}

const ticketButtons = {
  provider_ticket: 'write_ticket',
  third_party_letter: 'write_letter',
  self_help: 'show_steps',
} as const;

/** What is written for the first problem of that kind. */
async function showTicket(stage: Stage, kind: keyof typeof ticketButtons): Promise<void> {
  const { running, t } = stage;
  await showReport(stage);
  await unfold(running.page);
  await button(running.page, t(`window.problem.${ticketButtons[kind]}`))
    .first()
    .click();
  await running.page.getByRole('heading', { level: 1, name: t(`window.ticket.title.${kind}`) }).waitFor();
}

/** A request like a desk makes it; returns its link. */
async function showAsked({ running, t }: Stage): Promise<string> {
  const { page } = running;
  await goTo(page, 'desk', t);
  await page.getByLabel(t('window.ask.domain')).fill('lighthouse-bakery.test');
  await page.getByLabel(t('window.ask.from'), { exact: true }).fill('Ann, Example Hosting');
  await page.getByLabel(t('window.ask.reference'), { exact: true }).fill('T-1042');
  await button(page, t('window.ask.go')).click();
  const text = page.getByRole('group', { name: t('window.asked.text') });
  await text.waitFor();
  return /faultline:\/\/\S+/u.exec(await text.innerText())?.[0] ?? '';
}

/** A list as a reseller has it, with a line that is none. */
const clientList = fileURLToPath(new URL('./clients.csv', import.meta.url));

export const screens: readonly ScreenToSee[] = [
  {
    id: 'start',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'start', t);
      await page.getByLabel(t('window.start.target')).waitFor();
    },
  },
  {
    id: 'start-filled',
    show: async ({ running: { app, page } }) => {
      await push(app, 'link:open', {
        target: 'https://www.lighthouse-bakery.test/shop?x=1',
        provider: 'webcanyon',
      });
      await page.getByText('lighthouse-bakery.test', { exact: false }).first().waitFor();
      await unfold(page);
    },
  },
  {
    id: 'run',
    show: async ({ running: { page }, t }) => {
      await startDemo(page, t);
      await page.getByRole('img', { name: t('window.area.web') }).waitFor();
    },
    leave: ({ running: { page }, t }) => pathPicture(page, t).waitFor(),
    isFleeting: true,
  },
  {
    id: 'report',
    show: showReport,
  },
  {
    id: 'report-unfolded',
    show: async (stage) => {
      await showReport(stage);
      await unfold(stage.running.page);
    },
  },
  {
    id: 'report-measurements',
    show: async (stage) => {
      const { page } = stage.running;
      await showReport(stage);
      const folded = page.getByRole('button', { name: stage.t('window.waterfall.show') });
      while ((await folded.count()) > 0) await folded.first().click();
    },
  },
  { id: 'ticket', show: (stage) => showTicket(stage, 'provider_ticket') },
  {
    id: 'ticket-page',
    show: async (stage) => {
      await showTicket(stage, 'provider_ticket');
      await button(stage.running.page, stage.t('window.ticket.look.page')).click();
      await stage.running.page.locator('iframe').waitFor();
    },
  },
  {
    id: 'ticket-portal',
    show: async (stage) => {
      await showTicket(stage, 'provider_ticket');
      await button(stage.running.page, stage.t('window.ticket.open_portal')).click();
      await stage.running.page.getByRole('dialog').waitFor();
    },
    leave: escape,
  },
  { id: 'steps', show: (stage) => showTicket(stage, 'self_help') },
  {
    id: 'reports',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'reports', t);
      await page.getByRole('list').getByRole('checkbox').first().waitFor();
    },
  },
  {
    id: 'reports-none-found',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'reports', t);
      await page.getByRole('searchbox').fill('there is no such report');
      await page.getByText(t('window.reports.none_found', { search: 'there is no such report' })).waitFor();
    },
    leave: ({ running }) => running.page.getByRole('searchbox').clear(),
  },
  {
    id: 'reports-delete',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'reports', t);
      await page.getByText(t('window.reports.delete'), { exact: true }).first().click();
      await page.getByRole('dialog').waitFor();
    },
    leave: escape,
  },
  {
    id: 'compare',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'reports', t);
      const boxes = page.getByRole('list').getByRole('checkbox');
      await boxes.nth(0).check();
      await boxes.nth(1).check();
      await button(page, t('window.reports.compare')).click();
      await button(page, t('window.compare.swap')).waitFor();
    },
  },
  {
    id: 'board',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'board', t);
      await page.getByRole('tab', { name: t('window.board.tab.clients') }).click();
      await page.getByRole('treegrid').getByRole('row').nth(3).waitFor();
    },
  },
  {
    id: 'board-calendar',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'board', t);
      await page.getByRole('tab', { name: t('window.board.tab.calendar') }).click();
      await page.getByRole('treegrid').getByRole('row').nth(3).waitFor();
    },
  },
  {
    id: 'batch',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'board', t);
      await button(page, t('window.board.check_list')).click();
      await button(page, t('window.batch.choose')).waitFor();
    },
  },
  {
    id: 'batch-list',
    show: async ({ running: { app, page }, t }) => {
      await goTo(page, 'board', t);
      await answerDialogs(app, { open: clientList });
      await button(page, t('window.board.check_list')).click();
      await button(page, t('window.batch.choose')).click();
      await page.getByRole('cell', { name: 'lighthouse-bakery.test' }).waitFor();
    },
  },
  {
    id: 'batch-under-way',
    show: async ({ running: { app, page }, t }) => {
      await goTo(page, 'board', t);
      await page.getByRole('treegrid').waitFor();
      const progress = {
        name: 'clients.csv',
        total: 1_000,
        done: 412,
        faulty: 23,
        perSecond: 14.2,
        remainingMs: 41_000,
        isStopping: false,
      };
      await push(app, 'board:push', { type: 'progress', progress });
      await page.getByRole('progressbar').waitFor();
    },
    leave: ({ running: { app } }) =>
      push(app, 'board:push', { type: 'ended', ending: 'cancelled', isScheduled: false }),
  },
  {
    id: 'board-none-found',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'board', t);
      await page.getByRole('searchbox').fill('there is no such client');
      await page.getByText(t('window.board.none_found', { count: 0 })).waitFor();
    },
    leave: ({ running }) => running.page.getByRole('searchbox').clear(),
  },
  {
    id: 'desk',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'desk', t);
      await page.getByLabel(t('window.ask.domain')).waitFor();
    },
  },
  {
    id: 'desk-code',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'desk', t);
      // the certificate of the demo, as its customer reads it out
      await page.getByRole('textbox', { name: t('window.code.label'), exact: true }).fill('4453 rkm4');
      await button(page, t('window.code.go')).click();
      await button(page, t('window.reply.copy')).waitFor();
    },
  },
  {
    id: 'desk-code-mistyped',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'settings', t);
      await goTo(page, 'desk', t);
      await page.getByRole('textbox', { name: t('window.code.label'), exact: true }).fill('4453-RKM5');
      await button(page, t('window.code.go')).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { id: 'asked', show: async (stage) => void (await showAsked(stage)) },
  {
    id: 'request',
    show: async (stage) => {
      const { app, page } = stage.running;
      const link = await showAsked(stage);
      const received = await stage.running.call('requests:receive', {
        language: stage.t.language,
        given: link,
      });
      if (!received.ok) throw new Error(received.error.text);
      await push(app, 'request:show', { id: received.value.id });
      await button(page, stage.t('window.request.accept')).waitFor();
    },
  },
  {
    id: 'providers',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'providers', t);
      await page.getByText(t('window.providers.empty_title')).waitFor();
    },
  },
  {
    id: 'provider',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'providers', t);
      await page
        .getByRole('list', { name: t('window.providers.list') })
        .getByRole('button')
        .first()
        .click();
      await page.getByRole('tab').first().waitFor();
    },
  },
  {
    id: 'provider-rules',
    show: async ({ running: { page }, t }) => {
      await page.getByRole('tab', { name: t('window.rules.title') }).click();
      await page.getByRole('searchbox').waitFor();
    },
  },
  {
    id: 'settings',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'settings', t);
      await page.getByLabel(t('window.settings.language'), { exact: true }).waitFor();
      await page.getByRole('heading', { name: t('window.privacy.title') }).waitFor();
    },
  },
  {
    id: 'settings-delete',
    show: async ({ running: { page }, t }) => {
      await goTo(page, 'settings', t);
      await button(page, t('window.privacy.delete_all')).click();
      await page.getByRole('dialog').waitFor();
    },
    leave: escape,
  },
  {
    id: 'notice',
    show: async ({ running: { app, page }, t }) => {
      await goTo(page, 'start', t);
      await push(app, 'notice:show', { text: t('window.notice.could_not_diagnose') });
      await page.getByText(t('window.notice.could_not_diagnose')).waitFor();
    },
  },
];

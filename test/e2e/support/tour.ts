/** The way to every screen, by what a person would press; the words decide, so it works in each language. */
import type { Page } from 'playwright';
import type { Pushes } from '../../../main/contract/api.ts';
import type { Translate } from '../../../renderer/i18n/translate.ts';
import type { RunningApp } from './app.ts';

type Command = Pushes['menu:command']['command'];

/** By the application menu, as a shortcut does. */
export const menu = ({ app }: Pick<RunningApp, 'app'>, command: Command): Promise<void> =>
  app.evaluate(({ Menu }, id) => {
    Menu.getApplicationMenu()?.getMenuItemById(id)?.click();
  }, command);

const titled = (page: Page, title: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();

/** Runs the demo to its report. */
export async function runDemo(running: RunningApp, t: Translate): Promise<void> {
  await startDemo(running, t);
  await running.page
    .getByRole('button', { name: t('window.problem.write_ticket') })
    .first()
    .waitFor();
}

/** Leaves the demo running. */
export async function startDemo(running: RunningApp, t: Translate): Promise<void> {
  await menu(running, 'start');
  await running.page.getByRole('button', { name: t('window.start.demo'), exact: true }).click();
  await running.page.getByRole('button', { name: t('window.run.stop') }).waitFor();
}

async function openReports(running: RunningApp, t: Translate): Promise<void> {
  await menu(running, 'reports');
  await titled(running.page, t('window.reports.title'));
  await running.page.getByRole('checkbox').first().waitFor();
}

async function openReport(running: RunningApp, t: Translate): Promise<void> {
  await openReports(running, t);
  await running.page.locator('main li button').first().click();
  await running.page
    .getByRole('button', { name: t('window.problem.write_ticket') })
    .first()
    .waitFor();
}

type Visit = (running: RunningApp, t: Translate) => Promise<void>;

/** Needs two reports in the history, the newer one of the demo; see `prepareTour`. */
export const tour: Readonly<Record<string, Visit>> = {
  start: async (running, t) => {
    await menu(running, 'start');
    await titled(running.page, t('window.start.title'));
    await running.page.getByRole('radio').first().waitFor();
  },
  report: openReport,
  ticket: async (running, t) => {
    await openReport(running, t);
    await running.page
      .getByRole('button', { name: t('window.problem.write_ticket') })
      .first()
      .click();
    await titled(running.page, t('window.ticket.title.provider_ticket'));
  },
  reports: openReports,
  compare: async (running, t) => {
    await openReports(running, t);
    await running.page.getByRole('checkbox').nth(0).check();
    await running.page.getByRole('checkbox').nth(1).check();
    await running.page.getByRole('button', { name: t('window.reports.compare') }).click();
    await running.page.locator('main dl').first().waitFor();
  },
  providers: async (running, t) => {
    await menu(running, 'providers');
    await titled(running.page, t('window.rail.providers'));
    await running.page.locator('main ul button').first().waitFor();
  },
  provider: async (running, t) => {
    await menu(running, 'providers');
    await running.page.getByRole('button', { name: 'Webcanyon' }).click();
    await running.page.getByRole('heading', { name: t('window.rules.title'), exact: true }).waitFor();
  },
  settings: async (running, t) => {
    await menu(running, 'settings');
    await titled(running.page, t('window.rail.settings'));
    await running.page.getByText(t('window.privacy.show_folder')).waitFor();
  },
  deletion: async (running, t) => {
    await menu(running, 'settings');
    await running.page.getByRole('button', { name: t('window.privacy.delete_all') }).click();
    await running.page.getByRole('dialog').waitFor();
  },
};

/** A report of somebody else and one of the demo, so that there is something to show on every screen. */
export async function prepareTour(running: RunningApp, t: Translate, demoReport: string): Promise<void> {
  const opened = await running.call('reports:open-file', { language: t.language, path: demoReport });
  if (!opened.ok) throw new Error(opened.error.text);
  await runDemo(running, t);
}

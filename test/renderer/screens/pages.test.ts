/** Every screen of the second half in three languages, with what the engine really says: complete words, names for everything, no forbidden attribute. */
import { cloneElement, createElement, type ReactElement, type ReactNode } from 'react';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import type { ReportView, TicketView } from '../../../main/contract/views.ts';
import { reportView } from '../../../main/engine-process/views/report-view.ts';
import type { Key } from '../../../renderer/i18n/translate.ts';
import { translateInto, type Language } from '../../../renderer/i18n/translate.ts';
import { ComparePage } from '../../../renderer/screens/compare/compare-page.tsx';
import { ReportPage } from '../../../renderer/screens/report/report-page.tsx';
import { ReportsPage } from '../../../renderer/screens/reports/reports-page.tsx';
import { TicketPage } from '../../../renderer/screens/ticket/ticket-page.tsx';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { translatorOf } from '../../diagnostics/report/translators.ts';
import { startDemoEngine, type DemoEngine } from '../support/demo-engine.ts';
import { faultsOf, wordsOf } from '../support/markup.ts';
import { renderIn } from '../support/render.tsx';

let demo: DemoEngine;
let whole = '';
let cut = '';
beforeAll(async () => {
  demo = await startDemoEngine();
  whole = await demo.run();
  cut = await demo.run({ isCut: true });
}, 60_000);
afterAll(() => demo.close());

const ignore = (): void => undefined;
const say = (language: Language, key: Key): string => translateInto(language)(key);
/** The page's words, after a look at what a screen reader would stumble over. */
function sound(language: Language, page: ReactNode): string {
  const html = renderIn(language, page);
  expect(faultsOf(html)).toEqual([]);
  return wordsOf(html);
}

/** As it stands in markup, one space between words. */
const inMarkup = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
    .replace(/\s+/gu, ' ')
    .trim();
/** What of these sentences the page does not show. */
const unsaid = (words: string, sentences: readonly (string | undefined)[]): readonly (string | undefined)[] =>
  sentences.filter((sentence) => sentence === undefined || !words.includes(inMarkup(sentence)));

const reportPage = (report: ReportView): ReactNode => createElement(ReportPage, { report });
const ticketPage = async (language: Language, problem: number): Promise<ReactNode> =>
  createElement(TicketPage, {
    ticket: await demo.ask('ticket:compose', { id: whole, problem, language, answers: {}, keep: [] }),
    draft: { language, answers: {}, keep: [] },
    isShared: false,
    onChange: ignore,
    onBack: ignore,
    onCheckAgain: ignore,
    onCopy: ignore,
    onSave: ignore,
    onOpen: ignore,
  });
/** Whether the report page and the ticket page offer a file for the provider's desk alone. */
async function offersSealing(language: Language, canSeal: boolean): Promise<readonly boolean[]> {
  const view = await demo.ask('reports:view', { id: whole, language });
  const ticket = await demo.ask('ticket:compose', { id: whole, problem: 0, language, answers: {}, keep: [] });
  const page = (await ticketPage(language, 0)) as ReactElement<{ readonly ticket: TicketView }>;
  const t = translateInto(language);
  const { name } = view.provider!;
  return [
    sound(language, reportPage({ ...view, provider: { ...view.provider!, canSeal } })).includes(
      inMarkup(t('window.report.save_sealed', { provider: name })),
    ),
    sound(language, cloneElement(page, { ticket: { ...ticket, canSeal } })).includes(
      inMarkup(t('window.ticket.format.sealed', { recipient: ticket.recipient })),
    ),
  ];
}
const historyPage = (entries: Parameters<typeof ReportsPage>[0]['entries']): ReactNode =>
  createElement(ReportsPage, {
    entries,
    search: '',
    compareWith: null,
    onSearch: ignore,
    onOpen: ignore,
    onOpenFile: ignore,
    onCompare: ignore,
    onDelete: ignore,
    onStart: ignore,
    onDemo: ignore,
  });

const alone = { packs: [], manifest: null, binding: { state: 'none', request: null }, now: 0 } as const;

describe.each(languages)('in %s', (language) => {
  it('offer a sealed file where the provider’s pack names a recipient, and only there', async () => {
    expect([await offersSealing(language, true), await offersSealing(language, false)]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('a report says whose side, what to do, what is covered, and what it rests on', async () => {
    const report = await demo.ask('reports:view', { id: whole, language });
    const words = sound(language, reportPage(report));
    const [first, ...others] = report.problems;
    expect(
      unsaid(words, [
        report.summary,
        first?.sideText,
        first?.reason,
        first?.nextStep,
        first?.decisionText,
        first?.limits,
        ...others.map(({ headline }) => headline),
        ...report.stations.map(({ stateText }) => stateText),
      ]),
    ).toEqual([]);
  });

  it('a report that was cut off says so, once', async () => {
    const report = await demo.ask('reports:view', { id: cut, language });
    const words = sound(language, reportPage(report));
    expect(words.split(inMarkup(say(language, 'window.notice.cancelled')))).toHaveLength(2);
  });

  it.each([
    ['healthy', 'window.notice.healthy'],
    ['incomplete', 'window.notice.incomplete'],
    ['could_not_diagnose', 'window.notice.could_not_diagnose'],
  ] as const)('a report that is %s says what that means', (status, key) => {
    const report = sampleReport({ status, problems: [] });
    const view = reportView({ id: 'own-1', report, ...alone, original: null }, translatorOf(language));
    expect(unsaid(sound(language, reportPage(view)), [say(language, key)])).toEqual([]);
  });

  it('a report from a file says first what today’s rules say otherwise', () => {
    const report = sampleReport({ problems: [sampleProblem({ confidence: 'possible' })] });
    const view = reportView(
      { id: 'file-1', report, ...alone, original: sampleReport() },
      translatorOf(language),
    );
    const words = sound(language, reportPage(view));
    const differences = view.judgedAgain?.differences ?? [];
    expect(differences).toHaveLength(1);
    expect(unsaid(words, [say(language, 'window.report.judged_differently'), ...differences])).toEqual([]);
  });

  it('a missing control comes with the button that gets it', () => {
    const missingControls = [
      { control: 'C5', how: { key: 'question.works_elsewhere.how', values: { options: '' } } },
      { control: 'C3', how: { key: 'question.old_device.how', values: { options: '' } } },
      { control: 'C7', how: { key: 'report.label.surer', values: {} } },
    ] as const;
    const report = sampleReport({ problems: [sampleProblem({ missingControls: [...missingControls] })] });
    const view = reportView({ id: 'own-1', report, ...alone, original: null }, translatorOf(language));
    const words = sound(language, reportPage(view));
    const actions = (view.problems[0]?.surer ?? []).map(({ action }) => action);
    expect(actions.map((action) => action?.type)).toEqual(['answer', 'answer', 'repeat']);
    const answers = actions.flatMap((action) => (action?.type === 'answer' ? action.values : []));
    expect(
      unsaid(words, [say(language, 'window.surer.repeat'), ...answers.map(({ label }) => label)]),
    ).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4])('what is written about problem %i shows exactly what leaves', async (problem) => {
    const { kind, body, questions } = await demo.ask('ticket:compose', {
      id: whole,
      problem,
      language,
      answers: {},
      keep: [],
    });
    const words = sound(language, await ticketPage(language, problem));
    expect(
      unsaid(words, [
        say(language, `window.ticket.title.${kind}`),
        body,
        ...questions.map(({ label }) => label),
      ]),
    ).toEqual([]);
  });

  it('the history names every report, and teaches while it is empty', async () => {
    const entries = await demo.ask('reports:list', { language, search: '' });
    const words = sound(language, historyPage(entries));
    expect(entries.map(({ id }) => id).sort()).toEqual([whole, cut].sort());
    expect(
      unsaid(
        words,
        entries.map(({ headline }) => headline),
      ),
    ).toEqual([]);
    expect(unsaid(sound(language, historyPage([])), [say(language, 'window.reports.empty_text')])).toEqual(
      [],
    );
  });

  it('two reports stand side by side', async () => {
    const comparison = await demo.ask('reports:compare', { left: whole, right: cut, language });
    const words = sound(
      language,
      createElement(ComparePage, { comparison, onOpen: ignore, onSwap: ignore, onBack: ignore }),
    );
    expect(
      unsaid(
        words,
        comparison.parts
          .flatMap((part) => [part, ...part.rows])
          .flatMap(({ label, paragraphs, items }) => [label, ...paragraphs, ...items]),
      ),
    ).toEqual([]);
  });
});

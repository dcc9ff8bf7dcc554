/**
 * Secrets never appear (issue of trust number one): every seed at every place where it could enter, through every way by which something
 * leaves. The list of seeds is `test/support/secret-seeds.ts`, that of the places `test/support/seeded-reports.ts`.
 */
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../diagnostics/model/job.ts';
import type { Report } from '../../../../diagnostics/model/report.ts';
import type { RunEvent } from '../../../../diagnostics/model/run-event.ts';
import { inertJson } from '../../../../diagnostics/report/i18n/inert-text.ts';
import { unzip } from '../../../../diagnostics/report/bundle/unzip.ts';
import { writeBundle } from '../../../../diagnostics/report/bundle/write-bundle.ts';
import { redactReport } from '../../../../diagnostics/report/redact/redact.ts';
import { createRedactor } from '../../../../diagnostics/report/redact/redactor.ts';
import { shareReport } from '../../../../diagnostics/report/redact/share.ts';
import { noPaint } from '../../../../diagnostics/report/text/paint.ts';
import { renderReport, renderSummary } from '../../../../diagnostics/report/text/render-report.ts';
import { buildTicket } from '../../../../diagnostics/ticket/build-ticket.ts';
import { renderTicketMail } from '../../../../diagnostics/ticket/render-mail.ts';
import { renderTicket } from '../../../../diagnostics/ticket/render-ticket.ts';
import { readMail } from '../../../support/read-mail.ts';
import { seededPlaces } from '../../../support/seeded-reports.ts';
import { leaksIn, secretSeeds } from '../../../support/secret-seeds.ts';
import { translatorOf } from '../translators.ts';

const t = translatorOf('en');

it('has at least two hundred different seeds', () => {
  const marks = new Set(secretSeeds.flatMap((seed) => seed.marks));
  expect(marks.size).toBeGreaterThanOrEqual(200);
  expect(new Set(secretSeeds.map(({ name }) => name)).size).toBe(secretSeeds.length);
  // Unredacted, every one of them is found: the search below is not blind.
  expect(leaksIn(secretSeeds.map(({ text }) => text).join('\n'))).toHaveLength(secretSeeds.length);
});

describe.each(seededPlaces.map((each, index) => [each.place, each, index] as const))(
  '%s',
  (_name, place, index) => {
    it('lets none of them through', () => {
      const clean = secretSeeds.map((seed) => {
        const swept = JSON.stringify(redactorOf().redact(place.part(seed), ''));
        return `${swept}\n${rawMessages(swept)}`;
      });
      expect(leaksIn(clean.join('\n'))).toEqual([]);
    });

    /** Whole reports take their time: each place shows other seeds, and together the places show all of them several times. */
    const seeds = secretSeeds.filter((_seed, at) => (at + index) % 40 === 0);

    it('shows none of them in the text, the file or the tickets of a report', async () => {
      const all = await Promise.all(place.reports(seeds).map(outputsOf));
      expect(leaksIn(readBack(all.join('\n')))).toEqual([]);
    });
  },
);

const redactorOf = () => createRedactor({ localUser: null });

/** DNS messages are kept raw as well, for signatures. */
const rawMessages = (json: string): string =>
  [...json.matchAll(/"messageBase64":"([^"]+)"/gu)]
    .map(([, encoded = '']) => Buffer.from(encoded, 'base64').toString('utf8'))
    .join('\n');

/** Everything that one report becomes on its way out, as text. */
async function outputsOf(raw: Report): Promise<string> {
  const report = redactReport(raw);
  const shared = shareReport(report).report;
  const summary = renderSummary(report, t);
  const bundle = await unzip(
    await writeBundle(report, { summary, tickets: [], pack: { text: raw.problems[0]?.scope } }),
  );
  if (!bundle.ok) throw new Error(bundle.error.key);
  const tickets = shared.problems.map((_problem, index) => buildTicket(shared, index, { t }));
  return [
    inertJson(report),
    inertJson(shared),
    summary,
    renderReport(report, t, { width: 100, paint: noPaint }),
    ...[...bundle.files.values()].map((bytes) => Buffer.from(bytes).toString('utf8')),
    ...tickets.flatMap((ticket) => formats.map((format) => renderTicket(ticket, format, t))),
    ...eventsOf(raw).map((event) => inertJson(redactorOf().redact(event, ''))),
  ].join('\n');
}
const formats = ['text', 'md', 'html', 'json', 'whmcs', 'zammad'] as const;

/** Markdown and HTML write some signs otherwise: read them back, or an escaped secret would count as none. */
const readBack = (text: string): string =>
  `${text}\n${text
    .replace(/\\([^\w\s])/gu, '$1')
    .replace(/&#(\d+);/gu, (_match, code: string) => String.fromCharCode(Number(code)))
    .replace(/&quot;/gu, '"')
    .replace(/&lt;/gu, '<')
    .replace(/&gt;/gu, '>')
    .replace(/&amp;/gu, '&')}`;

const eventsOf = (report: Report): readonly RunEvent[] => {
  const at = report.startedAt;
  return [
    { seq: 0, at, type: 'run_started', request: report.request, plan: [] },
    ...report.observations.flatMap((observation): readonly RunEvent[] => {
      const { id: key, kind, endpoint, input } = observation;
      const job = { key, kind, endpoint, input, deadlineMs: 1, attempt: 1 } as Job;
      return [
        { seq: 1, at, type: 'job_planned', planner: 'x', job },
        { seq: 2, at, type: 'observation_made', observation },
      ];
    }),
  ];
};

it('leaks nothing into a mail or the report attached to it', async () => {
  const [raw] = seededPlaces.find(({ place }) => place === 'SMTP reply')?.reports(secretSeeds) ?? [];
  if (!raw) throw new Error('no such place');
  const { report } = shareReport(redactReport(raw));
  const ticket = buildTicket(report, 0, { t });
  const bytes = await writeBundle(report, { summary: renderSummary(report, t), tickets: [] });
  const name = ticket.attachments[0]?.name ?? '';
  const mail = readMail(await renderTicketMail(ticket, t, [{ name, mediaType: 'application/zip', bytes }]));
  const attached = await unzip(mail.files.get(name) ?? new Uint8Array());
  const files = attached.ok ? [...attached.files.values()] : [];
  expect(files.length).toBeGreaterThan(3);
  expect(
    leaksIn([...mail.texts, ...files.map((each) => Buffer.from(each).toString('utf8'))].join('\n')),
  ).toEqual([]);
});

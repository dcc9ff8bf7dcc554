/** The clients of a reseller with a bit of everything, as the history keeps them: as many as wanted, always the same. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '../../diagnostics/model/message.ts';
import type { RunSummary, SummarisedProblem } from '../../diagnostics/model/run-summary.ts';
import { historyFileIn, openHistory } from '../../main/services/history/open-history.ts';
import { anExpiry, aSummarisedProblem, aSummary, ownProblem } from './summary-factories.ts';

const DAY = 24 * 3_600_000;
const after = (now: number, days: number): string => new Date(now + days * DAY).toISOString();
const words = [
  'bakery',
  'florist',
  'garage',
  'atelier',
  'studio',
  'cafe',
  'books',
  'bikes',
  'yoga',
  'dental',
];
const places = ['lighthouse', 'harbour', 'station', 'river', 'market', 'abbey', 'hill', 'garden'];

/** Domain of the client with that number. */
const domainOf = (index: number): string =>
  `${places[index % places.length]}-${words[index % words.length]}-${String(index).padStart(4, '0')}.test`;

const mailHost = (index: number): string => `mail${index % 20}.provider.test`;

/** The certificate of one of the provider's mail servers, which many clients use. */
const mailCertificate = (index: number, now: number) =>
  anExpiry({
    at: after(now, index % 20 === 3 ? 3 : 30 + (index % 20) * 5),
    names: [mailHost(index)],
    shownBy: [`${mailHost(index)}:993`],
    fingerprint: `MAIL:${index % 20}`,
  });

const aboutToExpire = (index: number, now: number): SummarisedProblem =>
  aSummarisedProblem({
    rule: 'R57',
    rootCause: 'tls.certificate.renewal_due',
    subject: `${mailHost(index)} (993)`,
    headline: message('cause.tls.certificate.renewal_due.headline', {
      host: mailHost(index),
      names: mailHost(index),
      notAfter: after(now, 3),
      issuer: 'Test CA',
    }),
    sharedIn: { kind: 'certificate', name: mailHost(index) },
    sharedCauseKey: `tls.certificate.renewal_due certificate MAIL:${index % 20}`,
  });

const silentServer = (index: number): SummarisedProblem =>
  aSummarisedProblem({
    rule: 'R42',
    rootCause: 'server.unreachable_here',
    subject: '192.0.2.17',
    service: 'web',
    side: 'undetermined',
    faultDomain: 'undetermined',
    confidence: 'possible',
    headline: message('cause.server.unreachable_here.ban_or_outage.headline', { host: domainOf(index) }),
    sharedIn: { kind: 'machine', name: '192.0.2.17' },
    sharedCauseKey: 'server.unreachable_here machine 192.0.2.17',
  });

function problemsOf(index: number, now: number): readonly SummarisedProblem[] {
  if (index % 20 === 3 && index % 7 === 0) return [aboutToExpire(index, now)];
  if (index % 97 === 11) return [silentServer(index)];
  if (index % 53 === 5) return [ownProblem(domainOf(index)), silentServer(index)];
  return [];
}

const unsaid = { key: 'report.status.could_not_diagnose', values: {} } as const;

const reportOf = (index: number, days: number): string =>
  `0000000a-${String(index).padStart(6, '0')}-${String(-days)}`;

/** Keeps that report file behind the rows of these clients, as a batch of the app does. */
export function keepReports(folder: string, file: string, indices: readonly number[]): void {
  mkdirSync(join(folder, 'board'), { recursive: true });
  for (const index of indices)
    copyFileSync(file, join(folder, 'board', `board-${reportOf(index, 0)}.faultline`));
}

/** Clients of the certificate that ends in three days. */
export const sharing = [63, 203, 343];

function aClient(index: number, now: number, days = 0): RunSummary {
  const domain = domainOf(index);
  const startedAt = after(now, days);
  const base = {
    report: reportOf(index, days),
    domain,
    displayName: domain,
    client: `${words[index % words.length]} ${index}`,
    tags: index % 3 === 0 ? ['care plan'] : index % 3 === 1 ? ['shops', 'care plan'] : [],
    provider: index % 2 === 0 ? 'webcanyon' : 'haisoft',
    startedAt,
    finishedAt: startedAt,
    expiries: [
      mailCertificate(index, now),
      anExpiry({
        at: after(now, (index * 7) % 88),
        names: [domain, `www.${domain}`],
        shownBy: [`${domain}:443`],
        fingerprint: `SITE:${index}`,
      }),
      anExpiry({
        kind: 'domain',
        at: after(now, ((index * 13) % 360) - 1),
        names: [domain],
        shownBy: [],
        fingerprint: null,
      }),
    ],
  };
  if (index % 211 === 7)
    return aSummary({ ...base, report: null, status: 'could_not_diagnose', undiagnosed: unsaid });
  if (index % 211 === 9) return aSummary({ ...base, status: 'could_not_diagnose', undiagnosed: unsaid });
  if (index % 211 === 13)
    return aSummary({
      ...base,
      status: 'incomplete',
      ending: 'deadline_exceeded',
      undiagnosed: { key: 'report.status.incomplete', values: {} },
    });
  // A day earlier some things were other than they are now.
  const problems = days < 0 && index % 5 === 0 ? [] : problemsOf(index, now);
  return aSummary({ ...base, problems });
}

/** Two runs of each client, a day apart, in the history of the app in that folder. */
export async function recordClients(folder: string, count: number, now: number): Promise<void> {
  const history = openHistory(historyFileIn(folder), () => undefined);
  const all = Array.from({ length: count }, (_each, index) => index);
  await history.record(all.map((index) => aClient(index, now, -1)));
  await history.record(all.map((index) => aClient(index, now)));
}

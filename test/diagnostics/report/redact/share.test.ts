import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { Report } from '../../../../diagnostics/model/report.ts';
import { reportSchema } from '../../../../diagnostics/model/report.ts';
import { shareReport } from '../../../../diagnostics/report/redact/share.ts';
import { sampleObservations, sampleReport } from '../sample-report.ts';

const own = (
  address: string,
  family: 4 | 6,
  scope: 'private' | 'unique_local' | 'global' | 'link_local',
) => ({
  name: 'wlan0',
  family,
  address,
  prefixLength: family === 4 ? 24 : 64,
  scope,
  isTunnel: false,
});

/** A seat behind a home router, a domain with a private address in DNS, and a server that greets with the seat's address. */
function seatReport(part: Partial<Report> = {}): Report {
  const [tls, smtp, environment] = sampleObservations as readonly Observation[];
  if (environment?.kind !== 'environment' || smtp?.kind !== 'smtp' || !tls) throw new Error('sample changed');
  const at = { attempt: 1, startedAt: smtp.startedAt, durationMs: 1 };
  return sampleReport({
    observations: [
      tls,
      {
        ...smtp,
        data: {
          ...smtp.data,
          localAddress: '192.168.178.23',
          transcript: [
            { direction: 'sent', at: 1, text: 'EHLO [192.168.178.23]' },
            {
              direction: 'received',
              at: 2,
              text: '250 Hello [192.168.178.23], not 192.168.178.230 nor 5.192.168.178.23',
            },
            { direction: 'sent', at: 3, text: 'EHLO [IPv6:fd12:3456::9]' },
          ],
        },
      },
      {
        ...environment,
        data: {
          ...environment.data,
          interfaces: [
            own('192.168.178.23', 4, 'private'),
            own('fd12:3456::9', 6, 'unique_local'),
            own('2001:db8:f00::9', 6, 'global'),
          ],
          defaultRoutes: [{ family: 4, gateway: '192.168.178.1', interface: 'wlan0' }],
          resolvers: ['192.168.178.1', '10.0.0.53'],
        },
      },
      {
        ...at,
        id: 'system-lookup x',
        kind: 'system-lookup',
        endpoint: { name: 'x.test' },
        input: { name: 'x.test', family: 4 },
        data: { addresses: ['10.0.0.53'] },
      } as unknown as Observation,
    ],
    vantage: { ...sampleReport().vantage, resolvers: ['192.168.178.1'] },
    ...part,
  });
}

describe('shareReport', () => {
  it('puts stand-ins of the same kind for addresses of the own network, the same everywhere', () => {
    const { report, redactions } = shareReport(seatReport());
    const text = JSON.stringify(report);
    expect(text).not.toMatch(/192\.168\.178\.(?:1|23)(?!\d)(?<!5\.192\.168\.178\.23)|fd12:3456/u);
    expect(text).toContain('EHLO [192.168.0.1]');
    expect(text).toContain('EHLO [IPv6:fd00::1]');
    expect(text).toContain('not 192.168.178.230 nor 5.192.168.178.23');
    expect(report.vantage.resolvers).toEqual(['192.168.0.2']);
    expect(redactions.find(({ id }) => id === 'local_address')).toEqual({
      id: 'local_address',
      count: 3,
      isOn: true,
      isFixed: false,
    });
  });

  it('keeps the public address, what the domain says of itself, and a valid report', () => {
    const { report } = shareReport(seatReport());
    const text = JSON.stringify(report);
    expect(text).toContain('2001:db8:f00::9');
    expect(text).toContain('10.0.0.53');
    expect(reportSchema.safeParse(report).error).toBeUndefined();
  });

  it('marks the seat, so that stand-ins never make two networks one or one network two', () => {
    const { report } = shareReport(seatReport());
    expect(report.observations.find(({ kind }) => kind === 'environment')).toMatchObject({
      data: { ownAddresses: 'replaced' },
    });
  });

  it('lets stand what the person allows, and only that', () => {
    const report = seatReport();
    expect(shareReport(report, { keep: ['local_address', 'secret', 'local_name'] })).toEqual({
      report,
      redactions: [
        { id: 'secret', count: 0, isOn: true, isFixed: true },
        { id: 'local_name', count: 0, isOn: true, isFixed: true },
        { id: 'mailbox', count: 0, isOn: true, isFixed: true },
        { id: 'local_address', count: 3, isOn: false, isFixed: false },
      ],
    });
  });

  it('puts mailboxes back where this machine still knows them', () => {
    const said = { key: 'mailbox-1@example.test and mailbox-2@example.test', values: {} };
    const report = sampleReport({
      remarks: [{ id: 'x', message: said, evidence: [] } as never],
      redactions: [{ redactor: 'mailbox', place: '/x', charactersRemoved: 3 }],
    });
    const names = { 'mailbox-1': '"o\'neil"@example.test', 'mailbox-2': 'eva@elsewhere.test' };
    const shared = shareReport(report, { keep: ['mailbox'], names });
    expect(shared.report.remarks?.[0]?.message.key).toBe('"o\'neil"@example.test and mailbox-2@example.test');
    expect(shared.redactions.find(({ id }) => id === 'mailbox')).toEqual({
      id: 'mailbox',
      count: 1,
      isOn: false,
      isFixed: false,
    });
    expect(JSON.stringify(shareReport(report, { names }).report)).toBe(JSON.stringify(report));
  });
});

/** A rule for encrypted delivery (MTA-STS) of `example.test`, and mail servers with their certificates on port 25. */
import type { DataOf, Observation } from '../../diagnostics/model/observation.ts';
import type { TlsSession } from '../../diagnostics/model/observations/tls.ts';
import { MX_HOST, texts } from './mail-record-factories.ts';
import { aMailDialogue, aPage, aSession, at } from './service-factories.ts';

const STS_HOST = 'mta-sts.example.test';

export const stsRecord = texts('_mta-sts.example.test', 'v=STSv1; id=1');

export const stsPage = (
  mode: string,
  patterns: readonly string[],
  data: Partial<DataOf<'http'>> = {},
): Observation =>
  aPage(`https://${STS_HOST}/.well-known/mta-sts.txt`, {
    data: {
      tls: aSession({ dnsNames: [STS_HOST], commonName: STS_HOST }),
      status: 200,
      bodyStart: [
        'version: STSv1',
        `mode: ${mode}`,
        'max_age: 86400',
        ...patterns.map((each) => `mx: ${each}`),
      ].join('\r\n'),
      ...data,
    },
  });

/** A mail server that shows this certificate; without one it does not encrypt. */
export const exchangerWith = (
  tls: TlsSession | undefined,
  host = MX_HOST,
  address = '45.0.3.25',
  port = 25,
): Observation =>
  aMailDialogue('smtp', port, tls === undefined ? {} : { tls }, { endpoint: at(host, port, address) });

import { describe } from 'vitest';
import { misleadingAutoconfig } from '../../../../diagnostics/checks/mail/misleading-autoconfig.ts';
import type { DataOf } from '../../../../diagnostics/model/observation.ts';
import { checkCases } from '../../../support/check-cases.ts';
import { aRecord, fromPublic } from '../../../support/dns-factories.ts';
import { aFailure } from '../../../support/factories.ts';
import {
  anAutoconfig,
  denied,
  timedOut,
  type AnnouncedServer,
} from '../../../support/mail-record-factories.ts';
import { aPage, aSession } from '../../../support/service-factories.ts';

const host = 'autoconfig.example.test';
const server = 'mail.example.test';
const tls = aSession({ dnsNames: [host], commonName: host });
const page = (data: Partial<DataOf<'http'>>) =>
  aPage(`https://${host}/mail/config-v1.1.xml`, { data: { tls, status: 200, ...data } });
const file = (...servers: readonly AnnouncedServer[]) => page({ bodyStart: anAutoconfig(...servers) });
const srv = (target: string) =>
  fromPublic('_imaps._tcp.example.test', 'SRV', [
    aRecord('_imaps._tcp.example.test', 'SRV', `0 1 993 ${target}`, {
      priority: 0,
      weight: 1,
      port: 993,
      target,
    }),
  ]);
const imap = `${host} imap 993`;

describe('misleading-autoconfig', () => {
  checkCases(misleadingAutoconfig, [
    ['passes for a server over TLS', [file(['imap', server, 993, 'SSL'])], `passed ${imap}`],
    [
      'passes for the server that the records name',
      [file(['imap', 'mail.%EMAILDOMAIN%', 993, 'SSL']), srv(server)],
      `passed ${imap}`,
    ],
    [
      'fails for another server than the records name',
      [file(['imap', 'imap.old.test', 993, 'SSL']), srv(server)],
      `failed.records ${imap}`,
    ],
    [
      'leaves records of another protocol aside',
      [file(['smtp', 'smtp.relay.test', 465, 'SSL']), srv(server)],
      `passed ${host} smtp 465`,
    ],
    [
      'fails for a server without encryption',
      [file(['imap', server, 143, 'plain'])],
      `failed.plain ${host} imap 143`,
    ],
    [
      'fails for a server without an address',
      [file(['imap', server, 993, 'SSL']), denied(server, 'A'), denied(server, 'AAAA')],
      `failed.nowhere ${imap}`,
    ],
    [
      'blames no server whose address could not be looked up',
      [file(['imap', server, 993, 'SSL']), timedOut(server, 'A'), timedOut(server, 'AAAA')],
      `passed ${imap}`,
    ],
    [
      'does not apply where a web site answers',
      [page({ bodyStart: '<html>Welcome</html>' })],
      `inapplicable.none ${host}`,
    ],
    ['does not apply where there is no such file', [page({ status: 404 })], `inapplicable.none ${host}`],
    [
      'does not apply where there is no such host',
      [denied(host, 'A'), denied(host, 'AAAA')],
      `inapplicable.none ${host}`,
    ],
    [
      'cannot tell where the certificate is for another name',
      [
        page({
          tls: aSession({ dnsNames: ['www.example.test'] }),
          bodyStart: anAutoconfig(['imap', 'evil.test', 993, 'SSL']),
        }),
      ],
      `cantTell ${host}`,
    ],
    [
      'cannot tell where the file could not be fetched',
      [aPage(`https://${host}/mail/config-v1.1.xml`, { data: {}, failure: aFailure('timed_out') })],
      `cantTell ${host}`,
    ],
    ['is untested when nobody asked', [], `untested ${host}`],
    [
      'reads a hostile file without effort, and takes no name that is none',
      [
        page({
          bodyStart: `<clientConfig>${'<incomingServer type="imap">'.repeat(500)}<hostname>${'a'.repeat(300)}`,
        }),
      ],
      `inapplicable.none ${host}`,
    ],
  ]);
});

/** Worlds in which a block list was asked about the address that the provider sends from. */
import { at, HOST, open, pack, SERVER } from './attribution-factories.ts';
import { aRecord, fromPublic, fromSystem, mx, txt, type Reply } from './dns-factories.ts';
import { aNetworkData, anEnvironmentData, anObservation, aRequest } from './factories.ts';

const OUT = 'out.example.test';
export const zone = 'list.test';
export const asked = `1.3.0.45.${zone}`;
const provider = { ...pack, mailHosts: [OUT], spfIncludes: ['spf.hoster.test'] };
export const code = (name: string, value = '127.0.0.2') => fromSystem(name, 'A', [aRecord(name, 'A', value)]);
export const denied = (name: string) => fromSystem(name, 'A', { rcode: 'NXDOMAIN' });
export const listsTest = code(`2.0.0.127.${zone}`);
export const listsNotTest = denied(`1.0.0.127.${zone}`);

const blockLists = [
  { operator: 'list', zone, listings: ['127.0.0.2'], removalUrl: 'https://list.test/', terms: 'free' },
];
const seat = (resolver: string) =>
  anObservation('environment', { data: anEnvironmentData({ resolvers: [resolver] }) });

export function blockListWorld(
  answers: readonly ReturnType<typeof fromSystem>[],
  policy: Reply = [txt(HOST, 'v=spf1 include:spf.hoster.test -all')],
  resolver = '192.168.1.1',
) {
  return {
    provider,
    request: aRequest({ symptom: 'mail_cannot_send' }),
    networkData: aNetworkData({ blockLists }),
    observations: [
      seat(resolver),
      fromPublic(HOST, 'MX', [mx(HOST, 10, OUT)]),
      fromPublic(OUT, 'A', [aRecord(OUT, 'A', SERVER)]),
      fromPublic('spf.hoster.test', 'TXT', [txt('spf.hoster.test', `v=spf1 ip4:${SERVER} -all`)]),
      fromPublic(HOST, 'TXT', policy),
      open(at(SERVER, 25)),
      ...answers,
    ],
  };
}

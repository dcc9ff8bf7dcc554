/** Host keys as servers show them, and what is expected of them. */
import type { Observation } from '../../diagnostics/model/observation.ts';
import type { KnownHostKey } from '../../diagnostics/model/observations/known-hosts.ts';
import { at, HOST, SERVER } from './attribution-factories.ts';
import { aRecord, fromPublic } from './dns-factories.ts';
import { anObservation } from './factories.ts';

/** SHA-256 of two keys; the second as SSHFP writes it. */
export const OLD = 'A'.repeat(43);
export const NEW = `${'B'.repeat(42)}E`;
/** SHA-1 of the second key. */
export const NEW_SHA1 = 'b'.repeat(40);
const hexOf = (sha256: string): string => Buffer.from(sha256, 'base64').toString('hex');

export const shows = (sha256 = NEW, type = 'ssh-ed25519', sha1?: string): Observation =>
  anObservation('ssh', {
    id: `ssh/${SERVER}/22`,
    endpoint: at(SERVER, 22),
    data: { connectMs: 10, hostKeys: [{ type, sha256, ...(sha1 === undefined ? {} : { sha1 }) }] },
  });

export const remembers = (...keys: readonly Partial<KnownHostKey>[]): Observation =>
  anObservation('known-host-keys', {
    id: 'known-host-keys/1',
    endpoint: {},
    data: {
      keys: keys.map((each) => ({
        host: HOST,
        port: 22,
        type: 'ssh-ed25519',
        sha256: OLD,
        isRevoked: false,
        isPattern: false,
        ...each,
      })),
    },
  });

/** SSHFP over HTTPS, with or without the word of the resolver that the signature holds. */
export const sshfp = (sha256: string, isSigned: boolean, algorithm = 4, hash = 2): Observation =>
  sshfpRecords(isSigned, [algorithm, hash, hexOf(sha256)]);

type SshfpRecord = readonly [algorithm: number, hash: number, fingerprint: string];

export function sshfpRecords(isSigned: boolean, ...records: readonly SshfpRecord[]): Observation {
  const answers = records.map(([algorithm, hash, fingerprint]) => ({
    ...aRecord(HOST, 'SSHFP', `${algorithm} ${hash} ${fingerprint}`),
    fields: { algorithm, hash, fingerprint },
  }));
  const answer = fromPublic(HOST, 'SSHFP', answers);
  const { response } = (answer as Extract<Observation, { kind: 'dns' }>).data;
  return {
    ...answer,
    data: { response: { ...response!, flags: { ...response!.flags, ad: isSigned } } },
  } as Observation;
}

/**
 * What is expected of the host key of an SSH server, and whether the key that it showed fits. A key is "changed" only against another of
 * its own kind: a server may have several kinds, and which one is shown depends on the program.
 */
import type { Evidence } from '../message.ts';
import type { ObservationOf } from '../observation.ts';
import type { DnsRecord } from '../observations/dns.ts';
import { answeredRecords } from './dns-answers.ts';
import type { Facts } from './facts.ts';
import { questionsTo } from './host-addresses.ts';
import { pointAt, pointAtRecords } from './pointing.ts';
import { countingViews } from './second-views.ts';

export type SshSession = ObservationOf<'ssh'>;
export type HostKey = NonNullable<SshSession['data']['hostKeys']>[number];

/** Whose word: the person's own file, SSHFP records that are signed or not, the provider's published list. */
export type KeySource = 'file' | 'signed_dns' | 'dns' | 'pack';
type Fit = 'same' | 'other' | 'nothing';

interface Comparison {
  readonly fit: Fit;
  readonly evidence: readonly Evidence[];
  /** Fingerprints of the keys of that kind that were expected. */
  readonly expected: readonly string[];
}

const nothing: Comparison = { fit: 'nothing', evidence: [], expected: [] };

export const shownKey = ({ data }: SshSession): HostKey | undefined => data.hostKeys?.[0];
const hostOf = ({ endpoint }: SshSession): string => (endpoint.name ?? endpoint.address ?? '').toLowerCase();

const rememberedKeys = (facts: Facts, session: SshSession) =>
  facts
    .jobs('known-host-keys')
    .flatMap(({ best }) =>
      best.data.keys
        .map((key, index) => ({ key, seen: pointAt(best, `/data/keys/${index}/sha256`) }))
        .filter(({ key }) => key.host === hostOf(session) && key.port === session.endpoint.port),
    );

/** A key that the person's file forbids. */
const revokedKey = (facts: Facts, session: SshSession): readonly Evidence[] =>
  rememberedKeys(facts, session)
    .filter(({ key }) => key.isRevoked && key.sha256 === shownKey(session)?.sha256)
    .map(({ seen }) => seen);

/** Lines that name the host only by a pattern may permit a key; that it changed they cannot say. */
function byFile(facts: Facts, session: SshSession, shown: HostKey): Comparison {
  const alike = rememberedKeys(facts, session).filter(({ key }) => key.type === shown.type && !key.isRevoked);
  const same = alike.filter(({ key }) => key.sha256 === shown.sha256);
  if (same.length > 0) return { fit: 'same', evidence: same.map(({ seen }) => seen), expected: [] };
  const other = alike.filter(({ key }) => !key.isPattern);
  if (other.length === 0) return nothing;
  return {
    fit: 'other',
    evidence: other.map(({ seen }) => seen),
    expected: other.map(({ key }) => key.sha256),
  };
}

/** RFC 4255 section 3.1.1, RFC 6594 section 5.3, RFC 7479 section 3; 3 stands for ECDSA keys of every size. */
const sshfpAlgorithms: Readonly<Record<string, number>> = {
  'ssh-rsa': 1,
  'ssh-dss': 2,
  'ecdsa-sha2-nistp256': 3,
  'ecdsa-sha2-nistp384': 3,
  'ecdsa-sha2-nistp521': 3,
  'ssh-ed25519': 4,
  'ssh-ed448': 6,
};
const ECDSA = 3;
/** RFC 4255 section 3.1.2, RFC 6594 section 5.1.2. Where a host has both kinds, SHA-1 does not count. */
const SHA1 = 1;
const SHA256 = 2;

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Hexadecimal as the record has it, in the form of `ssh-keygen -l`: base64 (RFC 4648 section 4) without padding. */
function sha256Of({ fields }: DnsRecord): string {
  const digits = String(fields?.['fingerprint'] ?? '').match(/[0-9a-f]/gu) ?? [];
  const bits = digits.map((each) => Number.parseInt(each, 16).toString(2).padStart(4, '0')).join('');
  const sextets = bits.match(/.{1,6}/gu) ?? [];
  return sextets.map((each) => BASE64[Number.parseInt(each.padEnd(6, '0'), 2)]).join('');
}

const hashOf = ({ fields }: DnsRecord): unknown => fields?.['hash'];
const hexOf = ({ fields }: DnsRecord): string => String(fields?.['fingerprint'] ?? '').toLowerCase();
const fingerprintOf = (record: DnsRecord): string =>
  hashOf(record) === SHA256 ? sha256Of(record) : hexOf(record);

/** Records that can be laid beside the key, and those that fit it. Reports of before keep no SHA-1 of the key. */
function comparable(
  records: readonly DnsRecord[],
  shown: HostKey,
): { readonly alike: readonly DnsRecord[]; readonly same: readonly DnsRecord[] } {
  const recent = records.filter((each) => hashOf(each) === SHA256);
  if (recent.length > 0 || shown.sha1 === undefined)
    return { alike: recent, same: recent.filter((each) => sha256Of(each) === shown.sha256) };
  const old = records.filter((each) => hashOf(each) === SHA1);
  return { alike: old, same: old.filter((each) => hexOf(each) === shown.sha1) };
}

/** The answer of a public resolver; `ad` (RFC 4035 section 3.2.3) counts only where nobody on the way could have set it. */
function byDns(facts: Facts, session: SshSession, shown: HostKey, isSigned: boolean): Comparison {
  const job = questionsTo(facts, 'public_resolver', hostOf(session), 'SSHFP').find(
    ({ best }) => best.failure === undefined && best.data.response !== undefined,
  );
  const response = job?.best.data.response;
  if (!job || !response) return nothing;
  const isAuthenticated = response.flags.ad && job.best.input.transport === 'https';
  if (isAuthenticated !== isSigned) return nothing;
  const algorithm = sshfpAlgorithms[shown.type];
  const ofKind = answeredRecords(response, hostOf(session), 'SSHFP').filter(
    ({ fields }) => fields?.['algorithm'] === algorithm,
  );
  const { alike, same } = comparable(ofKind, shown);
  if (same.length > 0)
    return { fit: 'same', evidence: pointAtRecords(job.best, 'answers', same), expected: [] };
  if (alike.length === 0 || algorithm === ECDSA) return nothing;
  return {
    fit: 'other',
    evidence: pointAtRecords(job.best, 'answers', alike),
    expected: alike.map(fingerprintOf),
  };
}

/** C9: the keys that the provider publishes for the host; the evidence is the key that was shown. */
function byPack(facts: Facts, session: SshSession, shown: HostKey): Comparison {
  const alike = (facts.provider?.hostKeys ?? []).filter(
    ({ host, type }) => host === hostOf(session) && type === shown.type,
  );
  if (alike.length === 0) return nothing;
  const isSame = alike.some(({ sha256 }) => sha256 === shown.sha256);
  const evidence = [pointAt(session, '/data/hostKeys/0/sha256')];
  return isSame
    ? { fit: 'same', evidence, expected: [] }
    : { fit: 'other', evidence, expected: alike.map(({ sha256 }) => sha256) };
}

export interface KeyJudgement {
  readonly verdict: 'same' | 'changed' | 'file_outdated' | 'revoked' | 'nothing_to_compare';
  /** Whose word decided; absent where nothing could be compared. */
  readonly source?: KeySource;
  readonly evidence: readonly Evidence[];
  readonly expected: readonly string[];
  /** Word of the provider or of signed records that the key shown is right. */
  readonly confirmedBy: readonly Evidence[];
}

/** What the provider says or signs goes before unsigned records; the person's own file is what the program warns by. */
export function judgeHostKey(facts: Facts, session: SshSession): KeyJudgement | null {
  const shown = shownKey(session);
  if (shown === undefined) return null;
  const compared: Readonly<Record<KeySource, Comparison>> = {
    file: byFile(facts, session, shown),
    pack: byPack(facts, session, shown),
    signed_dns: byDns(facts, session, shown, true),
    dns: byDns(facts, session, shown, false),
  };
  const confirmedBy = [compared.pack, compared.signed_dns]
    .filter(({ fit }) => fit === 'same')
    .flatMap(({ evidence }) => evidence);
  const say = (verdict: KeyJudgement['verdict'], source: KeySource): KeyJudgement => ({
    verdict,
    source,
    evidence: compared[source].evidence,
    expected: compared[source].expected,
    confirmedBy,
  });
  const revoked = revokedKey(facts, session);
  if (revoked.length > 0) return { ...say('revoked', 'file'), evidence: revoked };
  const isConfirmed = confirmedBy.length > 0;
  if (compared.file.fit === 'other') return say(isConfirmed ? 'file_outdated' : 'changed', 'file');
  if (isConfirmed) return say('same', compared.pack.fit === 'same' ? 'pack' : 'signed_dns');
  if (compared.pack.fit === 'other') return say('changed', 'pack');
  if (compared.signed_dns.fit === 'other') return say('changed', 'signed_dns');
  if (compared.file.fit === 'same') return say('same', 'file');
  if (compared.dns.fit === 'same') return say('same', 'dns');
  if (compared.dns.fit === 'other') return say('changed', 'dns');
  return { verdict: 'nothing_to_compare', evidence: [], expected: [], confirmedBy };
}

/** C5: keys of the same kind that another seat was shown at the same port of the same address. */
export function keysElsewhere(
  facts: Facts,
  session: SshSession,
  sha256s: readonly string[],
): readonly Evidence[] {
  const type = shownKey(session)?.type;
  return countingViews(facts).flatMap((view) =>
    view.facts
      .jobs('ssh')
      .map(({ best }) => best)
      .filter(({ endpoint }) => endpoint.address === session.endpoint.address)
      .filter(({ endpoint }) => endpoint.port === session.endpoint.port)
      .filter((each) => {
        const key = shownKey(each);
        return key !== undefined && key.type === type && sha256s.includes(key.sha256);
      })
      .map((each) => pointAt(each, '/data/hostKeys/0/sha256')),
  );
}

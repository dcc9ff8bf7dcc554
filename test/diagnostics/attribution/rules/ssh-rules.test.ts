import { describe } from 'vitest';
import type { FailureCode } from '../../../../diagnostics/model/failure.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import type { DataOf } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  at,
  closed,
  fires,
  HOST,
  nobody,
  open,
  pack,
  SERVER,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { aFailure, anObservation, aRequest, twice } from '../../../support/factories.ts';

const SUBJECT = `${HOST}:22`;
const came = { request: aRequest({ symptom: 'ssh_cannot_connect' }) };

const ssh = (data: Partial<DataOf<'ssh'>>, code?: FailureCode, port = 22): Observation =>
  anObservation('ssh', {
    id: `ssh/${SERVER}/${port}`,
    endpoint: at(SERVER, port),
    data: { connectMs: 10, ...data },
    ...(code === undefined ? {} : { failure: aFailure(code, 'greet') }),
  });
const world = (check: string, observations: readonly Observation[], partial: Partial<World> = {}): World => ({
  ...came,
  observations,
  findings: [
    aFinding(check, SUBJECT, observations.slice(0, 1), {
      level: check.startsWith('required-') ? 'note' : 'error',
      message: {
        key: `check.${check}.failed`,
        values: { algorithms: '3des-cbc', client: 'OpenSSH 6.6', year: '2014' },
      },
    }),
  ],
  ...partial,
});

// ---- R44
const hungUp = (...linesBefore: readonly string[]): readonly Observation[] =>
  twice(ssh(linesBefore.length === 0 ? {} : { linesBefore }, 'connection_closed'));
const refused = (...linesBefore: readonly string[]): World =>
  world('missing-ssh-identification', hungUp(...linesBefore));
const mute = twice(ssh({}, 'timed_out'));
const notNow = 'Not allowed at this time';

describe('R44: hung up at the door', () => {
  fires(
    'R44',
    'the text means a penalty for this address, or too many logins of everybody',
    refused(notNow),
    {
      cause: 'ssh.refused_here.said',
      subject: `${HOST} (22)`,
      ...nobody,
      missing: ['C5 only_this_address_refused', 'C5 works_elsewhere'],
      explains: [`missing-ssh-identification ${SUBJECT}`],
    },
  );
  fires('R44', 'without a word', refused(), { cause: 'ssh.refused_here.closed', ...nobody });
  fires(
    'R44',
    'it works from elsewhere, so it is this address',
    { ...refused(notNow), request: aRequest({ facts: { works_elsewhere: 'yes' } }) },
    { domain: 'customer_network', confidence: 'likely', missing: [] },
  );
  fires(
    'R44',
    'it fails elsewhere as well',
    { ...refused(notNow), request: aRequest({ facts: { works_elsewhere: 'no' } }) },
    { domain: 'hosting_provider', confidence: 'likely', missing: [] },
  );
  const earlier = open(at(SERVER, 22), { startedAt: '2026-03-02T09:59:00.000Z' });
  fires(
    'R44',
    'an earlier connection of this run may have brought it about',
    world('missing-ssh-identification', [...hungUp(notNow), earlier]),
    { ...nobody, missing: ['C0 our_own_tries', 'C5 only_this_address_refused', 'C5 works_elsewhere'] },
  );
  trap(
    'R44',
    'a silent server is no problem for somebody who did not come for it',
    world('missing-ssh-identification', mute, { request: aRequest() }),
  );
  fires('R44', 'it stays silent, and one seat cannot tell why', world('missing-ssh-identification', mute), {
    cause: 'ssh.refused_here.silent',
    ...nobody,
    missing: ['C5 only_this_address_refused', 'C5 works_elsewhere'],
  });
  fires(
    'R44',
    'it stays silent elsewhere as well, so it hangs',
    world('missing-ssh-identification', mute, {
      request: aRequest({ symptom: 'ssh_cannot_connect', facts: { works_elsewhere: 'no' } }),
    }),
    { cause: 'ssh.refused_here.silent', domain: 'hosting_provider', confidence: 'likely', missing: [] },
  );
  trap('R44', 'one try was refused and another taken', {
    ...came,
    observations: hungUp(notNow),
    findings: [aFinding('missing-ssh-identification', SUBJECT, hungUp(notNow), { outcome: 'cantTell' })],
  });
});

// ---- R77
const offer = ssh({
  identification: 'SSH-2.0-old',
  ciphers: ['3des-cbc'],
  kexAlgorithms: ['curve25519-sha256'],
});

describe('R77: nothing in common', () => {
  fires(
    'R77',
    'the server says itself that it speaks old methods only',
    world('obsolete-ssh-algorithms', [offer], { provider: pack }),
    {
      cause: 'ssh.no_common_algorithm.server',
      subject: `${HOST} (22)`,
      domain: 'hosting_provider',
      confidence: 'proven',
      missing: [],
      explains: [`obsolete-ssh-algorithms ${SUBJECT}`],
    },
  );
  fires(
    'R77',
    'the server is strict, and the program may be old',
    world('required-recent-ssh-client', [offer]),
    {
      cause: 'ssh.no_common_algorithm.client',
      domain: 'customer_device',
      confidence: 'possible',
      missing: ['C0 ssh_program_is_current', 'C0 old_device'],
    },
  );
  fires(
    'R77',
    'the person says that only an old device fails',
    world('required-recent-ssh-client', [offer], {
      request: aRequest({ symptom: 'ssh_cannot_connect', facts: { old_device: 'yes' } }),
    }),
    { domain: 'customer_device', confidence: 'likely', missing: [] },
  );
  trap(
    'R77',
    'a strict server is no problem for somebody who did not come for it',
    world('required-recent-ssh-client', [offer], { request: aRequest() }),
    [],
  );
  trap(
    'R77',
    'the ssh-rsa signature stands beside current ones',
    {
      ...came,
      observations: [offer],
      findings: [aFinding('obsolete-ssh-algorithms', SUBJECT, [offer], { outcome: 'passed' })],
    },
    [],
  );
});

// ---- R78
const usual = closed(at(SERVER, 22), 'connection_refused');
const elsewhere = ssh({ identification: 'SSH-2.0-OpenSSH_9.9' }, undefined, 2222);

describe('R78: another port', () => {
  fires('R78', 'the published port answers', world('unreachable-ssh-port', [...usual, elsewhere]), {
    cause: 'ssh.other_port',
    subject: HOST,
    domain: 'customer_device',
    confidence: 'possible',
    missing: ['C0 program_uses_published_port'],
    explains: [`unreachable-ssh-port ${SUBJECT}`],
  });
  trap(
    'R78',
    'the published port is closed as well: port knocking and allow-lists look like that',
    world('unreachable-ssh-port', [...usual, ...closed(at(SERVER, 2222), 'connection_refused')]),
  );
});

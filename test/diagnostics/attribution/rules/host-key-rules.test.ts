import { describe } from 'vitest';
import { changedSshHostKey } from '../../../../diagnostics/checks/ssh/changed-ssh-host-key.ts';
import type { Observation } from '../../../../diagnostics/model/observation.ts';
import {
  fires,
  HOST,
  judgedWorld,
  pack,
  trap,
  type Verdict,
  type World,
} from '../../../support/attribution-factories.ts';
import { aRequest } from '../../../support/factories.ts';
import { NEW, OLD, remembers, shows, sshfp } from '../../../support/host-key-factories.ts';
import { atHome, atHotspot, fromSeat } from '../../../support/view-factories.ts';

const request = aRequest({ symptom: 'ssh_cannot_connect' });
const world = (...observations: readonly Observation[]): World =>
  judgedWorld([changedSshHostKey], { request, observations });
const publishing = (sha256: string, ...observations: readonly Observation[]): World =>
  judgedWorld([changedSshHostKey], {
    request,
    observations,
    provider: { ...pack, hostKeys: [{ host: HOST, type: 'ssh-ed25519', sha256 }] },
  });

const both = ['C5 other_key_only_here', 'C9 key_not_confirmed'];
const undecided = (variant: string, missing = both): Partial<Omit<Verdict, 'rule'>> => ({
  cause: `ssh.host_key_changed.${variant}`,
  subject: `${HOST} (22)`,
  domain: 'undetermined',
  confidence: 'possible',
  missing,
  explains: [`changed-ssh-host-key ${HOST}:22`],
});
const outdated: Partial<Omit<Verdict, 'rule'>> = {
  cause: 'ssh.host_key_changed.file_outdated',
  subject: `${HOST} (22)`,
  domain: 'customer_device',
  confidence: 'likely',
  missing: [],
  explains: [`changed-ssh-host-key ${HOST}:22`],
};

describe('R76: another host key', () => {
  fires('R76', 'than the person’s file has', world(shows(), remembers({})), undecided('file'));
  fires('R76', 'than the provider publishes', publishing(OLD, shows()), undecided('pack'));
  fires('R76', 'than the signed DNS has', world(shows(), sshfp(OLD, true)), undecided('signed_dns'));
  fires('R76', 'than the DNS has, unsigned', world(shows(), sshfp(OLD, false)), undecided('dns'));
  fires(
    'R76',
    'a revoked one, even where another line permits it',
    world(shows(), remembers({ sha256: NEW }, { sha256: NEW, isRevoked: true, isPattern: true })),
    undecided('revoked'),
  );
  fires(
    'R76',
    'the provider publishes the new one: the file is out of date',
    publishing(NEW, shows(), remembers({})),
    outdated,
  );
  fires(
    'R76',
    'the signed DNS has the new one: the file is out of date',
    world(shows(), remembers({}), sshfp(NEW, true)),
    outdated,
  );
  fires(
    'R76',
    'unsigned DNS has the new one, which whoever is on the way can arrange',
    world(shows(), remembers({}), sshfp(NEW, false)),
    undecided('file'),
  );
  fires(
    'R76',
    'another place is shown the same new key: only whoever runs the server can tell why',
    world(atHome, shows(), remembers({}), ...fromSeat([...atHotspot, shows(NEW)])),
    undecided('file', ['C9 key_not_confirmed']),
  );
  fires(
    'R76',
    'another place is shown the expected key',
    world(atHome, shows(), remembers({}), ...fromSeat([...atHotspot, shows(OLD)])),
    undecided('only_here'),
  );
});

describe('R76: no change', () => {
  trap('R76', 'the same key', world(shows(OLD), remembers({})), []);
  trap('R76', 'one of two remembered keys', world(shows(NEW), remembers({}, { sha256: NEW })), []);
  trap('R76', 'first contact', world(shows(), remembers()), []);
  trap('R76', 'a key of another kind', world(shows(), remembers({ type: 'ssh-rsa' })), []);
  trap('R76', 'another port', world(shows(), remembers({ port: 2222 })), []);
  trap('R76', 'another host', world(shows(), remembers({ host: 'other.test' })), []);
  trap('R76', 'a pattern for many hosts', world(shows(), remembers({ isPattern: true })), []);
  trap('R76', 'an old key is revoked', world(shows(), remembers({ isRevoked: true })), []);
  trap('R76', 'a record of another kind', world(shows(), sshfp(OLD, true, 1)), []);
  trap('R76', 'a SHA-1 record, in a report that kept no SHA-1', world(shows(), sshfp(OLD, true, 4, 1)), []);
  trap(
    'R76',
    'ECDSA records do not say which size they are for',
    world(shows(NEW, 'ecdsa-sha2-nistp384'), sshfp(OLD, true, 3)),
    [],
  );
  trap(
    'R76',
    'unsigned records were forgotten, and the person knows the key',
    world(shows(NEW), remembers({ sha256: NEW }), sshfp(OLD, false)),
    [],
  );
  trap(
    'R76',
    'records were forgotten, and the provider publishes the key',
    publishing(NEW, shows(), sshfp(OLD, true)),
    [],
  );
});

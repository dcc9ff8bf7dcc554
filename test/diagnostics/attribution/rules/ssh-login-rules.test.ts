import { describe } from 'vitest';
import type { DataOf, InputOf } from '../../../../diagnostics/model/observation.ts';
import {
  aFinding,
  fires,
  HOST,
  nobody,
  pack,
  trap,
  type World,
} from '../../../support/attribution-factories.ts';
import { shows } from '../../../support/host-key-factories.ts';
import { aLogin, loginHandedOver } from '../../../support/ssh-login-factories.ts';

const SUBJECT = `${HOST}:22`;

const world = (
  check: string,
  data: Partial<DataOf<'ssh-login'>>,
  partial: Partial<World> = {},
  method: InputOf<'ssh-login'>['method'] = 'password',
): World => {
  const login = aLogin(data, method);
  return {
    ...loginHandedOver(method),
    provider: pack,
    observations: [shows(), login],
    findings: [aFinding(check, SUBJECT, [login], { level: 'warning' })],
    ...partial,
  };
};
const refused = (
  data: Partial<DataOf<'ssh-login'>> = {},
  method: InputOf<'ssh-login'>['method'] = 'password',
) => world('refused-ssh-login', { login: 'refused', methods: ['password'], ...data }, {}, method);

describe('R102: a login that was handed over', () => {
  fires('R102', 'a server that says no and no more', refused(), {
    cause: 'ssh.login_refused.password',
    ...nobody,
    missing: ['C5 login_guard', 'C5 works_elsewhere', 'C5 password_known_good'],
    explains: [`refused-ssh-login ${SUBJECT}`],
  });
  fires('R102', 'a key that is not known', refused({}, 'key'), {
    cause: 'ssh.login_refused.key',
    ...nobody,
    missing: ['C9 key_file_rights'],
  });
  fires('R102', 'a locked account, in the server’s words', refused({ words: 'Your account has expired' }), {
    cause: 'ssh.login_refused.locked',
    ...nobody,
    missing: ['C9 locked_for_a_reason'],
  });
  fires('R102', 'no such way of signing in', refused({ login: 'not_tried', methods: ['publickey'] }), {
    cause: 'ssh.login_refused.method',
    ...nobody,
    missing: ['C9 method_switched_off'],
  });
  trap('R102', 'a login that was taken', { ...refused({ login: 'accepted' }), findings: [] }, []);
});

const closed = (partial: Partial<World> = {}): World =>
  world('closed-sftp', { login: 'accepted', sftp: { state: 'refused' } }, partial);

describe('R103: files behind a login', () => {
  fires('R103', 'whether the plan has SFTP, only the provider can tell', closed(), {
    cause: 'ssh.sftp_closed',
    ...nobody,
    missing: ['C9 sftp_not_in_plan'],
  });
  fires(
    'R103',
    'a provider that publishes SFTP means it to work',
    closed({ provider: { ...pack, ports: { sftp: [22] } } }),
    {
      domain: 'hosting_provider',
      confidence: 'proven',
      missing: [],
    },
  );
  trap(
    'R103',
    'a shell that is withheld',
    world('closed-shell', { login: 'accepted', sftp: { state: 'open' }, shell: { state: 'ended' } }),
    ['R78'],
  );
});

describe('R78: a shell behind a login', () => {
  const noShell = {
    login: 'accepted',
    sftp: { state: 'open' },
    shell: { state: 'ended', text: 'This account is currently not available.' },
  } as const;
  fires('R78', 'files may be moved and nothing more', world('closed-shell', noShell), {
    cause: 'ssh.shell_closed',
    ...nobody,
    missing: ['C9 shell_withheld_by_mistake'],
  });
  trap(
    'R78',
    'nobody came for the login',
    world('closed-shell', noShell, { request: { ...loginHandedOver().request, symptom: 'everything' } }),
    [],
  );
});

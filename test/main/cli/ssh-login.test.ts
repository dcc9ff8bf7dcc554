import ssh2 from 'ssh2';
import { describe, expect, it } from 'vitest';
import type { CliIo } from '../../../main/cli/io.ts';
import { readSshLogin } from '../../../main/cli/ssh-login.ts';
import type { Engine } from '../../../main/services/engine.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli, engineWith, writeFile } from './test-cli.ts';

const PASSWORD = 's3cret/pa.ss word';
const finished = engineWith(sampleReport());
const args = ['check', 'example.test', '--format', 'json', '--ssh-login', 'web4711'];
const FINGERPRINT = 'A'.repeat(43);

/** Runs the command; tells what the engine was asked for, and what was said. */
async function ran(more: readonly string[], given: Parameters<typeof cli>[1] = {}) {
  const seen: Parameters<Engine['run']>[0][] = [];
  const engine: Partial<Engine> = {
    ...finished,
    run: (options) => {
      seen.push(options);
      return finished.run!(options);
    },
  };
  const { code, stdout, stderr } = await cli([...args, ...more], { engine, ...given });
  const [asked] = seen;
  expect(stdout + stderr + JSON.stringify(asked?.request ?? {})).not.toMatch(
    /s3cret|pa\.ss|PRIVATE|web4711/u,
  );
  return { code, stderr, login: asked?.credentials?.get('ssh'), facts: asked?.request.facts };
}

describe('--ssh-login', () => {
  it.each([
    ['the environment', { env: { FAULTLINE_SSH_PASSWORD: PASSWORD } }],
    ['standard input', { input: `${PASSWORD}\nanother line\n` }],
  ])('takes the password from %s, for this run alone, and says it nowhere', async (_, given) => {
    expect(await ran([], given)).toMatchObject({
      login: { user: 'web4711', password: PASSWORD },
      facts: { 'ssh.login': 'password' },
    });
  });

  it('takes the password out of the environment, so that nothing inherits it', async () => {
    const env = { FAULTLINE_SSH_PASSWORD: PASSWORD, PATH: '/bin' };
    const io = { env } as unknown as CliIo;
    expect(await readSshLogin(io, { sshLogin: 'web4711' })).toEqual({
      login: { user: 'web4711', password: PASSWORD },
      facts: { 'ssh.login': 'password' },
    });
    expect(env).toEqual({ PATH: '/bin' });
  });

  it('takes a key from its file, with the passphrase that opens it', async () => {
    const { private: text } = ssh2.utils.generateKeyPairSync('ed25519', {
      passphrase: PASSWORD,
      cipher: 'aes256-ctr',
      rounds: 4,
    });
    const file = writeFile('id_ed25519', text);
    const env = { FAULTLINE_SSH_PASSPHRASE: PASSWORD };
    expect(await ran(['--ssh-key', file], { env })).toMatchObject({
      login: { user: 'web4711', password: '', key: { text, passphrase: PASSWORD } },
      facts: { 'ssh.login': 'key' },
    });
    const wrong = await ran(['--ssh-key', file], { env: { FAULTLINE_SSH_PASSPHRASE: 's3cret-other' } });
    expect([wrong.code, wrong.login]).toEqual([2, undefined]);
  });

  it.each([
    ['a public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ web4711'],
    ['no key at all', 's3cret'],
  ])('refuses %s as a key, and quotes nothing of it', async (_, text) => {
    expect((await ran(['--ssh-key', writeFile('other', text)])).code).toBe(2);
  });

  it('lets an agent sign', async () => {
    const env = { SSH_AUTH_SOCK: '/run/agent.sock' };
    expect(await ran(['--ssh-agent'], { env })).toMatchObject({
      login: { user: 'web4711', password: '', agent: '/run/agent.sock' },
      facts: { 'ssh.login': 'agent' },
    });
    expect((await ran(['--ssh-agent'], { env: {} })).code).toBe(2);
  });

  it.each([`SHA256:${FINGERPRINT}`, FINGERPRINT, `SHA256:${FINGERPRINT}=`])(
    'takes the fingerprint %s as the person copied it',
    async (typed) => {
      const { facts } = await ran(['--ssh-fingerprint', typed], { input: 'x\n' });
      expect(facts).toMatchObject({ 'ssh.fingerprint': FINGERPRINT });
    },
  );

  it('refuses what is no fingerprint, what has no login, and a login without a proof', async () => {
    const env = { FAULTLINE_SSH_PASSWORD: PASSWORD };
    expect((await ran(['--ssh-fingerprint', 'MD5:aa:bb'], { env })).code).toBe(2);
    const alone = await cli(['check', 'example.test', '--ssh-key', 'x'], {});
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--ssh-login') as string]);
    const bare = await ran([]);
    expect([bare.code, bare.stderr]).toEqual([
      2,
      expect.stringContaining('FAULTLINE_SSH_PASSWORD') as string,
    ]);
  });

  it.each(['web4711:s3cret', 'web 4711', ''])(
    'refuses “%s” as a name, and does not say it back',
    async (name) => {
      const { code, stdout, stderr } = await cli(['check', 'example.test', '--ssh-login', name], {
        env: { FAULTLINE_SSH_PASSWORD: PASSWORD },
      });
      expect([code, (stdout + stderr).includes('s3cret')]).toEqual([2, false]);
    },
  );
});

import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import ssh2, { type AuthContext, type Client, type Connection } from 'ssh2';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InputOf } from '../../../diagnostics/model/observation.ts';
import { sshLoginData } from '../../../diagnostics/model/observations/ssh-login.ts';
import type { Credentials } from '../../../diagnostics/probes/probe.ts';
import { trySftp } from '../../../diagnostics/probes/ssh-channels.ts';
import { sshLoginProbe } from '../../../diagnostics/probes/ssh-login.ts';
import { loopbackContext, loopbackJob } from '../../support/probe-harness.ts';

let host: { private: string; public: string };
let person: { private: string; public: string };
let hostKey: string;
let close: () => void = () => {};
beforeAll(() => {
  host = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  person = ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 });
  const blob = Buffer.from(host.public.split(' ')[1] ?? '', 'base64');
  hostKey = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
});
afterEach(() => close());

const PASSWORD = 's3cret-staple';
const seen: string[] = [];

type Behind = (connection: Connection) => void;
const nothingBehind: Behind = () => {};
const everything: Behind = (connection) => {
  connection.on('session', (accept) => {
    const session = accept();
    session.on('sftp', (acceptSftp) => void acceptSftp());
    session.on('exec', (acceptExec, _reject, { command }) => {
      const channel = acceptExec();
      channel.write(`${command.replace('echo ', '')}\n`);
      channel.exit(0);
      channel.end();
    });
  });
};
/** As nologin and chroot set-ups do. */
const filesAlone: Behind = (connection) => {
  connection.on('session', (accept) => {
    const session = accept();
    session.on('sftp', (acceptSftp) => void acceptSftp());
    session.on('exec', (acceptExec) => {
      const channel = acceptExec();
      channel.stderr.write('This service allows sftp connections only.\n');
      channel.exit(1);
      channel.end();
    });
  });
};
const commandsAlone: Behind = (connection) => {
  connection.on('session', (accept) => {
    const session = accept();
    session.on('sftp', (_accept, reject) => reject());
    session.on('exec', (acceptExec, _reject, { command }) => {
      const channel = acceptExec();
      channel.end(`${command.replace('echo ', '')}\n`);
    });
  });
};

const offers: AuthContext['method'][] = ['publickey', 'password'];
const takesPassword = (context: AuthContext): void =>
  context.method === 'password' && context.password === PASSWORD ? context.accept() : context.reject(offers);

async function run(
  input: Partial<InputOf<'ssh-login'>>,
  credentials: Partial<Credentials>,
  {
    decide = takesPassword,
    behind = everything,
    banner = '',
  }: { decide?: (context: AuthContext) => void; behind?: Behind; banner?: string } = {},
) {
  seen.length = 0;
  const config = { hostKeys: [host.private], ...(banner === '' ? {} : { banner }) };
  const server = new ssh2.Server(config, (connection) => {
    connection
      .on('error', () => {})
      .on('authentication', (context) => {
        seen.push(context.method);
        decide(context);
      });
    connection.on('ready', () => behind(connection));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = () => server.close();
  const job = loopbackJob({
    kind: 'ssh-login',
    port: (server.address() as AddressInfo).port,
    input: { method: 'password', hostKey, ...input },
  });
  const given = { user: 'web4711', password: PASSWORD, ...credentials };
  const result = await sshLoginProbe.run(job, loopbackContext({ credentials: new Map([['ssh', given]]) }));
  sshLoginData.parse(result.data);
  expect(JSON.stringify(result)).not.toMatch(/s3cret|web4711|PRIVATE KEY/);
  return result;
}

describe('a login over SSH', () => {
  it('finds files and commands behind it', async () => {
    const { data, failure } = await run({}, {});
    expect(failure).toBeUndefined();
    expect(data).toMatchObject({
      login: 'accepted',
      methods: offers,
      sftp: { state: 'open' },
      shell: { state: 'open' },
    });
    expect(seen).toEqual(['none', 'password']);
  });

  it('finds files and no commands', async () => {
    const { data } = await run({}, {}, { behind: filesAlone });
    expect([data.sftp, data.shell]).toEqual([
      { state: 'open' },
      { state: 'ended', text: 'This service allows sftp connections only.', exitCode: 1 },
    ]);
  });

  // Dropbear refuses a command as long as the files' channel is not closed on its side
  it('is done with the files only when the server has closed their channel', async () => {
    const order: string[] = [];
    const files = Object.assign(new EventEmitter(), {
      end: () =>
        setTimeout(() => {
          order.push('closed by the server');
          files.emit('close');
        }, 30),
    });
    const client = Object.assign(new EventEmitter(), {
      sftp: (answer: (error: undefined, sftp: typeof files) => void) => answer(undefined, files),
    });
    const found = await trySftp(client as unknown as Client, new AbortController().signal, (text) => text);
    expect([...order, found]).toEqual(['closed by the server', { state: 'open' }]);
  });

  it('finds commands and no files', async () => {
    const { data } = await run({}, {}, { behind: commandsAlone });
    expect([data.sftp?.state, data.shell?.state]).toEqual(['refused', 'open']);
  });

  it('sends nothing to a server with another host key', async () => {
    const { data, failure } = await run({ hostKey: 'another' }, {});
    expect(seen).toEqual([]);
    expect(data.login).toBe('not_tried');
    expect(failure).toBeDefined();
  });

  it('tries a wrong password once, and keeps what the server says of it', async () => {
    const { data, failure } = await run(
      {},
      { password: 's3cret-wrong' },
      { banner: 'web4711: your account has expired (s3cret-wrong)\n' },
    );
    expect(failure).toBeUndefined();
    expect(data).toMatchObject({ login: 'refused', words: '***: your account has expired (***)' });
    expect(seen).toEqual(['none', 'password']);
  });

  it('answers a server that asks for the password in its own way', async () => {
    const decide = (context: AuthContext): void => {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      return context.prompt([{ prompt: 'Password: ', echo: false }], 'PAM', 'house rules', (answers) =>
        answers[0] === PASSWORD ? context.accept() : context.reject(),
      );
    };
    const { data } = await run({}, {}, { decide });
    expect(data).toMatchObject({ login: 'accepted', words: 'PAM house rules' });
  });

  it('sends no password where only keys are taken', async () => {
    const { data } = await run({}, {}, { decide: (context) => context.reject(['publickey']) });
    expect(data).toMatchObject({ login: 'not_tried', methods: ['publickey'] });
    expect(seen).toEqual(['none']);
  });

  it('signs with a key, which may be wanted or not', async () => {
    const key = { text: person.private };
    const taken = await run(
      { method: 'key' },
      { password: '', key },
      { decide: (context) => (context.method === 'publickey' ? context.accept() : context.reject(offers)) },
    );
    expect(taken.data.login).toBe('accepted');
    close();
    const refused = await run({ method: 'key' }, { password: '', key }, { behind: nothingBehind });
    expect(refused.data.login).toBe('refused');
  });

  it('tells a wanted second proof from a refusal', async () => {
    const decide = (context: AuthContext): void =>
      context.method === 'password' ? context.reject(['publickey'], true) : context.reject(offers);
    expect((await run({}, {}, { decide })).data.login).toBe('partial');
  });
});

import { describe, expect, it } from 'vitest';
import { readFtpLogin } from '../../../main/cli/ftp-login.ts';
import type { CliIo } from '../../../main/cli/io.ts';
import type { Engine } from '../../../main/services/engine.ts';
import { sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli, engineWith } from './test-cli.ts';

const PASSWORD = 's3cret/pa.ss word';
const finished = engineWith(sampleReport());

/** An engine that notes what it is asked for. */
function noting() {
  const seen: Parameters<Engine['run']>[0][] = [];
  const engine: Partial<Engine> = {
    ...finished,
    run: (options) => {
      seen.push(options);
      return finished.run!(options);
    },
  };
  return { seen, engine };
}
const args = ['check', 'example.test', '--format', 'json', '--ftp-login', 'web4711'];

describe('--ftp-login', () => {
  it.each([
    ['the environment', { env: { FAULTLINE_FTP_PASSWORD: PASSWORD } }],
    ['standard input', { input: `${PASSWORD}\nanother line\n` }],
  ])('takes the password from %s, for this run alone, and says it nowhere', async (_, given) => {
    const { seen, engine } = noting();
    const { stdout, stderr } = await cli(args, { engine, ...given });
    expect(seen[0]!.credentials?.get('ftp')).toEqual({ user: 'web4711', password: PASSWORD });
    expect(seen[0]!.request.facts['ftp.login']).toBe('given');
    expect(JSON.stringify(seen[0]!.request)).not.toContain('s3cret');
    expect(stdout + stderr).not.toMatch(/s3cret|pa\.ss/u);
  });

  it('takes the password out of the environment, so that nothing inherits it', async () => {
    const env = { FAULTLINE_FTP_PASSWORD: PASSWORD, PATH: '/bin' };
    const io = { env } as unknown as CliIo;
    expect(await readFtpLogin(io, 'web4711')).toEqual({ user: 'web4711', password: PASSWORD });
    expect(env).toEqual({ PATH: '/bin' });
  });

  it.each(['web4711:s3cret', 'web 4711', ''])('refuses “%s”, and does not say it back', async (name) => {
    const { code, stdout, stderr } = await cli(['check', 'example.test', '--ftp-login', name], {
      env: { FAULTLINE_FTP_PASSWORD: PASSWORD },
    });
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain('s3cret');
  });

  it('wants a password', async () => {
    const { code, stderr } = await cli(args);
    expect(code).toBe(2);
    expect(stderr).toContain('FAULTLINE_FTP_PASSWORD');
  });
});

describe('--ftp-upload', () => {
  it.each(['.', 'public_html', '/domains/shop/public html'])(
    'says what will be done, and keeps the folder “%s” with the password in memory',
    async (folder) => {
      const { seen, engine } = noting();
      const env = { FAULTLINE_FTP_PASSWORD: PASSWORD };
      const { stderr } = await cli([...args, '--quiet', '--ftp-upload', folder], { engine, env });
      expect(stderr).toContain('faultline-test-');
      expect(seen[0]!.credentials?.get('ftp')).toEqual({
        user: 'web4711',
        password: PASSWORD,
        uploadTo: folder,
      });
      expect(seen[0]!.request.facts).toMatchObject({ 'ftp.login': 'given', 'ftp.upload': 'allowed' });
      expect(JSON.stringify(seen[0]!.request)).not.toMatch(/public.html|domains/u);
    },
  );

  it('is nothing without a login, and takes no line break', async () => {
    const alone = await cli(['check', 'example.test', '--ftp-upload', '.']);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('--ftp-login') as string]);
    const env = { FAULTLINE_FTP_PASSWORD: PASSWORD };
    expect((await cli([...args, '--ftp-upload', 'a\r\nDELE b'], { env })).code).toBe(2);
  });

  it('cannot be answered as a fact, so that consent is always given in words', async () => {
    expect((await cli([...args.slice(0, 2), '--fact', 'ftp.upload=allowed'])).code).toBe(2);
  });

  it('tells the name of a file that stayed, whatever the format', async () => {
    const engine = engineWith(
      sampleReport({
        findings: [
          {
            check: 'left-test-file',
            subject: 'ftp.example.test:21',
            outcome: 'failed',
            level: 'warning',
            message: {
              key: 'check.left-test-file.failed',
              values: { file: 'faultline-test-0a.txt', subject: 'x' },
            },
            evidence: [],
          },
        ],
      }),
    );
    const { stderr } = await cli(args, { engine, env: { FAULTLINE_FTP_PASSWORD: PASSWORD } });
    expect(stderr).toContain('faultline-test-0a.txt could not be removed from ftp.example.test:21');
  });
});

import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../main/cli/language.ts';
import { mkdirSync } from 'node:fs';
import { cli, pathOf, writeFile } from './test-cli.ts';

/** Resources whose texts are this one file. */
function folderWith(name: string, file: string, content: string): string {
  mkdirSync(pathOf(`${name}/locales`), { recursive: true });
  writeFile(`${name}/locales/${file}`, content);
  return pathOf(name);
}

describe('wrong usage', () => {
  it.each([
    [[], /Say what to do/u],
    [['chek', 'x.test'], /no command chek\. Did you mean check\?/u],
    [['check'], /<domain>/u],
    [['check', 'a.test', 'b.test'], /more on the command line/u],
    [['check', 'a.test', '--nope'], /no option --nope/u],
    [['check', 'a.test', '--save'], /--save <file> needs a value/u],
    [
      ['check', 'a.test', '--service', 'webb'],
      /“webb” is not possible for --service\. Choose one of: dns, web/u,
    ],
    [['check', 'a.test', '--symptom', 'x'], /“x” is not possible for --symptom/u],
    [['check', 'a.test', '--format', 'xml'], /“xml” is not possible for --format/u],
    [['check', 'a.test', '--lang', 'de'], /“de” is not possible for --lang/u],
    [['check', 'a.test', '--fact', 'novalue'], /Write KEY=VALUE/u],
    [['check', 'a.test', '--fact', 'work_elswhere=yes'], /“work_elswhere”\. Did you mean works_elsewhere\?/u],
    [['check', 'a.test', '--fact', 'zzzzzzzzz=yes'], /may ask: works_elsewhere, /u],
    [
      ['check', 'a.test', '--fact', 'works_elsewhere=maybe'],
      /no answer to works_elsewhere\. Choose one of: yes, no/u,
    ],
    [['check', 'a.test', '--fact', 'outage.minutes=many'], /takes a number/u],
    [['check', 'a.test', '--fact', 'outage.start=yesterday'], /takes a date/u],
    [['demo', '--fact', 'a=b'], /“a”/u],
    [
      ['scope', '--provider', 'kenotronix', '--topic', 'backup', '--fact', 'mail.hosted_hear=yes'],
      /mail\.hosted_here\?/u,
    ],
    [['check', 'a.test', '--timeout', '0'], /whole number from 1 to 3600/u],
    [['check', 'a.test', '--timeout', '1e9'], /whole number/u],
    [['check', 'a.test', '--resolver', 'dns.test'], /not an IP address/u],
    [['check', 'a.test', '--user', 'a b'], /not a user name/u],
    [['check', 'two words'], /space/u],
    [['check', ''], /example\.com/u],
    [['check', 'a.test', '--host', 'x'.repeat(300)], /example\.com/u],
    [['check', 'a.test', '--network', '/nonexistent/net.json'], /net\.json/u],
    [['check', 'a.test', '--pack', '/nonexistent/pack.json'], /does not exist/u],
    [['check', 'a.test', '--provider', 'nobody'], /no provider “nobody”\. Known are:/u],
    [['check', 'a.test', '--save', '/nonexistent/x.faultline'], /\/nonexistent does not exist/u],
    [['judge', '/nonexistent.faultline'], /does not exist/u],
    [['ticket', '/'], /folder/u],
    [['scope', '--topic', 'backup'], /--provider is needed/u],
    [['scope', '--provider', 'kenotronix'], /--topic is needed/u],
    [['scope', '--provider', 'kenotronix', '--topic', 'nonsense'], /no topic “nonsense”/u],
    [['scope', '--provider', 'kenotronix', '--topic', 'server.fierwall'], /: server\.firewall,/u],
    [['scope', '--provider', 'kenotronix', '--topic', 'ssl.certificat'], /tls\.certificate\.install/u],
    [['scope', '--provider', 'kenotronix', '--topic', 'back-up sites'], /backup\.explain_site/u],
    [['scope', '--provider', 'haisoft', '--product', 'vsp', '--topic', 'backup'], /virtual-server/u],
    [['scope', '--provider', 'webcanyon', '--tier', 'gold', '--topic', 'backup'], /pro-beheer/u],
    [['scope', '--provider', 'webcanyon', '--topic', 'backup', '--fact', 'impcat=partial'], /impact/u],
    [['scope', '--provider', 'webcanyon', '--topic', 'backup', '--fact', 'impact=big'], /hosting_down/u],
    [['scope', '--provider', 'kenotronix', '--topic', 'backup', '--at', 'tomorrow'], /date, time and zone/u],
    [['provider'], /list, show, lint, schema/u],
    [['provider', 'show', 'nobody'], /no provider “nobody”/u],
    [['schema', 'nothing'], /report, ticket, reply, network/u],
    [['demo', '--fault', 'nothing'], /no fault “nothing”/u],
  ])('%j ends in one sentence and exit code 2', async (args, expected) => {
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(expected);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/\bat .*\.ts:\d|cli\.error|internal/u);
  });

  it.each([
    ['a folder that is not there', '/nonexistent'],
    ['a file', writeFile('resources.txt', 'x')],
    ['a folder without texts', folderWith('empty', 'readme.txt', 'x')],
    ['a folder with texts that cannot be read', folderWith('broken', 'cli.en.json', '{')],
  ])('says in one sentence that FAULTLINE_RESOURCES names %s', async (_story, path) => {
    const env = { FAULTLINE_RESOURCES: path };
    for (const [lang, said] of [
      ['en', 'no usable resources'],
      ['fr', 'aucune ressource utilisable'],
      ['nl', 'geen bruikbare bronbestanden'],
    ] as const) {
      const { code, stdout, stderr } = await cli(['check', 'a.test', '--lang', lang], { env });
      expect([code, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
      expect(stderr).toContain(said);
      expect(stderr).toContain(env.FAULTLINE_RESOURCES);
    }
    const { code, stdout } = await cli(['check', 'a.test', '--format', 'nagios'], { env });
    expect([code, stdout]).toEqual([3, expect.stringContaining('UNKNOWN')]);
  });

  it('speaks the language that was asked for, else that of the system', async () => {
    expect((await cli(['check', '--lang', 'nl'])).stderr).toMatch(/Er ontbreekt iets/u);
    expect((await cli(['check'], { env: { LANG: 'fr_BE.UTF-8' } })).stderr).toMatch(/Il manque/u);
  });

  it.each([
    [['--lang', 'nl'], { LANG: 'fr' }, 'nl'],
    [['--lang=fr'], {}, 'fr'],
    [[], { LC_ALL: 'nl_BE.UTF-8', LANG: 'fr_FR' }, 'nl'],
    [[], { LC_ALL: '', LC_MESSAGES: 'fr_CA', LANG: 'nl' }, 'fr'],
    [[], { LANG: 'C.UTF-8' }, 'en'],
    [[], { LANG: 'fra' }, 'en'],
    [[], {}, 'en'],
  ])('%j with %j is %s', (args, env, language) => {
    expect(chooseLanguage(args, env)).toBe(language);
  });

  it('does not let a typed escape sequence reach the terminal', async () => {
    const { stderr } = await cli(['check', 'a.test', '--service', '\u001b[2J']);
    expect(stderr).toContain('[U+001B][2J');
  });
});

describe('help', () => {
  it.each(['en', 'fr', 'nl'])('is translated (%s)', async (lang) => {
    const { code, stdout, stderr } = await cli(['check', '--help', '--lang', lang]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toMatch(lang === 'en' ? /cli\./u : /cli\.|Options:\n|display help|choices:|default:/u);
    expect(stdout).toContain('--provider <id>');
  });

  it('gives the version', async () => {
    expect((await cli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  });
});

describe('pack files', () => {
  it('lints with place and exit code 1, and refuses a bad pack for a check', async () => {
    const file = writeFile('bad-pack.json', '{"schemaVersion": 1,\n "id": 7}');
    const lint = await cli(['provider', 'lint', file]);
    expect(lint.code).toBe(1);
    expect(lint.stdout).toContain(`${file}:2:`);
    const check = await cli(['check', 'a.test', '--pack', file]);
    expect(check.code).toBe(2);
    expect(check.stderr).toContain('is not a valid provider pack');
  });
});

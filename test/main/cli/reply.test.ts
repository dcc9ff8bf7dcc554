import { describe, expect, it } from 'vitest';
import { message } from '../../../diagnostics/model/message.ts';
import { replySchema } from '../../../diagnostics/model/reply.ts';
import { writeBundle } from '../../../diagnostics/report/bundle/write-bundle.ts';
import { sampleProblem, sampleReport } from '../../diagnostics/report/sample-report.ts';
import { cli, writeFile } from './test-cli.ts';

const blocked = sampleProblem({
  confidence: 'possible',
  missingControls: [{ control: 'C9', how: message('question.address_blocked.how', { options: '' }) }],
});
const report = sampleReport({ problems: [sampleProblem(), blocked] });
const file = writeFile('replied.faultline', await writeBundle(report, { summary: '', tickets: [] }));

describe('faultline reply', () => {
  it('prints nothing but the reply, in the language that was asked for', async () => {
    const { code, stdout, stderr } = await cli(['reply', file, '--lang', 'fr']);
    expect({ code, start: stdout.slice(0, 11), stderr }).toEqual({
      code: 0,
      start: 'Le test du ',
      stderr: 'Ceci concerne le premier de 2 problèmes ; choisissez-en un autre avec --problem 2, etc.\n',
    });
  });

  it('says beside it what the desk can look up itself', async () => {
    const { stdout, stderr } = await cli(['reply', file, '--problem', '2']);
    expect(stderr).toBe(
      'For you, not part of the reply:\n- Is your address shut out by a firewall of the server?\n',
    );
    expect(stdout).toContain('One possible explanation is');
  });

  it('gives it as Markdown and as JSON by its schema', async () => {
    const [md, json] = [
      await cli(['reply', file, '--format', 'md']),
      await cli(['reply', file, '--format', 'json']),
    ];
    expect(md.stdout).toContain('www&#46;');
    expect(replySchema.safeParse(JSON.parse(json.stdout)).error).toBeUndefined();
  });

  it.each([
    [['reply', file, '--problem', '3'], 'no problem number 3'],
    [['reply', '/nonexistent.faultline'], 'does not exist'],
    [['reply', file, '--format', 'eml'], 'text, md, json'],
  ])('%j ends in one sentence and exit code 2', async (args, words) => {
    const { code, stdout, stderr } = await cli(args);
    expect({ code, stdout, said: stderr.includes(words) }).toEqual({ code: 2, stdout: '', said: true });
  });
});

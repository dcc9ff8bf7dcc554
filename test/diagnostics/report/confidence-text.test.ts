import { describe, expect, it } from 'vitest';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { codeRows } from '../../../diagnostics/report/code-rows.ts';
import { confidenceText } from '../../../diagnostics/report/confidence-text.ts';
import { phoneCodeOf, readPhoneCode } from '../../../diagnostics/report/phone-code.ts';
import { aRival } from './sample-report.ts';
import { translatorOf } from './translators.ts';

const closed = [aRival(true)];
const open = [aRival(true), aRival(false)];

describe.each(languages)('how sure a verdict is (%s)', (language) => {
  const t = translatorOf(language);
  it.each([
    ['proven, nothing open', 'proven', 'server.client_blocked', closed, 'report.confidence.proven'],
    ['proven, something rare open', 'proven', 'dns.dnssec.bogus', open, 'report.confidence.proven_open'],
    [
      'a proven block, whose device it is open',
      'proven',
      'server.client_blocked',
      open,
      'report.confidence.proven_open.server.client_blocked',
    ],
    ['likely', 'likely', 'server.client_blocked', open, 'report.confidence.likely'],
    ['possible', 'possible', 'server.client_blocked', open, 'report.confidence.possible'],
  ] as const)('%s', (_story, confidence, rootCause, rivals, key) => {
    expect(t.has(key)).toBe(true);
    expect(confidenceText({ confidence, rootCause, rivals }, t)).toBe(t.text(key));
  });

  it.each([
    ['a proof', 'proven', closed],
    ['a proof that leaves a rival open', 'proven', open],
    ['what is likely', 'likely', open],
    ['what is possible', 'possible', open],
  ] as const)('the code of %s says the same as the report', (_story, confidence, rivals) => {
    const coded = { rule: 'R41', rootCause: 'server.client_blocked', confidence, rivals } as const;
    const scope = { decision: 'supported' } as const;
    const read = readPhoneCode(phoneCodeOf({ ...coded, faultDomain: 'hosting_provider', scope })!);
    if (!read.ok) throw new Error(read.error.key);
    const said = codeRows(read.meaning, t).find(({ id }) => id === 'confidence');
    expect(said?.paragraphs).toEqual([confidenceText(coded, t)]);
  });
});

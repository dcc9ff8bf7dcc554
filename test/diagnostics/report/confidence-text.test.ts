import { describe, expect, it } from 'vitest';
import { message } from '../../../diagnostics/model/message.ts';
import { languages } from '../../../diagnostics/model/vocabulary.ts';
import { confidenceText } from '../../../diagnostics/report/confidence-text.ts';
import { translatorOf } from './translators.ts';

const rival = (excluded: boolean) => ({
  faultDomain: 'access_provider' as const,
  excluded,
  because: message('rival.one_address_filtered.open'),
  evidence: [],
});
const closed = [rival(true)];
const open = [rival(true), rival(false)];

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
});

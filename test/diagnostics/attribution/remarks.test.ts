import { describe, expect, it } from 'vitest';
import { remarksOn } from '../../../diagnostics/attribution/remarks.ts';
import type { Finding } from '../../../diagnostics/model/finding.ts';
import { symptoms } from '../../../diagnostics/model/vocabulary.ts';
import { createTranslator } from '../../../diagnostics/report/i18n/translator.ts';
import { loadCatalogues } from '../../../main/services/catalogues.ts';
import { aFinding } from '../../support/attribution-factories.ts';
import { aFacts, aRequest } from '../../support/factories.ts';

const resources = new URL('../../../resources', import.meta.url).pathname;
const t = createTranslator('en', await loadCatalogues(resources), { timeZone: 'UTC' });

const finding = (check: string, variant = '', values: Finding['message']['values'] = {}): Finding =>
  aFinding(check, 'mail.example.test:587', [], {
    level: 'note',
    message: {
      key: `check.${check}.failed${variant}`,
      values: { subject: 'mail.example.test:587', ...values },
    },
  });
const slow = finding('slow-mail-greeting', '', { seconds: 6 });
const delayed = finding('returned-message', '.delayed', { words: '451 come back' });
const full = finding('returned-message', '.mailbox_full', { words: '552 full' });

const said = (
  findings: readonly Finding[],
  symptom: (typeof symptoms)[number] = 'everything',
  status: Parameters<typeof remarksOn>[2] = 'healthy',
) => remarksOn(aFacts({ request: aRequest({ symptom }) }), findings, status);
const keys = (...args: Parameters<typeof said>) =>
  said(...args).map(({ rule, message }) => `${rule} ${message.key}`);

describe('remarks', () => {
  it('R88 calls a slow greeting and a delayed message no fault, once each', () => {
    expect(keys([slow, slow, delayed])).toEqual(['R88 remark.slow_greeting', 'R88 remark.delayed_message']);
  });

  it('R88 keeps silent on a message that came back for good, and on a quick greeting', () => {
    expect(keys([full, { ...slow, outcome: 'passed' }])).toEqual([]);
  });

  it('R92 says what was not tested when the fault did not show', () => {
    expect(keys([], 'site_down')).toEqual(['R92 remark.not_reproduced.site_down']);
  });

  it('R92 keeps silent where nobody complained, where something was found, and where too little was tested', () => {
    expect([
      keys([], 'everything'),
      keys([], 'site_down', 'problems_found'),
      keys([], 'site_down', 'could_not_diagnose'),
      keys([], 'site_down', 'incomplete'),
    ]).toEqual([[], [], [], []]);
  });

  it('can be said for every symptom', () => {
    const texts = symptoms
      .flatMap((symptom) => said([slow, delayed], symptom))
      .map(({ message }) => t(message));
    expect(texts.filter((text) => text.startsWith('remark.') || text.includes('{'))).toEqual([]);
  });
});

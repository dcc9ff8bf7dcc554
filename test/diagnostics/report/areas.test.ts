import { describe, expect, it } from 'vitest';
import { areasOf } from '../../../diagnostics/report/areas.ts';
import { aFinding } from '../../support/attribution-factories.ts';

const areaOf = areasOf({ observations: [] });

describe('the service that a finding is about', () => {
  it.each([
    ['unreachable-port', 'mail.example.test:993', 'mail'],
    ['unreachable-port', 'example.test:21 (2001:db8::7)', 'ftp'],
    ['missing-reverse-name', '2001:db8:20::21', 'mail'],
    ['missing-reverse-name', '2001:db8:20::443', 'mail'],
    ['expired-certificate', 'example.test:443', 'web'],
  ])('%s of %s belongs to %s', (check, subject, area) => {
    expect(areaOf(aFinding(check, subject, []))).toBe(area);
  });
});

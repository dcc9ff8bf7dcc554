import { describe, expect, it } from 'vitest';
import { dkimKeyState } from '../../../../diagnostics/model/view/dkim-key.ts';
import { aRecord, txt } from '../../../support/dns-factories.ts';

const key = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
const name = 'default._domainkey.example.test';

describe('a DKIM key record', () => {
  it.each([
    [`v=DKIM1; k=rsa; p=${key(294)}`, 'usable'],
    [`p=${key(162)};`, 'usable'],
    [`v=DKIM1; p=${key(294).slice(0, 100)} ${key(294).slice(100)}`, 'usable'],
    [`v=DKIM1;k=ed25519;p=${key(32)}`, 'usable'],
    ['v=DKIM1; p=', 'revoked'],
    [`v=DKIM1; p=${key(94)}`, 'weak'],
    [`v=DKIM1; k=ed25519; p=${key(294)}`, 'malformed'],
    ['v=DKIM1; k=rsa', 'malformed'],
    [`v=DKIM1; p=${key(294).slice(0, 99)}`, 'malformed'],
    [`v=DKIM1; p=${key(294)}; p=${key(294)}`, 'malformed'],
    [`v=DKIM2; p=${key(294)}`, 'malformed'],
    ['v=DKIM1 p=abc', 'malformed'],
    ['v=spf1 -all', 'foreign'],
    ['hello', 'foreign'],
  ])('%s is %s', (text, expected) => {
    expect(dkimKeyState([txt(name, text)])).toBe(expected);
  });

  it('reads several strings as one, and takes a usable record among several', () => {
    const halves = `"v=DKIM1; p=${key(294).slice(0, 200)}" "${key(294).slice(200)}"`;
    expect(dkimKeyState([aRecord(name, 'TXT', halves)])).toBe('usable');
    expect(dkimKeyState([txt(name, 'v=DKIM1; p='), txt(name, `v=DKIM1; p=${key(294)}`)])).toBe('usable');
  });
});

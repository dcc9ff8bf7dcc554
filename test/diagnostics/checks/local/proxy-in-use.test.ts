import { describe, expect, it } from 'vitest';
import { proxyInUse } from '../../../../diagnostics/checks/local/proxy-in-use.ts';
import { aFacts } from '../../../support/factories.ts';
import { anEnvironment } from '../../../support/network-factories.ts';
import { judge } from '../../../support/judge.ts';

const proxied = anEnvironment({ proxies: [{ source: 'HTTPS_PROXY', value: 'http://proxy.test:3128' }] });

describe('proxy-in-use', () => {
  it.each([
    ['fails when a proxy is set', [proxied], 'failed local'],
    ['passes when none is set', [anEnvironment()], 'passed local'],
    ['is untested when the machine was not read', [], 'untested local'],
  ])('%s', (_, observations, expected) => {
    expect(judge(proxyInUse, aFacts({ observations }))).toEqual([expected]);
  });
});

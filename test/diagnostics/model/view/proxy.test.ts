import { describe, expect, it } from 'vitest';
import type { EnvironmentData } from '../../../../diagnostics/model/observations/machine.ts';
import { proxyFor, readProxyAddress } from '../../../../diagnostics/model/view/proxy.ts';
import { isOffline, isProxyOnly } from '../../../../diagnostics/model/view/vantage.ts';
import { aFacts, anEnvironmentData } from '../../../support/factories.ts';
import { offline } from '../../../support/network-factories.ts';
import { notThroughProxy, throughProxy, withProxy } from '../../../support/proxy-factories.ts';

const setTo = (proxies: EnvironmentData['proxies']) => anEnvironmentData({ proxies });
const host = 'example.test';

describe('readProxyAddress', () => {
  it.each([
    ['http://proxy.test:3128/', { host: 'proxy.test', port: 3128 }],
    ['proxy.test:3128', { host: 'proxy.test', port: 3128 }],
    ['https=Proxy.test:3128', { host: 'proxy.test', port: 3128 }],
    ['http://[2001:db8::1]:8080', { host: '2001:db8::1', port: 8080 }],
    ['http://proxy.test', { host: 'proxy.test', port: 80 }],
    ['http=proxy.test:3128', null],
    ['socks5://proxy.test:1080', null],
    ['https://proxy.test:443', null],
    ['proxy.test:99999', null],
    ['', null],
  ])('reads %s', (value, expected) => {
    expect(readProxyAddress(value)).toEqual(expected);
  });
});

describe('proxyFor', () => {
  it.each([
    ['what is set for https', [{ source: 'env https_proxy', value: 'a.test:1' }], 'a.test'],
    [
      'https before everything else',
      [
        { source: 'env all_proxy', value: 'b.test:1' },
        { source: 'env HTTPS_PROXY', value: 'a.test:1' },
      ],
      'a.test',
    ],
    ['nothing of a script', [{ source: 'GNOME auto', value: 'http://a.test/proxy.pac' }], undefined],
    ['nothing of plain http', [{ source: 'env http_proxy', value: 'a.test:1' }], undefined],
    [
      'nothing for excepted names',
      [
        { source: 'env https_proxy', value: 'a.test:1' },
        { source: 'env no_proxy', value: 'localhost, .example.test' },
      ],
      undefined,
    ],
    [
      'what is set when others are excepted',
      [
        { source: 'env https_proxy', value: 'a.test:1' },
        { source: 'env NO_PROXY', value: 'other.test' },
      ],
      'a.test',
    ],
  ])('takes %s', (_, proxies, expected) => {
    expect(proxyFor(setTo(proxies), host)?.host).toBe(expected);
  });
});

describe('a seat without a direct way out', () => {
  it.each([
    ['is not offline while the proxy was not tried', [], false, false],
    ['is not offline when a page comes through the proxy', [throughProxy(host)], false, true],
    [
      'is offline when the proxy lets nothing through',
      [...notThroughProxy(host), ...notThroughProxy('site.alpha.test', 'timed_out', true)],
      true,
      false,
    ],
  ])('%s', (_, observations, offlineThen, proxyOnly) => {
    const facts = aFacts({ observations: [withProxy, ...offline, ...observations] });
    expect([isOffline(facts), isProxyOnly(facts)]).toEqual([offlineThen, proxyOnly]);
  });
});

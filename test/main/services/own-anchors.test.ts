import { describe, expect, it } from 'vitest';
import { ownAnchor, withOwnAnchors } from '../../../main/services/own-anchors.ts';
import { aNetworkData } from '../../support/factories.ts';

describe('an anchor of the person’s own', () => {
  it.each([
    ['8.8.4.4:853', { operator: 'own', name: '8.8.4.4', address: '8.8.4.4', family: 4, port: 853 }],
    ['[2a00::99]:443', { operator: 'own', name: '2a00::99', address: '2a00::99', family: 6, port: 443 }],
    ['8.8.4.4', null],
    ['2a00::99:443', null],
    ['8.8.4.4:0', null],
    ['8.8.4.4:65536', null],
    ['8.8.4:443', null],
    ['anchor.example.org:443', null],
    ['192.168.1.1:443', null],
    ['127.0.0.1:443', null],
    ['100.64.0.1:443', null],
    ['[fe80::1]:443', null],
    ['[fd00::1]:443', null],
    ['[::ffff:10.0.0.1]:443', null],
    ['', null],
  ])('%s is read as %o', (text, anchor) => {
    expect(ownAnchor(text)).toEqual(anchor);
  });

  it('stands beside the built-in ones, each once', () => {
    const data = aNetworkData();
    const [known] = data.anchors;
    expect(
      withOwnAnchors(data, [`${known!.address}:${known!.port}`, '8.8.4.4:853', '8.8.4.4:853', 'nonsense']),
    ).toEqual({ ...data, anchors: [...data.anchors, ownAnchor('8.8.4.4:853')] });
  });
});

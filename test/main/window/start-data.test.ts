import { describe, expect, it } from 'vitest';
import { findResources } from '../../../main/services/resource-paths.ts';
import { startData } from '../../../main/window/start-data.ts';

const shipped = findResources({});
const start = {
  args: ['faultline', '--no-sandbox', '--network=own/network.json', 'faultline://check?v=1'],
  folder: '/home/ann',
  env: { FAULTLINE_RESOURCES: '/home/ann/resources' },
};

describe('the data of a start', () => {
  it.each([
    [
      'of the source tree: what it is given',
      { ...start, isPackaged: false },
      { resources: '/home/ann/resources', network: '/home/ann/own/network.json' },
    ],
    [
      'of the source tree: the public internet, when it is given nothing',
      { ...start, isPackaged: false, args: ['faultline', 'network.json'], env: {} },
      { resources: shipped, network: null },
    ],
    [
      'of a package: what it was shipped with, whatever it is given',
      { ...start, isPackaged: true },
      { resources: shipped, network: null },
    ],
  ])('%s', (_name, given, data) => {
    expect(startData(given)).toEqual(data);
  });
});

// A public measurement network (servers/stations-api.ts) as a service: it runs only in scenarios that ask it.

import { fileURLToPath } from 'node:url';
import { certificatePath, daemonDirectory, keyPath } from '../world/paths.ts';
import { hosts } from '../world/topology.ts';
import { tcpAt } from './service.ts';
import type { Service } from './service.ts';

export interface StationSettings {
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly continent: string;
  readonly asn: number;
  readonly network: string;
  /** From which it measures. */
  readonly v4: string;
  readonly v6: string;
}

/** What the server process reads; the same shape on both sides. */
export interface StationsSettings {
  readonly addresses: readonly string[];
  readonly certificate: string;
  readonly key: string;
  readonly stations: readonly StationSettings[];
  /** `limited`: as if the hourly allowance were used up. `stuck`: no measurement ever ends. */
  readonly mood: 'sound' | 'limited' | 'stuck';
}

const { stationsApi, stationGhent, stationLyon, stationToronto } = hosts;
const settings: StationsSettings = {
  addresses: [stationsApi.v4, stationsApi.v6],
  certificate: certificatePath('stations'),
  key: keyPath('stations'),
  stations: [
    { ...stationGhent, city: 'Ghent', country: 'BE', continent: 'EU', asn: 6848, network: 'Homeline' },
    { ...stationLyon, city: 'Lyon', country: 'FR', continent: 'EU', asn: 12_876, network: 'Serverhall' },
    { ...stationToronto, city: 'Toronto', country: 'CA', continent: 'NA', asn: 812, network: 'Lakeside' },
  ],
  mood: 'sound',
};

const name = 'stations';
const settingsPath = `${daemonDirectory(name)}/settings.json`;

export const stationsService = (mood: StationsSettings['mood'] = 'sound'): Service => ({
  name,
  node: 'stations',
  command: [
    process.execPath,
    fileURLToPath(new URL('../servers/stations-api.ts', import.meta.url)),
    settingsPath,
  ],
  files: { [settingsPath]: JSON.stringify({ ...settings, mood }) },
  listens: tcpAt(settings.addresses, 443),
});

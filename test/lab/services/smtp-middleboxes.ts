// Boxes that meddle with SMTP: a firewall that inspects it, and an access provider's own server in the place of all others.

import { hosts } from '../world/topology.ts';
import { middlebox } from './middleboxes.ts';
import { tcp } from './service.ts';
import type { Service } from './service.ts';

/** Servers that an inspector in the house or at the provider's edge stands before. */
const inspectedHosts = {
  home: [hosts.mail, hosts.thirdMail, hosts.opA, hosts.opB, hosts.opC],
  edge: [hosts.mail],
} as const;
export type InspectorPlace = keyof typeof inspectedHosts;
const inspectedPorts = [25, 587] as const;

export interface InspectorDoor {
  /** Where the router leads connections to. */
  readonly listen: number;
  readonly address: string;
  readonly port: number;
}

export interface InspectorSettings {
  readonly doors: readonly InspectorDoor[];
  readonly starsGreeting: boolean;
}

export const inspectorDoors = (place: InspectorPlace): readonly InspectorDoor[] =>
  inspectedHosts[place]
    .flatMap(({ v4, v6 }) => [v4, v6])
    .flatMap((address) => inspectedPorts.map((port) => ({ address, port })))
    .map((door, index) => ({ ...door, listen: 22_000 + index }));

export const smtpInspector = (place: InspectorPlace, starsGreeting: boolean): Service => {
  const doors = inspectorDoors(place);
  const settings: InspectorSettings = { doors, starsGreeting };
  return middlebox('smtp-inspector', new URL('../servers/smtp-inspector.ts', import.meta.url), 0, settings, {
    node: place,
    listens: doors.flatMap(({ listen }) => tcp('::', listen)),
  });
};

export const relayPort = 2525;

export interface RelaySettings {
  readonly port: number;
  readonly name: string;
}

export const smtpRelay = (): Service => {
  const settings: RelaySettings = { port: relayPort, name: hosts.ispRelay.name };
  return middlebox('smtp-relay', new URL('../servers/smtp-relay.ts', import.meta.url), relayPort, settings, {
    node: 'isp',
  });
};

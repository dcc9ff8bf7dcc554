// The list of all faults: a plain array, so that nothing registers itself behind anybody's back.

import { LabError } from '../world/process.ts';
import { senderListed } from './block-list.ts';
import { carrierNat } from './carrier.ts';
import { certificateFaults, certificateWithoutWww } from './certificate.ts';
import * as certificateKinds from './certificate-kind.ts';
import * as customer from './customer.ts';
import * as dnssec from './dnssec.ts';
import type { Fault } from './fault.ts';
import * as edge from './edge.ts';
import * as ftp from './ftp.ts';
import * as ftpHome from './ftp-home.ts';
import * as mail from './mail.ts';
import * as mailPolicy from './mail-policy.ts';
import * as mailSetup from './mail-setup.ts';
import * as mailTransportPolicy from './mail-transport-policy.ts';
import * as mailZone from './mail-zone.ts';
import * as middlebox from './middlebox.ts';
import { nameServerQuirk } from './name-server-quirk.ts';
import * as neutral from './neutral.ts';
import {
  ipv4Broken,
  ipv6Broken,
  mtuBlackhole,
  offline,
  operatorSilent,
  packetLoss,
  pathHole,
  portBlocked,
  routeMissing,
  smallMtu,
  webOnlyNetwork,
} from './path.ts';
import * as renewal from './renewal.ts';
import * as registry from './registry.ts';
import * as resolver from './resolver.ts';
import * as server from './server.ts';
import { longLine, nameFiltered, tunnel } from './tunnel.ts';
import * as smtpMiddlebox from './smtp-middlebox.ts';
import * as otherSoftware from './other-software.ts';
import * as ssh from './ssh.ts';
import * as sshAccount from './ssh-account.ts';
import * as zoneTyping from './zone-typing.ts';
import * as zoneMove from './zone-move.ts';
import { statusIncident } from './status.ts';
import { connectionLimit, intermittent } from './unsteady.ts';
import * as web from './web.ts';
import * as webProtocols from './web-protocols.ts';
import * as zone from './zone.ts';

export const faults: readonly Fault[] = [
  ...Object.values(customer),
  offline,
  portBlocked,
  webOnlyNetwork,
  ipv6Broken,
  ipv4Broken,
  packetLoss,
  mtuBlackhole,
  smallMtu,
  pathHole,
  routeMissing,
  operatorSilent,
  longLine,
  carrierNat,
  nameFiltered,
  tunnel,
  ...Object.values(neutral),
  ...Object.values(middlebox),
  ...Object.values(smtpMiddlebox),
  ...Object.values(resolver),
  ...Object.values(zone),
  ...Object.values(dnssec),
  nameServerQuirk,
  ...Object.values(mailTransportPolicy),
  ...Object.values(zoneMove),
  ...Object.values(zoneTyping),
  ...Object.values(mailZone),
  ...Object.values(registry),
  ...Object.values(mailPolicy),
  senderListed,
  ...Object.values(server),
  intermittent,
  connectionLimit,
  statusIncident,
  ...Object.values(renewal),
  ...certificateFaults,
  certificateWithoutWww,
  ...Object.values(certificateKinds),
  ...Object.values(web),
  ...Object.values(webProtocols),
  ...Object.values(edge),
  ...Object.values(ftp),
  ...Object.values(ftpHome),
  ...Object.values(ssh),
  ...Object.values(sshAccount),
  ...Object.values(otherSoftware),
  ...Object.values(mail),
  ...Object.values(mailSetup),
];

export function faultNamed(id: string): Fault {
  const found = faults.find((fault) => fault.id === id);
  if (found !== undefined) return found;
  throw new LabError(`no fault is called ${id}; there are ${faults.map((fault) => fault.id).join(', ')}`);
}

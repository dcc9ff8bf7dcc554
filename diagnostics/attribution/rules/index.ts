/** The rule catalogue in the order of the layers: seat, resolvers, connection, DNS, reaching, TLS, application. The order is part of the meaning. */
import type { Rule } from '../rule.ts';
import { certificateElsewhereRules } from './certificate-elsewhere-rule.ts';
import { connectionRules } from './connection-rules.ts';
import { deliveryRules } from './delivery-rules.ts';
import { appSettings } from './app-settings-rule.ts';
import { mailLoginRules } from './mail-login-rules.ts';
import { firstHopRules } from './first-hop-rules.ts';
import { brokenHttp2 } from './http2-rule.ts';
import { hostKeyRules } from './host-key-rules.ts';
import { ipv6PortRules } from './ipv6-port-rules.ts';
import { incidentRules } from './incident-rules.ts';
import { intermittentRules } from './intermittent-rules.ts';
import { lostIpv4Rules } from './lost-ipv4-rules.ts';
import { mailPathRules, redirectedMailRules } from './mail-path-rules.ts';
import { mailSettingRules } from './mail-setting-rules.ts';
import { mailDialogueRules } from './mail-dialogue-rules.ts';
import { dnssecRules } from './dnssec-rules.ts';
import { dnsHonestyRules } from './dns-honesty-rules.ts';
import { elsewhereRules } from './elsewhere-rules.ts';
import { filterRules } from './filter-rules.ts';
import { ftpDemandRules } from './ftp-demand-rules.ts';
import { ftpGreetingRules } from './ftp-greeting-rules.ts';
import { edgeRules } from './edge-rules.ts';
import { pageRules } from './page-rules.ts';
import { ftpRules } from './ftp-rules.ts';
import { ftpUploadRules } from './ftp-upload-rules.ts';
import { nameFiltered } from './name-filter-rule.ts';
import { mailShieldRules, nearbyRules } from './nearby-rules.ts';
import { mailExchangerRules } from './mail-exchanger-rules.ts';
import { certificateForOthers } from './mail-certificate-rule.ts';
import { mailPolicyRules } from './mail-policy-rules.ts';
import { mailProtectionRules } from './mail-protection-rules.ts';
import { mtuRules } from './mtu-rules.ts';
import { nameServerRules } from './name-server-rules.ts';
import { reachRules } from './reach-rules.ts';
import { registrationRules } from './registration-rules.ts';
import { resolverRules } from './resolver-rules.ts';
import { seatRules } from './seat-rules.ts';
import { sessionRules } from './session-rules.ts';
import { silentServerRules } from './silent-server-rules.ts';
import { speedRules } from './speed-rules.ts';
import { sshLoginRules } from './ssh-login-rules.ts';
import { sshPortRules } from './ssh-port-rules.ts';
import { sshRules } from './ssh-rules.ts';
import { tlsRules } from './tls-rules.ts';
import { systemCacheStale } from './system-cache-rule.ts';
import { unexplained } from './unexplained-rule.ts';
import { webRules } from './web-rules.ts';
import { contentRules, moveRules } from './web-place-rules.ts';
import { zoneCopyRules } from './zone-copy-rules.ts';
import { zoneTypingRules } from './zone-typing-rules.ts';
import { zoneRules } from './zone-rules.ts';

export const rules: readonly Rule[] = [
  ...seatRules,
  ...firstHopRules,
  ...lostIpv4Rules,
  ...dnsHonestyRules,
  systemCacheStale,
  ...resolverRules,
  ...nearbyRules,
  ...connectionRules,
  ...filterRules,
  ...registrationRules,
  ...incidentRules,
  ...dnssecRules,
  ...nameServerRules,
  ...silentServerRules,
  ...zoneTypingRules,
  ...zoneCopyRules,
  ...moveRules,
  ...zoneRules,
  ...mailExchangerRules,
  ...mailPolicyRules,
  ...intermittentRules,
  ...mailSettingRules,
  ...elsewhereRules,
  ...sshPortRules,
  ...reachRules,
  ...mtuRules,
  ...redirectedMailRules,
  ...mailShieldRules,
  ...certificateElsewhereRules,
  ...mailProtectionRules,
  ...tlsRules,
  certificateForOthers,
  ...ipv6PortRules,
  ...ftpGreetingRules,
  nameFiltered,
  ...sessionRules,
  ...mailDialogueRules,
  ...mailPathRules,
  ...ftpRules,
  ...ftpDemandRules,
  ...ftpUploadRules,
  ...deliveryRules,
  ...sshRules,
  ...sshLoginRules,
  ...hostKeyRules,
  ...mailLoginRules,
  ...edgeRules,
  ...pageRules,
  ...contentRules,
  ...webRules,
  brokenHttp2,
  ...speedRules,
  appSettings,
  unexplained,
];

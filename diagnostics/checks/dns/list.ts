/** Checks on the zone, its servers and its signatures, and on what resolvers make of it. */
import type { Check } from '../check.ts';
import { aliasBesideRecords } from './alias-beside-records.ts';
import { bogusAddressRecord } from './bogus-address-record.ts';
import { bogusDnssecChain } from './bogus-dnssec-chain.ts';
import { bogusNameServerAddress } from './bogus-name-server-address.ts';
import { caseChangingNameServer } from './case-changing-name-server.ts';
import { clusteredNameServers } from './clustered-name-servers.ts';
import { differingGlue } from './differing-glue.ts';
import { differingSystemLookup } from './differing-system-lookup.ts';
import { differingZoneCopy } from './differing-zone-copy.ts';
import { differingZoneData } from './differing-zone-data.ts';
import { differingZoneSerial } from './differing-zone-serial.ts';
import { doubledRecordName } from './doubled-record-name.ts';
import { foreignNameServers } from './foreign-name-servers.ts';
import { inactiveRegistration } from './inactive-registration.ts';
import { inventedAddress } from './invented-address.ts';
import { lameNameServer } from './lame-name-server.ts';
import { limitedEdns } from './limited-edns.ts';
import { misleadingKeySignal } from './misleading-key-signal.ts';
import { missingAddressRecord } from './missing-address-record.ts';
import { missingDelegation } from './missing-delegation.ts';
import { nameServerAlias } from './name-server-alias.ts';
import { nameServerWithoutAddress } from './name-server-without-address.ts';
import { openRecursion } from './open-recursion.ts';
import { openZoneTransfer } from './open-zone-transfer.ts';
import { parentChildNameServerMismatch } from './parent-child-name-server-mismatch.ts';
import { resolverFailure } from './resolver-failure.ts';
import { silentNameServer } from './silent-name-server.ts';
import { singleNameServer } from './single-name-server.ts';
import { soonExpiringSignature } from './soon-expiring-signature.ts';
import { staleResolverAnswer } from './stale-resolver-answer.ts';
import { tcpSilentNameServer } from './tcp-silent-name-server.ts';
import { unreadyNameServer } from './unready-name-server.ts';
import { weakDnssecAlgorithm } from './weak-dnssec-algorithm.ts';
import { wildcardAnswers } from './wildcard-answer.ts';
import { zoneContactOddity } from './zone-contact-oddity.ts';
import { zoneTimerOddity } from './zone-timer-oddity.ts';

export const dnsChecks: readonly Check[] = [
  bogusAddressRecord,
  bogusDnssecChain,
  differingSystemLookup,
  differingZoneCopy,
  differingZoneData,
  differingZoneSerial,
  doubledRecordName,
  foreignNameServers,
  inactiveRegistration,
  inventedAddress,
  lameNameServer,
  misleadingKeySignal,
  missingAddressRecord,
  missingDelegation,
  nameServerAlias,
  nameServerWithoutAddress,
  parentChildNameServerMismatch,
  resolverFailure,
  silentNameServer,
  singleNameServer,
  differingGlue,
  bogusNameServerAddress,
  clusteredNameServers,
  aliasBesideRecords,
  zoneContactOddity,
  limitedEdns,
  caseChangingNameServer,
  unreadyNameServer,
  weakDnssecAlgorithm,
  openRecursion,
  openZoneTransfer,
  soonExpiringSignature,
  staleResolverAnswer,
  tcpSilentNameServer,
  wildcardAnswers,
  zoneTimerOddity,
];

/** Every check, in the order in which findings are shown: seat, DNS, ports, TLS, web, mail, FTP, SSH. */
import type { Check } from './check.ts';
import { dnsChecks } from './dns/list.ts';
import { mailChecks } from './mail/list.ts';
import { blockedPort25 } from './local/blocked-port-25.ts';
import { brokenIpv4 } from './local/broken-ipv4.ts';
import { brokenIpv6 } from './local/broken-ipv6.ts';
import { captivePortal } from './local/captive-portal.ts';
import { failingProxy } from './local/failing-proxy.ts';
import { hostsFileOverride } from './local/hosts-file-override.ts';
import { interceptedDns } from './local/intercepted-dns.ts';
import { lossyFirstHop } from './local/lossy-first-hop.ts';
import { proxyInUse } from './local/proxy-in-use.ts';
import { unusableOutsideView } from './local/unusable-outside-view.ts';
import { sharedAddress } from './local/shared-address.ts';
import { silentResolver } from './local/silent-resolver.ts';
import { tunnelInUse } from './local/tunnel-in-use.ts';
import { unreachableInternet } from './local/unreachable-internet.ts';
import { unresolvableAnchorNames } from './local/unresolvable-anchor-names.ts';
import { wrongClock } from './local/wrong-clock.ts';
import { closedIpv6Port } from './reach/closed-ipv6-port.ts';
import { deadIpv6Address } from './reach/dead-ipv6-address.ts';
import { intermittentConnection } from './reach/intermittent-connection.ts';
import { providerIncident } from './reach/provider-incident.ts';
import { unreachableFtpPort } from './reach/unreachable-ftp-port.ts';
import { unreachableImapPort } from './reach/unreachable-imap-port.ts';
import { unreachablePanelPort } from './reach/unreachable-panel-port.ts';
import { unreachablePop3Port } from './reach/unreachable-pop3-port.ts';
import { unreachableSmtpPort } from './reach/unreachable-smtp-port.ts';
import { unreachableSshPort } from './reach/unreachable-ssh-port.ts';
import { unreachableSubmissionPort } from './reach/unreachable-submission-port.ts';
import { unreachableWebPort } from './reach/unreachable-web-port.ts';
import { blockedChallengePath } from './tls/blocked-challenge-path.ts';
import { coveredNameElsewhere } from './tls/covered-name-elsewhere.ts';
import { forbiddingCaa } from './tls/forbidding-caa.ts';
import { foreignIpv6Address } from './tls/foreign-ipv6-address.ts';
import { certificateNameMismatch } from './tls/certificate-name-mismatch.ts';
import { defaultHostCertificate } from './tls/default-host-certificate.ts';
import { differingCertificates } from './tls/differing-certificates.ts';
import { expiredCertificate } from './tls/expired-certificate.ts';
import { expiredIntermediateCertificate } from './tls/expired-intermediate-certificate.ts';
import { failedTlsHandshake } from './tls/failed-tls-handshake.ts';
import { incompleteCertificateChain } from './tls/incomplete-certificate-chain.ts';
import { interceptedConnection } from './tls/intercepted-connection.ts';
import { misorderedCertificateChain } from './tls/misordered-certificate-chain.ts';
import { notYetValidCertificate } from './tls/not-yet-valid-certificate.ts';
import { obsoleteTlsVersion } from './tls/obsolete-tls-version.ts';
import { overlongCertificateLifetime } from './tls/overlong-certificate-lifetime.ts';
import { refusedOldClient } from './tls/refused-old-client.ts';
import { refusedBrowser } from './tls/refused-browser.ts';
import { unservedOldDevices } from './tls/unserved-old-devices.ts';
import { revokedCertificate } from './tls/revoked-certificate.ts';
import { refusedRenewalLookup } from './tls/refused-renewal-lookup.ts';
import { selfSignedCertificate } from './tls/self-signed-certificate.ts';
import { soonExpiringCertificate } from './tls/soon-expiring-certificate.ts';
import { uncoveredSiblingName } from './tls/uncovered-sibling-name.ts';
import { untrustedCertificate } from './tls/untrusted-certificate.ts';
import { weakCertificateKey } from './tls/weak-certificate-key.ts';
import { weakCertificateSignature } from './tls/weak-certificate-signature.ts';
import { blockedRequestPage } from './web/blocked-request-page.ts';
import { databaseErrorPage } from './web/database-error-page.ts';
import { mixedContent } from './web/mixed-content.ts';
import { unreachableOrigin } from './web/unreachable-origin.ts';
import { clientErrorPage } from './web/client-error-page.ts';
import { insecureRedirect } from './web/insecure-redirect.ts';
import { missingHttpAnswer } from './web/missing-http-answer.ts';
import { missingHttpsRedirect } from './web/missing-https-redirect.ts';
import { missingStrictTransportSecurity } from './web/missing-strict-transport-security.ts';
import { redirectLoop } from './web/redirect-loop.ts';
import { serverErrorPage } from './web/server-error-page.ts';
import { slowFirstByte } from './web/slow-first-byte.ts';
import { suspendedAccountPage } from './web/suspended-account-page.ts';
import { splitWebHosts } from './web/split-web-hosts.ts';
import { differingPageContent } from './web/differing-page-content.ts';
import { closedPassivePort } from './ftp/closed-passive-port.ts';
import { failedFtpDataTls } from './ftp/failed-ftp-data-tls.ts';
import { refusedFtpSession } from './ftp/refused-ftp-session.ts';
import { requiredFtpSessionReuse } from './ftp/required-ftp-session-reuse.ts';
import { requiredFtpTls } from './ftp/required-ftp-tls.ts';
import { missingFtpTls } from './ftp/missing-ftp-tls.ts';
import { privatePassiveAddress } from './ftp/private-passive-address.ts';
import { leftTestFile } from './ftp/left-test-file.ts';
import { refusedFtpLogin } from './ftp/refused-ftp-login.ts';
import { refusedFtpUpload } from './ftp/refused-ftp-upload.ts';
import { changedSshHostKey } from './ssh/changed-ssh-host-key.ts';
import { missingSshIdentification } from './ssh/missing-ssh-identification.ts';
import { obsoleteSshAlgorithms } from './ssh/obsolete-ssh-algorithms.ts';
import { requiredRecentSshClient } from './ssh/required-recent-ssh-client.ts';
import { rootStoreDisagreement } from './tls/root-store-disagreement.ts';
import { weakCipherSuite } from './tls/weak-cipher-suite.ts';
import { weakKeyExchange } from './tls/weak-key-exchange.ts';
import { missingStapledStatus } from './tls/missing-stapled-status.ts';
import { missingSecurityHeaders } from './web/missing-security-headers.ts';
import { foreignRedirect } from './web/foreign-redirect.ts';
import { placeholderPage } from './web/placeholder-page.ts';
import { brokenHttp2 } from './web/broken-http2.ts';
import { contradictoryWebAnnouncement } from './web/contradictory-web-announcement.ts';
import { missingHttp2 } from './web/missing-http2.ts';
import { unusableSecurityText } from './web/unusable-security-text.ts';
import { closedSftp } from './ssh/closed-sftp.ts';
import { closedShell } from './ssh/closed-shell.ts';
import { refusedSshLogin } from './ssh/refused-ssh-login.ts';
import { keyOnlySshLogin } from './ssh/key-only-ssh-login.ts';
import { refusedExtendedPassiveMode } from './ftp/refused-extended-passive-mode.ts';
import { acceptedObsoleteTls } from './tls/accepted-obsolete-tls.ts';

export const checks: readonly Check[] = [
  blockedPort25,
  brokenIpv4,
  brokenIpv6,
  captivePortal,
  hostsFileOverride,
  failingProxy,
  interceptedDns,
  lossyFirstHop,
  proxyInUse,
  unusableOutsideView,
  sharedAddress,
  silentResolver,
  tunnelInUse,
  unreachableInternet,
  unresolvableAnchorNames,
  wrongClock,
  ...dnsChecks,
  deadIpv6Address,
  closedIpv6Port,
  intermittentConnection,
  providerIncident,
  unreachableFtpPort,
  unreachableImapPort,
  unreachablePanelPort,
  unreachablePop3Port,
  unreachableSmtpPort,
  unreachableSshPort,
  unreachableSubmissionPort,
  unreachableWebPort,
  blockedChallengePath,
  certificateNameMismatch,
  coveredNameElsewhere,
  defaultHostCertificate,
  differingCertificates,
  expiredCertificate,
  expiredIntermediateCertificate,
  failedTlsHandshake,
  forbiddingCaa,
  foreignIpv6Address,
  incompleteCertificateChain,
  interceptedConnection,
  misorderedCertificateChain,
  notYetValidCertificate,
  obsoleteTlsVersion,
  acceptedObsoleteTls,
  weakCipherSuite,
  weakKeyExchange,
  overlongCertificateLifetime,
  refusedOldClient,
  refusedBrowser,
  unservedOldDevices,
  revokedCertificate,
  missingStapledStatus,
  rootStoreDisagreement,
  refusedRenewalLookup,
  selfSignedCertificate,
  soonExpiringCertificate,
  uncoveredSiblingName,
  untrustedCertificate,
  weakCertificateKey,
  weakCertificateSignature,
  blockedRequestPage,
  databaseErrorPage,
  mixedContent,
  unreachableOrigin,
  clientErrorPage,
  differingPageContent,
  insecureRedirect,
  missingHttpAnswer,
  missingHttpsRedirect,
  missingStrictTransportSecurity,
  missingSecurityHeaders,
  redirectLoop,
  foreignRedirect,
  serverErrorPage,
  splitWebHosts,
  slowFirstByte,
  suspendedAccountPage,
  placeholderPage,
  brokenHttp2,
  missingHttp2,
  contradictoryWebAnnouncement,
  unusableSecurityText,
  ...mailChecks,
  closedPassivePort,
  failedFtpDataTls,
  missingFtpTls,
  privatePassiveAddress,
  refusedExtendedPassiveMode,
  refusedFtpLogin,
  refusedFtpUpload,
  leftTestFile,
  refusedFtpSession,
  requiredFtpSessionReuse,
  requiredFtpTls,
  missingSshIdentification,
  obsoleteSshAlgorithms,
  requiredRecentSshClient,
  keyOnlySshLogin,
  refusedSshLogin,
  closedSftp,
  closedShell,
  changedSshHostKey,
];

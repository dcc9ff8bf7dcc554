/** Checks on what DNS says of the domain’s mail, on its mail servers and on the settings of mail programs. */
import type { Check } from '../check.ts';
import { brokenFilterService } from './broken-filter-service.ts';
import { brokenMtaSts } from './broken-mta-sts.ts';
import { brokenSpf } from './broken-spf.ts';
import { brokenTlsReporting } from './broken-tls-reporting.ts';
import { duplicateSpf } from './duplicate-spf.ts';
import { excessiveSpfLookups } from './excessive-spf-lookups.ts';
import { failedSenderAuthentication } from './failed-sender-authentication.ts';
import { listedSendingAddress } from './listed-sending-address.ts';
import { mailDeliveredElsewhere } from './mail-delivered-elsewhere.ts';
import { maskedMailDialogue } from './masked-mail-dialogue.ts';
import { misdirectedMailRecord } from './misdirected-mail-record.ts';
import { misleadingAutoconfig } from './misleading-autoconfig.ts';
import { mismatchedTlsa } from './mismatched-tlsa.ts';
import { misquotedTextRecord } from './misquoted-text-record.ts';
import { missingAuthentication } from './missing-authentication.ts';
import { missingDkimKey } from './missing-dkim-key.ts';
import { missingDmarc } from './missing-dmarc.ts';
import { missingMx } from './missing-mx.ts';
import { missingReverseName } from './missing-reverse-name.ts';
import { missingSpf } from './missing-spf.ts';
import { missingStarttls } from './missing-starttls.ts';
import { modernSignInOnly } from './modern-sign-in-only.ts';
import { mxAddressLiteral } from './mx-address-literal.ts';
import { mxAlias } from './mx-alias.ts';
import { mxWithoutAddress } from './mx-without-address.ts';
import { nullMx } from './null-mx.ts';
import { outdatedDmarcTag } from './outdated-dmarc-tag.ts';
import { plaintextAuthentication } from './plaintext-authentication.ts';
import { providerOutsideSpf } from './provider-outside-spf.ts';
import { proxiedMx } from './proxied-mx.ts';
import { redirectedMailPort } from './redirected-mail-port.ts';
import { rejectingMailServer } from './rejecting-mail-server.ts';
import { returnedMessage } from './returned-message.ts';
import { slowMailGreeting } from './slow-mail-greeting.ts';
import { unauthorisedReportAddress } from './unauthorised-report-address.ts';
import { unfitMailServerCertificate } from './unfit-mail-server-certificate.ts';
import { unreadableDmarc } from './unreadable-dmarc.ts';
import { unresolvableMailServer } from './unresolvable-mail-server.ts';
import { unusableBrandRecord } from './unusable-brand-record.ts';
import { unusableMailSetting } from './unusable-mail-setting.ts';

export const mailChecks: readonly Check[] = [
  brokenSpf,
  duplicateSpf,
  excessiveSpfLookups,
  mailDeliveredElsewhere,
  missingAuthentication,
  missingDkimKey,
  missingDmarc,
  unreadableDmarc,
  outdatedDmarcTag,
  unauthorisedReportAddress,
  brokenTlsReporting,
  unusableBrandRecord,
  brokenFilterService,
  brokenMtaSts,
  mismatchedTlsa,
  unfitMailServerCertificate,
  misdirectedMailRecord,
  misleadingAutoconfig,
  missingMx,
  missingReverseName,
  listedSendingAddress,
  missingSpf,
  misquotedTextRecord,
  missingStarttls,
  mxAddressLiteral,
  mxAlias,
  mxWithoutAddress,
  nullMx,
  plaintextAuthentication,
  providerOutsideSpf,
  proxiedMx,
  rejectingMailServer,
  unusableMailSetting,
  modernSignInOnly,
  maskedMailDialogue,
  redirectedMailPort,
  returnedMessage,
  failedSenderAuthentication,
  slowMailGreeting,
  unresolvableMailServer,
];

/** What is wrong with a certificate that somebody on the way put in the place of the server's own. */
export const replacedCertificateChecks = [
  'untrusted-certificate',
  'self-signed-certificate',
  'incomplete-certificate-chain',
  'certificate-name-mismatch',
  'uncovered-sibling-name',
  'default-host-certificate',
  'expired-certificate',
  'overlong-certificate-lifetime',
  'unfit-mail-server-certificate',
] as const;

/** The closed word lists of the product: sides, domains, outcomes, controls (design, section 3). */
import { z } from 'zod';

/** W3C EARL outcome values. `cantTell` is an answer; `untested` means that the prerequisite failed or the run ended first. */
export const outcomeSchema = z.enum(['passed', 'failed', 'cantTell', 'inapplicable', 'untested']);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Weight of a failed finding, set by `resources/levels.json` and provider packs, never by the check. */
export const levelSchema = z.enum(['note', 'warning', 'error']);
export type Level = z.infer<typeof levelSchema>;

const sides = ['customer', 'network_path', 'provider', 'third_party', 'undetermined'] as const;
export const sideSchema = z.enum(sides);
export type Side = z.infer<typeof sideSchema>;

export const faultDomains = [
  'customer_device',
  'customer_network',
  'customer_configuration',
  'site_application',
  'access_provider',
  'internet_path',
  'hosting_provider',
  'dns_operator',
  'registrar',
  'mail_operator',
  'cdn_operator',
  'certificate_authority',
  'undetermined',
] as const;
export const faultDomainSchema = z.enum(faultDomains);
export type FaultDomain = z.infer<typeof faultDomainSchema>;

/** The side on which each fault domain lies. */
export const sideOf: Readonly<Record<FaultDomain, Side>> = {
  customer_device: 'customer',
  customer_network: 'customer',
  customer_configuration: 'customer',
  site_application: 'customer',
  access_provider: 'network_path',
  internet_path: 'network_path',
  hosting_provider: 'provider',
  dns_operator: 'third_party',
  registrar: 'third_party',
  mail_operator: 'third_party',
  cdn_operator: 'third_party',
  certificate_authority: 'third_party',
  undetermined: 'undetermined',
};

/** How sure a verdict is. A missing deciding control caps it at `possible`. */
export const confidenceSchema = z.enum(['proven', 'likely', 'possible']);
export type Confidence = z.infer<typeof confidenceSchema>;

/**
 * Control measurements: made only to make inference sound.
 * C0 local stack and gateway; C1 anchors of three operators; C2 same port on a neutral host; C3 other ports of the same host;
 * C4 neighbour of the same provider; C5 second vantage point; C6 DNS truth (parent, authoritative, public resolvers);
 * C7 true time; C8 TLS truth (unrelated sites, two trust stores); C9 provider facts from the pack.
 */
export const controls = ['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C8', 'C9'] as const;
export const controlSchema = z.enum(controls);
export type Control = z.infer<typeof controlSchema>;

export const services = ['dns', 'web', 'mail', 'ftp', 'ssh'] as const;
export const serviceSchema = z.enum(services);
export type Service = z.infer<typeof serviceSchema>;

/** What the person came for; shapes the plan and the order of the problems. */
export const symptoms = [
  'site_down',
  'site_insecure_warning',
  'site_error_page',
  'mail_cannot_send',
  'mail_cannot_receive',
  'mail_app_cannot_connect',
  'ftp_cannot_connect',
  'ssh_cannot_connect',
  'panel_cannot_connect',
  'domain_not_found',
  'everything',
] as const;
export const symptomSchema = z.enum(symptoms);
export type Symptom = z.infer<typeof symptomSchema>;

export const languages = ['en', 'fr', 'nl'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

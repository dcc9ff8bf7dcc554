/** The rule catalogue in the order of the layers: seat, DNS, reaching, TLS, application. The order is part of the meaning. */
import type { Rule } from '../rule.ts';
import { applicationRules } from './application-rules.ts';
import { dnsRules } from './dns-rules.ts';
import { reachRules } from './reach-rules.ts';
import { seatRules } from './seat-rules.ts';
import { tlsRules } from './tls-rules.ts';

export const rules: readonly Rule[] = [...seatRules, ...dnsRules, ...reachRules, ...tlsRules, ...applicationRules];

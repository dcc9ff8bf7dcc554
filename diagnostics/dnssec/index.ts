/** Validation of signed answers, pure: from stored messages, the keys in them and the time at which they came. */
export { breakAbove, valuesAbove, type BreakAbove } from './chain-above.ts';
export type { LinkFault } from './judge-answer.ts';
export { keySignalOf, type SignalState } from './key-signal.ts';
export { signatureEnds } from './signature-ends.ts';
export { isUsableForMail, matchesTlsa } from './tlsa.ts';
export {
  breakOf,
  valuesOf,
  zoneLinkOf,
  type JudgedAnswer,
  type LinkBreak,
  type ZoneLink,
} from './zone-link.ts';

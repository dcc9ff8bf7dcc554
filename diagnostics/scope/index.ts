/** The door of the scope room: what a support policy says of a problem. Parts of a pack are typed as `ProviderPack['ticket']`. */
export { isInRange } from './address-range.ts';
export { completePack } from './complete-pack.ts';
export { decideScope } from './decide-scope.ts';
export { describePack, listPacks, type PackDescription, type PackListing } from './describe-pack.ts';
export { lintPack, parsePack, type PackProblem } from './lint-pack.ts';
export { loadPacks, loadVocabulary, type ProviderLibrary } from './load-packs.ts';
export { matchesHost, matchProvider, type ProviderTraces } from './match-provider.ts';
export { packJsonSchema, type ProviderPack } from './pack-schema.ts';
export type { ScopeQuestion } from './question.ts';
export { isKnownTopic, topicNamed, type Vocabulary } from './vocabulary.ts';

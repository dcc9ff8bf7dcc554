/** The public door of the engine: run, judge again, load the data that both need, and write what comes out. */
export { run, type RunOptions } from './run/run.ts';
export { createFleet } from './run/fleet.ts';
export { judge, type Levels } from './run/judge.ts';
export { compareReports } from './run/compare.ts';
export { layBeside, withReportsBeside } from './run/merge-views.ts';
export { loadLevels } from './run/levels.ts';
export { MAX_BOUNCE, readBounce } from './run/bounce/read-bounce.ts';
export { understandMailSetting } from './run/mail-setting.ts';
export { MAX_KNOWN_HOSTS, readKnownHosts } from './run/known-hosts.ts';
export { understandTarget } from './run/understand-target.ts';
export * from './run/network-data.ts';
export * from './scope/index.ts';
export * from './report/index.ts';
export * from './ticket/index.ts';
export type { Clock, DatagramOptions, DialOptions, Network } from './net/network.ts';
export { systemClock } from './net/system-clock.ts';
export { isPrivateKey } from './net/ssh-key.ts';
export { createSystemNetwork } from './net/system-network.ts';

/**
 * What some work costs this process in processor time, in milliseconds: unlike time on the clock it does not grow with what else the machine does,
 * so that a bound on it fails for slow code alone.
 */
export function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** Milliseconds of this thread's own processor time that an act takes: what others take meanwhile does not count. */
export function ownMs(act: () => unknown): number {
  const before = process.threadCpuUsage();
  act();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

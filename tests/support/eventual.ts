/** Waiting for what another process, thread or socket will bring about; a busy machine gets twenty seconds. */

/** The first value that is there; `what` names it when it never comes. */
export async function eventual<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
  const until = performance.now() + 20_000;
  while (performance.now() < until) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await new Promise((next) => setTimeout(next, 25));
  }
  throw new Error(`never happened: ${what}`);
}

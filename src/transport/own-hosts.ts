/**
 * Which addresses files may be fetched from. A platform's payload names URLs, and whoever forges one could make us
 * read an inner service; so only the platform's own hosts pass, over https, without credentials in the URL.
 */

/**
 * A check for URLs. `hosts` are exact names, or a suffix with a leading dot (`.viber.com`, which includes `viber.com`).
 * `apiRoot` adds one origin exactly as it is configured: an emulator on loopback, a self-hosted server.
 */
export function createHostCheck(hosts: string[], apiRoot: string): (url: string) => boolean {
  const apiOrigin = URL.parse(apiRoot)?.origin;
  return (url) => {
    const parsed = URL.parse(url);
    if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
    if (parsed.origin === apiOrigin) return true;
    if (parsed.protocol !== 'https:' || parsed.port !== '') return false;
    return hosts.some((host) =>
      host.startsWith('.')
        ? parsed.hostname.endsWith(host) || parsed.hostname === host.slice(1)
        : parsed.hostname === host,
    );
  };
}

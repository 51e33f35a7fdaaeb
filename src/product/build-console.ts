/** The operators' console, built when it is stale. */
import { buildStale, type Build } from './build-stale.ts';

/** `root`: the folder of package.json. */
export function buildConsole(root: string): Promise<Build> {
  return buildStale(root, {
    built: 'dist/console/index.html',
    sources: ['src/console', 'src/api'],
    config: 'src/console/vite.config.ts',
    script: 'build',
  });
}

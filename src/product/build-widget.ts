/** The web chat for the shops' pages, built when it is stale. */
import { buildStale, type Build } from './build-stale.ts';

/** `root`: the folder of package.json. */
export function buildWidget(root: string): Promise<Build> {
  return buildStale(root, {
    built: 'dist/webchat/frame.html',
    sources: ['bots/webchat/widget'],
    config: 'bots/webchat/widget/vite.config.ts',
    options: ['--app'],
    script: 'build:widget',
  });
}

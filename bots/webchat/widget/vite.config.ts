/**
 * Builds the widget into dist/webchat: the loader as one classic script for the shops' pages, and the page of the chat with its
 * script and style under names that change with their content. One command, both at once, so that a first start stays quick.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const common = {
  outDir: here('../../../dist/webchat'),
  emptyOutDir: false,
  // What shops' customers still use: browsers of 2022 and later.
  target: ['chrome100', 'firefox100', 'safari15.4'],
  // Keeps the builder from adding crutches: the style is written for the same browsers.
  cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  modulePreload: false as const,
  assetsInlineLimit: 0,
  minify: true,
};

export default defineConfig({
  root: here('.'),
  // Relative: the account stands in the path.
  base: './',
  publicDir: false,
  environments: {
    client: { build: { ...common, rolldownOptions: { input: here('frame.html') } } },
    loader: {
      build: {
        ...common,
        rolldownOptions: {
          input: { loader: here('loader/main.ts') },
          output: { format: 'iife', entryFileNames: 'loader.js' },
        },
      },
    },
  },
  builder: {
    async buildApp({ build, environments }) {
      await rm(common.outDir, { recursive: true, force: true });
      await Promise.all(Object.values(environments).map((environment) => build(environment)));
    },
  },
});

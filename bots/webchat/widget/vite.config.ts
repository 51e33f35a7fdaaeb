/**
 * Builds the widget into dist/webchat: the loader as one classic script for the shops' pages, the page of the chat with script
 * and style in it, and the words under names that change with their content. One command, both at once, so that a first start
 * stays quick.
 */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { minify as squeeze } from '@swc/core';
import { defineConfig, parseSync } from 'vite';
import { onePage } from './build/one-page.ts';
import { secondPass } from './build/second-pass.ts';
import { shortNames } from './build/short-names.ts';
import { shortStyles } from './build/short-styles.ts';
import { shortWords } from './build/short-words.ts';

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
const books = ['en', 'ru', 'uk'].map((locale) => here(`locales/${locale}.json`));
const names = await shortNames(here('.'), here('../protocol.ts'), parseSync);
const minify = {
  compress: true,
  mangle: true,
  codegen: true,
  mangleProps: { include: new RegExp(`^(?:${names.join('|')})$`) },
};

export default defineConfig({
  root: here('.'),
  // Relative: the account stands in the path.
  base: './',
  publicDir: false,
  plugins: [
    await shortStyles(here('.')),
    await shortWords(books, parseSync),
    secondPass(squeeze),
    onePage('frame.html', parseSync),
  ],
  environments: {
    client: { build: { ...common, rolldownOptions: { input: here('frame.html'), output: { minify } } } },
    loader: {
      build: {
        ...common,
        rolldownOptions: {
          input: { loader: here('loader/main.ts') },
          output: { format: 'iife', entryFileNames: 'loader.js', minify },
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

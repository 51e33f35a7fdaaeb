/**
 * Lets a second minifier go over what is served, before the builder's own: each finds what the other leaves. Only what holds for
 * every script; nothing that would be wrong for unusual objects.
 */
import type { minify as Minify } from '@swc/core';
import type { Plugin } from 'vite';

export function secondPass(minify: typeof Minify): Plugin {
  return {
    name: 'second-pass',
    async renderChunk(code, _chunk, { format }) {
      const module = format === 'es';
      const compress = {
        ecma: 2022,
        toplevel: module,
        passes: 4,
        // Repetition packs better than variety.
        inline: 0,
        sequences: false,
        reduce_funcs: false,
        // Nothing here is made by `new` from a function of its own.
        unsafe_arrows: true,
      } as const;
      const { code: short } = await minify(code, { module, ecma: 2022, compress, mangle: false });
      return { code: short, map: null };
    },
  };
}

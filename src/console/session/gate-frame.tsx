/** The quiet page around sign-in and set-up: the shop's mark, one card, and the choice of language. */
import type { ReactNode } from 'react';
import { API_LOCALES } from '../../api/bounds.ts';
import { useLanguage } from '../i18n/use-words.ts';
import { Logo } from '../ui/logo.tsx';

export function GateFrame({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  const { locale, words, choose } = useLanguage();
  return (
    <main className="gate">
      <div className="gate-card">
        <Logo size={44} />
        <h1>{title}</h1>
        {lead !== undefined && <p className="gate-lead">{lead}</p>}
        {children}
      </div>
      <div className="gate-languages" role="group" aria-label={words('language')}>
        {API_LOCALES.map((name) => (
          <button
            key={name}
            type="button"
            lang={name}
            aria-pressed={name === locale}
            onClick={() => choose(name)}
          >
            {words(`language.own-${name}`)}
          </button>
        ))}
      </div>
    </main>
  );
}

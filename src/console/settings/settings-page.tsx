/** One's own settings: who I am, my password, and how this browser behaves. */
import { useWords } from '../i18n/use-words.ts';
import { BrowserForm } from './browser-form.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProfileForm } from './profile-form.tsx';

export function SettingsPage() {
  const words = useWords();
  return (
    <main className="sheet">
      <div className="sheet-inner sheet-inner--slim">
        <h1>{words('settings.title')}</h1>
        <section className="plate">
          <h2>{words('settings.profile')}</h2>
          <ProfileForm />
        </section>
        <section className="plate">
          <h2>{words('settings.browser')}</h2>
          <BrowserForm />
        </section>
        <section className="plate">
          <h2>{words('settings.password')}</h2>
          <PasswordForm />
        </section>
      </div>
    </main>
  );
}

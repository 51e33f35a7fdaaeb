/**
 * Words that a platform has approved before, for messages outside its reply window. They are files of the shop, checked when
 * content is read; the platform keeps its own copy under the same name and puts the slots in.
 */
import type { Locale } from './locale.ts';

export interface MessageTemplate {
  /** As the platform knows it: `a-z0-9_`. */
  name: string;
  /** `notice`: a message of ours asks for it by name. `operator-reply`: carries whatever an operator wrote. */
  use: 'notice' | 'operator-reply';
  category: 'utility' | 'marketing';
  /** What fills `{{1}}`, `{{2}}` … of the body, in this order. */
  slots: string[];
  languages: Partial<Record<Locale, TemplateLanguage>>;
}

export interface TemplateLanguage {
  /** The platform's name of the language: `ru`, `en_US`. */
  code: string;
  body: string;
}

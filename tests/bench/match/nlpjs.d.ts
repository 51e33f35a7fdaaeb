/** What the bench uses of nlp.js, which brings no types of its own. */
declare module '@nlpjs/basic' {
  interface Nlp {
    settings: { autoSave: boolean; nlu: { log: boolean } };
    addLanguage(locale: string): void;
    addDocument(locale: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(locale: string, text: string): Promise<{ intent: string }>;
  }
  interface Container {
    use(part: unknown): void;
    get(name: 'nlp'): Nlp;
  }
  export function containerBootstrap(): Promise<Container>;
  export const Nlp: unknown;
  export const LangEn: unknown;
}
declare module '@nlpjs/lang-ru' {
  export const LangRu: unknown;
}
declare module '@nlpjs/lang-uk' {
  export const LangUk: unknown;
}

/** What our tests use of a library that has no types. */
declare module 'viber-bot' {
  import type { EventEmitter } from 'node:events';
  import type { RequestListener } from 'node:http';

  interface Profile {
    id: string;
    name: string;
  }
  interface Incoming {
    text?: string;
    token: string;
    timestamp: string;
    url?: string;
    contactPhoneNumber?: string;
    latitude?: number;
  }
  interface Reply {
    userProfile: Profile;
    send(messages: object | object[]): Promise<string[]>;
  }
  type Message = new (...fields: unknown[]) => object;

  export class Bot extends EventEmitter {
    constructor(settings: { authToken: string; name: string; avatar: string; registerToEvents?: string[] });
    setWebhook(url: string): Promise<object>;
    getBotProfile(): Promise<{ name: string; webhook: string }>;
    getUserDetails(profile: { id: string }): Promise<Profile>;
    getOnlineStatus(ids: string[]): Promise<{ users: object[] }>;
    sendMessage(profile: { id: string }, messages: object | object[]): Promise<string[]>;
    middleware(): RequestListener;
    onTextMessage(pattern: RegExp, callback: (message: Incoming, response: Reply) => void): void;
    onConversationStarted(
      callback: (
        profile: Profile,
        isSubscribed: boolean,
        context: string,
        answer: (message: object) => void,
      ) => void,
    ): void;
    onError(callback: (error: unknown) => void): void;
  }
  export const Events: Record<string, string>;
  export const Message: Record<
    'Text' | 'Picture' | 'File' | 'Location' | 'Contact' | 'Url' | 'RichMedia' | 'Keyboard',
    Message
  >;
}

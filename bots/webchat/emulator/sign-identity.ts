/** What a shop's back end does for a signed-in customer, for tests and the playground. The docs show the same in three languages. */
import { hmacSha256 } from '../../../src/transport/signature.ts';

export interface SignedFields {
  user: string;
  /** Unix seconds. */
  expires: number;
  name?: string;
  phone?: string;
  email?: string;
}

export function signIdentity(secret: string, fields: SignedFields): string {
  const payload = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return `${payload}.${hmacSha256(secret, Buffer.from(payload))}`;
}
